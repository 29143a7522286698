#include "config/detail/value_reader.hpp"

#include "config/detail/scalars.hpp"
#include "config/detail/text_format.hpp"
#include "config/did_you_mean.hpp"
#include "config/duration.hpp"

#include <algorithm>
#include <limits>

namespace daifa::config::detail {
namespace {

using Kind = YamlNode::Kind;

/// "a, b or c" in both languages.
Phrase enumerate(const std::vector<std::string>& words)
{
    Phrase phrase;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0) {
            phrase.zh += i + 1 == words.size() ? " 或 " : "、";
            phrase.en += i + 1 == words.size() ? " or " : ", ";
        }
        phrase.zh += words[i];
        phrase.en += words[i];
    }
    return phrase;
}

/// Reads one value; called with the member that it fills.
class ValueReader {
public:
    ValueReader(const Option& option, const YamlNode& node, Report& report)
        : option_(option), node_(node), report_(report)
    {
    }

    void operator()(bool* value)
    {
        if (const auto given = parse_boolean(node_))
            *value = *given;
        else
            wrong(expected_boolean(), node_, boolean_hint());
    }

    void operator()(int* value)
    {
        if (const auto number = bounded_integer())
            *value = static_cast<int>(*number);
    }

    void operator()(std::int64_t* value)
    {
        if (const auto number = bounded_integer())
            *value = *number;
    }

    void operator()(std::optional<std::int64_t>* value)
    {
        if (const auto number = bounded_integer())
            *value = *number;
    }

    void operator()(std::optional<Money>* value)
    {
        const auto amount = node_.kind == Kind::scalar ? parse_yuan(node_.text) : std::nullopt;
        if (!amount)
            return wrong(expected_yuan(), node_);
        if (check_range(amount->fen, [](std::int64_t fen) { return to_yuan_text(Money{fen}); }))
            *value = *amount;
    }

    void operator()(Milliseconds* value)
    {
        const auto given = duration(node_);
        if (!given)
            return;
        if (*given < option_.warn_below)
            warn_short(*given);
        *value = *given;
    }

    void operator()(std::vector<Milliseconds>* value)
    {
        if (!is_list())
            return;
        std::vector<Milliseconds> delays;
        for (const YamlNode& item : node_.items) {
            if (const auto delay = duration(item))
                delays.push_back(*delay);
        }
        if (node_.items.empty())
            report_.error(node_.at, {in_quotes(name()) + " 至少要有一项",
                                     in_quotes(name()) + " must not be empty"});
        else
            *value = std::move(delays);
    }

    void operator()(std::string* value)
    {
        if (node_.kind != Kind::scalar)
            return wrong(expected_text(), node_);
        if (auto phrase = find_text_problem(option_, node_))
            report_.error(node_.at, std::move(*phrase));
        else
            *value = node_.text;
    }

    void operator()(TextList* value)
    {
        if (!is_list())
            return;
        TextList texts;
        const auto choices = split_choices(option_.choices);
        for (const YamlNode& item : node_.items) {
            if (item.kind != Kind::scalar || item.text.empty())
                report_.error(item.at, {in_quotes(name()) + " 的每一项都应为文本",
                                        "each item of " + in_quotes(name()) + " must be a text"});
            else if (!choices.empty() && std::ranges::find(choices, item.text) == choices.end())
                wrong_choice(item, choices);
            else
                texts.push_back(item.text);
        }
        *value = std::move(texts);
    }

    void operator()(TextMap* value)
    {
        if (!is_map())
            return;
        for (const YamlEntry& entry : node_.entries) {
            if (entry.value.kind != Kind::scalar || entry.value.text.empty())
                report_.error(
                    entry.value.at,
                    {in_quotes(name()) + " 中 " + in_quotes(entry.key) + " 没有对应的编码",
                     in_quotes(name()) + " maps " + in_quotes(entry.key) + " to an empty code"});
            else
                (*value)[entry.key] = entry.value.text;
        }
    }

    void operator()(RateMap* value)
    {
        if (!is_map())
            return;
        for (const YamlEntry& entry : node_.entries) {
            const auto rate =
                entry.value.kind == Kind::scalar ? parse_rate(entry.value.text) : std::nullopt;
            if (rate)
                (*value)[entry.key] = *rate;
            else
                report_.error(entry.value.at, wrong_type(entry.key, expected_rate(), entry.value));
        }
    }

    void operator()(const ChoiceRef& value)
    {
        const auto choices = split_choices(option_.choices);
        const auto found = std::ranges::find(choices, node_.text);
        if (node_.kind == Kind::scalar && found != choices.end())
            value.set(value.value, static_cast<int>(found - choices.begin()));
        else
            wrong_choice(node_, choices);
    }

    void operator()(const ModeRef& value)
    {
        const auto mode = node_.kind == Kind::scalar ? parse_mode(node_.text) : std::nullopt;
        if (mode)
            *value.value = *mode;
        else
            wrong(expected_mode(), node_);
    }

