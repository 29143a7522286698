#include "admin/examine_merchant.hpp"

#include "admin/ledger_text.hpp"
#include "admin/push_json.hpp"

#include <algorithm>

namespace daifa::admin {
namespace {

using namespace std::chrono_literals;

using Findings = std::vector<Finding>;
using ShopOfMerchant = std::shared_ptr<reconcile::MerchantLane>;

Finding judge_carrier_map(const std::vector<Carrier>& carriers, const ShipStrategy& ship)
{
    UploadStrategy as_upload;
    as_upload.carriers = ship.carriers;
    return judge_carriers(carriers, as_upload);
}

/// The role's interface is of the factories' package: a merchant's application need not have it.
Finding judge_unread_role(const Error& error, std::span<const ErrorRow> table)
{
    Finding finding = judge_failure("role", error, table);
    if (error.code == Errc::misconfigured)
        finding.state = FindingState::warning;
    return finding;
}

awaitable<Findings> try_platform(ShopOfMerchant lane, TimePoint local_now)
{
    Findings findings;
    PlatformConnector& platform = lane->platform();
    const auto table = lane->platform_errors();
    const auto time = co_await platform.get_time();
    if (!time) {
        findings.push_back(judge_failure("platform", time.error(), table));
        co_return findings;
    }
    findings.push_back(judge_clock("platform", *time - local_now));
    const auto before = lane->status();
    const auto token = judge_token(before.credential, before.token_problem, table, *time);
    findings.insert(findings.end(), token.begin(), token.end());
    if (before.credential == nullptr || before.token_problem)
        co_return findings;
    if (platform.merchant() == nullptr) {
        findings.push_back(fails(
            "role",
            {"the platform's plugin knows no merchants' orders", "该平台插件不支持商家店铺"},
            {"use another plugin, or write role: factory", "请更换插件，或写 role: factory"}));
        co_return findings;
    }
    const auto access = co_await platform.check_access();
    findings.push_back(access ? judge_merchant_role(access->role)
                              : judge_unread_role(access.error(), table));
    const auto carriers = co_await platform.list_carriers();
    const MerchantPlan& plan = lane->shop_plan().merchant;
    findings.push_back(carriers ? judge_carrier_map(*carriers, plan.ship)
                                : judge_failure("carriers", carriers.error(), table));
    PageQuery to_ship = last_minute(*time);
    const auto orders = co_await platform.merchant()->list_orders_to_ship(std::move(to_ship));
    findings.push_back(orders
                           ? works("orders", {"the shop's orders can be read", "可以读取本店订单"})
                           : judge_failure("orders", orders.error(), table));
    PageQuery changed = last_minute(*time);
    const auto changes = co_await platform.merchant()->list_changed_orders(std::move(changed));
    if (!changes)
        findings.push_back(judge_failure("orders", changes.error(), table));
    const auto addresses = co_await platform.merchant()->list_return_addresses();
    findings.push_back(addresses ? judge_return_address(*addresses, plan.ship.return_address)
                                 : judge_failure("return_address", addresses.error(), table));
    if (const auto push = lane->status().push)
        findings.push_back(judge_push(*push, table));
    const std::vector<std::string> writes(1, platform.capabilities().ship.api);
    if (const Credential* credential = lane->status().credential)
        findings.push_back(judge_permissions("permissions", credential->scope, writes));
    co_return findings;
}

awaitable<Findings> try_erp(ShopOfMerchant lane, TimePoint local_now)
{
    Findings findings;
    ErpConnector& erp = *lane->erp();
    const auto table = lane->erp_errors();
    const auto time = co_await erp.get_time();
    if (!time) {
        findings.push_back(judge_failure("erp", time.error(), table));
        co_return findings;
    }
    findings.push_back(judge_clock("erp", *time - local_now));
    const ChannelId channel = lane->shop_plan().channel;
    const auto channels = co_await erp.list_channels();
    findings.push_back(channels ? judge_channel(*channels, channel)
                                : judge_failure("channel", channels.error(), table));
    PageQuery query = last_minute(*time);
    const auto orders = co_await erp.list_changed_orders(channel, std::move(query));
    findings.push_back(
        orders ? works("erp_orders", {"the ERP's orders can be read", "可以读取 ERP 订单"})
               : judge_failure("erp_orders", orders.error(), table));
    co_return findings;
}

} // namespace

Finding judge_merchant_role(ShopRole role)
{
    if (role == ShopRole::merchant)
        return works("role", {"the shop has the role of a merchant", "店铺角色为商家"});
    if (role == ShopRole::factory)
        return fails(
            "role",
            {"the authorized shop has the role of a factory, and its file says role: merchant",
             "授权的店铺角色是厂家，而配置写的是 role: merchant"},
            {"authorize the merchant's own shop, or write role: factory",
             "请授权商家自己的店铺，或改写 role: factory"});
    Finding finding =
        fails("role",
              {"the shop has no role in 代发管理 yet: it can ship, and nothing can be "
               "assigned to factories",
               "店铺尚未在代发管理中选择角色：可以发货，但不能分配给厂家"},
              {"choose 我是商家 in the platform's 代发管理", "请在平台 代发管理 中选择“我是商家”"});
    finding.state = FindingState::warning;
    return finding;
}

Finding judge_return_address(const std::vector<ReturnAddress>& addresses, const std::string& wanted)
{
    std::string known;
    for (const auto& address : addresses)
        known += (known.empty() ? "" : ", ") + address.id + (address.is_default ? " *" : "");
    const Sentence next = {"the platform's return addresses are (* default): " + known +
                               "; set merchant.ship.return_address to one of them, or leave it out",
                           "平台上的退货地址（* 为默认）：" + known +
                               "；请将 merchant.ship.return_address 设为其中之一，或不写"};
    if (addresses.empty())
        return fails("return_address", {"the shop has no return address", "店铺没有退货地址"},
                     {"add one in the platform's back office", "请在平台后台添加退货地址"});
    if (wanted.empty()) {
        const bool has_default =
            std::ranges::any_of(addresses, [](const auto& one) { return one.is_default; });
        if (has_default)
            return works("return_address",
                         {"the platform's default return address is used", "使用平台默认退货地址"});
        return fails("return_address",
                     {"the shop has no default return address", "店铺没有默认退货地址"}, next);
    }
    const auto found = std::ranges::find(addresses, wanted, &ReturnAddress::id);
    if (found == addresses.end())
        return fails("return_address",
                     {"the platform has no return address " + wanted, "平台没有退货地址 " + wanted},
                     next);
    if (!found->is_usable)
        return fails("return_address",
                     {"the platform does not accept the return address " + wanted,
                      "退货地址 " + wanted + " 未通过平台校验"},
                     next);
    return works("return_address", {"the return address can be used", "退货地址可用"});
}

awaitable<std::vector<Finding>> examine_merchant(std::shared_ptr<reconcile::MerchantLane> lane,
                                                 Backend& backend)
{
    Findings findings = co_await try_platform(lane, backend.clock().now());
    const auto status = lane->status();
    const auto add_stop = [&](const char* check, const auto& stop, auto table) {
        const bool is_told = std::ranges::any_of(
            findings, [](const Finding& one) { return one.state == FindingState::failed; });
        if (stop && stop->needs_person && !is_told)
            findings.push_back(judge_stop(check, stop->error, table));
    };
    add_stop("platform", status.platform_stop, lane->platform_errors());
    if (lane->erp() != nullptr) {
        const Findings erp = co_await try_erp(lane, backend.clock().now());
        findings.insert(findings.end(), erp.begin(), erp.end());
        add_stop("erp", status.erp_stop, lane->erp_errors());
    }
    if (status.store_problem)
        findings.push_back(fails("store", explain(*status.store_problem, backend.facts().store_url),
                                 next_step(*status.store_problem)));
    co_return findings;
}

} // namespace daifa::admin
