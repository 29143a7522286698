#include "admin/call.hpp"
#include "admin/finding.hpp"
#include "admin/ledger_text.hpp"
#include "admin/query.hpp"

#include <daifa/codec/json.hpp>

#include <boost/json/array.hpp>

namespace daifa::admin {
namespace {

using namespace std::chrono_literals;

using Findings = std::vector<Finding>;

/// "works" for a read that was tried.
Finding works(std::string check, std::string en, std::string zh)
{
    Finding finding;
    finding.check = std::move(check);
    finding.what = {std::move(en), std::move(zh)};
    return finding;
}

Finding failed(std::string check, Sentence what, Sentence next)
{
    Finding finding;
    finding.state = FindingState::failed;
    finding.check = std::move(check);
    finding.what = std::move(what);
    finding.next = std::move(next);
    return finding;
}

PageQuery last_minute(TimePoint now)
{
    PageQuery query;
    query.from = now - 1min;
    query.to = now;
    return query;
}

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

awaitable<Findings> examine_platform(std::shared_ptr<reconcile::ShopLane> lane, TimePoint local_now)
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
    findings.push_back(access ? judge_role(access->role) : judge_failure("role", access.error(), table));
    const auto carriers = co_await platform.list_carriers();
    findings.push_back(carriers ? judge_carriers(*carriers, lane->shop_plan().strategy.upload)
                                : judge_failure("carriers", carriers.error(), table));
    PageQuery query = last_minute(*time);
    const auto orders = co_await platform.list_assigned_orders(std::move(query));
    findings.push_back(orders ? works("orders", "the platform's orders can be read", "可以读取平台订单")
                              : judge_failure("orders", orders.error(), table));
    std::vector<std::string> writes;
    writes.push_back(platform.capabilities().upload.api);
    writes.push_back(platform.capabilities().extra_upload.api);
    if (const Credential* credential = lane->status().credential)
        findings.push_back(judge_permissions(*credential, writes));
    co_return findings;
}

awaitable<Findings> examine_erp(std::shared_ptr<reconcile::ShopLane> lane, TimePoint local_now)
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
    findings.push_back(carriers ? works("erp_carriers", "the ERP's carriers can be read", "可以读取 ERP 快递公司")
                                : judge_failure("erp_carriers", carriers.error(), table));
    PageQuery query = last_minute(*time);
    const auto orders = co_await erp.list_changed_orders(channel, std::move(query));
    findings.push_back(orders ? works("erp_orders", "the ERP's orders can be read", "可以读取 ERP 订单")
                              : judge_failure("erp_orders", orders.error(), table));
    co_return findings;
}

awaitable<Findings> examine(ShopEntry shop, Backend& backend)
{
    Findings findings;
    if (!shop.lane) {
        findings.push_back(failed("shop", shop.problem,
                                  {"mend this and run daifa reload", "处理后执行 daifa reload"}));
    } else {
        findings = co_await examine_platform(shop.lane, backend.clock().now());
        const auto erp = co_await examine_erp(shop.lane, backend.clock().now());
        findings.insert(findings.end(), erp.begin(), erp.end());
        if (const auto why = shop.lane->status().store_problem)
            findings.push_back(
                failed("store", explain(*why, backend.facts().store_url), next_step(*why)));
    }
    for (auto& finding : findings)
        finding.shop = shop.id.text();
    co_return findings;
}

Findings examine_daemon(const Backend& backend)
{
    Findings findings;
    for (const auto& refusal : backend.refused_plugins())
        findings.push_back(failed("plugin", refusal.sentence,
                                  {"install a plugin that was built for this version and restart daifad",
                                   "安装与本版本匹配的插件并重启 daifad"}));
    for (const auto& problem : backend.configuration_problems()) {
        Finding finding = failed("configuration",
                                 {config::to_text(problem, config::Language::en),
                                  config::to_text(problem, config::Language::zh)},
                                 {"mend the file and run daifa reload", "修正文件后执行 daifa reload"});
        if (problem.severity == config::Severity::warning)
            finding.state = FindingState::warning;
        findings.push_back(std::move(finding));
    }
    if (findings.empty())
        findings.push_back(works("daemon", "configuration and plugins are in order", "配置和插件正常"));
    return findings;
}

} // namespace

awaitable<http::Response> run_doctor(Call call)
{
    const auto body = parse_body(call.request.body);
    if (!body)
        co_return refuse(body.error());
    const auto shops = select_shops(call.backend, text_or(*body, "shop"));
    if (!shops)
        co_return refuse(shops.error());
    Findings findings = examine_daemon(call.backend);
    for (const auto& shop : *shops) {
        if (!shop.is_enabled)
            continue;
        const auto found = co_await examine(shop, call.backend);
        findings.insert(findings.end(), found.begin(), found.end());
    }
    boost::json::array list;
    bool is_ok = true;
    for (const auto& finding : findings) {
        is_ok = is_ok && finding.state != FindingState::failed;
        list.push_back(to_json(finding));
    }
    boost::json::object answered;
    answered["is_ok"] = is_ok;
    answered["findings"] = std::move(list);
    co_return answer(answered);
}

} // namespace daifa::admin
