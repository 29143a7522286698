#include "sandbox/order_maker.hpp"

#include <array>

namespace daifa::sandbox {
namespace {

constexpr std::array<std::string_view, 8> merchant_names = {
    "晨曦家居旗舰店", "小鹿童装店", "蓝海数码专营店", "山里货土特产",
    "暖阳针织馆",     "青禾收纳",   "半亩花田日用",   "聚福食品店",
};

struct RegionText {
    std::string_view province;
    std::string_view city;
    std::string_view district;
};

// Municipalities, an autonomous region and a place whose city has no districts are among them.
constexpr std::array<RegionText, 14> regions = {{
    {"上海市", "上海市", "长宁区"},
    {"北京市", "北京市", "朝阳区"},
    {"浙江省", "杭州市", "余杭区"},
    {"广东省", "深圳市", "龙岗区"},
    {"广东省", "东莞市", "虎门镇"},
    {"江苏省", "苏州市", "昆山市"},
    {"四川省", "成都市", "武侯区"},
    {"湖北省", "武汉市", "洪山区"},
    {"河南省", "郑州市", "金水区"},
    {"陕西省", "西安市", "雁塔区"},
    {"新疆维吾尔自治区", "乌鲁木齐市", "天山区"},
    {"内蒙古自治区", "锡林郭勒盟", "锡林浩特市"},
    {"海南省", "省直辖县", "琼海市"},
    {"福建省", "泉州市", "晋江市"},
}};

constexpr std::array<std::string_view, 8> remarks = {
    "", "", "", "", "", "麻烦尽快发货", "不要放驿站，放门口🙏", "送礼用，请勿放价格单",
};

OrderItem item(std::string_view name, std::string_view variant, std::string_view sku,
               std::string_view product, std::int64_t fen)
{
    OrderItem made;
    made.product_name = name;
    made.variant_name = variant;
    made.sku_code = sku;
    made.product_code = product;
    made.quantity = 1;
    made.settlement_price = Money{fen};
    return made;
}

} // namespace

const std::vector<OrderItem>& practice_catalogue()
{
    static const std::vector<OrderItem> catalogue = {
        item("加厚法兰绒毛毯", "奶油白 150x200cm", "MT-150-W", "MT", 3980),
        item("加厚法兰绒毛毯", "雾霾蓝 200x230cm", "MT-200-B", "MT", 5680),
        item("桌面收纳盒三层", "透明 大号", "SN-3-L", "SN3", 1990),
        item("儿童纯棉T恤", "恐龙绿 110", "TX-110-G", "TX", 1590),
        item("儿童纯棉T恤", "恐龙绿 120", "TX-120-G", "TX", 1590),
        item("不锈钢保温杯 500ml", "曜石黑", "BW-500-K", "BW500", 2890),
        item("手工红薯粉条", "5斤装", "FT-5", "FT", 2250),
        item("Type-C 快充数据线", "1.5米 两条装", "SJX-15-2", "SJX", 990),
        item("加绒保暖袜", "混色5双 均码", "WZ-5", "WZ", 1280),
        item("厨房置物架", "黑色 四层带轮", "ZW-4-K", "ZW4", 6990),
    };
    return catalogue;
}

std::vector<PracticeMerchant> make_merchants(SeededRandom& random, std::size_t count)
{
    std::vector<PracticeMerchant> merchants;
    for (std::size_t i = 0; i < count; ++i) {
        PracticeMerchant merchant;
        merchant.id = MerchantId(random.hex(32));
        merchant.name = merchant_names[i % merchant_names.size()];
        if (i >= merchant_names.size())
            merchant.name += std::to_string(i / merchant_names.size() + 1);
        merchants.push_back(std::move(merchant));
    }
    return merchants;
}

Region make_region(SeededRandom& random, const Region& except)
{
    std::size_t choice = random.below(regions.size());
    if (regions[choice].city == except.city && regions[choice].district == except.district)
        choice = (choice + 1) % regions.size();
    const RegionText& text = regions[choice];
    return {std::string(text.province), std::string(text.city), std::string(text.district)};
}

std::string make_recipient_group(SeededRandom& random)
{
    std::string text = random.hex(32);
    for (char& c : text)
        if (c >= 'a')
            c = static_cast<char>(c - 'a' + 'A');
    return text;
}

PracticeOrder make_order(SeededRandom& random, const PracticeMerchant& merchant)
{
    const auto& catalogue = practice_catalogue();
    PracticeOrder order;
    order.id = {merchant.id, random.hex(32)};
    order.merchant_name = merchant.name;
    order.item = catalogue[random.below(catalogue.size())];
    order.item.quantity = random.chance(0.8) ? 1 : 2 + static_cast<std::int64_t>(random.below(4));
    order.region = make_region(random);
    order.recipient_group = make_recipient_group(random);
    order.remark = remarks[random.below(remarks.size())];
    return order;
}

void give_to_same(PracticeOrder& order, const PracticeOrder& other)
{
    order.id.merchant = other.id.merchant;
    order.merchant_name = other.merchant_name;
    order.region = other.region;
    order.recipient_group = other.recipient_group;
}

} // namespace daifa::sandbox
