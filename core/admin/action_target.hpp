#pragma once

#include "admin/call.hpp"
#include "admin/find_order.hpp"

#include <boost/json/object.hpp>

#include <string>

namespace daifa::admin {

/// Who acts: the name they give, and the user the kernel vouches for.
std::string operator_of(const boost::json::object& body, const http::Request& request);

struct Target {
    boost::json::object body = {};
    FoundOrder found = {};
    std::string by = {};
};

/// What every action on one order begins with.
awaitable<Checked<Target>> find_target(Backend& backend, http::Request request);

/// Answers with the order as it is now, after its lane was told to look.
awaitable<http::Response> done(Backend& backend, FoundOrder found);

/// The request is understood, and does not fit how things stand.
Failure not_so(Sentence what, Sentence next);

} // namespace daifa::admin
