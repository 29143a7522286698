#pragma once

#include "sandbox/program/label_folder.hpp"
#include "sandbox/program/line_port.hpp"

namespace daifa::sandbox {

/// The practice print component as a port serves it. What it prints is drawn when its output is
/// taken.
class PrinterLines : public LineService {
public:
    PrinterLines(PrintComponent& printer, LabelFolder& labels, Complain complain);

    bool is_running(const World& world) const override;
    bool admits(std::string_view target, World& world, TimePoint now) const override;
    void open_line(std::uint64_t line, std::string_view target, World& world,
                   TimePoint now) override;
    void close_line(std::uint64_t line) override;
    void hear(std::uint64_t line, std::string_view text, World& world, TimePoint now) override;
    LineOutput take_output(World& world, TimePoint now) override;

private:
    PrintComponent& printer_;
    LabelFolder& labels_;
    Complain complain_;
};

} // namespace daifa::sandbox
