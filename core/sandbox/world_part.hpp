#pragma once

#include <daifa/domain/time.hpp>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <stdexcept>
#include <string>
#include <string_view>

namespace daifa::sandbox {

/// A control request that makes no sense; its text goes back to whoever sent it.
class ControlError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// One side of the practice world. People and tests act on it by named actions; it keeps the truth.
class WorldPart {
public:
    virtual ~WorldPart() = default;

    /// Carries out an action ("assign", "withdraw", "ship" …) and returns what came of it. Throws
    /// ControlError.
    virtual boost::json::object control(std::string_view action, const boost::json::object& arguments,
                                        TimePoint now) = 0;
    /// What really happened, counted by this side.
    virtual boost::json::object truth(TimePoint now) const = 0;
    /// The truth's figures alone, cheap enough to ask for often.
    virtual boost::json::object totals(TimePoint now) const
    {
        const boost::json::object all = truth(now);
        const auto* figures = all.if_contains("totals");
        return figures != nullptr && figures->is_object() ? figures->get_object()
                                                          : boost::json::object{};
    }
    /// How often each API was called and refused.
    virtual boost::json::object calls() const { return {}; }
    /// Lets time pass: the warehouse ships what is due, merchants change their mind.
    virtual void tick(TimePoint now) = 0;
};

} // namespace daifa::sandbox
