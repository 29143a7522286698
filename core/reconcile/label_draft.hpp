#pragma once

#include "reconcile/lane.hpp"
#include "reconcile/work.hpp"

#include <string>
#include <vector>

namespace daifa::reconcile {

/// The parcel for which a number is taken: of one order, or of several under the same package.
ParcelDraft draft_parcel(const Lane& lane, const Step& step, const std::string& package,
                         const std::vector<const store::OrderRecord*>& orders);
/// The orders that an uncertain take asked for a number for, by what is known of the first one.
std::vector<const store::OrderRecord*> orders_of(const store::OrderRecord& order,
                                                 const std::string& package);

/// "YT1", from the second copy on "YT1-2": what the printer says about a document names the copy.
std::string document_id(const std::string& print_key, const std::string& number);
/// The label of a print work, with what of all its orders is in the parcel.
LabelDocument draft_document(const Lane& lane, const Work& work, Secret print_data);

} // namespace daifa::reconcile
