#include "pinduoduo/requests.hpp"

#include "pinduoduo/failures.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <charconv>

namespace daifa::pinduoduo {
namespace {

namespace json = boost::json;

constexpr int page_number_max = 1'000'000;

/// Why this can't be sent; empty when it can.
std::string_view find_fault(const OrderId& id)
{
    return id.merchant.empty() || id.number.empty() ? "the order's id is not complete" : "";
}

std::string_view find_fault(const WaybillUpload& upload)
{
    if (upload.carrier_code.empty())
        return "the carrier code is empty";
    if (upload.number.empty())
        return "the waybill number is empty";
    return find_fault(upload.order);
}

std::string_view find_fault(const ExtraWaybillUpload& upload)
{
    if (upload.carrier_code.empty())
        return "the carrier code is empty";
    if (upload.numbers.empty())
        return "there is no extra waybill number";
    if (upload.numbers.size() > std::size_t(extra_waybills_max))
        return "an order takes at most 10 extra waybill numbers";
    for (const auto& number : upload.numbers)
        if (number.empty())
            return "an extra waybill number is empty";
    return find_fault(upload.order);
}

/// pdd.fds.waybill.return and .cancel take the same parameters under different names.
Result<Call> build_main_number(std::string_view api, std::string_view field,
                               const WaybillUpload& upload)
{
    const CallName name{api, Operation::write};
    if (const auto fault = find_fault(upload); !fault.empty())
        return not_sent(name, fault);
    json::object parameters = order_object(upload.order);
    parameters["waybill_code"] = upload.number.text();
    parameters["wp_code"] = upload.carrier_code;
    return build_wrapped(name, field, parameters);
}

Result<Call> build_grant(std::string_view api, std::string_view field, const Secret& grant)
{
    Call call{.name = {api, Operation::write}, .token = TokenUse::none};
    if (grant.empty())
        return not_sent(call.name, "there is no code or refresh token to send");
    call.parameters.emplace_back(field, grant.reveal());
    return call;
}

} // namespace

json::object order_object(const OrderId& id)
{
    json::object object;
    object["mall_mask_id"] = id.merchant.text();
    object["order_mask_sn"] = id.number;
    return object;
}

std::string build_authorize_url(const AuthorizePage& page, std::string_view state)
{
    FormFields query = {{"response_type", "code"}, {"client_id", page.app_key}};
    if (!page.redirect_uri.empty())
        query.emplace_back("redirect_uri", page.redirect_uri);
    query.emplace_back("state", state);
    query.emplace_back("view", "web");
    const char separator = page.url.find('?') == std::string::npos ? '?' : '&';
    return page.url + separator + encode_form(query);
}

Result<Call> build_token_create(const Secret& code)
{
    return build_grant(api::token_create, "code", code);
}

Result<Call> build_token_refresh(const Secret& refresh_token)
{
    return build_grant(api::token_refresh, "refresh_token", refresh_token);
}

Call build_user_permit()
{
    return {.name = {api::user_permit, Operation::write}};
}

Result<Call> build_user_get(const std::string& owner_id)
{
    Call call{.name = {api::user_get, Operation::read}, .token = TokenUse::none};
    if (owner_id.empty())
        return refuse_unsent(call.name, code_no_owner, "the shop's number is not known");
    call.parameters.emplace_back("owner_id", owner_id);
    return call;
}

Call build_time_get()
{
    return {.name = {api::time_get, Operation::read}, .token = TokenUse::none};
}

Call build_companies_get()
{
    return {.name = {api::companies_get, Operation::read}, .token = TokenUse::optional};
}

Call build_role_get()
{
    return {.name = {api::role_get, Operation::read}};
}

std::optional<int> find_page_number(std::string_view cursor)
{
    if (cursor.empty())
        return 1;
    int page = 0;
    const auto parsed = std::from_chars(cursor.data(), cursor.data() + cursor.size(), page);
    const bool is_number = parsed.ec == std::errc{} && parsed.ptr == cursor.data() + cursor.size();
    if (!is_number || page < 1 || page > page_number_max)
        return std::nullopt;
    return page;
}

Result<Call> build_order_list_get(const PageQuery& query)
{
    const CallName name{api::order_list_get, Operation::read};
    const auto page = find_page_number(query.cursor);
    if (!page)
        return not_sent(name, "the cursor is no page number");
    // Whether the end is inclusive is not documented: at worst a row comes twice.
    json::object parameters;
    parameters["start_updated_time"] = query.from.time_since_epoch().count();
    parameters["end_updated_time"] = query.to.time_since_epoch().count();
    parameters["page"] = *page;
    parameters["page_size"] = page_size;
    return build_wrapped(name, "param_fds_order_list_get_request", parameters);
}

Result<Call> build_order_get(const OrderId& id)
{
    const CallName name{api::order_get, Operation::read};
    if (const auto fault = find_fault(id); !fault.empty())
        return not_sent(name, fault);
    return build_wrapped(name, "param_fds_order_get_request", order_object(id));
}

Result<Call> build_waybill_return(const WaybillUpload& upload)
{
    return build_main_number(api::waybill_return, "param_fds_waybill_return_request", upload);
}

Result<Call> build_waybill_return_slave(const ExtraWaybillUpload& upload)
{
    const CallName name{api::waybill_return_slave, Operation::write};
    if (const auto fault = find_fault(upload); !fault.empty())
        return not_sent(name, fault);
    json::object parameters = order_object(upload.order);
    parameters["wp_code"] = upload.carrier_code;
    json::array numbers;
    numbers.reserve(upload.numbers.size());
    for (const auto& number : upload.numbers)
        numbers.emplace_back(number.text());
    parameters["waybill_codes"] = std::move(numbers);
    // The platform names this one differently from its siblings, and the next one too.
    return build_wrapped(name, "request", parameters);
}

Result<Call> build_waybill_cancel(const WaybillUpload& upload)
{
    return build_main_number(api::waybill_cancel, "pdd_fds_waybill_cancel_request", upload);
}

} // namespace daifa::pinduoduo
