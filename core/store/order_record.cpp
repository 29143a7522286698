#include "store/detail/decision_table.hpp"
#include "store/detail/order_lists.hpp"
#include "store/detail/order_table.hpp"

#include <algorithm>
#include <set>
#include <unordered_map>

namespace daifa::store {

const std::string record_columns =
    "merchant, number, generation, revision, first_seen_at, withdrawn_at, is_assigned, "
    "has_waybill, "
    "is_sf_only, is_under_risk_control, after_sale, after_sale_code, assigned_at, content_digest, "
    "read_at, erp_read_at, hold_by, hold_reason, hold_at, parcel_choice, shares_parcel, "
    "has_decisions, state, rule, difference, detail, due_at, verdict_since";

bool fetch_record(Statement& rows, OrderRecord& record)
{
    PlatformFacts& platform = record.platform;
    Verdict& verdict = record.verdict;
    Hold hold;
    std::optional<TimePoint> hold_at;
    const bool has_row = rows.fetch(
        record.id.merchant, record.id.number, record.generation, record.revision,
        record.first_seen_at, record.withdrawn_at, platform.is_assigned, platform.has_waybill,
        platform.is_sf_only, platform.is_under_risk_control, platform.after_sale,
        platform.after_sale_code, platform.assigned_at, platform.content_digest, platform.read_at,
        record.erp_read_at, hold.by, hold.reason, hold_at, record.parcel_choice,
        record.shares_parcel, record.has_decisions, verdict.state, verdict.rule, verdict.difference,
        verdict.detail, verdict.due_at, record.verdict_since);
    record.hold.reset();
    if (hold_at) {
        hold.at = *hold_at;
        record.hold = std::move(hold);
    }
    return has_row;
}

namespace {

/// The queries that load a selection of orders with everything that belongs to them: as many for a
/// thousand orders as for one.
struct LoadTexts {
    LoadTexts(const std::string& selection, const std::string& order)
        : orders("select " + record_columns + " from orders o where " + selection + order),
          writes(
              "select w.merchant, w.number, w.write_key, w.kind, w.generation, w.subject, "
              "w.content_digest, w.state, w.attempts, w.claimed_at, w.settled_at, w.verify_after, "
              "w.absent_reads, w.retry_after, w.result, w.request_id, w.failure, w.failure_text "
              "from " +
              selected(selection, order) + joined("writes w", "w")),
          erp("select e.merchant, e.number, e.generation, e.erp_id, e.channel, e.source_numbers, "
              "e.stage, e.status_code, e.parcels, e.shipped_at, e.read_at, e.is_missing from " +
              selected(selection, order) + joined("erp_orders e", "e")),
          bodies("select b.merchant, b.number, b.body from " + selected(selection, order) +
                 joined("order_bodies b", "b")),
          decisions("select " + decision_columns + " from " + selected(selection, order) +
                    joined("decisions d", "d"))
    {
    }

    std::string orders;
    std::string writes;
    std::string erp;
    std::string bodies;
    std::string decisions;

private:
    static std::string selected(const std::string& selection, const std::string& order)
    {
        // Only columns of the index that finds them.
        return "(select bucket, shop, number, merchant from orders o where " + selection + order +
               ") s";
    }
    static std::string joined(const std::string& table, const std::string& name)
    {
        return " join " + table + " on " + name + ".bucket = s.bucket and " + name +
               ".shop = s.shop and " + name + ".number = s.number and " + name +
               ".merchant = s.merchant";
    }
};

bool is_confirmed(const OrderRecord& order, WriteKind kind)
{
    return std::ranges::any_of(order.writes, [&](const WriteRecord& write) {
        return write.kind == kind && write.state == WriteState::confirmed &&
               write.generation == order.generation;
    });
}

/// Until the order is in the ERP and audited there, decisions ask for its content.
bool needs_body(const OrderRecord& order)
{
    if (!is_confirmed(order, WriteKind::import_order))
        return true;
    if (is_confirmed(order, WriteKind::audit_order))
        return false;
    bool is_seen = false;
    for (const auto& fact : order.erp) {
        if (fact.generation != order.generation)
            continue;
        if (fact.order.stage == ErpStage::waiting_audit)
            return true;
        is_seen = true;
    }
    return !is_seen;
}

/// The order as the platform showed it: the wide text and the columns of the row together.
PlatformOrder body_of(const OrderRecord& record, std::string_view text)
{
    const PlatformFacts& facts = record.platform;
    PlatformOrder order = parse_platform_order(text);
    order.id = record.id;
    order.assigned_at = facts.assigned_at;
    order.is_assigned = facts.is_assigned;
    order.has_waybill = facts.has_waybill;
    order.is_sf_only = facts.is_sf_only;
    order.is_under_risk_control = facts.is_under_risk_control;
    order.after_sale = facts.after_sale;
    order.after_sale_code = facts.after_sale_code;
    return order;
}

/// Few belong to one order: the database would sort all orders' together.
void sort_parts(OrderRecord& order)
{
    std::ranges::sort(order.writes, {}, [](const WriteRecord& write) {
        return std::tie(write.claimed_at, write.key);
    });
    std::ranges::sort(order.decisions, {}, &CaseDecision::at);
    std::ranges::sort(order.erp, {}, [](const ErpFacts& facts) {
        return std::tie(facts.generation, facts.order.id);
    });
}

class Loader {
public:
    template <class... Values>
    Loader(Session& session, const LoadTexts& texts, bool with_bodies, const Values&... values)
    {
        load_orders(session.prepare(texts.orders).bind(values...));
        if (orders_.empty())
            return;
        load_writes(session.prepare(texts.writes).bind(values...));
        load_erp(session.prepare(texts.erp).bind(values...));
        if (std::ranges::any_of(orders_, &OrderRecord::has_decisions))
            load_decisions(session.prepare(texts.decisions).bind(values...));
        for (auto& order : orders_)
            sort_parts(order);
        if (with_bodies || std::ranges::any_of(orders_, needs_body))
            load_bodies(session.prepare(texts.bodies).bind(values...), with_bodies);
    }

