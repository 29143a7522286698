#pragma once

#include "reconcile/waybill_desk.hpp"

#include <optional>
#include <string>

namespace daifa::reconcile {

/// Two addresses as people compare them: what differs stands in 【】, where a blank is shown as ␣
/// and characters that look like others have their code point behind them.
struct MarkedAddresses {
    std::string ours = {};
    std::string theirs = {};
};

MarkedAddresses mark_differences(const SenderAddress& ours, const SenderAddress& theirs);

/// The sender beside the contract's address that comes nearest, where none is equal. Nothing when
/// there is no address at all.
std::optional<MarkedAddresses> find_nearest(const SenderAddress& sender, const WaybillDesk& desk);

} // namespace daifa::reconcile
