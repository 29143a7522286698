#include "pinduoduo/waybill_responses.hpp"

#include "pinduoduo/failures.hpp"
#include "pinduoduo/print_data.hpp"

#include <daifa/codec/json.hpp>

#include <boost/json/array.hpp>

#include <set>

namespace daifa::pinduoduo {
namespace {

namespace json = boost::json;

/// A list of objects, each turned by `read`, which answers false for a row that can't be. Absent
/// and null mean an empty list.
template <class Read>
bool read_rows(const json::object& object, std::string_view key, Read read)
{
    const json::value* list = find_member(object, key);
    if (list == nullptr)
        return true;
    const json::array* rows = list->if_array();
    if (rows == nullptr)
        return false;
    for (const json::value& value : *rows) {
        const json::object* row = value.if_object();
        if (row == nullptr || !read(*row))
            return false;
    }
    return true;
}

bool read_address(const json::object& row, WaybillContract& contract)
{
    contract.addresses.push_back({.country = text_or(row, "country"),
                                  .province = text_or(row, "province"),
                                  .city = text_or(row, "city"),
                                  .district = text_or(row, "district"),
                                  .town = text_or(row, "town"),
                                  .detail = text_or(row, "detail")});
    return true;
}

bool read_service(const json::object& row, WaybillContract& contract)
{
    contract.services.push_back({.code = text_or(row, "service_code"),
                                 .name = text_or(row, "service_name"),
                                 .is_required = find_boolean(row, "required").value_or(false)});
    return !contract.services.back().code.empty();
}

bool read_branch(const json::object& row, const std::string& carrier,
                 std::vector<WaybillContract>& contracts)
{
    WaybillContract contract{.carrier_code = carrier};
    contract.branch_code = text_or(row, "branch_code");
    contract.branch_name = text_or(row, "branch_name");
    contract.balance = find_integer(row, "quantity").value_or(0);
    contract.taken = find_integer(row, "allocated_quantity").value_or(0);
    contract.cancelled = find_integer(row, "cancel_quantity").value_or(0);
    const bool is_read =
        read_rows(row, "shipp_address_cols",
                  [&](const json::object& inner) { return read_address(inner, contract); }) &&
        read_rows(row, "service_info_cols",
                  [&](const json::object& inner) { return read_service(inner, contract); });
    contracts.push_back(std::move(contract));
    return is_read;
}

bool read_subscription(const json::object& row, std::vector<WaybillContract>& contracts)
{
    const std::string carrier = text_or(row, "wp_code");
    if (carrier.empty())
        return false;
    const std::size_t before = contracts.size();
    const bool is_read = read_rows(row, "branch_account_cols", [&](const json::object& inner) {
        return read_branch(inner, carrier, contracts);
    });
    if (contracts.size() == before)
        contracts.push_back({.carrier_code = carrier});
    return is_read;
}

bool read_template(const json::object& row, const std::string& carrier,
                   std::vector<LabelTemplate>& templates)
{
    templates.push_back({.carrier_code = carrier,
                         .id = text_or(row, "standard_template_id"),
                         .name = text_or(row, "standard_template_name"),
                         .url = text_or(row, "standard_template_url")});
    return !templates.back().url.empty();
}

bool read_carrier_templates(const json::object& row, std::vector<LabelTemplate>& templates)
{
    const std::string carrier = text_or(row, "wp_code");
    return !carrier.empty() && read_rows(row, "standard_templates", [&](const json::object& inner) {
        return read_template(inner, carrier, templates);
    });
}

/// A number with its print data, or why it can't be used, without a word of it.
struct Module {
    TakenWaybill waybill = {};
    std::string_view problem = {};
};

Module read_module(const json::object& row, std::size_t print_data_max)
{
    Module module;
    module.waybill.package_id = text_or(row, "object_id");
    module.waybill.number = WaybillNumber(text_or(row, "waybill_code"));
    module.waybill.parent = WaybillNumber(text_or(row, "parent_waybill_code"));
    module.waybill.print_data = Secret(text_or(row, "print_data"));
    module.problem =
        module.waybill.number.empty()
            ? "a waybill_code is empty"
            : find_print_data_fault(module.waybill.print_data.reveal(), print_data_max);
    return module;
}

/// Why these are not the parcels asked for, each with a number of its own; empty when they are.
std::string_view find_mismatch(const std::vector<TakenWaybill>& waybills,
                               const std::vector<ParcelDraft>& asked)
{
    std::set<std::string_view> missing;
    for (const ParcelDraft& parcel : asked)
        missing.insert(parcel.package_id);
    std::set<std::string_view> numbers;
    for (const TakenWaybill& waybill : waybills) {
        if (missing.erase(waybill.package_id) == 0)
            return "an object_id came twice or was not asked for";
        if (!numbers.insert(waybill.number.text()).second)
            return "a waybill_code came twice";
    }
    return missing.empty() ? "" : "an object_id is missing";
}

Error not_there(const Answer& answer)
{
    RemoteFailure failure;
    failure.code = code_not_there;
    failure.request_id = answer.request_id;
    return classify(failure_table(), answer.call.kind, std::string(answer.call.api),
                    std::move(failure));
}

} // namespace

Result<std::vector<WaybillContract>> parse_contracts(const Answer& answer)
{
    // Nothing at all would look like a shop without contracts.
    constexpr std::string_view key = "waybill_apply_subscription_cols";
    if (!answer.body.contains(key))
        return unreadable(answer, "waybill_apply_subscription_cols is missing");
    std::vector<WaybillContract> contracts;
    const bool is_read = read_rows(answer.body, key, [&](const json::object& row) {
        return read_subscription(row, contracts);
    });
    if (!is_read)
        return unreadable(answer, "a contract has not the documented shape");
    return contracts;
}

Result<std::vector<LabelTemplate>> parse_templates(const Answer& answer)
{
    const json::value* result = find_member(answer.body, "result");
    const json::object* body = result == nullptr ? &answer.body : result->if_object();
    if (body == nullptr || !body->contains("datas"))
        return unreadable(answer, "datas is missing");
    std::vector<LabelTemplate> templates;
    const bool is_read = read_rows(*body, "datas", [&](const json::object& row) {
        return read_carrier_templates(row, templates);
    });
    if (!is_read)
        return unreadable(answer, "a template has not the documented shape");
    return templates;
}

Result<TakenWaybills> parse_taken(const Answer& answer, const std::vector<ParcelDraft>& asked,
                                  std::size_t print_data_max)
{
    TakenWaybills taken{.request_id = answer.request_id};
    std::string_view problem;
    const bool is_read = read_rows(answer.body, "modules", [&](const json::object& row) {
        Module module = read_module(row, print_data_max);
        problem = module.problem;
        taken.waybills.push_back(std::move(module.waybill));
        return problem.empty();
    });
    if (!is_read)
        return unreadable(answer, problem.empty() ? "modules is no list of objects" : problem);
    if (const auto mismatch = find_mismatch(taken.waybills, asked); !mismatch.empty())
        return unreadable(answer, mismatch);
    return taken;
}

Result<TakenWaybill> parse_found(const Answer& answer, const WaybillNumber& asked,
                                 std::size_t print_data_max)
{
    std::vector<Module> modules;
    const bool is_read = read_rows(answer.body, "modules", [&](const json::object& row) {
        // An object around the fields is documented; without it they are taken as they stand.
        const json::value* inner = find_member(row, "waybill_cloud_print_response");
        const json::object* fields = inner == nullptr ? &row : inner->if_object();
        if (fields != nullptr)
            modules.push_back(read_module(*fields, print_data_max));
        return fields != nullptr;
    });
    if (!is_read || modules.size() > 1)
        return unreadable(answer, "modules is no list of one object");
    if (modules.empty())
        return not_there(answer);
    Module& found = modules.front();
    if (!found.problem.empty())
        return unreadable(answer, found.problem);
    if (found.waybill.number != asked)
        return unreadable(answer, "it is about another number");
    found.waybill.package_id.clear();
    return std::move(found.waybill);
}

} // namespace daifa::pinduoduo
