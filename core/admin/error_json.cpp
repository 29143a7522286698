#include "admin/error_json.hpp"

#include <daifa/codec/timestamp.hpp>

namespace daifa::admin {

plugin_host::Sentence next_step(Errc code)
{
    switch (code) {
    case Errc::unavailable:
        return {"daifa tries again by itself; if it stays, check the network and the gateway's address",
                "daifa 会自动重试；若持续，请检查网络和网关地址"};
    case Errc::rate_limited:
        return {"daifa waits and tries again by itself", "daifa 会等待后自动重试"};
    case Errc::token_expired:
        return {"daifa refreshes the token by itself; if it stays, run daifa authorize",
                "daifa 会自动刷新令牌；若持续，请执行 daifa authorize"};
    case Errc::unauthorized:
        return {"run daifa authorize for this shop", "请对该店铺执行 daifa authorize"};
    case Errc::misconfigured:
        return {"mend the settings, permissions or white list the answer names, then run daifa reload",
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
    case Errc::not_found:
        return {"check on the other side whether it was deleted, then run daifa retry",
                "在对方系统中核实是否已删除，然后执行 daifa retry"};
    case Errc::bad_response:
        return {"the answer was not understood: send the output of daifa explain --json to the developers",
                "无法理解对方的应答：请将 daifa explain --json 的输出发给开发者"};
    case Errc::uncertain:
        return {"daifa reads the other side until it is sure; an operator who knows may run daifa resolve",
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
    const ErrorRow* row = error.remote_code.empty() ? nullptr : find_error_row(table, error.remote_code);
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
