#include "reconcile/parcels.hpp"
#include "reconcile/rules/rules.hpp"

#include <algorithm>

namespace daifa::reconcile::rules {
namespace {

using store::OrderState;
using store::WriteKind;
using store::WriteRecord;
using store::WriteState;

const std::string rule = "upload";

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

const WriteRecord* confirmed_upload(const OrderView& view)
{
    for (const auto& write : view.order.writes)
        if (write.kind == WriteKind::upload_waybill && write.generation == view.order.generation &&
            write.state == WriteState::confirmed)
            return &write;
    return nullptr;
}

Decision upload_step(const OrderView& view, const std::string& code, const WaybillNumber& number)
{
    Decision decision;
    decision.verdict = verdict(OrderState::shipped, rule);
    Step step;
    step.kind = StepKind::upload_waybill;
    step.subject = upload_subject(code, number);
    step.key = view.write_key("upload", step.subject);
    step.carrier_code = code;
    step.numbers = {number};
    decision.step = std::move(step);
    return decision;
}

/// Numbers that no upload, main or extra, has carried yet.
std::vector<Parcel> open_extras(const OrderView& view, const std::vector<Parcel>& parcels)
{
    std::vector<Parcel> open;
    for (const auto& parcel : parcels) {
        const bool is_carried =
            std::ranges::any_of(view.order.writes, [&](const WriteRecord& write) {
                const bool is_upload = write.kind == WriteKind::upload_waybill ||
                                       write.kind == WriteKind::upload_extra;
                const bool counts = write.state == WriteState::confirmed ||
                                    write.state == WriteState::uncertain ||
                                    write.state == WriteState::given_up;
                return is_upload && counts &&
                       ("/" + write.subject + "/").find("/" + parcel.number.text() + "/") !=
                           std::string::npos;
            });
        if (!is_carried)
            open.push_back(parcel);
    }
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
    if (open.empty() || view.context.plan.strategy.upload.parcels == UploadParcels::first)
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
    return step;
}

/// After the main number was accepted.
Decision after_upload(const OrderView& view, const WriteRecord& main, const ParcelView& collected)
{
    const bool is_still_the_number =
        collected.parcels.empty() ||
        std::ranges::any_of(collected.parcels, [&](const Parcel& parcel) {
            return main.subject.ends_with("/" + parcel.number.text());
        });
    if (!is_still_the_number)
        return differs(OrderState::uploaded, rule, "waybill_mismatch",
                       main.subject + " here, " + collected.parcels.front().number.text() +
                           " in the ERP");
    if (auto extras = upload_extras(view, collected))
        return std::move(*extras);
    for (const auto& write : view.order.writes)
        if (write.kind == WriteKind::upload_extra && write.state == WriteState::uncertain &&
            !view.context.platform.extra_upload.is_repeatable)
            return differs(OrderState::uploaded, "upload.parcels", "extra_parcel_unverifiable",
                           write.subject);
    // Uploaded as soon as it was taken: the paper may come later.
    if (auto print = print_label(view)) {
        print->verdict.state = OrderState::uploaded;
        return std::move(*print);
    }
    return Decision{std::nullopt, verdict(OrderState::uploaded, rule)};
}

/// Everything left and the ERP shows no number: it may come later.
Decision look_for_number(const OrderView& view)
{
    TimePoint seen = view.order.erp_read_at;
    for (const auto* fact : view.erp_facts())
        seen = std::max(seen, fact->read_at);
    const TimePoint again = seen + view.context.plan.strategy.download.recheck;
    Decision waiting = differs(OrderState::held, rule, "shipped_without_number", "", again);
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

/// The label says one number and the ERP another: which one stands on the parcel? Empty when they
/// agree, and when the ERP shows none.
std::string foreign_number(const OrderView& view, const std::vector<Parcel>& parcels)
{
    if (view.context.plan.waybill_source != WaybillSource::platform)
        return {};
    for (const auto& order : view.live_erp_orders())
        for (const auto& parcel : order.parcels) {
            const bool is_ours = std::ranges::find(parcels, parcel.number, &Parcel::number) != parcels.end();
            if (!parcel.number.empty() && !is_ours)
                return parcels.front().number.text() + " on the label, " + parcel.number.text() + " in the ERP";
        }
    return {};
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

/// What left before this process began to work may have been uploaded by a ledger that was lost or
/// restored from an older copy: the platform's flag is read first.
bool must_look_first(const OrderView& view, TimePoint left_at)
{
    const TimePoint started_at = view.context.started_at;
    return left_at < started_at && view.order.platform.read_at < started_at;
}

} // namespace

Answer upload(const OrderView& view)
{
    const auto& strategy = view.context.plan.strategy.upload;
    const ParcelView collected = collect_parcels(view);
    if (const auto* main = confirmed_upload(view))
        return after_upload(view, *main, collected);
    if (!collected.has_left && collected.parcels.empty())
        return std::nullopt;
    if (collected.parcels.empty()) {
        if (!collected.is_complete)
            return std::nullopt;
        return look_for_number(view);
    }
    if (const std::string other = foreign_number(view, collected.parcels); !other.empty())
        return held(rule, "waybill_mismatch", other);
    const bool must_wait = strategy.part_shipping == PartShipping::wait_all &&
                           strategy.moment == UploadMoment::shipped && !collected.is_complete;
    if (must_wait)
        return std::nullopt;
    if (!strategy.is_enabled)
        return differs(OrderState::shipped, "upload.enabled", "waybill_not_uploaded");

    if (const auto* given_up = given_up_upload(view))
        return held(rule, "upload_refused", given_up->failure_text);
    const Parcel& parcel = choose_main(view, collected.parcels);
    const CarrierMatch carrier = match_carrier(view, parcel);
    if (carrier.code.empty())
        return held("upload.carriers", "carrier_unmapped", carrier.problem);
    if (view.order.platform.is_sf_only && !carrier.code.starts_with("SF"))
        return held(rule, "carrier_not_allowed", carrier.code);
    const TimePoint ripe = collected.since + strategy.delay;
    if (view.context.now < ripe)
        return differs(OrderState::shipped, "upload.delay", "", "", ripe);

    const std::string subject = upload_subject(carrier.code, parcel.number);
    const auto* write = view.find_write(WriteKind::upload_waybill, subject);
    if (auto wait = wait_for_retry(view, write, OrderState::shipped, rule, "upload_refused"))
        return wait;
    if (write == nullptr && must_look_first(view, collected.since))
        return doing(StepKind::look_at_platform, OrderState::shipped, "upload.look");
    return upload_step(view, carrier.code, parcel.number);
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
