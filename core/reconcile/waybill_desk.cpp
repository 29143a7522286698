#include "reconcile/waybill_desk.hpp"

#include "reconcile/selection.hpp"

#include <algorithm>
#include <charconv>
#include <tuple>

namespace daifa::reconcile {
namespace {

bool fits(const std::string& condition, const Shipment& shipment)
{
    const std::size_t colon = condition.find(':');
    if (colon == std::string::npos)
        return false;
    const std::string kind = condition.substr(0, colon);
    const std::string what = condition.substr(colon + 1);
    const PlatformOrder& order = shipment.order;
    if (kind == "merchant")
        return what == order.merchant_name || what == order.id.merchant.text();
    if (kind == "region")
        return is_in_region(order.region, what);
    if (kind == "product")
        return order.item.product_name.find(what) != std::string::npos ||
               order.item.variant_name.find(what) != std::string::npos;
    std::int64_t grams = 0;
    const auto parsed = std::from_chars(what.data(), what.data() + what.size(), grams);
    return kind == "weight_over" && parsed.ec == std::errc{} && shipment.grams.value_or(0) > grams;
}

bool is_sf(const std::string& carrier_code)
{
    return carrier_code.starts_with("SF");
}

void add(std::vector<std::string>& codes, const std::string& code)
{
    if (std::ranges::find(codes, code) == codes.end())
        codes.push_back(code);
}

/// Before anybody looks at contracts: whom the strategy would ask.
std::vector<std::string> wanted(const Shipment& shipment, const WaybillStrategy& strategy,
                                const WaybillDesk& desk)
{
    std::vector<std::string> codes;
    for (const auto& [condition, code] : strategy.carrier_for)
        if (fits(condition, shipment))
            add(codes, code);
    // An exception is a decision of its own: no other carrier stands in for it.
    if (codes.empty()) {
        for (const auto& code : strategy.carriers)
            add(codes, code);
        if (strategy.carriers.empty())
            for (const auto& contract : desk.contracts)
                add(codes, contract.carrier_code);
    }
    if (!shipment.order.is_sf_only)
        return codes;
    std::erase_if(codes, [](const std::string& code) { return !is_sf(code); });
    if (codes.empty())
        for (const auto& contract : desk.contracts)
            if (is_sf(contract.carrier_code))
                add(codes, contract.carrier_code);
    return codes;
}

/// Why that carrier can't be asked; empty when it can.
std::string find_problem(const std::string& carrier_code, const SenderAddress& sender,
                         const WaybillDesk& desk)
{
    bool has_contract = false;
    bool has_address = false;
    for (const auto& contract : desk.contracts) {
        if (contract.carrier_code != carrier_code)
            continue;
        has_contract = true;
        if (!ships_from(contract, sender))
            continue;
        has_address = true;
        if (contract.balance > 0)
            return {};
    }
    if (!has_contract)
        return "no contract";
    return has_address ? "no numbers left" : "the contract has another sender address";
}

bool may_use(const std::string& carrier_code, const WaybillStrategy& strategy)
{
    const auto is_named = [&](const auto& exception) { return exception.second == carrier_code; };
    return strategy.carriers.empty() ||
           std::ranges::find(strategy.carriers, carrier_code) != strategy.carriers.end() ||
           std::ranges::any_of(strategy.carrier_for, is_named);
}

} // namespace

std::string template_for(const std::string& carrier_code, const WaybillStrategy& strategy,
                         const WaybillDesk& desk)
{
    const auto chosen = strategy.templates.find(carrier_code);
    if (chosen != strategy.templates.end())
        return chosen->second;
    const auto first =
        std::ranges::find(desk.templates, carrier_code, &LabelTemplate::carrier_code);
    return first == desk.templates.end() ? std::string() : first->url;
}

bool is_same_place(const SenderAddress& sender, SenderAddress contract)
{
    if (sender.country.empty())
        contract.country.clear();
    return sender == contract;
}

bool ships_from(const WaybillContract& contract, const SenderAddress& sender)
{
    return std::ranges::any_of(contract.addresses, [&](const SenderAddress& address) {
        return is_same_place(sender, address);
    });
}

CarrierOffers offers_for(const Shipment& shipment, const ShopPlan& plan, const WaybillDesk& desk)
{
    const WaybillStrategy& strategy = plan.strategy.waybill;
    CarrierOffers found;
    const auto codes = wanted(shipment, strategy, desk);
    if (codes.empty())
        found.problems = shipment.order.is_sf_only ? "SF only, and no contract with it"
                                                   : "no contract with any carrier";
    for (const auto& code : codes) {
        std::string problem = find_problem(code, plan.sender.address, desk);
        const std::string address = template_for(code, strategy, desk);
        if (problem.empty() && address.empty())
            problem = "no template for its label";
        if (problem.empty())
            found.offers.push_back({code, address});
        else
            found.problems += (found.problems.empty() ? "" : "; ") + code + ": " + problem;
    }
    return found;
}

std::string to_text(const SenderAddress& address)
{
    std::string text;
    for (const auto* part : {&address.country, &address.province, &address.city, &address.district,
                             &address.town, &address.detail})
        if (!part->empty())
            text += (text.empty() ? "" : " ") + *part;
    return text;
}

std::vector<WaybillContract> low_contracts(const WaybillDesk& desk, const ShopPlan& plan)
{
    std::vector<WaybillContract> low;
    for (const auto& contract : desk.contracts)
        if (contract.balance < plan.strategy.waybill.balance_warning &&
            may_use(contract.carrier_code, plan.strategy.waybill) &&
            ships_from(contract, plan.sender.address))
            low.push_back(contract);
    return low;
}

} // namespace daifa::reconcile
