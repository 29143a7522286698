#include "reconcile/joint_parcels.hpp"
#include "reconcile/rules/rules.hpp"
#include "reconcile/work.hpp"

#include <algorithm>

namespace daifa::reconcile::rules {
namespace {

using namespace std::chrono_literals;
using store::OrderRecord;
using store::OrderState;
using store::ParcelChoice;
using store::WriteKind;
using store::WriteState;

const std::string joint_rule(store::waits_for_recipient);
/// Whatever changes of those that are waited for makes the order due; this is for what nobody
/// tells.
constexpr Milliseconds look_again = 10s;
/// What one parcel holds, at most.
constexpr std::size_t orders_max = 50;

bool is_stopped(const OrderRecord& order)
{
    return order.hold || order.platform.after_sale == AfterSale::open ||
           order.platform.is_under_risk_control;
}

bool is_parted(const OrderView& view)
{
    return parcels_planned(view.order.body->item.quantity, view.context.plan.strategy.waybill,
                           view.context.platform.extra_waybills_max + 1) > 1;
}

/// The platform refused it in one parcel with others for good: it goes alone.
bool was_refused_jointly(const OrderView& view, const std::string& key)
{
    const auto* write = reconcile::find_write(view.order, key);
    return write != nullptr && is_refused_jointly(view.order.id, *write);
}

/// Another order that may go into the same parcel, and what it would do alone.
struct Sibling {
    const OrderRecord* order = nullptr;
    Decision alone = {};

