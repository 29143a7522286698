#include "store/detail/erp_table.hpp"

#include "store/detail/event_table.hpp"

namespace daifa::store {
namespace {

/// A row as the table keeps it.
struct StoredRow {
    explicit StoredRow(const ErpOrder& order)
        : channel(order.channel.text()), source_numbers(to_json_text(order.source_numbers)),
          stage(to_code(order.stage)), status_code(order.status_code),
          parcels(to_json_text(order.parcels)), shipped_at(order.shipped_at)
    {
    }
    StoredRow() = default;

    std::string channel = {};
    std::string source_numbers = {};
    std::string stage = {};
    std::string status_code = {};
    std::string parcels = {};
    std::optional<TimePoint> shipped_at = {};
    bool is_missing = false;

    bool operator==(const StoredRow&) const = default;
};

std::optional<StoredRow> find_row(Session& session, const ShopKey& key, const OrderId& id,
                                  const ErpRow& row)
{
    constexpr std::string_view select_row =
        "select channel, source_numbers, stage, status_code, parcels, shipped_at, is_missing "
        "from erp_orders where bucket = :bucket and shop = :shop and number = :number "
        "and merchant = :merchant and generation = :generation and erp_id = :erp_id";
    StoredRow stored;
    auto& rows = session.prepare(select_row).bind(key.bucket, key.shop, id.number, id.merchant,
                                                  row.generation, row.order.id);
    const bool has_row = rows.fetch_one(stored.channel, stored.source_numbers, stored.stage,
                                        stored.status_code, stored.parcels, stored.shipped_at,
                                        stored.is_missing);
    return has_row ? std::optional(std::move(stored)) : std::nullopt;
}

std::string describe(const ErpRow& row, bool is_fresh)
{
    std::string text = "ERP order " + row.order.id.text();
    text += is_fresh ? " seen: " : " changed: ";
    text += to_code(row.order.stage);
    for (const auto& parcel : row.order.parcels)
        text += ", " + parcel.carrier.code + " " + parcel.number.text();
    return text;
}

} // namespace

ErpRowChange record_erp_row(Session& session, const ShopKey& key, OrderHead& head, const ErpRow& row,
                            const Event& cause)
{
    constexpr std::string_view upsert_row =
        "insert into erp_orders (bucket, shop, number, merchant, generation, erp_id, channel, "
        "source_numbers, stage, status_code, parcels, shipped_at, read_at, is_missing) "
        "values (:bucket, :shop, :number, :merchant, :generation, :erp_id, :channel, :source_numbers, "
        ":stage, :status_code, :parcels, :shipped_at, :read_at, 0) "
        "on conflict (bucket, shop, number, merchant, generation, erp_id) do update set "
        "channel = excluded.channel, source_numbers = excluded.source_numbers, stage = excluded.stage, "
        "status_code = excluded.status_code, parcels = excluded.parcels, "
        "shipped_at = excluded.shipped_at, read_at = excluded.read_at, is_missing = 0";
    const auto known = find_row(session, key, head.id, row);
    const StoredRow present(row.order);
    if (known == present)
        return ErpRowChange::none;

    session.run(upsert_row, key.bucket, key.shop, head.id.number, head.id.merchant, row.generation,
                row.order.id, present.channel, present.source_numbers, present.stage,
                present.status_code, present.parcels, present.shipped_at, cause.at);
    Event event = cause;
    event.what = describe(row, !known);
    add_event(session, key, head, event);
    return known ? ErpRowChange::changed : ErpRowChange::fresh;
}

void save_erp_read(Session& session, const ShopKey& key, const OrderHead& head, const ErpRow& row,
                   TimePoint now)
{
    constexpr std::string_view update_read =
        "update erp_orders set read_at = :read_at where bucket = :bucket and shop = :shop "
        "and number = :number and merchant = :merchant and generation = :generation "
        "and erp_id = :erp_id";
    session.run(update_read, now, key.bucket, key.shop, head.id.number, head.id.merchant, row.generation,
                row.order.id);
}

void mark_missing(Session& session, const ShopKey& key, OrderHead& head, const std::vector<ErpRow>& rows,
                  const Event& cause)
{
    constexpr std::string_view select_present =
        "select erp_id from erp_orders where bucket = :bucket and shop = :shop and number = :number "
        "and merchant = :merchant and generation = :generation and is_missing = 0";
    constexpr std::string_view update_missing =
        "update erp_orders set is_missing = 1, read_at = :read_at where bucket = :bucket "
        "and shop = :shop and number = :number and merchant = :merchant and generation = :generation "
        "and erp_id = :erp_id";
    std::vector<ErpOrderId> gone;
    auto& present = session.prepare(select_present)
                        .bind(key.bucket, key.shop, head.id.number, head.id.merchant, head.generation);
    ErpOrderId id;
    while (present.fetch(id)) {
        const bool is_shown = std::any_of(rows.begin(), rows.end(), [&](const ErpRow& row) {
            return row.order.id == id && row.generation == head.generation &&
                   row.order_number == head.id.number;
        });
        if (!is_shown)
            gone.push_back(id);
    }
    for (const auto& missing : gone) {
        session.run(update_missing, cause.at, key.bucket, key.shop, head.id.number, head.id.merchant,
                    head.generation, missing);
        Event event = cause;
        event.what = "ERP order " + missing.text() + " missing";
        add_event(session, key, head, event);
    }
}

} // namespace daifa::store
