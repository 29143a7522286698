#pragma once

#include "config/daemon_settings.hpp"
#include "config/detail/yaml_tree.hpp"
#include "config/shop_config.hpp"

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string_view>
#include <variant>

namespace daifa::config::detail {

/// A limit of a time's length, as an option's `min` and `max` give it.
constexpr std::int64_t span(Milliseconds value)
{
    return value.count();
}

enum class FileKind { daemon, shop, strategy };

/// As it is written; what of it is personal becomes so when the shop is built.
struct SenderDraft {
    std::string name = {};
    std::string mobile = {};
    std::string phone = {};
    SenderAddress address = {};
};

/// A list whose items are maps of their own kind, kept as it is until the shop is built.
struct MapList {
    YamlNode node = {};
};

/// A shop's file as it was written, before its references are followed.
struct ShopDraft {
    std::string id = {};
    bool is_enabled = true;
    std::string platform_plugin = {};
    YamlNode platform_settings = {};
    std::string erp_plugin = {};
    std::string channel = {};
    YamlNode erp_settings = {};
    std::string strategy = {};
    ItemMatch item_match = ItemMatch::barcode;
    std::string item_map = {};
    RecipientFill recipient_fill = {};
    WaybillSource waybill_source = WaybillSource::platform;
    SenderDraft sender = {};
    TradeRole role = TradeRole::factory;
    ShipStrategy ship = {};
    MapList factories = {};
    MapList assign = {};
    std::map<std::string, RateOverride> limits = {};
    int connections = ShopConfig{}.connections;
    std::string proxy = {};
};

/// What a file is read into: the part of its kind.
struct Draft {
    DaemonSettings daemon = {};
    ShopDraft shop = {};
    Strategy strategy = {};
};

/// An enumeration behind a uniform face; the numbers are the positions in `Option::choices`.
struct ChoiceRef {
    void* value = nullptr;
    void (*set)(void*, int) = nullptr;
    int (*get)(const void*) = nullptr;
};

template <class Enum>
ChoiceRef choice(Enum& value)
{
    return {&value,
            [](void* at, int number) { *static_cast<Enum*>(at) = static_cast<Enum>(number); },
            [](const void* at) { return static_cast<int>(*static_cast<const Enum*>(at)); }};
}

/// File permissions, written as octal text.
struct ModeRef {
    unsigned* value = nullptr;
};

using TextList = std::vector<std::string>;
using TextMap = std::map<std::string, std::string>;
using RateMap = std::map<std::string, RateOverride>;

/// The member that an option fills; its type is the option's type. A YamlNode is kept as it is.
using ValueRef =
    std::variant<bool*, int*, std::int64_t*, std::optional<std::int64_t>*, std::optional<Money>*,
                 Milliseconds*, std::vector<Milliseconds>*, std::string*, TextList*, TextMap*,
                 RateMap*, ChoiceRef, ModeRef, SecretSource*, YamlNode*, MapList*>;

/// What a text must look like besides being a text.
enum class TextFormat { any, name, path, url, store_url, endpoint, fill };

/// One key of a file: the only definition of its name, type, limits and words. Reading, checking,
/// the JSON Schema, the samples and the reference are made from it; the default is the member's
/// own.
struct Option {
    std::string_view path = {};         ///< "download.interval"
    ValueRef (*bind)(Draft&) = nullptr; ///< Null: a group of options.
    std::string_view zh = {};
    std::string_view en = {};
    std::string_view choices = {}; ///< "manual|auto"; for a list, of each of its items.
    std::int64_t min =
        std::numeric_limits<std::int64_t>::min(); ///< Of numbers, fen or milliseconds.
    std::int64_t max = std::numeric_limits<std::int64_t>::max();
    Milliseconds warn_below = {}; ///< Of durations.
    bool is_required = false;
    TextFormat format = TextFormat::any;
    /// As YAML: what the sample shows where the default shows nothing.
    std::string_view example = {};
    /// A group written as a list: a flag is its bare name, any other option a map of one key.
    bool is_condition_list = false;
    /// A group that most files do without: the sample shows it as a comment.
    bool is_rare = false;
};

/// All options of a kind of file, groups before their members, in the order of the samples.
std::span<const Option> options(FileKind kind);

std::span<const Option> daemon_options();
std::span<const Option> shop_options();
std::span<const Option> strategy_options();

const Option* find_option(FileKind kind, std::string_view path);

/// "interval" of "download.interval", and "download"; empty at the top.
std::string_view last_name(std::string_view path);
std::string_view parent_of(std::string_view path);
std::string join_path(std::string_view parent, std::string_view name);

/// The options directly below a group; "" is the file itself.
std::vector<const Option*> members(FileKind kind, std::string_view group);

/// "a|b" as its parts.
std::vector<std::string> split_choices(std::string_view choices);

} // namespace daifa::config::detail
