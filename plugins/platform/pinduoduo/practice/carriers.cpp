#include "pinduoduo/practice/carriers.hpp"

#include <algorithm>

namespace daifa::practice::pinduoduo {
namespace {

constexpr Carrier all[] = {
    {1, "STO", "申通快递", true},
    {3, "HT", "百世快递", true},
    {44, "SF", "顺丰快递", true},
    {85, "YTO", "圆通快递", true},
    {115, "ZTO", "中通快递", true},
    {116, "QF", "全峰快递", false},
    {117, "YS", "优速快递", true},
    {118, "EMS", "邮政EMS", true},
    {119, "TT", "天天快递", true},
    {120, "JD", "京东配送", true},
    {121, "YUNDA", "韵达快递", true},
    {124, "GTO", "国通快递", true},
    {129, "ZJS", "宅急送快递", true},
    {131, "DB", "德邦快递", true},
    {132, "YZXB", "邮政快递包裹", true},
    {135, "FEDEX", "联邦快递", true},
    {155, "SURE", "速尔快递", true},
    {180, "SELF", "其他", true},
    {183, "KYE", "跨越速运", true},
    {195, "XLOBO", "贝海国际速递", true},
    {197, "HUANQIU", "环球速运", true},
    {200, "CG", "程光物流", true},
    {204, "BSKD", "百世快递", false},
    {205, "YCGWL", "远成快运", true},
    {208, "ANNENG", "安能快递", true},
    {210, "HOAU", "天地华宇", true},
    {213, "INTEREMS", "EMS-国际件", true},
    {214, "ZTKY", "中铁物流", true},
    {216, "XBWL", "新邦物流", true},
    {227, "RRS", "日日顺物流", true},
    {228, "SNWL", "苏宁快递", true},
    {229, "BESTQJT", "百世快运", true},
    {230, "DEBANGWULIU", "德邦物流", true},
    {233, "ARAMEX", "Aramex", true},
    {239, "DHLCN", "DHL中国", true},
    {246, "UPS", "UPS", true},
    {263, "DTW", "大田物流", true},
    {264, "4PX", "递四方", true},
    {268, "ZTKY", "飞豹快递", true},
    {281, "SZKKE", "京广速递", true},
    {324, "POSTBBZ", "邮政标准快递", true},
    {325, "CNPOSTGJ", "邮政国际包裹", true},
    {332, "CRE", "中铁快运", true},
    {340, "JDKD", "京东大件物流", true},
    {343, "ZTOKY", "中通快运", true},
    {344, "YDKY", "韵达快运", true},
    {345, "ANKY", "安能快运", true},
    {348, "YMDD", "壹米滴答", true},
    {349, "", "环球速运", true},
    {350, "PJ", "品骏", true},
    {355, "STOINTER", "申通国际", true},
    {357, "JGSD", "京广速递", false},
    {358, "SXJD", "顺心捷达", true},
    {371, "ZTOINTER", "中通国际", true},
    {372, "SFKY", "顺丰快运", true},
    {376, "HTINTER", "百世国际", true},
    {381, "YTGJ", "圆通国际", false},
    {382, "HXWL", "海信物流", false},
    {383, "", "同城配送", true},
    {384, "JTSD", "极兔速递", true},
};

} // namespace

std::span<const Carrier> carriers()
{
    return all;
}

bool is_known_carrier(std::string_view code)
{
    return !code.empty() && std::any_of(std::begin(all), std::end(all), [&](const Carrier& carrier) {
        return carrier.is_available && carrier.code == code;
    });
}

} // namespace daifa::practice::pinduoduo
