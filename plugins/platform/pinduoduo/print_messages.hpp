#pragma once

#include <daifa/codec/json.hpp>
#include <daifa/connector/label_printer.hpp>
#include <daifa/support/error.hpp>

#include <boost/json/object.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What is said between us and the print component: JSON texts over a WebSocket. The component's
/// page names commands and fields; the shape of results is that of the same family's other member
/// (Cainiao), and read leniently.
namespace daifa::pinduoduo {

/// What a message of the component may hold at most.
inline constexpr JsonLimits component_limits{
    .bytes = 1u << 20, .depth = 16, .string_bytes = 64u << 10, .elements = 50'000};

/// What stands on every label besides its print data.
struct LabelExtras {
    std::string owner = {};           ///< The shop as the platform numbers it; empty: left out.
    std::string custom_area_url = {}; ///< Template of the custom area (自定义区); empty: none.
};

std::string build_get_printers(const std::string& request_id);
std::string build_get_task_status(const std::string& request_id, const std::string& task_id);
/// All print data of the task must be readable.
std::string build_print(const std::string& request_id, const PrintTask& task,
                        const LabelExtras& extras);
/// The same task, to be shown instead of printed.
std::string build_preview(const std::string& request_id, const PrintTask& task,
                          const LabelExtras& extras);

/// Whether it answers the request of this id.
bool is_reply_to(const boost::json::object& message, std::string_view request_id);
/// What the component says against a request; nothing when it agrees. Some of its answers carry no
/// status at all.
std::optional<std::string> find_refusal(const boost::json::object& reply);

/// Whether it refuses a task because it has one of this id: an earlier attempt arrived after all.
bool is_refused_as_known(std::string_view words);

/// What a message says about one task.
struct TaskReport {
    /// Of the documents it names; `unknown` while one is under way.
    std::vector<DocumentResult> documents = {};
    /// Of those that it does not name.
    PrintOutcome rest = PrintOutcome::unknown;
    std::string text = {};
};
/// From a notice of a print's end, or from the answer about a task; nothing when it says nothing
/// about this task.
std::optional<TaskReport> find_task_report(const boost::json::object& message,
                                           std::string_view task_id);

Result<PrinterList> parse_printers(const boost::json::object& reply);
Result<LabelPreview> parse_preview(const boost::json::object& reply);

/// The failure of a task or question that the component refused in these words, by their effect.
Error refused_by_component(std::string_view operation, std::string_view text);
/// The same for a question about a task: empty or words of absence mean that it is not known.
Error task_unknown(std::string_view text);
Error component_off(std::string_view text);
Error component_silent(std::string_view operation);

} // namespace daifa::pinduoduo
