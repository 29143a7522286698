#include "sandbox/control_contents.hpp"

#include "sandbox/control_arguments.hpp"

namespace daifa::sandbox {

void override_contents(PracticeOrder& order, const boost::json::object& arguments)
{
    order.item.product_name = text_argument(arguments, "goods", order.item.product_name);
    order.item.variant_name = text_argument(arguments, "variant", order.item.variant_name);
    order.item.sku_code = text_argument(arguments, "sku", order.item.sku_code);
    order.item.product_code = text_argument(arguments, "product", order.item.product_code);
    order.item.quantity =
        integer_argument(arguments, "quantity", order.item.quantity, 1, 1'000'000);
    order.item.settlement_price.fen =
        integer_argument(arguments, "price_fen", order.item.settlement_price.fen, 0, 1'000'000'000);
    order.remark = text_argument(arguments, "remark", order.remark);
    order.is_sf_only = flag_argument(arguments, "sf_only", order.is_sf_only);
    order.region.province = text_argument(arguments, "province", order.region.province);
    order.region.city = text_argument(arguments, "city", order.region.city);
    order.region.district = text_argument(arguments, "district", order.region.district);
    order.recipient_group = text_argument(arguments, "recipient_group", order.recipient_group);
}

} // namespace daifa::sandbox
