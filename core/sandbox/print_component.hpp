#pragma once

#include "sandbox/call_counts.hpp"
#include "sandbox/front.hpp"
#include "sandbox/line_service.hpp"
#include "sandbox/print_request.hpp"
#include "sandbox/print_spooler.hpp"
#include "sandbox/world_part.hpp"

#include <map>
#include <set>

namespace daifa::sandbox {

struct World;

/// What the component has done since it was asked last.
struct PrintOutput {
    std::vector<LineMessage> messages = {};
    std::vector<PaperJob> papers = {};
    bool cuts_lines = false; ///< All connections break, before the messages are sent.
};

/// The practice print component (打印组件): what the real one does behind its WebSocket, without
/// sockets and without a clock. README.md describes the protocol.
class PrintComponent : public WorldPart {
public:
    explicit PrintComponent(World& world) : world_(world) {}

    void open_line(std::uint64_t line);
    void close_line(std::uint64_t line);
    void answer(std::uint64_t line, std::string_view text, TimePoint now);

    boost::json::object control(std::string_view action, const boost::json::object& arguments,
                                TimePoint now) override;
    boost::json::object truth(TimePoint now) const override;
    boost::json::object totals(TimePoint now) const override;
    boost::json::object calls() const override { return call_counts_.to_json(); }
    void tick(TimePoint now) override;

    static std::vector<VariantDescription> variants();
    /// Throws ControlError for an unknown key or value.
    void set_option(std::string_view key, std::string_view value);

    /// To be sent and drawn in this order; asked again, there is nothing.
    PrintOutput take_output();
    /// While it isn't, nobody can connect.
    bool is_running() const { return is_running_; }
    /// Papers are made from now on, to be found below this address, which ends in "/".
    void draw_papers(std::string address) { papers_address_ = std::move(address); }

private:
    using Jobs = std::vector<std::shared_ptr<PrintJob>>;

    boost::json::object reply_to(std::uint64_t line, const boost::json::object& request,
                                 TimePoint now);
    boost::json::object print(std::uint64_t line, const boost::json::object& request,
                              TimePoint now);
    boost::json::object show_preview(const PrintTask& task, TimePoint now);
    boost::json::object task_status(const boost::json::object& request) const;
    boost::json::object printer_list();
    boost::json::object printer_config(const boost::json::object& request);
    boost::json::object set_printer_config(const boost::json::object& request);
    boost::json::object set_global_config(const boost::json::object& request);

    void go_away();
    void come_back(TimePoint now);
    void change_printers(std::string_view action, const boost::json::object& arguments);
    void run(TimePoint now);
    void tell_end(const PrintJob& job);
    void send(std::uint64_t line, const boost::json::object& message);

    World& world_;
    PrintSpooler spooler_;
    PrintLimits limits_;
    PrintOutput output_;
    std::string papers_address_; ///< Empty: nothing is drawn.
    std::set<std::uint64_t> lines_;
    std::map<std::string, std::shared_ptr<PrintJob>, std::less<>> jobs_; ///< By task, the latest.
    std::vector<std::string> kept_results_; ///< For the next connection.
    CallCounts call_counts_;
    bool is_running_ = true;
    bool tells_failures_ = true;
    bool prints_task_again_ = false;
    bool forgets_at_restart_ = true;
    bool keeps_results_ = false;
    std::int64_t results_to_lose_ = 0;
    std::uint64_t results_lost_ = 0;
    std::uint64_t tasks_accepted_ = 0;
    std::uint64_t documents_failed_ = 0;
    std::uint64_t previews_ = 0;
};

} // namespace daifa::sandbox
