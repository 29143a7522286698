#pragma once

#include "pinduoduo/practice/envelope.hpp"
#include "pinduoduo/practice/options.hpp"
#include "pinduoduo/practice/parameters.hpp"
#include "sandbox/world.hpp"

#include <boost/json/object.hpp>

#include <string>
#include <string_view>

namespace daifa::practice::pinduoduo {

class PageTurns;

/// One call that passed the gateway's checks.
struct Call {
    std::string_view api;
    const Parameters& parameters;
    const Options& options;
    sandbox::PlatformWorld& world;
    TimePoint now;
    const sandbox::PracticeApp& app;
    const sandbox::PracticeShop* shop; ///< Whose token it is; null for calls without one.
    PageTurns& turns;
};

/// The object in a parameter that holds JSON text; a Failure that names what is wrong.
std::variant<boost::json::object, Failure> read_object(const Call& call, std::string_view parameter);

/// Numbers and booleans as the variants "numbers" and "flags" want them.
boost::json::value number_value(const Call& call, std::int64_t number, std::uint64_t salt);
boost::json::value flag_value(const Call& call, bool flag);
/// Sets a text; an empty one by the variant "nulls".
void set_text(const Call& call, boost::json::object& object, std::string_view name, std::string_view text);

} // namespace daifa::practice::pinduoduo
