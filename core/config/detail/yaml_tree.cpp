#include "config/detail/yaml_tree.hpp"

#include "config/detail/utf8.hpp"
#include "config/detail/yaml_syntax.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <map>
#include <sstream>

namespace daifa::config::detail {
namespace {

/// Ends the parser's work at something that we do not accept.
struct Refusal {
    YAML::Mark mark;
    Phrase phrase;
};

/// Turns the parser's marks (from 0, in bytes) into positions.
class Places {
public:
    explicit Places(std::string_view text)
    {
        for (std::size_t begin = 0; begin <= text.size();) {
            const std::size_t end = std::min(text.find('\n', begin), text.size());
            lines_.push_back(text.substr(begin, end - begin));
            begin = end + 1;
        }
    }

    Position position(const YAML::Mark& mark) const
    {
        const auto line = static_cast<std::size_t>(std::max(0, mark.line));
        const auto column = static_cast<std::size_t>(std::max(0, mark.column));
        if (line >= lines_.size())
            return {static_cast<int>(line) + 1, 1};
        const std::size_t characters = count_characters(lines_[line].substr(0, column));
        return {static_cast<int>(line) + 1, static_cast<int>(characters) + 1};
    }

    const std::vector<std::string_view>& lines() const { return lines_; }

    /// The file from a mark on.
    std::string_view rest(const YAML::Mark& mark) const
    {
        const auto line = static_cast<std::size_t>(std::max(0, mark.line));
        if (line >= lines_.size() || lines_[line].size() < static_cast<std::size_t>(mark.column))
            return {};
        const char* begin = lines_[line].data() + mark.column;
        const char* end = lines_.back().data() + lines_.back().size();
        return {begin, static_cast<std::size_t>(end - begin)};
    }

private:
    std::vector<std::string_view> lines_;
};

/// True for a quoted text that reaches the end of the file. The parser takes it without a word.
bool is_unclosed(std::string_view text)
{
    if (text.empty() || (text.front() != '"' && text.front() != '\''))
        return false;
    const char quote = text.front();
    for (std::size_t at = 1; at < text.size(); ++at) {
        const bool is_escape = quote == '"' && text[at] == '\\';
        const bool is_doubled =
            quote == '\'' && text[at] == quote && at + 1 < text.size() && text[at + 1] == quote;
        if (is_escape || is_doubled)
            ++at;
        else if (text[at] == quote)
            return false;
    }
    return true;
}

/// Builds the tree from the parser's events. The parser's own tree keeps of doubled keys only one,
/// and expands aliases without a limit.
class TreeBuilder : public YAML::EventHandler {
public:
    TreeBuilder(const Places& places, Report& report) : places_(places), report_(report) {}

    YamlNode take() { return std::move(root_); }

    void OnDocumentStart(const YAML::Mark&) override {}
    void OnDocumentEnd() override {}

    void OnNull(const YAML::Mark& mark, YAML::anchor_t) override
    {
        place(make_node(YamlNode::Kind::null, places_.position(mark)), mark);
    }

    void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override
    {
        throw Refusal{mark, explain_syntax("the referenced anchor is not defined")};
    }

    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                  const std::string& value) override
    {
        refuse_tag(mark, tag);
        if (tag == "!" && is_unclosed(places_.rest(mark)))
            throw Refusal{mark, explain_syntax("illegal EOF in scalar")};
        YamlNode node = make_node(YamlNode::Kind::scalar, places_.position(mark), value);
        node.is_quoted = tag == "!";
        place(std::move(node), mark);
    }

    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                         YAML::EmitterStyle::value) override
    {
        open(YamlNode::Kind::list, mark, tag);
    }
    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                    YAML::EmitterStyle::value) override
    {
        open(YamlNode::Kind::map, mark, tag);
    }
    void OnSequenceEnd() override { open_.pop_back(); }
    void OnMapEnd() override
    {
        report_doubled_keys(*open_.back().node);
        open_.pop_back();
    }

