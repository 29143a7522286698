#include "jackyun/practice/order_rows.hpp"

#include "sandbox/erp_status.hpp"

#include <boost/json/array.hpp>

#include <algorithm>

namespace daifa::practice::jackyun {
namespace {

using sandbox::SalesLine;
using sandbox::SalesOrder;
using sandbox::SalesParcel;

constexpr int downloaded = 1;      ///< tradeFrom 网店下载
constexpr int from_interface = 18; ///< tradeFrom 开放平台

struct OrderView {
    const Call& call;
    const SalesOrder& order;

    const sandbox::ErpShop& shop() const { return call.erp.shops()[order.shop]; }
    const sandbox::ErpWarehouse& warehouse() const
    {
        return call.erp.warehouses()[order.warehouse];
    }
    const sandbox::ErpCarrier& carrier() const
    {
        static const sandbox::ErpCarrier none;
        return order.carrier ? call.erp.carriers()[*order.carrier] : none;
    }
};

/// One line of one parcel. A reserved number's row has no time: nothing has left.
struct PackageView {
    const OrderView& of;
    const std::string& number;
    const sandbox::ErpCarrier& carrier;
    const SalesLine& line;
    std::int64_t quantity = 0;
    std::optional<TimePoint> packed_at = {};
};

json::value text(std::string_view utf8)
{
    return json::string(utf8);
}

json::value time(const OrderView& view, std::optional<TimePoint> at)
{
    return time_value(at, view.call.variants.reply_time);
}

json::value joined(const std::vector<std::string>& parts)
{
    std::string all;
    for (const std::string& part : parts)
        all += (all.empty() ? "" : ",") + part;
    return text(all);
}

json::value main_number(const OrderView& view)
{
    const SalesOrder& order = view.order;
    if (!view.call.variants.has_main_number)
        return text("");
    return text(order.parcels.empty() ? order.reserved_number
                                      : order.parcels.front().waybill_number);
}

json::value extra_numbers(const OrderView& view)
{
    std::vector<std::string> numbers;
    for (std::size_t at = 1; at < view.order.parcels.size(); ++at)
        numbers.push_back(view.order.parcels[at].waybill_number);
    return joined(numbers);
}

json::value status_of(const OrderView& view)
{
    if (view.call.variants.is_status_text)
        return text(std::to_string(view.order.status));
    return view.order.status;
}

/// The recipient of an order that came from a marketplace is never told.
json::value personal(const OrderView& view, const std::string& what)
{
    return text(view.order.is_imported ? what : std::string{});
}

template <class Row>
struct Column {
    std::string_view name = {};
    json::value (*read)(const Row&) = nullptr;
};

using Order = const OrderView&;
constexpr Column<OrderView> order_columns[] = {
    {"tradeNo", [](Order v) { return text(sandbox::order_number(v.order.index)); }},
    {"tradeId", [](Order v) { return text(sandbox::order_id(v.order.index)); }},
    {"orderNo", [](Order v) { return text(sandbox::delivery_number(v.order.index)); }},
    {"onlineTradeNo", [](Order v) { return joined(v.order.source_numbers); }},
    {"tradeStatus", status_of},
    {"tradeStatusExplain", [](Order v) { return text(sandbox::status_name(v.order.status)); }},
    {"tradeFrom",
     [](Order v) { return json::value(v.order.is_imported ? from_interface : downloaded); }},
    {"isDelete", [](Order v) { return json::value(v.order.is_deleted ? 1 : 0); }},
    {"shopId", [](Order v) { return text(std::to_string(v.shop().id)); }},
    {"shopCode", [](Order v) { return text(v.shop().code); }},
    {"shopName", [](Order v) { return text(v.shop().name); }},
    {"warehouseCode", [](Order v) { return text(v.warehouse().code); }},
    {"warehouseName", [](Order v) { return text(v.warehouse().name); }},
    {"mainPostid", main_number},
    {"extraLogisticNo", extra_numbers},
    {"logisticCode", [](Order v) { return text(v.carrier().code); }},
    {"logisticName", [](Order v) { return text(v.carrier().name); }},
    {"tradeTime", [](Order v) { return time(v, v.order.placed_at); }},
    {"gmtCreate", [](Order v) { return time(v, v.order.created_at); }},
    {"gmtModified", [](Order v) { return time(v, v.order.modified_at); }},
    {"auditTime", [](Order v) { return time(v, v.order.audited_at); }},
    {"consignTime", [](Order v) { return time(v, v.order.shipped_at); }},
    {"sellerMemo", [](Order v) { return text(v.order.seller_note); }},
    {"receiverName", [](Order v) { return personal(v, v.order.recipient.name); }},
    {"mobile", [](Order v) { return personal(v, v.order.recipient.phone); }},
    {"state", [](Order v) { return personal(v, v.order.recipient.province); }},
    {"city", [](Order v) { return personal(v, v.order.recipient.city); }},
    {"district", [](Order v) { return personal(v, v.order.recipient.district); }},
    {"address", [](Order v) { return personal(v, v.order.recipient.address); }},
};

using Line = const SalesLine&;
constexpr Column<SalesLine> goods_columns[] = {
    {"goodsNo", [](Line v) { return text(v.goods_code); }},
    {"goodsName", [](Line v) { return text(v.goods_name); }},
    {"specName", [](Line v) { return text(v.variant_name); }},
    {"barcode", [](Line v) { return text(v.barcode); }},
    {"sellCount", [](Line v) { return text(std::to_string(v.quantity)); }},
    {"sellPrice", [](Line v) { return text(to_yuan_text(v.price)); }},
    {"sourceTradeNo", [](Line v) { return text(v.source_number); }},
};

using Package = const PackageView&;
constexpr Column<PackageView> package_columns[] = {
    {"logisticNo", [](Package v) { return text(v.number); }},
    {"logisticCode", [](Package v) { return text(v.carrier.code); }},
    {"logisticName", [](Package v) { return text(v.carrier.name); }},
    {"sourceTradeNo", [](Package v) { return text(v.line.source_number); }},
    {"sourceSubtradeNo", [](Package v) { return text(v.line.source_number); }},
    {"sellCount", [](Package v) { return text(std::to_string(v.quantity)); }},
    {"barcode", [](Package v) { return text(v.line.barcode); }},
    {"consignTime", [](Package v) { return time(v.of, v.packed_at); }},
    {"warehouseName", [](Package v) { return text(v.of.warehouse().name); }},
};

template <class Row, std::size_t count>
json::object fill(const FieldGroup& group, const Column<Row> (&columns)[count], const Row& row)
{
    json::object filled;
    for (const Column<Row>& column : columns)
        if (group.has(column.name))
            filled[column.name] = column.read(row);
    return filled;
}

json::array build_packages(const FieldGroup& group, const OrderView& view)
{
    json::array rows;
    const auto add = [&](const PackageView& package) {
        rows.push_back(fill(group, package_columns, package));
    };
    for (const SalesParcel& parcel : view.order.parcels)
        for (const auto& packed : parcel.contents) {
            add({view, parcel.waybill_number, view.call.erp.carriers()[parcel.carrier],
                 view.order.lines[packed.line], packed.quantity, parcel.packed_at});
            if (!view.call.variants.has_row_per_line)
                break;
        }
    const bool is_reserved = view.order.parcels.empty() && !view.order.reserved_number.empty();
    if (is_reserved && view.call.variants.has_reserved_package)
        add({view, view.order.reserved_number, view.carrier(), view.order.lines.front()});
    return rows;
}

std::string_view trimmed(std::string_view name)
{
    while (name.starts_with(' '))
        name.remove_prefix(1);
    while (name.ends_with(' '))
        name.remove_suffix(1);
    return name;
}

bool add_to_group(FieldGroup& group, std::string_view group_name, std::string_view name)
{
    if (!name.starts_with(group_name))
        return false;
    name.remove_prefix(group_name.size());
    if (name.empty())
        group.is_whole = true;
    else if (name.front() == '.')
        group.names.emplace_back(name.substr(1));
    return name.empty() || name.front() == '.';
}

} // namespace

bool FieldGroup::has(std::string_view name) const
{
    return is_whole || std::find(names.begin(), names.end(), name) != names.end();
}

FieldList::FieldList(std::string_view fields)
{
    while (!fields.empty()) {
        const auto end = fields.find(',');
        const auto name = trimmed(fields.substr(0, end));
        if (!add_to_group(goods, "goodsDetail", name) &&
            !add_to_group(packages, "packageDetail", name) && !name.empty())
            order.names.emplace_back(name);
        fields = end == std::string_view::npos ? std::string_view{} : fields.substr(end + 1);
    }
}

json::object build_row(const Call& call, const FieldList& fields, const SalesOrder& order)
{
    const OrderView view{call, order};
    json::object row = fill(fields.order, order_columns, view);
    if (fields.goods.is_wanted()) {
        json::array goods;
        for (const SalesLine& line : order.lines)
            goods.push_back(fill(fields.goods, goods_columns, line));
        row["goodsDetail"] = std::move(goods);
    }
    if (fields.packages.is_wanted())
        row["packageDetail"] = build_packages(fields.packages, view);
    return row;
}

} // namespace daifa::practice::jackyun
