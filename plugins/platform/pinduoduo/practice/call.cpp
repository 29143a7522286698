#include "pinduoduo/practice/call.hpp"

#include <daifa/codec/json.hpp>

namespace daifa::practice::pinduoduo {

namespace json = boost::json;

std::variant<json::object, Failure> read_object(const Call& call, std::string_view parameter)
{
    const std::string_view text = find_parameter(call.parameters, parameter);
    if (text.empty())
        return Failure{21002, std::string(parameter) + "不能为空"};
    auto value = parse_json(text);
    if (!value || !value->is_object())
        return Failure{21001, std::string(parameter) + "不是JSON对象"};
    return std::move(value->get_object());
}

json::value number_value(const Call& call, std::int64_t number, std::uint64_t salt)
{
    const bool is_text =
        call.options.plays("numbers", "texts") || (call.options.plays("numbers", "mixed") && salt % 2 == 1);
    if (is_text)
        return json::value(std::to_string(number));
    return json::value(number);
}

json::value flag_value(const Call& call, bool flag)
{
    if (call.options.plays("flags", "numbers"))
        return json::value(flag ? 1 : 0);
    if (call.options.plays("flags", "texts"))
        return json::value(flag ? "true" : "false");
    return json::value(flag);
}

void set_text(const Call& call, json::object& object, std::string_view name, std::string_view text)
{
    if (!text.empty() || call.options.plays("nulls", "empty"))
        object[name] = text;
    else if (call.options.plays("nulls", "null"))
        object[name] = nullptr;
}

} // namespace daifa::practice::pinduoduo
