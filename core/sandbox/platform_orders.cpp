#include "sandbox/platform_orders.hpp"

namespace daifa::sandbox {
namespace {

constexpr std::size_t extra_numbers_max = 10;

UploadOutcome shippable(const PracticeOrder& order)
{
    if (!order.is_assigned)
        return UploadOutcome::not_assigned;
    if (forbids_shipping(order.after_sale))
        return UploadOutcome::after_sale;
    if (order.is_under_risk_control)
        return UploadOutcome::risk_control;
    return UploadOutcome::accepted;
}

bool allows_main_number(const PracticeOrder& order, const std::string& number, RepeatedUpload rule)
{
    const NumberRecord* live = live_main_number(order);
    if (live == nullptr || rule == RepeatedUpload::overwrites)
        return true;
    return rule == RepeatedUpload::accepted && live->number == number;
}

bool allows_extras(const PracticeOrder& order, const std::vector<std::string>& numbers)
{
    std::set<std::string> extras(numbers.begin(), numbers.end());
    for (const auto& record : order.numbers) {
        if (record.is_live && record.is_extra)
            extras.insert(record.number);
        if (record.is_live && !record.is_extra && extras.contains(record.number))
            return false;
    }
    return extras.size() <= extra_numbers_max;
}

} // namespace

std::string_view to_text(UploadOutcome outcome)
{
    switch (outcome) {
    case UploadOutcome::accepted:
        return "accepted";
    case UploadOutcome::not_assigned:
        return "not_assigned";
    case UploadOutcome::after_sale:
        return "after_sale";
    case UploadOutcome::risk_control:
        return "risk_control";
    case UploadOutcome::repeated:
        return "repeated";
    case UploadOutcome::too_many_extras:
        return "too_many_extras";
    case UploadOutcome::number_not_there:
        return "number_not_there";
    case UploadOutcome::foreign_number:
        return "foreign_number";
    case UploadOutcome::number_cancelled:
        return "number_cancelled";
    }
    return "accepted";
}

void PlatformOrders::note(PracticeOrder& order, TimePoint now, std::string what)
{
    changes_.push_back({order.id, order.shop, what, now});
    order.timeline.push_back({now, std::move(what)});
}

PracticeOrder& PlatformOrders::add(PracticeOrder order)
{
    by_id_[order.id] = orders_.size();
    by_update_[order.shop].insert({order.updated_at, orders_.size()});
    orders_.push_back(std::move(order));
    note(orders_.back(), orders_.back().assigned_at, "assigned");
    return orders_.back();
}

PracticeOrder* PlatformOrders::find(const OrderId& id)
{
    const auto found = by_id_.find(id);
    return found == by_id_.end() ? nullptr : &orders_[found->second];
}

const PracticeOrder* PlatformOrders::find(const OrderId& id) const
{
    const auto found = by_id_.find(id);
    return found == by_id_.end() ? nullptr : &orders_[found->second];
}

std::vector<const PracticeOrder*>
PlatformOrders::updated_between(const std::string& shop, TimePoint from, TimePoint until,
                                bool is_end_inclusive, TimePoint now, const PlatformRules& rules) const
{
    std::vector<const PracticeOrder*> rows;
    const auto index = by_update_.find(shop);
    if (index == by_update_.end())
        return rows;
    for (auto row = index->second.lower_bound({from, 0}); row != index->second.end(); ++row) {
        const TimePoint at = row->first;
        if (at > until || (at == until && !is_end_inclusive))
            break;
        if (at + rules.row_delay <= now)
            rows.push_back(&orders_[row->second]);
    }
    return rows;
}

void PlatformOrders::withdraw(PracticeOrder& order, TimePoint now)
{
    order.is_assigned = false;
    touch(order, now, "withdrawn");
}

PracticeOrder& PlatformOrders::reassign(PracticeOrder& order, TimePoint now, const PlatformRules& rules,
                                        std::string new_number)
{
    if (rules.reassign_gets_new_number)
        return replace(order, order.shop, now, std::move(new_number));
    order.is_assigned = true;
    ++order.generation;
    order.assigned_at = now;
    for (auto& record : order.numbers)
        record.is_live = false;
    touch(order, now, "assigned again");
    return order;
}

PracticeOrder& PlatformOrders::replace(PracticeOrder& order, const std::string& shop, TimePoint now,
                                       std::string new_number)
{
    PracticeOrder successor = order;
    successor.id.number = std::move(new_number);
    successor.shop = shop;
    successor.is_assigned = true;
    successor.generation = 1;
    successor.assigned_at = now;
    successor.updated_at = now;
    successor.numbers.clear();
    successor.timeline.clear();
    order.replaced_by = successor.id.number;
    note(order, now, "assigned again as " + successor.id.number);
    return add(std::move(successor));
}

void PlatformOrders::set_after_sale(PracticeOrder& order, AfterSaleStep step, TimePoint now,
                                    const PlatformRules& rules)
{
    order.after_sale = step;
    note(order, now, "after-sale " + std::string(to_text(step)));
    if (rules.after_sale_moves_update_time)
        move_in_index(order, now);
}

void PlatformOrders::set_risk(PracticeOrder& order, bool is_risky, TimePoint now)
{
    order.is_under_risk_control = is_risky;
    touch(order, now, is_risky ? "risk control" : "risk control lifted");
}

void PlatformOrders::touch(PracticeOrder& order, TimePoint now, std::string what)
{
    note(order, now, std::move(what));
    move_in_index(order, now);
}

UploadOutcome PlatformOrders::upload(PracticeOrder& order, const std::string& number,
                                     const std::string& carrier, TimePoint now,
                                     const PlatformRules& rules, UploadOutcome objection)
{
    UploadOutcome outcome = shippable(order);
    if (outcome == UploadOutcome::accepted)
        outcome = objection;
    if (outcome == UploadOutcome::accepted && !allows_main_number(order, number, rules.repeated_upload))
        outcome = UploadOutcome::repeated;
    if (outcome != UploadOutcome::accepted) {
        ++record_of(order, number, carrier, false).refused;
        note(order, now, "refused " + number + ": " + std::string(to_text(outcome)));
        return outcome;
    }
    for (auto& record : order.numbers)
        if (!record.is_extra)
            record.is_live = false;
    NumberRecord& record = record_of(order, number, carrier, false);
    record.is_live = true;
    ++record.accepted;
    note(order, now, "uploaded " + carrier + " " + number);
    if (rules.upload_moves_update_time)
        move_in_index(order, now);
    return UploadOutcome::accepted;
}

UploadOutcome PlatformOrders::upload_extras(PracticeOrder& order,
                                            const std::vector<std::string>& numbers,
                                            const std::string& carrier, TimePoint now,
                                            const PlatformRules& rules, UploadOutcome objection)
{
    UploadOutcome outcome = shippable(order);
    if (outcome == UploadOutcome::accepted)
        outcome = objection;
    if (outcome == UploadOutcome::accepted && !allows_extras(order, numbers))
        outcome = UploadOutcome::too_many_extras;
    if (outcome == UploadOutcome::accepted && !rules.extra_numbers_repeatable)
        for (const auto& number : numbers)
            if (record_of(order, number, carrier, true).is_live)
                outcome = UploadOutcome::repeated;
    for (const auto& number : numbers) {
        NumberRecord& record = record_of(order, number, carrier, true);
        if (outcome == UploadOutcome::accepted) {
            record.is_live = true;
            ++record.accepted;
            note(order, now, "extra " + carrier + " " + number);
        } else {
            ++record.refused;
            note(order, now, "refused extra " + number + ": " + std::string(to_text(outcome)));
        }
    }
    if (outcome == UploadOutcome::accepted && rules.upload_moves_update_time)
        move_in_index(order, now);
    return outcome;
}

UploadOutcome PlatformOrders::retract(PracticeOrder& order, const std::string& number, TimePoint now,
                                      const PlatformRules& rules)
{
    for (auto& record : order.numbers) {
        if (!record.is_live || record.number != number)
            continue;
        record.is_live = false;
        ++record.retracted;
        note(order, now, "retracted " + number);
        if (rules.upload_moves_update_time)
            move_in_index(order, now);
        return UploadOutcome::accepted;
    }
    note(order, now, "refused to retract " + number);
    return UploadOutcome::number_not_there;
}

void PlatformOrders::move_in_index(PracticeOrder& order, TimePoint now)
{
    const auto found = by_id_.find(order.id);
    if (found == by_id_.end()) {
        // No factory has it yet, so it is in nobody's list.
        order.updated_at = now;
        return;
    }
    Index& index = by_update_[order.shop];
    const std::size_t position = found->second;
    index.erase(std::make_pair(order.updated_at, position));
    order.updated_at = now;
    index.insert(std::make_pair(now, position));
}

NumberRecord& PlatformOrders::record_of(PracticeOrder& order, const std::string& number,
                                        const std::string& carrier, bool is_extra)
{
    for (auto& record : order.numbers)
        if (record.number == number && record.is_extra == is_extra &&
            record.generation == order.generation)
            return record;
    NumberRecord record;
    record.number = number;
    record.carrier = carrier;
    record.is_extra = is_extra;
    record.generation = order.generation;
    order.numbers.push_back(std::move(record));
    return order.numbers.back();
}

} // namespace daifa::sandbox
