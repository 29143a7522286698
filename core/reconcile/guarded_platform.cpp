#include "reconcile/guarded_platform.hpp"

#include "reconcile/contained.hpp"

namespace daifa::reconcile {

template <class T>
awaitable<Result<T>> GuardedPlatform::with_token(Operation kind, std::string operation,
                                                 Call<T> call)
{
    const std::uint64_t generation = keeper_.generation();
    Result<T> result = co_await contained<T>(kind, operation, log_, call);
    if (!result && result.error().code == Errc::token_expired) {
        const bool is_fresh = co_await keeper_.renew(generation);
        if (is_fresh)
            result = co_await contained<T>(kind, operation, log_, call);
        else if (keeper_.dead())
            result = *keeper_.dead();
        else if (keeper_.failure() && keeper_.failure()->code == Errc::misconfigured)
            result = *keeper_.failure();
    }
    co_return result;
}

template <class T>
awaitable<Result<T>> GuardedPlatform::run(Operation kind, std::string operation, Call<T> call,
                                          std::string about)
{
    auto result = co_await with_token<T>(kind, std::move(operation), std::move(call));
    if (result)
        health_.note_success();
    else
        health_.note_failure(result.error(), clock_.now(), about);
    co_return result;
}

awaitable<Result<Credential>> GuardedPlatform::exchange(Secret code)
{
    Call<Credential> call = [&] { return inner_.exchange(code); };
    co_return co_await contained<Credential>(Operation::write, "exchange", log_, call);
}

awaitable<Result<Credential>> GuardedPlatform::refresh(Credential credential)
{
    Call<Credential> call = [&] { return inner_.refresh(credential); };
    co_return co_await contained<Credential>(Operation::write, "refresh", log_, call);
}

awaitable<Result<TimePoint>> GuardedPlatform::get_time()
{
    Call<TimePoint> call = [&] { return inner_.get_time(); };
    co_return co_await contained<TimePoint>(Operation::read, "get_time", log_, call);
}

awaitable<Result<ShopAccess>> GuardedPlatform::check_access()
{
    Call<ShopAccess> call = [&] { return inner_.check_access(); };
    co_return co_await run(Operation::read, "check_access", call);
}

awaitable<Result<std::vector<Carrier>>> GuardedPlatform::list_carriers()
{
    Call<std::vector<Carrier>> call = [&] { return inner_.list_carriers(); };
    co_return co_await run(Operation::read, "list_carriers", call);
}

awaitable<Result<Page<PlatformOrder>>> GuardedPlatform::list_assigned_orders(PageQuery query)
{
    Call<Page<PlatformOrder>> call = [&] { return inner_.list_assigned_orders(query); };
    co_return co_await run(Operation::read, "list_assigned_orders", call);
}

awaitable<Result<PlatformOrder>> GuardedPlatform::get_order(OrderId id)
{
    Call<PlatformOrder> call = [&] { return inner_.get_order(id); };
    co_return co_await run(Operation::read, "get_order", call, to_text(id));
}

awaitable<Result<Receipt>> GuardedPlatform::upload_waybill(WaybillUpload upload)
{
    Call<Receipt> call = [&] { return inner_.upload_waybill(upload); };
    co_return co_await run(Operation::write, "upload_waybill", call, to_text(upload.order));
}

awaitable<Result<Receipt>> GuardedPlatform::upload_extra_waybills(ExtraWaybillUpload upload)
{
    Call<Receipt> call = [&] { return inner_.upload_extra_waybills(upload); };
    co_return co_await run(Operation::write, "upload_extra_waybills", call, to_text(upload.order));
}

awaitable<Result<Receipt>> GuardedPlatform::retract_upload(WaybillUpload upload)
{
    Call<Receipt> call = [&] { return inner_.retract_upload(upload); };
    co_return co_await run(Operation::write, "retract_upload", call, to_text(upload.order));
}

awaitable<Result<std::vector<WaybillContract>>> GuardedPlatform::Issuer::list_contracts()
{
    Call<std::vector<WaybillContract>> call = [&] { return inner().list_contracts(); };
    co_return co_await guard_.run(Operation::read, "list_contracts", call);
}

awaitable<Result<std::vector<LabelTemplate>>> GuardedPlatform::Issuer::list_templates()
{
    Call<std::vector<LabelTemplate>> call = [&] { return inner().list_templates(); };
    co_return co_await guard_.run(Operation::read, "list_templates", call);
}

awaitable<Result<TakenWaybills>> GuardedPlatform::Issuer::take_waybills(WaybillRequest request)
{
    Call<TakenWaybills> call = [&] { return inner().take_waybills(request); };
    co_return co_await guard_.run(Operation::write, "take_waybills", call,
                                  request.parcels.front().package_id);
}

awaitable<Result<TakenWaybill>> GuardedPlatform::Issuer::find_waybill(std::string carrier_code,
                                                                      WaybillNumber number)
{
    Call<TakenWaybill> call = [&] { return inner().find_waybill(carrier_code, number); };
    co_return co_await guard_.run(Operation::read, "find_waybill", call, number.text());
}

awaitable<Result<Receipt>> GuardedPlatform::Issuer::cancel_waybill(std::string carrier_code,
                                                                   WaybillNumber number)
{
    Call<Receipt> call = [&] { return inner().cancel_waybill(carrier_code, number); };
    co_return co_await guard_.run(Operation::write, "cancel_waybill", call, number.text());
}

awaitable<Result<std::unique_ptr<PushLine>>> GuardedPlatform::Push::open()
{
    Call<std::unique_ptr<PushLine>> call = [&] { return inner().open(); };
    co_return co_await contained<std::unique_ptr<PushLine>>(Operation::read, "open", guard_.log_,
                                                            call);
}

awaitable<Result<Receipt>> GuardedPlatform::Push::subscribe()
{
    Call<Receipt> call = [&] { return inner().subscribe(); };
    co_return co_await guard_.with_token<Receipt>(Operation::write, "subscribe", call);
}

awaitable<Result<bool>> GuardedPlatform::Push::check_subscription()
{
    Call<bool> call = [&] { return inner().check_subscription(); };
    co_return co_await guard_.with_token<bool>(Operation::read, "check_subscription", call);
}

awaitable<Result<PrinterList>> GuardedPlatform::Printer::list_printers()
{
    Call<PrinterList> call = [&] { return inner().list_printers(); };
    co_return co_await contained<PrinterList>(Operation::read, "list_printers", guard_.log_, call);
}

awaitable<Result<std::vector<DocumentResult>>> GuardedPlatform::Printer::print(PrintTask task)
{
    Call<std::vector<DocumentResult>> call = [&] { return inner().print(task); };
    co_return co_await contained<std::vector<DocumentResult>>(Operation::write, "print",
                                                              guard_.log_, call);
}

awaitable<Result<LabelPreview>> GuardedPlatform::Printer::preview(PrintTask task)
{
    Call<LabelPreview> call = [&] { return inner().preview(task); };
    co_return co_await contained<LabelPreview>(Operation::read, "preview", guard_.log_, call);
}

awaitable<Result<std::vector<DocumentResult>>>
GuardedPlatform::Printer::find_task(std::string task_id)
{
    Call<std::vector<DocumentResult>> call = [&] { return inner().find_task(task_id); };
    co_return co_await contained<std::vector<DocumentResult>>(Operation::read, "find_task",
                                                              guard_.log_, call);
}

awaitable<Result<Page<Listing>>> GuardedPlatform::Shelf::list_listings(std::string cursor)
{
    Call<Page<Listing>> call = [&] { return inner().list_listings(cursor); };
    co_return co_await guard_.with_token(Operation::read, "list_listings", call);
}

awaitable<Result<Listing>> GuardedPlatform::Shelf::get_listing(ListingId id)
{
    Call<Listing> call = [&] { return inner().get_listing(id); };
    co_return co_await guard_.with_token(Operation::read, "get_listing", call);
}

awaitable<Result<Receipt>> GuardedPlatform::Shelf::set_quantity(ListingId id, std::int64_t quantity)
{
    Call<Receipt> call = [&] { return inner().set_quantity(id, quantity); };
    co_return co_await guard_.with_token(Operation::write, "set_quantity", call);
}

awaitable<Result<Page<MerchantOrder>>>
GuardedPlatform::Merchant::list_orders_to_ship(PageQuery query)
{
    Call<Page<MerchantOrder>> call = [&] { return inner().list_orders_to_ship(query); };
    co_return co_await guard_.run(Operation::read, "list_orders_to_ship", call);
}

awaitable<Result<Page<MerchantOrder>>>
GuardedPlatform::Merchant::list_changed_orders(PageQuery query)
{
    Call<Page<MerchantOrder>> call = [&] { return inner().list_changed_orders(query); };
    co_return co_await guard_.run(Operation::read, "list_changed_orders", call);
}

awaitable<Result<MerchantOrder>> GuardedPlatform::Merchant::get_order(std::string number)
{
    Call<MerchantOrder> call = [&] { return inner().get_order(number); };
    co_return co_await guard_.run(Operation::read, "get_order", call, number);
}

awaitable<Result<std::vector<ReturnAddress>>> GuardedPlatform::Merchant::list_return_addresses()
{
    Call<std::vector<ReturnAddress>> call = [&] { return inner().list_return_addresses(); };
    co_return co_await guard_.with_token(Operation::read, "list_return_addresses", call);
}

awaitable<Result<Receipt>> GuardedPlatform::Merchant::ship(OnlineShipment shipment)
{
    Call<Receipt> call = [&] { return inner().ship(shipment); };
    co_return co_await guard_.run(Operation::write, "ship", call, shipment.order);
}

} // namespace daifa::reconcile
