#include "config/samples.hpp"

#include "config/detail/defaults.hpp"
#include "config/schema.hpp"

#include <algorithm>

namespace daifa::config {
namespace {

using namespace detail;

std::string padding(std::string_view path)
{
    return std::string(2 * static_cast<std::size_t>(std::ranges::count(path, '.')), ' ');
}

std::string value_text(const Option& option)
{
    if (!option.example.empty())
        return std::string(option.example);
    return default_yaml(option);
}

/// True for what every file of that kind must say, and for what a first set-up has to look at.
bool is_active(const Option& option)
{
    Draft draft;
    const ValueRef member = option.bind(draft);
    return option.is_required || std::holds_alternative<YamlNode*>(member) ||
           option.path == "enabled";
}

class SampleWriter {
public:
    explicit SampleWriter(FileKind kind) : kind_(kind) {}

    std::string write(std::string text)
    {
        text_ = std::move(text);
        write_members("");
        return std::move(text_);
    }

private:
    void write_members(std::string_view group)
    {
        for (const Option* option : members(kind_, group)) {
            const bool is_group = option->bind == nullptr;
            if (group.empty())
                text_ += "\n";
            write_words(*option);
            if (option->is_condition_list) {
                write_conditions(*option);
            } else if (is_group) {
                const bool was_rare = is_rare_;
                is_rare_ = is_rare_ || option->is_rare;
                text_ += padding(option->path) + mark() + std::string(last_name(option->path)) + ":\n";
                write_members(option->path);
                is_rare_ = was_rare;
            } else {
                write_option(*option);
            }
        }
    }

    /// Of a line that stands as a comment.
    std::string mark() const { return is_rare_ ? "#" : ""; }

    void write_words(const Option& option)
    {
        const std::string pad = padding(option.path);
        text_ +=
            pad + "# " + std::string(option.zh) + "\n" + pad + "# " + std::string(option.en) + "\n";
        if (!option.choices.empty() && option.choices.find('|') != std::string_view::npos)
            text_ += pad + "# (" + alternatives(option) + ")\n";
    }

    static std::string alternatives(const Option& option)
    {
        std::string text;
        for (const std::string& word : split_choices(option.choices))
            text += (text.empty() ? "" : " | ") + word;
        return text;
    }

    void write_option(const Option& option)
    {
        const std::string pad = padding(option.path);
        const bool is_comment = is_rare_ || !is_active(option);
        text_ += pad + (is_comment ? "#" : "") + std::string(last_name(option.path)) + ":";
        std::string value = value_text(option);
        if (value.find('\n') == std::string::npos) {
            text_ += " " + value + "\n";
            return;
        }
        // An example of several lines is a block below its key.
        text_ += "\n";
        for (std::size_t end = 0; !value.empty(); value.erase(0, end + 1)) {
            end = std::min(value.find('\n'), value.size() - 1);
            text_ += pad + "  " + value.substr(0, end) + "\n";
        }
    }

    void write_conditions(const Option& list)
    {
        const std::string pad = padding(list.path);
        text_ += pad + "#" + std::string(last_name(list.path)) + ":\n";
        for (const Option* option : members(kind_, list.path)) {
            const std::string value =
                option->example.empty() ? "" : ": " + std::string(option->example);
            text_ += pad + "#  - " + std::string(last_name(option->path)) + value + "  # " +
                     std::string(option->zh) + " / " + std::string(option->en) + "\n";
        }
    }

    FileKind kind_;
    std::string text_;
    bool is_rare_ = false;
};

std::string header(std::string_view schema, std::string_view zh, std::string_view en)
{
    return "# yaml-language-server: $schema=" + std::string(schema) + "\n#\n# " + std::string(zh) +
           "\n# " + std::string(en) +
           "\n#\n# \"#名称: 值\" 这样的行是默认值或示例，去掉 # 即生效。修改后执行 daifa "
           "check，再执行 daifa reload。\n"
           "# A line \"#key: value\" is a default or an example: take the # away to set it. After "
           "a change "
           "run\n# daifa check, then daifa reload.\n";
}

void add_rows(FileKind kind, std::string_view title, std::string& text)
{
    text += "### " + std::string(title) +
            "\n\n| option | default | 说明 | meaning |\n|---|---|---|---|\n";
    for (const Option& option : options(kind)) {
        const bool is_group = option.bind == nullptr;
        const std::string value = is_group ? std::string() : default_yaml(option);
        const std::string shown = value.empty() ? std::string() : "`" + value + "`";
        std::string words;
        for (const std::string& word : split_choices(option.choices))
            words += (words.empty() ? " (`" : ", `") + word + "`";
        const std::string name = "`" + std::string(option.path) + "`";
        text += "| " + (is_group ? "**" + name + "**" : name) + " | " +
                (option.is_required ? "required" : shown) + " | " + std::string(option.zh) + " | " +
                std::string(option.en) + words + (words.empty() ? "" : ")") + " |\n";
    }
    text += "\n";
}

} // namespace

std::vector<SampleFile> make_samples()
{
    return {
        {"daifa.yaml",
         SampleWriter(FileKind::daemon)
             .write(header("daifa.schema.json", "daifad 的设置", "Settings of daifad"))},
        {"shops.d/example.yaml",
         SampleWriter(FileKind::shop)
             .write(header("../daifa.schema.json", "一个店铺：平台 + ERP + 策略。每个店铺复制一份",
                           "One shop: platform + ERP + strategy. Copy it for each shop"))},
        {"strategies.d/factory.yaml",
         SampleWriter(FileKind::strategy)
             .write(header("../daifa.schema.json",
                           "一个策略：订单下载、转入审核、物流上传、库存同步",
                           "A strategy: download, audit, upload, stock"))},
        {"daifa.schema.json", make_schema()},
    };
}

std::string make_plugin_sample(std::span<const ConfigKey> keys, int indent)
{
    const std::string pad(static_cast<std::size_t>(indent), ' ');
    std::string text = pad + "settings:\n";
    for (const ConfigKey& key : keys) {
        text += pad + "  # " + std::string(key.label_zh) + "\n" + pad + "  # " +
                std::string(key.label_en) + "\n";
        const bool is_given = is_required(key);
        std::string value = is_given ? "\"\"" : yaml_text(key.default_text);
        if (key.secrecy == Secrecy::secret)
            value = "{file: " + std::string(key.name) + "}";
        else if (!is_given && key.type == ConfigType::text_list)
            value = "[" + std::string(key.default_text) + "]";
        else if (!is_given && key.type == ConfigType::text_map)
            value = "{" + std::string(key.default_text) + "}";
        text += pad + "  " + (is_given ? "" : "#") + std::string(key.name) + ": " + value + "\n";
    }
    return text;
}

std::string make_reference()
{
    std::string text;
    add_rows(FileKind::daemon, "daifa.yaml", text);
    add_rows(FileKind::shop, "shops.d/*.yaml", text);
    add_rows(FileKind::strategy, "strategies.d/*.yaml", text);
    return text;
}

} // namespace daifa::config
