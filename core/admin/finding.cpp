#include "admin/finding.hpp"

#include "admin/error_json.hpp"
#include "reconcile/carrier_table.hpp"

#include <daifa/codec/json.hpp>

#include <algorithm>

namespace daifa::admin {
namespace {

using namespace std::chrono_literals;

constexpr Milliseconds clock_warning = 30s;
/// Platforms refuse requests that are signed with a time further off.
constexpr Milliseconds clock_failure = 10min;
constexpr auto ends_soon = std::chrono::hours(24 * 7);

std::string_view to_text(FindingState state)
{
    switch (state) {
    case FindingState::ok:
        return "ok";
    case FindingState::warning:
        return "warning";
    case FindingState::failed:
        return "failed";
    }
    return "failed";
}

Finding make(FindingState state, std::string check, Sentence what, Sentence next = {})
{
    Finding finding;
    finding.state = state;
    finding.check = std::move(check);
    finding.what = std::move(what);
    finding.next = std::move(next);
    return finding;
}

const Sentence authorize_again = {"run daifa authorize for this shop",
                                  "请对该店铺执行 daifa authorize"};

/// "3 days" or "5 hours".
Sentence span_text(Milliseconds span)
{
    const auto hours = std::chrono::duration_cast<std::chrono::hours>(span).count();
    if (hours >= 48)
        return {std::to_string(hours / 24) + " days", std::to_string(hours / 24) + " 天"};
    if (hours >= 2)
        return {std::to_string(hours) + " hours", std::to_string(hours) + " 小时"};
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(span).count();
    return {std::to_string(minutes) + " minutes", std::to_string(minutes) + " 分钟"};
}

/// Something that only a person can prolong.
void judge_end(std::vector<Finding>& findings, const Sentence& name, TimePoint end, TimePoint now)
{
    if (end == TimePoint{})
        return;
    if (end <= now) {
        findings.push_back(make(FindingState::failed, "token",
                                {name.en + " has ended", name.zh + "已到期"}, authorize_again));
        return;
    }
    const Sentence left = span_text(end - now);
    findings.push_back(make(end - now < ends_soon ? FindingState::warning : FindingState::ok,
                            "token",
                            {name.en + " ends in " + left.en, name.zh + "还有 " + left.zh + "到期"},
                            end - now < ends_soon ? authorize_again : Sentence{}));
}

} // namespace

PageQuery last_minute(TimePoint now)
{
    PageQuery query;
    query.from = now - 1min;
    query.to = now;
    return query;
}

Finding works(std::string check, Sentence what)
{
    return make(FindingState::ok, std::move(check), std::move(what));
}

Finding fails(std::string check, Sentence what, Sentence next)
{
    return make(FindingState::failed, std::move(check), std::move(what), std::move(next));
}

boost::json::object to_json(const Finding& finding)
{
    boost::json::object made;
    made["state"] = to_text(finding.state);
    made["shop"] = finding.shop;
    made["check"] = finding.check;
    made["en"] = finding.what.en;
    made["zh"] = finding.what.zh;
    made["next_en"] = finding.next.en;
    made["next_zh"] = finding.next.zh;
    return made;
}

Finding judge_failure(std::string check, const Error& error, std::span<const ErrorRow> table)
{
    const auto told = to_json(error, table);
    return make(FindingState::failed, std::move(check), {text_or(told, "en"), text_or(told, "zh")},
                {text_or(told, "next_en"), text_or(told, "next_zh")});
}

Finding judge_clock(std::string check, Milliseconds offset)
{
    const Milliseconds distance = offset < 0ms ? -offset : offset;
    const auto seconds = std::to_string(static_cast<double>(offset.count()) / 1000.0);
    const std::string shown = seconds.substr(0, seconds.find('.') + 2);
    const Sentence what = {"reachable; its clock minus ours is " + shown + " s",
                           "可连通；对方时钟减本机时钟为 " + shown + " 秒"};
    if (distance <= clock_warning)
        return make(FindingState::ok, std::move(check), what);
    // Requests are signed with the other side's time, so work goes on; logs and people are misled.
    return make(distance > clock_failure ? FindingState::failed : FindingState::warning,
                std::move(check), what,
                {"switch on time synchronisation on this machine: timedatectl set-ntp true",
                 "在本机开启时间同步：timedatectl set-ntp true"});
}

Finding judge_role(ShopRole role)
{
    if (role == ShopRole::factory)
        return make(FindingState::ok, "role", {"the shop is a factory", "店铺角色为厂家"});
    return make(FindingState::failed, "role",
                {role == ShopRole::merchant ? "the shop is a merchant, not a factory"
                                            : "the shop has not chosen the role of a factory",
                 role == ShopRole::merchant ? "店铺角色为商家，不是厂家" : "店铺尚未选择厂家角色"},
                {"choose the factory's role (厂家) in the platform's 代发管理, or authorize the "
                 "factory's own shop",
                 "在平台的代发管理中选择厂家角色，或改为授权厂家自己的店铺"});
}

std::vector<Finding> judge_token(const Credential* credential, const std::optional<Error>& refusal,
                                 std::span<const ErrorRow> table, TimePoint now)
{
    if (credential == nullptr)
        return {make(FindingState::failed, "token",
                     {"nobody has authorized this shop yet", "店铺尚未授权"}, authorize_again)};
    if (refusal) {
        const auto told = to_json(*refusal, table);
        return {
            make(FindingState::failed, "token",
                 {"the platform does not take the authorization any more: " + text_or(told, "en"),
                  "平台已不接受该授权：" + text_or(told, "zh")},
                 authorize_again)};
    }
    std::vector<Finding> findings;
    const std::string owner =
        credential->owner_name.empty() ? credential->owner_id : credential->owner_name;
    findings.push_back(make(FindingState::ok, "token",
                            {"authorized by " + owner + "; the platform takes the token",
                             "由 " + owner + " 授权；平台接受该令牌"}));
    if (credential->refresh_token.empty())
        judge_end(findings, {"the token, which can not be refreshed,", "令牌（无法刷新）"},
                  credential->expires_at, now);
    judge_end(findings, {"the right to refresh the token", "刷新令牌的权利"},
              credential->refresh_expires_at, now);
    // A permission that ends together with the token is prolonged together with it.
    const Milliseconds apart = credential->granted_until - credential->expires_at;
    if (apart > 1min || apart < -1min)
        judge_end(findings, {"a permission of the platform", "平台的接口权限"},
                  credential->granted_until, now);
    return findings;
}

Finding judge_permissions(std::string check, const std::vector<std::string>& granted,
                          const std::vector<std::string>& apis)
{
    std::string known;
    std::string missing;
    for (const auto& api : apis) {
        if (api.empty())
            continue;
        const bool is_there = granted.empty() || std::ranges::find(granted, api) != granted.end();
        std::string& list = is_there ? known : missing;
        list += (list.empty() ? "" : ", ") + api;
    }
    if (granted.empty())
        return works(std::move(check),
                     {"nobody lists them beforehand: reads were tried, of these writes the first "
                      "use shows it: " +
                          known,
                      "对方不提供权限清单：读接口已试过，以下写接口在首次使用时可知：" + known});
    if (missing.empty())
        return works(std::move(check),
                     {"granted for every write: " + known, "写接口均已授权：" + known});
    return fails(std::move(check), {"not granted: " + missing, "未授权：" + missing},
                 {"apply for these permissions on the open platform, then run daifa authorize",
                  "在开放平台申请这些权限，然后执行 daifa authorize"});
}

Finding judge_stop(std::string check, const Error& error, std::span<const ErrorRow> table)
{
    Finding finding = judge_failure(std::move(check), error, table);
    finding.state = FindingState::warning;
    finding.what = {"all reads work, but something stopped it: " + finding.what.en,
                    "读接口均正常，但曾因故停用：" + finding.what.zh};
    return finding;
}

Finding judge_channel(const std::vector<ErpChannel>& channels, const ChannelId& wanted)
{
    const auto channel = std::ranges::find(channels, wanted, &ErpChannel::id);
    const std::string id = wanted.text();
    if (channel == channels.end())
        return make(FindingState::failed, "channel",
                    {"the ERP has no channel \"" + id + "\"", "ERP 中没有渠道“" + id + "”"},
                    {"add it in the ERP, or mend erp.channel in the shop's file",
                     "在 ERP 中添加该渠道，或修正店铺文件中的 erp.channel"});
    if (!channel->is_own_platform)
        return make(FindingState::failed, "channel",
                    {"channel \"" + id + "\" belongs to the platform " + channel->platform_name +
                         ": the ERP would hide its orders and import them a second time itself",
                     "渠道“" + id + "”属于平台 " + channel->platform_name +
                         "：ERP 会隐藏其订单，并自行重复导入"},
                    {"use a channel of the kind 自有商城 (own platform), with the ERP's own "
                     "download and upload "
                     "switched off",
                     "请使用“自有商城”类型的渠道，并关闭 ERP 自带的订单下载和物流上传"});
    return make(FindingState::ok, "channel",
                {"channel \"" + id +
                     "\" is of the own platform; keep the ERP's own download and upload off for it",
                 "渠道“" + id + "”为自有商城；请保持 ERP 自带的订单下载和物流上传为关闭"});
}

Finding judge_carriers(const std::vector<Carrier>& carriers, const UploadStrategy& upload)
{
    const reconcile::CarrierTable table(carriers);
    if (table.empty())
        return make(FindingState::failed, "carriers",
                    {"the platform listed no carriers", "平台没有返回快递公司"},
                    {"daifa asks again by itself; if it stays, ask the platform",
                     "daifa 会自动重读；若持续，请联系平台"});
    std::string wrong;
    for (const auto& [from, to] : upload.carriers)
        if (!table.has_code(to))
            wrong += (wrong.empty() ? "" : ", ") + from + ": " + to;
    if (!wrong.empty())
        return make(
            FindingState::failed, "carriers",
            {"the platform has no such carrier: " + wrong, "平台没有以下快递编码：" + wrong},
            {"mend upload.carriers in the strategy and run daifa reload",
             "修正策略中的 upload.carriers，然后执行 daifa reload"});
    const std::string count = std::to_string(table.size());
    return make(
        FindingState::ok, "carriers",
        {count + " carriers, the strategy's map fits", count + " 家快递，策略中的对应均有效"});
}

} // namespace daifa::admin
