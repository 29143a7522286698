#include "reconcile/joint_parcels.hpp"

#include "reconcile/judge.hpp"
#include "reconcile/labels.hpp"

#include <daifa/codec/digest.hpp>

#include <algorithm>
#include <set>

namespace daifa::reconcile {
namespace {

using store::OrderRecord;
using store::WriteKind;
using store::WriteRecord;
using store::WriteState;

constexpr std::size_t mark_size = 6;

std::string mark_of(const std::string& text)
{
    return sha256_hex(text).substr(0, mark_size);
}

bool may_have_number(const WriteRecord& take)
{
    return take.state != WriteState::refused && take.state != WriteState::requested;
}

const WriteRecord* find_take(const OrderRecord& order, const std::string& package)
{
    for (const auto& write : order.writes)
        if (write.kind == WriteKind::take_waybill && write.subject == package &&
            may_have_number(write))
            return &write;
    return nullptr;
}

bool has_given_up(const OrderRecord& order, const std::string& number)
{
    return std::ranges::any_of(order.writes, [&](const WriteRecord& write) {
        return write.kind == WriteKind::cancel_waybill && write.subject == number &&
               write.state == WriteState::confirmed;
    });
}

/// The works of the others, from what the first one's order knows of them.
std::vector<Work> works_of_mates(const Work& first)
{
    std::vector<Work> works;
    for (const auto& joint : first.step.joint) {
        const auto order = std::ranges::find(first.order.related, joint.order, &OrderRecord::id);
        Work work;
        work.order = *order;
        work.step = first.step;
        work.step.key = joint.key;
        work.verdict = first.verdict;
        works.push_back(std::move(work));
    }
    return works;
}

} // namespace

const std::string left_to_mates = "left to the other orders of the parcel";

std::string joint_package(const std::string& first_package, const std::string& recipient_group,
                          const std::vector<OrderId>& orders)
{
    std::string all;
    for (const auto& order : orders)
        all += daifa::to_text(order) + "\n";
    return first_package + "-" + mark_of(recipient_group) + mark_of(all);
}

bool has_number(const OrderRecord& order)
{
    return std::ranges::any_of(order.writes, [&](const WriteRecord& write) {
        return write.kind == WriteKind::take_waybill && write.generation == order.generation &&
               may_have_number(write) && !has_given_up(order, write.result);
    });
}

bool may_share(const OrderRecord& order, const OrderRecord& other)
{
    const bool is_ours =
        other.platform.is_assigned && other.platform.after_sale != AfterSale::refunded;
    return is_ours && order.body && other.body && !order.body->recipient_group.empty() &&
           other.body->recipient_group == order.body->recipient_group &&
           other.id.merchant == order.id.merchant && !has_number(other);
}

bool is_joint(const OrderId& order, const WriteRecord& take)
{
    const std::string own = package_id(order, take.key);
    return take.subject.substr(take.subject.find('/') + 1) != own;
}

bool is_refused_jointly(const OrderId& order, const WriteRecord& take)
{
    return take.state == WriteState::refused && take.failure && is_final(*take.failure) &&
           take.failure != Errc::not_served && is_joint(order, take);
}

bool is_moved(const OrderRecord& order, const std::string& package)
{
    if (!order.body || package.size() < 2 * mark_size)
        return false;
    return package.substr(package.size() - 2 * mark_size, mark_size) !=
           mark_of(order.body->recipient_group);
}

std::vector<Mate> mates_of(const OrderRecord& order, const std::string& package)
{
    std::vector<Mate> mates;
    for (const auto& other : order.related) {
        const WriteRecord* take = find_take(other, package);
        if (take == nullptr)
            continue;
        Mate mate;
        mate.order = &other;
        mate.take = take;
        mate.has_left = take->generation != other.generation || has_given_up(other, take->result);
        mate.is_living = !mate.has_left && other.platform.is_assigned &&
                         other.platform.after_sale != AfterSale::refunded;
        mates.push_back(mate);
    }
    return mates;
}

bool asks_for_parcel(const OrderRecord& order, const WriteRecord& take)
{
    const auto mates = mates_of(order, take.subject);
    return std::ranges::none_of(mates, [&](const Mate& mate) {
        return mate.order->id < order.id && mate.take->state == WriteState::uncertain;
    });
}

bool may_print(const Mate& mate, const std::string& package)
{
    const bool is_closed = mate.order->verdict.state == store::OrderState::closed;
    return mate.is_living && !is_closed && !is_moved(*mate.order, package);
}

const OrderRecord& printer_of(const OrderRecord& order, const std::string& package)
{
    const OrderRecord* first = &order;
    for (const auto& mate : mates_of(order, package))
        if (may_print(mate, package) && mate.order->id < first->id)
            first = mate.order;
    return *first;
}

bool prints_first(const OrderRecord& order, const std::string& package)
{
    return &printer_of(order, package) == &order;
}

bool is_last_to_leave(const OrderRecord& order, const std::vector<Mate>& mates)
{
    return std::ranges::none_of(mates, [&](const Mate& mate) {
        return mate.is_living || (!mate.has_left && mate.order->id < order.id);
    });
}

bool is_being_cancelled(const std::vector<Mate>& mates, const std::string& number)
{
    return std::ranges::any_of(mates, [&](const Mate& mate) {
        return std::ranges::any_of(mate.order->writes, [&](const WriteRecord& write) {
            return write.kind == WriteKind::cancel_waybill && write.subject == number &&
                   (write.state == WriteState::claimed || write.state == WriteState::uncertain);
        });
    });
}

std::vector<Work> gather_parcels(std::vector<Work> works)
{
    std::stable_partition(works.begin(), works.end(),
                          [](const Work& work) { return !work.step.joint.empty(); });
    std::vector<Work> gathered;
    std::set<OrderId> joined;
    for (auto& work : works) {
        const bool is_joined = joined.contains(work.order.id) ||
                               std::ranges::any_of(work.step.joint, [&](const JointTake& joint) {
                                   return joined.contains(joint.order);
                               });
        if (is_joined)
            continue;
        work.mates = works_of_mates(work);
        if (!work.mates.empty())
            joined.insert(work.order.id);
        for (const auto& mate : work.mates)
            joined.insert(mate.order.id);
        gathered.push_back(std::move(work));
    }
    return gathered;
}

} // namespace daifa::reconcile
