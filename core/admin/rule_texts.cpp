#include "admin/differences.hpp"

#include <algorithm>
#include <array>

namespace daifa::admin {
namespace {

constexpr auto rules = std::to_array<RuleText>({
    {"uncertain",
     {"an earlier write got no sure answer: the other side is read before anything else is done",
      "之前的写操作没有得到确定的应答：先读取对方，再做其他事"}},
    {"in_flight", {"a write is under way: its answer comes first", "写操作正在进行：先等待其应答"}},
    {"hold", {"an operator holds the order", "操作员暂停了订单"}},
    {"case", {"a person decided that nothing more is done", "已由人工了结，不再处理"}},
    {"withdraw", {"the platform took the order away", "平台收回了订单"}},
    {"after_sale", {"after-sale or risk control stops the order", "售后或风控使订单暂停"}},
    {"generation", {"the order was assigned again after a withdrawal", "订单收回后又重新分配"}},
    {"generation.follow",
     {"the ERP has a later order of it, after a withdrawal that this ledger does not know: that "
      "one "
      "counts",
      "ERP 中已有该单收回后重新分配的新单，而账本没有该次收回的记录：以新单为准"}},
    {"import", {"the order has to go into the ERP", "订单须导入 ERP"}},
    {"import.look",
     {"the order is older than this process: the ERP is asked whether it has it already",
      "订单早于本进程启动：先查询 ERP 是否已有该单"}},
    {"import.adopt",
     {"the ERP has the order already: it is taken as imported", "ERP 已有该单：视为已导入"}},
    {"import.changed", {"the order changed after its import", "导入后订单有变更"}},
    {"items", {"the goods are looked up in the ERP's names", "将商品对应到 ERP"}},
    {"download.enabled", {"the strategy downloads no orders", "策略关闭了订单下载"}},
    {"download.order_types",
     {"the strategy does not take this type of order", "策略不下载该类订单"}},
    {"download.delay", {"the strategy waits after the assignment", "分配后按策略延迟导入"}},
    {"download.filter.regions", {"the region is not among those taken", "地区不在下载范围内"}},
    {"download.filter.regions_except", {"the region is excepted", "地区被排除"}},
    {"download.filter.merchants", {"the merchant is not among those taken", "商家不在下载范围内"}},
    {"download.filter.merchants_except", {"the merchant is excepted", "商家被排除"}},
    {"download.filter.keywords",
     {"none of the keywords stands in the order", "订单不含任何指定关键词"}},
    {"download.filter.keywords_except",
     {"an excepted keyword stands in the order", "订单含被排除的关键词"}},
    {"erp.wait",
     {"the ERP has the order; its warehouse has to ship it", "ERP 已有订单，等待仓库发货"}},
    {"erp.missing", {"the order is gone from the ERP", "ERP 中订单消失"}},
    {"erp.cancelled", {"the order is cancelled in the ERP", "ERP 中订单已取消"}},
    {"erp.merged", {"the order was merged in the ERP", "订单在 ERP 中被合并"}},
    {"erp.split", {"the order was split in the ERP", "订单在 ERP 中被拆分"}},
    {"erp.replaced",
     {"the ERP replaced the order; its successor is looked for", "ERP 替换了订单，正在查找新单"}},
    {"erp.duplicate", {"the ERP has the order more than once", "ERP 中订单重复"}},
    {"audit", {"daifa audits the order in the ERP", "由 daifa 在 ERP 中审核"}},
    {"audit.hold", {"the strategy waits before the audit", "审核前按策略等待"}},
    {"audit.block_if.seller_note", {"the order has a seller note", "订单有卖家备注"}},
    {"audit.block_if.sf_only", {"the order must go with SF", "订单指定顺丰"}},
    {"audit.block_if.keyword", {"one of the keywords stands in the order", "订单含指定关键词"}},
    {"audit.block_if.quantity_over", {"the quantity is over the limit", "数量超过上限"}},
    {"audit.block_if.amount_over", {"the amount is over the limit", "金额超过上限"}},
    {"upload", {"the waybill number has to go to the platform", "运单号须回传平台"}},
    {"waybill", {"the platform is asked for a waybill number", "向平台取运单号"}},
    {"waybill.contracts",
     {"the contracts with carriers are not read yet", "尚未读到电子面单的签约情况"}},
    {"waybill.carriers", {"no carrier can be asked for a number", "没有可以取号的快递"}},
    {"waybill.look", {"the order is read again before a number is taken", "取号前重新查询订单"}},
    {"waybill.joint",
     {"other orders go to the same recipient, and may go in the same parcel",
      "有同一收件人的其他订单，可合为一包"}},
    {"withdraw.budget",
     {"the branch's share of cancelled numbers is used up", "该网点的退号比例已用完"}},
    {"withdraw.waybill",
     {"the platform took the order away: its number is given back", "订单已被收回：退回运单号"}},
    {"address", {"the address changed after the number was taken", "取号之后收件地址变更"}},
    {"address.waybill",
     {"the address changed before the label was printed: its number is given back and another one "
      "is taken",
      "打印前收件地址变更：退号并重新取号"}},
    {"print", {"the label has to be printed", "面单待打印"}},
    {"print.look", {"the order is read again before its label is printed", "打印前重新查询订单"}},
    {"upload.look",
     {"the order is read again before its number is uploaded", "回传前重新查询订单"}},
    {"upload.changed",
     {"the order has another number than the one that was uploaded", "运单号与已回传的不同"}},
    {"upload.enabled", {"the strategy has uploading switched off", "策略关闭了物流上传"}},
    {"upload.delay", {"the strategy waits after shipping", "发货后按策略延迟回传"}},
    {"upload.carriers",
     {"the ERP's carrier is looked up in the platform's codes", "将 ERP 快递对应到平台编码"}},
    {"upload.parcels",
     {"the numbers of further parcels have to go to the platform", "其余包裹的运单号须回传平台"}},
    {"stock", {"the platform should offer what the ERP has", "平台数量应与 ERP 库存一致"}},
    {"stock.in_flight", {"a quantity is being sent", "正在上传数量"}},
    {"stock.uncertain",
     {"sending got no sure answer: the platform is read until two looks agree",
      "上传没有得到确定的应答：查询平台，直到两次一致"}},
    {"stock.read_back", {"what was sent is read back", "上传后回读核对"}},
    {"stock.look", {"the platform could not be read; it is tried again", "查询平台失败，稍后重试"}},
    {"stock.gone", {"the listing is no longer on the shelf", "商品已不在店铺中"}},
    {"stock.enabled", {"the strategy has stock switched off", "策略关闭了库存同步"}},
    {"stock.except", {"the strategy leaves this item alone", "策略排除了该商品"}},
    {"stock.items", {"the ERP's item is looked up by its barcode", "按条码查找 ERP 货品"}},
    {"stock.erp_unread", {"the ERP's stock was not read yet", "尚未读取 ERP 库存"}},
    {"stock.warehouses", {"only named warehouses count", "仅计入指定仓库"}},
    {"stock.sold",
     {"the platform sold some that the ERP did not hear of yet; they are not put back before the "
      "next full reading",
      "平台已售出而 ERP 尚未扣减；下一次全量读取前不会补回"}},
    {"stock.change_max", {"a large change waits for a person", "变动较大，等待人工确认"}},
    {"stock.mode", {"the strategy leaves sending to a person", "策略要求由人决定是否上传"}},
    {"stock.retry", {"tried again after a while", "稍后重试"}},
    {"stock.refused", {"the platform refused this quantity", "平台拒绝了该数量"}},
    {"ship", {"the order has a number and is told to the platform as shipped", "已有运单号，在平台上发货"}},
    {"ship.in_flight", {"a shipment is being told to the platform", "正在向平台发货"}},
    {"ship.verify",
     {"shipping got no sure answer: the order is read before anything else is done",
      "发货没有得到确定的应答：先读取订单"}},
    {"ship.closed", {"nothing will be shipped of this order", "该单不再发货"}},
    {"ship.by_person", {"somebody else shipped the order", "已由他人发货"}},
    {"ship.accepted",
     {"a person decided that the number on the platform stands", "已由人确认：以平台上的运单号为准"}},
    {"ship.compare", {"what the platform shows is compared with what was shipped", "核对平台与实际发货"}},
    {"ship.on_hold", {"the platform suspends the dispatch", "平台暂停发货"}},
    {"ship.number", {"the waybill number comes from the ERP or from a factory", "运单号来自 ERP 或厂家"}},
    {"ship.carriers", {"the carrier is looked up on the platform", "对应平台快递公司"}},
    {"ship.return_address", {"goods are sent back to this address", "退货地址"}},
    {"ship.enabled", {"the configuration has shipping switched off", "配置关闭了在线发货"}},
    {"ship.mode", {"the configuration leaves shipping to a person", "配置要求由人确认发货"}},
    {"ship.delay", {"the configuration waits after the number was found", "得到运单号后按配置等待"}},
    {"ship.fresh", {"the order is read again before it ships", "发货前重新读取订单"}},
    {"limits", {"waits for its turn within the other side's rate limit", "在对方的调用限额内排队"}},
    {"platform.stopped", {"the platform can not be worked with at the moment", "平台暂时不可用"}},
    {"erp.stopped", {"the ERP can not be worked with at the moment", "ERP 暂时不可用"}},
    {"decide", {"no rule fits", "没有适用的规则"}},
});

} // namespace

std::span<const RuleText> all_rules()
{
    return rules;
}

const RuleText* find_rule(std::string_view name)
{
    const auto found = std::ranges::find(rules, name, &RuleText::name);
    return found == rules.end() ? nullptr : &*found;
}

} // namespace daifa::admin
