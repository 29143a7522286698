#pragma once

#include "reconcile/read_gate.hpp"
#include "reconcile/seen_rows.hpp"
#include "reconcile/window_reader.hpp"

#include <functional>
#include <string>

namespace daifa::reconcile {

/// Reads what merchants assigned and took back, and writes it down.
class PlatformObserver {
public:
    explicit PlatformObserver(Lane& lane);

    /// One pass up to now.
    awaitable<Result<store::RowCounts>> pass();
    /// One order alone; nothing changes but facts.
    awaitable<Result<PlatformOrder>> look(OrderId id, std::string cause = "look");

    /// Told of every order that a pass finds in a list, once it is in the ledger.
    std::function<void(const OrderId&)> on_shown;

private:
    awaitable<Result<RecordedPage>> read_page(PageQuery query, std::string cause);

    Lane& lane_;
    WindowReader reader_;
    SeenRows seen_;
    ReadGate gate_;
};

/// Reads what became of orders in the ERP, and writes it down.
class ErpObserver {
public:
    explicit ErpObserver(Lane& lane);

    awaitable<Result<store::RowCounts>> pass();
    /// Exactly these orders; at most `find_orders_max` of the ERP.
    awaitable<Result<std::vector<store::ErpRow>>> look(std::vector<store::OrderRecord> orders);

private:
    awaitable<Result<RecordedPage>> read_page(PageQuery query, std::string cause);

    Lane& lane_;
    WindowReader reader_;
    SeenRows seen_;
    ReadGate gate_;
};

/// How many generations a look at the order asks for: those it had, and until its import is
/// confirmed the next one, which a ledger that was lost may have begun.
int generations_to_find(const store::OrderRecord& order);

/// One row per source number of each ERP order.
std::vector<store::ErpRow> rows_of(const std::vector<ErpOrder>& orders);

} // namespace daifa::reconcile
