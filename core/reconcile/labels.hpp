#pragma once

#include "reconcile/order_view.hpp"

#include <optional>
#include <string>
#include <vector>

namespace daifa::reconcile {

/// A waybill number that the platform gave for a parcel of the order, as our writes tell.
struct Label {
    int parcel = 1; ///< Of its order, from 1 on.
    std::string carrier_code = {};
    WaybillNumber number = {};
    TimePoint taken_at = {};
    std::optional<TimePoint> printed_at = {};
    bool was_sent_to_printer = false; ///< With this order, or with another of its parcel.
    /// It was sent with an order that does not ask about it any more, and nobody knows its end.
    bool is_print_in_doubt = false;
    /// On paper, or perhaps on paper: never to be printed again unasked.
    bool may_be_on_paper = false;
    /// Where it goes, as of its taking, or of a later copy that somebody asked for all the same.
    std::string address_digest = {};
    std::string package = {}; ///< What its taking write was about: "YTO/NUMBER-1-1-1".

    /// "YTO/YT1"
    std::string text() const { return carrier_code + "/" + number.text(); }
};

/// The numbers of the order's generation that were neither cancelled nor left to others, by parcel.
std::vector<Label> labels_of(const OrderView& view);
/// Was the order sent elsewhere since?
bool is_outdated(const OrderView& view, const Label& label);
const Label* find_label(const std::vector<Label>& labels, int parcel);

/// How many parcels the strategy makes of that quantity; at most `most`.
int parcels_planned(std::int64_t quantity, const WaybillStrategy& strategy, int most);
/// What of the quantity goes into one of so many parcels, counted from 1.
std::int64_t pieces_of(std::int64_t quantity, int parcels, int parcel);

/// The write that takes a number for the parcel. A cancelled number's parcel gets another write,
/// and the platform another package.
std::string take_key(const OrderView& view, int parcel);
/// "NUMBER-1-1": by which the platform knows the parcel of that write.
std::string package_id(const OrderId& order, const std::string& take_key);
int parcel_of(const std::string& take_key);

} // namespace daifa::reconcile
