#include "reconcile/cases.hpp"
#include "reconcile/labels.hpp"
#include "reconcile/parcels.hpp"
#include "reconcile/rules/rules.hpp"
#include "reconcile/work.hpp"

#include <algorithm>

namespace daifa::reconcile::rules {
namespace {

using store::OrderState;
using store::WriteKind;
using store::WriteRecord;
using store::WriteState;

const std::string upload_rule = "upload";

/// "YTO/YT1": what an upload write is about.
std::string upload_subject(const std::string& carrier_code, const WaybillNumber& number)
{
    return carrier_code + "/" + number.text();
}

CarrierMatch match_carrier(const OrderView& view, const Parcel& parcel)
{
    // A number that the platform gave is the platform's carrier's.
    if (view.context.plan.waybill_source == WaybillSource::platform)
        return {parcel.carrier.code, {}};
    return map_carrier(parcel.carrier, view.context.plan.strategy.upload.carriers,
                       view.context.carriers);
}

/// A number that was taken off the order before goes up by another write.
std::string upload_key(const OrderView& view, const std::string& subject)
{
    const auto earlier = std::ranges::count_if(view.order.writes, [&](const WriteRecord& write) {
        return write.kind == WriteKind::retract_upload && write.subject == subject &&
               write.generation == view.order.generation && write.state == WriteState::confirmed;
    });
    const std::string key = view.write_key("upload", subject);
    return earlier == 0 ? key : key + "/" + std::to_string(earlier + 1);
}

Decision upload_step(const OrderView& view, const std::string& code, const WaybillNumber& number)
{
    Decision decision;
    decision.verdict = verdict(OrderState::shipped, upload_rule);
    Step step;
    step.kind = StepKind::upload_waybill;
    step.subject = upload_subject(code, number);
    step.key = upload_key(view, step.subject);
    step.carrier_code = code;
    step.numbers = {number};
    decision.step = std::move(step);
    return decision;
}

/// May the platform have it by that write?
bool carries(const WriteRecord& write, const WaybillNumber& number)
{
    const bool counts = write.state == WriteState::confirmed ||
                        write.state == WriteState::uncertain || write.state == WriteState::given_up;
    return counts &&
           ("/" + write.subject + "/").find("/" + number.text() + "/") != std::string::npos;
}

bool is_carried_as_main(const OrderView& view, const WaybillNumber& number)
{
    return std::ranges::any_of(view.order.writes, [&](const WriteRecord& write) {
        if (write.kind != WriteKind::upload_waybill || !carries(write, number))
            return false;
        const auto* retraction = view.find_retraction(write);
        return retraction == nullptr || retraction->state != WriteState::confirmed;
    });
}

/// Numbers that no upload, main or extra, has carried yet.
std::vector<Parcel> open_extras(const OrderView& view, const std::vector<Parcel>& parcels)
{
    std::vector<Parcel> open;
    for (const auto& parcel : parcels)
        if (!is_carried_as_main(view, parcel.number) && !is_carried_as_extra(view, parcel.number))
            open.push_back(parcel);
    return open;
}

/// Extra numbers of one carrier that go in one call.
Decision extra_step(const OrderView& view, const std::string& code,
                    std::vector<WaybillNumber> numbers)
{
    Decision decision;
    decision.verdict = verdict(OrderState::uploaded, "upload.parcels");
    Step step;
    step.kind = StepKind::upload_extra;
    step.subject = code;
    for (const auto& number : numbers)
        step.subject += "/" + number.text();
    step.key = view.write_key("extra", step.subject);
    step.carrier_code = code;
    step.numbers = std::move(numbers);
    decision.step = std::move(step);
    return decision;
}

std::optional<Decision> upload_extras(const OrderView& view, const ParcelView& collected)
{
    const std::string extra_rule = "upload.parcels";
    const auto open = open_extras(view, collected.parcels);
    if (open.empty() || view.context.plan.strategy.upload.parcels == UploadParcels::first ||
        find_ruling(view.order, "extra_parcel") == Ruling::accept)
        return std::nullopt;
    if (static_cast<int>(collected.parcels.size()) - 1 > view.context.platform.extra_waybills_max)
        return differs(OrderState::uploaded, extra_rule, "extra_parcel",
                       std::to_string(collected.parcels.size()) + " parcels");

    const CarrierMatch carrier = match_carrier(view, open.front());
    if (carrier.code.empty())
        return differs(OrderState::uploaded, extra_rule, "carrier_unmapped", carrier.problem);
    std::vector<WaybillNumber> numbers;
    for (const auto& parcel : open)
        if (match_carrier(view, parcel).code == carrier.code)
            numbers.push_back(parcel.number);
    Decision step = extra_step(view, carrier.code, std::move(numbers));
    const auto* write = view.find_write(WriteKind::upload_extra, step.step->subject);
    if (auto wait = wait_for_retry(view, write, OrderState::uploaded, extra_rule, "extra_parcel")) {
        // The main number is there: the order has reached its end all the same.
        wait->verdict.state = OrderState::uploaded;
        return wait;
    }
    if (is_stale(view))
        return doing(StepKind::look_at_platform, OrderState::uploaded, "upload.look");
    return step;
}

bool is_parcel_of(const OrderView& view, const WriteRecord& main, const Parcel& parcel)
{
    if (!main.subject.ends_with("/" + parcel.number.text()))
        return false;
    // A carrier without a code says nothing about the one that was uploaded.
    const std::string code = match_carrier(view, parcel).code;
    return code.empty() || main.subject == upload_subject(code, parcel.number);
}

/// The platform takes a number off with the assignment, and does not put it back with the next one.
bool has_lost_its_number(const OrderView& view, const WriteRecord& main)
{
    const auto& platform = view.order.platform;
    // Between two readings it may be taken away and assigned again unseen.
    const bool is_assigned_again =
        platform.is_assigned && (view.order.withdrawn_at || platform.assigned_at > main.settled_at);
    return is_assigned_again && !platform.has_waybill &&
           platform.read_at >= main.settled_at + view.context.platform.upload.late_arrival;
}

const WriteRecord* find_lost_take(const OrderView& view)
{
    const auto found = std::ranges::find_if(view.order.writes, [&](const WriteRecord& write) {
        return write.kind == WriteKind::take_waybill && write.generation == view.order.generation &&
               (write.state == WriteState::given_up || write.state == WriteState::uncertain);
    });
    return found == view.order.writes.end() ? nullptr : &*found;
}

/// The label says one number and the ERP another: which one stands on the parcel? Empty when they
/// agree, and when the ERP shows none.
std::string foreign_number(const OrderView& view)
{
    const auto labels = labels_of(view);
    if (!comes_from_platform(view) || labels.empty())
        return {};
    for (const auto& order : view.live_erp_orders())
        for (const auto& parcel : order.parcels) {
            const bool is_ours =
                std::ranges::find(labels, parcel.number, &Label::number) != labels.end();
            if (!parcel.number.empty() && !is_ours)
                return labels.front().number.text() + " on the label, " + parcel.number.text() +
                       " in the ERP";
        }
    return {};
}

/// After the main number was accepted.
Decision after_upload(const OrderView& view, const WriteRecord& main, const ParcelView& collected)
{
    const bool is_still_the_number =
        collected.parcels.empty() ||
        std::ranges::any_of(collected.parcels,
                            [&](const Parcel& parcel) { return is_parcel_of(view, main, parcel); });
    const bool is_kept = find_ruling(view.order, "waybill_mismatch") == Ruling::accept;
    if (!is_still_the_number && !is_kept)
        return change_number(view, main, collected.parcels.front());
    const std::string other = foreign_number(view);
    if (!other.empty() && !is_kept)
        return differs(OrderState::uploaded, upload_rule, "waybill_mismatch", other);
    if (is_still_the_number)
        if (auto extras = upload_extras(view, collected))
            return std::move(*extras);
    for (const auto& write : view.order.writes)
        if (write.kind == WriteKind::upload_extra && write.state == WriteState::uncertain &&
            !view.context.platform.extra_upload.is_repeatable)
            return differs(OrderState::uploaded, "upload.parcels", "extra_parcel_unverifiable",
                           write.subject);
    if (has_lost_its_number(view, main))
        return differs(OrderState::uploaded, upload_rule, "upload_gone", main.subject);
    // Whether there is a number for a further parcel is still for a person to find out.
    if (const auto* lost = find_lost_take(view))
        return differs(OrderState::uploaded, "waybill", "waybill_number_lost", lost->failure_text);
    // Uploaded as soon as it was taken: the paper may come later.
    if (auto print = print_label(view)) {
        print->verdict.state = OrderState::uploaded;
        return std::move(*print);
    }
    // What left already goes where the label says.
    for (const auto& label : labels_of(view))
        if (comes_from_platform(view) && !may_keep_label(view, label))
            return former_address(label, OrderState::uploaded);
    return Decision{std::nullopt, verdict(OrderState::uploaded, upload_rule)};
}

/// Everything left and the ERP shows no number: it may come later.
Decision look_for_number(const OrderView& view)
{
    TimePoint seen = view.order.erp_read_at;
    for (const auto* fact : view.erp_facts())
        seen = std::max(seen, fact->read_at);
    const TimePoint again = seen + view.context.plan.strategy.download.recheck;
    Decision waiting = differs(OrderState::held, upload_rule, "shipped_without_number", "", again);
    return looking_when_due(std::move(waiting), StepKind::look_at_erp, view);
}

/// The parcel that becomes the main number: the one an earlier attempt was about, else the first.
const Parcel& choose_main(const OrderView& view, const std::vector<Parcel>& parcels)
{
    const auto* write = view.find_write(WriteKind::upload_waybill);
    if (write != nullptr)
        for (const auto& parcel : parcels)
            if (write->subject.ends_with("/" + parcel.number.text()))
                return parcel;
    return parcels.front();
}

/// One that may have arrived: a second number beside it has to be a person's decision.
const store::WriteRecord* given_up_upload(const OrderView& view)
{
    for (const auto& write : view.order.writes)
        if (write.kind == WriteKind::upload_waybill && write.state == WriteState::given_up &&
            write.generation == view.order.generation)
            return &write;
    return nullptr;
}

} // namespace

Answer upload(const OrderView& view)
{
    const auto& strategy = view.context.plan.strategy.upload;
    const ParcelView collected = collect_parcels(view);
    if (const auto* main = view.live_upload())
        return after_upload(view, *main, collected);
    if (!collected.has_left && collected.parcels.empty())
        return std::nullopt;
    if (collected.parcels.empty()) {
        if (!collected.is_complete)
            return std::nullopt;
        return look_for_number(view);
    }
    const std::string other = foreign_number(view);
    if (!other.empty() && find_ruling(view.order, "waybill_mismatch") != Ruling::accept)
        return held(upload_rule, "waybill_mismatch", other);
    const bool must_wait = strategy.part_shipping == PartShipping::wait_all &&
                           strategy.moment == UploadMoment::shipped && !collected.is_complete;
    if (must_wait)
        return std::nullopt;
    if (!strategy.is_enabled)
        return differs(OrderState::shipped, "upload.enabled", "waybill_not_uploaded");

    if (const auto* given_up = given_up_upload(view))
        return held(upload_rule, "upload_refused", given_up->failure_text);
    const Parcel& parcel = choose_main(view, collected.parcels);
    const CarrierMatch carrier = match_carrier(view, parcel);
    if (carrier.code.empty())
        return held("upload.carriers", "carrier_unmapped", carrier.problem);
    if (view.order.platform.is_sf_only && !carrier.code.starts_with("SF") &&
        find_ruling(view.order, "carrier_not_allowed") != Ruling::accept)
        return held(upload_rule, "carrier_not_allowed", carrier.code);
    const TimePoint ripe = collected.since + strategy.delay;
    if (view.context.now < ripe)
        return differs(OrderState::shipped, "upload.delay", "", "", ripe);

    const std::string subject = upload_subject(carrier.code, parcel.number);
    // Claiming would find the number in use again.
    if (find_decision(view.order, "waybill_in_use") != nullptr)
        return held(upload_rule, "waybill_in_use", subject);
    const auto* write = reconcile::find_write(view.order, upload_key(view, subject));
    if (auto wait = wait_for_retry(view, write, OrderState::shipped, upload_rule, "upload_refused"))
        return wait;
    if ((write == nullptr && was_retracted_since_look(view)) || is_stale(view))
        return doing(StepKind::look_at_platform, OrderState::shipped, "upload.look");
    return upload_step(view, carrier.code, parcel.number);
}

bool is_carried_as_extra(const OrderView& view, const WaybillNumber& number)
{
    return std::ranges::any_of(view.order.writes, [&](const WriteRecord& write) {
        return write.kind == WriteKind::upload_extra && carries(write, number);
    });
}

std::vector<Step> uploads_of(const OrderView& view, const std::vector<WaybillNumber>& numbers)
{
    std::vector<Step> steps;
    const auto parcels = collect_parcels(view).parcels;
    for (const auto& number : numbers) {
        const auto parcel = std::ranges::find(parcels, number, &Parcel::number);
        const std::string code = parcel == parcels.end() ? "" : match_carrier(view, *parcel).code;
        if (code.empty())
            return {};
        Decision made =
            steps.empty() ? upload_step(view, code, number) : extra_step(view, code, {number});
        steps.push_back(std::move(*made.step));
    }
    return steps;
}

} // namespace daifa::reconcile::rules
