#include "store/ledger.hpp"

#include "store/detail/erp_table.hpp"
#include "store/detail/event_table.hpp"
#include "store/detail/noted_numbers.hpp"

namespace daifa::store {
namespace {

/// What is different, for people: the order's history consists of these.
std::string describe_change(const PlatformFacts& before, const PlatformOrder& now,
                            const OrderDigests& digests)
{
    std::string text;
    if (before.is_assigned != now.is_assigned)
        add_word(text, now.is_assigned ? "assigned again" : "withdrawn");
    if (before.after_sale != now.after_sale || before.after_sale_code != now.after_sale_code) {
        add_word(text, "after-sale ");
        text += to_code(now.after_sale);
        text += " (" + std::to_string(now.after_sale_code) + ")";
    }
    if (before.is_under_risk_control != now.is_under_risk_control)
        add_word(text, now.is_under_risk_control ? "risk control" : "risk control over");
    if (before.has_waybill != now.has_waybill)
        add_word(text,
                 now.has_waybill ? "platform has a waybill" : "platform has no waybill any more");
    if (before.is_sf_only != now.is_sf_only)
        add_word(text, now.is_sf_only ? "SF only" : "any carrier");
    if (before.content_digest != digests.content)
        add_word(text, "content changed");
    return text.empty() ? "details changed" : text;
}

/// One batch of rows that were read together.
class PlatformRows {
public:
    PlatformRows(Session& session, const ShopKey& key, Event event)
        : session_(session), key_(key), event_(std::move(event)), is_look_(event_.cause == "look")
    {
    }

    void record(const PlatformOrder& row)
    {
        ++counts_.rows;
        const OrderDigests digests = digests_of(row);
        const auto known = find_known_facts(session_, key_, row.id);
        if (!known)
            insert(row, digests);
        else if (*known == KnownFacts{digests.facts, row.has_waybill})
            touch_looked_at(row.id);
        else if (!is_echo(*known, row, digests))
            update(row, digests);
    }

    RowCounts finish()
    {
        tally_.save(session_, key_);
        return counts_;
    }

private:
    void insert(const PlatformOrder& row, const OrderDigests& digests)
    {
        ++counts_.new_rows;
        event_.what = row.is_assigned ? "assigned" : "seen withdrawn";
        OrderHead head;
        insert_order(session_, key_, head, row, digests, event_, tally_);
        save_noted_numbers(session_, key_, row);
    }

    void update(const PlatformOrder& row, const OrderDigests& digests)
    {
        ++counts_.changed_rows;
        auto head = find_head(session_, key_, row.id);
        event_.what = describe_change(load_facts(session_, key_, row.id), row, digests);
        add_event(session_, key_, *head, event_);
        ++head->revision;
        save_facts(session_, key_, *head, row, digests, event_.at);
        save_noted_numbers(session_, key_, row);
    }

    /// Is all that changed the number that we uploaded? Who looks waits for more than that.
    bool is_echo(const KnownFacts& known, const PlatformOrder& row, const OrderDigests& digests)
    {
        return !is_look_ && known == KnownFacts{digests.facts, false} &&
               save_own_waybill(session_, key_, row.id, event_.at);
    }

    void touch_looked_at(const OrderId& id)
    {
        if (!is_look_)
            return;
        auto head = find_head(session_, key_, id);
        touch_read(session_, key_, *head, event_.at);
    }

    Session& session_;
    const ShopKey& key_;
    Event event_;
    bool is_look_;
    RowCounts counts_;
    Tally tally_;
};

RowCounts record_erp_rows(Session& session, const ShopKey& key, const std::vector<ErpRow>& rows,
                          const Event& cause)
{
    RowCounts counts;
    for (const auto& row : rows) {
        auto heads = find_heads(session, key, row.order_number);
        counts.rows += heads.empty() ? 0 : 1;
        bool is_fresh = false;
        bool is_changed = false;
        for (auto& head : heads) {
            const ErpRowChange change = record_erp_row(session, key, head, row, cause);
            is_fresh = is_fresh || change == ErpRowChange::fresh;
            is_changed = is_changed || change == ErpRowChange::changed;
            if (change != ErpRowChange::none)
                touch(session, key, head, cause.at);
        }
        counts.new_rows += is_fresh ? 1 : 0;
        counts.changed_rows += is_changed ? 1 : 0;
    }
    return counts;
}

void record_look(Session& session, const ShopKey& key, const std::vector<OrderId>& orders,
                 const std::vector<ErpRow>& rows, const Event& cause)
{
    record_erp_rows(session, key, rows, cause);
    for (const auto& id : orders) {
        auto head = find_head(session, key, id);
        if (!head)
            continue;
        mark_missing(session, key, *head, rows, cause);
        for (const auto& row : rows) {
            if (row.order_number == id.number)
                save_erp_read(session, key, *head, row, cause.at);
        }
        touch_erp_read(session, key, *head, cause.at);
    }
}

} // namespace

awaitable<RowCounts> Ledger::record_platform_orders(ShopId shop, std::vector<PlatformOrder> rows,
                                                    TimePoint began, std::string cause,
                                                    std::string request_id)
{
    RowCounts counts;
    std::function<void(Session&)> unit = [&](Session& session) {
        const ShopKey key(shop);
        PlatformRows batch(session, key, Event{began, {}, cause, request_id});
        for (const auto& row : rows)
            batch.record(row);
        counts = batch.finish();
    };
    co_await database_.run(std::move(unit));
    co_return counts;
}

awaitable<RowCounts> Ledger::record_erp_orders(ShopId shop, std::vector<ErpRow> rows,
                                               TimePoint began, std::string cause,
                                               std::string request_id)
{
    RowCounts counts;
    std::function<void(Session&)> unit = [&](Session& session) {
        counts = record_erp_rows(session, ShopKey(shop), rows, Event{began, {}, cause, request_id});
    };
    co_await database_.run(std::move(unit));
    co_return counts;
}

awaitable<void> Ledger::record_erp_look(ShopId shop, std::vector<OrderId> orders,
                                        std::vector<ErpRow> rows, TimePoint began,
                                        std::string request_id)
{
    std::function<void(Session&)> unit = [&](Session& session) {
        record_look(session, ShopKey(shop), orders, rows, Event{began, {}, "look", request_id});
    };
    co_await database_.run(std::move(unit));
}

} // namespace daifa::store
