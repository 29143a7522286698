#pragma once

#include <daifa/domain/ids.hpp>

#include <map>
#include <string>

namespace daifa::jackyun {

/// Keeps the windows of one shop from carrying the changes of all others. That `shopIds` takes a
/// channel's `channelId` has not been seen on a real tenant, and a filter that hides our own orders
/// would hide them for good: until a filtered page has shown one of them, a window that looks empty
/// is read without it as well.
class ChannelFilter {
public:
    explicit ChannelFilter(bool is_on) : is_on_(is_on) {}

    /// From `erp.sales.get`. Ids once known stay, so that no pass changes its filter half-way.
    void learn(std::map<std::string, std::string> ids) { ids_.merge(std::move(ids)); }

    /// What to send; empty: no filter.
    std::string id_of(const ChannelId& channel) const;

    bool is_proven() const { return is_proven_; }
    void prove() { is_proven_ = true; }
    /// It hid an order of ours.
    void give_up() { is_on_ = false; }

private:
    bool is_on_;
    bool is_proven_ = false;
    std::map<std::string, std::string> ids_; ///< By code.
};

} // namespace daifa::jackyun
