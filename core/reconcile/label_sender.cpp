#include "reconcile/label_sender.hpp"

#include "reconcile/joint_parcels.hpp"
#include "reconcile/judge.hpp"
#include "reconcile/label_draft.hpp"
#include "reconcile/sender.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace daifa::reconcile {
namespace {

using store::Settlement;
using store::WriteRecord;
using store::WriteState;

/// A task that is still printed after so many questions, ever further apart, never ends.
constexpr int print_asks_max = 10;
/// How many times as long as late arrivals a lost number is asked for.
constexpr int retakes_max = 10;
const std::string task_unknown = "the print component does not know whether it printed it";

/// The part of "YTO/NUMBER-1-1" behind the carrier.
std::string package_in(const std::string& subject)
{
    return subject.substr(subject.find('/') + 1);
}

/// What belongs together on a shelf stands together on the pile.
auto picking_order(const Work& work)
{
    const OrderItem& item = work.order.body->item;
    return std::tie(work.step.carrier_code, item.product_name, item.variant_name, item.quantity,
                    work.order.id);
}

std::string printer_of(const Work& work, const ShopPlan& plan)
{
    const auto& printers = plan.strategy.print.printers;
    const auto found = printers.find(work.step.carrier_code);
    return found == printers.end() ? std::string() : found->second;
}

Settlement base(const Work& work)
{
    Settlement settlement;
    settlement.order = work.order.id;
    settlement.key = work.step.key;
    return settlement;
}

/// Works of one parcel, side by side.
std::vector<std::vector<Work>> split_parcels(std::vector<Work> works)
{
    std::vector<std::vector<Work>> parcels;
    for (auto& work : works) {
        if (parcels.empty() || parcels.back().front().step.subject != work.step.subject)
            parcels.emplace_back();
        parcels.back().push_back(std::move(work));
    }
    return parcels;
}

/// Has the call a place for the work's parcel?
bool has_place(const std::vector<Work>& call, const Work& work, std::size_t parcels_max)
{
    if (work.step.kind != StepKind::take_waybill || call.back().step.subject == work.step.subject)
        return true;
    std::size_t parcels = 1;
    for (std::size_t i = 1; i < call.size(); ++i)
        parcels += call[i].step.subject == call[i - 1].step.subject ? 0 : 1;
    return parcels < parcels_max;
}

/// What holds for one order of a parcel holds for all, so that they go on together.
Settlement same_for(const Settlement& settled, const OrderId& order, const std::string& key)
{
    Settlement same = settled;
    same.order = order;
    same.key = key;
    return same;
}

/// Of the works of a call: the orders in that work's parcel.
std::vector<const store::OrderRecord*> orders_in(const std::vector<Work>& works, const Work& one)
{
    std::vector<const store::OrderRecord*> orders;
    for (const auto& work : works)
        if (work.step.subject == one.step.subject)
            orders.push_back(&work.order);
    std::ranges::sort(orders, {}, &store::OrderRecord::id);
    return orders;
}

Settlement with_number(Settlement settlement, const Step& step, const TakenWaybill& taken,
                       const std::string& request_id)
{
    settlement.result = step.carrier_code + "/" + taken.number.text();
    settlement.request_id = request_id;
    settlement.label = store::NewLabel{settlement.result, taken.print_data, taken.parent.text(),
                                        step.subject};
    return settlement;
}

Error no_component()
{
    Error error;
    error.code = Errc::misconfigured;
    error.operation = "print";
    error.remote_text = "this platform's connector has no print component";
    return error;
}

} // namespace

std::vector<std::vector<Work>> group_calls(std::vector<Work> works, int waybills_per_call)
{
    std::vector<std::vector<Work>> calls;
    std::map<std::string, std::size_t> open;
    const auto parcels_max = static_cast<std::size_t>(std::max(waybills_per_call, 1));
    for (auto& work : works) {
        std::string group;
        if (work.step.kind == StepKind::take_waybill)
            group = "take/" + work.step.carrier_code;
        else if (work.step.kind == StepKind::print_label)
            group = "print/" + work.step.task;
        const auto found = group.empty() ? open.end() : open.find(group);
        const bool joins =
            found != open.end() && has_place(calls[found->second], work, parcels_max);
        if (!joins) {
            open[group] = calls.size();
            calls.emplace_back();
        }
        calls[joins ? found->second : calls.size() - 1].push_back(std::move(work));
    }
    return calls;
}

