#pragma once

#include "store/merchant_records.hpp"

#include <string>
#include <string_view>

namespace daifa::reconcile {

/// The one thing that a person may choose about a difference of a merchant's order; empty when
/// nobody decides about it.
std::string_view merchant_choice(std::string_view difference);

/// A digest of the facts that the difference is about: other facts are another case. `detail` is
/// the verdict's, which names them all.
std::string merchant_case_subject(std::string_view difference, std::string_view detail);

/// What was decided about exactly these facts; null when nothing was.
const store::CaseDecision* find_decision(const store::MerchantRecord& record,
                                         std::string_view difference, std::string_view detail);

} // namespace daifa::reconcile