private:
    struct Level {
        YamlNode* node = nullptr;
        bool is_value_next = false; ///< Of a map: its last entry waits for its value.
    };

    static void refuse_tag(const YAML::Mark& mark, const std::string& tag)
    {
        if (!tag.empty() && tag != "?" && tag != "!")
            throw Refusal{mark,
                          {"语法错误：不支持标签（!）：以 ! 开头的文本请加引号",
                           "syntax: tags (!) are not supported: quote a text that begins with !"}};
    }

    void open(YamlNode::Kind kind, const YAML::Mark& mark, const std::string& tag)
    {
        refuse_tag(mark, tag);
        if (open_.size() == static_cast<std::size_t>(yaml_depth_max))
            throw Refusal{
                mark,
                {"嵌套过深，最多 " + std::to_string(yaml_depth_max) + " 层",
                 "nested too deeply: at most " + std::to_string(yaml_depth_max) + " levels"}};
        YamlNode* node = place(make_node(kind, places_.position(mark)), mark);
        open_.push_back({.node = node});
    }

    /// Hangs a node into what is open. Pointers to open nodes stay good: an open node is the last
    /// of its parent, and the parent grows only after it is closed.
    YamlNode* place(YamlNode node, const YAML::Mark& mark)
    {
        if (open_.empty()) {
            root_ = std::move(node);
            return &root_;
        }
        Level& level = open_.back();
        if (level.node->kind == YamlNode::Kind::list)
            return &level.node->items.emplace_back(std::move(node));
        if (level.is_value_next) {
            level.is_value_next = false;
            // The parser places a missing value behind the next line break.
            if (node.kind == YamlNode::Kind::null)
                node.at = level.node->entries.back().at;
            level.node->entries.back().value = std::move(node);
            return &level.node->entries.back().value;
        }
        if (node.kind != YamlNode::Kind::scalar)
            throw Refusal{mark,
                          {"语法错误：冒号前应为配置项的名称",
                           "syntax: the name of a key is expected before the colon"}};
        level.node->entries.push_back({.key = std::move(node.text), .at = node.at});
        level.is_value_next = true;
        return nullptr;
    }

    void report_doubled_keys(YamlNode& map)
    {
        std::vector<YamlEntry> kept;
        std::map<std::string, int> lines;
        for (YamlEntry& entry : map.entries) {
            const auto [first, is_new] = lines.emplace(entry.key, entry.at.line);
            if (is_new) {
                kept.push_back(std::move(entry));
                continue;
            }
            const std::string line = std::to_string(first->second);
            report_.error(
                entry.at,
                {"配置项 " + in_quotes(entry.key) + " 重复，第一次出现在第 " + line + " 行",
                 "the key " + in_quotes(entry.key) + " stands twice, first in line " + line});
        }
        map.entries = std::move(kept);
    }

    const Places& places_;
    Report& report_;
    YamlNode root_;
    std::vector<Level> open_;
};

/// True when a line is indented with a tab. The parser takes some of them and means something else.
bool report_tabs(const Places& places, Report& report)
{
    bool has_tabs = false;
    int number = 0;
    for (const std::string_view line : places.lines()) {
        ++number;
        const std::size_t first = line.find_first_not_of(" \t\r");
        if (first == std::string_view::npos || line[first] == '#')
            continue;
        const std::size_t tab = line.substr(0, first).find('\t');
        if (tab == std::string_view::npos)
            continue;
        report.syntax_error({number, static_cast<int>(tab) + 1},
                            explain_syntax("illegal tab when looking for indentation"));
        has_tabs = true;
    }
    return has_tabs;
}

YamlNode parse_document(std::string_view text, const Places& places, Report& report)
{
    std::istringstream stream{std::string(text)};
    YAML::Parser parser(stream);
    TreeBuilder builder(places, report);
    parser.HandleNextDocument(builder);
    YamlNode root = builder.take();
    TreeBuilder rest(places, report);
    if (parser.HandleNextDocument(rest)) {
        const Position at = rest.take().at;
        report.error(at, {"一个文件只能有一个 YAML 文档（多余的 ---）",
                          "a file holds one YAML document only (there is a second ---)"});
    }
    return root;
}

} // namespace

YamlNode make_node(YamlNode::Kind kind, Position at, std::string text)
{
    YamlNode node;
    node.kind = kind;
    node.at = at;
    node.text = std::move(text);
    return node;
}

std::optional<YamlNode> parse_yaml(std::string_view text, Report& report)
{
    const Places places(text);
    if (report_tabs(places, report))
        return std::nullopt;
    try {
        return parse_document(text, places, report);
    } catch (const Refusal& refusal) {
        report.syntax_error(places.position(refusal.mark), refusal.phrase);
    } catch (const YAML::Exception& failure) {
        report.syntax_error(places.position(failure.mark), explain_syntax(failure.msg));
    }
    return std::nullopt;
}

Phrase describe(const YamlNode& node)
{
    switch (node.kind) {
    case YamlNode::Kind::null:
        return {"空值", "nothing"};
    case YamlNode::Kind::list:
        return {"列表", "a list"};
    case YamlNode::Kind::map:
        return {"一组配置项", "a group of keys"};
    case YamlNode::Kind::scalar:
        break;
    }
    return {in_quotes(node.text), in_quotes(node.text)};
}

} // namespace daifa::config::detail
