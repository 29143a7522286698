#include "store/detail/label_table.hpp"

#include "store/vault.hpp"

namespace daifa::store {
namespace {

constexpr std::string_view label_purpose = "label";

} // namespace

bool save_label(Session& session, const ShopKey& key, const OrderId& order, const NewLabel& label,
                TimePoint now)
{
    // The same number told again (a repeated take) may bring fresh print data.
    constexpr std::string_view upsert_label =
        "insert into labels (bucket, shop, held_number, number, merchant, parent, parcel, "
        "data_key, sealed, taken_at) "
        "values (:bucket, :shop, :held_number, :number, :merchant, :parent, :parcel, :data_key, "
        ":sealed, :taken_at) "
        "on conflict (bucket, shop, held_number) do update set parent = excluded.parent, "
        "data_key = excluded.data_key, sealed = excluded.sealed "
        "where labels.parcel = excluded.parcel";
    const SealedText sealed = session.vault().seal(key.shop, label_purpose, label.print_data);
    const auto changed =
        session.run(upsert_label, key.bucket, key.shop, label.number, order.number, order.merchant,
                    label.parent, label.parcel, sealed.data_key, sealed.sealed, now);
    return changed == 1;
}

Secret find_print_data(Session& session, const ShopKey& key, const std::string& number)
{
    constexpr std::string_view select_label =
        "select data_key, sealed from labels where bucket = :bucket and shop = :shop "
        "and held_number = :held_number";
    SealedText sealed;
    auto& rows = session.prepare(select_label).bind(key.bucket, key.shop, number);
    if (!rows.fetch_one(sealed.data_key, sealed.sealed))
        return {};
    return session.vault().open(key.shop, label_purpose, sealed);
}

std::vector<KeptLabel> list_labels(Session& session, const ShopKey& key, const OrderId& order)
{
    constexpr std::string_view select_labels =
        "select held_number, parent from labels where bucket = :bucket and shop = :shop "
        "and number = :number and merchant = :merchant order by held_number";
    std::vector<KeptLabel> labels;
    auto& rows =
        session.prepare(select_labels).bind(key.bucket, key.shop, order.number, order.merchant);
    KeptLabel label;
    while (rows.fetch(label.number, label.parent))
        labels.push_back(label);
    return labels;
}

} // namespace daifa::store
