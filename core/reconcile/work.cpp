#include "reconcile/work.hpp"

#include <algorithm>

namespace daifa::reconcile {

using store::WriteKind;

store::Ledger::VerdictUpdate to_update(Work work)
{
    store::Ledger::VerdictUpdate update;
    update.order = work.order.id;
    update.revision = work.order.revision;
    update.verdict = std::move(work.verdict);
    if (update.verdict.rule == store::waits_for_recipient)
        for (const auto& other : work.order.related)
            update.seen.push_back({other.id, other.revision});
    return update;
}

store::Claim to_claim(const store::OrderRecord& order, const Step& step)
{
    store::Claim claim;
    claim.order = order.id;
    claim.revision = order.revision;
    claim.key = step.key;
    claim.kind = write_kind(step.kind);
    claim.generation = order.generation;
    claim.subject = step.subject;
    claim.request_id = step.task;
    claim.digest = step.address_digest;
    if (claim.digest.empty() && is_about_label(claim.kind) && order.body)
        claim.digest = store::address_digest(*order.body);
    if (!step.joint.empty())
        claim.group = step.subject;
    return claim;
}

const store::WriteRecord* find_write(const store::OrderRecord& order, const std::string& key)
{
    const auto found = std::ranges::find(order.writes, key, &store::WriteRecord::key);
    return found == order.writes.end() ? nullptr : &*found;
}

WriteKind write_kind(StepKind kind)
{
    switch (kind) {
    case StepKind::audit_order:
        return WriteKind::audit_order;
    case StepKind::cancel_order:
        return WriteKind::cancel_order;
    case StepKind::upload_waybill:
        return WriteKind::upload_waybill;
    case StepKind::upload_extra:
        return WriteKind::upload_extra;
    case StepKind::retract_upload:
        return WriteKind::retract_upload;
    case StepKind::take_waybill:
        return WriteKind::take_waybill;
    case StepKind::cancel_waybill:
    case StepKind::leave_parcel:
        return WriteKind::cancel_waybill;
    case StepKind::print_label:
        return WriteKind::print_label;
    default:
        return WriteKind::import_order;
    }
}

bool asks_erp(const Work& work)
{
    if (is_write(work.step.kind))
        return is_about_erp(write_kind(work.step.kind));
    if (work.step.kind != StepKind::verify)
        return work.step.kind == StepKind::look_at_erp;
    const auto* write = find_write(work.order, work.step.key);
    return write != nullptr && is_about_erp(write->kind);
}

bool is_about_erp(WriteKind kind)
{
    return kind == WriteKind::import_order || kind == WriteKind::audit_order ||
           kind == WriteKind::cancel_order;
}

bool is_about_label(WriteKind kind)
{
    return kind == WriteKind::take_waybill || kind == WriteKind::cancel_waybill ||
           kind == WriteKind::print_label;
}

const WriteCapability& capability(const Capabilities& platform, const Capabilities& erp,
                                  WriteKind kind)
{
    switch (kind) {
    case WriteKind::import_order:
        return erp.create_order;
    case WriteKind::audit_order:
        return erp.audit;
    case WriteKind::cancel_order:
        return erp.cancel;
    case WriteKind::upload_waybill:
        return platform.upload;
    case WriteKind::upload_extra:
        return platform.extra_upload;
    case WriteKind::retract_upload:
        return platform.retract;
    case WriteKind::take_waybill:
        return platform.take;
    case WriteKind::cancel_waybill:
        return platform.cancel_waybill;
    case WriteKind::print_label:
        return platform.print;
    }
    return platform.upload;
}

} // namespace daifa::reconcile
