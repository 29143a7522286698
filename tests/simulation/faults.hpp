#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace daifa::simulation {

/// Everything that goes wrong in a simulated world.
enum class Fault {
    // On the way of one call.
    connection_refused, ///< No byte left.
    request_lost,       ///< It never arrives; the client learns nothing.
    answer_lost,        ///< It is done; the client learns nothing.
    duplicated,         ///< It arrives twice.
    reordered,          ///< It takes its time, and what was sent later is there before.
    late,               ///< It arrives after its client gave up.
    throttled_hint,     ///< 429, and how long to wait.
    throttled,          ///< The protocol's own "too many calls", undeserved.
    server_error,       ///< 5xx; done or not.
    failure_in_200,     ///< A system error of the protocol; done or not.
    truncated_body,     ///< Half the answer; done or not.
    garbage_body,       ///< Something else than an answer; done or not.
    token_doubted,      ///< The protocol's own "token expired", undeserved.
    // Between two calls.
    rows_moved, ///< Somebody changes an order while a list is read page by page.
    // To a side.
    tokens_expired,
    tokens_revoked, ///< An operator authorizes again, some time later.
    remote_clock_jump,
    lines_cut,          ///< Of the print component.
    print_results_lost, ///< It prints and never says so.
    printer_away,       ///< The component isn't running for a while.
    paper_out,
    our_clock_jump,
    // To the daemon's disk.
    disk_full,   ///< For a while.
    io_error,    ///< One write fails.
    failed_sync, ///< One sync fails, and nobody knows what is on the disk.
    torn_write,  ///< The power goes in the middle of a write.
    power_lost,  ///< What was not synced stays in part.
    // To the daemon.
    stall,  ///< It gets no processor for a while, longer than time-outs.
    killed, ///< Between two steps of its coroutines.
    killed_before_commit,
    killed_after_commit, ///< It is durable, and nobody has heard of it.
    restarted,           ///< As an administrator does it.
    reloaded,            ///< With another strategy.
    second_owner,        ///< Another daemon takes the store over while this one still runs.
};

constexpr std::size_t fault_count = static_cast<std::size_t>(Fault::second_owner) + 1;
constexpr std::size_t call_fault_count = static_cast<std::size_t>(Fault::token_doubted) + 1;

std::string_view to_text(Fault fault);

/// How often each happened.
using FaultCounts = std::array<std::uint64_t, fault_count>;

} // namespace daifa::simulation
