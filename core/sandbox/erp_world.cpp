#include "sandbox/erp_world.hpp"

#include "sandbox/erp_status.hpp"

#include <algorithm>

namespace daifa::sandbox {
namespace {

constexpr std::size_t source_number_max = 50;

std::vector<ErpShop> usual_shops()
{
    return {{1800000000000000001, "DF-01", "代发自有商城", "自有商城", false},
            {1800000000000000002, "PDD-01", "拼多多旗舰店", "拼多多", true}};
}

std::vector<ErpCarrier> usual_carriers()
{
    return {{1700000000000000001, "KD-YTO", "圆通-北仓", "YTO", "圆通速递", "YT"},
            {1700000000000000002, "KD-ZTO", "中通-北仓", "ZTO", "中通快递", "ZT"},
            {1700000000000000003, "KD-SF", "顺丰特快", "SF", "顺丰速运", "SF"},
            {1700000000000000004, "KD-BD", "本地配送", "", "", "BD"}};
}

template <class Record>
std::optional<std::uint32_t> find_record(const std::vector<Record>& records, std::string_view name)
{
    for (std::size_t at = 0; at < records.size(); ++at)
        if (records[at].code == name || records[at].name == name ||
            std::to_string(records[at].id) == name)
            return static_cast<std::uint32_t>(at);
    return std::nullopt;
}

bool waits_for_audit(const SalesOrder& order)
{
    return find_stage(order.status) == ErpStage::waiting_audit;
}

bool has_left(const SalesOrder& order)
{
    const auto stage = find_stage(order.status);
    return stage == ErpStage::shipped || stage == ErpStage::part_shipped;
}

} // namespace

bool is_live(const SalesOrder& order)
{
    const auto stage = find_stage(order.status);
    return !order.is_deleted && stage != ErpStage::cancelled && stage != ErpStage::merged &&
           stage != ErpStage::split;
}

std::optional<std::uint32_t> find_shop(const ErpWorld& erp, std::string_view name)
{
    return find_record(erp.shops(), name);
}

std::optional<std::uint32_t> find_carrier(const ErpWorld& erp, std::string_view name)
{
    return find_record(erp.carriers(), name);
}

ErpWorld::ErpWorld(std::uint64_t seed)
    : settings_{.seed = seed}, shops_(usual_shops()),
      carriers_(usual_carriers()), warehouses_{{1600000000000000001, "CK-01", "北仓"}}
{
}

std::optional<CreateRefusal> ErpWorld::find_objection(const SalesDraft& draft) const
{
    if (!find_record(shops_, draft.shop))
        return CreateRefusal{"销售渠道不存在: " + draft.shop};
    if (!draft.carrier.empty() && !find_record(carriers_, draft.carrier))
        return CreateRefusal{"物流公司不存在: " + draft.carrier};
    if (draft.source_number.empty() || draft.source_number.size() > source_number_max)
        return CreateRefusal{"网店订单号不能为空且不能超过50个字符"};
    if (draft.lines.empty())
        return CreateRefusal{"货品明细不能为空"};
    const SalesRecipient& to = draft.recipient;
    if (settings_.recipient_required && (to.name.empty() || to.phone.empty() || to.address.empty()))
        return CreateRefusal{"收货人、联系方式和地址不能为空"};

    for (const SalesLine& line : draft.lines) {
        if (line.quantity <= 0)
            return CreateRefusal{"货品数量必须大于0"};
        if (line.barcode.empty() && (line.goods_code.empty() || line.variant_name.empty()))
            return CreateRefusal{"条码不能为空, 或货品编号和规格不能为空"};
        const bool is_known = std::any_of(goods_.begin(), goods_.end(), [&](const ErpGoods& goods) {
            return line.barcode.empty() ? goods.goods_code == line.goods_code &&
                                              goods.variant_name == line.variant_name
                                        : goods.barcode == line.barcode;
        });
        if (settings_.strict_goods && !is_known)
            return CreateRefusal{"货品不存在: " +
                                 (line.barcode.empty() ? line.goods_code : line.barcode)};
    }
    return std::nullopt;
}

SalesOrder ErpWorld::to_order(SalesDraft draft) const
{
    SalesOrder order;
    order.shop = *find_record(shops_, draft.shop);
    order.carrier = find_record(carriers_, draft.carrier);
    order.status = erp_status::waiting_audit;
    order.lines = std::move(draft.lines);
    for (SalesLine& line : order.lines)
        line.source_number = draft.source_number;
    order.source_numbers.push_back(std::move(draft.source_number));
    order.recipient = std::move(draft.recipient);
    order.seller_note = std::move(draft.seller_note);
    order.placed_at = draft.placed_at;
    return order;
}

OrderIndex ErpWorld::add_order(SalesOrder order, TimePoint now)
{
    const SalesOrder& added = orders_.add(std::move(order), now);
    if (settings_.ship_unaudited)
        wait_for_warehouse(added, now);
    return added.index;
}

std::variant<OrderIndex, CreateRefusal> ErpWorld::create_order(SalesDraft draft, TimePoint now)
{
    if (auto objection = find_objection(draft))
        return std::move(*objection);
    orders_.count_create(draft.source_number);
    return add_order(to_order(std::move(draft)), now);
}

OrderIndex ErpWorld::download_order(SalesDraft draft, TimePoint now)
{
    if (const auto objection = find_objection(draft))
        throw ControlError(objection->text);
    SalesOrder order = to_order(std::move(draft));
    order.is_imported = false;
    return add_order(std::move(order), now);
}

ChangeOutcome ErpWorld::audit_order(OrderIndex index, TimePoint now)
{
    if (index >= orders_.size() || orders_.at(index).is_deleted)
        return ChangeOutcome::unknown_order;
    SalesOrder& order = orders_.at(index);
    if (has_left(order))
        return ChangeOutcome::already_shipped;
    if (find_stage(order.status) == ErpStage::in_progress)
        return ChangeOutcome::already_done;
    if (!waits_for_audit(order))
        return ChangeOutcome::not_in_this_step;

    order.status = erp_status::in_warehouse;
    orders_.mark_audited(order, now);
    if (!settings_.ship_unaudited)
        wait_for_warehouse(order, now);
    return ChangeOutcome::done;
}

ChangeOutcome ErpWorld::cancel_order(OrderIndex index, TimePoint now)
{
    if (index >= orders_.size() || orders_.at(index).is_deleted)
        return ChangeOutcome::unknown_order;
    SalesOrder& order = orders_.at(index);
    if (has_left(order))
        return ChangeOutcome::already_shipped;
    if (order.status == erp_status::cancelled)
        return ChangeOutcome::already_done;
    if (!is_live(order))
        return ChangeOutcome::not_in_this_step;

    order.status = erp_status::cancelled;
    orders_.touch(order, now);
    return ChangeOutcome::done;
}

void ErpWorld::change_settings(const ErpSettings& settings)
{
    settings_ = settings;
    // What waits does so by the new rules: everything is queued again, in its old sequence.
    warehouse_.clear();
    const auto start = settings.ship_unaudited ? OrderTime::created : OrderTime::audited;
    for (const ListPosition& at : orders_.sequence(start))
        if (is_live(orders_.at(at.order)) && !has_left(orders_.at(at.order)))
            wait_for_warehouse(orders_.at(at.order), at.at);
    for (const ListPosition& at : orders_.sequence(OrderTime::shipped))
        if (orders_.at(at.order).status == erp_status::part_shipped)
            warehouse_.add(WarehouseStep::ship_rest, at.order, at.at);
}

void ErpWorld::add_shop(ErpShop shop)
{
    shops_.push_back(std::move(shop));
}

void ErpWorld::add_carrier(ErpCarrier carrier)
{
    carriers_.push_back(std::move(carrier));
}

void ErpWorld::add_goods(ErpGoods goods)
{
    goods_.push_back(std::move(goods));
}

} // namespace daifa::sandbox
