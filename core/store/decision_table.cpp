#include "store/detail/decision_table.hpp"

namespace daifa::store {

const std::string decision_columns =
    "d.merchant, d.number, d.generation, d.difference, d.subject, d.detail, d.choice, "
    "d.decided_by, d.reason, d.at";

bool fetch_decision(Statement& rows, DecidedCase& decided)
{
    CaseDecision& decision = decided.decision;
    return rows.fetch(decided.order.merchant, decided.order.number, decision.generation,
                      decision.difference, decision.subject, decision.detail, decision.choice,
                      decision.by, decision.reason, decision.at);
}

bool remove_decision(Session& session, const ShopKey& key, const OrderId& id, int generation,
                     const std::string& difference)
{
    constexpr std::string_view delete_decision =
        "delete from decisions where bucket = :bucket and shop = :shop and number = :number "
        "and merchant = :merchant and generation = :generation and difference = :difference";
    return session.run(delete_decision, key.bucket, key.shop, id.number, id.merchant, generation,
                       difference) == 1;
}

void save_decision(Session& session, const ShopKey& key, const OrderId& id,
                   const CaseDecision& decision)
{
    constexpr std::string_view insert_row =
        "insert into decisions (bucket, shop, number, merchant, generation, difference, subject, "
        "detail, choice, decided_by, reason, at) values (:bucket, :shop, :number, :merchant, "
        ":generation, :difference, :subject, :detail, :choice, :decided_by, :reason, :at)";
    remove_decision(session, key, id, decision.generation, decision.difference);
    session.run(insert_row, key.bucket, key.shop, id.number, id.merchant, decision.generation,
                decision.difference, decision.subject, decision.detail, decision.choice,
                decision.by, decision.reason, decision.at);
}

Event event_of_decision(const CaseDecision& decision)
{
    Event event;
    event.at = decision.at;
    event.what = "decided: " + decision.difference + " → " + decision.choice;
    event.cause = decision.by + ": " + decision.reason;
    return event;
}

Event event_of_reopening(const std::string& difference, const std::string& by,
                         const std::string& reason, TimePoint now)
{
    Event event;
    event.at = now;
    event.what = "reopened: " + difference;
    event.cause = by + ": " + reason;
    return event;
}

void note_decisions(Session& session, const ShopKey& key, const OrderId& id)
{
    constexpr std::string_view update_flag =
        "update orders set has_decisions = 1 "
        "where bucket = :bucket and shop = :shop and number = :number and merchant = :merchant";
    session.run(update_flag, key.bucket, key.shop, id.number, id.merchant);
}

std::vector<CaseDecision> load_decisions(Session& session, const ShopKey& key, const OrderId& id)
{
    static const std::string select_of_order =
        "select " + decision_columns +
        " from decisions d where d.bucket = :bucket and d.shop = :shop and d.number = :number "
        "and d.merchant = :merchant order by d.at";
    std::vector<CaseDecision> list;
    auto& rows =
        session.prepare(select_of_order).bind(key.bucket, key.shop, id.number, id.merchant);
    for (DecidedCase decided; fetch_decision(rows, decided);)
        list.push_back(decided.decision);
    return list;
}

std::vector<DecidedCase> list_decisions(Session& session, const ShopKey& key, int limit)
{
    static const std::string select_newest =
        "select " + decision_columns +
        " from decisions d where d.bucket = :bucket and d.shop = :shop "
        "order by d.at desc, d.number desc, d.merchant desc, d.difference desc limit :limit";
    std::vector<DecidedCase> list;
    auto& rows = session.prepare(select_newest).bind(key.bucket, key.shop, limit);
    for (DecidedCase decided; fetch_decision(rows, decided);)
        list.push_back(decided);
    return list;
}

} // namespace daifa::store
