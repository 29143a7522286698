#include "sandbox/erp_cursors.hpp"

namespace daifa::sandbox {

std::uint64_t CursorBook::open(ListPosition at)
{
    cursors_.emplace(++last_, at);
    if (cursors_.size() > kept_max)
        cursors_.erase(cursors_.begin());
    return last_;
}

std::optional<ListPosition> CursorBook::find(std::uint64_t number) const
{
    const auto found = cursors_.find(number);
    return found == cursors_.end() ? std::nullopt : std::optional(found->second);
}

void CursorBook::move(std::uint64_t number, ListPosition at)
{
    const auto found = cursors_.find(number);
    if (found != cursors_.end())
        found->second = at;
}

void CursorBook::close(std::uint64_t number)
{
    cursors_.erase(number);
}

} // namespace daifa::sandbox
