#pragma once

#include "sandbox/order_change.hpp"
#include "sandbox/platform_model.hpp"

#include <deque>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace daifa::sandbox {

/// Why the platform does not take a waybill number, or that it does.
enum class UploadOutcome {
    accepted,
    not_assigned,
    after_sale,
    risk_control,
    repeated,         ///< There is a main number already and the rules allow no second.
    too_many_extras,  ///< More than ten, or the main number among them.
    number_not_there, ///< Nothing to retract.
    foreign_number,   ///< The platform gave it for another order or carrier.
    number_cancelled, ///< The platform gave it, and it was cancelled.
};

std::string_view to_text(UploadOutcome outcome);

/// The merchants' orders as one platform keeps them, and what really happened to each.
class PlatformOrders {
public:
    /// Nothing is ever removed: an address of an order stays good.
    PracticeOrder& add(PracticeOrder order);
    PracticeOrder* find(const OrderId& id);
    const PracticeOrder* find(const OrderId& id) const;
    const std::deque<PracticeOrder>& all() const { return orders_; }
    std::deque<PracticeOrder>& all() { return orders_; }

    /// Orders of one factory whose row is visible at `now` and was updated from `from` up to `until`,
    /// oldest first.
    std::vector<const PracticeOrder*> updated_between(const std::string& shop, TimePoint from,
                                                      TimePoint until, bool is_end_inclusive,
                                                      TimePoint now, const PlatformRules& rules) const;

    void withdraw(PracticeOrder& order, TimePoint now);
    /// Returns the order that is assigned now: the same one, or its successor with a new number.
    PracticeOrder& reassign(PracticeOrder& order, TimePoint now, const PlatformRules& rules,
                            std::string new_number);
    /// Another factory gets the order, under a new number. Returns the new one.
    PracticeOrder& replace(PracticeOrder& order, const std::string& shop, TimePoint now, std::string new_number);
    void set_after_sale(PracticeOrder& order, AfterSaleStep step, TimePoint now,
                        const PlatformRules& rules);
    void set_risk(PracticeOrder& order, bool is_risky, TimePoint now);
    /// After a change of what the factory sees; `what` goes into the timeline.
    void touch(PracticeOrder& order, TimePoint now, std::string what);

    /// `objection` is what speaks against the numbers themselves.
    UploadOutcome upload(PracticeOrder& order, const std::string& number, const std::string& carrier,
                         TimePoint now, const PlatformRules& rules,
                         UploadOutcome objection = UploadOutcome::accepted);
    UploadOutcome upload_extras(PracticeOrder& order, const std::vector<std::string>& numbers,
                                const std::string& carrier, TimePoint now, const PlatformRules& rules,
                                UploadOutcome objection = UploadOutcome::accepted);
    UploadOutcome retract(PracticeOrder& order, const std::string& number, TimePoint now,
                          const PlatformRules& rules);

    /// What happened since it was asked last.
    std::vector<OrderChange> take_changes() { return std::exchange(changes_, {}); }

private:
    using Index = std::set<std::pair<TimePoint, std::size_t>>;

    void note(PracticeOrder& order, TimePoint now, std::string what);
    void move_in_index(PracticeOrder& order, TimePoint now);
    static NumberRecord& record_of(PracticeOrder& order, const std::string& number,
                                   const std::string& carrier, bool is_extra);

    std::vector<OrderChange> changes_;
    std::deque<PracticeOrder> orders_;
    std::unordered_map<OrderId, std::size_t> by_id_;
    std::map<std::string, Index, std::less<>> by_update_;
};

} // namespace daifa::sandbox
