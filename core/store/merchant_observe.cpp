// What the platform, an ERP and factories show about a merchant's orders, written down.

#include "store/detail/event_table.hpp"
#include "store/detail/merchant_table.hpp"
#include "store/detail/noted_numbers.hpp"
#include "store/merchant_ledger.hpp"

namespace daifa::store {
namespace {

constexpr Milliseconds after_old_news = std::chrono::seconds(5);

std::string describe_change(const MerchantOrder& before, const MerchantOrder& now)
{
    std::string text;
    if (before.stage != now.stage)
        add_word(text, now.stage == MerchantStage::shipped  ? "platform shows it shipped"
                       : now.stage == MerchantStage::closed ? "closed"
                                                            : "to ship again");
    if (before.after_sale != now.after_sale || before.after_sale_code != now.after_sale_code) {
        add_word(text, "after-sale ");
        text += to_code(now.after_sale);
        text += " (" + std::to_string(now.after_sale_code) + ")";
    }
    if (before.is_under_risk_control != now.is_under_risk_control)
        add_word(text, now.is_under_risk_control ? "risk control" : "risk control over");
    if (before.is_on_hold != now.is_on_hold)
        add_word(text, now.is_on_hold ? "dispatch suspended" : "dispatch released");
    if (before.waybill != now.waybill)
        add_word(text, "platform has number " + now.waybill.text());
    return text.empty() ? "details changed" : text;
}

void insert(Session& session, const ShopKey& key, const MerchantOrder& order, const Event& cause)
{
    MerchantRow row;
    row.record.order = order;
    row.record.first_seen_at = cause.at;
    row.record.read_at = cause.at;
    row.record.verdict_since = cause.at;
    row.digest = digest_of(order);
    touch(row, cause.at);
    Event event = cause;
    event.what = "seen";
    add_merchant_event(session, key, row, event);
    add_merchant_tally(session, key, row.record.verdict, 1);
    save_merchant_order(session, key, row);
}

void add_number_event(Session& session, const ShopKey& key, MerchantRow& row,
                      const FoundNumber& found, const char* source, TimePoint now)
{
    std::string what = std::string(source) + " says nothing any more";
    if (!found.problem.empty())
        what = std::string(source) + ": " + found.problem;
    else if (!found.number.empty())
        what = std::string(source) + " has number " + found.number.text();
    else if (!found.origin.empty())
        what = std::string(source) + " has the order";
    add_merchant_event(session, key, row, make_event(now, what, found.origin));
}

} // namespace

bool take_order(Session& session, const ShopKey& key, MerchantRow& row, const MerchantOrder& order,
                TimePoint began, const Event& cause)
{
    MerchantRecord& record = row.record;
    // A copy of the platform that lags behind would undo an after-sale that was seen.
    if (order.updated_at < record.order.updated_at || began < record.read_at)
        return false;
    const std::string digest = digest_of(order);
    record.read_at = began;
    if (digest == row.digest)
        return false;
    Event event = cause;
    event.what = describe_change(record.order, order);
    add_merchant_event(session, key, row, event);
    record.order = order;
    row.digest = digest;
    return true;
}

awaitable<RowCounts> MerchantLedger::record_orders(ShopId shop, std::vector<MerchantOrder> rows,
                                                   TimePoint began, std::string cause,
                                                   std::string request_id)
{
    RowCounts counts;
    std::function<void(Session&)> unit = [&](Session& session) {
        const ShopKey key(shop);
        counts = RowCounts();
        const Event event = make_event(began, {}, cause, request_id);
        for (const auto& order : rows) {
            ++counts.rows;
            auto row = find_merchant_order(session, key, order.number);
            if (!row) {
                ++counts.new_rows;
                insert(session, key, order, event);
                continue;
            }
            if (!take_order(session, key, *row, order, began, event))
                continue;
            ++counts.changed_rows;
            touch(*row, began);
            save_merchant_order(session, key, *row);
        }
    };
    co_await database_.run(std::move(unit));
    co_return counts;
}

awaitable<void> MerchantLedger::record_look(ShopId shop, MerchantLook look, TimePoint now)
{
    std::function<void(Session&)> unit = [&](Session& session) {
        const ShopKey key(shop);
        auto row = find_merchant_order(session, key, look.order.number);
        if (!row)
            return;
        const bool is_old = look.order.updated_at < row->record.order.updated_at;
        take_order(session, key, *row, look.order, look.began, make_event(look.began, {}, "look"));
        if (look.settlement && !is_old)
            settle_row(session, key, *row, *look.settlement, now);
        // Only a clock that went back makes a look older than what it was sent after.
        if (look.began < row->record.read_at)
            row->record.read_at = look.began;
        touch(*row, is_old ? now + after_old_news : now);
        save_merchant_order(session, key, *row);
    };
    co_await database_.run(std::move(unit));
}

awaitable<void> MerchantLedger::record_gone(ShopId shop, std::string order, TimePoint now)
{
    std::function<void(Session&)> unit = [&](Session& session) {
        const ShopKey key(shop);
        auto row = find_merchant_order(session, key, order);
        if (!row)
            return;
        row->record.order.stage = MerchantStage::closed;
        row->digest.clear();
        row->record.read_at = now;
        add_merchant_event(session, key, *row,
                           make_event(now, "the platform does not know it any more", "look"));
        touch(*row, now);
        save_merchant_order(session, key, *row);
    };
    co_await database_.run(std::move(unit));
}

awaitable<std::int64_t> MerchantLedger::record_erp(ShopId shop, std::vector<ErpFinding> findings,
                                                   bool is_look, TimePoint began, TimePoint now)
{
    std::int64_t changed = 0;
    std::function<void(Session&)> unit = [&](Session& session) {
        const ShopKey key(shop);
        changed = 0;
        for (const auto& finding : findings) {
            auto row = find_merchant_order(session, key, finding.order);
            if (!row || began < row->record.erp_read_at)
                continue;
            FoundNumber found = finding.found;
            const bool is_same_number = found.number == row->record.erp.number;
            found.since = is_same_number ? row->record.erp.since : now;
            const bool is_changed = found != row->record.erp;
            if (!is_changed && !is_look)
                continue;
            changed += is_changed ? 1 : 0;
            if (is_changed)
                add_number_event(session, key, *row, found, "ERP", now);
            row->record.erp = found;
            if (is_look)
                row->record.erp_read_at = began;
            touch(*row, now);
            save_merchant_order(session, key, *row);
        }
    };
    co_await database_.run(std::move(unit));
    co_return changed;
}

awaitable<std::int64_t>
MerchantLedger::record_factories(ShopId shop, std::vector<FactoryFinding> findings, TimePoint now)
{
    std::int64_t changed = 0;
    std::function<void(Session&)> unit = [&](Session& session) {
        const ShopKey key(shop);
        changed = 0;
        for (const auto& finding : findings) {
            auto row = find_merchant_order(session, key, finding.order);
            if (!row)
                continue;
            FoundNumber found = finding.found;
            if (found.number == row->record.factory.number)
                found.since = row->record.factory.since;
            else
                found.since = now;
            const bool is_changed = found != row->record.factory;
            if (!is_changed && finding.print == row->record.factory_print)
                continue;
            row->record.factory_print = finding.print;
            if (is_changed) {
                ++changed;
                add_number_event(session, key, *row, found, "factory", now);
                row->record.factory = found;
                touch(*row, now);
            }
            save_merchant_order(session, key, *row);
        }
    };
    co_await database_.run(std::move(unit));
    co_return changed;
}

awaitable<std::vector<MerchantRecord>> MerchantLedger::list_open(ShopId shop, std::string after,
                                                                 int limit)
{
    std::vector<MerchantRecord> open;
    std::function<void(Session&)> unit = [&](Session& session) {
        open.clear();
        for (auto& row : list_open_merchant_orders(session, ShopKey(shop), after, limit))
            open.push_back(std::move(row.record));
    };
    co_await database_.run(std::move(unit));
    co_return open;
}

awaitable<std::vector<FactoryPrint>>
MerchantLedger::list_factory_prints(ShopId shop, std::string after, int limit)
{
    std::vector<FactoryPrint> prints;
    std::function<void(Session&)> unit = [&](Session& session) {
        prints = store::list_factory_prints(session, ShopKey(shop), after, limit);
    };
    co_await database_.run(std::move(unit));
    co_return prints;
}

awaitable<std::map<std::string, std::vector<NotedOrder>>>
MerchantLedger::find_noted_orders(ShopId factory, std::vector<std::string> numbers)
{
    std::map<std::string, std::vector<NotedOrder>> noted;
    std::function<void(Session&)> unit = [&](Session& session) {
        const ShopKey key(factory);
        noted.clear();
        for (const auto& number : numbers) {
            auto orders = list_noted_orders(session, key, number);
            if (!orders.empty())
                noted[number] = std::move(orders);
        }
    };
    co_await database_.run(std::move(unit));
    co_return noted;
}

awaitable<bool> MerchantLedger::note_older_orders(ShopId factory, int limit)
{
    bool has_more = false;
    std::function<void(Session&)> unit = [&](Session& session) {
        has_more = save_older_noted_numbers(session, ShopKey(factory), limit);
    };
    co_await database_.run(std::move(unit));
    co_return has_more;
}

awaitable<std::optional<std::int64_t>> MerchantLedger::sum_stock(ShopId factory, std::string item)
{
    constexpr std::string_view select_usable =
        "select usable from stock_levels where bucket = :bucket and shop = :shop and item = :item";
    std::optional<std::int64_t> sum;
    std::function<void(Session&)> unit = [&](Session& session) {
        const ShopKey key(factory);
        sum.reset();
        auto& rows = session.prepare(select_usable).bind(key.bucket, key.shop, item);
        std::int64_t usable = 0;
        while (rows.fetch(usable))
            sum = sum.value_or(0) + usable;
    };
    co_await database_.run(std::move(unit));
    co_return sum;
}

} // namespace daifa::store
