#pragma once

#include "admin/backend.hpp"

#include <boost/json/object.hpp>

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace daifa::admin {

enum class FindingState { ok, warning, failed };

/// One line of the doctor's answer.
struct Finding {
    FindingState state = FindingState::ok;
    std::string shop = {};  ///< Empty: about the daemon.
    std::string check = {}; ///< A stable name: "clock", "token" …
    Sentence what = {};
    Sentence next = {}; ///< What to do; empty when ok.
};

boost::json::object to_json(const Finding& finding);

/// What was tried and worked.
Finding works(std::string check, Sentence what);
Finding fails(std::string check, Sentence what, Sentence next);

/// What a list is asked for only to see whether it answers.
PageQuery last_minute(TimePoint now);

// What the results of looks mean. Pure.

Finding judge_failure(std::string check, const Error& error, std::span<const ErrorRow> table);
Finding judge_clock(std::string check, Milliseconds offset);
Finding judge_role(ShopRole role);
/// Several: the access itself, and whatever ends by itself. `refusal` is what the platform last
/// said against the token; nothing when it took it.
std::vector<Finding> judge_token(const Credential* credential, const std::optional<Error>& refusal,
                                 std::span<const ErrorRow> table, TimePoint now);
/// Which of the APIs that write are among those that were granted; where nobody lists them (an
/// empty `granted`), only their first use shows it.
Finding judge_permissions(std::string check, const std::vector<std::string>& granted,
                          const std::vector<std::string>& apis);
/// What stopped a side whose reads all work.
Finding judge_stop(std::string check, const Error& error, std::span<const ErrorRow> table);
Finding judge_channel(const std::vector<ErpChannel>& channels, const ChannelId& wanted);
/// Whether the strategy's carrier map leads to codes that the platform has.
Finding judge_carriers(const std::vector<Carrier>& carriers, const UploadStrategy& upload);

} // namespace daifa::admin
