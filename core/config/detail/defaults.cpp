#include "config/detail/defaults.hpp"

#include "config/duration.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <array>
#include <cstdio>

namespace daifa::config::detail {
namespace {

using Json = boost::json::value;
using OptionalJson = std::optional<Json>;

std::string octal(unsigned mode)
{
    std::array<char, 8> digits = {};
    std::snprintf(digits.data(), digits.size(), "0%03o", mode);
    return digits.data();
}

std::string_view source_name(SecretSource::Kind kind)
{
    switch (kind) {
    case SecretSource::Kind::file:
        return "file";
    case SecretSource::Kind::credential:
        return "credential";
    case SecretSource::Kind::environment:
        return "env";
    case SecretSource::Kind::none:
        break;
    }
    return {};
}

struct ToJson {
    const Option& option;

    OptionalJson operator()(const bool* value) const { return Json(*value); }
    OptionalJson operator()(const int* value) const { return Json(*value); }
    OptionalJson operator()(const std::int64_t* value) const { return Json(*value); }
    OptionalJson operator()(const std::optional<std::int64_t>* value) const
    {
        return *value ? OptionalJson(Json(**value)) : std::nullopt;
    }
    OptionalJson operator()(const std::optional<Money>* value) const
    {
        return *value ? OptionalJson(Json(to_yuan_text(**value))) : std::nullopt;
    }
    OptionalJson operator()(const Milliseconds* value) const
    {
        return Json(to_duration_text(*value));
    }
    OptionalJson operator()(const std::vector<Milliseconds>* value) const
    {
        boost::json::array list;
        for (const Milliseconds span : *value)
            list.emplace_back(to_duration_text(span));
        return Json(std::move(list));
    }
    OptionalJson operator()(const std::string* value) const
    {
        const bool is_none = value->empty() && option.format != TextFormat::fill;
        return is_none ? std::nullopt : OptionalJson(Json(*value));
    }
    OptionalJson operator()(const TextList* value) const
    {
        return Json(boost::json::array(value->begin(), value->end()));
    }
    OptionalJson operator()(const TextMap*) const { return Json(boost::json::object()); }
    OptionalJson operator()(const RateMap*) const { return Json(boost::json::object()); }
    OptionalJson operator()(const YamlNode*) const { return Json(boost::json::object()); }
    OptionalJson operator()(const MapList*) const { return Json(boost::json::array()); }
    OptionalJson operator()(const ChoiceRef& value) const
    {
        const auto number = static_cast<std::size_t>(value.get(value.value));
        return Json(split_choices(option.choices).at(number));
    }
    OptionalJson operator()(const ModeRef& value) const { return Json(octal(*value.value)); }
    OptionalJson operator()(const SecretSource* value) const
    {
        if (value->kind == SecretSource::Kind::none)
            return std::nullopt;
        boost::json::object source;
        source[source_name(value->kind)] = value->name;
        return Json(std::move(source));
    }
};

std::string flow_yaml(const Json& value)
{
    std::string text;
    if (const auto* list = value.if_array()) {
        for (const Json& item : *list)
            text += (text.empty() ? "" : ", ") + flow_yaml(item);
        return "[" + text + "]";
    }
    if (const auto* map = value.if_object()) {
        for (const auto& [key, item] : *map)
            text += (text.empty() ? "" : ", ") + yaml_text(key) + ": " + flow_yaml(item);
        return "{" + text + "}";
    }
    if (const auto* string = value.if_string())
        return yaml_text(*string);
    return boost::json::serialize(value);
}

} // namespace

std::optional<boost::json::value> default_json(const Option& option)
{
    // A required option has no default, whatever its member holds.
    if (option.is_required)
        return std::nullopt;
    Draft draft;
    return std::visit(ToJson{option}, option.bind(draft));
}

std::string default_yaml(const Option& option)
{
    const auto value = default_json(option);
    return value ? flow_yaml(*value) : std::string();
}

std::string yaml_text(std::string_view text)
{
    const bool is_special =
        text.empty() || text.find_first_of("{}[]#\"'|>&*!%@`,") != std::string_view::npos ||
        text.find(": ") != std::string_view::npos || text.ends_with(':') || text.front() == ' ' ||
        text.back() == ' ' || text.front() == '-' || text.front() == '?' ||
        (text.front() == '0' && text.find_first_not_of("01234567") == std::string_view::npos);
    if (!is_special)
        return std::string(text);
    std::string escaped;
    for (const char c : text) {
        if (c == '"' || c == '\\')
            escaped += '\\';
        escaped += c;
    }
    return "\"" + escaped + "\"";
}

} // namespace daifa::config::detail
