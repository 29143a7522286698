#include "admin/merchant_cases.hpp"

#include "admin/case_failures.hpp"
#include "admin/cases.hpp"
#include "admin/query.hpp"
#include "reconcile/merchant_cases.hpp"

#include <daifa/codec/json.hpp>

#include <boost/json/array.hpp>

namespace daifa::admin {
namespace json = boost::json;
namespace {

std::string subject_of(const store::MerchantRecord& record)
{
    return reconcile::merchant_case_subject(record.verdict.difference, record.verdict.detail);
}

/// "shipped_by_other@1f2e3d4c"; without the facts where nobody decides about them.
std::string case_name(const store::MerchantRecord& record)
{
    const std::string& difference = record.verdict.difference;
    if (reconcile::merchant_choice(difference).empty())
        return difference;
    return difference + "@" + subject_of(record).substr(0, 8);
}

std::string command_of(const store::MerchantRecord& record, const ChoiceText& choice)
{
    std::string text(choice.command);
    for (const auto& [word, value] :
         {std::pair("ORDER", record.order.number), std::pair("CASE", case_name(record))})
        if (const auto at = text.find(word); at != std::string::npos)
            text.replace(at, std::string_view(word).size(), value);
    return text;
}

http::Response answer_decided(const FoundMerchantOrder& found)
{
    if (found.shop.merchant)
        found.shop.merchant->wake();
    json::object body;
    body["shop"] = found.shop.id.text();
    body["order"] = found.record.order.number;
    return answer(body);
}

/// Why it can not be chosen; nothing when it can.
std::optional<Failure> find_obstacle(const store::MerchantRecord& record, const std::string& name,
                                     const std::string& wanted)
{
    const std::string difference = name.substr(0, name.find('@'));
    const std::string_view choice = reconcile::merchant_choice(difference);
    if (record.verdict.difference != difference)
        return no_such_case(case_name(record), name);
    if (choice.empty())
        return not_decidable(difference);
    if (name != difference && name != case_name(record))
        return other_facts(case_name(record));
    if (wanted != choice)
        return not_possible(difference, wanted, std::string(choice));
    return std::nullopt;
}

awaitable<http::Response> decide(Backend& backend, FoundMerchantOrder found, json::object body,
                                 std::string by)
{
    const auto reason = require_text(body, "reason");
    if (!reason)
        co_return refuse(reason.error());
    const auto wanted = require_text(body, "choice");
    if (!wanted)
        co_return refuse(wanted.error());
    const std::string name = text_or(body, "case");
    auto& ledger = backend.ledger().merchant();
    const TimePoint now = shop_now(found.shop, backend);
    if (*wanted == reopen) {
        const bool is_done = co_await ledger.reopen_case(found.shop.id, found.record.order.number,
                                                         name.substr(0, name.find('@')),
                                                         std::move(by), *reason, now);
        co_return is_done ? answer_decided(found) : refuse(nothing_decided());
    }
    if (const auto obstacle = find_obstacle(found.record, name, *wanted))
        co_return refuse(*obstacle);
    store::CaseDecision decision;
    decision.difference = found.record.verdict.difference;
    decision.subject = subject_of(found.record);
    decision.detail = found.record.verdict.detail;
    decision.choice = *wanted;
    decision.by = std::move(by);
    decision.reason = *reason;
    decision.at = now;
    co_await ledger.decide_case(found.shop.id, found.record.order.number, std::move(decision));
    co_return answer_decided(found);
}

} // namespace

void add_merchant_case(json::object& made, const store::MerchantRecord& record)
{
    made["case"] = case_name(record);
    json::array choices;
    for (const auto& choice : choices_of(record.verdict.difference)) {
        if (choice.name != reconcile::merchant_choice(record.verdict.difference))
            continue;
        json::object one;
        one["name"] = choice.name;
        one["en"] = choice.meaning.en;
        one["zh"] = choice.meaning.zh;
        one["command"] = command_of(record, choice);
        choices.push_back(std::move(one));
    }
    made["choices"] = std::move(choices);
    json::array decisions;
    for (const auto& decision : record.decisions)
        decisions.push_back(decision_json(decision, stands(record, decision)));
    made["decisions"] = std::move(decisions);
}

bool stands(const store::MerchantRecord& record, const store::CaseDecision& decision)
{
    // An end that rests on a decision keeps the facts that it is about as its detail.
    return decision.subject ==
           reconcile::merchant_case_subject(decision.difference, record.verdict.detail);
}

awaitable<std::optional<http::Response>> decide_merchant_case(Backend& backend,
                                                              http::Request request)
{
    auto body = parse_body(request.body);
    if (!body || text_or(*body, "case").empty())
        co_return std::nullopt;
    std::string shop = text_or(*body, "shop");
    std::string number = text_or(*body, "order");
    auto found = co_await find_merchant_order(backend, std::move(shop), std::move(number));
    if (!found)
        co_return std::nullopt;
    std::string by = operator_of(*body, request);
    auto decided = co_await decide(backend, std::move(*found), std::move(*body), std::move(by));
    co_return decided;
}

} // namespace daifa::admin
