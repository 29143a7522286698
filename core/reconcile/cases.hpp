#pragma once

#include "store/records.hpp"

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace daifa::reconcile {

/// What a person's choice means for the order.
enum class Ruling {
    close,   ///< Nothing more is done about it: the order ends here.
    accept,  ///< Right as it is: the order goes on.
    cancel,  ///< Its ERP order is cancelled.
    replace, ///< The number it has is taken back; another one may take its place.
};

struct CaseChoice {
    std::string_view name = {};
    Ruling ruling = Ruling::close;
};

/// A difference that a person may decide, and what they may choose.
struct CaseKind {
    std::string_view difference = {};
    unsigned about = 0;                     ///< Which facts it is about; see the source.
    std::array<CaseChoice, 2> choices = {}; ///< The second has no name when there is only one.
};

std::span<const CaseKind> all_case_kinds();
const CaseKind* find_case_kind(std::string_view difference);
const CaseChoice* find_choice(const CaseKind& kind, std::string_view name);
/// Can it be carried out as things stand?
bool is_possible(const store::OrderRecord& order, const CaseKind& kind, const CaseChoice& choice);

/// A digest of the facts that the case is about: other facts are another case. Empty when nobody
/// may decide such a difference.
std::string case_subject(const store::OrderRecord& order, std::string_view difference);

/// What was decided about exactly these facts in the order's generation; null when nothing was.
const store::CaseDecision* find_decision(const store::OrderRecord& order,
                                         std::string_view difference);
std::optional<Ruling> find_ruling(const store::OrderRecord& order, std::string_view difference);

} // namespace daifa::reconcile
