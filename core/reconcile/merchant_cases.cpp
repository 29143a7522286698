#include "reconcile/merchant_cases.hpp"

#include <daifa/codec/digest.hpp>

#include <algorithm>

namespace daifa::reconcile {

std::string_view merchant_choice(std::string_view difference)
{
    if (difference == "shipped_by_other")
        return "theirs";
    if (difference == "number_changed_after_ship")
        return "keep";
    return {};
}

std::string merchant_case_subject(std::string_view difference, std::string_view detail)
{
    return sha256_hex(std::string(difference) + '\x1f' + std::string(detail)).substr(0, 16);
}

const store::CaseDecision* find_decision(const store::MerchantRecord& record,
                                         std::string_view difference, std::string_view detail)
{
    const auto found = std::ranges::find_if(record.decisions, [&](const auto& decision) {
        return decision.difference == difference &&
               decision.choice == merchant_choice(difference) &&
               decision.subject == merchant_case_subject(difference, detail);
    });
    return found == record.decisions.end() ? nullptr : &*found;
}

} // namespace daifa::reconcile
