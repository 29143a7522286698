#include "sandbox/waybill_contracts.hpp"

#include "sandbox/seeded_random.hpp"

#include <algorithm>
#include <array>

namespace daifa::sandbox {
namespace {

struct CarrierText {
    std::string_view code;
    std::string_view name;
    std::string_view number_prefix;
    bool is_direct;
};

constexpr std::array<CarrierText, 6> contract_carriers = {{
    {"YTO", "圆通", "YT", false},
    {"ZTO", "中通", "78", false},
    {"YUNDA", "韵达", "43", false},
    {"STO", "申通", "77", false},
    {"SF", "顺丰", "SF", true},
    {"JTSD", "极兔", "JT", false},
}};

CarrierText text_of(std::string_view carrier)
{
    for (const auto& entry : contract_carriers)
        if (entry.code == carrier)
            return entry;
    return {carrier, carrier, carrier, false};
}

std::string lower(std::string_view text)
{
    std::string low(text);
    for (char& c : low)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    return low;
}

std::string padded(std::uint64_t number, std::size_t digits)
{
    const std::string text = std::to_string(number);
    return std::string(text.size() < digits ? digits - text.size() : 0, '0') + text;
}

std::vector<WaybillService> usual_services(bool is_direct)
{
    std::vector<WaybillService> services = {{"SVC-INSURE", "保价", false}};
    if (is_direct)
        services.push_back({"PRODUCT-TYPE", "产品类型", false});
    return services;
}

bool is_within(const Region& place, const Region& area)
{
    return (area.province.empty() || area.province == place.province) &&
           (area.city.empty() || area.city == place.city) &&
           (area.district.empty() || area.district == place.district);
}

} // namespace

const SenderAddress& usual_sender()
{
    // The blank is there on purpose: it must be kept, like every other character.
    static const SenderAddress address = {"浙江省", "金华市", "义乌市",
                                          "北苑街道练习路1688号 3号楼"};
    return address;
}

std::string format_waybill_number(std::string_view carrier, std::uint64_t house,
                                  std::uint64_t serial)
{
    return std::string(text_of(carrier).number_prefix) + "0" + padded(house % 100, 2) +
           padded(serial, 10);
}

WaybillContracts::WaybillContracts(std::uint64_t seed) : seed_(seed)
{
    for (const auto& carrier : contract_carriers)
        add_templates(carrier.code);
}

std::vector<WaybillContract>& WaybillContracts::of(const std::string& shop)
{
    const auto [entry, is_new] = contracts_.try_emplace(shop);
    if (is_new) {
        for (const auto& carrier : contract_carriers)
            add_branch(shop, add(shop, std::string(carrier.code)), {});
        // One carrier has a second branch, which ships from elsewhere.
        WaybillBranch& second = add_branch(shop, entry->second.front(), {});
        second.addresses = {{"浙江省", "绍兴市", "柯桥区", "齐贤街道演练路88号"}};
    }
    return entry->second;
}

WaybillContract* WaybillContracts::find(const std::string& shop, std::string_view carrier)
{
    for (auto& contract : of(shop))
        if (contract.carrier == carrier)
            return &contract;
    return nullptr;
}

WaybillBranch* WaybillContracts::find_branch(const std::string& shop, std::string_view carrier,
                                             std::string_view code)
{
    if (WaybillContract* contract = find(shop, carrier))
        for (auto& branch : contract->branches)
            if (branch.code == code)
                return &branch;
    return nullptr;
}

WaybillContract& WaybillContracts::add(const std::string& shop, const std::string& carrier)
{
    if (WaybillContract* contract = find(shop, carrier))
        return *contract;
    const bool has_templates =
        std::any_of(templates_.begin(), templates_.end(),
                    [&](const auto& entry) { return entry.carrier == carrier; });
    if (!has_templates)
        add_templates(carrier);
    auto& contracts = of(shop);
    contracts.push_back({carrier, text_of(carrier).is_direct, {}});
    return contracts.back();
}

WaybillBranch& WaybillContracts::add_branch(const std::string& shop, WaybillContract& contract,
                                            std::string code)
{
    SeededRandom random(seed_ ^ text_seed(shop + contract.carrier + code) ^
                        mix(contract.branches.size()));
    WaybillBranch branch;
    branch.code = std::move(code);
    if (branch.code.empty())
        branch.code =
            std::to_string(570'000 + 10 * random.below(900) + contract.branches.size() % 10);
    branch.name = "义乌练习" + std::string(text_of(contract.carrier).name) + "网点" +
                  std::to_string(contract.branches.size() + 1);
    branch.quantity = 100'000 + static_cast<std::int64_t>(random.below(100'000));
    branch.addresses = {usual_sender()};
    branch.services = usual_services(contract.is_direct);
    contract.branches.push_back(std::move(branch));
    return contract.branches.back();
}

const LabelTemplate* WaybillContracts::find_template(std::string_view carrier,
                                                     std::string_view key) const
{
    for (const auto& entry : templates_)
        if (entry.carrier == carrier && entry.key == key && !entry.is_gone)
            return &entry;
    return nullptr;
}

void WaybillContracts::set_served(const std::string& carrier, const Region& region, bool is_served)
{
    auto& areas = not_served_[carrier];
    std::erase(areas, region);
    if (!is_served)
        areas.push_back(region);
}

bool WaybillContracts::is_served(std::string_view carrier, const Region& region) const
{
    const auto areas = not_served_.find(carrier);
    return areas == not_served_.end() ||
           std::none_of(areas->second.begin(), areas->second.end(),
                        [&](const Region& area) { return is_within(region, area); });
}

void WaybillContracts::add_templates(std::string_view carrier)
{
    const CarrierText text = text_of(carrier);
    const std::string code(carrier);
    const std::string name(text.name);
    const auto id = static_cast<std::int64_t>(templates_.size()) + 1;
    templates_.push_back(
        {id, code, lower(carrier) + "_one", name + "快递标准面单一联单", 6, false});
    templates_.push_back({id + 1, code, lower(carrier) + "_std", name + "快递标准面单", 1, false});
}

} // namespace daifa::sandbox
