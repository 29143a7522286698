#include "pinduoduo/practice/api_table.hpp"

namespace daifa::practice::pinduoduo {
namespace {

constexpr ApiEntry apis[] = {
    {"pdd.fds.role.get", &get_role, false, true},
    {"pdd.fds.order.list.get", &list_orders, false, true, Side::factory},
    {"pdd.fds.order.get", &get_order, false, true, Side::factory},
    {"pdd.fds.waybill.get", &take_waybills, true, true, Side::factory},
    {"pdd.fds.waybill.return", &return_waybill, true, true, Side::factory},
    {"pdd.fds.waybill.return.slave", &return_extra_waybills, true, true, Side::factory},
    {"pdd.fds.waybill.cancel", &cancel_waybill, true, true, Side::factory},
    {"pdd.waybill.search", &search_contracts, false, true},
    {"pdd.waybill.query.by.waybillcode", &query_waybills, false, true},
    {"pdd.waybill.cancel", &cancel_taken_waybill, true, true},
    {"pdd.cloudprint.stdtemplates.get", &list_templates, false, true},
    {"pdd.cloudprint.customares.get", &list_custom_areas, false, true},
    {"pdd.goods.list.get", &list_goods, false, true},
    {"pdd.goods.skus.get", &get_sku, false, true},
    {"pdd.goods.quantity.update", &update_goods_quantity, true, true},
    {"pdd.order.list.get", &list_merchant_orders, false, true, Side::merchant},
    {"pdd.order.number.list.increment.get", &list_merchant_changes, false, true, Side::merchant},
    {"pdd.order.information.get", &get_merchant_order, false, true, Side::merchant},
    {"pdd.refund.address.list.get", &list_return_addresses, false, true, Side::merchant},
    {"pdd.logistics.online.send", &ship_online, true, true, Side::merchant},
    {"pdd.time.get", &get_time, false, false},
    {"pdd.logistics.companies.get", &list_carriers, false, false},
    {"pdd.mall.info.get", &get_shop, false, true},
    {"pdd.pmc.user.permit", &permit_messages, true, true},
    {"pdd.pmc.user.get", &get_message_user, false, false},
    {"pdd.pmc.user.cancel", &cancel_messages, true, false},
    {"pdd.pmc.accrue.query", &query_backlog, false, false},
    {"pdd.pop.auth.token.create", &create_token, true, false},
    {"pdd.pop.auth.token.refresh", &refresh_token, true, false},
};

} // namespace

const ApiEntry* find_api(std::string_view type)
{
    for (const auto& api : apis)
        if (api.name == type)
            return &api;
    return nullptr;
}

} // namespace daifa::practice::pinduoduo