    std::vector<OrderRecord> take() { return std::move(orders_); }

private:
    void load_orders(Statement& rows)
    {
        while (fetch_record(rows, orders_.emplace_back()))
            places_.emplace(orders_.back().id, orders_.size() - 1);
        orders_.pop_back();
    }

    void load_writes(Statement& rows)
    {
        OrderId id;
        WriteRecord write;
        while (rows.fetch(id.merchant, id.number, write.key, write.kind, write.generation,
                          write.subject, write.digest, write.state, write.attempts,
                          write.claimed_at, write.settled_at, write.verify_after,
                          write.absent_reads, write.retry_after, write.result, write.request_id,
                          write.failure, write.failure_text)) {
            OrderRecord& record = order(id);
            if (write.kind == WriteKind::import_order && write.generation == record.generation)
                record.imported_digest = write.digest;
            record.writes.push_back(write);
        }
    }

    void load_erp(Statement& rows)
    {
        OrderId id;
        ErpFacts facts;
        std::string source_numbers;
        std::string parcels;
        while (rows.fetch(id.merchant, id.number, facts.generation, facts.order.id,
                          facts.order.channel, source_numbers, facts.order.stage,
                          facts.order.status_code, parcels, facts.order.shipped_at, facts.read_at,
                          facts.is_missing)) {
            facts.order.source_numbers = parse_texts(source_numbers);
            facts.order.parcels = parse_parcels(parcels);
            order(id).erp.push_back(facts);
        }
    }

    void load_bodies(Statement& rows, bool with_all)
    {
        OrderId id;
        std::string body;
        while (rows.fetch(id.merchant, id.number, body)) {
            OrderRecord& record = order(id);
            if (with_all || needs_body(record))
                record.body = body_of(record, body);
        }
    }

    void load_decisions(Statement& rows)
    {
        for (DecidedCase decided; fetch_decision(rows, decided);)
            order(decided.order).decisions.push_back(decided.decision);
    }

    OrderRecord& order(const OrderId& id) { return orders_[places_.at(id)]; }

    std::vector<OrderRecord> orders_;
    std::unordered_map<OrderId, std::size_t> places_;
};

std::optional<OrderRecord> find_alone(Session& session, const ShopKey& key, const OrderId& id)
{
    static const LoadTexts texts("o.bucket = :bucket and o.shop = :shop and o.number = :number "
                                 "and o.merchant = :merchant",
                                 "");
    auto orders = Loader(session, texts, true, key.bucket, key.shop, id.number, id.merchant).take();
    return orders.empty() ? std::nullopt : std::optional(std::move(orders.front()));
}

/// More than anybody puts into one parcel.
constexpr int related_max = 100;

/// Open orders of the same merchant and recipient.
std::vector<OrderId> list_of_recipient(Session& session, const ShopKey& key,
                                       const OrderRecord& order)
{
    constexpr std::string_view select_recipient =
        "select number, merchant from orders where bucket = :bucket and shop = :shop "
        "and recipient_group = :recipient_group and recipient_group <> '' "
        "and merchant = :merchant and state in ('downloaded', 'imported', 'held') "
        "order by number limit :limit";
    std::vector<OrderId> ids;
    const bool may_have_others = order.body && !order.body->recipient_group.empty() &&
                                 !is_confirmed(order, WriteKind::take_waybill);
    if (!may_have_others)
        return ids;
    auto& rows = session.prepare(select_recipient)
                     .bind(key.bucket, key.shop, order.body->recipient_group, order.id.merchant,
                           related_max);
    OrderId id;
    while (rows.fetch(id.number, id.merchant))
        ids.push_back(id);
    return ids;
}

/// Loads each related order once, however many name it.
class Relations {
public:
    Relations(Session& session, const ShopKey& key) : session_(session), key_(key) {}

