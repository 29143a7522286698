#include "pinduoduo/print_data.hpp"

#include <daifa/codec/json.hpp>

namespace daifa::pinduoduo {
namespace {

namespace json = boost::json;

bool has_text(const json::object& object, std::string_view key)
{
    const json::value* value = find_member(object, key);
    return value != nullptr && value->is_string() && !value->get_string().empty();
}

bool has_object(const json::object& object, std::string_view key)
{
    const json::value* value = find_member(object, key);
    return value != nullptr && value->is_object();
}

bool is_print_data(const json::object& object)
{
    // The documents spell it both ways.
    const bool has_template = has_text(object, "templateUrl") || has_text(object, "templateURL");
    const bool is_encrypted = has_text(object, "encryptedData") && has_text(object, "signature");
    return has_template && (is_encrypted || has_object(object, "data"));
}

} // namespace

std::string_view find_print_data_fault(std::string_view text, std::size_t size_max)
{
    if (text.empty())
        return "print_data is empty";
    if (text.size() > size_max)
        return "print_data is longer than the setting print_data_max";
    const auto value = parse_json(text);
    if (!value || !value->is_object())
        return "print_data is no JSON object";
    if (!is_print_data(value->get_object()))
        return "print_data has not the documented fields";
    return {};
}

json::object read_print_data(const Secret& print_data)
{
    const auto value = parse_json(print_data.reveal());
    if (!value || !value->is_object() || !is_print_data(value->get_object()))
        return {};
    return value->get_object();
}

} // namespace daifa::pinduoduo
