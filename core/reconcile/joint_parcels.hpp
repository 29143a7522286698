#pragma once

#include "reconcile/work.hpp"

#include <string>
#include <vector>

/// Several orders of one recipient in one parcel (合包). Each of them has a taking write of its
/// own; all of these are about the same package, and that is how the orders find each other.
namespace daifa::reconcile {

/// The package that these orders of one recipient are taken as, after the write of the first one.
/// The same for the same orders and recipient, and no other's.
std::string joint_package(const std::string& first_package, const std::string& recipient_group,
                          const std::vector<OrderId>& orders);

/// Does it have a number, or may it have one?
bool has_number(const store::OrderRecord& order);
/// May the other order go into one parcel with this one, if nobody minds?
bool may_share(const store::OrderRecord& order, const store::OrderRecord& other);
/// Is the taking write about a package with other orders in it?
bool is_joint(const OrderId& order, const store::WriteRecord& take);
/// Was it refused for good with the others in its package? Any of them may be the reason.
bool is_refused_jointly(const OrderId& order, const store::WriteRecord& take);
/// Is the recipient another one than when that package was named?
bool is_moved(const store::OrderRecord& order, const std::string& package);

/// Another order of the same package.
struct Mate {
    const store::OrderRecord* order = nullptr;
    const store::WriteRecord* take = nullptr;
    bool has_left = false;  ///< It has given its part up, or begun anew.
    bool is_living = false; ///< It has not left, and is still to be sent.
};

/// The others that the package's number was asked for with.
std::vector<Mate> mates_of(const store::OrderRecord& order, const std::string& package);
/// Of an uncertain take: is it the one of its package that is repeated? The others are settled with
/// it.
bool asks_for_parcel(const store::OrderRecord& order, const store::WriteRecord& take);
/// Is the package's label that order's as well: to be sent to its recipient, and not closed?
bool may_print(const Mate& mate, const std::string& package);
/// The order that a first label is printed with: of those that may, the one with the smallest id.
const store::OrderRecord& printer_of(const store::OrderRecord& order, const std::string& package);
bool prints_first(const store::OrderRecord& order, const std::string& package);
/// Of an order that was taken away: is the number its to give back? Not while another one is to be
/// sent with it, and of several that were taken away it is the one with the smallest id.
bool is_last_to_leave(const store::OrderRecord& order, const std::vector<Mate>& mates);
/// Does one of them give the number back just now, or leave it?
bool is_being_cancelled(const std::vector<Mate>& mates, const std::string& number);
/// What the record says the number's end was for an order that left it to the others.
extern const std::string left_to_mates;

/// Lets works that take one number together be claimed and sent together: the works of the others
/// go into the first one's `mates`. Each order is in one work only.
std::vector<Work> gather_parcels(std::vector<Work> works);

} // namespace daifa::reconcile
