#include "admin/examine_labels.hpp"

#include "reconcile/cancel_budget.hpp"
#include "reconcile/sender_match.hpp"

#include <algorithm>

namespace daifa::admin {
namespace {

constexpr const char* contracts_check = "waybills";
constexpr const char* printer_check = "printer";

std::string join(const std::vector<std::string>& names)
{
    std::string all;
    for (const auto& name : names)
        all += (all.empty() ? "" : ", ") + name;
    return all;
}

/// "YTO 1000 left (600 taken, 100 cancelled, 20 more may be)"
Sentence describe(const std::vector<WaybillContract>& contracts)
{
    Sentence all;
    for (const auto& contract : contracts) {
        const std::string name = contract.carrier_code + " " + contract.branch_name + " ";
        const std::string left = std::to_string(contract.balance);
        const std::string taken = std::to_string(contract.taken);
        const std::string cancelled = std::to_string(contract.cancelled);
        const auto budget = reconcile::cancellations_left(contract);
        const std::string more = budget ? std::to_string(*budget) : std::string();
        all.en += (all.en.empty() ? "" : ", ") + name + left + " left (" + taken + " taken, " +
                  cancelled + " cancelled" + (budget ? ", " + more + " more may be" : "") + ")";
        all.zh += (all.zh.empty() ? "" : "、") + name + "余 " + left + "（已取 " + taken +
                  "，已退 " + cancelled + (budget ? "，还可退 " + more : "") + "）";
    }
    return all;
}

Finding warns(std::string check, Sentence what, Sentence next)
{
    Finding finding = fails(std::move(check), std::move(what), std::move(next));
    finding.state = FindingState::warning;
    return finding;
}

} // namespace

Finding judge_sender(const SenderAddress& sender, const reconcile::WaybillDesk& desk)
{
    const bool is_served = std::ranges::any_of(desk.contracts, [&](const auto& contract) {
        return reconcile::ships_from(contract, sender);
    });
    if (is_served)
        return works(contracts_check, {"waybill.sender is the address of a contract",
                                       "waybill.sender 与签约地址一致"});
    const auto nearest = reconcile::find_nearest(sender, desk);
    if (!nearest)
        return fails(
            contracts_check,
            {"the shop has no e-waybill contract with any carrier",
             "店铺没有与任何快递签约电子面单"},
            {"sign one in the platform's back office (电子面单), or write waybill: {source: erp}",
             "在平台后台开通电子面单，或改为 waybill: {source: erp}"});
    return fails(contracts_check,
                 {"no contract ships from waybill.sender \"" + nearest->ours +
                      "\"; the nearest is \"" + nearest->theirs +
                      "\" (what differs stands in 【】, ␣ is a blank)",
                  "没有合约从 waybill.sender“" + nearest->ours + "”发货；最接近的签约地址是“" +
                      nearest->theirs + "”（【】内为不同之处，␣ 为空格）"},
                 {"write the contract's address character by character, then run daifa reload",
                  "将地址改得与签约地址逐字相同，然后执行 daifa reload"});
}

Finding judge_contracts(const reconcile::WaybillDesk& desk, const ShopPlan& plan)
{
    Finding sender = judge_sender(plan.sender.address, desk);
    if (sender.state == FindingState::failed)
        return sender;
    const auto low = reconcile::low_contracts(desk, plan);
    if (!low.empty()) {
        const Sentence few = describe(low);
        return warns(contracts_check,
                     {"few waybill numbers are left: " + few.en, "电子面单余额不足：" + few.zh},
                     {"top up in the platform's back office", "在平台后台充值"});
    }
    std::vector<WaybillContract> ready;
    for (const auto& contract : desk.contracts)
        if (reconcile::ships_from(contract, plan.sender.address))
            ready.push_back(contract);
    const Sentence all = describe(ready);
    const bool is_spent = std::ranges::any_of(ready, [](const WaybillContract& contract) {
        return reconcile::cancellations_left(contract) == 0;
    });
    if (is_spent)
        return warns(contracts_check,
                     {"no more numbers of a branch may be cancelled: " + all.en,
                      "有网点的可退号数已用完：" + all.zh},
                     {"numbers of withdrawn orders are given back once the branch has given more",
                      "待该网点取号增多后，已收回订单的运单号会自动退回"});
    return works(contracts_check,
                 {"waybill numbers can be taken: " + all.en, "可以取号：" + all.zh});
}

Finding judge_printers(const PrinterList& printers, const PrintStrategy& strategy)
{
    for (const auto& [carrier, name] : strategy.printers)
        if (std::ranges::find(printers.names, name) == printers.names.end())
            return fails(printer_check,
                         {"there is no printer \"" + name + "\" for " + carrier +
                              "; there are: " + join(printers.names),
                          carrier + " 的打印机“" + name + "”不存在；现有：" + join(printers.names)},
                         {"mend print.printers in the strategy, then run daifa reload",
                          "修正策略的 print.printers，然后执行 daifa reload"});
    if (printers.names.empty())
        return fails(
            printer_check, {"the print component has no printer", "打印组件没有打印机"},
            {"connect a printer beside the print component", "在打印组件所在电脑上连接打印机"});
    return works(printer_check,
                 {"the print component answers; its printers are " + join(printers.names),
                  "打印组件正常；打印机：" + join(printers.names)});
}

awaitable<std::vector<Finding>> examine_labels(std::shared_ptr<reconcile::ShopLane> lane)
{
    std::vector<Finding> findings;
    if (lane->shop_plan().waybill_source != WaybillSource::platform)
        co_return findings;
    PlatformConnector& platform = lane->platform();
    const auto table = platform.capabilities().errors;
    WaybillIssuer* const issuer = platform.waybills();
    LabelPrinter* const printer = platform.printer();
    if (issuer == nullptr) {
        findings.push_back(fails(contracts_check,
                                 {"this platform hands out no waybill numbers", "该平台不提供取号"},
                                 {"write waybill: {source: erp}", "请写 waybill: {source: erp}"}));
        co_return findings;
    }
    auto contracts = co_await issuer->list_contracts();
    if (contracts) {
        reconcile::WaybillDesk desk;
        desk.contracts = std::move(*contracts);
        findings.push_back(judge_contracts(desk, lane->shop_plan()));
    } else {
        findings.push_back(judge_failure(contracts_check, contracts.error(), table));
    }
    if (printer == nullptr) {
        findings.push_back(fails(printer_check, {"no print component is set", "没有设置打印组件"},
                                 {"write print_component in the platform's settings",
                                  "在平台插件的设置中写上 print_component"}));
        co_return findings;
    }
    const auto printers = co_await printer->list_printers();
    findings.push_back(printers ? judge_printers(*printers, lane->shop_plan().strategy.print)
                                : judge_failure(printer_check, printers.error(), table));
    co_return findings;
}

} // namespace daifa::admin
