#include "config/detail/merchant_rules.hpp"

#include "config/detail/scalars.hpp"
#include "config/did_you_mean.hpp"

#include <algorithm>
#include <optional>

namespace daifa::config::detail {
namespace {

using Kind = YamlNode::Kind;

constexpr int share_whole = 100;

std::string source_of(const Report& report, Position at)
{
    return report.file() + ":" + std::to_string(at.line);
}

/// One map of a list, its keys known in advance.
class Entry {
public:
    Entry(const YamlNode& node, std::vector<std::string> keys, Report& report)
        : node_(node), report_(report)
    {
        for (const YamlEntry& entry : node.entries)
            if (std::ranges::find(keys, entry.key) == keys.end())
                report.error(
                    entry.at,
                    {"未知的配置项 " + in_quotes(entry.key), "unknown key " + in_quotes(entry.key)},
                    did_you_mean(entry.key, keys));
    }

    const YamlNode* find(std::string_view key) const
    {
        const auto found = std::ranges::find(node_.entries, key, &YamlEntry::key);
        return found == node_.entries.end() ? nullptr : &found->value;
    }

    Position place(std::string_view key) const
    {
        const YamlNode* node = find(key);
        return node == nullptr ? node_.at : node->at;
    }

    std::string text(std::string_view key) const
    {
        const YamlNode* node = find(key);
        if (node == nullptr)
            return {};
        if (node->kind == Kind::scalar && !node->text.empty())
            return node->text;
        report_.error(node->at, wrong_type(key, expected_text(), *node));
        return {};
    }

    std::string required_text(std::string_view key) const
    {
        if (find(key) == nullptr)
            report_.error(node_.at, {"缺少配置项 " + in_quotes(key),
                                     "the key " + in_quotes(key) + " is missing"});
        return text(key);
    }

    /// One text, or a list of them.
    std::vector<std::string> texts(std::string_view key) const
    {
        std::vector<std::string> found;
        const YamlNode* node = find(key);
        if (node == nullptr)
            return found;
        const std::vector<YamlNode> one(1, *node);
        const std::vector<YamlNode>& items = node->kind == Kind::list ? node->items : one;
        for (const YamlNode& item : items) {
            if (item.kind == Kind::scalar && !item.text.empty())
                found.push_back(item.text);
            else
                report_.error(item.at, {in_quotes(key) + " 应为文本，或文本的列表",
                                        in_quotes(key) + " must be a text or a list of texts"});
        }
        return found;
    }

