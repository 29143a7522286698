#pragma once

#include "reconcile/lane.hpp"
#include "reconcile/work.hpp"

#include <optional>
#include <vector>

namespace daifa::reconcile {

/// Sends claimed writes about labels: numbers are taken and labels printed several in one call.
/// Says what came of each of them.
class LabelSender {
public:
    explicit LabelSender(Lane& lane) : lane_(lane) {}

    /// Gives each print work the task it will be printed in. To be done before the claim: what was
    /// sent is asked about by the task's name.
    void name_tasks(std::vector<Work>& works);

    /// All of one carrier; at most as many as a call takes.
    awaitable<std::vector<store::Settlement>> take(std::vector<Work> works);
    /// All of one task.
    awaitable<std::vector<store::Settlement>> print(std::vector<Work> works);
    /// How the labels of these prints would come out; nothing is printed.
    awaitable<Result<LabelPreview>> preview(std::vector<Work> works);
    awaitable<std::vector<store::Settlement>> cancel(Work work);

    /// Settles an uncertain take by repeating it, for every order of the parcel; an uncertain print
    /// by asking the component.
    awaitable<std::vector<store::Settlement>> verify(Work work, store::WriteRecord write);

private:
    /// The task that all these prints make.
    awaitable<PrintTask> task_of(const std::vector<Work>& works);
    awaitable<std::vector<store::Settlement>> take_call(const std::vector<Work>& works);
    /// Of a number that a person named: the ledger has nothing to print it from.
    awaitable<Secret> ask_print_data(Step step);
    store::Settlement settle_take(const Work& work, const TakenWaybills& taken) const;
    store::Settlement fail(const Work& work, const Error& error) const;
    /// Surely: nothing was sent.
    std::vector<store::Settlement> not_printed(const std::vector<Work>& works,
                                               const std::string& why) const;
    store::Settlement settle_print(const Work& work, const std::string& task,
                                   const std::vector<DocumentResult>& results) const;
    awaitable<store::Settlement> retake(const Work& work, const store::WriteRecord& write);
    awaitable<store::Settlement> look_for_cancelled(const Work& work,
                                                    const store::WriteRecord& write);
    awaitable<store::Settlement> ask_printer(const Work& work, const store::WriteRecord& write);
    store::Settlement still_open(const Work& work, const store::WriteRecord& write,
                                 const Error& error) const;

    Lane& lane_;
};

/// Which works go in one call: parts of the list, in its order. Works about one parcel stand side
/// by side in the list and are never parted.
std::vector<std::vector<Work>> group_calls(std::vector<Work> works, int waybills_per_call);

} // namespace daifa::reconcile
