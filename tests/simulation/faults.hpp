#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace daifa::simulation {

/// Everything that goes wrong in a simulated world, and some that must not.
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
    // To the platform's messages.
    messages_lost, ///< Some or all, for a while; what is not acknowledged comes again.
    messages_doubled,
    messages_shuffled, ///< Each comes some time later, by chance.
    messages_late,     ///< All come some time later.
    message_line_cut,
    messages_away, ///< The service isn't running for a while.
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
    // What people do, and what time does, without anything going wrong.
    archived,          ///< An order was forgotten after the retention.
    resolved,          ///< An operator said what became of a write.
    parcel_chosen,     ///< Who shares a parcel, and who does not.
    reprint_asked,     ///< Of a label.
    number_given_back, ///< What was on paper is destroyed.
    stock_set,         ///< The platform took a quantity.
    stock_approved,    ///< By a person.
    case_closed,       ///< Somebody decided that nothing more is done.
    case_accepted,     ///< That it is right as it is.
    case_cancelled,    ///< That the ERP's order goes.
    number_replaced,   ///< That the number is given back.
    case_outdated,     ///< A decision was refused: the order had changed since it was listed.
    case_reopened,     ///< A decision was taken back.
    number_by_other,   ///< Somebody uploaded a number without daifa.
    // At a merchant's shop.
    shipment_lost,        ///< A request to ship online never arrived.
    shipment_answer_lost, ///< It did, and nobody heard of it.
    shipment_spoiled,     ///< Its answer was none: an error of the server, too many calls, garbage.
    merchant_read_spoiled, ///< A list or an order of the merchant's met a fault.
    shipment_cut_off,      ///< The daemon ended while one was under way.
    shipment_refused,      ///< By the platform: after-sale, risk, suspension, shipped by others.
    shipped_online,        ///< By the daemon.
    shipped_by_hand,       ///< By the merchant, on the page.
    dispatch_suspended,
    shipment_approved, ///< By a person, where daifa only proposes.
};

constexpr std::size_t trouble_count = static_cast<std::size_t>(Fault::second_owner) + 1;
constexpr std::size_t fault_count = static_cast<std::size_t>(Fault::shipment_approved) + 1;
constexpr std::size_t call_fault_count = static_cast<std::size_t>(Fault::token_doubted) + 1;

std::string_view to_text(Fault fault);

/// How often each happened.
using FaultCounts = std::array<std::uint64_t, fault_count>;

} // namespace daifa::simulation
