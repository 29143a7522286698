#include "sandbox/print_component.hpp"

#include <daifa/codec/timestamp.hpp>

#include <boost/json/array.hpp>

namespace daifa::sandbox {
namespace {

namespace json = boost::json;

json::object print_json(const PrintedLabel& label)
{
    json::object print;
    print["at"] = to_utc_text(label.at);
    print["printer"] = label.printer;
    print["task"] = label.task;
    print["document"] = label.document;
    print["sequence"] = label.sequence;
    print["is_reprint"] = label.is_reprint;
    return print;
}

} // namespace

json::object PrintComponent::truth(TimePoint now) const
{
    std::map<std::string_view, json::array> by_number;
    for (const auto& label : spooler_.labels())
        by_number[label.number].push_back(print_json(label));
    json::array labels;
    for (auto& [number, prints] : by_number) {
        json::object entry;
        entry["number"] = number;
        entry["copies"] = prints.size();
        entry["prints"] = std::move(prints);
        labels.push_back(std::move(entry));
    }
    json::array printers;
    for (const auto& printer : spooler_.printers()) {
        json::object entry;
        entry["name"] = printer.name;
        entry["has_paper"] = printer.has_paper;
        entry["ms_per_label"] = printer.per_label.count();
        entry["waiting"] = printer.queue.size();
        printers.push_back(std::move(entry));
    }
    json::object truth;
    truth["totals"] = totals(now);
    truth["printers"] = std::move(printers);
    truth["labels"] = std::move(labels);
    return truth;
}

json::object PrintComponent::totals(TimePoint) const
{
    std::map<std::string_view, std::uint64_t> plain_prints;
    std::uint64_t reprints = 0;
    std::uint64_t unknown = 0;
    std::uint64_t cancelled = 0;
    for (const auto& label : spooler_.labels()) {
        plain_prints[label.number] += label.is_reprint ? 0 : 1;
        reprints += label.is_reprint ? 1 : 0;
        unknown += label.is_known ? 0 : 1;
        cancelled += label.is_cancelled ? 1 : 0;
    }
    std::uint64_t doubled = 0;
    for (const auto& [number, count] : plain_prints)
        doubled += count > 1 ? count - 1 : 0;
    std::uint64_t waiting = 0;
    for (const auto& printer : spooler_.printers())
        waiting += printer.queue.size();
    json::object totals;
    totals["tasks"] = tasks_accepted_;
    totals["labels"] = spooler_.labels().size();
    totals["numbers"] = plain_prints.size();
    totals["reprints"] = reprints;
    totals["doubled"] = doubled;
    totals["failed"] = documents_failed_;
    totals["waiting"] = waiting;
    totals["unknown_numbers"] = unknown;
    totals["cancelled_numbers"] = cancelled;
    totals["results_lost"] = results_lost_;
    return totals;
}

} // namespace daifa::sandbox
