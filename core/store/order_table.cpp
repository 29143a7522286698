#include "store/detail/order_table.hpp"

#include "store/detail/event_table.hpp"

namespace daifa::store {
namespace {

constexpr std::string_view select_head =
    "select merchant, generation, revision, event_seq, state, difference, verdict_since, hold_at, "
    "content_digest, shares_parcel, recipient_group from orders where bucket = :bucket "
    "and shop = :shop and number = :number and merchant = :merchant";
constexpr std::string_view select_heads =
    "select merchant, generation, revision, event_seq, state, difference, verdict_since, hold_at, "
    "content_digest, shares_parcel, recipient_group from orders where bucket = :bucket "
    "and shop = :shop and number = :number";

bool fetch_head(Statement& rows, OrderHead& head)
{
    std::optional<TimePoint> hold_at;
    const bool has_row =
        rows.fetch(head.id.merchant, head.generation, head.revision, head.event_seq, head.state,
                   head.difference, head.verdict_since, hold_at, head.content_digest,
                   head.shares_parcel, head.recipient_group);
    head.is_held = hold_at.has_value();
    return has_row;
}

void wake_mates(Session& session, const ShopKey& key, const OrderHead& head, TimePoint now)
{
    constexpr std::string_view update_mate =
        "update orders set revision = revision + 1, due_at = :due_at "
        "where bucket = :bucket and shop = :shop and number = :number and merchant = :merchant";
    if (!head.shares_parcel)
        return;
    for (const auto& mate : list_mates(session, key, head.id))
        session.run(update_mate, now, key.bucket, key.shop, mate.order.number, mate.order.merchant);
}

/// Those that wait for others of their recipient: what they wait for may never come now.
void wake_waiting(Session& session, const ShopKey& key, const OrderHead& head, TimePoint now)
{
    constexpr std::string_view update_waiting =
        "update orders set due_at = :due_at "
        "where bucket = :bucket and shop = :shop and recipient_group = :recipient_group "
        "and recipient_group <> '' and merchant = :merchant and number <> :number "
        "and rule = :rule and due_at > :now";
    if (!head.recipient_group.empty())
        session.run(update_waiting, now, key.bucket, key.shop, head.recipient_group,
                    head.id.merchant, head.id.number, waits_for_recipient, now);
}

void wake_related(Session& session, const ShopKey& key, const OrderHead& head, TimePoint now)
{
    wake_mates(session, key, head, now);
    wake_waiting(session, key, head, now);
}

} // namespace

std::vector<ParcelMate> list_mates(Session& session, const ShopKey& key, const OrderId& id)
{
    constexpr std::string_view select_mates =
        "select m.number, m.merchant, m.write_key, m.subject from writes w join writes m "
        "on m.bucket = w.bucket and m.shop = w.shop and m.subject = w.subject and m.kind = 'take' "
        "where w.bucket = :bucket and w.shop = :shop and w.number = :number "
        "and w.merchant = :merchant and w.kind = 'take' "
        "and (m.number <> w.number or m.merchant <> w.merchant)";
    std::vector<ParcelMate> mates;
    auto& rows = session.prepare(select_mates).bind(key.bucket, key.shop, id.number, id.merchant);
    ParcelMate mate;
    while (rows.fetch(mate.order.number, mate.order.merchant, mate.take_key, mate.subject))
        mates.push_back(mate);
    return mates;
}

void save_shares_parcel(Session& session, const ShopKey& key, const OrderId& id)
{
    constexpr std::string_view update_shares =
        "update orders set shares_parcel = 1 "
        "where bucket = :bucket and shop = :shop and number = :number and merchant = :merchant";
    session.run(update_shares, key.bucket, key.shop, id.number, id.merchant);
}

void save_parcel_choice(Session& session, const ShopKey& key, const OrderId& id,
                        ParcelChoice choice)
{
    constexpr std::string_view update_choice =
        "update orders set parcel_choice = :parcel_choice "
        "where bucket = :bucket and shop = :shop and number = :number and merchant = :merchant";
    session.run(update_choice, choice, key.bucket, key.shop, id.number, id.merchant);
}

std::string describe_place(const Verdict& verdict)
{
    std::string text(to_text(verdict.state));
    if (!verdict.difference.empty())
        text += ": " + verdict.difference;
    return text;
}

bool is_other_place(const OrderHead& head, const Verdict& verdict)
{
    return verdict.state != head.state || verdict.difference != head.difference;
}

std::optional<OrderHead> find_head(Session& session, const ShopKey& key, const OrderId& id)
{
    auto& rows = session.prepare(select_head).bind(key.bucket, key.shop, id.number, id.merchant);
    OrderHead head;
    head.id.number = id.number;
    const bool has_row = fetch_head(rows, head);
    rows.rewind();
    return has_row ? std::optional(std::move(head)) : std::nullopt;
}

std::vector<OrderHead> find_heads(Session& session, const ShopKey& key, const std::string& number)
{
    std::vector<OrderHead> heads;
    auto& rows = session.prepare(select_heads).bind(key.bucket, key.shop, number);
    OrderHead head;
    head.id.number = number;
    while (fetch_head(rows, head))
        heads.push_back(head);
    return heads;
}

std::optional<KnownFacts> find_known_facts(Session& session, const ShopKey& key, const OrderId& id)
{
    constexpr std::string_view select_known =
        "select facts_digest, has_waybill from orders where bucket = :bucket and shop = :shop "
        "and number = :number and merchant = :merchant";
    KnownFacts known;
    auto& rows = session.prepare(select_known).bind(key.bucket, key.shop, id.number, id.merchant);
    const bool has_row = rows.fetch_one(known.digest, known.has_waybill);
    return has_row ? std::optional(std::move(known)) : std::nullopt;
}

bool save_own_waybill(Session& session, const ShopKey& key, const OrderId& id, TimePoint now)
{
    constexpr std::string_view update_waybill =
        "update orders set has_waybill = 1, read_at = :read_at where bucket = :bucket "
        "and shop = :shop and number = :number and merchant = :merchant and difference = '' "
        "and exists "
        "(select 1 from writes w where w.bucket = orders.bucket and w.shop = orders.shop "
        "and w.number = orders.number and w.merchant = orders.merchant "
        "and w.generation = orders.generation and w.kind = 'upload' "
        "and w.state = 'confirmed' and w.held_number is not null)";
    return session.run(update_waybill, now, key.bucket, key.shop, id.number, id.merchant) == 1;
}

PlatformFacts load_facts(Session& session, const ShopKey& key, const OrderId& id)
{
    constexpr std::string_view select_facts =
        "select is_assigned, has_waybill, is_sf_only, is_under_risk_control, after_sale, "
        "after_sale_code, assigned_at, content_digest, read_at from orders "
        "where bucket = :bucket and shop = :shop and number = :number and merchant = :merchant";
    PlatformFacts facts;
    session.prepare(select_facts)
        .bind(key.bucket, key.shop, id.number, id.merchant)
        .fetch_one(facts.is_assigned, facts.has_waybill, facts.is_sf_only,
                   facts.is_under_risk_control, facts.after_sale, facts.after_sale_code,
                   facts.assigned_at, facts.content_digest, facts.read_at);
    return facts;
}

void insert_order(Session& session, const ShopKey& key, OrderHead& head, const PlatformOrder& row,
                  const OrderDigests& digests, const Event& event, Tally& tally)
{
    constexpr std::string_view insert_order =
        "insert into orders (bucket, shop, number, merchant, generation, revision, event_seq, "
        "first_seen_at, withdrawn_at, is_assigned, has_waybill, is_sf_only, is_under_risk_control, "
        "after_sale, after_sale_code, assigned_at, facts_digest, content_digest, read_at, "
        "erp_read_at, hold_by, hold_reason, hold_at, recipient_group, parcel_choice, "
        "shares_parcel, state, rule, difference, detail, "
        "due_at, verdict_since) "
        "values (:bucket, :shop, :number, :merchant, 1, 1, 1, :first_seen_at, :withdrawn_at, "
        ":is_assigned, :has_waybill, :is_sf_only, :is_under_risk_control, :after_sale, "
        ":after_sale_code, :assigned_at, :facts_digest, :content_digest, :read_at, 0, '', '', "
        "null, :recipient_group, 'undecided', 0, "
        ":state, '', '', '', :due_at, :verdict_since)";
    constexpr std::string_view insert_body =
        "insert into order_bodies (bucket, shop, number, merchant, body) "
        "values (:bucket, :shop, :number, :merchant, :body)";
    const auto withdrawn_at = row.is_assigned ? std::nullopt : std::optional(event.at);
    session.run(insert_order, key.bucket, key.shop, row.id.number, row.id.merchant, event.at,
                withdrawn_at, row.is_assigned, row.has_waybill, row.is_sf_only,
                row.is_under_risk_control, row.after_sale, row.after_sale_code, row.assigned_at,
                digests.facts, digests.content, event.at, row.recipient_group, head.state, event.at,
                event.at);
    session.run(insert_body, key.bucket, key.shop, row.id.number, row.id.merchant,
                to_json_text(row));
    head.id = row.id;
    add_event(session, key, head, event);
    tally.add(head.state, head.difference);
}

void save_facts(Session& session, const ShopKey& key, const OrderHead& head,
                const PlatformOrder& row, const OrderDigests& digests, TimePoint now)
{
    // A generation stays withdrawn even when the platform shows the order again: only the next one
    // starts anew.
    constexpr std::string_view update_facts =
        "update orders set revision = :revision, event_seq = :event_seq, "
        "withdrawn_at = coalesce(withdrawn_at, :withdrawn_at), is_assigned = :is_assigned, "
        "has_waybill = :has_waybill, is_sf_only = :is_sf_only, "
        "is_under_risk_control = :is_under_risk_control, after_sale = :after_sale, "
        "after_sale_code = :after_sale_code, assigned_at = :assigned_at, facts_digest = "
        ":facts_digest, "
        "content_digest = :content_digest, read_at = :read_at, due_at = :due_at "
        "where bucket = :bucket and shop = :shop and number = :number and merchant = :merchant";
    constexpr std::string_view update_body =
        "update order_bodies set body = :body "
        "where bucket = :bucket and shop = :shop and number = :number and merchant = :merchant "
        "and body <> :present";
    // A statement of its own: naming a column in an update costs its indexes.
    constexpr std::string_view update_recipient =
        "update orders set recipient_group = :recipient_group where bucket = :bucket "
        "and shop = :shop and number = :number and merchant = :merchant "
        "and recipient_group <> :present";
    const auto withdrawn_at = row.is_assigned ? std::nullopt : std::optional(now);
    session.run(update_facts, head.revision, head.event_seq, withdrawn_at, row.is_assigned,
                row.has_waybill, row.is_sf_only, row.is_under_risk_control, row.after_sale,
                row.after_sale_code, row.assigned_at, digests.facts, digests.content, now, now,
                key.bucket, key.shop, row.id.number, row.id.merchant);
    const std::string body = to_json_text(row);
    session.run(update_body, body, key.bucket, key.shop, row.id.number, row.id.merchant, body);
    session.run(update_recipient, row.recipient_group, key.bucket, key.shop, row.id.number,
                row.id.merchant, row.recipient_group);
    wake_related(session, key, head, now);
}

void touch(Session& session, const ShopKey& key, OrderHead& head, TimePoint now)
{
    constexpr std::string_view update_due =
        "update orders set revision = :revision, event_seq = :event_seq, due_at = :due_at "
        "where bucket = :bucket and shop = :shop and number = :number and merchant = :merchant";
    ++head.revision;
    session.run(update_due, head.revision, head.event_seq, now, key.bucket, key.shop,
                head.id.number, head.id.merchant);
    wake_related(session, key, head, now);
}

void touch_read(Session& session, const ShopKey& key, OrderHead& head, TimePoint now)
{
    constexpr std::string_view update_read =
        "update orders set revision = :revision, read_at = :read_at, due_at = :due_at "
        "where bucket = :bucket and shop = :shop and number = :number and merchant = :merchant";
    ++head.revision;
    session.run(update_read, head.revision, now, now, key.bucket, key.shop, head.id.number,
                head.id.merchant);
}

namespace {

void save_erp_read_at(Session& session, const ShopKey& key, OrderHead& head, TimePoint read_at,
                      TimePoint due_at)
{
    constexpr std::string_view update_erp_read =
        "update orders set revision = :revision, event_seq = :event_seq, erp_read_at = "
        ":erp_read_at, "
        "due_at = :due_at "
        "where bucket = :bucket and shop = :shop and number = :number and merchant = :merchant";
    ++head.revision;
    session.run(update_erp_read, head.revision, head.event_seq, read_at, due_at, key.bucket,
                key.shop, head.id.number, head.id.merchant);
}

} // namespace

void touch_erp_read(Session& session, const ShopKey& key, OrderHead& head, TimePoint now)
{
    save_erp_read_at(session, key, head, now, now);
}

void touch_to_read_erp(Session& session, const ShopKey& key, OrderHead& head, TimePoint now)
{
    save_erp_read_at(session, key, head, TimePoint{}, now);
}

void save_generation(Session& session, const ShopKey& key, OrderHead& head, TimePoint now)
{
    constexpr std::string_view update_generation =
        "update orders set generation = :generation, revision = :revision, event_seq = :event_seq, "
        "withdrawn_at = null, erp_read_at = 0, due_at = :due_at "
        "where bucket = :bucket and shop = :shop and number = :number and merchant = :merchant";
    ++head.generation;
    ++head.revision;
    session.run(update_generation, head.generation, head.revision, head.event_seq, now, key.bucket,
                key.shop, head.id.number, head.id.merchant);
    wake_related(session, key, head, now);
}

void save_hold(Session& session, const ShopKey& key, OrderHead& head,
               const std::optional<Hold>& hold, TimePoint now)
{
    constexpr std::string_view update_hold =
        "update orders set revision = :revision, event_seq = :event_seq, hold_by = :hold_by, "
        "hold_reason = :hold_reason, hold_at = :hold_at, due_at = :due_at "
        "where bucket = :bucket and shop = :shop and number = :number and merchant = :merchant";
    const Hold none;
    const Hold& kept = hold ? *hold : none;
    const auto hold_at = hold ? std::optional(hold->at) : std::nullopt;
    ++head.revision;
    session.run(update_hold, head.revision, head.event_seq, kept.by, kept.reason, hold_at, now,
                key.bucket, key.shop, head.id.number, head.id.merchant);
    wake_related(session, key, head, now);
}

void save_verdict(Session& session, const ShopKey& key, OrderHead& head, const Verdict& verdict,
                  TimePoint now, Tally& tally)
{
    // Two texts, because naming a column in an update costs its indexes even when nothing changes.
    constexpr std::string_view update_place =
        "update orders set revision = :revision, event_seq = :event_seq, state = :state, rule = "
        ":rule, "
        "difference = :difference, detail = :detail, due_at = :due_at, verdict_since = "
        ":verdict_since "
        "where bucket = :bucket and shop = :shop and number = :number and merchant = :merchant";
    constexpr std::string_view update_reason =
        "update orders set revision = :revision, event_seq = :event_seq, rule = :rule, "
        "detail = :detail, due_at = :due_at "
        "where bucket = :bucket and shop = :shop and number = :number and merchant = :merchant";
    if (!is_other_place(head, verdict)) {
        session.run(update_reason, head.revision, head.event_seq, verdict.rule, verdict.detail,
                    verdict.due_at, key.bucket, key.shop, head.id.number, head.id.merchant);
        return;
    }
    tally.remove(head.state, head.difference);
    tally.add(verdict.state, verdict.difference);
    session.run(update_place, head.revision, head.event_seq, verdict.state, verdict.rule,
                verdict.difference, verdict.detail, verdict.due_at, now, key.bucket, key.shop,
                head.id.number, head.id.merchant);
    head.state = verdict.state;
    head.difference = verdict.difference;
    head.verdict_since = now;
    wake_waiting(session, key, head, now);
}

} // namespace daifa::store
