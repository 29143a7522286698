#include "config/detail/strategy_check.hpp"

#include "config/detail/option.hpp"

namespace daifa::config::detail {
namespace {

bool is_number(std::string_view text)
{
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

} // namespace

void check_strategy(const Strategy& strategy, const Places& places, Report& report)
{
    for (const auto& [condition, carrier] : strategy.waybill.carrier_for) {
        const std::size_t colon = condition.find(':');
        const std::string kind = condition.substr(0, colon);
        const std::string what = colon == std::string::npos ? "" : condition.substr(colon + 1);
        const bool is_known =
            kind == "merchant" || kind == "region" || kind == "product" || kind == "weight_over";
        const auto at = places.find(join_path("waybill.carrier_for", condition));
        const Position place = at == places.end() ? Position{} : at->second;
        if (!is_known || what.empty())
            report.error(place, {in_quotes(condition) +
                                     " 须是 merchant:、region:、product: 或 weight_over: 加上内容",
                                 in_quotes(condition) + " must be merchant:, region:, product: or "
                                                        "weight_over: with something behind it"});
        else if (kind == "weight_over" && !is_number(what))
            report.error(place,
                         {in_quotes(condition) + " 须是克数，例如 weight_over:3000",
                          in_quotes(condition) + " must be grams, such as weight_over:3000"});
    }
}

} // namespace daifa::config::detail
