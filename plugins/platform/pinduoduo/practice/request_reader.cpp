#include "pinduoduo/practice/request_reader.hpp"

#include <daifa/codec/json.hpp>

#include <algorithm>

namespace daifa::practice::pinduoduo {
namespace {

namespace json = boost::json;

Failure missing(std::string_view name)
{
    return {21002, std::string(name) + "不能为空"};
}

Failure wrong(std::string_view name)
{
    return {21001, std::string(name) + "格式错误"};
}

} // namespace

std::string RequestReader::text(const json::object& from, std::string_view name)
{
    std::string text = optional_text(from, name);
    if (text.empty())
        refuse(missing(name));
    return text;
}

std::string RequestReader::optional_text(const json::object& from, std::string_view name)
{
    const auto* value = find_member(from, name);
    if (value == nullptr)
        return {};
    if (!value->is_string())
        refuse(wrong(name));
    return value->is_string() ? scalar_text(*value) : std::string();
}

std::int64_t RequestReader::integer(const json::object& from, std::string_view name,
                                    std::int64_t least)
{
    const auto number = find_integer(from, name);
    if (!number)
        refuse(missing(name));
    else if (*number < least)
        refuse(wrong(name));
    return number.value_or(0);
}

void RequestReader::check_integer(const json::object& from, std::string_view name)
{
    const auto* value = find_member(from, name);
    if (value != nullptr && (!value->is_number() || find_integer(from, name).value_or(-1) < 0))
        refuse(wrong(name));
}

const json::object& RequestReader::object(const json::object& from, std::string_view name)
{
    static const json::object none;
    const auto* value = find_member(from, name);
    if (value == nullptr)
        refuse(missing(name));
    else if (!value->is_object())
        refuse(wrong(name));
    return value != nullptr && value->is_object() ? value->get_object() : none;
}

const json::array& RequestReader::objects(const json::object& from, std::string_view name,
                                          std::size_t most)
{
    static const json::array none;
    const auto* value = find_member(from, name);
    const auto* list = value == nullptr ? nullptr : value->if_array();
    if (value != nullptr && list == nullptr)
        refuse(wrong(name));
    else if (list == nullptr || list->empty())
        refuse(missing(name));
    else if (list->size() > most)
        refuse({21001, std::string(name) + "不能超过" + std::to_string(most) + "个"});
    else if (!std::all_of(list->begin(), list->end(),
                          [](const json::value& entry) { return entry.is_object(); }))
        refuse(wrong(name));
    return list == nullptr || failure_ ? none : *list;
}

void RequestReader::refuse(Failure failure)
{
    if (!failure_)
        failure_ = std::move(failure);
}

} // namespace daifa::practice::pinduoduo
