#include "config/detail/option.hpp"

namespace daifa::config::detail {
namespace {

constexpr Option table[] = {
    {.path = "shop",
     .bind = [](Draft& d) -> ValueRef { return &d.shop.id; },
     .zh = "店铺在 daifa 中的编号，一经使用不能再改",
     .en = "The shop's id in daifa; it must never change once it was used",
     .is_required = true,
     .format = TextFormat::name,
     .example = "my-shop"},
    {.path = "enabled",
     .bind = [](Draft& d) -> ValueRef { return &d.shop.is_enabled; },
     .zh = "是否启用；停用的店铺只检查写法，不读取密钥",
     .en = "Whether it runs; of a shop that is off only the form is checked and no secret is read",
     .example = "false"},
    {.path = "strategy",
     .bind = [](Draft& d) -> ValueRef { return &d.shop.strategy; },
     .zh = "使用的策略",
     .en = "The strategy it follows",
     .is_required = true,
     .format = TextFormat::name,
     .example = "factory"},

    {.path = "platform", .zh = "销售平台", .en = "The sales platform", .is_required = true},
    {.path = "platform.plugin",
     .bind = [](Draft& d) -> ValueRef { return &d.shop.platform_plugin; },
     .zh = "插件名，见 daifa plugins",
     .en = "Name of the plugin, see daifa plugins",
     .is_required = true,
     .format = TextFormat::name,
     .example = "pinduoduo"},
    {.path = "platform.settings",
     .bind = [](Draft& d) -> ValueRef { return &d.shop.platform_settings; },
     .zh = "插件的设置，见插件说明或 daifa plugins；密钥只写来源",
     .en = "Settings of the plugin, see its README or daifa plugins; of secrets only the source",
     .example = "app_key: your-app-key\n"
                "app_secret: {file: ../secrets/pinduoduo-app-secret}\n"
                "redirect_uri: https://factory.example/authorized\n"},

    {.path = "erp", .zh = "工厂的 ERP", .en = "The factory's ERP", .is_required = true},
    {.path = "erp.plugin",
     .bind = [](Draft& d) -> ValueRef { return &d.shop.erp_plugin; },
     .zh = "插件名，见 daifa plugins",
     .en = "Name of the plugin, see daifa plugins",
     .is_required = true,
     .format = TextFormat::name,
     .example = "jackyun"},
    {.path = "erp.channel",
     .bind = [](Draft& d) -> ValueRef { return &d.shop.channel; },
     .zh = "ERP 中接收订单的店铺编码；必须是自有商城类型，并关闭 ERP 自己的订单下载和物流上传",
     .en = "Code of the shop inside the ERP that takes the orders; it must be of the own-platform "
           "kind, "
           "with the ERP's own download and logistics upload off",
     .is_required = true,
     .example = "\"1001\""},
    {.path = "erp.settings",
     .bind = [](Draft& d) -> ValueRef { return &d.shop.erp_settings; },
     .zh = "插件的设置，见插件说明或 daifa plugins；密钥只写来源",
     .en = "Settings of the plugin, see its README or daifa plugins; of secrets only the source",
     .example = "app_key: your-app-key\n"
                "app_secret: {file: ../secrets/jackyun-app-secret}\n"},

    {.path = "items", .zh = "商品对应", .en = "How goods are found in the ERP"},
    {.path = "items.match",
     .bind = [](Draft& d) -> ValueRef { return choice(d.shop.item_match); },
     .zh = "商家编码即 ERP 条码，或货号 + 规格即 ERP 货品编号 + 规格",
     .en = "The merchant's SKU code is the ERP's barcode, or article number and spec are its goods "
           "number and spec",
     .choices = "barcode=out_sku_sn|goods_no=product_sn + spec=goods_spec"},
    {.path = "items.map",
     .bind = [](Draft& d) -> ValueRef { return &d.shop.item_map; },
     .zh = "例外对照表（CSV，UTF-8，列：key,barcode,goods_no,spec），优先于 match",
     .en =
         "Table of exceptions (CSV, UTF-8, columns key,barcode,goods_no,spec); it wins over match",
     .format = TextFormat::path,
     .example = "items.csv"},

    {.path = "recipient_fill",
     .zh = "平台不给厂家看收件人，ERP 又要求填写时填什么；"
           "可用 {order:6}（订单号末 6 位）、{merchant}、{province}、{city}、{district}",
     .en =
         "What stands for the recipient whom the platform hides; {order:6} (the last 6 "
         "characters of its number), {merchant}, {province}, {city} and {district} are filled in"},
    {.path = "recipient_fill.name",
     .bind = [](Draft& d) -> ValueRef { return &d.shop.recipient_fill.name; },
     .zh = "姓名",
     .en = "Name",
     .format = TextFormat::fill},
    {.path = "recipient_fill.phone",
     .bind = [](Draft& d) -> ValueRef { return &d.shop.recipient_fill.phone; },
     .zh = "电话；ERP 必填时写工厂自己的",
     .en = "Phone; the factory's own where the ERP insists on one",
     .format = TextFormat::fill,
     .example = "\"\""},
    {.path = "recipient_fill.address",
     .bind = [](Draft& d) -> ValueRef { return &d.shop.recipient_fill.address; },
     .zh = "详细地址",
     .en = "Street",
     .format = TextFormat::fill},

    {.path = "waybill", .zh = "运单号", .en = "The waybill number"},
    {.path = "waybill.source",
     .bind = [](Draft& d) -> ValueRef { return choice(d.shop.waybill_source); },
     .zh = "运单号从哪里来；目前只能是 erp",
     .en = "Where it comes from; only erp for now",
     .choices = "erp|platform"},

    {.path = "limits",
     .bind = [](Draft& d) -> ValueRef { return &d.shop.limits; },
     .zh = "调用频率上限（接口名: 次数/时长），替换插件自带的上限，可高可低",
     .en = "Rate limits (API: calls/span); they replace the plugin's own, lower or higher",
     .example = "{pdd.fds.order.get: 20/1s}"},
    {.path = "connections",
     .bind = [](Draft& d) -> ValueRef { return &d.shop.connections; },
     .zh = "对每一侧最多同时打开的连接数",
     .en = "Connections open at once to each side, at most",
     .min = 1,
     .max = 64},
    {.path = "proxy",
     .bind = [](Draft& d) -> ValueRef { return &d.shop.proxy; },
     .zh = "HTTP 代理；不写则直连",
     .en = "HTTP proxy; direct when not given",
     .format = TextFormat::url,
     .example = "\"http://127.0.0.1:3128\""},
};

} // namespace

std::span<const Option> shop_options()
{
    return table;
}

} // namespace daifa::config::detail
