#include "sandbox/platform_waybills.hpp"

#include "sandbox/recipient_maker.hpp"

#include <algorithm>

namespace daifa::sandbox {
namespace {

/// Up to so many numbers of a branch, the cap on cancelled ones is not applied.
constexpr std::int64_t uncapped_numbers = 500;
constexpr std::int64_t cancelled_share = 5; // A fifth.

std::string package_key(const PracticeOrder& order, std::string_view package)
{
    return to_text(order.id) + "\n" + std::string(package);
}

bool has_one_recipient(const ParcelDraft& parcel)
{
    const std::string& group = parcel.orders.front()->recipient_group;
    return parcel.orders.size() == 1 ||
           (!group.empty() &&
            std::all_of(parcel.orders.begin(), parcel.orders.end(),
                        [&](const auto* order) { return order->recipient_group == group; }));
}

std::optional<TakeRefusal> find_order_refusal(const TakeDraft& draft, const ParcelDraft& parcel,
                                              const PlatformRules& rules)
{
    for (const PracticeOrder* order : parcel.orders) {
        if (!order->is_assigned)
            return TakeRefusal::not_assigned;
        if (forbids_shipping(order->after_sale))
            return TakeRefusal::after_sale;
        if (order->is_under_risk_control)
            return TakeRefusal::risk_control;
        if (rules.takes_respect_sf_only && order->is_sf_only && draft.carrier != "SF")
            return TakeRefusal::sf_only;
    }
    if (!has_one_recipient(parcel))
        return TakeRefusal::several_recipients;
    return std::nullopt;
}

std::optional<TakeRefusal> find_service_refusal(const ParcelDraft& parcel,
                                                const WaybillBranch& branch)
{
    const auto& wanted = parcel.services;
    for (const auto& code : wanted)
        if (std::none_of(branch.services.begin(), branch.services.end(),
                         [&](const WaybillService& service) { return service.code == code; }))
            return TakeRefusal::unknown_service;
    for (const auto& service : branch.services)
        if (service.is_required &&
            std::find(wanted.begin(), wanted.end(), service.code) == wanted.end())
            return TakeRefusal::missing_service;
    return std::nullopt;
}

WaybillBranch* find_sending_branch(WaybillContract& contract, const SenderAddress& sender)
{
    for (auto& branch : contract.branches)
        if (std::find(branch.addresses.begin(), branch.addresses.end(), sender) !=
            branch.addresses.end())
            return &branch;
    return nullptr;
}

LabelContents label_of(const TakeDraft& draft, const ParcelDraft& parcel,
                       const WaybillBranch& branch, const std::string& number)
{
    const PracticeOrder& first = *parcel.orders.front();
    LabelContents label;
    label.carrier = draft.carrier;
    label.branch = branch.name;
    label.number = number;
    label.three_segment_code = three_segment_code(draft.carrier, first.region);
    label.merchant = first.merchant_name;
    label.recipient = make_recipient(first.recipient_group, first.region);
    label.sender = {draft.sender_name, draft.sender_phone,
                    draft.sender.province + draft.sender.city + draft.sender.district +
                        draft.sender.detail};
    label.items = parcel.items;
    for (const PracticeOrder* order : parcel.orders)
        label.orders.push_back(order->id.number);
    return label;
}

bool stands_on(const PracticeOrder& order, const std::string& number)
{
    return std::any_of(order.numbers.begin(), order.numbers.end(), [&](const NumberRecord& record) {
        const bool ended_with_it =
            record.generation != order.generation && record.accepted > record.retracted;
        return record.number == number && (record.is_live || ended_with_it);
    });
}

} // namespace

bool is_used(const TakenNumber& taken)
{
    return std::any_of(taken.orders.begin(), taken.orders.end(),
                       [&](const PracticeOrder* order) { return stands_on(*order, taken.number); });
}

bool is_outdated(const TakenNumber& taken)
{
    return std::any_of(taken.orders.begin(), taken.orders.end(), [&](const PracticeOrder* order) {
        return order->recipient_group != taken.recipient_group;
    });
}

PlatformWaybills::PlatformWaybills(std::uint64_t seed) : contracts(seed), house_(seed) {}

TakeResult PlatformWaybills::take(const TakeDraft& draft, TimePoint now, const PlatformRules& rules)
{
    WaybillContract* contract = contracts.find(draft.shop, draft.carrier);
    if (contract == nullptr)
        return {{}, TakeRefusal::no_contract};
    WaybillBranch* branch = find_sending_branch(*contract, draft.sender);
    if (branch == nullptr)
        return {{}, TakeRefusal::unknown_sender};

    TakeResult result;
    std::vector<std::size_t> good;
    std::int64_t promised = 0;
    for (std::size_t i = 0; i < draft.parcels.size(); ++i) {
        const auto refusal = find_refusal(draft, draft.parcels[i], *branch, promised, rules);
        if (refusal && !result.refusal)
            result.refusal = refusal;
        if (refusal && rules.broken_batch == BrokenBatch::earlier_taken)
            break;
        if (refusal)
            continue;
        good.push_back(i);
        promised += find_repeated(draft, draft.parcels[i], *branch, rules) == nullptr ? 1 : 0;
    }
    if (result.refusal && rules.broken_batch == BrokenBatch::none_taken)
        return result;
    for (const std::size_t i : good)
        result.numbers.emplace_back(i, give(draft, draft.parcels[i], *branch, now, rules));
    return result;
}

PlatformWaybills::Existing PlatformWaybills::find_existing(const TakeDraft& draft,
                                                           const ParcelDraft& parcel,
                                                           std::string_view branch) const
{
    Existing existing;
    for (const PracticeOrder* order : parcel.orders) {
        const auto entry = by_package_.find(package_key(*order, parcel.package));
        const TakenNumber* number = entry == by_package_.end() ? nullptr : &numbers_[entry->second];
        if (number == nullptr || number->is_cancelled) {
            // A live number of another order in the parcel says more than a cancelled one.
            existing.number = existing.number == nullptr ? number : existing.number;
            continue;
        }
        const bool is_same = number->carrier == draft.carrier && number->branch == branch &&
                             number->sender == draft.sender && !is_outdated(*number) &&
                             std::is_permutation(number->orders.begin(), number->orders.end(),
                                                 parcel.orders.begin(), parcel.orders.end());
        existing.number = number;
        existing.is_conflict = existing.is_conflict || !is_same;
    }
    return existing;
}

const TakenNumber* PlatformWaybills::find_repeated(const TakeDraft& draft,
                                                   const ParcelDraft& parcel,
                                                   const WaybillBranch& branch,
                                                   const PlatformRules& rules) const
{
    if (rules.repeated_take != RepeatedTake::returns_same)
        return nullptr;
    const TakenNumber* number = find_existing(draft, parcel, branch.code).number;
    return number == nullptr || number->is_cancelled ? nullptr : number;
}

std::optional<TakeRefusal> PlatformWaybills::find_refusal(const TakeDraft& draft,
                                                          const ParcelDraft& parcel,
                                                          const WaybillBranch& branch,
                                                          std::int64_t promised,
                                                          const PlatformRules& rules) const
{
    if (contracts.find_template(draft.carrier, parcel.template_key) == nullptr)
        return TakeRefusal::no_template;
    if (const auto refusal = find_service_refusal(parcel, branch))
        return refusal;
    if (const auto refusal = find_order_refusal(draft, parcel, rules))
        return refusal;

    const auto [number, is_conflict] = find_existing(draft, parcel, branch.code);
    if (is_conflict)
        return TakeRefusal::several_branches;
    if (number != nullptr && !number->is_cancelled && rules.repeated_take == RepeatedTake::refused)
        return TakeRefusal::taken_already;
    if (number != nullptr && number->is_cancelled && !rules.cancelled_package_repeatable)
        return TakeRefusal::package_cancelled;
    if (find_repeated(draft, parcel, branch, rules) != nullptr)
        return std::nullopt;

    if (!contracts.is_served(draft.carrier, parcel.orders.front()->region))
        return TakeRefusal::region_not_served;
    if (branch.quantity <= promised)
        return TakeRefusal::balance_empty;
    return std::nullopt;
}

const TakenNumber* PlatformWaybills::give(const TakeDraft& draft, const ParcelDraft& parcel,
                                          WaybillBranch& branch, TimePoint now,
                                          const PlatformRules& rules)
{
    if (const TakenNumber* repeated = find_repeated(draft, parcel, branch, rules))
        return repeated;

    const TakenNumber* existing = find_existing(draft, parcel, branch.code).number;
    --branch.quantity;
    ++branch.allocated;
    const std::size_t index = numbers_.size();
    TakenNumber taken;
    taken.number = format_waybill_number(draft.carrier, house_, index + 1);
    taken.carrier = draft.carrier;
    taken.branch = branch.code;
    taken.shop = draft.shop;
    taken.object_id = parcel.object_id;
    taken.package = parcel.package;
    taken.template_key = parcel.template_key;
    taken.recipient_group = parcel.orders.front()->recipient_group;
    taken.sender = draft.sender;
    taken.orders = parcel.orders;
    taken.label = label_of(draft, parcel, branch, taken.number);
    taken.taken_at = now;
    if (existing != nullptr && !existing->is_cancelled)
        taken.older = existing;
    by_number_[taken.number] = index;
    for (const PracticeOrder* order : taken.orders) {
        by_package_[package_key(*order, taken.package)] = index;
        by_order_number_[order->id.number].push_back(index);
        by_order_[order->id].push_back(index);
    }
    numbers_.push_back(std::move(taken));
    return &numbers_.back();
}

CancelOutcome PlatformWaybills::cancel(const std::string& shop, std::string_view carrier,
                                       const std::string& number, const PlatformRules& rules)
{
    TakenNumber* taken = find(number);
    if (taken == nullptr || taken->shop != shop || taken->carrier != carrier)
        return CancelOutcome::unknown_number;
    if (taken->is_cancelled)
        return rules.cancel_repeatable ? CancelOutcome::cancelled : CancelOutcome::cancelled_before;
    if (is_used(*taken))
        return CancelOutcome::used;
    WaybillBranch* branch = contracts.find_branch(shop, carrier, taken->branch);
    // A contract that ended keeps no count.
    if (branch != nullptr) {
        if (branch->allocated > uncapped_numbers &&
            (branch->cancelled + 1) * cancelled_share > branch->allocated)
            return CancelOutcome::above_cap;
        ++branch->cancelled;
        ++branch->recycled;
        ++branch->quantity;
    }
    taken->is_cancelled = true;
    return CancelOutcome::cancelled;
}

UploadOutcome PlatformWaybills::find_objection(const PracticeOrder& order,
                                               const std::string& number,
                                               std::string_view carrier) const
{
    const TakenNumber* taken = find(number);
    if (taken == nullptr)
        return UploadOutcome::accepted;
    if (taken->is_cancelled)
        return UploadOutcome::number_cancelled;
    const bool is_own =
        std::find(taken->orders.begin(), taken->orders.end(), &order) != taken->orders.end();
    return is_own && taken->carrier == carrier ? UploadOutcome::accepted
                                               : UploadOutcome::foreign_number;
}

TakenNumber* PlatformWaybills::find(const std::string& number)
{
    const auto found = by_number_.find(number);
    return found == by_number_.end() ? nullptr : &numbers_[found->second];
}

const TakenNumber* PlatformWaybills::find(const std::string& number) const
{
    const auto found = by_number_.find(number);
    return found == by_number_.end() ? nullptr : &numbers_[found->second];
}

std::vector<const TakenNumber*> PlatformWaybills::of(const OrderId& order) const
{
    std::vector<const TakenNumber*> numbers;
    if (const auto found = by_order_.find(order); found != by_order_.end())
        for (const std::size_t index : found->second)
            numbers.push_back(&numbers_[index]);
    return numbers;
}

std::vector<const TakenNumber*> PlatformWaybills::labels_of(const std::string& order_number) const
{
    std::vector<const TakenNumber*> labels;
    const auto found = by_order_number_.find(order_number);
    if (found == by_order_number_.end())
        return labels;
    for (const std::size_t index : found->second) {
        const TakenNumber& taken = numbers_[index];
        if (taken.is_cancelled)
            continue;
        if (taken.printed.empty())
            return {};
        labels.push_back(&taken);
    }
    return labels;
}

} // namespace daifa::sandbox
