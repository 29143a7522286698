#include "admin/examine.hpp"

#include "admin/examine_labels.hpp"
#include "admin/examine_merchant.hpp"
#include "admin/examine_stock.hpp"
#include "admin/ledger_text.hpp"
#include "admin/push_json.hpp"
#include "reconcile/source_number.hpp"

#include <algorithm>

namespace daifa::admin {
namespace {

using namespace std::chrono_literals;

using Findings = std::vector<Finding>;
using Lane = std::shared_ptr<reconcile::ShopLane>;

/// What the platform says against the shop's token.
std::optional<Error> find_refusal(const reconcile::LaneStatus& status,
                                  const Result<ShopAccess>& access)
{
    if (status.token_problem)
        return status.token_problem;
    const bool is_refused = !access && (access.error().code == Errc::unauthorized ||
                                        access.error().code == Errc::token_expired);
    return is_refused ? std::optional(access.error()) : std::nullopt;
}

/// Whether reading an order alone works: that this one is gone is an answer as well.
template <class T>
bool is_answered(const Result<T>& read)
{
    return read || read.error().code == Errc::not_found || read.error().code == Errc::rejected;
}

/// The order that changed last, to try what is read order by order; nothing in an empty ledger.
awaitable<std::optional<store::OrderRecord>> find_example(ShopId shop, Backend& backend)
{
    store::OrderQuery query;
    query.oldest_first = false;
    query.limit = 1;
    auto list = co_await backend.ledger().list_orders(std::move(shop), std::move(query));
    if (list.orders.empty())
        co_return std::nullopt;
    co_return std::move(list.orders.front());
}

/// What had stopped a side although all that was tried works: a write, most likely.
void add_stop(Findings& findings, const std::string& check,
              const std::optional<reconcile::SideStop>& stop, std::span<const ErrorRow> table)
{
    const bool is_told = std::ranges::any_of(
        findings, [](const Finding& one) { return one.state == FindingState::failed; });
    if (stop && stop->needs_person && !is_told)
        findings.push_back(judge_stop(check, stop->error, table));
}

awaitable<Findings> try_platform(Lane lane, std::optional<OrderId> example, TimePoint local_now)
{
    Findings findings;
    PlatformConnector& platform = lane->platform();
    const auto table = platform.capabilities().errors;
    const auto time = co_await platform.get_time();
    if (!time) {
        findings.push_back(judge_failure("platform", time.error(), table));
        co_return findings;
    }
    findings.push_back(judge_clock("platform", *time - local_now));

    // Only the platform knows whether it still takes the token, and asking may refresh it.
    Result<ShopAccess> access = ShopAccess{};
    if (lane->status().credential != nullptr && !lane->status().token_problem)
        access = co_await platform.check_access();
    const auto status = lane->status();
    const auto refusal = find_refusal(status, access);
    const auto token = judge_token(status.credential, refusal, table, *time);
    findings.insert(findings.end(), token.begin(), token.end());
    if (status.credential == nullptr || refusal)
        co_return findings;
    findings.push_back(access ? judge_role(access->role)
                              : judge_failure("role", access.error(), table));
    // Whoever is no factory is refused the rest for that reason.
    if (access && access->role != ShopRole::factory)
        co_return findings;
    const auto carriers = co_await platform.list_carriers();
    findings.push_back(carriers ? judge_carriers(*carriers, lane->shop_plan().strategy.upload)
                                : judge_failure("carriers", carriers.error(), table));
    PageQuery query = last_minute(*time);
    const auto orders = co_await platform.list_assigned_orders(std::move(query));
    findings.push_back(
        orders ? works("orders", {"the platform's orders can be read", "可以读取平台订单"})
               : judge_failure("orders", orders.error(), table));
    if (example) {
        const auto order = co_await platform.get_order(*example);
        findings.push_back(is_answered(order)
                               ? works("order", {"one order can be read alone", "可以单独读取订单"})
                               : judge_failure("order", order.error(), table));
    }
    if (const auto push = lane->status().push)
        findings.push_back(judge_push(*push, table));
    const auto labels = co_await examine_labels(lane);
    findings.insert(findings.end(), labels.begin(), labels.end());
    std::vector<std::string> writes;
    writes.push_back(platform.capabilities().upload.api);
    if (lane->shop_plan().waybill_source == WaybillSource::platform) {
        writes.push_back(platform.capabilities().take.api);
        writes.push_back(platform.capabilities().cancel_waybill.api);
    }
    if (lane->shop_plan().strategy.upload.on_changed_number == OnChangedNumber::retract)
        writes.push_back(platform.capabilities().retract.api);
    if (lane->shop_plan().strategy.upload.parcels == UploadParcels::all)
        writes.push_back(platform.capabilities().extra_upload.api);
    if (lane->shop_plan().strategy.stock.is_enabled)
        writes.push_back(platform.capabilities().set_quantity.api);
    if (const Credential* credential = lane->status().credential)
        findings.push_back(judge_permissions("permissions", credential->scope, writes));
    co_return findings;
}

awaitable<Findings> try_erp(Lane lane, std::optional<std::string> example, TimePoint local_now)
{
    Findings findings;
    ErpConnector& erp = lane->erp();
    const auto table = erp.capabilities().errors;
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
    const auto carriers = co_await erp.list_carriers();
    findings.push_back(carriers ? works("erp_carriers",
                                        {"the ERP's carriers can be read", "可以读取 ERP 快递公司"})
                                : judge_failure("erp_carriers", carriers.error(), table));
    PageQuery query = last_minute(*time);
    const auto orders = co_await erp.list_changed_orders(channel, std::move(query));
    findings.push_back(
        orders ? works("erp_orders", {"the ERP's orders can be read", "可以读取 ERP 订单"})
               : judge_failure("erp_orders", orders.error(), table));
    if (example) {
        std::vector<std::string> numbers(1, *example);
        const auto order = co_await erp.find_orders(channel, std::move(numbers));
        findings.push_back(is_answered(order) ? works("erp_order", {"one order can be looked for",
                                                                    "可以单独查询订单"})
                                              : judge_failure("erp_order", order.error(), table));
    }
    const Strategy& strategy = lane->shop_plan().strategy;
    std::vector<std::string> writes;
    writes.push_back(erp.capabilities().create_order.api);
    if (strategy.audit.mode == AuditMode::automatic)
        writes.push_back(erp.capabilities().audit.api);
    if (strategy.audit.on_withdraw == OnWithdraw::cancel)
        writes.push_back(erp.capabilities().cancel.api);
    findings.push_back(judge_permissions("erp_permissions", {}, writes));
    co_return findings;
}

/// What the ledger fails is a finding like others, not the end of the looking.
template <class T>
awaitable<T> keep_failure(std::optional<store::StoreFailure>& problem, awaitable<T> work)
{
    try {
        co_return co_await std::move(work);
    } catch (const store::StoreFailure& failure) {
        problem = failure;
    }
    co_return T{};
}

awaitable<Findings> examine_running(ShopId shop, Lane lane, Backend& backend)
{
    const auto before = lane->status();
    auto problem = before.store_problem;
    const auto example = co_await keep_failure(problem, find_example(shop, backend));
    std::optional<OrderId> id;
    std::optional<std::string> number;
    if (example) {
        id = example->id;
        number = reconcile::source_number(example->id.number, example->generation);
    }
    Findings findings =
        co_await keep_failure(problem, try_platform(lane, std::move(id), backend.clock().now()));
    add_stop(findings, "platform", before.platform_stop, lane->platform().capabilities().errors);
    Findings erp =
        co_await keep_failure(problem, try_erp(lane, std::move(number), backend.clock().now()));
    add_stop(erp, "erp", before.erp_stop, lane->erp().capabilities().errors);
    findings.insert(findings.end(), erp.begin(), erp.end());
    const Findings stock = co_await keep_failure(problem, examine_stock(lane));
    findings.insert(findings.end(), stock.begin(), stock.end());
    if (problem)
        findings.push_back(
            fails("store", explain(*problem, backend.facts().store_url), next_step(*problem)));
    co_return findings;
}

} // namespace

awaitable<std::vector<Finding>> examine_shop(ShopEntry shop, Backend& backend)
{
    Findings findings;
    if (shop.lane)
        findings = co_await examine_running(shop.id, shop.lane, backend);
    else if (shop.merchant)
        findings = co_await examine_merchant(shop.merchant, backend);
    else
        findings.push_back(fails("shop", shop.problem,
                                 {"mend this and run daifa reload", "处理后执行 daifa reload"}));
    for (auto& finding : findings)
        finding.shop = shop.id.text();
    co_return findings;
}

} // namespace daifa::admin
