#pragma once

#include "sandbox/platform_orders.hpp"
#include "sandbox/waybill_contracts.hpp"

#include <deque>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace daifa::sandbox {

/// Why the platform gives no number.
enum class TakeRefusal {
    no_contract,
    unknown_sender, ///< No branch of that carrier ships from there.
    no_template,
    unknown_service,
    missing_service, ///< One that the branch requires.
    not_assigned,
    after_sale,
    risk_control,
    sf_only,
    several_recipients, ///< The orders of one parcel have no recipient in common.
    several_branches,   ///< The package has a number from elsewhere, or for another recipient or
                        ///< other orders.
    taken_already,
    package_cancelled, ///< Its number was cancelled and the rules allow no second.
    region_not_served,
    balance_empty,
};

enum class CancelOutcome {
    cancelled,
    unknown_number, ///< Or another shop's, or another carrier's.
    used,
    cancelled_before,
    above_cap, ///< More than a fifth of the branch's numbers would be cancelled.
};

/// One parcel for which a number is wanted.
struct ParcelDraft {
    std::string object_id = {};
    std::string package = {};
    std::string template_key = {};
    std::vector<const PracticeOrder*> orders = {}; ///< At least one.
    std::vector<LabelItem> items = {};
    std::vector<std::string> services = {}; ///< The codes.
};

/// What one call asks for.
struct TakeDraft {
    std::string shop = {};
    std::string carrier = {};
    std::string sender_name = {};
    std::string sender_phone = {};
    SenderAddress sender = {};
    std::vector<ParcelDraft> parcels = {};
};

/// The numbers by the parcel's place in the call, and the first refusal. Both may be there.
struct TakeResult {
    std::vector<std::pair<std::size_t, const TakenNumber*>> numbers = {};
    std::optional<TakeRefusal> refusal = {};
};

/// The numbers that the platform gave to factories, and what became of them.
class PlatformWaybills {
public:
    explicit PlatformWaybills(std::uint64_t seed);
    /// Numbers point at the orders they were taken for, so a copy would point at another world.
    PlatformWaybills(PlatformWaybills&&) = default;
    PlatformWaybills& operator=(PlatformWaybills&&) = default;

    TakeResult take(const TakeDraft& draft, TimePoint now, const PlatformRules& rules);
    CancelOutcome cancel(const std::string& shop, std::string_view carrier,
                         const std::string& number, const PlatformRules& rules);

    /// What speaks against uploading this number to that order; `accepted` for numbers from
    /// elsewhere.
    UploadOutcome find_objection(const PracticeOrder& order, const std::string& number,
                                 std::string_view carrier) const;

    /// Null for a number that the platform never gave.
    TakenNumber* find(const std::string& number);
    const TakenNumber* find(const std::string& number) const;
    const std::deque<TakenNumber>& all() const { return numbers_; }
    /// The labels on the goods of the orders of that number, whatever the merchant; empty while one
    /// of their live numbers is not on paper.
    std::vector<const TakenNumber*> labels_of(const std::string& order_number) const;
    /// The numbers of one order, oldest first.
    std::vector<const TakenNumber*> of(const OrderId& order) const;

    WaybillContracts contracts;

private:
    struct Existing {
        const TakenNumber* number = nullptr;
        bool is_conflict = false; ///< Not for just this parcel from this branch.
    };

    Existing find_existing(const TakeDraft& draft, const ParcelDraft& parcel,
                           std::string_view branch) const;
    /// The number that a repeated taking returns; null when it takes a new one.
    const TakenNumber* find_repeated(const TakeDraft& draft, const ParcelDraft& parcel,
                                     const WaybillBranch& branch, const PlatformRules& rules) const;
    /// `promised`: new numbers for other parcels of the same call.
    std::optional<TakeRefusal> find_refusal(const TakeDraft& draft, const ParcelDraft& parcel,
                                            const WaybillBranch& branch, std::int64_t promised,
                                            const PlatformRules& rules) const;
    const TakenNumber* give(const TakeDraft& draft, const ParcelDraft& parcel,
                            WaybillBranch& branch, TimePoint now, const PlatformRules& rules);

    std::uint64_t house_;
    std::deque<TakenNumber> numbers_;
    std::unordered_map<std::string, std::size_t> by_number_;
    std::unordered_map<std::string, std::vector<std::size_t>> by_order_number_;
    /// The latest number of an order's package.
    std::unordered_map<std::string, std::size_t> by_package_;
    std::unordered_map<OrderId, std::vector<std::size_t>> by_order_;
};

} // namespace daifa::sandbox
