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

// What the results of looks mean. Pure.

Finding judge_failure(std::string check, const Error& error, std::span<const ErrorRow> table);
Finding judge_clock(std::string check, Milliseconds offset);
Finding judge_role(ShopRole role);
/// Several: the access itself, and whatever ends by itself. `refusal` is what the platform last
/// said against the token; nothing when it took it.
std::vector<Finding> judge_token(const Credential* credential, const std::optional<Error>& refusal,
                                 std::span<const ErrorRow> table, TimePoint now);
/// Whether the APIs are among those the credential was granted for.
Finding judge_permissions(const Credential& credential, const std::vector<std::string>& apis);
Finding judge_channel(const std::vector<ErpChannel>& channels, const ChannelId& wanted);
/// Whether the strategy's carrier map leads to codes that the platform has.
Finding judge_carriers(const std::vector<Carrier>& carriers, const UploadStrategy& upload);

} // namespace daifa::admin
