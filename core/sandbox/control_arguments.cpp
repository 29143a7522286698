#include "sandbox/control_arguments.hpp"

#include "sandbox/world_part.hpp"

#include <daifa/codec/json.hpp>

#include <boost/json/array.hpp>

namespace daifa::sandbox {

std::int64_t integer_argument(const boost::json::object& arguments, std::string_view name,
                              std::int64_t fallback, std::int64_t least, std::int64_t most)
{
    if (find_member(arguments, name) == nullptr)
        return fallback;
    const auto number = find_integer(arguments, name);
    if (!number || *number < least || *number > most)
        throw ControlError("\"" + std::string(name) + "\" must be a whole number from " +
                           std::to_string(least) + " to " + std::to_string(most));
    return *number;
}

bool flag_argument(const boost::json::object& arguments, std::string_view name, bool fallback)
{
    if (find_member(arguments, name) == nullptr)
        return fallback;
    const auto flag = find_boolean(arguments, name);
    if (!flag)
        throw ControlError("\"" + std::string(name) + "\" must be true or false");
    return *flag;
}

std::string text_argument(const boost::json::object& arguments, std::string_view name,
                          std::string_view fallback)
{
    return text_or(arguments, name, fallback);
}

std::vector<std::string> texts_argument(const boost::json::object& arguments, std::string_view name)
{
    std::vector<std::string> texts;
    const boost::json::value* value = find_member(arguments, name);
    if (value == nullptr)
        return texts;
    if (const auto* list = value->if_array())
        for (const auto& entry : *list)
            texts.push_back(scalar_text(entry));
    else
        texts.push_back(scalar_text(*value));
    return texts;
}

} // namespace daifa::sandbox