    bool is_ready(const std::string& carrier_code) const
    {
        return alone.step && alone.step->kind == StepKind::take_waybill &&
               alone.step->carrier_code == carrier_code;
    }
    /// Read anew just before, as this one was.
    bool is_looked_at() const { return alone.verdict.rule == "waybill.look"; }
    bool is_on_its_way() const
    {
        const bool is_taking = alone.step && alone.step->kind == StepKind::take_waybill;
        return !is_taking && alone.verdict.difference.empty() &&
               (alone.verdict.state == OrderState::downloaded ||
                alone.verdict.state == OrderState::imported);
    }
};

std::vector<Sibling> siblings_of(const OrderView& view)
{
    std::vector<Sibling> siblings;
    for (const auto& other : view.order.related) {
        const bool is_candidate = may_share(view.order, other) &&
                                  other.parcel_choice != ParcelChoice::single &&
                                  !is_parted(OrderView(other, view.context));
        if (!is_candidate)
            continue;
        Sibling sibling;
        sibling.order = &other;
        sibling.alone = decide(other, view.context);
        siblings.push_back(std::move(sibling));
    }
    return siblings;
}

std::string names_of(const std::vector<Sibling>& siblings)
{
    constexpr std::size_t named_max = 5;
    std::string names;
    for (std::size_t i = 0; i < std::min(siblings.size(), named_max); ++i)
        names += (names.empty() ? "" : ", ") + siblings[i].order->id.number;
    return siblings.size() > named_max ? names + ", …" : names;
}

std::optional<TimePoint> waits_until(const OrderView& view, const std::vector<Sibling>& siblings)
{
    const auto* import = view.find_write(WriteKind::import_order);
    const TimePoint last = (import == nullptr ? TimePoint{} : import->settled_at) +
                           view.context.plan.strategy.waybill.joint_wait;
    std::optional<TimePoint> until;
    for (const auto& sibling : siblings) {
        if (!sibling.is_on_its_way())
            continue;
        // What a person put together goes together.
        const bool must_join = view.order.parcel_choice == ParcelChoice::joint &&
                               sibling.order->parcel_choice == ParcelChoice::joint;
        if (must_join || sibling.is_looked_at())
            until = std::max(until.value_or(TimePoint{}), view.context.now + look_again);
        else if (view.context.now < last)
            until = std::max(until.value_or(TimePoint{}), last);
    }
    return until;
}

/// The decision alone, with the others that are ready in the same parcel.
Decision join(const OrderView& view, Decision alone, const std::vector<Sibling>& siblings)
{
    Step& step = *alone.step;
    std::vector<JointTake> all = {{view.order.id, step.key}};
    for (const auto& sibling : siblings)
        if (sibling.is_ready(step.carrier_code) && all.size() < orders_max &&
            !was_refused_jointly(OrderView(*sibling.order, view.context), sibling.alone.step->key))
            all.push_back({sibling.order->id, sibling.alone.step->key});
    if (all.size() == 1)
        return alone;
    std::ranges::sort(all, {}, &JointTake::order);
    std::vector<OrderId> orders;
    for (const auto& joint : all)
        orders.push_back(joint.order);
    step.subject = step.carrier_code + "/" +
                   joint_package(package_id(all.front().order, all.front().key),
                                 view.order.body->recipient_group, orders);
    std::erase_if(all, [&](const JointTake& joint) { return joint.order == view.order.id; });
    step.joint = std::move(all);
    return alone;
}

/// One of its parcel that is stopped: the paper would show goods that must not leave.
const Mate* find_stopped(const std::vector<Mate>& mates)
{
    const auto found = std::ranges::find_if(
        mates, [](const Mate& mate) { return mate.is_living && is_stopped(*mate.order); });
    return found == mates.end() ? nullptr : &*found;
}

Answer mind_mates(const OrderView& view, const Label& label)
{
    const auto mates = mates_of(view.order, label.package);
    if (!std::ranges::any_of(mates, &Mate::is_living))
        return std::nullopt;
    if (is_being_cancelled(mates, label.text()))
        return differs(OrderState::imported, joint_rule, "", label.text(),
                       view.context.now + look_again);
    if (view.order.parcel_choice == ParcelChoice::single)
        return leave_parcel(view, label, OrderState::imported);
    if (is_moved(view.order, label.package))
        return held(joint_rule, "joint_parcel_changed", label.text() + ": another recipient");
    if (label.may_be_on_paper)
        return std::nullopt;
    if (const Mate* stopped = find_stopped(mates))
        return held(joint_rule, "joint_parcel_waits", stopped->order->id.number);
    return std::nullopt;
}

} // namespace

Answer mind_joint_parcel(const OrderView& view)
{
    if (view.order.related.empty() || !view.order.shares_parcel || view.live_upload() != nullptr)
        return std::nullopt;
    for (const auto& label : labels_of(view))
        if (auto answer = mind_mates(view, label))
            return answer;
    return std::nullopt;
}

Decision leave_parcel(const OrderView& view, const Label& label, OrderState state)
{
    Decision decision;
    decision.verdict = verdict(state, joint_rule);
    Step step;
    step.kind = StepKind::leave_parcel;
    step.key = view.write_key("void", label.text());
    step.subject = label.text();
    step.carrier_code = label.carrier_code;
    step.numbers = {label.number};
    decision.step = std::move(step);
    return decision;
}

Decision take_jointly(const OrderView& view, Decision alone)
{
    const JointParcels mode = view.context.plan.strategy.waybill.joint_parcels;
    const ParcelChoice choice = view.order.parcel_choice;
    if (mode == JointParcels::never || choice == ParcelChoice::single ||
        view.order.body->recipient_group.empty() || is_parted(view) ||
        was_refused_jointly(view, alone.step->key))
        return alone;
    auto siblings = siblings_of(view);
    std::erase_if(siblings, [&](const Sibling& sibling) {
        return !sibling.is_ready(alone.step->carrier_code) && !sibling.is_on_its_way();
    });
    if (mode == JointParcels::propose) {
        if (choice == ParcelChoice::undecided && !siblings.empty())
            return differs(OrderState::held, joint_rule, "joint_parcel_proposed",
                           names_of(siblings),
                           view.context.now + view.context.plan.strategy.download.recheck);
        std::erase_if(siblings, [](const Sibling& sibling) {
            return sibling.order->parcel_choice != ParcelChoice::joint;
        });
    }
    if (const auto until = waits_until(view, siblings))
        return differs(OrderState::imported, joint_rule, "", names_of(siblings), until);
    return join(view, std::move(alone), siblings);
}

} // namespace daifa::reconcile::rules
