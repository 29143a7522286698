#include "admin/differences.hpp"

#include <algorithm>
#include <array>

namespace daifa::admin {
namespace {

constexpr auto differences = std::to_array<DifferenceText>({
    {"missing_in_erp",
     {"the order was imported, and the ERP no longer shows it", "订单已导入，但 ERP 中已查不到"},
     {"find out who deleted it in the ERP; if it has to be shipped, create or restore it there "
      "with the same "
      "online order number, then run daifa retry",
      "查明 ERP 中谁删除了该订单；若仍需发货，请在 ERP 中以相同网店单号恢复或新建，然后执行 daifa "
      "retry"},
     Unblocker::warehouse},
    {"merged_in_erp",
     {"the ERP merged the order into another one that does not carry its number",
      "ERP 已将该订单合并到另一单，而新单上没有它的网店单号"},
     {"undo the merge in the ERP, or ship by hand and upload the number on the platform",
      "在 ERP 中撤销合并，或人工发货并在平台上回传运单号"},
     Unblocker::warehouse},
    {"split_in_erp",
     {"the ERP split the order into others that do not carry its number",
      "ERP 已将该订单拆分，而拆出的单上没有它的网店单号"},
     {"undo the split in the ERP, or ship by hand and upload the number on the platform",
      "在 ERP 中撤销拆分，或人工发货并在平台上回传运单号"},
     Unblocker::warehouse},
    {"cancelled_in_erp",
     {"the order is cancelled in the ERP, and the merchant still has it assigned to the factory",
      "订单在 ERP 中已取消，但商家仍将它分配给厂家"},
     {"restore it in the ERP, or ask the merchant to take the order back",
      "在 ERP 中恢复该订单，或请商家取消分配"},
     Unblocker::warehouse},
    {"duplicate_in_erp",
     {"several live ERP orders carry this order's number: it could be shipped twice",
      "ERP 中有多张有效订单带有该单号，可能重复发货"},
     {"keep one of them and cancel the others in the ERP; if the ERP's own download is switched on "
      "for this shop, "
      "switch it off",
      "在 ERP 中只保留一张，取消其余；若 ERP 对该店铺开启了自带的订单下载，请关闭"},
     Unblocker::warehouse},
    {"changed_after_import",
     {"the merchant changed address, goods or note after the order was imported",
      "订单导入后，商家又改了地址、商品或备注"},
     {"correct or cancel the order in the ERP; a cancelled one can be assigned again by the "
      "merchant",
      "在 ERP 中修改或取消该订单；取消后可由商家重新分配"},
     Unblocker::warehouse},
    {"address_not_in_erp",
     {"the merchant changed the region after the order was imported; the label has the new one",
      "订单导入后商家改了地区；面单上是新地址"},
     {"correct the region in the ERP order if somebody there goes by it; when the detail names a "
      "number, enter it when the order is shipped",
      "若 ERP 中有人按地区处理，请在 ERP 订单中改正；若所示有运单号，发货时录入"},
     Unblocker::warehouse},
    {"audit_blocked",
     {"the strategy says that a person has to audit this order", "按策略，该订单须由人工审核"},
     {"audit it in the ERP", "在 ERP 中人工审核"},
     Unblocker::warehouse},
    {"audit_refused",
     {"the ERP refused the audit", "ERP 拒绝审核"},
     {"mend in the ERP what its answer names, then run daifa retry",
      "按 ERP 返回的原因在 ERP 中处理，然后执行 daifa retry"},
     Unblocker::warehouse},
    {"import_refused",
     {"the ERP refused the order", "ERP 拒绝导入该订单"},
     {"mend what the ERP's answer names (goods, recipient_fill, number), then run daifa retry",
      "按 ERP 返回的原因修正（商品、recipient_fill、单号等），然后执行 daifa retry"},
     Unblocker::administrator},
    {"item_unmapped",
     {"the goods of this order have no counterpart in the ERP", "该订单的商品在 ERP 中没有对应"},
     {"add the goods to the shop's item map (items.map) and run daifa reload; all orders of this "
      "cause go on by "
      "themselves",
      "在店铺的商品对应表（items.map）中补上该商品，执行 daifa reload；同因订单会自动继续"},
     Unblocker::administrator},
    {"withdrawn_but_open",
     {"the platform took the order away, and it is still open in the ERP",
      "平台上订单已被收回，但 ERP 中仍未取消"},
     {"cancel it in the ERP before it is shipped", "请在发货前于 ERP 中取消"},
     Unblocker::warehouse},
    {"withdrawn_after_ship",
     {"the platform took the order away after the goods left", "发货之后平台才收回订单"},
     {"have the parcel intercepted, or settle it with the merchant; daifa uploads nothing any more",
      "联系快递拦截，或与商家协商；daifa 不会再回传"},
     Unblocker::merchant},
    {"risk_control",
     {"the platform holds the order for risk control", "订单处于平台风控中"},
     {"nothing to do: it goes on when the platform releases it", "无需操作：平台放行后自动继续"},
     Unblocker::platform},
    {"after_sale_open",
     {"an after-sale is open: the order must not be shipped now", "订单有进行中的售后，暂不能发货"},
     {"wait for the merchant's decision; it goes on or is withdrawn by itself",
      "等待商家处理售后；之后会自动继续或收回"},
     Unblocker::merchant},
    {"uploaded_by_other",
     {"the platform has a waybill number that daifa never uploaded",
      "平台上已有运单号，但不是 daifa 回传的"},
     {"find out who uploaded it (another program, the ERP's own upload, the merchant) and switch "
      "that off; if it was "
      "daifa, before its ledger was restored, run daifa resolve --uploaded with the number on the "
      "platform's page",
      "查明是谁回传的（其他软件、ERP 自带的物流上传或商家），并将其关闭；若是账本恢复之前的 daifa "
      "回传的，"
      "请用平台页面上的运单号执行 daifa resolve --uploaded"},
     Unblocker::administrator},
    {"waybill_not_served",
     {"no carrier gives a waybill number for the order", "没有快递能给该单取号"},
     {"top up or extend the contract that the detail names, mend waybill.sender or name another "
      "carrier in "
      "waybill.carriers; it goes on by itself, at once with daifa retry",
      "按所示原因充值、续约，修正 waybill.sender，或在 waybill.carriers "
      "中换快递；之后自动继续，daifa retry 可立即重试"},
     Unblocker::administrator},
    {"waybill_refused",
     {"the platform refuses to give a waybill number", "平台拒绝取号"},
     {"mend what the platform names, then run daifa retry",
      "按平台返回的原因处理，然后执行 daifa retry"},
     Unblocker::administrator},
    {"waybill_number_lost",
     {"the platform gave a waybill number and its answer got lost", "平台已给出运单号，但应答丢失"},
     {"look the number up in the platform's back office, then run daifa resolve for that write: "
      "--outcome confirmed --number CARRIER/NUMBER, or --outcome refused when there is none",
      "在平台后台查到该运单号，然后对该写操作执行 daifa resolve：--outcome confirmed --number "
      "快递/运单号；"
      "没有取到则 --outcome refused"},
     Unblocker::administrator},
    {"waybill_kept",
     {"the platform took the order away and the strategy keeps its number",
      "订单已被收回，按策略保留其运单号"},
     {"run daifa cancel-waybill to give the number back", "执行 daifa cancel-waybill 退回运单号"},
     Unblocker::administrator},
    {"waybill_not_cancelled",
     {"a waybill number can not be given back now", "运单号暂时无法退回"},
     {"see the detail: when its branch's share of cancelled numbers (20 %) is used up, it is tried "
      "again by itself; what the platform refused is tried again by daifa retry",
      "查看说明：网点退号比例（20 %）用完时会自动重试；平台拒绝的，处理后执行 daifa retry"},
     Unblocker::administrator},
    {"waybill_not_in_erp",
     {"the label is printed and the ERP does not show its number",
      "面单已打印，ERP 中还没有该运单号"},
     {"type or scan the number that the detail names into the ERP order when it is shipped",
      "发货时把所示运单号录入或扫入 ERP 订单"},
     Unblocker::warehouse},
    {"print_refused",
     {"the label could not be printed", "面单打印失败"},
     {"see the reason: paper, printer or print component; it is tried again by itself, at once "
      "with daifa retry",
      "查看原因：纸张、打印机或打印组件；之后自动重试，daifa retry 可立即重试"},
     Unblocker::warehouse},
    {"print_unknown",
     {"nobody knows whether the label is on paper", "无法确定面单是否已打印"},
     {"look beside the printer, then run daifa resolve for that write: --outcome confirmed when "
      "the "
      "label is there, --outcome refused to have it printed",
      "到打印机旁核实，然后对该写操作执行 daifa resolve：已打印则 --outcome confirmed，没有则 "
      "--outcome "
      "refused（将会打印）"},
     Unblocker::warehouse},
    {"upload_gone",
     {"the order was taken away after its number was uploaded and assigned again, and the platform "
      "shows no number any more",
      "回传之后订单被收回又重新分配，平台上已没有运单号"},
     {"find out whether the parcel left: then enter its number on the platform; else agree with "
      "the merchant what is to be sent",
      "先确认包裹是否已发出：已发出则在平台上录入运单号；否则与商家商定如何处理"},
     Unblocker::administrator},
    {"withdrawn_after_print",
     {"the platform took the order away and its label is on paper", "面单打印之后平台收回了订单"},
     {"do not ship: destroy the label, then run daifa cancel-waybill to give its number back",
      "不要发货：销毁面单，然后执行 daifa cancel-waybill 退回运单号"},
     Unblocker::warehouse},
    {"address_changed_after_print",
     {"the recipient's address changed after the label was put on paper",
      "面单打印之后收件地址变更"},
     {"do not ship with this label: destroy it and run daifa cancel-waybill, another number is "
      "taken then; to keep this one all the same, run daifa print --reprint; what has left has to "
      "be intercepted",
      "不要用这张面单发货：销毁后执行 daifa cancel-waybill，之后会重新取号；若仍用原号，执行 daifa "
      "print "
      "--reprint；已发出的请联系快递拦截"},
     Unblocker::warehouse},
    {"address_changed_after_take",
     {"the recipient's address changed after the number was taken, and the strategy leaves it to a "
      "person",
      "取号之后收件地址变更，按策略由人处理"},
     {"run daifa cancel-waybill to have another number taken (one that was uploaded is retracted "
      "first), or daifa print --reprint to keep this one",
      "执行 daifa cancel-waybill 退号并重新取号（已回传的会先取消回传），或执行 daifa print "
      "--reprint 仍用原号"},
     Unblocker::administrator},
    {"joint_parcel_proposed",
     {"other open orders go to the same recipient: one parcel would save postage",
      "有同一收件人的其他未完成订单，合为一包可省运费"},
     {"run daifa resolve ORDER --joint to put them in one parcel, or --single for a parcel of its "
      "own",
      "合为一包执行 daifa resolve 订单 --joint；单独发包执行 --single"},
     Unblocker::administrator},
    {"joint_parcel_changed",
     {"an order in a joint parcel was withdrawn or goes to another recipient",
      "合包中的订单被收回，或收件人已变更"},
     {"take its goods out of the parcel; then, when it was withdrawn, run daifa cancel-waybill "
      "(the "
      "number stays with the others), else daifa resolve ORDER --single for a parcel of its own",
      "把该订单的商品从包裹中取出；已收回的执行 daifa cancel-waybill（运单号留给其他订单），"
      "收件人变更的执行 daifa resolve 订单 --single 单独发包"},
     Unblocker::warehouse},
    {"joint_parcel_waits",
     {"another order of the joint parcel is stopped", "合包中的另一订单已停住"},
     {"see daifa explain of the order that the detail names, or run daifa resolve ORDER --single",
      "请用 daifa explain 查看所示订单，或执行 daifa resolve 订单 --single 单独发包"},
     Unblocker::administrator},
    {"carrier_unmapped",
     {"the ERP's carrier has no code on the platform", "ERP 的快递公司在平台上没有对应编码"},
     {"add it to upload.carriers in the strategy and run daifa reload",
      "在策略的 upload.carriers 中补上对应关系，执行 daifa reload"},
     Unblocker::administrator},
    {"carrier_not_allowed",
     {"the buyer paid for SF (顺丰), and the parcel left with another carrier",
      "买家支付了顺丰运费，但包裹由其他快递发出"},
     {"ship with SF, or settle it with the merchant", "改用顺丰发货，或与商家协商"},
     Unblocker::warehouse},
    {"upload_refused",
     {"the platform refused the waybill number", "平台拒绝了运单号"},
     {"mend what the platform's answer names, then run daifa retry",
      "按平台返回的原因处理，然后执行 daifa retry"},
     Unblocker::administrator},
    {"upload_not_retracted",
     {"the order has another number now, and the platform keeps the one that was uploaded",
      "运单号已变，但平台上已回传的旧号未能取消"},
     {"take the number that the detail names off the order on the platform's page, then run daifa "
      "retry",
      "在平台页面上取消所示运单号的回传，然后执行 daifa retry"},
     Unblocker::administrator},
    {"waybill_not_uploaded",
     {"the goods left, and the strategy has uploading switched off",
      "已发货，但策略中关闭了物流上传"},
     {"set upload.enabled to true and run daifa reload, or upload on the platform by hand",
      "将 upload.enabled 设为 true 并执行 daifa reload，或在平台上人工回传"},
     Unblocker::administrator},
    {"waybill_mismatch",
     {"the ERP shows another number than the one that was uploaded",
      "ERP 中的运单号与已回传的不一致"},
     {"check which parcel really left and correct the number on the platform or in the ERP, or "
      "keep "
      "it (daifa cases); with upload.on_changed_number: retract daifa takes an old number off by "
      "itself, but none that stands on a label",
      "核对实际发出的包裹，在平台或 ERP 中更正运单号，或保留（daifa cases）；设 "
      "upload.on_changed_number: retract 则由 daifa 取消原回传，面单上的运单号除外"},
     Unblocker::warehouse},
    {"waybill_in_use",
     {"another order of this shop holds the same waybill number", "同店另一订单已使用相同的运单号"},
     {"correct the number in the ERP: one number can stand for one order only",
      "在 ERP 中更正运单号：一个单号只能用于一个订单"},
     Unblocker::warehouse},
    {"shipped_without_number",
     {"the ERP says shipped and shows no waybill number", "ERP 显示已发货，但没有运单号"},
     {"enter the number in the ERP", "在 ERP 中补录运单号"},
     Unblocker::warehouse},
    {"extra_parcel",
     {"the order has more parcels than the platform took", "订单的包裹数超过平台已接受的数量"},
     {"add the extra numbers on the platform by hand", "在平台上人工补充其余运单号"},
     Unblocker::administrator},
    {"extra_parcel_unverifiable",
     {"the answer to an extra waybill number was lost, and the platform does not show such numbers",
      "补充运单号的应答丢失，而平台不提供查询"},
     {"look at the order on the platform, then run daifa resolve for that write",
      "在平台上查看该订单，然后对该写操作执行 daifa resolve"},
     Unblocker::administrator},
    {"unverifiable",
     {"what the other side has of this order could not be read", "读不到对方的该订单数据"},
     {"daifa asks again by itself; if it stays, look at the order on both sides and run daifa "
      "retry",
      "daifa 会自动重读；若一直如此，请在两边查看该订单后执行 daifa retry"},
     Unblocker::nobody},
    {"held_by_operator",
     {"an operator holds this order", "操作员已暂停该订单"},
     {"run daifa release when it may go on", "可以继续时执行 daifa release"},
     Unblocker::administrator},
    {"stock_unmapped",
     {"the listing's code is no barcode of the ERP, so nobody knows its stock",
      "商品的规格编码在 ERP 中没有对应条码，无法得知库存"},
     {"give the listing the ERP's barcode as its code on the platform, or name both in items.map; "
      "a "
      "listing that is not the ERP's goes into stock.except",
      "在平台上把规格编码改为 ERP 条码，或在 items.map 中写明对应关系；不由 ERP 管理的商品写入 "
      "stock.except"}},
    {"stock_warehouse_unknown",
     {"the ERP shows no stock in a warehouse that the strategy names; nothing is sent, so that a "
      "mistyped code does not sell everything out",
      "策略中写的仓库在 ERP 库存中不存在；为避免误清零，暂不上传"},
     {"correct stock.warehouses, then daifa reload", "更正 stock.warehouses 后执行 daifa reload"}},
    {"stock_change_capped",
     {"the change is larger than stock.change_max allows without a person",
      "变动超过 stock.change_max，须人工确认"},
     {"look at the ERP's stock; if it is right: daifa stock --send LISTING",
      "核对 ERP 库存；无误则执行 daifa stock --send 商品"}},
    {"stock_differs",
     {"the platform offers another quantity than is wanted, and the strategy leaves it to a person",
      "平台数量与应有数量不同，策略要求由人决定"},
     {"daifa stock --send LISTING, or --all; stock.mode: repair sends by itself",
      "执行 daifa stock --send 商品，或 --all；stock.mode: repair 则自动上传"}},
    {"stock_refused",
     {"the platform did not take the quantity", "平台没有接受该数量"},
     {"read the platform's text; it is tried again, at the latest after the next full reading",
      "请看平台返回的文字；系统会再试，最迟在下一次全量读取之后"},
     Unblocker::platform},
    {"stock_not_taken",
     {"the platform said yes, and still offers the old quantity", "平台应答成功，但数量没有变化"},
     {"it is tried again; if it stays, look at the product in the platform's back office",
      "系统会再试；若持续出现，请在平台后台查看该商品"},
     Unblocker::platform},
    {"undecided",
     {"no rule fits what is known of this order: a defect of daifa",
      "没有规则适用于该订单的现状：这是 daifa 的缺陷"},
     {"send the output of daifa explain --json to the developers",
      "将 daifa explain --json 的输出发给开发者"},
     Unblocker::developer},
    {"waits_for_assignment",
     {"nobody is known to have the order: it waits to be assigned to a factory",
      "没有厂家接单的记录：等待分配给厂家"},
     {"assign it in the platform's back office (代发管理; daifa proposals says to whom); no "
      "program "
      "can do that, and daifa sees it only when the factory is served here and the order's number "
      "stands in the seller's note",
      "请在平台 代发管理 中分配（daifa proposals "
      "给出建议）；程序无法代为分配，且只有厂家也由本机服务、备注中写有"
      "订单号时 daifa 才能看到"},
     Unblocker::merchant},
    {"waits_for_number",
     {"nobody has told the order's waybill number yet", "尚未得到该单的运单号"},
     {"wait for the factory or the warehouse; of a factory that is not served here the number can "
      "only be read in the back office",
      "等待厂家或仓库发货；未由本机服务的厂家，其运单号只能在平台后台查看"},
     Unblocker::warehouse},
    {"factory_order_ambiguous",
     {"it can not be proved which order of a factory this is", "无法确认厂家的哪一单对应该订单"},
     {"see the detail: the seller's note of exactly one assigned order must hold this order's "
      "number, "
      "with equal goods, quantity and region; mend the notes, or ship by hand on the platform",
      "见说明：须恰有一张已分配的订单在备注中写有该订单号，且商品、数量、地区一致；请修正备注，或在"
      "平台上人工发货"},
     Unblocker::merchant},
    {"numbers_differ",
     {"two sources tell different waybill numbers for the order", "两个来源给出的运单号不同"},
     {"find out which parcel left, correct the other source, or ship by hand on the platform",
      "查明实际发出的包裹，更正另一来源，或在平台上人工发货"},
     Unblocker::merchant},
    {"after_sale_refunded",
     {"the money went back to the buyer: the order must not be shipped", "已退款：不得发货"},
     {"nothing to ship; if a parcel left, have it intercepted", "无需发货；若包裹已发出，请拦截"},
     Unblocker::merchant},
    {"on_hold",
     {"the platform suspends the order's dispatch", "平台暂停了该单发货"},
     {"nothing to do: it goes on when the platform releases it", "无需操作：平台放行后自动继续"},
     Unblocker::platform},
    {"not_shipped_online",
     {"there is a number, and the configuration leaves shipping to a person",
      "已有运单号，按配置由人确认发货"},
     {"run daifa merchant --ship ORDER, or set merchant.ship.mode to repair",
      "执行 daifa merchant --ship 订单号，或将 merchant.ship.mode 设为 repair"},
     Unblocker::administrator},
    {"return_address_unusable",
     {"the return address of the configuration can not be used", "配置的退货地址不可用"},
     {"set merchant.ship.return_address to one that daifa doctor lists, then run daifa reload",
      "将 merchant.ship.return_address 设为 daifa doctor 列出的地址，然后执行 daifa reload"},
     Unblocker::administrator},
    {"ship_refused",
     {"the platform refused to ship the order", "平台拒绝发货"},
     {"mend what the platform's answer names, then run daifa merchant --ship ORDER, or ship by "
      "hand "
      "on the platform",
      "按平台返回的原因处理后执行 daifa merchant --ship 订单号，或在平台上人工发货"},
     Unblocker::administrator},
    {"shipped_by_other",
     {"the order was shipped with another number than the factory's or the ERP's",
      "该单已用另一运单号发货，与厂家或 ERP 的不同"},
     {"find out which parcel left; if the number on the platform is wrong, change it in the back "
      "office; if it is right, say so (daifa merchant --explain ORDER prints the command)",
      "查明实际发出的包裹；若平台上的运单号有误，请在后台修改；若正确，请确认（命令见 "
      "daifa merchant --explain 订单号）"},
     Unblocker::merchant},
    {"number_changed_after_ship",
     {"the number changed after the order was shipped online", "在线发货之后运单号有变"},
     {"change it in the platform's back office if the new one is right; if the old one is, say so "
      "(daifa merchant --explain ORDER prints the command)",
      "若新号正确，请在平台后台修改；若原号正确，请确认（命令见 daifa merchant --explain 订单号）"},
     Unblocker::merchant},
    {"shipment_gone",
     {"the platform took the shipment and still shows the order as not shipped",
      "平台已接受发货，但订单仍显示待发货"},
     {"look at the order in the platform's back office; daifa does not ship it again",
      "请在平台后台查看该单；daifa 不会重复发货"},
     Unblocker::merchant},
});

} // namespace

std::span<const DifferenceText> all_differences()
{
    return differences;
}

const DifferenceText* find_difference(std::string_view name)
{
    const auto found = std::ranges::find(differences, name, &DifferenceText::name);
    return found == differences.end() ? nullptr : &*found;
}

std::string_view to_text(Unblocker who)
{
    switch (who) {
    case Unblocker::nobody:
        return "nobody";
    case Unblocker::administrator:
        return "administrator";
    case Unblocker::warehouse:
        return "warehouse";
    case Unblocker::merchant:
        return "merchant";
    case Unblocker::platform:
        return "platform";
    case Unblocker::developer:
        return "developer";
    }
    return "unknown";
}

Words describe(Unblocker who)
{
    switch (who) {
    case Unblocker::nobody:
        return {"nobody needs to: daifa goes on by itself", "无需人工：daifa 会自动继续"};
    case Unblocker::administrator:
        return {"daifa's administrator", "daifa 管理员"};
    case Unblocker::warehouse:
        return {"who works in the ERP", "ERP 操作人员"};
    case Unblocker::merchant:
        return {"the merchant", "商家"};
    case Unblocker::platform:
        return {"the platform", "平台"};
    case Unblocker::developer:
        return {"daifa's developers", "daifa 开发者"};
    }
    return {};
}

} // namespace daifa::admin
