#include "reconcile/judge.hpp"

#include <algorithm>

namespace daifa::reconcile {

using store::WriteKind;
using store::WriteState;

namespace {

/// Keeps what was answered to the write: it is all that a person has to go by.
std::string absence_text(const std::string& answer)
{
    const std::string proof = "two looks agree that it never happened";
    if (answer.empty())
        return proof;
    return answer.ends_with(proof) ? answer : answer + "; " + proof;
}

} // namespace

Evidence judge_by_erp(const store::OrderRecord& order, const store::WriteRecord& write,
                      const std::vector<store::ErpRow>& rows)
{
    Evidence evidence;
    if (write.kind == WriteKind::import_order) {
        for (const auto& row : rows) {
            const bool is_ours =
                row.order_number == order.id.number && row.generation == write.generation;
            if (is_ours && !evidence.has_happened) {
                evidence.has_happened = true;
                evidence.result = row.order.id.text();
            }
        }
        return evidence;
    }
    const auto row =
        std::ranges::find(rows, write.subject, [](const auto& r) { return r.order.id.text(); });
    if (write.kind == WriteKind::audit_order)
        evidence.has_happened = row != rows.end() && row->order.stage != ErpStage::waiting_audit;
    // An ERP may hide what was cancelled: not there is as good as cancelled.
    if (write.kind == WriteKind::cancel_order)
        evidence.has_happened = row == rows.end() || row->order.stage == ErpStage::cancelled;
    return evidence;
}

Evidence judge_by_platform(const store::WriteRecord& write, const PlatformOrder& order)
{
    Evidence evidence;
    // The platform says that a number is there, never which: ours is the only one we ever sent.
    if (write.kind == WriteKind::upload_waybill)
        evidence.has_happened = order.has_waybill;
    if (write.kind == WriteKind::retract_upload)
        evidence.has_happened = !order.has_waybill;
    return evidence;
}

store::Settlement settle_by_evidence(const store::OrderRecord& order,
                                     const store::WriteRecord& write, const Evidence& evidence,
                                     TimePoint look_began, Milliseconds retry_in)
{
    store::Settlement settlement;
    settlement.order = order.id;
    settlement.key = write.key;
    settlement.request_id = write.request_id;
    settlement.verify_after = write.verify_after;
    settlement.failure = write.failure;
    settlement.failure_text = write.failure_text;
    if (evidence.has_happened) {
        settlement.state = WriteState::confirmed;
        settlement.result = evidence.result.empty() ? write.result : evidence.result;
        settlement.failure.reset();
        settlement.failure_text.clear();
        return settlement;
    }
    const bool counts = look_began >= write.verify_after;
    settlement.absent_reads = write.absent_reads + (counts ? 1 : 0);
    settlement.state = settlement.absent_reads >= 2 ? WriteState::refused : WriteState::uncertain;
    if (settlement.state == WriteState::refused) {
        settlement.failure = Errc::uncertain;
        settlement.failure_text = absence_text(write.failure_text);
        if (write.attempts < writes_max)
            settlement.retry_after = look_began + retry_in;
    }
    return settlement;
}

bool is_final(Errc code)
{
    return code == Errc::rejected || code == Errc::goods_refused ||
           code == Errc::recipient_refused || code == Errc::not_served ||
           code == Errc::already_taken || code == Errc::not_found;
}

store::Settlement settle_by_error(const OrderId& order, const std::string& key, const Error& error,
                                  TimePoint now, Milliseconds late_arrival, Milliseconds retry_in)
{
    store::Settlement settlement;
    settlement.order = order;
    settlement.key = key;
    settlement.request_id = error.request_id;
    settlement.failure = error.code;
    settlement.failure_text = to_text(error);
    const bool may_have_happened =
        error.code == Errc::uncertain || error.code == Errc::bad_response;
    if (may_have_happened) {
        settlement.state = WriteState::uncertain;
        settlement.verify_after = now + late_arrival;
        return settlement;
    }
    settlement.state = WriteState::refused;
    if (!is_final(error.code))
        settlement.retry_after = now + retry_in;
    return settlement;
}

} // namespace daifa::reconcile
