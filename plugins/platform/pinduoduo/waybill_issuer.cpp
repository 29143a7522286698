#include "pinduoduo/waybill_issuer.hpp"

#include "pinduoduo/failures.hpp"
#include "pinduoduo/responses.hpp"
#include "pinduoduo/waybill_requests.hpp"
#include "pinduoduo/waybill_responses.hpp"

#include <charconv>

namespace daifa::pinduoduo {
namespace {

/// The shop as the platform numbers it, from what its owner granted.
Result<std::int64_t> find_owner(const CredentialSource& credentials, CallName call)
{
    const Credential* credential = credentials.current();
    if (credential == nullptr)
        return refuse_unsent(call, code_no_credential, "");
    const std::string& text = credential->owner_id;
    std::int64_t owner = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), owner);
    if (parsed.ec != std::errc{} || parsed.ptr != text.data() + text.size() || owner < 1)
        return refuse_unsent(call, code_no_owner, "");
    return owner;
}

Result<Call> build_take(const WaybillRequest& request, const CredentialSource& credentials)
{
    const auto owner = find_owner(credentials, {api::waybill_take, Operation::write});
    if (!owner)
        return owner.error();
    return build_waybill_take(request, *owner);
}

} // namespace

Issuer::Issuer(const ConnectorContext& context, const Gateway& gateway)
    : gateway_(gateway), credentials_(context.credentials),
      print_data_max_(static_cast<std::size_t>(context.settings.integer("print_data_max")))
{
}

awaitable<Result<std::vector<WaybillContract>>> Issuer::list_contracts()
{
    return gateway_.ask(build_waybill_search(), parse_contracts);
}

awaitable<Result<std::vector<LabelTemplate>>> Issuer::list_templates()
{
    return gateway_.ask(build_standard_templates_get(), parse_templates);
}

awaitable<Result<TakenWaybills>> Issuer::take_waybills(WaybillRequest request)
{
    auto call = build_take(request, credentials_);
    return gateway_.ask(std::move(call),
                        [parcels = std::move(request.parcels), this](const Answer& answer) {
                            return parse_taken(answer, parcels, print_data_max_);
                        });
}

awaitable<Result<TakenWaybill>> Issuer::find_waybill(std::string carrier_code, WaybillNumber number)
{
    auto call = build_waybill_query(carrier_code, number);
    return gateway_.ask(std::move(call), [number, this](const Answer& answer) {
        return parse_found(answer, number, print_data_max_);
    });
}

awaitable<Result<Receipt>> Issuer::cancel_waybill(std::string carrier_code, WaybillNumber number)
{
    return gateway_.ask(build_number_cancel(carrier_code, number), parse_receipt);
}

} // namespace daifa::pinduoduo
