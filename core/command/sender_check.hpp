#pragma once

#include "command/view.hpp"

#include <daifa/connector/label.hpp>

#include <boost/json/object.hpp>

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace daifa::command {

/// Where a shop's parcels start whose numbers the platform gives.
struct ShopSender {
    std::string shop = {};
    SenderAddress address = {};
};

/// What the running daemon finds when it compares a sender with the contracts that it has read;
/// nothing when it doesn't run, or has read none of that shop.
using CompareSender = std::function<std::optional<boost::json::object>(const ShopSender& sender)>;

/// One line per sender, with what to do.
std::string render_senders(const View& view, const std::vector<ShopSender>& senders,
                           const CompareSender& compare);
/// The same for programs.
boost::json::array compare_senders(const std::vector<ShopSender>& senders,
                                   const CompareSender& compare);

} // namespace daifa::command
