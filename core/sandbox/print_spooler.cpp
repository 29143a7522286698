#include "sandbox/print_spooler.hpp"

#include <algorithm>

namespace daifa::sandbox {
namespace {

constexpr const char* no_printer = "无效的打印机";
constexpr const char* no_paper = "打印机缺纸";
constexpr const char* unreadable = "面单数据解密失败";
constexpr const char* no_template = "模板不存在";

/// "https://…/yto_one" → "yto_one".
std::string_view template_key(std::string_view url)
{
    return url.substr(url.rfind('/') + 1);
}

std::string place_in_task(const PrintTask& task, std::size_t document)
{
    return std::to_string(task.first_number + static_cast<std::int64_t>(document)) + "/" +
           std::to_string(task.total);
}

/// The label of one document as it will stand on paper, or why not.
struct Rendered {
    Paper paper = {};
    std::string problem = {};
};

Rendered render(const PlatformWorld& platform, const PrintTask& task, std::size_t index)
{
    const PrintDocument& document = task.documents[index];
    Rendered rendered;
    auto label = open_label(document.sealed);
    if (!label) {
        rendered.problem = unreadable;
        return rendered;
    }
    if (platform.waybills.contracts.find_template(label->carrier,
                                                  template_key(document.template_url)) == nullptr)
        rendered.problem = no_template;
    const auto replace = [](std::string& part, const std::string& by) {
        if (!by.empty())
            part = by;
    };
    replace(label->sender.name, document.sender.name);
    replace(label->sender.phone, document.sender.phone);
    replace(label->sender.address, document.sender.address);
    rendered.paper.label = std::move(*label);
    rendered.paper.custom = document.custom;
    if (rendered.paper.custom.sequence.empty())
        rendered.paper.custom.sequence = place_in_task(task, index);
    return rendered;
}

void end_document(PrintJob& job, std::size_t document, std::string problem)
{
    job.documents[document].state =
        problem.empty() ? DocumentState::printed : DocumentState::failed;
    job.documents[document].problem = std::move(problem);
    --job.waiting;
}

} // namespace

bool PrintJob::has_failed() const
{
    return std::any_of(documents.begin(), documents.end(), [](const DocumentProgress& document) {
        return document.state == DocumentState::failed;
    });
}

PrintSpooler::PrintSpooler()
{
    add_printer("practice-thermal-1");
    add_printer("practice-thermal-2");
}

bool PrintSpooler::add_printer(const std::string& name)
{
    if (name.empty() || find_printer(name) != nullptr)
        return false;
    printers_.emplace_back().name = name;
    return true;
}

bool PrintSpooler::remove_printer(const std::string& name,
                                  std::vector<std::shared_ptr<PrintJob>>& ended)
{
    const auto found =
        std::find_if(printers_.begin(), printers_.end(),
                     [&name](const Printer& printer) { return printer.name == name; });
    if (found == printers_.end())
        return false;
    for (const auto& waiting : found->queue) {
        end_document(*waiting.job, waiting.document, no_printer);
        if (waiting.job->waiting == 0)
            ended.push_back(waiting.job);
    }
    printers_.erase(found);
    return true;
}

Printer* PrintSpooler::find_printer(std::string_view name)
{
    for (auto& printer : printers_)
        if (name.empty() || printer.name == name)
            return &printer;
    return nullptr;
}

std::shared_ptr<PrintJob> PrintSpooler::submit(PrintTask task, Printer& printer, std::uint64_t line,
                                               TimePoint now)
{
    const auto job = std::make_shared<PrintJob>();
    job->task = std::move(task);
    job->line = line;
    job->waiting = job->task.documents.size();
    job->documents.resize(job->waiting);
    if (printer.queue.empty())
        printer.free_at = std::max(printer.free_at, now);
    for (std::size_t i = 0; i < job->documents.size(); ++i)
        printer.queue.push_back({job, i});
    return job;
}

std::vector<std::shared_ptr<PrintJob>> PrintSpooler::run(PlatformWorld& platform, TimePoint now,
                                                         std::vector<PaperJob>* papers)
{
    std::vector<std::shared_ptr<PrintJob>> ended;
    for (auto& printer : printers_) {
        while (!printer.queue.empty() && printer.free_at + printer.per_label <= now) {
            if (!printer.has_paper && waits_for_paper)
                break;
            const auto job = printer.queue.front().job;
            printer.free_at += printer.per_label;
            print_next(platform, printer, now, papers);
            if (job->waiting == 0)
                ended.push_back(job);
        }
    }
    return ended;
}

void PrintSpooler::print_next(PlatformWorld& platform, Printer& printer, TimePoint at,
                              std::vector<PaperJob>* papers)
{
    const Printer::Waiting next = std::move(printer.queue.front());
    printer.queue.pop_front();
    PrintJob& job = *next.job;
    Rendered rendered = render(platform, job.task, next.document);
    if (rendered.problem.empty() && !printer.has_paper)
        rendered.problem = no_paper;
    end_document(job, next.document, rendered.problem);
    if (!rendered.problem.empty())
        return;

    Paper& paper = rendered.paper;
    PrintedLabel label{paper.label.number,
                       job.task.documents[next.document].id,
                       job.task.id,
                       printer.name,
                       paper.custom.sequence,
                       at,
                       paper.custom.is_reprint};
    if (TakenNumber* taken = platform.waybills.find(label.number)) {
        label.is_known = true;
        label.is_cancelled = taken->is_cancelled;
        taken->printed.push_back({at, printer.name, label.is_reprint});
    }
    if (papers != nullptr) {
        paper.printer = printer.name;
        paper.at = at;
        // Numbers of carriers are letters and digits; the running number tells copies apart.
        const std::string name = label.number + "-" + std::to_string(labels_.size() + 1);
        papers->push_back({name, {std::move(paper)}});
    }
    labels_.push_back(std::move(label));
}

std::vector<Paper> PrintSpooler::preview(PlatformWorld& platform, const PrintTask& task,
                                         TimePoint now, std::string& problem)
{
    std::vector<Paper> papers;
    for (std::size_t i = 0; i < task.documents.size() && problem.empty(); ++i) {
        Rendered rendered = render(platform, task, i);
        problem = rendered.problem;
        rendered.paper.printer = "预览";
        rendered.paper.at = now;
        papers.push_back(std::move(rendered.paper));
    }
    return papers;
}

void PrintSpooler::forget_waiting()
{
    for (auto& printer : printers_)
        printer.queue.clear();
}

void PrintSpooler::resume(TimePoint now)
{
    for (auto& printer : printers_)
        printer.free_at = std::max(printer.free_at, now);
}

} // namespace daifa::sandbox
