#include "store/detail/merchant_table.hpp"

#include "store/detail/decision_table.hpp"
#include "store/vault.hpp"

#include <map>
#include <utility>

namespace daifa::store {
namespace {

constexpr std::string_view note_purpose = "merchant note";

const std::string merchant_columns =
    "number, revision, event_seq, first_seen_at, confirmed_at, updated_at, ship_by, stage, "
    "is_under_risk_control, is_on_hold, is_sf_only, after_sale, after_sale_code, province, city, "
    "district, items, note_key, note, carrier_code, waybill, digest, read_at, erp, erp_read_at, "
    "factory, factory_print, approved, write_state, write_carrier, write_number, write_address, "
    "attempts, claimed_at, settled_at, verify_after, absent_reads, retry_after, request_id, "
    "failure, failure_text, has_decisions, state, rule, difference, detail, due_at, verdict_since";

const std::string select_merchant_shop =
    "select " + merchant_columns + " from merchant_orders where bucket = :bucket and shop = :shop ";

std::vector<MerchantRow> fetch_rows(Session& session, const ShopKey& key, Statement& rows)
{
    std::vector<MerchantRow> fetched;
    MerchantRow row;
    MerchantRecord& record = row.record;
    MerchantOrder& order = record.order;
    MerchantVerdict& verdict = record.verdict;
    ShipWrite write;
    OnlineShipment& shipment = write.shipment;
    std::optional<WriteState> state;
    SealedText note;
    std::string items;
    std::string erp;
    std::string factory;
    while (rows.fetch(
        order.number, record.revision, row.event_seq, record.first_seen_at, order.confirmed_at,
        order.updated_at, order.ship_by, order.stage, order.is_under_risk_control, order.is_on_hold,
        order.is_sf_only, order.after_sale, order.after_sale_code, order.region.province,
        order.region.city, order.region.district, items, note.data_key, note.sealed,
        order.carrier_code, order.waybill, row.digest, record.read_at, erp, record.erp_read_at,
        factory, record.factory_print, record.approved, state, shipment.carrier_code,
        shipment.number, shipment.return_address, write.attempts, write.claimed_at,
        write.settled_at, write.verify_after, write.absent_reads, write.retry_after,
        write.request_id, write.failure, write.failure_text, record.has_decisions, verdict.state,
        verdict.rule, verdict.difference, verdict.detail, verdict.due_at, record.verdict_since)) {
        order.items = parse_items(items);
        order.seller_note = {};
        if (!note.sealed.empty()) {
            const Secret opened = session.vault().open(key.shop, note_purpose, note);
            order.seller_note = Personal(std::string(opened.reveal()));
        }
        record.erp = parse_found(erp);
        record.factory = parse_found(factory);
        record.write.reset();
        if (state) {
            write.state = *state;
            shipment.order = order.number;
            record.write = write;
        }
        fetched.push_back(row);
    }
    for (auto& one : fetched)
        if (one.record.has_decisions)
            one.record.decisions =
                load_decisions(session, key, merchant_case_owner(one.record.order.number));
    return fetched;
}

} // namespace

std::optional<MerchantRow> find_merchant_order(Session& session, const ShopKey& key,
                                               const std::string& number)
{
    static const std::string select_one = select_merchant_shop + "and number = :number";
    auto& rows = session.prepare(select_one).bind(key.bucket, key.shop, number);
    auto fetched = fetch_rows(session, key, rows);
    if (fetched.empty())
        return std::nullopt;
    return std::move(fetched.front());
}

std::vector<MerchantRow> list_merchant_orders(Session& session, const ShopKey& key,
                                              const std::string& after, int limit)
{
    static const std::string select_page =
        select_merchant_shop + "and number > :after order by number limit :limit";
    return fetch_rows(session, key,
                      session.prepare(select_page).bind(key.bucket, key.shop, after, limit));
}

std::vector<MerchantRow> list_merchant_orders_in(Session& session, const ShopKey& key,
                                                 MerchantState state, const std::string& after,
                                                 int limit)
{
    static const std::string select_page =
        select_merchant_shop +
        "and state = :state and number > :after order by number limit :limit";
    return fetch_rows(session, key,
                      session.prepare(select_page).bind(key.bucket, key.shop, state, after, limit));
}

std::vector<MerchantRow> list_merchant_orders_of(Session& session, const ShopKey& key,
                                                 const std::string& difference,
                                                 const std::string& after, int limit)
{
    static const std::string select_page =
        select_merchant_shop +
        "and difference = :difference and difference <> '' and number > :after "
        "order by number limit :limit";
    return fetch_rows(
        session, key,
        session.prepare(select_page).bind(key.bucket, key.shop, difference, after, limit));
}

std::vector<MerchantRow> list_open_merchant_orders(Session& session, const ShopKey& key,
                                                   const std::string& after, int limit)
{
    static const std::string select_page =
        select_merchant_shop +
        "and stage = 'to_ship' and number > :after order by number limit :limit";
    return fetch_rows(session, key,
                      session.prepare(select_page).bind(key.bucket, key.shop, after, limit));
}

std::vector<FactoryPrint> list_factory_prints(Session& session, const ShopKey& key,
                                              const std::string& after, int limit)
{
    auto& rows = session
                     .prepare("select number, factory_print from merchant_orders where "
                              "bucket = :bucket and shop = :shop and stage = 'to_ship' and "
                              "number > :after order by number limit :limit")
                     .bind(key.bucket, key.shop, after, limit);
    std::vector<FactoryPrint> prints;
    FactoryPrint one;
    while (rows.fetch(one.order, one.print))
        prints.push_back(one);
    return prints;
}

std::vector<MerchantRow> list_due_merchant_orders(Session& session, const ShopKey& key,
                                                  TimePoint now, int limit)
{
    static const std::string select_due =
        select_merchant_shop + "and due_at is not null and due_at <= :now order by due_at, number "
                               "limit :limit";
    return fetch_rows(session, key,
                      session.prepare(select_due).bind(key.bucket, key.shop, now, limit));
}

std::vector<MerchantRow> list_claimed_merchant_orders(Session& session, const ShopKey& key)
{
    static const std::string select_claimed = select_merchant_shop + "and write_state = 'claimed'";
    return fetch_rows(session, key, session.prepare(select_claimed).bind(key.bucket, key.shop));
}

void save_merchant_order(Session& session, const ShopKey& key, const MerchantRow& row)
{
    static const std::string upsert =
        "insert into merchant_orders (bucket, shop, " + merchant_columns +
        ") values (:bucket, :shop, :number, :revision, :event_seq, :first_seen_at, "
        ":confirmed_at, :updated_at, :ship_by, :stage, :is_under_risk_control, :is_on_hold, "
        ":is_sf_only, :after_sale, :after_sale_code, :province, :city, :district, :items, "
        ":note_key, :note, :carrier_code, :waybill, :digest, :read_at, :erp, :erp_read_at, "
        ":factory, :factory_print, :approved, :write_state, :write_carrier, :write_number, "
        ":write_address, :attempts, :claimed_at, :settled_at, :verify_after, :absent_reads, "
        ":retry_after, :request_id, :failure, :failure_text, :has_decisions, :state, :rule, "
        ":difference, :detail, :due_at, :verdict_since) "
        "on conflict (bucket, shop, number) do update set revision = excluded.revision, "
        "event_seq = excluded.event_seq, confirmed_at = excluded.confirmed_at, "
        "updated_at = excluded.updated_at, ship_by = excluded.ship_by, stage = excluded.stage, "
        "is_under_risk_control = excluded.is_under_risk_control, "
        "is_on_hold = excluded.is_on_hold, is_sf_only = excluded.is_sf_only, "
        "after_sale = excluded.after_sale, after_sale_code = excluded.after_sale_code, "
        "province = excluded.province, city = excluded.city, district = excluded.district, "
        "items = excluded.items, note_key = excluded.note_key, note = excluded.note, "
        "carrier_code = excluded.carrier_code, waybill = excluded.waybill, "
        "digest = excluded.digest, read_at = excluded.read_at, erp = excluded.erp, "
        "erp_read_at = excluded.erp_read_at, factory = excluded.factory, "
        "factory_print = excluded.factory_print, approved = excluded.approved, "
        "write_state = excluded.write_state, write_carrier = excluded.write_carrier, "
        "write_number = excluded.write_number, write_address = excluded.write_address, "
        "attempts = excluded.attempts, claimed_at = excluded.claimed_at, "
        "settled_at = excluded.settled_at, verify_after = excluded.verify_after, "
        "absent_reads = excluded.absent_reads, retry_after = excluded.retry_after, "
        "request_id = excluded.request_id, failure = excluded.failure, "
        "failure_text = excluded.failure_text, has_decisions = excluded.has_decisions, "
        "state = excluded.state, rule = excluded.rule, "
        "difference = excluded.difference, detail = excluded.detail, due_at = excluded.due_at, "
        "verdict_since = excluded.verdict_since";
    const MerchantRecord& record = row.record;
    const MerchantOrder& order = record.order;
    const MerchantVerdict& verdict = record.verdict;
    const ShipWrite write = record.write.value_or(ShipWrite());
    const auto state = record.write ? std::optional(record.write->state) : std::nullopt;
    SealedText note;
    if (!order.seller_note.reveal().empty())
        note = session.vault().seal(key.shop, note_purpose, Secret(order.seller_note.reveal()));
    session.run(upsert, key.bucket, key.shop, order.number, record.revision, row.event_seq,
                record.first_seen_at, order.confirmed_at, order.updated_at, order.ship_by,
                order.stage, order.is_under_risk_control, order.is_on_hold, order.is_sf_only,
                order.after_sale, order.after_sale_code, order.region.province, order.region.city,
                order.region.district, to_json_text(order.items), note.data_key, note.sealed,
                order.carrier_code, order.waybill, row.digest, record.read_at,
                to_json_text(record.erp), record.erp_read_at, to_json_text(record.factory),
                record.factory_print, record.approved, state, write.shipment.carrier_code,
                write.shipment.number, write.shipment.return_address, write.attempts,
                write.claimed_at, write.settled_at, write.verify_after, write.absent_reads,
                write.retry_after, write.request_id, write.failure, write.failure_text,
                record.has_decisions, verdict.state, verdict.rule, verdict.difference,
                verdict.detail, verdict.due_at, record.verdict_since);
}

OrderId merchant_case_owner(const std::string& number)
{
    return OrderId{.merchant = {}, .number = number};
}

void touch(MerchantRow& row, TimePoint now)
{
    ++row.record.revision;
    row.record.verdict.due_at = now;
}

void add_merchant_event(Session& session, const ShopKey& key, MerchantRow& row, const Event& event)
{
    constexpr std::string_view insert_event =
        "insert into merchant_events (bucket, shop, number, seq, at, since, what, cause, "
        "request_id) values (:bucket, :shop, :number, :seq, :at, :since, :what, :cause, "
        ":request_id)";
    ++row.event_seq;
    session.run(insert_event, key.bucket, key.shop, row.record.order.number, row.event_seq,
                event.at, event.since, event.what, event.cause, event.request_id);
}

std::vector<Event> list_merchant_events(Session& session, const ShopKey& key,
                                        const std::string& number)
{
    constexpr std::string_view select_events =
        "select at, since, what, cause, request_id from merchant_events where bucket = :bucket "
        "and shop = :shop and number = :number order by seq";
    std::vector<Event> events;
    auto& rows = session.prepare(select_events).bind(key.bucket, key.shop, number);
    Event event;
    while (rows.fetch(event.at, event.since, event.what, event.cause, event.request_id))
        events.push_back(event);
    return events;
}

void add_merchant_tally(Session& session, const ShopKey& key, const MerchantVerdict& place,
                        int orders)
{
    constexpr std::string_view add_tally =
        "insert into merchant_tallies (bucket, shop, state, difference, orders) "
        "values (:bucket, :shop, :state, :difference, :orders) "
        "on conflict (bucket, shop, state, difference) "
        "do update set orders = merchant_tallies.orders + excluded.orders";
    session.run(add_tally, key.bucket, key.shop, place.state, place.difference, orders);
}

MerchantSummary summarize_merchant(Session& session, const ShopKey& key)
{
    constexpr std::string_view select_tallies =
        "select state, difference, orders from merchant_tallies where bucket = :bucket "
        "and shop = :shop and orders <> 0 order by state, difference";
    std::map<MerchantState, std::int64_t> states;
    std::map<std::string, std::int64_t> differences;
    auto& rows = session.prepare(select_tallies).bind(key.bucket, key.shop);
    MerchantState state = MerchantState::waiting;
    std::string difference;
    std::int64_t orders = 0;
    while (rows.fetch(state, difference, orders)) {
        states[state] += orders;
        if (!difference.empty())
            differences[difference] += orders;
    }
    MerchantSummary summary;
    summary.states.assign(states.begin(), states.end());
    summary.differences.assign(differences.begin(), differences.end());
    return summary;
}

} // namespace daifa::store
