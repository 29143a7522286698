#include "pinduoduo/practice/api_table.hpp"

namespace daifa::practice::pinduoduo {
namespace {

constexpr ApiEntry apis[] = {
    {"pdd.fds.role.get", &get_role, false, true, false},
    {"pdd.fds.order.list.get", &list_orders, false, true, true},
    {"pdd.fds.order.get", &get_order, false, true, true},
    {"pdd.fds.waybill.get", &take_waybills, true, true, true},
    {"pdd.fds.waybill.return", &return_waybill, true, true, true},
    {"pdd.fds.waybill.return.slave", &return_extra_waybills, true, true, true},
    {"pdd.fds.waybill.cancel", &cancel_waybill, true, true, true},
    {"pdd.waybill.search", &search_contracts, false, true, false},
    {"pdd.waybill.query.by.waybillcode", &query_waybills, false, true, false},
    {"pdd.waybill.cancel", &cancel_taken_waybill, true, true, false},
    {"pdd.cloudprint.stdtemplates.get", &list_templates, false, true, false},
    {"pdd.cloudprint.customares.get", &list_custom_areas, false, true, false},
    {"pdd.goods.list.get", &list_goods, false, true, false},
    {"pdd.goods.skus.get", &get_sku, false, true, false},
    {"pdd.goods.quantity.update", &update_goods_quantity, true, true, false},
    {"pdd.time.get", &get_time, false, false, false},
    {"pdd.logistics.companies.get", &list_carriers, false, false, false},
    {"pdd.mall.info.get", &get_shop, false, true, false},
    {"pdd.pmc.user.permit", &permit_messages, true, true, false},
    {"pdd.pmc.user.get", &get_message_user, false, false, false},
    {"pdd.pmc.user.cancel", &cancel_messages, true, false, false},
    {"pdd.pmc.accrue.query", &query_backlog, false, false, false},
    {"pdd.pop.auth.token.create", &create_token, true, false, false},
    {"pdd.pop.auth.token.refresh", &refresh_token, true, false, false},
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
