#include "admin/push_json.hpp"

#include "admin/error_json.hpp"
#include "admin/order_json.hpp"

#include <daifa/codec/json.hpp>

namespace daifa::admin {
namespace json = boost::json;
namespace {

std::string count(std::int64_t number)
{
    return std::to_string(number);
}

} // namespace

json::value to_json(const std::optional<reconcile::PushStatus>& push,
                    std::span<const ErrorRow> table)
{
    if (!push)
        return nullptr;
    json::object made;
    made["is_healthy"] = push->is_healthy;
    made["is_subscribed"] = push->is_subscribed;
    made["connected_since"] = time_json(push->line.connected_since);
    made["heard_at"] = time_json(push->line.heard_at);
    made["message_at"] = time_json(push->message_at);
    made["received"] = push->counters.received;
    made["acknowledged"] = push->counters.acknowledged;
    made["refused"] = push->counters.refused;
    made["unknown"] = push->line.unknown;
    made["waiting"] = push->waiting;
    made["problem"] = nullptr;
    if (push->problem)
        made["problem"] = to_json(*push->problem, table);
    return made;
}

Finding judge_push(const reconcile::PushStatus& push, std::span<const ErrorRow> table)
{
    if (push.is_healthy) {
        const auto& told = push.counters;
        return works("push", {"the platform's messages come in: received " + count(told.received) +
                                  ", acknowledged " + count(told.acknowledged) + ", refused " +
                                  count(told.refused),
                              "平台消息推送正常：收到 " + count(told.received) + "，确认 " +
                                  count(told.acknowledged) + "，拒收 " + count(told.refused)});
    }
    const Sentence meanwhile = {"; orders are read at the usual interval meanwhile",
                                "；期间按原来的间隔读取订单"};
    Finding finding;
    if (push.problem)
        finding = judge_failure("push", *push.problem, table);
    else
        finding = fails("push", {"the platform's messages do not come in yet", "尚未收到平台消息"},
                        {"look again in a minute", "请稍后再看"});
    finding.state = FindingState::warning;
    finding.what.en += meanwhile.en;
    finding.what.zh += meanwhile.zh;
    return finding;
}

} // namespace daifa::admin
