#include "reconcile/print_requests.hpp"

#include "reconcile/joint_parcels.hpp"
#include "reconcile/labels.hpp"

#include <algorithm>

namespace daifa::reconcile {
namespace {

using store::RequestedWrite;
using store::WriteKind;

constexpr int page_size = 200;

int copies_in(const store::OrderRecord& order, const Label& label)
{
    return static_cast<int>(std::ranges::count_if(order.writes, [&](const auto& write) {
        return write.kind == WriteKind::print_label && write.subject == label.text();
    }));
}

/// Whichever order of the parcel they were printed with.
int copies_of(const OrderView& view, const Label& label)
{
    int copies = copies_in(view.order, label);
    for (const auto& mate : mates_of(view.order, label.package))
        copies += copies_in(*mate.order, label);
    return copies;
}

bool is_first_to_print(const OrderView& view, const Label& label)
{
    return copies_in(view.order, label) == 0 && !label.may_be_on_paper &&
           prints_first(view.order, label.package);
}

RequestedWrite print_of(const OrderView& view, const Label& label, int copy)
{
    RequestedWrite write;
    write.order = view.order.id;
    write.key = view.write_key("print", label.text()) + "/" + std::to_string(copy);
    write.subject = label.text();
    return write;
}

RequestedWrite cancel_of(const OrderView& view, const Label& label)
{
    RequestedWrite write;
    write.order = view.order.id;
    write.kind = WriteKind::cancel_waybill;
    write.key = view.write_key("void", label.text());
    write.subject = label.text();
    return write;
}

awaitable<int> request_all(Lane& lane, std::vector<RequestedWrite> writes, std::string by,
                           std::string reason)
{
    int requested = 0;
    for (auto& write : writes) {
        const bool is_new =
            co_await lane.ledger.request_write(lane.shop, write, by, reason, lane.clock.now());
        requested += is_new ? 1 : 0;
    }
    co_return requested;
}

/// The labels of the order that nobody printed or asked to print.
std::vector<RequestedWrite> unprinted(const OrderView& view, const std::string& carrier_code)
{
    std::vector<RequestedWrite> writes;
    for (const auto& label : labels_of(view))
        if ((carrier_code.empty() || label.carrier_code == carrier_code) &&
            is_first_to_print(view, label))
            writes.push_back(print_of(view, label, 1));
    return writes;
}

} // namespace

awaitable<int> request_prints(Lane& lane, PrintWish wish)
{
    int orders = 0;
    store::OrderQuery query;
    query.state = store::OrderState::imported;
    query.limit = page_size;
    do {
        const auto page = co_await lane.ledger.list_orders(lane.shop, query);
        query.after = page.next;
        for (const auto& row : page.orders) {
            if (wish.limit > 0 && orders >= wish.limit)
                co_return orders;
            const auto order = co_await lane.ledger.find_order(lane.shop, row.id);
            if (!order)
                continue;
            const DecideContext context = lane.decide_context();
            auto writes = unprinted(OrderView(*order, context), wish.carrier_code);
            const int requested =
                co_await request_all(lane, std::move(writes), wish.by, "daifa print");
            orders += requested > 0 ? 1 : 0;
        }
    } while (!query.after.empty());
    co_return orders;
}

awaitable<int> request_action(Lane& lane, LabelAction action, OrderId order, std::string by,
                              std::string reason)
{
    const auto record = co_await lane.ledger.find_order(lane.shop, order);
    if (!record)
        co_return 0;
    // While it is ours the parcel needs its number, unless that leads elsewhere.
    const bool is_ours =
        record->platform.is_assigned && record->platform.after_sale != AfterSale::refunded;
    const DecideContext context = lane.decide_context();
    const OrderView view(*record, context);
    // After a restore nobody knows of the first copy: what a person asks for is another one.
    const bool is_from_before =
        lane.restored_at && record->platform.assigned_at <= *lane.restored_at;
    std::vector<RequestedWrite> writes;
    for (const auto& label : labels_of(view)) {
        if (action == LabelAction::reprint) {
            const int copies = std::max(copies_of(view, label), is_from_before ? 1 : 0);
            writes.push_back(print_of(view, label, copies + 1));
            // Whoever asks for a copy now wants this number to go to where the order goes now.
            if (record->body)
                writes.back().digest = store::address_digest(*record->body);
        } else if (!is_ours || is_outdated(view, label)) {
            writes.push_back(cancel_of(view, label));
        }
    }
    co_return co_await request_all(lane, std::move(writes), by, reason);
}

} // namespace daifa::reconcile