void LabelSender::name_tasks(std::vector<Work>& works)
{
    const auto begin = std::stable_partition(works.begin(), works.end(), [](const Work& work) {
        return work.step.kind != StepKind::print_label;
    });
    std::stable_sort(begin, works.end(), [](const Work& left, const Work& right) {
        return picking_order(left) < picking_order(right);
    });
    struct Task {
        std::string name;
        std::int64_t labels = 0;
    };
    std::map<std::string, Task> by_printer;
    for (auto work = begin; work != works.end(); ++work) {
        Task& task = by_printer[printer_of(*work, *lane_.plan)];
        if (task.labels % lane_.plan->strategy.print.batch == 0)
            task.name = lane_.shop.text() + "-" + std::to_string(lane_.random.next());
        ++task.labels;
        work->step.task = task.name;
    }
}

awaitable<std::vector<Settlement>> LabelSender::take(std::vector<Work> works)
{
    auto settled = co_await take_call(works);
    const bool are_refused = std::ranges::all_of(settled, [](const Settlement& settlement) {
        return settlement.state == WriteState::refused && is_final(*settlement.failure);
    });
    auto parcels = split_parcels(std::move(works));
    if (parcels.size() == 1 || !are_refused)
        co_return settled;
    // One parcel may have spoilt the call for all; refused is without effect, so each goes alone.
    std::vector<Settlement> alone;
    for (const auto& parcel : parcels) {
        auto own = co_await take_call(parcel);
        for (auto& settlement : own)
            alone.push_back(std::move(settlement));
    }
    co_return alone;
}

awaitable<std::vector<Settlement>> LabelSender::take_call(const std::vector<Work>& works)
{
    WaybillRequest request;
    request.carrier_code = works.front().step.carrier_code;
    request.sender = lane_.plan->sender;
    for (const auto& work : works) {
        const std::string package = package_in(work.step.subject);
        if (request.parcels.empty() || request.parcels.back().package_id != package)
            request.parcels.push_back(
                draft_parcel(lane_, work.step, package, orders_in(works, work)));
    }
    const std::size_t parcels = request.parcels.size();
    const std::string carrier_code = request.carrier_code;
    const auto taken = co_await lane_.platform.waybills()->take_waybills(std::move(request));
    std::vector<Settlement> settled;
    std::string parcel;
    for (const auto& work : works) {
        if (work.step.subject == parcel) {
            settled.push_back(same_for(settled.back(), work.order.id, work.step.key));
            continue;
        }
        parcel = work.step.subject;
        settled.push_back(taken ? settle_take(work, *taken) : fail(work, taken.error()));
    }
    lane_.log.info("waybill numbers asked for", {{"shop", lane_.shop},
                                                 {"carrier", carrier_code},
                                                 {"parcels", std::int64_t(parcels)},
                                                 {"taken", std::int64_t(taken ? parcels : 0)}});
    co_return settled;
}

Settlement LabelSender::settle_take(const Work& work, const TakenWaybills& taken) const
{
    const auto own =
        std::ranges::find(taken.waybills, package_in(work.step.subject), &TakenWaybill::package_id);
    if (own == taken.waybills.end()) {
        Error missing;
        missing.code = Errc::uncertain;
        missing.operation = "take waybill";
        missing.remote_text = "the answer leaves this parcel out";
        return fail(work, missing);
    }
    return with_number(base(work), work.step, *own, taken.request_id);
}

Settlement LabelSender::fail(const Work& work, const Error& error) const
{
    const WriteRecord* write = find_write(work.order, work.step.key);
    Settlement settlement = settle_failure(lane_, work, error);
    if (work.step.kind == StepKind::take_waybill && error.code == Errc::already_taken) {
        settlement.state = WriteState::given_up;
        settlement.retry_after = {};
    }
    // Whom we asked, so that another carrier is asked next.
    if (work.step.kind == StepKind::take_waybill && error.code == Errc::not_served) {
        const bool goes_on = write != nullptr && write->failure == Errc::not_served &&
                             write->retry_after == TimePoint{};
        settlement.result = (goes_on ? write->result + " " : "") + work.step.carrier_code;
    }
    return settlement;
}

awaitable<PrintTask> LabelSender::task_of(const std::vector<Work>& works)
{
    std::vector<std::string> numbers;
    for (const auto& work : works)
        numbers.push_back(work.step.subject);
    auto data = co_await lane_.ledger.load_print_data(lane_.shop, std::move(numbers));
    for (std::size_t i = 0; i < works.size(); ++i) {
        if (!data[i].empty())
            continue;
        Secret asked = co_await ask_print_data(works[i].step);
        data[i] = std::move(asked);
    }
    PrintTask task;
    task.id = works.front().step.task;
    task.printer = printer_of(works.front(), *lane_.plan);
    task.total = static_cast<int>(works.size());
    for (std::size_t i = 0; i < works.size(); ++i) {
        task.documents.push_back(draft_document(lane_, works[i], std::move(data[i])));
        task.documents.back().note.sequence =
            std::to_string(i + 1) + "/" + std::to_string(works.size());
    }
    co_return task;
}

