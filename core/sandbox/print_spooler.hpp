#pragma once

#include "sandbox/platform_world.hpp"
#include "sandbox/print_model.hpp"

#include <boost/json/object.hpp>

#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace daifa::sandbox {

enum class DocumentState { waiting, printed, failed };

struct DocumentProgress {
    DocumentState state = DocumentState::waiting;
    std::string problem = {};
};

/// A task that was accepted, and how far it is.
struct PrintJob {
    PrintTask task = {};
    std::uint64_t line = 0; ///< The connection that sent it.
    std::vector<DocumentProgress> documents = {};
    std::size_t waiting = 0; ///< Documents that have no end yet.

    bool has_failed() const;
};

/// A label that lies in front of a printer.
struct PrintedLabel {
    std::string number = {};
    std::string document = {};
    std::string task = {};
    std::string printer = {};
    std::string sequence = {};
    TimePoint at = {};
    bool is_reprint = false;
    bool is_known = false;     ///< The platform gave the number.
    bool is_cancelled = false; ///< And it was cancelled before.
};

struct Printer {
    std::string name = {};
    bool has_paper = true;
    Milliseconds per_label = Milliseconds(0);
    boost::json::object config = {}; ///< As setPrinterConfig left it.
    TimePoint free_at = {};
    struct Waiting {
        std::shared_ptr<PrintJob> job = {};
        std::size_t document = 0;
    };
    std::deque<Waiting> queue = {};
};

/// The printers of the practice component with what waits for them, and every label they made.
class PrintSpooler {
public:
    PrintSpooler();

    /// False when the name is taken.
    bool add_printer(const std::string& name);
    /// What waits for it fails. False when there is none of that name.
    bool remove_printer(const std::string& name, std::vector<std::shared_ptr<PrintJob>>& ended);
    /// The default one for an empty name; null when there is none.
    Printer* find_printer(std::string_view name);
    std::deque<Printer>& printers() { return printers_; }
    const std::deque<Printer>& printers() const { return printers_; }

    std::shared_ptr<PrintJob> submit(PrintTask task, Printer& printer, std::uint64_t line,
                                     TimePoint now);
    /// Prints what is due. Returns the jobs that ended; the papers come behind those in `papers`.
    std::vector<std::shared_ptr<PrintJob>> run(PlatformWorld& platform, TimePoint now,
                                               std::vector<PaperJob>* papers);
    /// What would be printed; an unreadable label is told in `problem`.
    std::vector<Paper> preview(PlatformWorld& platform, const PrintTask& task, TimePoint now,
                               std::string& problem);
    /// Drops what waits, as a program that is killed.
    void forget_waiting();
    /// Whoever has been away starts anew with what waits.
    void resume(TimePoint now);

    bool waits_for_paper = false; ///< Instead of failing at once when there is none.
    const std::vector<PrintedLabel>& labels() const { return labels_; }
    void forget_labels() { labels_.clear(); }

private:
    void print_next(PlatformWorld& platform, Printer& printer, TimePoint at,
                    std::vector<PaperJob>* papers);

    std::deque<Printer> printers_;
    std::vector<PrintedLabel> labels_;
};

} // namespace daifa::sandbox
