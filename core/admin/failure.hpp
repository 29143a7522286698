#pragma once

#include "http/message.hpp"
#include "plugin_host/sentence.hpp"

#include <boost/json/object.hpp>
#include <boost/system/result.hpp>

namespace daifa::admin {

using plugin_host::Sentence;

/// Why a request is not done, and what to do; for people.
struct Failure {
    Sentence what = {};
    Sentence next = {};
    int status = 400;
    boost::json::object more = {}; ///< Further members of the answer, e.g. candidates.
};

template <class T>
using Checked = boost::system::result<T, Failure>;

[[noreturn]] void throw_exception_from_error(const Failure& failure,
                                             const boost::source_location& location);

http::Response answer(const boost::json::object& body);
http::Response refuse(const Failure& failure);

/// `{"en": …, "zh": …}`.
boost::json::object to_json(const Sentence& sentence);

} // namespace daifa::admin