awaitable<Result<LabelPreview>> LabelSender::preview(std::vector<Work> works)
{
    LabelPrinter* const printer = lane_.platform.printer();
    if (printer == nullptr)
        co_return no_component();
    for (auto& work : works)
        work.step.task = lane_.shop.text() + "-preview-" + std::to_string(lane_.random.next());
    PrintTask task = co_await task_of(works);
    co_return co_await printer->preview(std::move(task));
}

awaitable<std::vector<Settlement>> LabelSender::print(std::vector<Work> works)
{
    PrintTask task;
    std::string unreadable;
    try {
        PrintTask made = co_await task_of(works);
        task = std::move(made);
    } catch (const store::StoreFailure& failure) {
        unreadable = failure.what();
    }
    if (!unreadable.empty())
        co_return not_printed(works, unreadable);
    const std::string name = task.id;
    const std::string printer_name = task.printer;
    LabelPrinter* const printer = lane_.platform.printer();
    Result<std::vector<DocumentResult>> results = no_component();
    if (printer != nullptr)
        results = co_await printer->print(std::move(task));
    if (!results && !printer_name.empty()) {
        Error named = results.error();
        named.remote_text += " (printer \"" + printer_name + "\")";
        results = named;
    }
    std::vector<Settlement> settled;
    for (const auto& work : works) {
        settled.push_back(results ? settle_print(work, name, *results)
                                  : fail(work, results.error()));
        settled.back().request_id = name;
    }
    lane_.log.info("labels sent to the printer",
                   {{"shop", lane_.shop}, {"task", name}, {"labels", std::int64_t(works.size())}});
    co_return settled;
}

std::vector<Settlement> LabelSender::not_printed(const std::vector<Work>& works,
                                                 const std::string& why) const
{
    Error error;
    error.operation = "print";
    error.code = Errc::unavailable;
    error.remote_text = "the label can not be read in the ledger: " + why;
    std::vector<Settlement> settled;
    for (const auto& work : works) {
        settled.push_back(fail(work, error));
        settled.back().request_id = work.step.task;
    }
    return settled;
}

awaitable<Secret> LabelSender::ask_print_data(Step step)
{
    const auto found =
        co_await lane_.platform.waybills()->find_waybill(step.carrier_code, step.numbers.front());
    co_return found ? found->print_data : Secret();
}

Settlement LabelSender::settle_print(const Work& work, const std::string& task,
                                     const std::vector<DocumentResult>& results) const
{
    const auto own = std::ranges::find(
        results, document_id(work.step.key, work.step.numbers.front().text()), &DocumentResult::id);
    Error error;
    error.operation = "print";
    error.request_id = task;
    if (own != results.end() && own->outcome == PrintOutcome::printed) {
        Settlement settlement = base(work);
        settlement.request_id = task;
        return settlement;
    }
    const bool has_failed = own != results.end() && own->outcome == PrintOutcome::failed;
    error.code = has_failed ? Errc::unavailable : Errc::uncertain;
    error.remote_text = own == results.end() ? task_unknown : own->text;
    return fail(work, error);
}

awaitable<std::vector<Settlement>> LabelSender::cancel(Work work)
{
    const auto receipt = co_await lane_.platform.waybills()->cancel_waybill(
        work.step.carrier_code, work.step.numbers.front());
    std::vector<Settlement> settled;
    if (!receipt) {
        settled.push_back(fail(work, receipt.error()));
        if (settled.back().state == WriteState::refused)
            lane_.desk.cancellations[work.step.carrier_code].erase(work.step.numbers.front());
        co_return settled;
    }
    settled.push_back(base(work));
    settled.back().request_id = receipt->request_id;
    co_return settled;
}

Settlement LabelSender::still_open(const Work& work, const WriteRecord& write,
                                   const Error& error) const
{
    Settlement settlement = base(work);
    settlement.state = WriteState::uncertain;
    settlement.request_id = write.request_id;
    settlement.failure = error.code;
    settlement.failure_text = to_text(error);
    settlement.absent_reads = write.absent_reads;
    settlement.verify_after =
        lane_.clock.now() + lane_.wait_before_retry(write.absent_reads + 1, error.retry_after);
    return settlement;
}

awaitable<std::vector<Settlement>> LabelSender::verify(Work work, WriteRecord write)
{
    work.step.carrier_code = write.subject.substr(0, write.subject.find('/'));
    work.step.subject = write.subject;
    work.step.template_url =
        template_for(work.step.carrier_code, lane_.plan->strategy.waybill, lane_.desk);
    std::vector<Settlement> settled;
    if (write.kind == store::WriteKind::print_label) {
        auto printed = co_await ask_printer(work, write);
        settled.push_back(std::move(printed));
        co_return settled;
    }
    if (write.kind == store::WriteKind::cancel_waybill) {
        auto cancelled = co_await look_for_cancelled(work, write);
        settled.push_back(std::move(cancelled));
        co_return settled;
    }
    auto taken = co_await retake(work, write);
    for (const auto& mate : mates_of(work.order, write.subject))
        if (mate.take->state == WriteState::uncertain)
            settled.push_back(same_for(taken, mate.order->id, mate.take->key));
    settled.push_back(std::move(taken));
    co_return settled;
}

