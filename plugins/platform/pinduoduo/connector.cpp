#include "pinduoduo/connector.hpp"

#include "pinduoduo/failures.hpp"
#include "pinduoduo/merchant_requests.hpp"
#include "pinduoduo/waybill_requests.hpp"

#include <daifa/codec/timestamp.hpp>

#include <stdexcept>

namespace daifa::pinduoduo {
namespace {

/// The published limits of the calls that we make (API pages, rate limits). None is published for
/// looking a number up and cancelling one: they get that of taking.
std::vector<RateLimit> rate_limits()
{
    using std::chrono::seconds;
    return {
        {std::string(api::order_get), RateScope::shop, 200, seconds(1)},
        {std::string(api::order_get), RateScope::all, 2000, seconds(1)},
        {std::string(api::order_list_get), RateScope::shop, 100, seconds(1)},
        {std::string(api::order_list_get), RateScope::all, 1000, seconds(2)},
        {std::string(api::role_get), RateScope::shop, 10, seconds(1)},
        {std::string(api::waybill_return), RateScope::all, 2400, seconds(1)},
        {std::string(api::waybill_cancel), RateScope::all, 1000, seconds(1)},
        {std::string(api::companies_get), RateScope::all, 1200, seconds(10)},
        {std::string(api::waybill_search), RateScope::all, 6000, seconds(1)},
        {std::string(api::standard_templates_get), RateScope::all, 6000, seconds(1)},
        {std::string(api::waybill_take), RateScope::all, 1000, seconds(1)},
        {std::string(api::waybill_query), RateScope::all, 1000, seconds(1)},
        {std::string(api::number_cancel), RateScope::all, 1000, seconds(1)},
        {std::string(api::goods_list_get), RateScope::shop, 600, seconds(60)},
        {std::string(api::goods_skus_get), RateScope::all, 1000, seconds(1)},
        {std::string(api::goods_quantity_update), RateScope::all, 4200, seconds(1)},
        {std::string(api::merchant_list_get), RateScope::shop, 10'000, seconds(60)},
        {std::string(api::merchant_list_get), RateScope::all, 17'500, seconds(10)},
        {std::string(api::merchant_changes_get), RateScope::shop, 3000, seconds(60)},
        {std::string(api::merchant_order_get), RateScope::shop, 30'000, seconds(60)},
        {std::string(api::merchant_order_get), RateScope::all, 2000, seconds(1)},
        {std::string(api::return_addresses_get), RateScope::shop, 3000, seconds(60)},
        {std::string(api::return_addresses_get), RateScope::all, 1040, seconds(1)},
        {std::string(api::online_send), RateScope::all, 5000, seconds(1)},
    };
}

/// `published` is the longest window of the platform. Ends are moved outwards to whole seconds, so
/// a window that lies between them may only be a second shorter.
ReadCapability merchant_reading(Milliseconds published)
{
    return {.window_max = published - std::chrono::seconds(1),
            .page_max = merchant_page_size,
            .history_max = std::chrono::hours(24 * 90),
            .has_total = true,
            .time_step = std::chrono::seconds(1)};
}

void check(const Settings& settings)
{
    if (settings.duration("timeout") <= Milliseconds(0))
        throw std::invalid_argument("setting timeout: it must be longer than zero");
    if (settings.duration("late_arrival") < Milliseconds(0))
        throw std::invalid_argument("setting late_arrival: it can not be negative");
    if (settings.duration("print_timeout") <= Milliseconds(0))
        throw std::invalid_argument("setting print_timeout: it must be longer than zero");
    const std::int64_t print_data_max = settings.integer("print_data_max");
    if (print_data_max < 1 || print_data_max > 1 << 20)
        throw std::invalid_argument("setting print_data_max: it must be 1 to 1048576 bytes");
}

AuthorizePage read_authorize_page(const Settings& settings)
{
    return {.url = settings.text("authorize_page"),
            .app_key = settings.text("app_key"),
            .redirect_uri = settings.text("redirect_uri")};
}

Capabilities capabilities_of(const Settings& settings)
{
    Capabilities capabilities = Connector::default_capabilities();
    const Milliseconds late_arrival = settings.duration("late_arrival");
    capabilities.upload.late_arrival = late_arrival;
    capabilities.extra_upload.late_arrival = late_arrival;
    capabilities.retract.late_arrival = late_arrival;
    capabilities.take.late_arrival = late_arrival;
    capabilities.cancel_waybill.late_arrival = late_arrival;
    capabilities.print.late_arrival = late_arrival;
    capabilities.set_quantity.late_arrival = late_arrival;
    capabilities.ship.late_arrival = late_arrival;
    capabilities.extra_upload.is_repeatable = settings.boolean("slave_repeatable");
    capabilities.take.is_repeatable = settings.boolean("take_repeatable");
    if (!capabilities.take.is_repeatable)
        capabilities.take.verification = Verification::never;
    return capabilities;
}

/// A refused code or refresh token, whatever it is refused with, means that the owner has to grant
/// access again. The host must not answer it with another refresh. The code of all business
/// refusals is one of them: an order's write may have happened all the same, a grant that was
/// refused can only be asked for again by its owner.
Error as_refused_grant(Error error)
{
    if (error.code == Errc::token_expired || error.code == Errc::rejected ||
        error.code == Errc::not_found || error.remote_code == code_business_refusal)
        error.code = Errc::unauthorized;
    return error;
}

std::unique_ptr<PrintComponent> make_printer(const ConnectorContext& context)
{
    if (context.settings.text("print_component").empty())
        return nullptr;
    return std::make_unique<PrintComponent>(context);
}

std::unique_ptr<Push> make_push(const ConnectorContext& context, const Gateway& gateway)
{
    if (!context.settings.boolean("push") || context.settings.text("push_url").empty())
        return nullptr;
    return std::make_unique<Push>(context, gateway);
}

} // namespace

Connector::Connector(ConnectorContext context)
    : clock_(context.clock), gateway_(context), issuer_(context, gateway_), shelf_(gateway_),
      merchant_(context.settings, gateway_), printer_(make_printer(context)),
      push_(make_push(context, gateway_)), authorize_page_(read_authorize_page(context.settings)),
      after_sale_codes_(read_after_sale_codes(context.settings)),
      capabilities_(capabilities_of(context.settings))
{
    check(context.settings);
}

Capabilities Connector::default_capabilities()
{
    Capabilities capabilities;
    capabilities.orders = {.window_max = std::chrono::minutes(30),
                           .page_max = page_size,
                           .history_max = std::chrono::hours(24 * 30),
                           .has_total = true,
                           .time_step = Milliseconds(1)};
    capabilities.rate_limits = rate_limits();
    capabilities.errors = failure_table();
    capabilities.extra_waybills_max = extra_waybills_max;
    // The order's flag shows that a main number is there; nothing shows extra numbers.
    capabilities.upload.verification = Verification::by_reading;
    capabilities.retract.verification = Verification::by_reading;
    capabilities.extra_upload.verification = Verification::never;
    capabilities.upload.api = std::string(api::waybill_return);
    capabilities.extra_upload.api = std::string(api::waybill_return_slave);
    capabilities.retract.api = std::string(api::waybill_cancel);

    // No call finds a parcel's number: the same take again gives it once more, or says that it
    // is taken. Whether a number was cancelled shows nowhere, but cancelling twice harms nothing.
    capabilities.waybills_per_call = waybills_per_call;
    capabilities.take.api = std::string(api::waybill_take);
    capabilities.take.verification = Verification::by_repeating;
    capabilities.take.is_repeatable = true;
    capabilities.cancel_waybill.api = std::string(api::number_cancel);
    // A number that was cancelled is not found any more.
    capabilities.cancel_waybill.verification = Verification::by_reading;
    capabilities.print.verification = Verification::by_reading;
    capabilities.set_quantity.api = std::string(api::goods_quantity_update);
    capabilities.set_quantity.verification = Verification::by_reading;

    capabilities.merchant_orders = merchant_reading(std::chrono::hours(24));
    capabilities.merchant_changes = merchant_reading(std::chrono::minutes(30));
    capabilities.ship.api = std::string(api::online_send);
    capabilities.ship.verification = Verification::by_reading;
    return capabilities;
}

std::string Connector::authorize_url(std::string state) const
{
    return build_authorize_url(authorize_page_, state);
}

awaitable<Result<Credential>> Connector::call_for_credential(Result<Call> call) const
{
    if (!call)
        co_return as_refused_grant(call.error());
    auto answer = co_await gateway_.call(std::move(*call));
    if (!answer)
        co_return as_refused_grant(answer.error());
    co_return parse_credential(*answer, clock_.now());
}

awaitable<Result<Credential>> Connector::exchange(Secret code)
{
    return call_for_credential(build_token_create(code));
}

awaitable<Result<Credential>> Connector::refresh(Credential credential)
{
    auto call = build_token_refresh(credential.refresh_token);
    auto fresh = co_await call_for_credential(std::move(call));
    if (!fresh)
        co_return fresh;
    // An answer that names no refresh token or owner leaves the old ones standing.
    if (fresh->refresh_token.empty()) {
        fresh->refresh_token = credential.refresh_token;
        fresh->refresh_expires_at = credential.refresh_expires_at;
    }
    if (fresh->owner_id.empty())
        fresh->owner_id = credential.owner_id;
    if (fresh->owner_name.empty())
        fresh->owner_name = credential.owner_name;
    co_return fresh;
}

awaitable<Result<TimePoint>> Connector::get_time()
{
    Call call = build_time_get();
    const CallName name = call.name;
    auto response = co_await gateway_.send(std::move(call));
    if (!response)
        co_return response.error();
    auto answer = open_envelope(name, *response, clock_.now());
    Result<TimePoint> time = answer ? parse_time(*answer) : Result<TimePoint>(answer.error());
    // A clock that is far off is refused even here; the refusal itself tells the time.
    if (!time)
        if (const auto date = parse_http_date(find_header(response->headers, "Date")))
            co_return *date;
    co_return time;
}

awaitable<Result<ShopAccess>> Connector::check_access()
{
    return gateway_.ask(build_role_get(), parse_role);
}

awaitable<Result<std::vector<Carrier>>> Connector::list_carriers()
{
    return gateway_.ask(build_companies_get(), parse_companies);
}

awaitable<Result<Page<PlatformOrder>>> Connector::list_assigned_orders(PageQuery query)
{
    const int page_number = find_page_number(query.cursor).value_or(1);
    return gateway_.list(build_order_list_get(query), [page_number, this](const Answer& answer) {
        return parse_order_page(answer, page_number, after_sale_codes_);
    });
}

awaitable<Result<PlatformOrder>> Connector::get_order(OrderId id)
{
    return gateway_.ask(build_order_get(id), [id, this](const Answer& answer) {
        return parse_order(answer, id, after_sale_codes_);
    });
}

awaitable<Result<Receipt>> Connector::upload_waybill(WaybillUpload upload)
{
    return gateway_.ask(build_waybill_return(upload), parse_receipt);
}

awaitable<Result<Receipt>> Connector::upload_extra_waybills(ExtraWaybillUpload upload)
{
    return gateway_.ask(build_waybill_return_slave(upload), parse_receipt);
}

awaitable<Result<Receipt>> Connector::retract_upload(WaybillUpload upload)
{
    return gateway_.ask(build_waybill_cancel(upload), parse_receipt);
}

} // namespace daifa::pinduoduo
