#include "store/detail/stock_table.hpp"

#include <array>
#include <map>
#include <utility>

namespace daifa::store {
namespace {

constexpr std::array<std::pair<StockState, std::string_view>, 6> stock_states = {{
    {StockState::waiting, "waiting"},
    {StockState::equal, "equal"},
    {StockState::sending, "sending"},
    {StockState::differs, "differs"},
    {StockState::held, "held"},
    {StockState::skipped, "skipped"},
}};

const std::string stock_columns =
    "product, variant, revision, event_seq, sku_code, title, item, is_listed, is_on_sale, "
    "quantity, quantity_since, read_at, leveled, approved, write_state, write_quantity, "
    "write_before, attempts, claimed_at, settled_at, verify_after, agreeing_reads, seen, "
    "is_verified, retry_after, request_id, failure, failure_text, state, rule, difference, "
    "detail, base, wanted, due_at, verdict_since";

const std::string select_stock_shop =
    "select " + stock_columns + " from stock_items where bucket = :bucket and shop = :shop ";

std::vector<StockRowRecord> fetch_records(Statement& rows)
{
    std::vector<StockRowRecord> records;
    StockRowRecord record;
    StockItem& item = record.item;
    StockWrite write;
    std::optional<WriteState> state;
    StockVerdict& verdict = item.verdict;
    while (rows.fetch(
        item.id.product, item.id.variant, item.revision, record.event_seq, item.sku_code,
        item.title, item.item, item.is_listed, item.is_on_sale, item.quantity, item.quantity_since,
        item.read_at, item.leveled, item.approved, state, write.quantity, write.before,
        write.attempts, write.claimed_at, write.settled_at, write.verify_after,
        write.agreeing_reads, write.seen, write.is_verified, write.retry_after, write.request_id,
        write.failure, write.failure_text, verdict.state, verdict.rule, verdict.difference,
        verdict.detail, verdict.base, verdict.wanted, verdict.due_at, item.verdict_since)) {
        item.write.reset();
        if (state) {
            write.state = *state;
            item.write = write;
        }
        verdict.leveled = item.leveled;
        records.push_back(record);
    }
    return records;
}

} // namespace

std::string_view to_text(StockState state)
{
    for (const auto& [value, word] : stock_states)
        if (value == state)
            return word;
    return {};
}

std::string_view to_code(StockState state)
{
    return to_text(state);
}

void from_code(std::string_view code, StockState& state)
{
    for (const auto& [value, word] : stock_states)
        if (word == code) {
            state = value;
            return;
        }
    throw StoreFailure(StoreFailure::Kind::damaged,
                       "the database holds the word \"" + std::string(code) +
                           "\", which this program does not know: restore the last backup, or use "
                           "the program that wrote it");
}

std::optional<StockRowRecord> find_stock(Session& session, const ShopKey& key, const ListingId& id)
{
    static const std::string select_one =
        select_stock_shop + "and product = :product and variant = :variant";
    auto& rows = session.prepare(select_one).bind(key.bucket, key.shop, id.product, id.variant);
    auto records = fetch_records(rows);
    if (records.empty())
        return std::nullopt;
    return std::move(records.front());
}

std::vector<StockRowRecord> list_stock(Session& session, const ShopKey& key)
{
    static const std::string select_all = select_stock_shop + "order by product, variant";
    return fetch_records(session.prepare(select_all).bind(key.bucket, key.shop));
}

std::vector<StockRowRecord> list_stock_after(Session& session, const ShopKey& key,
                                             const ListingId& after, int limit)
{
    static const std::string select_page =
        select_stock_shop +
        "and (product, variant) > (:product, :variant) order by product, variant limit :limit";
    return fetch_records(session.prepare(select_page)
                             .bind(key.bucket, key.shop, after.product, after.variant, limit));
}

std::vector<StockRowRecord> list_stock_of_difference(Session& session, const ShopKey& key,
                                                     const std::string& difference,
                                                     const ListingId& after, int limit)
{
    static const std::string select_page = select_stock_shop +
                                           "and difference = :difference and difference <> '' "
                                           "and (product, variant) > (:product, :variant) "
                                           "order by product, variant limit :limit";
    return fetch_records(
        session.prepare(select_page)
            .bind(key.bucket, key.shop, difference, after.product, after.variant, limit));
}

std::vector<StockRowRecord> list_due_stock(Session& session, const ShopKey& key, TimePoint now,
                                           int limit)
{
    static const std::string select_due = select_stock_shop +
                                          "and due_at is not null and due_at <= :now "
                                          "order by due_at, product, variant limit :limit";
    return fetch_records(session.prepare(select_due).bind(key.bucket, key.shop, now, limit));
}

std::vector<StockRowRecord> list_claimed_stock(Session& session, const ShopKey& key)
{
    static const std::string select_claimed = select_stock_shop + "and write_state = 'claimed'";
    return fetch_records(session.prepare(select_claimed).bind(key.bucket, key.shop));
}

void save_stock(Session& session, const ShopKey& key, const StockRowRecord& record)
{
    static const std::string upsert =
        "insert into stock_items (bucket, shop, " + stock_columns +
        ") values (:bucket, :shop, :product, :variant, :revision, :event_seq, :sku_code, :title, "
        ":item, :is_listed, :is_on_sale, :quantity, :quantity_since, :read_at, :leveled, "
        ":approved, :write_state, :write_quantity, :write_before, :attempts, :claimed_at, "
        ":settled_at, :verify_after, :agreeing_reads, :seen, :is_verified, :retry_after, "
        ":request_id, :failure, :failure_text, :state, :rule, :difference, :detail, :base, "
        ":wanted, :due_at, :verdict_since) "
        "on conflict (bucket, shop, product, variant) do update set "
        "revision = excluded.revision, event_seq = excluded.event_seq, "
        "sku_code = excluded.sku_code, title = excluded.title, item = excluded.item, "
        "is_listed = excluded.is_listed, is_on_sale = excluded.is_on_sale, "
        "quantity = excluded.quantity, quantity_since = excluded.quantity_since, "
        "read_at = excluded.read_at, leveled = excluded.leveled, approved = excluded.approved, "
        "write_state = excluded.write_state, write_quantity = excluded.write_quantity, "
        "write_before = excluded.write_before, attempts = excluded.attempts, "
        "claimed_at = excluded.claimed_at, settled_at = excluded.settled_at, "
        "verify_after = excluded.verify_after, agreeing_reads = excluded.agreeing_reads, "
        "seen = excluded.seen, is_verified = excluded.is_verified, "
        "retry_after = excluded.retry_after, request_id = excluded.request_id, "
        "failure = excluded.failure, failure_text = excluded.failure_text, "
        "state = excluded.state, rule = excluded.rule, difference = excluded.difference, "
        "detail = excluded.detail, base = excluded.base, wanted = excluded.wanted, "
        "due_at = excluded.due_at, verdict_since = excluded.verdict_since";
    const StockItem& item = record.item;
    const StockVerdict& verdict = item.verdict;
    const StockWrite write = item.write.value_or(StockWrite());
    const auto state = item.write ? std::optional(item.write->state) : std::nullopt;
    session.run(upsert, key.bucket, key.shop, item.id.product, item.id.variant, item.revision,
                record.event_seq, item.sku_code, item.title, item.item, item.is_listed,
                item.is_on_sale, item.quantity, item.quantity_since, item.read_at, item.leveled,
                item.approved, state, write.quantity, write.before, write.attempts,
                write.claimed_at, write.settled_at, write.verify_after, write.agreeing_reads,
                write.seen, write.is_verified, write.retry_after, write.request_id, write.failure,
                write.failure_text, verdict.state, verdict.rule, verdict.difference, verdict.detail,
                verdict.base, verdict.wanted, verdict.due_at, item.verdict_since);
}

void touch(StockRowRecord& record, TimePoint now)
{
    ++record.item.revision;
    record.item.verdict.due_at = now;
}

void add_stock_event(Session& session, const ShopKey& key, StockRowRecord& record,
                     const Event& event)
{
    constexpr std::string_view insert_event =
        "insert into stock_events (bucket, shop, product, variant, seq, at, since, what, cause, "
        "request_id) values (:bucket, :shop, :product, :variant, :seq, :at, :since, :what, "
        ":cause, :request_id)";
    ++record.event_seq;
    session.run(insert_event, key.bucket, key.shop, record.item.id.product, record.item.id.variant,
                record.event_seq, event.at, event.since, event.what, event.cause, event.request_id);
}

std::vector<Event> list_stock_events(Session& session, const ShopKey& key, const ListingId& id)
{
    constexpr std::string_view select_events =
        "select at, since, what, cause, request_id from stock_events where bucket = :bucket "
        "and shop = :shop and product = :product and variant = :variant order by seq";
    std::vector<Event> events;
    auto& rows = session.prepare(select_events).bind(key.bucket, key.shop, id.product, id.variant);
    Event event;
    while (rows.fetch(event.at, event.since, event.what, event.cause, event.request_id))
        events.push_back(event);
    return events;
}

void add_stock_tally(Session& session, const ShopKey& key, const StockVerdict& place, int items)
{
    constexpr std::string_view add_tally =
        "insert into stock_tallies (bucket, shop, state, difference, items) "
        "values (:bucket, :shop, :state, :difference, :items) "
        "on conflict (bucket, shop, state, difference) "
        "do update set items = stock_tallies.items + excluded.items";
    session.run(add_tally, key.bucket, key.shop, place.state, place.difference, items);
}

StockSummary summarize_stock(Session& session, const ShopKey& key)
{
    constexpr std::string_view select_tallies =
        "select state, difference, items from stock_tallies where bucket = :bucket "
        "and shop = :shop and items <> 0 order by state, difference";
    std::map<StockState, std::int64_t> states;
    std::map<std::string, std::int64_t> differences;
    auto& rows = session.prepare(select_tallies).bind(key.bucket, key.shop);
    StockState state = StockState::waiting;
    std::string difference;
    std::int64_t items = 0;
    while (rows.fetch(state, difference, items)) {
        states[state] += items;
        if (!difference.empty())
            differences[difference] += items;
    }
    StockSummary summary;
    summary.states.assign(states.begin(), states.end());
    summary.differences.assign(differences.begin(), differences.end());
    summary.progress = load_stock_progress(session, key);
    return summary;
}

std::optional<TimePoint> find_stock_mark(Session& session, const ShopKey& key,
                                         std::string_view name)
{
    constexpr std::string_view select_mark =
        "select at from cursors where bucket = :bucket and shop = :shop and name = :name";
    TimePoint at;
    const bool has_row =
        session.prepare(select_mark).bind(key.bucket, key.shop, name).fetch_one(at);
    return has_row ? std::optional(at) : std::nullopt;
}

void save_stock_mark(Session& session, const ShopKey& key, std::string_view name, TimePoint at)
{
    constexpr std::string_view upsert_mark =
        "insert into cursors (bucket, shop, name, at) values (:bucket, :shop, :name, :at) "
        "on conflict (bucket, shop, name) do update set at = excluded.at";
    session.run(upsert_mark, key.bucket, key.shop, name, at);
}

StockProgress load_stock_progress(Session& session, const ShopKey& key)
{
    StockProgress progress;
    progress.changes_at = find_stock_mark(session, key, "stock_changes");
    progress.full_at = find_stock_mark(session, key, "stock_full");
    progress.shelf_at = find_stock_mark(session, key, "stock_shelf");
    return progress;
}

} // namespace daifa::store