    std::optional<bool> flag(std::string_view key) const
    {
        const YamlNode* node = find(key);
        if (node == nullptr)
            return std::nullopt;
        const auto value = parse_boolean(*node);
        if (!value)
            report_.error(node->at, wrong_type(key, expected_boolean(), *node));
        return value;
    }

private:
    const YamlNode& node_;
    Report& report_;
};

/// The maps of a list; what else stands in it is reported.
std::vector<const YamlNode*> maps_of(std::string_view name, const YamlNode& list, Report& report)
{
    std::vector<const YamlNode*> maps;
    if (list.kind == Kind::null)
        return maps;
    if (list.kind != Kind::list) {
        report.error(list.at, wrong_type(name, expected_list(), list));
        return maps;
    }
    for (const YamlNode& item : list.items) {
        if (item.kind == Kind::map)
            maps.push_back(&item);
        else
            report.error(item.at,
                         {in_quotes(name) + " 的每一项应由配置项（名称: 值）组成",
                          "each item of " + in_quotes(name) + " must consist of keys and values"});
    }
    return maps;
}

void read_conditions(const YamlNode& node, AssignRule& rule, Report& report)
{
    if (node.kind != Kind::map) {
        report.error(node.at, wrong_type("when", expected_map(), node));
        return;
    }
    const Entry when(node, {"product", "sku", "region", "note", "sf_only"}, report);
    rule.products = when.texts("product");
    rule.skus = when.texts("sku");
    rule.regions = when.texts("region");
    rule.notes = when.texts("note");
    rule.is_sf_only = when.flag("sf_only");
}

/// Nothing: all of them, as without the key.
std::optional<int> read_share(const Entry& entry, Report& report)
{
    const YamlNode* node = entry.find("share");
    if (node == nullptr)
        return std::nullopt;
    std::string_view text = node->text;
    if (text.ends_with('%'))
        text.remove_suffix(1);
    const auto share = node->kind == Kind::scalar ? parse_integer(text) : std::nullopt;
    if (share && *share >= 0 && *share <= share_whole)
        return static_cast<int>(*share);
    report.error(node->at, {"\"share\" 应为 0 到 100 的百分比",
                            "\"share\" must be a percentage from 0 to 100"});
    return std::nullopt;
}

bool has_same_conditions(const AssignRule& one, const AssignRule& other)
{
    return one.products == other.products && one.skus == other.skus &&
           one.regions == other.regions && one.notes == other.notes &&
           one.is_sf_only == other.is_sf_only;
}

/// Rules with a share and the same conditions take up where the one before ended. Rules without one
/// take whatever is left to them.
void divide_shares(AssignRule& rule, const std::vector<AssignRule>& sharing, Position at,
                   Report& report)
{
    for (const auto& other : sharing)
        if (has_same_conditions(rule, other))
            rule.share_from += other.share;
    if (rule.share_from + rule.share <= share_whole)
        return;
    const std::string sum = std::to_string(rule.share_from + rule.share);
    report.error(at, {"条件相同的规则 share 合计为 " + sum + "%，不能超过 100%",
                      "the shares of the rules with these conditions add up to " + sum +
                          " %, which is more than 100 %"});
}

} // namespace

std::vector<BoundFactory> read_factories(const YamlNode& list, Report& report,
                                         std::vector<FactoryReference>& references)
{
    std::vector<BoundFactory> factories;
    for (const YamlNode* node : maps_of("factories", list, report)) {
        const Entry entry(*node, {"name", "shop", "binding_name"}, report);
        BoundFactory factory;
        factory.name = entry.required_text("name");
        factory.shop = ShopId(entry.text("shop"));
        factory.binding_name = entry.text("binding_name");
        factory.source = source_of(report, node->at);
        if (!factory.shop.empty())
            references.push_back({entry.place("shop"), factory.shop.text()});
        if (!factory.shop.empty() && entry.find("binding_name") == nullptr)
            report.error(
                entry.place("shop"),
                {"写了 shop 就要写 binding_name（厂家看到的商家名称），否则无法确认订单属于本店",
                 "with shop goes binding_name, the name under which the factory sees this "
                 "merchant: without it no order is proved to be this shop's"});
        if (std::ranges::find(factories, factory.name, &BoundFactory::name) != factories.end())
            report.error(entry.place("name"),
                         {"厂家 " + in_quotes(factory.name) + " 重复",
                          "the factory " + in_quotes(factory.name) + " is named twice"});
        factories.push_back(std::move(factory));
    }
    return factories;
}

std::vector<AssignRule>
read_assign_rules(const YamlNode& list, const std::vector<BoundFactory>& factories, Report& report)
{
    std::vector<std::string> names;
    for (const auto& factory : factories)
        names.push_back(factory.name);
    std::vector<AssignRule> rules;
    std::vector<AssignRule> sharing;
    for (const YamlNode* node : maps_of("assign", list, report)) {
        const Entry entry(*node, {"factory", "when", "share", "stock"}, report);
        AssignRule rule;
        rule.factory = entry.required_text("factory");
        rule.source = source_of(report, node->at);
        if (const YamlNode* when = entry.find("when"))
            read_conditions(*when, rule, report);
        const auto share = read_share(entry, report);
        rule.share = share.value_or(share_whole);
        rule.needs_stock = entry.flag("stock").value_or(false);
        const auto factory = std::ranges::find(factories, rule.factory, &BoundFactory::name);
        if (factory == factories.end() && !rule.factory.empty())
            report.error(entry.place("factory"),
                         {"merchant.factories 中没有厂家 " + in_quotes(rule.factory),
                          "merchant.factories has no factory " + in_quotes(rule.factory)},
                         did_you_mean(rule.factory, names));
        if (rule.needs_stock && factory != factories.end() && factory->shop.empty())
            report.error(entry.place("stock"),
                         {"厂家 " + in_quotes(rule.factory) + " 没有写 shop，daifa 看不到它的库存",
                          "the factory " + in_quotes(rule.factory) +
                              " has no shop here: daifa can not see its stock"});
        if (share) {
            divide_shares(rule, sharing, entry.place("share"), report);
            sharing.push_back(rule);
        }
        rules.push_back(std::move(rule));
    }
    return rules;
}

} // namespace daifa::config::detail
