#include "simulation/inquiry.hpp"

#include "reconcile/source_number.hpp"
#include "sandbox/erp_truth.hpp"

#include <algorithm>

namespace daifa::simulation {
namespace {

using store::WriteKind;
using store::WriteState;

Inquiry say(bool has_happened)
{
    return {has_happened ? WriteState::confirmed : WriteState::refused};
}

/// "YTO/YT1" without its carrier.
std::string behind_slash(const std::string& subject)
{
    return subject.substr(subject.find('/') + 1);
}

std::optional<Inquiry> inquire_in_erp(const sandbox::ErpWorld& erp, const store::WriteRecord& write)
{
    const auto index = sandbox::parse_order_name(write.subject);
    if (!index || *index >= erp.orders().size())
        return std::nullopt;
    const auto& order = erp.orders().at(*index);
    if (write.kind == WriteKind::cancel_order)
        return say(!is_live(order));
    return say(order.audited_at.has_value());
}

/// A number that was given back tells nothing about what was asked for since.
std::optional<Inquiry> inquire_number(const sandbox::PlatformWaybills& waybills,
                                      const store::WriteRecord& write)
{
    const std::string package = behind_slash(write.subject);
    Inquiry inquiry = say(false);
    for (const auto& taken : waybills.all()) {
        if (taken.package != package)
            continue;
        if (taken.is_cancelled || inquiry.outcome == WriteState::confirmed)
            return std::nullopt;
        inquiry = {WriteState::confirmed, taken.carrier + "/" + taken.number};
    }
    return inquiry;
}

std::optional<Inquiry> inquire_label(const sandbox::PlatformWaybills& waybills,
                                     const store::WriteRecord& write)
{
    const auto* taken = waybills.find(behind_slash(write.subject));
    if (taken == nullptr)
        return std::nullopt;
    return say(write.kind == WriteKind::cancel_waybill ? taken->is_cancelled
                                                       : !taken->printed.empty());
}

std::optional<Inquiry> inquire_upload(const sandbox::PracticeOrder& order,
                                      const store::WriteRecord& write)
{
    const std::string number = behind_slash(write.subject);
    const bool is_there = std::ranges::any_of(order.numbers, [&](const auto& known) {
        return known.number == number && known.generation == order.generation && known.is_live;
    });
    return say(write.kind == WriteKind::retract_upload ? !is_there : is_there);
}

} // namespace

std::optional<Inquiry> inquire(const sandbox::World& world, const OrderId& order,
                               const store::WriteRecord& write)
{
    const auto& all = world.platform.orders.all();
    const auto truth = std::ranges::find(all, order, &sandbox::PracticeOrder::id);
    if (truth == all.end() || !truth->is_assigned)
        return std::nullopt;
    switch (write.kind) {
    case WriteKind::import_order:
        return say(
            live_imports(world.erp, reconcile::source_number(order.number, write.generation)) > 0);
    case WriteKind::audit_order:
    case WriteKind::cancel_order:
        return inquire_in_erp(world.erp, write);
    case WriteKind::take_waybill:
        return inquire_number(world.platform.waybills, write);
    case WriteKind::cancel_waybill:
    case WriteKind::print_label:
        return inquire_label(world.platform.waybills, write);
    case WriteKind::upload_waybill:
    case WriteKind::retract_upload:
        return inquire_upload(*truth, write);
    case WriteKind::upload_extra:
        // Several numbers at once, of which some may be there.
        return std::nullopt;
    }
    return std::nullopt;
}

} // namespace daifa::simulation
