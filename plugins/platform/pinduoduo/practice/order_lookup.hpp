#pragma once

#include "pinduoduo/practice/call.hpp"

namespace daifa::practice::pinduoduo {

/// The order that a request object names, if it belongs to the caller's factory.
std::variant<sandbox::PracticeOrder*, Failure> find_order(const Call& call, const boost::json::object& request);

/// A text member that must be there.
std::variant<std::string, Failure> required_text(const boost::json::object& request, std::string_view name);

} // namespace daifa::practice::pinduoduo
