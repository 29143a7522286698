#include "sandbox/print_component.hpp"

#include "sandbox/world.hpp"

#include <daifa/codec/json.hpp>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

namespace daifa::sandbox {
namespace {

namespace json = boost::json;

constexpr std::string_view version = "1.2.3.practice";

json::object failed(std::string_view text)
{
    json::object reply;
    reply["status"] = "failed";
    reply["msg"] = text;
    return reply;
}

json::object succeeded()
{
    json::object reply;
    reply["status"] = "success";
    reply["msg"] = "";
    return reply;
}

std::string_view state_text(DocumentState state)
{
    switch (state) {
    case DocumentState::waiting:
        return "pending";
    case DocumentState::printed:
        return "success";
    case DocumentState::failed:
        return "failed";
    }
    return "pending";
}

json::array document_results(const PrintJob& job)
{
    json::array results;
    for (std::size_t i = 0; i < job.documents.size(); ++i) {
        json::object result;
        result["documentID"] = job.task.documents[i].id;
        result["status"] = state_text(job.documents[i].state);
        result["msg"] = job.documents[i].problem;
        result["printer"] = job.task.printer;
        results.push_back(std::move(result));
    }
    return results;
}

json::object result_notice(const PrintJob& job, std::string_view status)
{
    json::object notice;
    notice["cmd"] = "notifyPrintResult";
    notice["requestID"] = job.task.id;
    notice["taskID"] = job.task.id;
    notice["printer"] = job.task.printer;
    notice["taskStatus"] = status;
    notice["printStatus"] = document_results(job);
    return notice;
}

/// What a printer's settings are made of, with what they are as long as nobody changed them.
json::object usual_config(const std::string& name)
{
    json::object paper;
    paper["width"] = 76;
    paper["height"] = 130;
    json::object config;
    config["name"] = name;
    config["PrintTopLogo"] = true;
    config["PrintBottomLogo"] = true;
    config["horizontalOffset"] = 0;
    config["verticalOffset"] = 0;
    config["paperSize"] = std::move(paper);
    return config;
}

bool fits(const json::value& usual, const json::value& given)
{
    if (usual.is_object()) {
        if (!given.is_object())
            return false;
        for (const auto& [key, value] : given.get_object()) {
            const json::value* expected = usual.get_object().if_contains(key);
            if (expected == nullptr || !fits(*expected, value))
                return false;
        }
        return true;
    }
    return usual.is_number() ? given.is_number() : usual.kind() == given.kind();
}

} // namespace

void PrintComponent::open_line(std::uint64_t line)
{
    lines_.insert(line);
    for (auto& text : kept_results_)
        output_.messages.push_back({line, std::move(text)});
    kept_results_.clear();
}

void PrintComponent::close_line(std::uint64_t line)
{
    lines_.erase(line);
}

void PrintComponent::answer(std::uint64_t line, std::string_view text, TimePoint now)
{
    constexpr std::size_t message_max = 16u << 20;
    const auto request = parse_json(text, {.bytes = message_max, .string_bytes = message_max});
    if (!request || !request->is_object()) {
        send(line, failed("请求不是有效的JSON对象"));
        return;
    }
    const json::object& object = request->get_object();
    json::object reply;
    reply["cmd"] = text_or(object, "cmd");
    reply["requestID"] = text_or(object, "requestID");
    for (auto& [key, value] : reply_to(line, object, now))
        reply[key] = std::move(value);
    const bool is_refused = text_or(reply, "status") == "failed";
    if (is_refused)
        call_counts_.refused(text_or(object, "cmd"), "failed", false);
    send(line, reply);
    run(now);
}

json::object PrintComponent::reply_to(std::uint64_t line, const json::object& request,
                                      TimePoint now)
{
    const std::string command = text_or(request, "cmd");
    call_counts_.arrived(command, command == "print");
    if (text_or(request, "requestID").empty())
        return failed("参数错误: requestID 缺失");
    if (command == "print")
        return print(line, request, now);
    if (command == "getPrinters")
        return printer_list();
    if (command == "getPrinterConfig")
        return printer_config(request);
    if (command == "setPrinterConfig")
        return set_printer_config(request);
    if (command == "getTaskStatus")
        return task_status(request);
    if (command == "setGlobalConfig")
        return set_global_config(request);
    json::object reply = succeeded();
    if (command == "getGlobalConfig")
        reply["notifyOnTaskFailure"] = tells_failures_;
    else if (command == "getAgentInfo")
        reply["version"] = version;
    else
        return failed("不支持的命令");
    return reply;
}

json::object PrintComponent::print(std::uint64_t line, const json::object& request, TimePoint now)
{
    ReadTask read = read_print_task(request, limits_);
    if (!read.problem.empty())
        return failed(read.problem);
    PrintTask& task = read.task;
    Printer* printer = spooler_.find_printer(task.printer);
    if (printer == nullptr && !task.is_preview)
        return failed("无效的打印机");
    if (task.is_preview)
        return show_preview(task, now);
    if (!prints_task_again_ && jobs_.contains(task.id))
        return failed("任务已存在: taskID 重复");

    task.printer = printer->name;
    json::object reply = succeeded();
    reply["taskID"] = task.id;
    const std::string id = task.id;
    const auto job = spooler_.submit(std::move(task), *printer, line, now);
    jobs_[id] = job;
    ++tasks_accepted_;
    return reply;
}

json::object PrintComponent::show_preview(const PrintTask& task, TimePoint now)
{
    if (papers_address_.empty())
        return failed(
            "the practice component draws nothing: start daifa-sandbox with --labels DIR");
    std::string problem;
    auto papers = spooler_.preview(world_.platform, task, now, problem);
    if (!problem.empty())
        return failed(problem);
    const std::string name = "preview-" + std::to_string(++previews_);
    json::object reply = succeeded();
    reply["taskID"] = task.id;
    if (task.wants_images) {
        json::array images;
        for (std::size_t i = 1; i <= papers.size(); ++i)
            images.emplace_back(papers_address_ + name +
                                (papers.size() > 1 ? "-" + std::to_string(i) : "") + ".png");
        reply["previewImage"] = std::move(images);
    } else {
        reply["previewURL"] = papers_address_ + name + ".pdf";
    }
    output_.papers.push_back({name, std::move(papers)});
    return reply;
}

json::object PrintComponent::task_status(const json::object& request) const
{
    json::array status;
    const json::value* ids = find_member(request, "taskID");
    if (ids == nullptr || (!ids->is_string() && !ids->is_array()))
        return failed("参数错误: taskID 缺失");
    json::array asked;
    if (ids->is_array())
        asked = ids->get_array();
    else
        asked.push_back(*ids);
    for (const auto& id : asked) {
        const auto job = jobs_.find(scalar_text(id));
        if (job == jobs_.end())
            continue;
        json::object entry;
        entry["taskID"] = job->first;
        entry["detailStatus"] = document_results(*job->second);
        status.push_back(std::move(entry));
    }
    json::object reply = succeeded();
    reply["printStatus"] = std::move(status);
    return reply;
}

json::object PrintComponent::printer_list()
{
    json::object reply = succeeded();
    const Printer* usual = spooler_.find_printer("");
    reply["defaultPrinter"] = usual == nullptr ? "" : usual->name;
    json::array list;
    for (const auto& printer : spooler_.printers()) {
        json::object entry;
        entry["name"] = printer.name;
        list.push_back(std::move(entry));
    }
    reply["printers"] = std::move(list);
    return reply;
}

json::object PrintComponent::printer_config(const json::object& request)
{
    const Printer* printer = spooler_.find_printer(text_or(request, "printer"));
    if (printer == nullptr || text_or(request, "printer").empty())
        return failed("无效的打印机");
    json::object reply = succeeded();
    json::object config = usual_config(printer->name);
    for (const auto& [key, value] : printer->config)
        config[key] = value;
    reply["printer"] = std::move(config);
    return reply;
}

json::object PrintComponent::set_printer_config(const json::object& request)
{
    const json::value* given = find_member(request, "printer");
    if (given == nullptr || !given->is_object())
        return failed("参数错误: printer 必须是对象");
    const std::string name = text_or(given->get_object(), "name");
    Printer* printer = name.empty() ? nullptr : spooler_.find_printer(name);
    if (printer == nullptr)
        return failed("无效的打印机");
    if (!fits(usual_config(name), *given))
        return failed("参数错误: printer");
    printer->config = json::object(given->get_object(), json::storage_ptr());
    return succeeded();
}

json::object PrintComponent::set_global_config(const json::object& request)
{
    const auto tells = find_boolean(request, "notifyOnTaskFailure");
    if (!tells)
        return failed("参数错误: notifyOnTaskFailure 必须是布尔值");
    tells_failures_ = *tells;
    return succeeded();
}

void PrintComponent::tick(TimePoint now)
{
    run(now);
}

PrintOutput PrintComponent::take_output()
{
    return std::exchange(output_, {});
}

void PrintComponent::run(TimePoint now)
{
    if (!is_running_)
        return;
    auto* papers = papers_address_.empty() ? nullptr : &output_.papers;
    for (const auto& job : spooler_.run(world_.platform, now, papers))
        tell_end(*job);
}

void PrintComponent::tell_end(const PrintJob& job)
{
    for (const auto& document : job.documents)
        documents_failed_ += document.state == DocumentState::failed ? 1 : 0;
    const bool has_failed = job.has_failed();
    if (job.task.tells_rendered && !has_failed)
        send(job.line, result_notice(job, "rendered"));
    const bool is_wanted = job.task.tells_printed || (has_failed && tells_failures_);
    if (!is_wanted)
        return;
    const json::object notice = result_notice(job, has_failed ? "failed" : "printed");
    const bool is_there = lines_.contains(job.line);
    if (results_to_lose_ > 0 || (!is_there && !keeps_results_)) {
        results_to_lose_ -= results_to_lose_ > 0 ? 1 : 0;
        ++results_lost_;
    } else if (is_there) {
        send(job.line, notice);
    } else {
        kept_results_.push_back(json::serialize(notice));
    }
}

void PrintComponent::send(std::uint64_t line, const json::object& message)
{
    output_.messages.push_back({line, json::serialize(message)});
}

} // namespace daifa::sandbox
