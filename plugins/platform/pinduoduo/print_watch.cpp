#include "pinduoduo/print_watch.hpp"

#include "pinduoduo/print_messages.hpp"

#include <algorithm>

namespace daifa::pinduoduo {

void ReplyWatch::hear(const boost::json::object& message)
{
    if (!reply_ && is_reply_to(message, request_id_))
        reply_ = message;
}

PrintWatch::PrintWatch(std::string request_id, const PrintTask& task)
    : task_id_(task.id), request_id_(std::move(request_id))
{
    for (const LabelDocument& document : task.documents)
        results_.push_back({.id = document.id});
}

void PrintWatch::hear(const boost::json::object& message)
{
    if (is_reply_to(message, request_id_)) {
        refusal_ = find_refusal(message);
        is_known_before_ = refusal_ && is_refused_as_known(*refusal_);
        if (is_known_before_)
            refusal_.reset();
    } else if (!status_request_id_.empty() && is_reply_to(message, status_request_id_)) {
        const bool is_unknown = find_refusal(message) || !find_task_report(message, task_id_);
        is_over_ = is_over_ || is_unknown || is_status_last_;
    }
    take_report(message);
}

void PrintWatch::take_report(const boost::json::object& message)
{
    const auto report = find_task_report(message, task_id_);
    if (!report)
        return;
    // That several documents failed together does not say which of them are on paper all the same.
    const bool is_vague = report->rest == PrintOutcome::failed && results_.size() > 1;
    is_over_ = is_over_ || is_vague;
    for (DocumentResult& result : results_) {
        const auto named = std::ranges::find(report->documents, result.id, &DocumentResult::id);
        const bool is_named = named != report->documents.end();
        const PrintOutcome rest = is_vague ? PrintOutcome::unknown : report->rest;
        const PrintOutcome outcome = is_named ? named->outcome : rest;
        // Paper that was reported once stays paper, whatever is said of it later.
        if (outcome == PrintOutcome::unknown || result.outcome == PrintOutcome::printed)
            continue;
        result.outcome = outcome;
        result.text = is_named ? named->text : report->text;
    }
}

bool PrintWatch::is_done() const
{
    return is_over_ || is_known_before_ || refusal_.has_value() || has_all_ends();
}

bool PrintWatch::has_all_ends() const
{
    return std::ranges::none_of(results_, [](const DocumentResult& result) {
        return result.outcome == PrintOutcome::unknown;
    });
}

std::optional<std::string> PrintWatch::refusal() const
{
    const bool is_any_printed = std::ranges::any_of(results_, [](const DocumentResult& result) {
        return result.outcome == PrintOutcome::printed;
    });
    return is_any_printed ? std::nullopt : refusal_;
}

void PrintWatch::expect_status(std::string request_id, bool is_last)
{
    status_request_id_ = std::move(request_id);
    is_status_last_ = is_last;
    is_known_before_ = false;
}

std::vector<DocumentResult> PrintWatch::results(std::string_view text) const
{
    std::vector<DocumentResult> results = results_;
    for (DocumentResult& result : results)
        if (result.outcome == PrintOutcome::unknown)
            result.text = text;
    return results;
}

} // namespace daifa::pinduoduo
