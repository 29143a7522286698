#pragma once

#include "pinduoduo/print_messages.hpp"

#include <daifa/connector/connector_context.hpp>
#include <daifa/connector/label_printer.hpp>
#include <daifa/support/json_socket.hpp>

namespace daifa::pinduoduo {

class PrintWatch;

/// 拼多多打印组件, a program on the computer of the printers. One connection serves all operations
/// that are under way; the first opens it and the last one closes it, because an end of a
/// connection that nobody reads is not noticed, and a label sent into it would be in doubt.
class PrintComponent : public LabelPrinter {
public:
    /// Speaks to the address that the setting `print_component` names.
    explicit PrintComponent(const ConnectorContext& context);

    awaitable<Result<PrinterList>> list_printers() override;
    awaitable<Result<std::vector<DocumentResult>>> print(PrintTask task) override;
    awaitable<Result<LabelPreview>> preview(PrintTask task) override;
    awaitable<Result<std::vector<DocumentResult>>> find_task(std::string task_id) override;

private:
    using Line = std::shared_ptr<JsonSocket>;

    /// The connection, opened if nobody has one.
    awaitable<Result<Line>> open_line();
    /// Asks one question and waits for its answer.
    awaitable<Result<boost::json::object>> ask(std::string operation, std::string request_id,
                                               std::string text);
    /// The question about a task, whose answer `watch` will expect.
    std::string ask_status(PrintWatch& watch, const std::string& task_id, bool is_last);
    LabelExtras extras() const;
    std::string next_request_id();
    Error not_running(const Error& cause) const;

    WebSocketPort& sockets_;
    Clock& clock_;
    Log& log_;
    const CredentialSource& credentials_;
    std::string url_;
    std::string custom_area_url_;
    Milliseconds answer_timeout_;
    Milliseconds print_timeout_;
    std::weak_ptr<JsonSocket> line_;
    std::int64_t last_request_ = 0;
};

} // namespace daifa::pinduoduo
