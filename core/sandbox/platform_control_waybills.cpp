#include "sandbox/control_arguments.hpp"
#include "sandbox/platform_control.hpp"

namespace daifa::sandbox {
namespace {

namespace json = boost::json;

constexpr std::int64_t numbers_max = 1'000'000'000'000;
constexpr std::int64_t label_filler_max = 32 << 20;

SenderAddress address_of(const json::object& arguments)
{
    const SenderAddress& usual = usual_sender();
    return {text_argument(arguments, "province", usual.province),
            text_argument(arguments, "city", usual.city),
            text_argument(arguments, "district", usual.district),
            text_argument(arguments, "detail", usual.detail)};
}

std::string carrier_of(const json::object& arguments)
{
    std::string carrier = text_argument(arguments, "carrier", "");
    if (carrier.empty())
        throw ControlError("\"carrier\" must name a carrier, like YTO");
    return carrier;
}

json::object branch_answer(const WaybillBranch& branch)
{
    json::object answer;
    answer["branch"] = branch.code;
    answer["name"] = branch.name;
    answer["quantity"] = branch.quantity;
    answer["allocated"] = branch.allocated;
    answer["cancelled"] = branch.cancelled;
    answer["recycled"] = branch.recycled;
    return answer;
}

void set_figures(WaybillBranch& branch, const json::object& arguments)
{
    branch.quantity = integer_argument(arguments, "quantity", branch.quantity, 0, numbers_max);
    branch.allocated = integer_argument(arguments, "allocated", branch.allocated, 0, numbers_max);
    branch.cancelled = integer_argument(arguments, "cancelled", branch.cancelled, 0, numbers_max);
    branch.recycled = integer_argument(arguments, "recycled", branch.recycled, 0, numbers_max);
}

} // namespace

// The actions of PlatformControl on e-waybills.

json::object PlatformControl::add_contract(const Arguments& arguments)
{
    const std::string shop = shop_of(arguments).owner_id;
    auto& contracts = world_.waybills.contracts;
    WaybillContract& contract = contracts.add(shop, carrier_of(arguments));
    const std::string code = text_argument(arguments, "branch", "");
    if (contracts.find_branch(shop, contract.carrier, code) != nullptr)
        throw ControlError("branch \"" + code + "\" is there already");
    WaybillBranch& branch = contracts.add_branch(shop, contract, code);
    branch.addresses = {address_of(arguments)};
    set_figures(branch, arguments);
    return branch_answer(branch);
}

json::object PlatformControl::remove_contract(const Arguments& arguments)
{
    const std::string shop = shop_of(arguments).owner_id;
    const std::string carrier = carrier_of(arguments);
    const std::string code = text_argument(arguments, "branch", "");
    auto& contracts = world_.waybills.contracts;
    WaybillContract* contract = contracts.find(shop, carrier);
    if (contract == nullptr)
        throw ControlError("shop " + shop + " has no contract with " + carrier);
    const auto removed = std::erase_if(contract->branches, [&](const WaybillBranch& branch) {
        return code.empty() || branch.code == code;
    });
    if (removed == 0)
        throw ControlError("there is no branch \"" + code + "\" of " + carrier);
    if (contract->branches.empty())
        std::erase_if(contracts.of(shop),
                      [&](const auto& entry) { return entry.carrier == carrier; });
    json::object answer;
    answer["removed"] = removed;
    return answer;
}

json::object PlatformControl::set_balance(const Arguments& arguments)
{
    WaybillBranch& branch = branch_of(arguments);
    set_figures(branch, arguments);
    return branch_answer(branch);
}

json::object PlatformControl::sender_address(const Arguments& arguments)
{
    const bool is_on = flag_argument(arguments, "on", true);
    WaybillBranch& branch = branch_of(arguments);
    const SenderAddress address = address_of(arguments);
    std::erase(branch.addresses, address);
    if (is_on)
        branch.addresses.push_back(address);
    json::object answer;
    answer["addresses"] = branch.addresses.size();
    return answer;
}

json::object PlatformControl::waybill_service(const Arguments& arguments)
{
    const bool is_on = flag_argument(arguments, "on", true);
    WaybillBranch& branch = branch_of(arguments);
    const std::string code = text_argument(arguments, "code", "");
    if (code.empty())
        throw ControlError("\"code\" must name a service, like SVC-INSURE");
    std::erase_if(branch.services,
                  [&](const WaybillService& service) { return service.code == code; });
    if (is_on)
        branch.services.push_back({code, text_argument(arguments, "name", code),
                                   flag_argument(arguments, "required", false)});
    json::object answer;
    answer["services"] = branch.services.size();
    return answer;
}

json::object PlatformControl::serve_region(const Arguments& arguments)
{
    const bool is_on = flag_argument(arguments, "on", false);
    const Region region{text_argument(arguments, "province", ""),
                        text_argument(arguments, "city", ""),
                        text_argument(arguments, "district", "")};
    world_.waybills.contracts.set_served(carrier_of(arguments), region, is_on);
    return {};
}

json::object PlatformControl::label_template(const Arguments& arguments)
{
    const bool is_on = flag_argument(arguments, "on", false);
    const std::string carrier = carrier_of(arguments);
    const std::string key = text_argument(arguments, "template", "");
    std::int64_t count = 0;
    for (auto& entry : world_.waybills.contracts.templates())
        if (entry.carrier == carrier && (key.empty() || entry.key == key)) {
            entry.is_gone = !is_on;
            ++count;
        }
    if (count == 0)
        throw ControlError(carrier + " has no template \"" + key + "\"");
    json::object answer;
    answer["count"] = count;
    return answer;
}

json::object PlatformControl::label(const Arguments& arguments)
{
    const auto filler = integer_argument(arguments, "filler_bytes", 0, 0, label_filler_max);
    const bool is_malformed = flag_argument(arguments, "malformed", false);
    const Orders chosen = select_given(arguments, "open");
    for (PracticeOrder* order : chosen) {
        order->label_filler = static_cast<std::size_t>(filler);
        order->is_label_malformed = is_malformed;
    }
    return list_of(chosen);
}

WaybillBranch& PlatformControl::branch_of(const Arguments& arguments)
{
    const std::string shop = shop_of(arguments).owner_id;
    const std::string carrier = carrier_of(arguments);
    const std::string code = text_argument(arguments, "branch", "");
    auto& contracts = world_.waybills.contracts;
    WaybillContract* contract = contracts.find(shop, carrier);
    if (contract == nullptr)
        throw ControlError("shop " + shop + " has no contract with " + carrier);
    if (code.empty())
        return contract->branches.front();
    if (WaybillBranch* branch = contracts.find_branch(shop, carrier, code))
        return *branch;
    throw ControlError("there is no branch \"" + code + "\" of " + carrier);
}

} // namespace daifa::sandbox