awaitable<Settlement> LabelSender::retake(const Work& work, const WriteRecord& write)
{
    if (work.step.template_url.empty()) {
        Error error;
        error.operation = "take waybill";
        error.remote_text = "the carrier's label templates are not read";
        co_return still_open(work, write, error);
    }
    WaybillRequest request;
    request.carrier_code = work.step.carrier_code;
    request.sender = lane_.plan->sender;
    request.parcels.push_back(draft_parcel(lane_, work.step, package_in(write.subject),
                                           orders_of(work.order, write.subject)));
    const auto taken = co_await lane_.platform.waybills()->take_waybills(std::move(request));
    if (taken && !taken->waybills.empty()) {
        co_return with_number(base(work), work.step, taken->waybills.front(), taken->request_id);
    }
    Error error = taken ? Error{} : taken.error();
    Settlement settlement = still_open(work, write, error);
    // The answer stays lost, or unreadable: what the platform has is for a person to find out.
    const Milliseconds late = lane_.platform.capabilities().take.late_arrival;
    const bool is_lost = lane_.clock.now() > write.claimed_at + retakes_max * late;
    // Whether there is one can't be asked any more when the order is not ours any more.
    const bool is_not_told = error.code == Errc::already_taken || error.code == Errc::rejected ||
                             error.code == Errc::not_found;
    if (is_not_told || (is_lost && !is_final(error.code))) {
        settlement.state = WriteState::given_up;
        co_return settlement;
    }
    // Refused now: were there a number of the first attempt, it would have come back. Twice,
    // because one refusal may have been decided before the first attempt arrived.
    if (is_final(error.code))
        ++settlement.absent_reads;
    if (settlement.absent_reads >= 2) {
        settlement.state = WriteState::refused;
        if (error.code == Errc::not_served)
            settlement.result = work.step.carrier_code;
        else
            settlement.retry_after = settlement.verify_after;
    }
    co_return settlement;
}

awaitable<Settlement> LabelSender::look_for_cancelled(const Work& work, const WriteRecord& write)
{
    const WaybillNumber number(package_in(write.subject));
    const auto found =
        co_await lane_.platform.waybills()->find_waybill(work.step.carrier_code, number);
    const bool is_gone =
        !found && (found.error().code == Errc::not_found || found.error().code == Errc::rejected);
    if (!found && !is_gone)
        co_return still_open(work, write, found.error());
    Settlement settlement = base(work);
    settlement.request_id = write.request_id;
    if (is_gone)
        co_return settlement;
    settlement.state = WriteState::refused;
    settlement.failure = Errc::uncertain;
    settlement.failure_text = "the platform still has the number";
    lane_.desk.cancellations[work.step.carrier_code].erase(number);
    settlement.retry_after = lane_.clock.now() + lane_.wait_before_retry(write.attempts);
    co_return settlement;
}

awaitable<Settlement> LabelSender::ask_printer(const Work& work, const WriteRecord& write)
{
    LabelPrinter* const printer = lane_.platform.printer();
    Result<std::vector<DocumentResult>> results = no_component();
    if (printer != nullptr)
        results = co_await printer->find_task(write.request_id);
    const std::string id =
        document_id(write.key, write.subject.substr(write.subject.find('/') + 1));
    if (!results && results.error().code != Errc::not_found)
        co_return still_open(work, write, results.error());
    Settlement settlement = base(work);
    settlement.request_id = write.request_id;
    const DocumentResult* own = nullptr;
    if (results)
        for (const auto& result : *results)
            if (result.id == id)
                own = &result;
    if (own != nullptr && own->outcome == PrintOutcome::printed)
        co_return settlement;
    // It knows the task and has not ended it: it still prints.
    if (own != nullptr && own->outcome == PrintOutcome::unknown &&
        write.absent_reads < print_asks_max) {
        Error printing;
        printing.operation = "print";
        printing.remote_text = "the component has not ended it";
        Settlement open = still_open(work, write, printing);
        ++open.absent_reads;
        co_return open;
    }
    settlement.failure = Errc::uncertain;
    settlement.failure_text = task_unknown;
    settlement.state = WriteState::given_up;
    if (own != nullptr && own->outcome == PrintOutcome::failed) {
        settlement.state = WriteState::refused;
        settlement.failure = Errc::unavailable;
        settlement.failure_text = own->text;
        settlement.retry_after = lane_.clock.now() + lane_.wait_before_retry(write.attempts);
    }
    co_return settlement;
}

} // namespace daifa::reconcile
