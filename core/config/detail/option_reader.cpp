#include "config/detail/option_reader.hpp"

#include "config/detail/scalars.hpp"
#include "config/detail/value_reader.hpp"
#include "config/did_you_mean.hpp"

#include <algorithm>

namespace daifa::config::detail {
namespace {

using Kind = YamlNode::Kind;

class OptionReader {
public:
    OptionReader(FileKind kind, Draft& draft, Report& report)
        : kind_(kind), draft_(draft), report_(report)
    {
    }

    Places take() { return std::move(places_); }

    void read_group(std::string_view group, const YamlNode& node)
    {
        if (node.kind != Kind::map && node.kind != Kind::null) {
            const Phrase given = describe(node);
            if (group.empty())
                report_.error(node.at,
                              {"文件应由配置项（名称: 值）组成，而不是" + given.zh,
                               "the file must consist of keys and values, not of " + given.en});
            else
                report_.error(node.at, wrong_type(last_name(group), expected_group(), node));
            return;
        }
        for (const YamlEntry& entry : node.entries) {
            if (const Option* option = find_member(group, entry.key))
                read_option(*option, entry.value, entry.at);
            else
                report_unknown(group, entry.key, entry.at);
        }
        report_missing(group, node);
    }

private:
    const Option* find_member(std::string_view group, const std::string& key) const
    {
        // A dot would reach into a group.
        if (key.find('.') != std::string::npos)
            return nullptr;
        return find_option(kind_, join_path(group, key));
    }

    void read_option(const Option& option, const YamlNode& value, Position key_at)
    {
        places_.emplace(option.path, value.kind == Kind::null ? key_at : value.at);
        if (option.bind != nullptr) {
            read_value(option, value, draft_, report_);
            for (const YamlEntry& entry : value.entries)
                places_.emplace(join_path(option.path, entry.key), entry.at);
        } else if (option.is_condition_list) {
            read_conditions(option, value);
        } else {
            read_group(option.path,
                       value.kind == Kind::null ? make_node(Kind::null, key_at) : value);
        }
    }

    /// `[seller_note, {keyword: [a, b]}]`
    void read_conditions(const Option& list, const YamlNode& node)
    {
        if (node.kind != Kind::list && node.kind != Kind::null)
            return report_.error(node.at, wrong_type(last_name(list.path), expected_list(), node));
        for (const YamlNode& item : node.items) {
            if (item.kind == Kind::scalar)
                read_condition(list, item.text, item.at, nullptr);
            else if (item.kind == Kind::map && !item.entries.empty())
                for (const YamlEntry& entry : item.entries)
                    read_condition(list, entry.key, entry.at, &entry.value);
            else
                report_.error(item.at, {in_quotes(last_name(list.path)) +
                                            " 的每一项应为条件名，或 {条件: 值}",
                                        "each item of " + in_quotes(last_name(list.path)) +
                                            " must be a condition, or {condition: value}"});
        }
    }

    void read_condition(const Option& list, const std::string& name, Position at,
                        const YamlNode* value)
    {
        const Option* option = find_member(list.path, name);
        if (option == nullptr)
            return report_unknown(list.path, name, at);
        const bool is_flag = std::holds_alternative<bool*>(option->bind(draft_));
        if (value != nullptr)
            read_option(*option, *value, at);
        else if (is_flag)
            *std::get<bool*>(option->bind(draft_)) = true;
        else
            report_.error(
                at, {"条件 " + in_quotes(name) + " 需要一个值，写成 {" + name + ": 值}",
                     "the condition " + in_quotes(name) + " needs a value: {" + name + ": value}"});
    }

    void report_unknown(std::string_view group, const std::string& key, Position at)
    {
        std::vector<std::string> names;
        for (const Option* option : members(kind_, group))
            names.emplace_back(last_name(option->path));
        std::string hint = did_you_mean(key, names);
        // The right name in the wrong place is a matter of indentation.
        for (const Option& option : options(kind_)) {
            if (hint.empty() && last_name(option.path) == key)
                hint = option.path;
        }
        report_.error(at, {"未知的配置项 " + in_quotes(key), "unknown key " + in_quotes(key)},
                      std::move(hint));
    }

    void report_missing(std::string_view group, const YamlNode& node)
    {
        for (const Option* option : members(kind_, group)) {
            const std::string_view name = last_name(option->path);
            const bool is_given =
                std::ranges::find(node.entries, name, &YamlEntry::key) != node.entries.end();
            if (option->is_required && !is_given)
                report_.error(node.at, {"缺少配置项 " + in_quotes(option->path) + "（" +
                                            std::string(option->zh) + "）",
                                        "the key " + in_quotes(option->path) + " is missing (" +
                                            std::string(option->en) + ")"});
        }
    }

    FileKind kind_;
    Draft& draft_;
    Report& report_;
    Places places_;
};

} // namespace

Places read_options(FileKind kind, const YamlNode& root, Draft& draft, Report& report)
{
    OptionReader reader(kind, draft, report);
    reader.read_group("", root);
    return reader.take();
}

} // namespace daifa::config::detail
