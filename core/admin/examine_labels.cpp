#include "admin/examine_labels.hpp"

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

Finding warns(std::string check, Sentence what, Sentence next)
{
    Finding finding = fails(std::move(check), std::move(what), std::move(next));
    finding.state = FindingState::warning;
    return finding;
}

} // namespace

Finding judge_contracts(const reconcile::WaybillDesk& desk, const ShopPlan& plan)
{
    if (desk.contracts.empty())
        return fails(
            contracts_check,
            {"the shop has no e-waybill contract with any carrier",
             "店铺没有与任何快递签约电子面单"},
            {"sign one in the platform's back office (电子面单), or write waybill: {source: erp}",
             "在平台后台开通电子面单，或改为 waybill: {source: erp}"});
    std::vector<std::string> ready;
    std::vector<std::string> low;
    for (const auto& contract : desk.contracts) {
        if (!reconcile::ships_from(contract, plan.sender.address))
            continue;
        ready.push_back(contract.carrier_code + " " + std::to_string(contract.balance));
        if (contract.balance < plan.strategy.waybill.balance_warning)
            low.push_back(contract.carrier_code + " " + std::to_string(contract.balance));
    }
    if (ready.empty()) {
        const std::string ours = reconcile::to_text(plan.sender.address);
        const std::string theirs = reconcile::explain_sender(plan.sender.address, desk);
        return fails(
            contracts_check,
            {"no contract ships from waybill.sender \"" + ours + "\"; the nearest is \"" + theirs +
                 "\"",
             "没有合约从 waybill.sender“" + ours + "”发货；最接近的签约地址是“" + theirs + "”"},
            {"write the contract's address character by character, then run daifa reload",
             "将地址改得与签约地址逐字相同，然后执行 daifa reload"});
    }
    if (!low.empty())
        return warns(
            contracts_check,
            {"few waybill numbers are left: " + join(low), "电子面单余额不足：" + join(low)},
            {"top up in the platform's back office", "在平台后台充值"});
    return works(contracts_check,
                 {"waybill numbers can be taken: " + join(ready), "可以取号：" + join(ready)});
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
