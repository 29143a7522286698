// What the print component sends, and print data: "component" or "print data", and the text.
#include "fuzz/fuzz.hpp"

#include "pinduoduo/print_data.hpp"
#include "pinduoduo/print_messages.hpp"

#include <daifa/codec/json.hpp>

namespace daifa::fuzz {
namespace {

constexpr std::size_t print_data_max = 4096;

void try_message(std::string_view text)
{
    const auto parsed = parse_json(text, pinduoduo::component_limits);
    if (!parsed || !parsed->is_object())
        return;
    const auto& message = parsed->get_object();
    (void)pinduoduo::is_reply_to(message, "r1");
    if (const auto refusal = pinduoduo::find_refusal(message))
        (void)pinduoduo::is_refused_as_known(*refusal);
    (void)pinduoduo::parse_printers(message);
    if (const auto report = pinduoduo::find_task_report(message, "t1"))
        for (const auto& document : report->documents)
            require(!document.id.empty(), "a result names its document");
}

void try_print_data(std::string_view text)
{
    const auto fault = pinduoduo::find_print_data_fault(text, print_data_max);
    const auto fields = pinduoduo::read_print_data(Secret(std::string(text)));
    require(!fault.empty() || !fields.empty(), "print data without fault can be read again");
    require(!fault.empty() || text.size() <= print_data_max, "print data keeps to its size");
}

} // namespace

void try_input(std::string_view input)
{
    const auto [head, text] = split_line(input);
    if (head == "print data")
        try_print_data(text);
    else
        try_message(text);
}

} // namespace daifa::fuzz
