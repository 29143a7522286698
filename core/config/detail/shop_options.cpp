#include "config/detail/option.hpp"

namespace daifa::config::detail {
namespace {

constexpr Option shop_table[] = {
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
    {.path = "role",
     .bind = [](Draft& d) -> ValueRef { return choice(d.shop.role); },
     .zh = "本店是厂家（接单发货）还是商家（分配订单、在线发货）；商家店铺只用策略的 download、"
           "upload.interval、upload.moment 和 retry",
     .en = "Whether the shop is a factory, which ships, or a merchant, who assigns and ships "
           "online; of the strategy a merchant's shop uses download, upload.interval, "
           "upload.moment and retry",
     .choices = "factory|merchant"},
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

    {.path = "erp",
     .zh = "ERP；厂家必填，商家可不写（运单号由本机的厂家店铺提供）",
     .en = "The ERP; a factory needs one, a merchant whose numbers come from factories served here "
           "does not"},
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
     .zh = "运单号从哪里来：erp 由 ERP 取号；platform 由 daifa 在平台取号并打印（此时须写发货人）",
     .en = "Where it comes from: the erp, or the platform, where daifa takes it and has it "
           "printed; that needs a "
           "sender",
     .choices = "erp|platform"},
    {.path = "waybill.sender",
     .zh = "面单上的发货人；地址须与电子面单签约的发货地址逐字相同",
     .en = "The sender on the label; the address must equal the one of the contract, character by "
           "character"},
    {.path = "waybill.sender.name",
     .bind = [](Draft& d) -> ValueRef { return &d.shop.sender.name; },
     .zh = "姓名",
     .en = "Name",
     .is_required = true,
     .example = "某某工厂"},
    {.path = "waybill.sender.mobile",
     .bind = [](Draft& d) -> ValueRef { return &d.shop.sender.mobile; },
     .zh = "手机",
     .en = "Mobile phone",
     .is_required = true,
     .example = "\"13800000000\""},
    {.path = "waybill.sender.phone",
     .bind = [](Draft& d) -> ValueRef { return &d.shop.sender.phone; },
     .zh = "电话；不写则同手机",
     .en = "Phone; the mobile one when not given",
     .example = "\"0579-80000000\""},
    {.path = "waybill.sender.province",
     .bind = [](Draft& d) -> ValueRef { return &d.shop.sender.address.province; },
     .zh = "省",
     .en = "Province",
     .is_required = true,
     .example = "浙江省"},
    {.path = "waybill.sender.city",
     .bind = [](Draft& d) -> ValueRef { return &d.shop.sender.address.city; },
     .zh = "市",
     .en = "City",
     .is_required = true,
     .example = "金华市"},
    {.path = "waybill.sender.district",
     .bind = [](Draft& d) -> ValueRef { return &d.shop.sender.address.district; },
     .zh = "区县",
     .en = "District",
     .is_required = true,
     .example = "义乌市"},
    {.path = "waybill.sender.town",
     .bind = [](Draft& d) -> ValueRef { return &d.shop.sender.address.town; },
     .zh = "街道、镇；签约地址没有则不写",
     .en = "Town, where the contract's address has one",
     .example = "\"\""},
    {.path = "waybill.sender.detail",
     .bind = [](Draft& d) -> ValueRef { return &d.shop.sender.address.detail; },
     .zh = "详细地址",
     .en = "Street and number",
     .is_required = true,
     .example = "某某路 1 号"},

    {.path = "merchant",
     .zh = "商家店铺（role: merchant）的设置",
     .en = "Of a merchant's shop (role: merchant)",
     .is_rare = true},
    {.path = "merchant.ship", .zh = "在线发货", .en = "Telling the platform that orders left"},
    {.path = "merchant.ship.enabled",
     .bind = [](Draft& d) -> ValueRef { return &d.shop.ship.is_enabled; },
     .zh = "是否在线发货",
     .en = "Whether it is done at all"},
    {.path = "merchant.ship.mode",
     .bind = [](Draft& d) -> ValueRef { return choice(d.shop.ship.mode); },
     .zh =
         "observe 仅观察；propose 由人确认每单（daifa merchant --ship）；repair 有运单号即自动发货",
     .en = "observe only looks; propose ships what a person confirms (daifa merchant --ship); "
           "repair ships as soon as there is a number",
     .choices = "observe|propose|repair"},
    {.path = "merchant.ship.return_address",
     .bind = [](Draft& d) -> ValueRef { return &d.shop.ship.return_address; },
     .zh = "退货地址编号（daifa doctor 列出）；不写则用平台默认地址",
     .en = "Id of the return address (daifa doctor lists them); the platform's default when not "
           "given",
     .example = "\"10001\""},
    {.path = "merchant.ship.delay",
     .bind = [](Draft& d) -> ValueRef { return &d.shop.ship.delay; },
     .zh = "得到运单号后等待多久再发货",
     .en = "How long to wait after the number was found",
     .min = 0},
    {.path = "merchant.ship.fresh",
     .bind = [](Draft& d) -> ValueRef { return &d.shop.ship.fresh; },
     .zh = "订单读取超过此时长，发货前重新读取",
     .en = "An order that was read longer ago is read again before it ships",
     .min = 1000},
    {.path = "merchant.ship.carriers",
     .bind = [](Draft& d) -> ValueRef { return &d.shop.ship.carriers; },
     .zh = "商家 ERP 的快递（编码或名称）→ 平台快递编码；编码相同的不用写",
     .en =
         "Carrier of the merchant's ERP (code or name) → the platform's code; equal codes need no "
         "entry",
     .example = "{中通快递: ZTO}"},
    {.path = "merchant.factories",
     .bind = [](Draft& d) -> ValueRef { return &d.shop.factories; },
     .zh = "已绑定的厂家：name 名称；shop 厂家店铺在本配置中的编号（没有则不写）；binding_name "
           "厂家看到的商家名称",
     .en =
         "The factories that are bound: name; shop, the id of the factory's own shop in this "
         "configuration, if it is here; binding_name, under which that factory sees this merchant",
     .example = "[{name: 义乌一厂, shop: yiwu, binding_name: 某某旗舰店}]"},
    {.path = "merchant.assign",
     .bind = [](Draft& d) -> ValueRef { return &d.shop.assign; },
     .zh = "建议分配给谁（daifa proposals）：第一条符合的规则生效。when 条件 "
           "product、sku、region、note、"
           "sf_only；share 百分比，条件相同的规则分摊；stock: true "
           "时库存不足的厂家除外。分配只能由人在平台上做",
     .en =
         "To whom orders are proposed (daifa proposals): the first rule that fits. when: product, "
         "sku, region, note, sf_only; share: percent, divided among rules with the same "
         "conditions; stock: true leaves out a factory that has too little. Only a person can "
         "assign, on the platform",
     .example = "[{factory: 义乌一厂, when: {region: 浙江省}, share: 60}, {factory: 义乌二厂, "
                "when: {region: 浙江省}, share: 40}]"},

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
     .zh = "接口调用和消息推送（wss）的 HTTP 代理；不写则直连",
     .en = "HTTP proxy of calls and of messages (wss); direct when not given",
     .format = TextFormat::url,
     .example = "\"http://127.0.0.1:3128\""},
};

} // namespace

std::span<const Option> shop_options()
{
    return shop_table;
}

} // namespace daifa::config::detail
