#include "reconcile/stock_judge.hpp"

#include <algorithm>

namespace daifa::reconcile {

using store::StockWrite;
using store::WriteState;

namespace {

std::string describe_looks(const StockWrite& write, std::int64_t quantity)
{
    const std::string proof = "two looks agree that the platform has " + std::to_string(quantity);
    return write.failure_text.empty() ? proof : write.failure_text + "; " + proof;
}

} // namespace

TimePoint verify_after_of(const StockWrite& write, Milliseconds late_arrival)
{
    return write.state == WriteState::claimed ? write.claimed_at + late_arrival
                                              : write.verify_after;
}

bool has_taken(const StockWrite& write, std::int64_t quantity)
{
    if (write.before < write.quantity)
        return write.before < quantity && quantity <= write.quantity;
    return quantity <= write.quantity;
}

store::StockSettlement settle_by_look(const store::StockItem& item, std::int64_t quantity,
                                      TimePoint began, Milliseconds late_arrival,
                                      Milliseconds retry_in)
{
    const StockWrite& write = *item.write;
    store::StockSettlement settlement;
    settlement.id = item.id;
    settlement.request_id = write.request_id;
    if (quantity == write.quantity)
        return settlement;
    // Never later than the request can be on its way: the clock may have gone back since.
    settlement.verify_after = std::min(verify_after_of(write, late_arrival), began + late_arrival);
    settlement.seen = quantity;
    if (began >= settlement.verify_after)
        settlement.agreeing_reads = write.seen == quantity ? write.agreeing_reads + 1 : 1;
    if (settlement.agreeing_reads >= 2 && has_taken(write, quantity))
        return settlement;
    settlement.failure = Errc::uncertain;
    settlement.failure_text = write.failure_text;
    settlement.state = WriteState::uncertain;
    if (settlement.agreeing_reads >= 2) {
        settlement.state = WriteState::refused;
        settlement.failure_text = describe_looks(write, quantity);
        settlement.retry_after = began + retry_in;
    }
    return settlement;
}

} // namespace daifa::reconcile
