#include "config/schema.hpp"

#include "config/detail/defaults.hpp"
#include "config/detail/json_text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <limits>

namespace daifa::config {
namespace {

using namespace detail;
using boost::json::array;
using boost::json::object;

constexpr const char* duration_pattern = "^(0|[0-9]+(ms|s|m|h|d))$";

/// A scalar that is a text for us, though YAML may take it for a number.
object text_schema()
{
    return {{"type", array{"string", "number"}}};
}

object duration_schema()
{
    return {{"type", array{"string", "integer"}},
            {"pattern", duration_pattern},
            {"minimum", 0},
            {"maximum", 0}};
}

/// What a scalar of the option looks like, as JSON Schema.
struct TypeSchema {
    const Option& option;

    object operator()(const bool*) const { return {{"type", "boolean"}}; }
    object operator()(const int*) const { return integer(); }
    object operator()(const std::int64_t*) const { return integer(); }
    object operator()(const std::optional<std::int64_t>*) const { return integer(); }
    object operator()(const std::optional<Money>*) const
    {
        return {{"type", array{"number", "string"}},
                {"minimum", 0},
                {"pattern", "^[0-9]+(\\.[0-9]{1,2})?$"}};
    }
    object operator()(const Milliseconds*) const { return duration_schema(); }
    object operator()(const std::vector<Milliseconds>*) const
    {
        return {{"type", "array"}, {"minItems", 1}, {"items", duration_schema()}};
    }
    object operator()(const std::string*) const
    {
        object schema = text_schema();
        if (option.format == TextFormat::url)
            schema["pattern"] = "^https?://";
        if (option.format == TextFormat::store_url)
            schema["pattern"] = "^sqlite:///.";
        if (option.format == TextFormat::name)
            schema["pattern"] = "^[^ \\t/\\\\\"']{1,64}$";
        return schema;
    }
    object operator()(const TextList*) const
    {
        object item = text_schema();
        if (!option.choices.empty())
            item = choices();
        return {{"type", array{"array", "null"}}, {"items", item}};
    }
    object operator()(const TextMap*) const
    {
        return {{"type", array{"object", "null"}}, {"additionalProperties", text_schema()}};
    }
    object operator()(const RateMap*) const
    {
        const object rate = {{"type", "string"}, {"pattern", "^[0-9]+/[0-9]*(ms|s|m|h|d)$"}};
        return {{"type", array{"object", "null"}}, {"additionalProperties", rate}};
    }
    object operator()(const YamlNode*) const { return {{"type", array{"object", "null"}}}; }
    object operator()(const MapList*) const
    {
        return {{"type", array{"array", "null"}}, {"items", object{{"type", "object"}}}};
    }
    object operator()(const ChoiceRef&) const { return choices(); }
    object operator()(const ModeRef&) const
    {
        return {{"type", array{"string", "integer"}}, {"pattern", "^[0-7]{3,4}$"}};
    }
    object operator()(const SecretSource*) const
    {
        const object text = {{"type", "string"}};
        return {{"type", "object"},
                {"minProperties", 1},
                {"maxProperties", 1},
                {"additionalProperties", false},
                {"properties", object{{"file", text}, {"credential", text}, {"env", text}}}};
    }

private:
    object choices() const
    {
        const auto words = split_choices(option.choices);
        return {{"type", "string"}, {"enum", array(words.begin(), words.end())}};
    }

    object integer() const
    {
        object schema = {{"type", "integer"}};
        if (option.min != std::numeric_limits<std::int64_t>::min())
            schema["minimum"] = option.min;
        if (option.max != std::numeric_limits<std::int64_t>::max())
            schema["maximum"] = option.max;
        return schema;
    }
};

std::string description(const Option& option)
{
    return std::string(option.zh) + "\n" + std::string(option.en);
}

object group_schema(FileKind kind, std::string_view group);

object option_schema(FileKind kind, const Option& option);

/// A list of bare flags and maps of one condition.
object condition_list_schema(FileKind kind, const Option& list)
{
    array flags;
    Draft draft;
    for (const Option* option : members(kind, list.path)) {
        if (std::holds_alternative<bool*>(option->bind(draft)))
            flags.emplace_back(last_name(option->path));
    }
    object one = group_schema(kind, list.path);
    one["type"] = "object";
    one["minProperties"] = 1;
    const object flag = {{"type", "string"}, {"enum", flags}};
    return {{"type", array{"array", "null"}}, {"items", object{{"anyOf", array{flag, one}}}}};
}

object option_schema(FileKind kind, const Option& option)
{
    object schema;
    if (option.bind != nullptr) {
        Draft draft;
        schema = std::visit(TypeSchema{option}, option.bind(draft));
        if (const auto value = default_json(option))
            schema["default"] = *value;
        if (!option.example.empty() && option.example.find('\n') == std::string_view::npos)
            schema["examples"] = array{boost::json::string(option.example)};
    } else if (option.is_condition_list) {
        schema = condition_list_schema(kind, option);
    } else {
        schema = group_schema(kind, option.path);
    }
    schema["description"] = description(option);
    return schema;
}

object group_schema(FileKind kind, std::string_view group)
{
    object properties;
    array required;
    for (const Option* option : members(kind, group)) {
        properties[last_name(option->path)] = option_schema(kind, *option);
        if (option->is_required)
            required.emplace_back(last_name(option->path));
    }
    object schema = {{"type", array{"object", "null"}},
                     {"additionalProperties", false},
                     {"properties", properties}};
    if (!required.empty())
        schema["required"] = required;
    return schema;
}

/// "if the file has that key, then it is of that kind, else …"
object chosen_by(const char* key, const char* kind, object otherwise)
{
    const object has_key = {{"type", "object"}, {"required", array{key}}};
    return {{"if", has_key},
            {"then", object{{"$ref", std::string("#/$defs/") + kind}}},
            {"else", std::move(otherwise)}};
}

} // namespace

std::string make_schema()
{
    object schema = {{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                     {"title", "daifa: daifa.yaml, shops.d/*.yaml, strategies.d/*.yaml"}};
    const object choice =
        chosen_by("shop", "shop", chosen_by("strategy", "strategy", {{"$ref", "#/$defs/daemon"}}));
    for (const auto& [key, value] : choice)
        schema[key] = value;
    schema["$defs"] = object{{"daemon", group_schema(FileKind::daemon, "")},
                             {"shop", group_schema(FileKind::shop, "")},
                             {"strategy", group_schema(FileKind::strategy, "")}};
    return to_indented_text(schema) + "\n";
}

} // namespace daifa::config
