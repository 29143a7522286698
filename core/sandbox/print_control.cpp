#include "sandbox/control_arguments.hpp"
#include "sandbox/print_component.hpp"

#include <daifa/codec/json.hpp>

namespace daifa::sandbox {
namespace {

namespace json = boost::json;

constexpr std::int64_t hour_ms = 3'600'000;
constexpr std::size_t name_size_max = 200;

std::int64_t size_of(std::string_view key, std::string_view text)
{
    json::object argument;
    argument[key] = text;
    return integer_argument(argument, key, 1, 1, 64 << 20);
}

} // namespace

json::object PrintComponent::control(std::string_view action, const json::object& arguments,
                                     TimePoint now)
{
    if (action == "set_variant") {
        for (const auto& [key, value] : arguments)
            set_option(key, scalar_text(value));
    } else if (action == "lose_results") {
        results_to_lose_ = integer_argument(arguments, "count", 1, 0, 1'000'000);
    } else if (action == "go_away") {
        go_away();
    } else if (action == "come_back") {
        come_back(now);
    } else if (action == "cut_lines") {
        output_.cuts_lines = true;
    } else if (action == "reset") {
        spooler_.forget_waiting();
        spooler_.forget_labels();
        jobs_.clear();
        kept_results_.clear();
        results_lost_ = tasks_accepted_ = documents_failed_ = 0;
    } else {
        change_printers(action, arguments);
        run(now);
    }
    json::object answer;
    json::array names;
    for (const auto& printer : spooler_.printers())
        names.emplace_back(printer.name);
    answer["printers"] = std::move(names);
    return answer;
}

void PrintComponent::change_printers(std::string_view action, const json::object& arguments)
{
    const std::string name = text_argument(arguments, "printer", "");
    if (name.size() > name_size_max)
        throw ControlError("a printer's name has at most " + std::to_string(name_size_max) +
                           " bytes");
    if (action == "add_printer") {
        if (!spooler_.add_printer(name))
            throw ControlError("\"printer\" must be a name that no printer has yet");
        return;
    }
    if (action == "remove_printer") {
        Jobs ended;
        if (!spooler_.remove_printer(name, ended))
            throw ControlError("there is no printer \"" + name + "\"");
        for (const auto& job : ended)
            tell_end(*job);
        return;
    }
    if (action != "paper_out" && action != "paper_in" && action != "slow")
        throw ControlError(
            "the printer knows add_printer, come_back, cut_lines, go_away, lose_results, paper_in, "
            "paper_out, remove_printer, reset, set_variant and slow");
    if (!name.empty() && spooler_.find_printer(name) == nullptr)
        throw ControlError("there is no printer \"" + name + "\"");
    const Milliseconds per_label(integer_argument(arguments, "ms", 1000, 0, hour_ms));
    for (auto& printer : spooler_.printers()) {
        if (!name.empty() && printer.name != name)
            continue;
        if (action == "slow")
            printer.per_label = per_label;
        else
            printer.has_paper = action == "paper_in";
    }
}

void PrintComponent::go_away()
{
    is_running_ = false;
    lines_.clear();
    if (!forgets_at_restart_)
        return;
    spooler_.forget_waiting();
    jobs_.clear();
    kept_results_.clear();
}

void PrintComponent::come_back(TimePoint now)
{
    is_running_ = true;
    spooler_.resume(now);
    run(now);
}

std::vector<VariantDescription> PrintComponent::variants()
{
    return {
        {"same_task",
         {"refused", "prints_again"},
         "a task with an id that the component has already"},
        {"result_of_lost_line",
         {"lost", "kept"},
         "a result whose connection is gone; kept: the next one gets it"},
        {"restart",
         {"forgets", "remembers"},
         "what the component knows of its tasks after go_away and come_back"},
        {"no_paper", {"fails", "waits"}, "a label for a printer without paper"},
        {"documents_max", {}, "most documents of one task; 100"},
        {"print_data_max", {}, "most bytes of one label's encrypted data; 65536"},
    };
}

void PrintComponent::set_option(std::string_view key, std::string_view value)
{
    for (const auto& variant : variants()) {
        if (variant.key != key)
            continue;
        const auto& values = variant.values;
        if (!values.empty() && std::find(values.begin(), values.end(), value) == values.end())
            throw ControlError("printer." + variant.key + " does not know \"" + std::string(value) +
                               "\"");
        if (key == "same_task")
            prints_task_again_ = value == "prints_again";
        else if (key == "result_of_lost_line")
            keeps_results_ = value == "kept";
        else if (key == "restart")
            forgets_at_restart_ = value == "forgets";
        else if (key == "no_paper")
            spooler_.waits_for_paper = value == "waits";
        else if (key == "documents_max")
            limits_.documents_max = static_cast<std::size_t>(size_of(key, value));
        else
            limits_.print_data_max = static_cast<std::size_t>(size_of(key, value));
        return;
    }
    throw ControlError("the printer has no variant \"" + std::string(key) + "\"");
}

} // namespace daifa::sandbox
