#include "admin/error_json.hpp"

#include <daifa/codec/timestamp.hpp>

#include <algorithm>
#include <array>

namespace daifa::admin {
namespace {

/// What our own transport says when no answer came, and what to look at.
struct Silence {
    std::string_view code;
    std::string_view en;
    std::string_view zh;
    std::string_view next_en;
    std::string_view next_zh;
};

constexpr auto silences = std::to_array<Silence>({
    {"connect refused", "nobody answers at", "无人应答（连接被拒绝）：",
     "check that address in the shop's file, and whether the other side or the proxy is up",
     "检查店铺文件中的该地址，以及对方或代理是否在运行"},
    {"host not found", "this machine can not find the host", "本机无法解析该主机名：",
     "check the host's spelling in the shop's file, and this machine's name service: resolvectl "
     "query HOST",
     "检查店铺文件中主机名的拼写，以及本机的域名解析：resolvectl query 主机名"},
    {"host unreachable", "there is no way to", "网络不可达：",
     "check this machine's network, routes and firewall", "检查本机的网络、路由和防火墙"},
    {"time-out", "no answer in time from", "未在时限内应答：",
     "check the network and the firewall; daifa tries again by itself",
     "检查网络和防火墙；daifa 会自动重试"},
    {"connection closed", "the connection was closed without an answer by", "未应答即断开连接：",
     "check the address and any proxy in between; daifa tries again by itself",
     "检查该地址和中间的代理；daifa 会自动重试"},
    {"TLS: certificate verify failed", "no trustworthy certificate came from", "证书不可信：",
     "check the address, this machine's clock, and its package ca-certificates",
     "检查该地址、本机时钟和 ca-certificates 软件包"},
});

} // namespace

plugin_host::Sentence next_step(Errc code)
{
    switch (code) {
    case Errc::unavailable:
        return {
            "daifa tries again by itself; if it stays, check the network and the gateway's address",
            "daifa 会自动重试；若持续，请检查网络和网关地址"};
    case Errc::rate_limited:
        return {"daifa waits and tries again by itself", "daifa 会等待后自动重试"};
    case Errc::token_expired:
        return {"daifa refreshes the token by itself; if it stays, run daifa authorize",
                "daifa 会自动刷新令牌；若持续，请执行 daifa authorize"};
    case Errc::unauthorized:
        return {"run daifa authorize for this shop", "请对该店铺执行 daifa authorize"};
    case Errc::misconfigured:
        return {
            "mend the settings, permissions or white list the answer names, then run daifa reload",
            "按返回的原因修正配置、权限或白名单，然后执行 daifa reload"};
    case Errc::rejected:
        return {"mend what the answer names, then run daifa retry",
                "按返回的原因处理，然后执行 daifa retry"};
    case Errc::goods_refused:
        return {"name the goods in the shop's items.map and run daifa reload, or add them in the "
                "ERP and run "
                "daifa retry",
                "在店铺的 items.map 中对应该商品后执行 daifa reload，或在 ERP 中补建后执行 daifa "
                "retry"};
    case Errc::recipient_refused:
        return {"fill what the ERP asks for in the shop's recipient_fill, then run daifa reload",
                "在店铺的 recipient_fill 中补上 ERP 要求的内容，然后执行 daifa reload"};
    case Errc::not_served:
        return {"top up the contract with that carrier or name another one in waybill.carriers, "
                "then run daifa retry",
                "为该快递充值或续约，或在 waybill.carriers 中写上其他快递，然后执行 daifa retry"};
    case Errc::already_taken:
        return {"look the number up in the platform's back office and name it with daifa resolve",
                "在平台后台查到该面单号，然后用 daifa resolve 填入"};
    case Errc::not_found:
        return {"check on the other side whether it was deleted, then run daifa retry",
                "在对方系统中核实是否已删除，然后执行 daifa retry"};
    case Errc::bad_response:
        return {"the answer was not understood: send the output of daifa explain --json to the "
                "developers",
                "无法理解对方的应答：请将 daifa explain --json 的输出发给开发者"};
    case Errc::uncertain:
        return {"daifa reads the other side until it is sure; an operator who knows may run daifa "
                "resolve",
                "daifa 会读取对方直到确定；知情的操作员也可执行 daifa resolve"};
    }
    return {};
}

boost::json::object to_json(const Error& error, std::span<const ErrorRow> table)
{
    boost::json::object made;
    made["code"] = to_text(error.code);
    made["operation"] = error.operation;
    made["remote_code"] = error.remote_code;
    made["remote_text"] = error.remote_text;
    made["request_id"] = error.request_id;
    const auto generic = next_step(error.code);
    made["next_en"] = generic.en;
    made["next_zh"] = generic.zh;
    made["en"] = to_text(error);
    made["zh"] = to_text(error);
    const ErrorRow* row =
        error.remote_code.empty() ? nullptr : find_error_row(table, error.remote_code);
    const auto silence = std::ranges::find(silences, error.remote_code, &Silence::code);
    if (row == nullptr && silence != silences.end()) {
        const std::string place = error.remote_text.empty() ? std::string("-") : error.remote_text;
        made["en"] = error.operation + ": " + std::string(silence->en) + " " + place;
        made["zh"] = error.operation + "：" + std::string(silence->zh) + place;
        made["next_en"] = silence->next_en;
        made["next_zh"] = silence->next_zh;
        return made;
    }
    if (row == nullptr) {
        // Our own findings say what is wrong and what to do in their text.
        if (error.remote_code.empty() && !error.remote_text.empty()) {
            made["en"] = error.operation + ": " + error.remote_text;
            made["zh"] = made["en"];
        }
        return made;
    }
    const std::string prefix = error.operation + " (" + error.remote_code + "): ";
    made["en"] = prefix + std::string(row->meaning_en);
    made["zh"] = prefix + std::string(row->meaning_zh);
    // A refused grant needs its owner, whatever its code asks for elsewhere.
    if (error.code == Errc::unauthorized && row->errc != Errc::unauthorized)
        return made;
    if (!row->next_step_en.empty())
        made["next_en"] = row->next_step_en;
    if (!row->next_step_zh.empty())
        made["next_zh"] = row->next_step_zh;
    return made;
}

boost::json::object to_json(const reconcile::SideStop& stop, std::span<const ErrorRow> table)
{
    boost::json::object made;
    made["error"] = to_json(stop.error, table);
    made["since"] = to_utc_text(stop.since);
    made["next_try"] = to_utc_text(stop.next_try);
    made["attempts"] = stop.attempts;
    made["needs_person"] = stop.needs_person;
    return made;
}

} // namespace daifa::admin
