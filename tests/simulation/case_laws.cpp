#include "simulation/case_laws.hpp"

#include "admin/case_texts.hpp"
#include "reconcile/cases.hpp"

#include <daifa/codec/json.hpp>

#include <algorithm>

namespace daifa::simulation {
namespace {

namespace json = boost::json;
using reconcile::Ruling;
using store::OrderState;

std::optional<Ruling> ruling_of(const std::string& difference, const std::string& choice)
{
    const auto* kind = reconcile::find_case_kind(difference);
    const auto* found = kind == nullptr ? nullptr : reconcile::find_choice(*kind, choice);
    return found == nullptr ? std::nullopt : std::optional(found->ruling);
}

std::string describe(const KeptDecision& kept)
{
    return "case: " + to_text(kept.order) + ": " + kept.difference + " → " + kept.choice + " ";
}

void judge_decision(const KeptDecision& kept, const LedgerView& ledger, const Excuses& excuses,
                    Judgement& judgement)
{
    const auto found = ledger.orders.find(kept.order);
    if (found == ledger.orders.end()) {
        if (!excuses.remembered)
            judgement.unfinished.push_back(describe(kept) + "is lost with its order");
        return;
    }
    const store::OrderRecord& order = found->second;
    const bool is_there = std::ranges::find(order.decisions, kept.reason,
                                            &store::CaseDecision::reason) != order.decisions.end();
    // An order that is in the ledger anew has nothing left of what was decided before.
    if (!is_there && !excuses.remembered)
        judgement.unfinished.push_back(describe(kept) + "is lost");
    if (!is_there || kept.facts.empty() || kept.facts != facts_of(order))
        return;
    const auto ruling = ruling_of(kept.difference, kept.choice);
    const auto& verdict = order.verdict;
    const bool is_an_end = ruling == Ruling::close || ruling == Ruling::accept;
    if (is_an_end && verdict.difference == kept.difference)
        judgement.unfinished.push_back(describe(kept) + "is asked again, and nothing has changed");
    // Another strategy may find something else about it, and says so.
    if (ruling == Ruling::close && verdict.state != OrderState::closed &&
        verdict.difference.empty())
        judgement.unfinished.push_back(describe(kept) +
                                       "does not stand, and nothing has changed: " +
                                       std::string(store::to_text(verdict.state)));
}

bool has_closing(const store::OrderRecord& order)
{
    return std::ranges::any_of(order.decisions, [&](const store::CaseDecision& decision) {
        return decision.generation == order.generation &&
               ruling_of(decision.difference, decision.choice) == Ruling::close;
    });
}

/// Of one order, as it is listed.
void judge_row(const json::object& row, Judgement& judgement)
{
    const auto* difference = find_member(row, "difference");
    const auto* choices = find_member(row, "choices");
    const bool is_named = difference != nullptr && difference->is_object() &&
                          !text_or(difference->get_object(), "en").empty() &&
                          !text_or(difference->get_object(), "who").empty() &&
                          !text_or(row, "case").empty();
    const bool has_choice =
        choices != nullptr && choices->is_array() && !choices->get_array().empty();
    const bool has_next = is_named && !text_or(difference->get_object(), "next_en").empty();
    if (!is_named || (!has_choice && !has_next))
        judgement.violations.push_back("case: " + text_or(row, "order") +
                                       " lacks a name, an owner or anything that may be done");
}

} // namespace

void judge_cases(const LedgerView& ledger, const std::vector<KeptDecision>& kept,
                 const json::array& listed, const Excuses& excuses, Judgement& judgement)
{
    for (const auto& decision : kept)
        judge_decision(decision, ledger, excuses, judgement);
    std::map<std::string, int> rows;
    for (const auto& row : listed) {
        judge_row(row.as_object(), judgement);
        ++rows[text_or(row.as_object(), "order")];
    }
    for (const auto& [id, order] : ledger.orders) {
        const auto& verdict = order.verdict;
        const auto* text = admin::find_difference(verdict.difference);
        const bool is_case = text != nullptr && admin::is_case(*text);
        if (!verdict.difference.empty() && (text == nullptr || verdict.difference == "undecided"))
            judgement.unfinished.push_back("case: " + to_text(id) + ": " + verdict.difference +
                                           " is no name for anything");
        if (rows[to_text(id)] != (is_case ? 1 : 0))
            judgement.unfinished.push_back("case: " + to_text(id) + ": " + verdict.difference +
                                           " is listed " + std::to_string(rows[to_text(id)]) +
                                           " times");
        if (verdict.state == OrderState::closed && !has_closing(order))
            judgement.unfinished.push_back("case: " + to_text(id) +
                                           " is closed, and nobody decided that");
    }
}

} // namespace daifa::simulation
