#pragma once

#include "reconcile/order_view.hpp"
#include "store/records.hpp"

#include <daifa/domain/erp_order.hpp>
#include <daifa/domain/waybill.hpp>

#include <optional>
#include <string>
#include <vector>

namespace daifa::reconcile {

enum class StepKind {
    import_order,
    adopt_order, ///< Nothing is sent: the ERP has the order, so its import counts as confirmed.
    audit_order,
    cancel_order,
    upload_waybill,
    upload_extra,
    retract_upload, ///< Of the main number.
    take_waybill,
    cancel_waybill,
    print_label,
    leave_parcel,     ///< Nothing is sent: the order's number stays with the others of its parcel.
    look_at_platform, ///< Read the order alone on the platform.
    look_at_erp,      ///< Read its ERP orders alone.
    verify,           ///< Settle the uncertain write `key` by reading.
    begin_generation,
};

/// Another order whose parcel this one joins, and its taking write.
struct JointTake {
    OrderId order = {};
    std::string key = {};
};

/// The next thing to do for one order.
struct Step {
    StepKind kind = StepKind::look_at_platform;
    std::string key = {};     ///< Of the write to claim or verify.
    std::string subject = {}; ///< What the write is about.
    ErpOrderId erp_order = {};
    std::string carrier_code = {};
    std::vector<WaybillNumber> numbers = {};
    std::string template_url = {}; ///< Of the label, when a number is taken.
    std::string task = {};         ///< In which a label is printed.
    /// Of a label that is printed: where it goes, which need not be where the order goes.
    std::string address_digest = {};
    /// Why it is not to be sent: perhaps it was done already. Empty: it is sent.
    std::string doubt = {};
    /// Of a number that is taken for several orders: the others.
    std::vector<JointTake> joint = {};
};

/// What follows from the facts of one order: a step now, or the verdict to keep until something
/// changes or its time comes. With a step, the verdict is what holds while it is under way.
struct Decision {
    std::optional<Step> step = {};
    store::Verdict verdict = {};
};

/// Pure: no clock, no I/O. The rules' precedence stands in the source, in one list.
Decision decide(const store::OrderRecord& order, const DecideContext& context);

std::string_view to_text(StepKind kind);
bool is_write(StepKind kind);

} // namespace daifa::reconcile
