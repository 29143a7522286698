// The lists an ERP's owner set up: shops, warehouses, carriers.

#include "jackyun/practice/business.hpp"

#include <boost/json/array.hpp>

#include <algorithm>

namespace daifa::practice::jackyun {
namespace {

constexpr int online_shop = 1; ///< 直营网店

/// The page of the records, each made into a row.
template <class Record, class ToRow>
json::array page_of(const std::vector<Record>& records, const PageRequest& page, ToRow to_row)
{
    json::array rows;
    const std::size_t first = std::min(records.size(), page.index * page.size);
    const std::size_t last = std::min(records.size(), first + page.size);
    for (std::size_t at = first; at < last; ++at)
        rows.push_back(to_row(records[at]));
    return rows;
}

} // namespace

json::value list_channels(const Call& call)
{
    const auto& warehouse = call.erp.warehouses().front();
    const auto to_row = [&](const sandbox::ErpShop& shop) -> json::object {
        return {{"channelId", std::to_string(shop.id)},
                {"channelCode", shop.code},
                {"channelName", shop.name},
                {"channelType", online_shop},
                {"onlinePlatTypeCode", shop.is_native ? "1" : "999"},
                {"onlinePlatTypeName", shop.platform},
                {"platShopId", shop.is_native ? std::to_string(shop.id % 100000) : std::string{}},
                {"platShopName", shop.name},
                {"warehouseCode", warehouse.code},
                {"warehouseName", warehouse.name},
                {"companyCode", "GS-01"},
                {"departCode", "BM-01"},
                {"cateName", "代发"},
                {"responsibleUserName", "管理员"}};
    };
    return json::object{
        {"salesChannelInfo", page_of(call.erp.shops(), read_page(call.business), to_row)}};
}

json::value list_warehouses(const Call& call)
{
    const auto to_row = [](const sandbox::ErpWarehouse& warehouse) -> json::object {
        return {{"warehouseId", std::to_string(warehouse.id)},
                {"warehouseCode", warehouse.code},
                {"warehouseName", warehouse.name},
                {"isBlockup", 0}};
    };
    return json::object{
        {"warehouseInfo", page_of(call.erp.warehouses(), read_page(call.business), to_row)}};
}

json::value list_carriers(const Call& call)
{
    json::array warehouses;
    for (const auto& warehouse : call.erp.warehouses())
        warehouses.emplace_back(std::to_string(warehouse.id));
    const auto to_row = [&](const sandbox::ErpCarrier& carrier) -> json::object {
        return {{"logisticId", std::to_string(carrier.id)},
                {"logisticCode", carrier.code},
                {"logisticName", carrier.name},
                {"expressCode", carrier.express_code},
                {"expressName", carrier.express_name},
                {"warehouseId", warehouses},
                {"isBlockup", 0},
                {"interfaceName", carrier.express_name}};
    };
    return json::object{
        {"logisticInfo", page_of(call.erp.carriers(), read_page(call.business), to_row)}};
}

} // namespace daifa::practice::jackyun
