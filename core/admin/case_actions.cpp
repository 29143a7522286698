#include "admin/case_failures.hpp"
#include "admin/cases.hpp"
#include "admin/order_json.hpp"
#include "admin/query.hpp"
#include "reconcile/cases.hpp"

#include <daifa/codec/json.hpp>

#include <algorithm>

namespace daifa::admin {
namespace json = boost::json;
namespace {

/// What was decided about the difference in the order's generation, whether it stands or not.
const store::CaseDecision* find_made(const store::OrderRecord& order, std::string_view difference)
{
    const auto found = std::ranges::find_if(order.decisions, [&](const auto& decision) {
        return decision.generation == order.generation && decision.difference == difference;
    });
    return found == order.decisions.end() ? nullptr : &*found;
}

std::string possible_choices(const store::OrderRecord& order, const reconcile::CaseKind& kind)
{
    std::string all;
    for (const auto& choice : kind.choices)
        if (!choice.name.empty() && reconcile::is_possible(order, kind, choice))
            all += (all.empty() ? "" : ", ") + std::string(choice.name);
    return all;
}

/// As it would be listed now; empty when the order has none.
std::string present_case(const store::OrderRecord& order)
{
    const std::string& difference = order.verdict.difference;
    return difference.empty() ? std::string() : case_name(order, difference);
}

awaitable<http::Response> take_back(Backend& backend, Target target, std::string difference,
                                    std::string reason)
{
    const TimePoint now = shop_now(target.found.shop, backend);
    const bool is_done = co_await backend.ledger().reopen_case(
        target.found.shop.id, target.found.id, std::move(difference), target.by, std::move(reason),
        now);
    if (!is_done)
        co_return refuse(nothing_decided());
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
        co_return refuse(no_such_case(order ? present_case(*order) : std::string(), name));
    if (*wanted == reopen)
        co_return co_await take_back(backend, std::move(target), std::move(difference),
                                     std::move(reason));
    const reconcile::CaseKind* kind = reconcile::find_case_kind(difference);
    if (kind == nullptr)
        co_return refuse(not_decidable(difference));
    const bool names_facts = name.size() > difference.size();
    if (names_facts && name != case_name(*order, difference))
        co_return refuse(other_facts(case_name(*order, difference)));
    const auto* choice = reconcile::find_choice(*kind, *wanted);
    if (choice == nullptr || !reconcile::is_possible(*order, *kind, *choice))
        co_return refuse(not_possible(difference, *wanted, possible_choices(*order, *kind)));
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

json::object decision_json(const store::CaseDecision& decision, bool stands)
{
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
    one["stands"] = stands;
    return one;
}

json::array decisions_json(const store::OrderRecord& order)
{
    json::array list;
    for (const auto& decision : order.decisions)
        list.push_back(decision_json(
            decision, reconcile::find_decision(order, decision.difference) == &decision));
    return list;
}

} // namespace daifa::admin
