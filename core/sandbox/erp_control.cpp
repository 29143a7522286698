#include "sandbox/control_arguments.hpp"
#include "sandbox/erp_order_actions.hpp"
#include "sandbox/erp_stock.hpp"
#include "sandbox/erp_truth.hpp"
#include "sandbox/erp_world.hpp"

#include <daifa/codec/json.hpp>

#include <limits>

namespace daifa::sandbox {
namespace {

namespace json = boost::json;

json::object settings_action(ErpWorld& erp, const json::object& arguments, TimePoint)
{
    check_names(arguments, {"seed", "warehouse_open", "ship_delay_ms", "ship_unaudited",
                            "scan_labels", "strict_goods", "recipient_required", "two_parcels", "unknown_carrier",
                            "reserved_number", "part_shipping"});
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    constexpr std::int64_t ten_years_ms = 315'360'000'000;
    ErpSettings next = erp.settings();
    const auto share = [&](std::string_view key, int& value) {
        value = static_cast<int>(integer_argument(arguments, key, value, 0, 100));
    };
    next.seed = static_cast<std::uint64_t>(
        integer_argument(arguments, "seed", static_cast<std::int64_t>(next.seed), 0, most));
    next.warehouse_open = flag_argument(arguments, "warehouse_open", next.warehouse_open);
    next.ship_delay = Milliseconds(
        integer_argument(arguments, "ship_delay_ms", next.ship_delay.count(), 0, ten_years_ms));
    next.ship_unaudited = flag_argument(arguments, "ship_unaudited", next.ship_unaudited);
    next.scan_labels = flag_argument(arguments, "scan_labels", next.scan_labels);
    next.strict_goods = flag_argument(arguments, "strict_goods", next.strict_goods);
    next.recipient_required =
        flag_argument(arguments, "recipient_required", next.recipient_required);
    share("two_parcels", next.two_parcels);
    share("unknown_carrier", next.unknown_carrier);
    share("reserved_number", next.reserved_number);
    share("part_shipping", next.part_shipping);
    erp.change_settings(next);
    return settings_truth(next);
}

json::object add_shop_action(ErpWorld& erp, const json::object& arguments, TimePoint)
{
    check_names(arguments, {"code", "name", "platform", "native"});
    ErpShop shop;
    shop.id = erp.shops().back().id + 1;
    shop.code = required_text(arguments, "code");
    shop.name = text_or(arguments, "name", shop.code);
    shop.platform = text_or(arguments, "platform", "自有商城");
    shop.is_native = flag_argument(arguments, "native", false);
    if (find_shop(erp, shop.code))
        throw ControlError("there is a shop " + shop.code + " already");
    const std::int64_t id = shop.id;
    erp.add_shop(std::move(shop));
    return {{"id", std::to_string(id)}};
}

json::object add_carrier_action(ErpWorld& erp, const json::object& arguments, TimePoint)
{
    check_names(arguments, {"code", "name", "express_code", "express_name", "number_prefix"});
    ErpCarrier carrier;
    carrier.id = erp.carriers().back().id + 1;
    carrier.code = required_text(arguments, "code");
    carrier.name = text_or(arguments, "name", carrier.code);
    carrier.express_code = text_or(arguments, "express_code");
    carrier.express_name = text_or(arguments, "express_name");
    carrier.number_prefix = text_or(arguments, "number_prefix", carrier.code);
    if (find_carrier(erp, carrier.code))
        throw ControlError("there is a carrier " + carrier.code + " already");
    const std::int64_t id = carrier.id;
    erp.add_carrier(std::move(carrier));
    return {{"id", std::to_string(id)}};
}

json::object add_goods_action(ErpWorld& erp, const json::object& arguments, TimePoint)
{
    check_names(arguments, {"barcode", "goods_code", "variant_name"});
    ErpGoods goods{text_or(arguments, "barcode"), text_or(arguments, "goods_code"),
                   text_or(arguments, "variant_name")};
    if (goods.barcode.empty() && goods.goods_code.empty())
        throw ControlError("goods need a barcode or a goods_code");
    erp.add_goods(std::move(goods));
    return {};
}

json::object permit_action(ErpWorld& erp, const json::object& arguments, TimePoint)
{
    check_names(arguments, {"method", "permitted"});
    erp.gate().permit(required_text(arguments, "method"),
                      flag_argument(arguments, "permitted", true));
    return {};
}

constexpr ErpAction setup_actions[] = {
    {"settings", settings_action},       {"add_shop", add_shop_action},
    {"add_carrier", add_carrier_action}, {"add_goods", add_goods_action},
    {"permit", permit_action},
};

} // namespace

json::object ErpWorld::control(std::string_view action, const json::object& arguments,
                               TimePoint now)
{
    std::string names;
    for (const auto& group : {std::span<const ErpAction>(setup_actions), erp_order_actions(), erp_stock_actions()})
        for (const ErpAction& known : group) {
            if (known.name == action)
                return known.run(*this, arguments, now);
            names += (names.empty() ? "" : ", ") + std::string(known.name);
        }
    throw ControlError("unknown action " + std::string(action) + "; the ERP knows " + names);
}

} // namespace daifa::sandbox
