#include "sandbox/platform_model.hpp"

#include <array>
#include <utility>

namespace daifa::sandbox {
namespace {

constexpr std::array<std::pair<AfterSaleStep, std::string_view>, 8> step_names = {{
    {AfterSaleStep::none, "none"},
    {AfterSaleStep::requested, "requested"},
    {AfterSaleStep::refunding, "refunding"},
    {AfterSaleStep::refunded, "refunded"},
    {AfterSaleStep::withdrawn, "withdrawn"},
    {AfterSaleStep::rejected, "rejected"},
    {AfterSaleStep::goods_return, "goods_return"},
    {AfterSaleStep::exchange, "exchange"},
}};

} // namespace

std::string_view to_text(AfterSaleStep step)
{
    for (const auto& [value, name] : step_names)
        if (value == step)
            return name;
    return "none";
}

std::optional<AfterSaleStep> parse_after_sale_step(std::string_view text)
{
    for (const auto& [value, name] : step_names)
        if (name == text)
            return value;
    return std::nullopt;
}

bool forbids_shipping(AfterSaleStep step)
{
    return step != AfterSaleStep::none && step != AfterSaleStep::withdrawn &&
           step != AfterSaleStep::rejected;
}

const NumberRecord* live_main_number(const PracticeOrder& order)
{
    for (const auto& record : order.numbers)
        if (record.is_live && !record.is_extra)
            return &record;
    return nullptr;
}

} // namespace daifa::sandbox
