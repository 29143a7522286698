#pragma once

#include "pinduoduo/practice/envelope.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace daifa::practice::pinduoduo {

/// Reads the members of a nested request and keeps the first thing that is wrong: 21002 for what is
/// missing, 21001 for what is of another kind or size. After that, what it returns is empty.
class RequestReader {
public:
    std::string text(const boost::json::object& from, std::string_view name);
    /// Empty when absent.
    std::string optional_text(const boost::json::object& from, std::string_view name);
    std::int64_t integer(const boost::json::object& from, std::string_view name,
                         std::int64_t least);
    /// Absent is right, too.
    void check_integer(const boost::json::object& from, std::string_view name);
    const boost::json::object& object(const boost::json::object& from, std::string_view name);
    /// At least one entry, each of them an object.
    const boost::json::array& objects(const boost::json::object& from, std::string_view name,
                                      std::size_t most);

    void refuse(Failure failure);
    const std::optional<Failure>& failure() const { return failure_; }

private:
    std::optional<Failure> failure_;
};

} // namespace daifa::practice::pinduoduo
