#include "pinduoduo/print_component.hpp"

#include "pinduoduo/print_data.hpp"
#include "pinduoduo/print_watch.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

namespace daifa::pinduoduo {
namespace {

using Documents = std::vector<DocumentResult>;

/// Takes the documents out of the task that no component could read, each with its end.
Documents take_unreadable(PrintTask& task)
{
    Documents ends;
    std::erase_if(task.documents, [&](const LabelDocument& document) {
        const bool is_unreadable = read_print_data(document.print_data).empty();
        if (is_unreadable)
            ends.push_back({.id = document.id,
                            .outcome = PrintOutcome::failed,
                            .text = "its print data can not be read"});
        return is_unreadable;
    });
    return ends;
}

Documents join(Documents first, Documents second)
{
    std::ranges::move(second, std::back_inserter(first));
    return first;
}

} // namespace

PrintComponent::PrintComponent(const ConnectorContext& context)
    : sockets_(context.sockets), clock_(context.clock), log_(context.log),
      credentials_(context.credentials), url_(context.settings.text("print_component")),
      custom_area_url_(context.settings.text("custom_area_url")),
      answer_timeout_(context.settings.duration("timeout")),
      print_timeout_(context.settings.duration("print_timeout"))
{
}

awaitable<Result<PrinterList>> PrintComponent::list_printers()
{
    const std::string request_id = next_request_id();
    std::string question = build_get_printers(request_id);
    auto reply = co_await ask("getPrinters", request_id, std::move(question));
    if (!reply)
        co_return reply.error();
    if (const auto words = find_refusal(*reply))
        co_return refused_by_component("getPrinters", *words);
    co_return parse_printers(*reply);
}

awaitable<Result<Documents>> PrintComponent::find_task(std::string task_id)
{
    const std::string request_id = next_request_id();
    std::string question = build_get_task_status(request_id, task_id);
    auto reply = co_await ask("getTaskStatus", request_id, std::move(question));
    if (!reply)
        co_return reply.error();
    if (const auto words = find_refusal(*reply))
        co_return task_unknown(*words);
    auto report = find_task_report(*reply, task_id);
    if (!report)
        co_return task_unknown("");
    co_return std::move(report->documents);
}

awaitable<Result<Documents>> PrintComponent::print(PrintTask task)
{
    Documents unreadable = take_unreadable(task);
    if (task.documents.empty())
        co_return unreadable;

    const Milliseconds end = clock_.uptime() + print_timeout_;
    auto line = co_await open_line();
    if (!line)
        co_return line.error();

    const std::string request_id = next_request_id();
    PrintWatch watch(request_id, task);
    std::string request = build_print(request_id, task, extras());
    std::optional<JsonSocket::Place> place;
    place.emplace(std::move(*line), watch);
    co_await place->ask(std::move(request), clock_, end - clock_.uptime());

    const bool is_broken = !watch.is_done() && !place->is_socket_open();
    if (is_broken || watch.is_known_before()) {
        // The task may be in the component's hands: only ask, and go on listening.
        place.reset();
        auto second = co_await open_line();
        if (second) {
            place.emplace(std::move(*second), watch);
            std::string question = ask_status(watch, task.id, false);
            co_await place->ask(std::move(question), clock_, end - clock_.uptime());
        }
    }
    if (!watch.is_done() && place && place->is_socket_open()) {
        std::string question = ask_status(watch, task.id, true);
        co_await place->ask(std::move(question), clock_, answer_timeout_);
    }

    if (const auto words = watch.refusal())
        co_return refused_by_component("print", *words);
    co_return join(watch.results("nobody reported its end"), std::move(unreadable));
}

awaitable<Result<LabelPreview>> PrintComponent::preview(PrintTask task)
{
    const Documents unreadable = take_unreadable(task);
    if (!unreadable.empty())
        co_return refused_by_component("preview", unreadable.front().text);
    const std::string request_id = next_request_id();
    std::string question = build_preview(request_id, task, extras());
    auto reply = co_await ask("preview", request_id, std::move(question));
    if (!reply)
        co_return reply.error();
    if (const auto words = find_refusal(*reply))
        co_return refused_by_component("preview", *words);
    co_return parse_preview(*reply);
}

std::string PrintComponent::ask_status(PrintWatch& watch, const std::string& task_id, bool is_last)
{
    std::string request_id = next_request_id();
    std::string question = build_get_task_status(request_id, task_id);
    watch.expect_status(std::move(request_id), is_last);
    return question;
}

awaitable<Result<PrintComponent::Line>> PrintComponent::open_line()
{
    if (Line line = line_.lock(); line && line->is_open())
        co_return line;
    auto socket = co_await sockets_.connect(url_, answer_timeout_);
    if (!socket)
        co_return not_running(socket.error());
    // Somebody else may have opened one meanwhile.
    if (Line line = line_.lock(); line && line->is_open())
        co_return line;
    Line line = std::make_shared<JsonSocket>(std::move(*socket), component_limits, log_);
    line_ = line;
    co_return line;
}

awaitable<Result<boost::json::object>> PrintComponent::ask(std::string operation,
                                                           std::string request_id, std::string text)
{
    auto line = co_await open_line();
    if (!line)
        co_return line.error();
    ReplyWatch watch(std::move(request_id));
    JsonSocket::Place place(std::move(*line), watch);
    co_await place.ask(std::move(text), clock_, answer_timeout_);
    if (!watch.is_done())
        co_return component_silent(operation);
    co_return std::move(watch.reply());
}

LabelExtras PrintComponent::extras() const
{
    const Credential* credential = credentials_.current();
    return {.owner = credential == nullptr ? std::string() : credential->owner_id,
            .custom_area_url = custom_area_url_};
}

/// Differs from those of other runs, too: the component may remember them.
std::string PrintComponent::next_request_id()
{
    return std::to_string(clock_.now().time_since_epoch().count()) + "-" +
           std::to_string(++last_request_);
}

Error PrintComponent::not_running(const Error& cause) const
{
    const std::string why = cause.remote_code.empty() ? "" : " (" + cause.remote_code + ")";
    return component_off("print component does not answer at " + url_ + why + ": start it");
}

} // namespace daifa::pinduoduo
