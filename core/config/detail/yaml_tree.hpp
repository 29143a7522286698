#pragma once

#include "config/detail/report.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daifa::config::detail {

struct YamlEntry;

/// One value of a YAML file, with its place. Scalars stay the text that was written.
struct YamlNode {
    enum class Kind { null, scalar, list, map };

    Kind kind = Kind::null;
    Position at = {};
    std::string text = {};
    bool is_quoted = false;
    std::vector<YamlNode> items = {};
    std::vector<YamlEntry> entries; ///< Without `= {}`: its type is not complete yet.
};

struct YamlEntry {
    std::string key = {};
    Position at = {};
    YamlNode value = {};
};

/// A node without items and entries.
YamlNode make_node(YamlNode::Kind kind, Position at, std::string text = {});

/// Deepest nesting of lists and maps.
inline constexpr int yaml_depth_max = 16;

/// Parses one document. A syntax error gives nothing and one problem. A key that stands twice in a
/// map is a problem, and its first value counts. Anchors, tags and further documents are refused.
std::optional<YamlNode> parse_yaml(std::string_view text, Report& report);

/// How a wrong value is named in a sentence.
Phrase describe(const YamlNode& node);

} // namespace daifa::config::detail
