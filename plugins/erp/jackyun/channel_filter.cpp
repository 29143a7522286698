#include "jackyun/channel_filter.hpp"

namespace daifa::jackyun {

std::string ChannelFilter::id_of(const ChannelId& channel) const
{
    const auto found = ids_.find(channel.text());
    return is_on_ && found != ids_.end() ? found->second : std::string();
}

} // namespace daifa::jackyun
