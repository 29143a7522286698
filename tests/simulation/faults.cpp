#include "simulation/faults.hpp"

namespace daifa::simulation {

std::string_view to_text(Fault fault)
{
    static constexpr std::string_view names[] = {
        "connection_refused",
        "request_lost",
        "answer_lost",
        "duplicated",
        "reordered",
        "late",
        "throttled_hint",
        "throttled",
        "server_error",
        "failure_in_200",
        "truncated_body",
        "garbage_body",
        "token_doubted",
        "rows_moved",
        "tokens_expired",
        "tokens_revoked",
        "remote_clock_jump",
        "lines_cut",
        "print_results_lost",
        "printer_away",
        "paper_out",
        "our_clock_jump",
        "disk_full",
        "io_error",
        "failed_sync",
        "torn_write",
        "power_lost",
        "stall",
        "killed",
        "killed_before_commit",
        "killed_after_commit",
        "restarted",
        "reloaded",
        "second_owner",
    };
    static_assert(std::size(names) == fault_count);
    return names[static_cast<std::size_t>(fault)];
}

} // namespace daifa::simulation
