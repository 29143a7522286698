#include "sandbox/program/printer_lines.hpp"

namespace daifa::sandbox {

PrinterLines::PrinterLines(PrintComponent& printer, LabelFolder& labels, Complain complain)
    : printer_(printer), labels_(labels), complain_(std::move(complain))
{
}

bool PrinterLines::is_running(const World&) const
{
    return printer_.is_running();
}

bool PrinterLines::admits(std::string_view, World&, TimePoint) const
{
    return true;
}

void PrinterLines::open_line(std::uint64_t line, std::string_view, World&, TimePoint)
{
    printer_.open_line(line);
}

void PrinterLines::close_line(std::uint64_t line)
{
    printer_.close_line(line);
}

void PrinterLines::hear(std::uint64_t line, std::string_view text, World&, TimePoint now)
{
    printer_.answer(line, text, now);
}

LineOutput PrinterLines::take_output(World&, TimePoint)
{
    PrintOutput output = printer_.take_output();
    for (const auto& job : output.papers)
        if (const auto problem = labels_.draw(job); !problem.empty())
            complain_(problem);
    return {output.cuts_lines, std::move(output.messages)};
}

} // namespace daifa::sandbox
