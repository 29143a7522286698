#include "command/words.hpp"

#include <daifa/codec/json.hpp>

#include <algorithm>
#include <array>

namespace daifa::command {
namespace {

struct Word {
    std::string_view name;
    std::string_view en;
    std::string_view zh;
    Tone tone = Tone::plain;
};

constexpr auto states = std::to_array<Word>({
    // Orders
    {"downloaded", "downloaded", "已下载"},
    {"imported", "in the ERP", "已导入"},
    {"shipped", "shipped", "已发货"},
    {"uploaded", "uploaded", "已回传", Tone::good},
    {"withdrawn", "withdrawn", "已收回", Tone::dim},
    {"held", "held", "已暂停", Tone::warning},
    {"skipped", "skipped", "不处理", Tone::dim},
    {"closed", "closed", "已了结", Tone::dim},
    // Stock
    {"waiting", "waiting", "等待"},
    {"equal", "equal", "一致", Tone::good},
    {"sending", "being sent", "上传中"},
    {"differs", "differs", "不一致", Tone::warning},
    // Merchants' orders
    {"ready", "to be shipped", "可发货"},
    {"shipping", "being shipped", "发货中"},
    // Writes
    {"claimed", "under way", "进行中"},
    {"confirmed", "confirmed", "已确认", Tone::good},
    {"refused", "refused", "被拒绝", Tone::warning},
    {"uncertain", "uncertain", "不确定", Tone::warning},
    {"given_up", "given up", "已放弃", Tone::bad},
    {"requested", "requested", "已请求", Tone::plain},
    // Windows
    {"proven", "proven", "已证实", Tone::good},
    {"provisional", "provisional", "待证实"},
    {"hole", "hole", "缺口", Tone::bad},
    // Shops
    {"working", "working", "正常", Tone::good},
    {"starting", "starting", "启动中"},
    {"resting", "retrying", "重试中", Tone::warning},
    {"stopped", "stopped", "已停止", Tone::bad},
    {"not_started", "not started", "未启动", Tone::bad},
    {"disabled", "disabled", "已停用", Tone::dim},
    // Findings
    {"ok", "ok", "正常", Tone::good},
    {"warning", "warning", "警告", Tone::warning},
    {"failed", "failed", "失败", Tone::bad},
    // ERP orders
    {"waiting_audit", "waiting for audit", "待审核"},
    {"in_progress", "in progress", "处理中"},
    {"part_shipped", "partly shipped", "部分发货"},
    {"cancelled", "cancelled", "已取消", Tone::dim},
    {"merged", "merged", "已合并", Tone::dim},
    {"split", "split", "已拆分", Tone::dim},
    // Streams
    {"platform_orders", "platform orders", "平台订单"},
    {"erp_orders", "ERP orders", "ERP 订单"},
    {"merchant_orders", "orders to ship", "待发货订单"},
    {"merchant_changes", "changed orders", "变更的订单"},
});

constexpr auto checks = std::to_array<Word>({
    {"daemon", "daemon", "守护进程"},
    {"plugin", "plugin", "插件"},
    {"configuration", "configuration", "配置"},
    {"shop", "shop", "店铺"},
    {"store", "ledger", "账本"},
    {"platform", "platform", "平台"},
    {"token", "authorization", "授权"},
    {"role", "role", "角色"},
    {"carriers", "carriers", "快递公司"},
    {"waybills", "waybill numbers", "电子面单"},
    {"printer", "printer", "打印"},
    {"orders", "platform orders", "平台订单"},
    {"order", "platform order", "单个平台订单"},
    {"push", "platform messages", "消息推送"},
    {"permissions", "permissions", "接口权限"},
    {"return_address", "return address", "退货地址"},
    {"erp", "ERP", "ERP"},
    {"channel", "ERP channel", "ERP 渠道"},
    {"erp_carriers", "ERP carriers", "ERP 快递公司"},
    {"erp_orders", "ERP orders", "ERP 订单"},
    {"erp_order", "ERP order", "单个 ERP 订单"},
    {"erp_permissions", "ERP permissions", "ERP 接口权限"},
});

constexpr auto after_sales = std::to_array<Word>({
    {"none", "none", "无"},
    {"open", "open", "进行中", Tone::warning},
    {"refunded", "refunded", "已退款", Tone::warning},
});

/// Whole events, and the first words of those that end in a write's state.
constexpr auto events = std::to_array<Word>({
    {"assigned", "assigned", "已分配"},
    {"seen withdrawn", "seen withdrawn", "发现已收回"},
    {"hold set", "hold set", "操作员暂停"},
    {"hold lifted", "hold lifted", "操作员放行"},
    {"retry", "retry", "操作员重试"},
    {"decided", "decided", "操作员决定"},
    {"reopened", "reopened", "操作员撤回决定"},
    {"import", "import", "导入 ERP"},
    {"audit", "audit", "ERP 审核"},
    {"cancel", "cancel", "ERP 取消"},
    {"upload", "upload", "回传运单号"},
    {"upload_extra", "upload of extra numbers", "回传从运单号"},
    {"retract", "retraction", "取消回传"},
    {"take", "taking a number", "取号"},
    {"void", "giving a number back", "退号"},
    {"print", "print", "打印面单"},
});

constexpr auto steps = std::to_array<Word>({
    {"import_order", "import into the ERP", "导入 ERP"},
    {"adopt_order", "take the ERP's order as the import", "采用 ERP 已有订单"},
    {"audit_order", "audit in the ERP", "ERP 审核"},
    {"cancel_order", "cancel in the ERP", "ERP 取消"},
    {"take_waybill", "take a waybill number", "取运单号"},
    {"cancel_waybill", "give a waybill number back", "退运单号"},
    {"leave_parcel", "leave the joint parcel", "退出合包"},
    {"print_label", "print the label", "打印面单"},
    {"upload_waybill", "upload the waybill number", "回传运单号"},
    {"upload_extra", "upload extra waybill numbers", "回传从运单号"},
    {"retract_upload", "retract the uploaded number", "取消回传"},
    {"look_at_platform", "read on the platform", "读取平台"},
    {"look_at_erp", "read in the ERP", "读取 ERP"},
    {"verify", "verify an uncertain write", "核实不确定的写操作"},
    {"begin_generation", "begin again", "重新开始"},
});

template <std::size_t size>
std::string translate(const std::array<Word, size>& words, const View& view, std::string_view name)
{
    const auto found = std::ranges::find(words, name, &Word::name);
    return std::string(found == words.end() ? name : view.say(found->en, found->zh));
}

bool is_event(std::string_view text)
{
    return std::ranges::find(events, text, &Word::name) != events.end();
}

/// One change of an event: "import confirmed", "imported", "held: item_unmapped".
std::string change_word(const View& view, std::string_view change)
{
    if (is_event(change))
        return translate(events, view, change);
    const auto blank = std::min(change.rfind(' '), change.size());
    if (is_event(change.substr(0, blank)))
        return translate(events, view, change.substr(0, blank)) + " " +
               translate(states, view, change.substr(blank + 1));
    const auto colon = std::min(change.find(": "), change.size());
    const auto before = change.substr(0, colon);
    return (is_event(before) ? translate(events, view, before) : translate(states, view, before)) +
           std::string(change.substr(colon));
}

} // namespace

std::string state_word(const View& view, std::string_view state)
{
    return translate(states, view, state);
}

Tone state_tone(std::string_view state)
{
    const auto found = std::ranges::find(states, state, &Word::name);
    return found == states.end() ? Tone::plain : found->tone;
}

std::string step_word(const View& view, std::string_view kind)
{
    return translate(steps, view, kind);
}

std::string event_word(const View& view, std::string_view event)
{
    std::string text;
    while (!event.empty()) {
        const auto end = std::min(event.find(", "), event.size());
        text += (text.empty() ? "" : ", ") + change_word(view, event.substr(0, end));
        event.remove_prefix(std::min(end + 2, event.size()));
    }
    return text;
}

std::string check_word(const View& view, std::string_view check)
{
    return translate(checks, view, check);
}

std::string after_sale_word(const View& view, std::string_view after_sale)
{
    return translate(after_sales, view, after_sale);
}

const boost::json::array& array_of(const boost::json::object& object, std::string_view key)
{
    static const boost::json::array none;
    const auto* member = find_member(object, key);
    return member != nullptr && member->is_array() ? member->as_array() : none;
}

const boost::json::object& object_of(const boost::json::object& object, std::string_view key)
{
    static const boost::json::object none;
    const auto* member = find_member(object, key);
    return member != nullptr && member->is_object() ? member->as_object() : none;
}

bool flag_of(const boost::json::object& object, std::string_view key)
{
    return find_boolean(object, key).value_or(false);
}

std::string name_of(const boost::json::object& object, std::string_view key)
{
    return text_or(object_of(object, key), "name");
}

} // namespace daifa::command
