#pragma once

#include "simulation/canaries.hpp"
#include "simulation/dice.hpp"
#include "simulation/faults.hpp"
#include "simulation/history.hpp"
#include "simulation/plan.hpp"
#include "simulation/printer_lines.hpp"
#include "simulation/signal.hpp"

#include "daemon/transports.hpp"
#include "sandbox/sandbox.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace daifa::simulation {

/// The hosts of the practice platform and the practice ERP.
inline constexpr std::string_view platform_host = "platform.example";
inline constexpr std::string_view erp_host = "erp.example";

/// Who waits for the answer of one call; it goes with a program that is killed, the call doesn't.
struct Call {
    explicit Call(const boost::asio::any_io_executor& executor) : signal(executor) {}

    Signal signal;
    std::optional<Result<HttpResponse>> result = {};
};

/// Carries calls to the sandbox and answers back, through whatever goes wrong on the way.
class Network {
public:
    Network(VirtualTime& time, Clock& world_clock, sandbox::Sandbox& sandbox, const Plan& plan,
            History& history, Canaries& canaries, FaultCounts& counts);

    void carry(HttpRequest request, const std::shared_ptr<Call>& call);
    /// Nothing goes wrong with calls from now on.
    void heal() { is_healed_ = true; }
    /// Numbers of orders, and source numbers, to which something happened twice because the network
    /// delivered it twice.
    const std::set<std::string>& doubled() const { return doubled_; }
    std::uint64_t calls() const { return calls_; }
    /// Calls that the other side had to refuse because there were too many (L6).
    const std::vector<std::string>& excesses() const { return excesses_; }
    /// Called after some of the reads.
    std::function<void()> on_read;
    /// Called while some of the requests to ship that order online are on their way.
    std::function<void(const std::string& order)> on_shipment;
    /// What the write that was sent last met.
    std::optional<Fault> latest_write_fault() const { return latest_write_fault_; }

    /// How many writes met a fault.
    std::uint64_t spoiled_writes() const { return spoiled_writes_; }
    /// How many requests to ship online were sent.
    std::uint64_t shipments() const { return shipments_; }

private:
    using Sent = std::shared_ptr<const HttpRequest>;
    using Waiting = std::weak_ptr<Call>;

    std::optional<Fault> draw(const HttpRequest& request);
    double share_of_faults(const HttpRequest& request) const;
    void note_shipment(const HttpRequest& request);
    void carry_through(Fault fault, const Sent& sent, const Waiting& waiting);
    void arrive(const Sent& sent);
    void arrive_twice(const Sent& sent);
    sandbox::Reply play(const HttpRequest& request);
    sandbox::Reply refuse(const HttpRequest& request, sandbox::FaultKind kind);
    void answer(Milliseconds after, const Waiting& waiting, sandbox::Reply reply);
    void fail(Milliseconds after, const Waiting& waiting, const Sent& sent, std::string why);
    Milliseconds latency();
    sandbox::Front& front_of(const HttpRequest& request);

    VirtualTime& time_;
    Clock& world_clock_;
    sandbox::Sandbox& sandbox_;
    const Plan& plan_;
    History& history_;
    Canaries& canaries_;
    FaultCounts& counts_;
    Dice dice_;
    bool is_healed_ = false;
    std::uint64_t calls_ = 0;
    std::set<std::string> doubled_;
    bool keeps_order_;
    std::vector<std::string> excesses_;
    std::optional<Fault> latest_write_fault_;
    std::uint64_t spoiled_writes_ = 0;
    std::uint64_t shipments_ = 0;
};

/// What a simulated daemon's shops speak through.
class SimulatedTransports : public daemon::Transports {
public:
    SimulatedTransports(Network& network, PrinterLines& printer, MessageLines& messages,
                        Clock& clock)
        : network_(network), printer_(printer), messages_(messages), clock_(clock)
    {
    }

    std::unique_ptr<HttpClient> make_http(const config::ShopConfig& shop) override;
    std::unique_ptr<WebSocketPort> make_sockets(const config::ShopConfig& shop) override;

private:
    Network& network_;
    PrinterLines& printer_;
    MessageLines& messages_;
    Clock& clock_;
};

} // namespace daifa::simulation
