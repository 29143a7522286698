#include "admin/unblock.hpp"

#include <algorithm>

namespace daifa::admin {
namespace {

using plugin_host::Sentence;
using store::OrderState;
using store::Verdict;

Sentence to_sentence(const Words& words)
{
    return {std::string(words.en), std::string(words.zh)};
}

bool is_about_erp(OrderState state)
{
    return state == OrderState::downloaded || state == OrderState::imported;
}

/// What keeps the whole shop, and so this order too.
std::optional<Unblock> find_shop_stop(const store::OrderRecord& order, const reconcile::LaneStatus* status)
{
    Unblock made;
    made.who = Unblocker::administrator;
    if (status == nullptr) {
        made.how = {"the shop is not running: see daifa status", "店铺未运行：请看 daifa status"};
        return made;
    }
    if (status->store_problem) {
        made.how = {"the ledger can not be written: see daifa status", "账本无法写入：请看 daifa status"};
        return made;
    }
    if (status->token_problem) {
        made.how = {"run daifa authorize for this shop", "请对该店铺执行 daifa authorize"};
        return made;
    }
    const bool is_erp = is_about_erp(order.verdict.state);
    const auto& stop = is_erp ? status->erp_stop : status->platform_stop;
    if (!stop)
        return std::nullopt;
    made.who = stop->needs_person ? Unblocker::administrator : Unblocker::nobody;
    made.how = is_erp ? Sentence{"the ERP is stopped: see daifa doctor", "ERP 已停用：请看 daifa doctor"}
                      : Sentence{"the platform is stopped: see daifa doctor",
                                 "平台已停用：请看 daifa doctor"};
    made.next_at = stop->next_try;
    return made;
}

bool is_ended(OrderState state)
{
    return state == OrderState::uploaded || state == OrderState::withdrawn ||
           state == OrderState::skipped || state == OrderState::closed;
}

} // namespace

bool has_ended(const store::OrderRecord& order)
{
    return is_ended(order.verdict.state) && order.verdict.difference.empty() &&
           !order.verdict.due_at;
}

Unblock find_unblock(const store::OrderRecord& order, const reconcile::LaneStatus* status)
{
    Unblock made;
    made.next_at = order.verdict.due_at;
    if (const auto* difference = find_difference(order.verdict.difference)) {
        made.who = difference->who;
        made.how = to_sentence(difference->next);
        return made;
    }
    if (is_ended(order.verdict.state)) {
        made.how = {"nothing: the order has reached its end", "无需操作：订单已到终点"};
        return made;
    }
    if (auto stop = find_shop_stop(order, status))
        return *stop;
    const bool is_uncertain = std::ranges::any_of(order.writes, [](const auto& write) {
        return write.state == store::WriteState::uncertain;
    });
    if (is_uncertain) {
        made.how = {"daifa reads the other side until it is sure what its write did; an operator who knows may "
                    "run daifa resolve",
                    "daifa 会读取对方直到确定写操作的结果；知情的操作员也可执行 daifa resolve"};
        return made;
    }
    if (order.verdict.rule == "erp.wait") {
        made.who = Unblocker::warehouse;
        made.how = {"audit and ship the order in the ERP", "在 ERP 中审核并发货"};
        return made;
    }
    made.how = {"nothing: daifa goes on by itself", "无需操作：daifa 会自动继续"};
    return made;
}

bool is_equal(const reconcile::PlannedStep& planned)
{
    using reconcile::StepKind;
    const auto& [step, verdict] = planned.decision;
    const bool only_looks = !step || step->kind == StepKind::look_at_platform ||
                            step->kind == StepKind::look_at_erp;
    const bool is_on_its_way =
        verdict.state == OrderState::downloaded || verdict.state == OrderState::shipped ||
        verdict.rule == "uncertain";
    return only_looks && !is_on_its_way && verdict.difference.empty();
}

} // namespace daifa::admin
