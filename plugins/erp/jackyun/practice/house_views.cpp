#include "jackyun/practice/house_views.hpp"

#include "sandbox/erp_status.hpp"

#include <daifa/codec/timestamp.hpp>

#include <boost/json/object.hpp>

namespace daifa::practice::jackyun {
namespace {

namespace json = boost::json;

/// A page shows no more; whoever practises with more has the control port.
constexpr std::size_t rows_max = 500;

std::string time_text(const std::optional<TimePoint>& at)
{
    return at ? to_beijing_text(*at) : std::string();
}

json::array line_views(const sandbox::SalesOrder& order)
{
    json::array views;
    for (const auto& line : order.lines)
        views.push_back({{"goods", line.goods_name},
                         {"variant", line.variant_name},
                         {"barcode", line.barcode.empty() ? line.goods_code : line.barcode},
                         {"quantity", line.quantity}});
    return views;
}

json::array parcel_views(const sandbox::ErpWorld& erp, const sandbox::SalesOrder& order)
{
    json::array views;
    for (const auto& parcel : order.parcels)
        views.push_back(
            {{"carrier", erp.carriers()[parcel.carrier].name}, {"number", parcel.waybill_number}});
    return views;
}

json::object sales_order_view(const sandbox::ErpWorld& erp, const sandbox::SalesOrder& order)
{
    const auto& shop = erp.shops()[order.shop];
    const auto& to = order.recipient;
    json::object view = {
        {"order", sandbox::order_number(order.index)},
        {"sources", json::array(order.source_numbers.begin(), order.source_numbers.end())},
        {"channel", shop.name},
        {"native", shop.is_native},
        {"status", order.status},
        {"status_name", sandbox::status_name(order.status)},
        {"live", sandbox::is_live(order)},
        {"recipient", to.name},
        {"region", to.province + " " + to.city + " " + to.district},
        {"seller_note", order.seller_note},
        {"reserved_number", order.reserved_number},
        {"created_at", to_beijing_text(order.created_at)},
        {"audited_at", time_text(order.audited_at)},
        {"shipped_at", time_text(order.shipped_at)}};
    view["lines"] = line_views(order);
    view["parcels"] = parcel_views(erp, order);
    return view;
}

} // namespace

json::array channel_views(const sandbox::ErpWorld& erp)
{
    json::array views;
    for (const auto& shop : erp.shops())
        views.push_back({{"id", std::to_string(shop.id)},
                         {"code", shop.code},
                         {"name", shop.name},
                         {"platform", shop.platform},
                         {"native", shop.is_native}});
    return views;
}

json::array carrier_views(const sandbox::ErpWorld& erp)
{
    json::array views;
    for (const auto& carrier : erp.carriers())
        views.push_back({{"code", carrier.code},
                         {"name", carrier.name},
                         {"express_code", carrier.express_code}});
    return views;
}

json::array sales_order_views(const sandbox::ErpWorld& erp)
{
    json::array views;
    const auto& all = erp.orders().all();
    for (auto row = all.rbegin(); row != all.rend(); ++row)
        if (!row->is_deleted && !row->is_archived && views.size() < rows_max)
            views.push_back(sales_order_view(erp, *row));
    return views;
}

} // namespace daifa::practice::jackyun