    void add(OrderRecord& order, bool with_recipient)
    {
        std::set<OrderId> ids;
        if (order.shares_parcel)
            for (const auto& mate : list_mates(session_, key_, order.id))
                ids.insert(mate.order);
        if (with_recipient)
            for (const auto& id : list_of_recipient(session_, key_, order))
                ids.insert(id);
        ids.erase(order.id);
        for (const auto& id : ids)
            if (const auto& found = find(id))
                order.related.push_back(*found);
    }

private:
    const std::optional<OrderRecord>& find(const OrderId& id)
    {
        const auto known = loaded_.find(id);
        if (known != loaded_.end())
            return known->second;
        return loaded_.emplace(id, find_alone(session_, key_, id)).first->second;
    }

    Session& session_;
    const ShopKey& key_;
    std::unordered_map<OrderId, std::optional<OrderRecord>> loaded_;
};

/// The line of orders that are or will be due, without those at its front that are left out.
struct DueLine {
    TimePoint after_due_at = TimePoint::min(); ///< It starts behind this place.
    OrderId after = {};
    std::optional<TimePoint> due_at = {}; ///< Of the first order.
};

DueLine find_due_line(Session& session, const ShopKey& key, const OrderIds& except)
{
    constexpr std::string_view select_line =
        "select due_at, number, merchant from orders where bucket = :bucket and shop = :shop "
        "and due_at is not null order by due_at, number, merchant limit :limit";
    DueLine line;
    TimePoint due_at;
    OrderId id;
    auto& rows = session.prepare(select_line).bind(key.bucket, key.shop, except.size() + 1);
    while (rows.fetch(due_at, id.number, id.merchant)) {
        if (!except.contains(id)) {
            line.due_at = due_at;
            break;
        }
        line.after_due_at = due_at;
        line.after = id;
    }
    rows.rewind();
    return line;
}

} // namespace

std::vector<OrderRecord> load_due_orders(Session& session, const ShopKey& key, TimePoint now,
                                         int limit, const OrderIds& except, Bodies bodies)
{
    static const LoadTexts texts(
        "o.bucket = :bucket and o.shop = :shop and o.due_at is not null and o.due_at <= :now "
        "and (o.due_at, o.number, o.merchant) > (:after_due_at, :after_number, :after_merchant)",
        " order by o.due_at, o.number, o.merchant limit :limit");
    const DueLine line = find_due_line(session, key, except);
    if (!line.due_at || *line.due_at > now)
        return {};
    auto orders = Loader(session, texts, bodies != Bodies::until_audited, key.bucket, key.shop, now,
                         line.after_due_at, line.after.number, line.after.merchant, limit)
                      .take();
    std::erase_if(orders, [&](const OrderRecord& order) { return except.contains(order.id); });
    Relations relations(session, key);
    for (auto& order : orders)
        relations.add(order, bodies == Bodies::all_of_one_recipient);
    return orders;
}

std::optional<OrderRecord> find_full_order(Session& session, const ShopKey& key, const OrderId& id)
{
    auto order = find_alone(session, key, id);
    if (order)
        Relations(session, key).add(*order, true);
    return order;
}

std::optional<TimePoint> find_first_due(Session& session, const ShopKey& key,
                                        const OrderIds& except)
{
    return find_due_line(session, key, except).due_at;
}

void make_open_orders_due(Session& session, const ShopKey& key, TimePoint now)
{
    // An order that was left to others may be ours under the new strategy.
    constexpr std::string_view update_open =
        "update orders set revision = revision + 1, due_at = :due_at where bucket = :bucket "
        "and shop = :shop and state in ('downloaded', 'imported', 'shipped', 'held', 'skipped')";
    constexpr std::string_view update_different =
        "update orders set revision = revision + 1, due_at = :due_at where bucket = :bucket "
        "and shop = :shop and state in ('uploaded', 'withdrawn') and difference <> ''";
    session.run(update_open, now, key.bucket, key.shop);
    session.run(update_different, now, key.bucket, key.shop);
}

} // namespace daifa::store
