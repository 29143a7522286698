#include "plugin_host/plugin_description.hpp"

#include <array>
#include <utility>

namespace daifa::plugin_host {
namespace {

std::string_view to_text(ConfigType type)
{
    switch (type) {
    case ConfigType::text:
        return "text";
    case ConfigType::url:
        return "url";
    case ConfigType::socket_url:
        return "socket_url";
    case ConfigType::integer:
        return "integer";
    case ConfigType::boolean:
        return "boolean";
    case ConfigType::duration:
        return "duration";
    case ConfigType::text_list:
        return "text_list";
    case ConfigType::text_map:
        break;
    }
    return "text_map";
}

std::string_view to_text(RateScope scope)
{
    switch (scope) {
    case RateScope::shop:
        return "shop";
    case RateScope::app:
        return "app";
    case RateScope::all:
        break;
    }
    return "all";
}

std::string_view to_text(Verification verification)
{
    switch (verification) {
    case Verification::by_reading:
        return "by_reading";
    case Verification::by_repeating:
        return "by_repeating";
    case Verification::never:
        break;
    }
    return "never";
}

/// In the largest unit that divides it, as the YAML file writes durations.
std::string to_text(Milliseconds span)
{
    constexpr std::array<std::pair<std::int64_t, const char*>, 4> units{
        {{86'400'000, "d"}, {3'600'000, "h"}, {60'000, "m"}, {1'000, "s"}}};
    for (const auto& [size, name] : units)
        if (span.count() != 0 && span.count() % size == 0)
            return std::to_string(span.count() / size) + name;
    return std::to_string(span.count()) + "ms";
}

std::string to_text(bool flag)
{
    return flag ? "yes" : "no";
}

std::vector<std::string> split_choices(std::string_view text)
{
    std::vector<std::string> choices;
    while (!text.empty()) {
        const std::size_t end = text.find('|');
        choices.emplace_back(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return choices;
}

SettingDescription describe_setting(const ConfigKey& key)
{
    SettingDescription setting;
    setting.name = key.name;
    setting.type = to_text(key.type);
    if (!is_required(key))
        setting.default_text = std::string(key.default_text);
    setting.is_secret = key.secrecy == Secrecy::secret;
    setting.choices = split_choices(key.choices);
    setting.label_en = key.label_en;
    setting.label_zh = key.label_zh;
    return setting;
}

class CapabilityList {
public:
    void add(std::string key, std::string value)
    {
        list_.push_back(CapabilityDescription{std::move(key), std::move(value)});
    }

    void add_write(const std::string& name, const WriteCapability& write)
    {
        add(name + ".verification", std::string(to_text(write.verification)));
        add(name + ".repeatable", to_text(write.is_repeatable));
        add(name + ".late_arrival", to_text(write.late_arrival));
    }

    std::vector<CapabilityDescription> take() { return std::move(list_); }

private:
    std::vector<CapabilityDescription> list_;
};

std::vector<CapabilityDescription> describe_capabilities(PluginKind kind, const Capabilities& c)
{
    CapabilityList list;
    list.add("orders.window_max", to_text(c.orders.window_max));
    list.add("orders.page_max", std::to_string(c.orders.page_max));
    list.add("orders.history_max", to_text(c.orders.history_max));
    list.add("orders.has_total", to_text(c.orders.has_total));
    list.add("orders.time_step", to_text(c.orders.time_step));
    if (kind == PluginKind::platform) {
        list.add("extra_waybills_max", std::to_string(c.extra_waybills_max));
        list.add_write("upload", c.upload);
        list.add_write("extra_upload", c.extra_upload);
        list.add_write("retract", c.retract);
        list.add("waybills_per_call", std::to_string(c.waybills_per_call));
        if (c.waybills_per_call > 0) {
            list.add_write("take", c.take);
            list.add_write("cancel_waybill", c.cancel_waybill);
            list.add_write("print", c.print);
        }
    } else {
        list.add_write("create_order", c.create_order);
        list.add_write("audit", c.audit);
        list.add_write("cancel", c.cancel);
        list.add("source_number_max", std::to_string(c.source_number_max));
        list.add("find_orders_max", std::to_string(c.find_orders_max));
    }
    for (const RateLimit& limit : c.rate_limits)
        list.add("rate_limit." + limit.api, std::to_string(limit.calls) + " per " +
                                                to_text(limit.per) + " and " +
                                                std::string(to_text(limit.scope)));
    list.add("error_codes", std::to_string(c.errors.size()));
    return list.take();
}

} // namespace

PluginDescription describe(const PluginLibrary& plugin)
{
    PluginDescription description;
    description.file = plugin.file().string();
    description.kind = plugin_host::to_text(plugin.kind());
    description.name = plugin.name();
    description.version = plugin.stamp().version;
    description.build = plugin.stamp().build;
    description.capabilities = describe_capabilities(plugin.kind(), plugin.capabilities());
    for (const ConfigKey& key : plugin.descriptor().settings)
        description.settings.push_back(describe_setting(key));
    return description;
}

} // namespace daifa::plugin_host
