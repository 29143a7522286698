#include "pinduoduo/print_messages.hpp"

#include "pinduoduo/failures.hpp"
#include "pinduoduo/print_data.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>

namespace daifa::pinduoduo {
namespace {

namespace json = boost::json;

json::object command(std::string_view name, const std::string& request_id)
{
    json::object message;
    message["cmd"] = name;
    message["requestID"] = request_id;
    message["version"] = "1.0";
    return message;
}

json::array contents_of(const LabelDocument& document, const LabelExtras& extras)
{
    json::object label = read_print_data(document.print_data);
    if (!extras.owner.empty() && !label.contains("userid"))
        label["userid"] = extras.owner;
    json::array contents;
    contents.emplace_back(std::move(label));
    if (!extras.custom_area_url.empty()) {
        json::object data;
        data["product"] = document.note.product;
        data["spec"] = document.note.variant;
        data["quantity"] = document.note.quantity;
        data["remark"] = document.note.remark.reveal();
        data["sequence"] = document.note.sequence;
        if (document.is_reprint)
            data["reprint"] = true;
        json::object area;
        area["data"] = std::move(data);
        area["templateURL"] = extras.custom_area_url;
        contents.emplace_back(std::move(area));
    }
    return contents;
}

enum class Purpose { paper, preview };

std::string build_task(const std::string& request_id, const PrintTask& task,
                       const LabelExtras& extras, Purpose purpose)
{
    json::array documents;
    documents.reserve(task.documents.size());
    for (const LabelDocument& document : task.documents) {
        json::object row;
        row["documentID"] = document.id;
        row["contents"] = contents_of(document, extras);
        documents.emplace_back(std::move(row));
    }
    const int last = task.first_number + static_cast<int>(task.documents.size()) - 1;
    json::object body;
    body["taskID"] = task.id;
    body["preview"] = purpose == Purpose::preview;
    if (purpose == Purpose::preview)
        body["previewType"] = "pdf";
    body["printer"] = task.printer;
    if (purpose == Purpose::paper)
        body["notifyType"] = json::array{"print"};
    body["firstDocumentNumber"] = task.first_number;
    body["totalDocumentCount"] = std::max(task.total, last);
    body["documents"] = std::move(documents);
    json::object message = command("print", request_id);
    message["task"] = std::move(body);
    return json::serialize(message);
}

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words)
{
    return std::ranges::find(words, word) != words.end();
}

bool has_any(std::string_view text, std::initializer_list<std::string_view> words)
{
    return std::ranges::any_of(
        words, [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

/// A task that is rendered is not on paper yet, whatever its documents say of their rendering.
PrintOutcome task_outcome(std::string_view status)
{
    if (is_one_of(status, {"printed", "success"}))
        return PrintOutcome::printed;
    return is_one_of(status, {"failed", "canceled", "cancelled"}) ? PrintOutcome::failed
                                                                  : PrintOutcome::unknown;
}

PrintOutcome document_outcome(std::string_view status, bool is_task_under_way)
{
    const PrintOutcome outcome = task_outcome(status);
    const bool is_early = outcome == PrintOutcome::printed && is_task_under_way;
    return is_early ? PrintOutcome::unknown : outcome;
}

std::string words_of(const json::object& row)
{
    const std::string text = text_or(row, "msg");
    const std::string detail = text_or(row, "detail");
    const std::string divider = text.empty() || detail.empty() ? "" : ": ";
    return safe_remote_text(text == detail ? text : text + divider + detail);
}

/// The list of documents under whichever of its names.
const json::array* find_documents(const json::object& object)
{
    constexpr std::array<std::string_view, 4> names = {"printStatus", "detailStatus", "documents",
                                                       "results"};
    for (const std::string_view name : names)
        if (const json::value* value = find_member(object, name);
            value != nullptr && value->is_array())
            return &value->get_array();
    return nullptr;
}

TaskReport read_task(const json::object& task)
{
    const std::string status = text_or(task, "taskStatus");
    TaskReport report{.rest = task_outcome(status), .text = words_of(task)};
    const bool is_under_way = !status.empty() && report.rest == PrintOutcome::unknown;
    const json::array* documents = find_documents(task);
    for (std::size_t at = 0; documents != nullptr && at < documents->size(); ++at) {
        const auto* row = (*documents)[at].if_object();
        const std::string id = row == nullptr ? std::string() : text_or(*row, "documentID");
        if (!id.empty())
            report.documents.push_back(
                {.id = id,
                 .outcome = document_outcome(text_or(*row, "status"), is_under_way),
                 .text = words_of(*row)});
    }
    // A report may come for each document: what it names says nothing about the others.
    if (!report.documents.empty())
        report.rest = PrintOutcome::unknown;
    return report;
}

Error component_error(std::string_view code, std::string_view operation, std::string_view text)
{
    RemoteFailure failure;
    failure.code = code;
    failure.text = text;
    return classify(failure_table(), Operation::read, std::string(operation), std::move(failure));
}

} // namespace

std::string build_get_printers(const std::string& request_id)
{
    return json::serialize(command("getPrinters", request_id));
}

std::string build_get_task_status(const std::string& request_id, const std::string& task_id)
{
    json::object message = command("getTaskStatus", request_id);
    json::array ids;
    ids.emplace_back(task_id);
    message["taskID"] = std::move(ids);
    return json::serialize(message);
}

std::string build_print(const std::string& request_id, const PrintTask& task,
                        const LabelExtras& extras)
{
    return build_task(request_id, task, extras, Purpose::paper);
}

std::string build_preview(const std::string& request_id, const PrintTask& task,
                          const LabelExtras& extras)
{
    return build_task(request_id, task, extras, Purpose::preview);
}

bool is_reply_to(const json::object& message, std::string_view request_id)
{
    return text_or(message, "requestID") == request_id &&
           text_or(message, "cmd") != "notifyPrintResult";
}

std::optional<std::string> find_refusal(const json::object& reply)
{
    const std::string status = text_or(reply, "status");
    if (status.empty() || status == "success")
        return std::nullopt;
    const std::string words = words_of(reply);
    return words.empty() ? "status " + safe_remote_text(status) : words;
}

bool is_refused_as_known(std::string_view words)
{
    return has_any(words, {"已存在", "重复", "already exist", "duplicate"});
}

std::optional<TaskReport> find_task_report(const json::object& message, std::string_view task_id)
{
    const json::value* id = find_member(message, "taskID");
    if (id != nullptr && !id->is_structured())
        return scalar_text(*id) == task_id ? std::optional(read_task(message)) : std::nullopt;
    // The answer about tasks has a row for each.
    const json::array* rows = find_documents(message);
    for (std::size_t at = 0; rows != nullptr && at < rows->size(); ++at)
        if (const auto* row = (*rows)[at].if_object();
            row != nullptr && text_or(*row, "taskID") == task_id)
            return read_task(*row);
    return std::nullopt;
}

Result<PrinterList> parse_printers(const json::object& reply)
{
    const json::value* list = find_member(reply, "printers");
    if (list == nullptr || !list->is_array())
        return component_error(code_unreadable, "getPrinters", "printers is no list");
    PrinterList printers{.default_name = text_or(reply, "defaultPrinter")};
    for (const json::value& value : list->get_array()) {
        const auto* row = value.if_object();
        std::string name = row == nullptr ? scalar_text(value) : text_or(*row, "name");
        if (!name.empty())
            printers.names.push_back(std::move(name));
    }
    return printers;
}

Result<LabelPreview> parse_preview(const json::object& reply)
{
    LabelPreview preview;
    const auto add = [&](const json::value& value) {
        std::string address = scalar_text(value);
        if (address.find("://") != std::string::npos)
            preview.addresses.push_back(std::move(address));
    };
    for (const char* const name : {"previewURL", "previewImage"}) {
        const json::value* value = find_member(reply, name);
        if (value != nullptr && value->is_array())
            std::ranges::for_each(value->get_array(), add);
        else if (value != nullptr)
            add(*value);
    }
    if (preview.addresses.empty())
        return component_error(code_unreadable, "preview", "no address of a preview");
    return preview;
}

Error refused_by_component(std::string_view operation, std::string_view text)
{
    const bool is_printer_off =
        has_any(text, {"缺纸", "无纸", "脱机", "离线", "未就绪", "卡纸", "out of paper",
                       "paper out", "offline", "not ready"});
    return component_error(is_printer_off ? code_printer_off : code_print_refused, operation, text);
}

Error task_unknown(std::string_view text)
{
    const bool is_about_task =
        text.empty() || has_any(text, {"不存在", "未找到", "找不到", "not exist", "not found",
                                       "unknown", "no such"});
    return is_about_task ? component_error(code_task_unknown, "getTaskStatus", text)
                         : refused_by_component("getTaskStatus", text);
}

Error component_off(std::string_view text)
{
    return component_error(code_component_off, "connect", text);
}

Error component_silent(std::string_view operation)
{
    return component_error(code_component_silent, operation, "");
}

} // namespace daifa::pinduoduo
