#include "reconcile/guarded_erp.hpp"

#include "reconcile/contained.hpp"

namespace daifa::reconcile {

template <class T>
awaitable<Result<T>> GuardedErp::run(Operation kind, std::string operation, Call<T> call,
                                     std::string about)
{
    Result<T> result = co_await contained<T>(kind, std::move(operation), log_, call);
    if (result)
        health_.note_success();
    else
        health_.note_failure(result.error(), clock_.now(), about);
    co_return result;
}

awaitable<Result<TimePoint>> GuardedErp::get_time()
{
    Call<TimePoint> call = [&] { return inner_.get_time(); };
    co_return co_await contained<TimePoint>(Operation::read, "get_time", log_, call);
}

awaitable<Result<std::vector<ErpChannel>>> GuardedErp::list_channels()
{
    Call<std::vector<ErpChannel>> call = [&] { return inner_.list_channels(); };
    co_return co_await run(Operation::read, "list_channels", call);
}

awaitable<Result<std::vector<Carrier>>> GuardedErp::list_carriers()
{
    Call<std::vector<Carrier>> call = [&] { return inner_.list_carriers(); };
    co_return co_await run(Operation::read, "list_carriers", call);
}

awaitable<Result<CreatedOrder>> GuardedErp::create_order(ErpOrderDraft draft)
{
    Call<CreatedOrder> call = [&] { return inner_.create_order(draft); };
    co_return co_await run(Operation::write, "create_order", call, draft.source_number);
}

awaitable<Result<std::vector<ErpOrder>>>
GuardedErp::find_orders(ChannelId channel, std::vector<std::string> source_numbers)
{
    Call<std::vector<ErpOrder>> call = [&] { return inner_.find_orders(channel, source_numbers); };
    const std::string about = source_numbers.size() == 1 ? source_numbers.front() : "";
    co_return co_await run(Operation::read, "find_orders", call, about);
}

awaitable<Result<Page<ErpOrder>>> GuardedErp::list_changed_orders(ChannelId channel,
                                                                  PageQuery query)
{
    Call<Page<ErpOrder>> call = [&] { return inner_.list_changed_orders(channel, query); };
    co_return co_await run(Operation::read, "list_changed_orders", call);
}

awaitable<Result<Receipt>> GuardedErp::audit_order(ErpOrderId id)
{
    Call<Receipt> call = [&] { return inner_.audit_order(id); };
    co_return co_await run(Operation::write, "audit_order", call, id.text());
}

awaitable<Result<Receipt>> GuardedErp::cancel_order(ErpOrderId id)
{
    Call<Receipt> call = [&] { return inner_.cancel_order(id); };
    co_return co_await run(Operation::write, "cancel_order", call, id.text());
}

awaitable<Result<Page<StockRow>>> GuardedErp::Stock::list_stock(StockQuery query)
{
    Call<Page<StockRow>> call = [&] { return guard_.inner_.stock()->list_stock(query); };
    co_return co_await contained<Page<StockRow>>(Operation::read, "list_stock", guard_.log_, call);
}

} // namespace daifa::reconcile
