#include "config/detail/shop_loader.hpp"

#include "config/detail/item_map.hpp"
#include "config/detail/plugin_settings.hpp"
#include "config/did_you_mean.hpp"

#include <algorithm>

namespace daifa::config::detail {
namespace {

Sender to_sender(const SenderDraft& draft)
{
    Sender sender;
    sender.name = Personal(draft.name);
    sender.mobile = Personal(draft.mobile);
    sender.phone = Personal(draft.phone.empty() ? draft.mobile : draft.phone);
    sender.address = draft.address;
    return sender;
}

Position source_place(const ReadFile& file)
{
    return file.place(file.places.contains("waybill.source") ? "waybill.source" : "shop");
}

/// A number from the platform needs to know where the parcel starts.
void check_sender(const ReadFile& file, Report& report)
{
    const bool is_from_platform = file.draft.shop.waybill_source == WaybillSource::platform;
    if (is_from_platform && !file.places.contains("waybill.sender"))
        report.error(source_place(file),
                     {"由平台取号（waybill.source: platform，默认）须写明发货人 waybill.sender；"
                      "由 ERP 取号请写 waybill: {source: erp}",
                      "numbers from the platform (waybill.source: platform, the default) need a "
                      "waybill.sender; where the ERP gives them, write waybill: {source: erp}"});
}

/// Moments of the upload that the other source of numbers never reaches.
void check_moment(const ReadFile& file, const Strategy& strategy, Report& report)
{
    const bool is_from_platform = file.draft.shop.waybill_source == WaybillSource::platform;
    const UploadMoment moment = strategy.upload.moment;
    if (is_from_platform && moment == UploadMoment::reserved)
        report.error(
            source_place(file),
            {"由平台取号时 upload.moment 不能是 reserved：请写 taken、printed 或 shipped",
             "with numbers from the platform upload.moment can't be reserved: write taken, "
             "printed or shipped"});
    if (!is_from_platform && (moment == UploadMoment::taken || moment == UploadMoment::printed))
        report.error(source_place(file),
                     {"由 ERP 取号时 upload.moment 只能是 shipped 或 reserved",
                      "with numbers from the ERP upload.moment must be shipped or reserved"});
}

/// Nobody can tell which of two shops with one id is the right one.
void drop_earlier(LoadedConfiguration& result, const ShopId& id)
{
    const auto removed = std::erase_if(result.configuration->shops,
                                       [&](const ShopConfig& shop) { return shop.plan.id == id; });
    if (removed > 0)
        result.faulty_shops.push_back(id.text());
}

} // namespace

ShopLoader::ShopLoader(const std::vector<ReadFile>& strategies, const PluginSettingsSource& plugins,
                       SecretReader& secrets, std::vector<Problem>& problems)
    : plugins_(plugins), secrets_(secrets), problems_(problems)
{
    for (const ReadFile& file : strategies)
        add_strategy(file);
}

void ShopLoader::load(const ReadFile& file, LoadedConfiguration& result)
{
    Report report(file.path.string(), file.text, problems_);
    is_faulty_ = false;
    is_doubled_ = false;
    ShopConfig shop = build(file, report);
    if (is_doubled_)
        drop_earlier(result, shop.plan.id);
    const std::string name = shop.plan.id.empty() ? file.path.string() : shop.plan.id.text();
    if (file.has_errors || report.has_errors() || is_faulty_)
        result.faulty_shops.push_back(name);
    else
        result.configuration->shops.push_back(std::move(shop));
}

void ShopLoader::add_strategy(const ReadFile& file)
{
    has_unread_strategy_ |= !file.is_parsed;
    const std::string& name = file.draft.strategy.name;
    if (name.empty())
        return;
    const auto [first, is_new] = strategies_.emplace(name, &file);
    if (is_new)
        return;
    doubled_strategies_.insert(name);
    const std::string where = first->second->source("strategy");
    Report(file.path.string(), file.text, problems_)
        .error(file.place("strategy"),
               {"策略 " + in_quotes(name) + " 重复，已在 " + where + " 定义",
                "the strategy " + in_quotes(name) + " is defined twice, first in " + where});
}

ShopConfig ShopLoader::build(const ReadFile& file, Report& report)
{
    const ShopDraft& draft = file.draft.shop;
    ShopConfig shop;
    shop.is_enabled = draft.is_enabled;
    shop.platform_plugin = draft.platform_plugin;
    shop.erp_plugin = draft.erp_plugin;
    shop.limits = draft.limits;
    shop.connections = draft.connections;
    shop.proxy = draft.proxy;
    shop.source = file.source("shop");
    shop.plan.id = ShopId(draft.id);
    shop.plan.source = shop.source;
    shop.plan.channel = ChannelId(draft.channel);
    shop.plan.recipient_fill = draft.recipient_fill;
    shop.plan.items.match = draft.item_match;
    shop.plan.waybill_source = draft.waybill_source;
    shop.plan.sender = to_sender(draft.sender);
    shop.plan.role = draft.role;
    const bool is_factory = draft.role == TradeRole::factory;
    // After a syntax error every reference would seem to be missing.
    if (!file.is_parsed)
        return shop;
    check_id(file, report);
    check_erp(file, report);
    if (is_factory)
        check_sender(file, report);
    follow_strategy(file, shop, report);
    if (is_factory)
        check_moment(file, shop.plan.strategy, report);
    read_merchant(file, shop, report);
    follow_item_map(file, shop);
    limited_apis_.clear();
    are_limits_known_ = true;
    shop.platform_settings = follow_plugin(file, PluginKind::platform, draft.platform_plugin,
                                           draft.platform_settings, report);
    shop.erp_settings =
        follow_plugin(file, PluginKind::erp, draft.erp_plugin, draft.erp_settings, report);
    check_limits(file, report);
    return shop;
}

void ShopLoader::check_erp(const ReadFile& file, Report& report)
{
    if (file.draft.shop.role == TradeRole::factory && !file.places.contains("erp"))
        report.error({}, {"缺少配置项 \"erp\"（厂家店铺的 ERP；商家店铺请写 role: merchant）",
                          "the key \"erp\" is missing (the ERP of a factory's shop; a merchant's "
                          "shop says role: merchant)"});
}

void ShopLoader::read_merchant(const ReadFile& file, ShopConfig& shop, Report& report)
{
    const ShopDraft& draft = file.draft.shop;
    if (draft.role == TradeRole::factory) {
        for (const char* option : {"merchant.ship", "merchant.factories", "merchant.assign"})
            if (file.places.contains(option))
                report.error(file.place(option),
                             {"只有商家店铺（role: merchant）才能写 merchant",
                              "only a merchant's shop (role: merchant) can have the key merchant"});
        return;
    }
    MerchantFile merchant;
    merchant.file = &file;
    merchant.shop = shop.plan.id;
    shop.plan.merchant.ship = draft.ship;
    shop.plan.merchant.has_erp = !draft.erp_plugin.empty();
    shop.plan.merchant.factories =
        read_factories(draft.factories.node, report, merchant.references);
    shop.plan.merchant.assign =
        read_assign_rules(draft.assign.node, shop.plan.merchant.factories, report);
    merchants_.push_back(std::move(merchant));
}

void ShopLoader::check_factories(LoadedConfiguration& result)
{
    auto& shops = result.configuration->shops;
    std::vector<std::string> factories;
    for (const auto& shop : shops)
        if (shop.plan.role == TradeRole::factory)
            factories.push_back(shop.plan.id.text());
    for (const auto& merchant : merchants_) {
        Report report(merchant.file->path.string(), merchant.file->text, problems_);
        for (const auto& [at, id] : merchant.references) {
            const bool is_there = std::ranges::find(factories, id) != factories.end();
            // Its own problems are reported at its own place.
            const bool is_faulty =
                std::ranges::find(result.faulty_shops, id) != result.faulty_shops.end();
            if (!is_there && !is_faulty)
                report.error(
                    at,
                    {"本配置中没有厂家店铺 " + in_quotes(id),
                     "there is no factory's shop " + in_quotes(id) + " in this configuration"},
                    did_you_mean(id, factories));
        }
        if (!report.has_errors())
            continue;
        if (std::erase_if(shops, [&](const auto& shop) { return shop.plan.id == merchant.shop; }) >
            0)
            result.faulty_shops.push_back(merchant.shop.text());
    }
}

void ShopLoader::check_id(const ReadFile& file, Report& report)
{
    const std::string& id = file.draft.shop.id;
    if (id.empty())
        return;
    const auto [first, is_new] = shop_places_.emplace(id, file.source("shop"));
    is_doubled_ = !is_new;
    if (is_doubled_)
        report.error(
            file.place("shop"),
            {"店铺编号 " + in_quotes(id) + " 重复，已在 " + first->second + " 使用",
             "the shop id " + in_quotes(id) + " is used twice, first in " + first->second});
}

void ShopLoader::follow_strategy(const ReadFile& file, ShopConfig& shop, Report& report)
{
    const std::string& name = file.draft.shop.strategy;
    if (name.empty())
        return;
    const auto found = strategies_.find(name);
    if (found == strategies_.end() && has_unread_strategy_) {
        is_faulty_ = true;
        return;
    }
    if (found == strategies_.end()) {
        std::vector<std::string> names;
        for (const auto& [known, strategy] : strategies_)
            names.push_back(known);
        return report.error(
            file.place("strategy"),
            {"没有名为 " + in_quotes(name) + " 的策略", "there is no strategy " + in_quotes(name)},
            did_you_mean(name, names));
    }
    // Its own problems are reported at its own place.
    is_faulty_ |= found->second->has_errors || doubled_strategies_.contains(name);
    shop.plan.strategy = found->second->draft.strategy;
    shop.plan.strategy.source = found->second->source("strategy");
    for (const auto& [option, position] : found->second->places)
        shop.plan.strategy.places.emplace(option, found->second->source(option));
}

void ShopLoader::follow_item_map(const ReadFile& file, ShopConfig& shop)
{
    if (file.draft.shop.item_map.empty())
        return;
    const std::size_t before = problems_.size();
    shop.plan.items.map =
        read_item_map(join_beside(file.path, file.draft.shop.item_map), problems_);
    is_faulty_ |= problems_.size() > before;
}

Settings ShopLoader::follow_plugin(const ReadFile& file, PluginKind kind, const std::string& name,
                                   const YamlNode& node, Report& report)
{
    if (name.empty())
        return {};
    const std::string group = kind == PluginKind::platform ? "platform" : "erp";
    const auto facts = plugins_.find(kind, name);
    if (!facts) {
        MissingPlugin why = plugins_.explain_missing(kind, name);
        is_faulty_ = true;
        if (!why.text_en.empty())
            report.error(file.place(group + ".plugin"),
                         {std::move(why.text_zh), std::move(why.text_en)});
        are_limits_known_ = false;
        return {};
    }
    for (const std::string& api : facts->limited_apis)
        limited_apis_.push_back(api);
    are_limits_known_ &= !facts->limited_apis.empty();
    const SecretAccess access{.reader = file.draft.shop.is_enabled ? &secrets_ : nullptr,
                              .directory = file.path.parent_path()};
    YamlNode settings = node;
    if (settings.kind == YamlNode::Kind::null)
        settings.at =
            file.place(file.places.contains(group + ".settings") ? group + ".settings" : group);
    // A mistyped name of a secret would show its value: no line of this block is shown.
    Report silent(file.path.string(), {}, problems_);
    Settings checked = read_plugin_settings(facts->settings, settings, access, silent);
    is_faulty_ |= silent.has_errors();
    return checked;
}

void ShopLoader::check_limits(const ReadFile& file, Report& report)
{
    for (const auto& [api, rate] : file.draft.shop.limits) {
        if (!are_limits_known_ || std::ranges::find(limited_apis_, api) != limited_apis_.end())
            continue;
        report.warning(file.place(join_path("limits", api)),
                       {"两侧插件都没有名为 " + in_quotes(api) + " 的接口上限",
                        "neither plugin has a limit of the name " + in_quotes(api)},
                       did_you_mean(api, limited_apis_));
    }
}

} // namespace daifa::config::detail