    void operator()(SecretSource* value)
    {
        if (const auto source = read_secret_source(name(), node_, report_))
            *value = *source;
    }

    void operator()(YamlNode* value) { *value = node_; }
    void operator()(MapList* value) { value->node = node_; }

private:
    std::string_view name() const { return last_name(option_.path); }

    void wrong(const Phrase& expected, const YamlNode& node, std::string hint = {})
    {
        report_.error(node.at, wrong_type(name(), expected, node), std::move(hint));
    }

    void wrong_choice(const YamlNode& node, const std::vector<std::string>& choices)
    {
        Phrase expected = enumerate(choices);
        expected.zh.insert(0, " ");
        const bool is_scalar = node.kind == Kind::scalar;
        wrong(expected, node, is_scalar ? did_you_mean(node.text, choices) : std::string());
    }

    /// The spellings that older YAML took for booleans.
    std::string boolean_hint() const
    {
        const bool is_yes = node_.text == "yes" || node_.text == "on" || node_.text == "True" ||
                            node_.text == "1" || node_.text == "TRUE";
        const bool is_no = node_.text == "no" || node_.text == "off" || node_.text == "False" ||
                           node_.text == "0" || node_.text == "FALSE";
        return is_yes ? "true" : is_no ? "false" : did_you_mean(node_.text, {"true", "false"});
    }

    bool is_list()
    {
        if (node_.kind == Kind::list || node_.kind == Kind::null)
            return true;
        wrong(expected_list(), node_);
        return false;
    }

    bool is_map()
    {
        if (node_.kind == Kind::map || node_.kind == Kind::null)
            return true;
        wrong(expected_map(), node_);
        return false;
    }

    std::optional<std::int64_t> bounded_integer()
    {
        const auto number = node_.kind == Kind::scalar ? parse_integer(node_.text) : std::nullopt;
        if (!number) {
            wrong(expected_integer(), node_);
            return std::nullopt;
        }
        const bool is_inside =
            check_range(*number, [](std::int64_t value) { return std::to_string(value); });
        return is_inside ? number : std::nullopt;
    }

    std::optional<Milliseconds> duration(const YamlNode& node)
    {
        const auto span = node.kind == Kind::scalar ? parse_duration(node.text) : std::nullopt;
        if (!span) {
            wrong(expected_duration(), node);
            return std::nullopt;
        }
        const bool is_inside = check_range(span->count(), [](std::int64_t value) {
            return to_duration_text(Milliseconds(value));
        });
        return is_inside ? span : std::nullopt;
    }

    bool check_range(std::int64_t value, std::string (*show)(std::int64_t))
    {
        if (value >= option_.min && value <= option_.max)
            return true;
        const bool is_open = option_.max == std::numeric_limits<std::int64_t>::max();
        const std::string low = show(option_.min);
        const std::string high = is_open ? std::string() : show(option_.max);
        Phrase phrase;
        if (is_open)
            phrase = {in_quotes(name()) + " 不能小于 " + low,
                      in_quotes(name()) + " must be at least " + low};
        else
            phrase = {in_quotes(name()) + " 应在 " + low + " 到 " + high + " 之间",
                      in_quotes(name()) + " must be between " + low + " and " + high};
        report_.error(node_.at,
                      {phrase.zh + "，而不是 " + show(value), phrase.en + ", not " + show(value)});
        return false;
    }

    void warn_short(Milliseconds span)
    {
        const std::string given = to_duration_text(span);
        const std::string low = to_duration_text(option_.warn_below);
        report_.warning(node_.at, {in_quotes(name()) + " 为 " + given + "，低于 " + low +
                                       " 会很快用完接口的调用额度",
                                   in_quotes(name()) + " is " + given + ": below " + low +
                                       " it uses up the other side's quota quickly"});
    }

    const Option& option_;
    const YamlNode& node_;
    Report& report_;
};

/// An empty list, map or block of settings may be left with nothing behind its colon.
bool may_be_empty(const ValueRef& member)
{
    return std::holds_alternative<TextList*>(member) || std::holds_alternative<TextMap*>(member) ||
           std::holds_alternative<RateMap*>(member) || std::holds_alternative<YamlNode*>(member) ||
           std::holds_alternative<MapList*>(member);
}

} // namespace

void read_value(const Option& option, const YamlNode& node, Draft& draft, Report& report)
{
    const ValueRef member = option.bind(draft);
    if (node.kind == Kind::null && !may_be_empty(member)) {
        const std::string name = in_quotes(last_name(option.path));
        report.error(node.at, {name + " 没有值：请填写，或删去这一行",
                               name + " has no value: give one or remove the line"});
        return;
    }
    std::visit(ValueReader(option, node, report), member);
}

} // namespace daifa::config::detail
