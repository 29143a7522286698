#include "admin/cases.hpp"
#include "admin/order_json.hpp"
#include "admin/query.hpp"
#include "reconcile/cases.hpp"

#include <daifa/codec/json.hpp>

#include <algorithm>

namespace daifa::admin {
namespace json = boost::json;
namespace {

constexpr std::string_view reopen = "reopen";

/// What was decided about the difference in the order's generation, whether it stands or not.
const store::CaseDecision* find_made(const store::OrderRecord& order, std::string_view difference)
{
    const auto found = std::ranges::find_if(order.decisions, [&](const auto& decision) {
        return decision.generation == order.generation && decision.difference == difference;
    });
    return found == order.decisions.end() ? nullptr : &*found;
}

Failure no_such_case(const store::OrderRecord& order, const std::string& name)
{
    const std::string& difference = order.verdict.difference;
    Sentence next{"see daifa explain", "请看 daifa explain"};
    if (!difference.empty())
        next = {"its case is " + case_name(order, difference),
                "该订单的异常是 " + case_name(order, difference)};
    return not_so({"the order has no case \"" + name + "\"", "该订单没有异常“" + name + "”"},
                  std::move(next));
}

Failure not_decidable(std::string_view difference)
{
    std::string commands;
    for (const auto& choice : choices_of(difference))
        commands += (commands.empty() ? "" : "; ") + std::string(choice.command);
    const DifferenceText* text = find_difference(difference);
    Sentence next{std::string(text->next.en), std::string(text->next.zh)};
    if (!commands.empty())
        next = {commands, commands};
    return not_so({"nothing can be chosen about " + std::string(difference),
                   std::string(difference) + " 没有可选的决定"},
                  std::move(next));
}

Failure not_possible(const store::OrderRecord& order, const reconcile::CaseKind& kind,
                     const std::string& wanted)
{
    std::string all;
    for (const auto& choice : kind.choices)
        if (!choice.name.empty() && reconcile::is_possible(order, kind, choice))
            all += (all.empty() ? "" : ", ") + std::string(choice.name);
    return not_so({"\"" + wanted + "\" can not be chosen about " + std::string(kind.difference) +
                       " of this order",
                   "该订单的 " + std::string(kind.difference) + " 不能选择“" + wanted + "”"},
                  {"choose one of: " + all, "可选：" + all});
}

/// What the person saw is no more what is known.
Failure other_facts(const store::OrderRecord& order, const std::string& difference)
{
    return not_so({"the order has changed since that case was listed", "列出之后，该订单又有变化"},
                  {"look again (daifa explain), then decide " + case_name(order, difference),
                   "请重新查看（daifa explain），再处理 " + case_name(order, difference)});
}

awaitable<http::Response> take_back(Backend& backend, Target target, std::string difference,
                                    std::string reason)
{
    const TimePoint now = shop_now(target.found.shop, backend);
    const bool is_done = co_await backend.ledger().reopen_case(
        target.found.shop.id, target.found.id, std::move(difference), target.by, std::move(reason),
        now);
    if (!is_done)
        co_return refuse(not_so({"nothing was decided about that case", "该异常尚未作过决定"},
                                {"see daifa explain", "请看 daifa explain"}));
    co_return co_await done(backend, std::move(target.found));
}

} // namespace

std::string case_name(const store::OrderRecord& order, std::string_view difference)
{
    std::string name(difference);
    const std::string subject = reconcile::case_subject(order, difference);
    return subject.empty() ? name : name + "@" + subject.substr(0, 8);
}

awaitable<http::Response> decide_case(Backend& backend, Target target, std::string reason)
{
    const std::string name = text_or(target.body, "case");
    std::string difference = name.substr(0, name.find('@'));
    const auto wanted = require_text(target.body, "choice");
    if (!wanted)
        co_return refuse(wanted.error());
    const auto order = co_await backend.ledger().find_order(target.found.shop.id, target.found.id);
    const auto* made = order ? find_made(*order, difference) : nullptr;
    if (!order || (order->verdict.difference != difference && made == nullptr))
        co_return refuse(no_such_case(order.value_or(store::OrderRecord()), name));
    if (*wanted == reopen)
        co_return co_await take_back(backend, std::move(target), std::move(difference),
                                     std::move(reason));
    const reconcile::CaseKind* kind = reconcile::find_case_kind(difference);
    if (kind == nullptr)
        co_return refuse(not_decidable(difference));
    const bool names_facts = name.size() > difference.size();
    if (names_facts && name != case_name(*order, difference))
        co_return refuse(other_facts(*order, difference));
    const auto* choice = reconcile::find_choice(*kind, *wanted);
    if (choice == nullptr || !reconcile::is_possible(*order, *kind, *choice))
        co_return refuse(not_possible(*order, *kind, *wanted));
    store::CaseDecision decision;
    decision.generation = order->generation;
    decision.subject = reconcile::case_subject(*order, difference);
    decision.detail =
        order->verdict.difference == difference ? order->verdict.detail : made->detail;
    decision.difference = std::move(difference);
    decision.choice = *wanted;
    decision.by = target.by;
    decision.reason = std::move(reason);
    decision.at = shop_now(target.found.shop, backend);
    co_await backend.ledger().decide_case(target.found.shop.id, target.found.id,
                                          std::move(decision));
    co_return co_await done(backend, std::move(target.found));
}

json::array decisions_json(const store::OrderRecord& order)
{
    json::array list;
    for (const auto& decision : order.decisions) {
        const auto* standing = reconcile::find_decision(order, decision.difference);
        json::object one;
        one["difference"] = decision.difference;
        one["detail"] = decision.detail;
        one["generation"] = decision.generation;
        one["choice"] = decision.choice;
        const auto* text = find_choice_text(decision.difference, decision.choice);
        one["en"] = text == nullptr ? "" : text->meaning.en;
        one["zh"] = text == nullptr ? "" : text->meaning.zh;
        one["by"] = decision.by;
        one["reason"] = decision.reason;
        one["at"] = time_json(decision.at);
        one["stands"] = standing == &decision;
        list.push_back(std::move(one));
    }
    return list;
}

} // namespace daifa::admin
