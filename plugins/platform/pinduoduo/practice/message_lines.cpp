#include "pinduoduo/practice/message_lines.hpp"

#include <daifa/codec/digest.hpp>
#include <daifa/codec/json.hpp>

#include <boost/json/serialize.hpp>

#include <charconv>
#include <set>

namespace daifa::practice::pinduoduo {
namespace {

namespace json = boost::json;
using sandbox::MessageKind;
using sandbox::PlatformMessage;

/// "/message/APP/MILLIS/DIGEST". A digest may hold slashes.
struct Address {
    std::string_view app = {};
    std::string_view millis = {};
    std::string_view digest = {};
};

Address read_address(std::string_view target)
{
    constexpr std::string_view root = "/message/";
    if (!target.starts_with(root))
        return {};
    target.remove_prefix(root.size());
    const auto first = target.find('/');
    if (first == std::string_view::npos)
        return {};
    const auto second = target.find('/', first + 1);
    if (second == std::string_view::npos)
        return {};
    return {target.substr(0, first), target.substr(first + 1, second - first - 1),
            target.substr(second + 1)};
}

bool is_merchants(const PlatformMessage& message)
{
    return message.order.merchant.empty();
}

// Several public clients know these.
std::string_view merchant_topic_of(MessageKind kind)
{
    switch (kind) {
    case MessageKind::shipped:
        return "pdd_trade_TradeSellerShip";
    case MessageKind::address:
        return "pdd_trade_TradeLogisticsAddressChanged";
    case MessageKind::after_sale:
        return "pdd_refund_RefundCreated";
    case MessageKind::risk:
        return "pdd_trade_TradeRiskChanged";
    case MessageKind::contents:
        return "pdd_trade_TradeMemoModified";
    default:
        return "pdd_trade_TradeConfirmed";
    }
}

// What the names are is not public; these are made up, so that nobody relies on them.
std::string_view topic_of(MessageKind kind, const Options& options)
{
    if (options.plays("message_topics", "one_for_all"))
        return "pdd_fds_PracticeOrderChanged";
    const bool is_trade = options.plays("message_topics", "trade_names");
    switch (kind) {
    case MessageKind::assigned:
        return is_trade ? "pdd_trade_TradeConfirmed" : "pdd_fds_PracticeOrderAssigned";
    case MessageKind::withdrawn:
        return "pdd_fds_PracticeOrderCancelled";
    case MessageKind::address:
        return is_trade ? "pdd_trade_TradeLogisticsAddressChanged"
                        : "pdd_fds_PracticeAddressChanged";
    case MessageKind::after_sale:
        return is_trade ? "pdd_refund_RefundCreated" : "pdd_fds_PracticeAfterSaleChanged";
    case MessageKind::risk:
        return is_trade ? "pdd_trade_TradeRiskChanged" : "pdd_fds_PracticeRiskChanged";
    case MessageKind::contents:
        return "pdd_fds_PracticeOrderModified";
    case MessageKind::placed:
    case MessageKind::shipped:
        break;
    }
    return {};
}

json::value command(std::string_view word, int number, const Options& options)
{
    if (options.plays("message_commands", "numbers"))
        return number;
    return json::value(word);
}

std::int64_t number_of(std::string_view digits)
{
    std::int64_t number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
}

json::object merchant_content(const PlatformMessage& message)
{
    json::object content;
    content["mall_id"] = number_of(message.shop);
    content["tid"] = message.order.number;
    if (message.kind != MessageKind::after_sale)
        return content;
    content["refund_id"] = static_cast<std::int64_t>(message.id % 1'000'000'000);
    content["refund_fee"] = 0;
    content["bill_type"] = 1;
    content["operation"] = 1000;
    content["modified"] = message.made_at.time_since_epoch().count();
    return content;
}

json::object content_of(const PlatformMessage& message, const Options& options)
{
    json::object content;
    if (options.plays("message_content", "no_order")) {
        content["mall_id"] = number_of(message.shop);
        return content;
    }
    content["mall_mask_id"] = message.order.merchant.text();
    content["order_mask_sn"] = message.order.number;
    if (options.plays("message_content", "more")) {
        content["mall_id"] = number_of(message.shop);
        content["modified"] = message.made_at.time_since_epoch().count();
        content["extend"] = nullptr;
    }
    return content;
}

std::string frame(std::uint64_t id, const std::string& shop, std::string_view topic,
                  json::value content, TimePoint now, const Options& options)
{
    json::object inside;
    inside["type"] = topic;
    inside["mallID"] = number_of(shop);
    inside["content"] = std::move(content);
    json::object whole;
    whole["id"] = id;
    whole["appId"] = 1;
    whole["commandType"] = command("Common", 3, options);
    whole["time"] = now.time_since_epoch().count();
    whole["sendTime"] = now.time_since_epoch().count();
    whole["message"] = std::move(inside);
    return json::serialize(whole);
}

std::string order_frame(const PlatformMessage& message, TimePoint now, const Options& options)
{
    const bool is_own = is_merchants(message);
    const json::object content = is_own ? merchant_content(message) : content_of(message, options);
    json::value sent = content;
    if (!options.plays("message_content", "as_object"))
        sent = json::value(json::serialize(content));
    const std::string_view topic =
        is_own ? merchant_topic_of(message.kind) : topic_of(message.kind, options);
    return frame(message.id, message.shop, topic, std::move(sent), now, options);
}

/// What a merchant's app would be told of the same deal; an app has all topics it once chose.
std::string merchant_frame(const PlatformMessage& message, TimePoint now, const Options& options)
{
    json::object content;
    content["mall_id"] = number_of(message.shop);
    content["tid"] = "240101-" + std::to_string(message.id % 1'000'000'000'000'000);
    return frame(message.id + 1'000'000'000'000'000'000, message.shop, "pdd_trade_TradeConfirmed",
                 json::value(json::serialize(content)), now, options);
}

} // namespace

std::string expected_digest(std::string_view app, std::string_view millis, std::string_view secret)
{
    std::string text(app);
    text.append(millis).append(secret);
    return to_base64(md5_hex_lower(text));
}

bool MessageLines::is_running(const sandbox::World& world) const
{
    return world.platform.messages.is_running();
}

bool MessageLines::admits(std::string_view target, sandbox::World& world, TimePoint) const
{
    const Address address = read_address(target);
    const sandbox::PracticeApp* app = world.platform.accounts.find_app(address.app);
    return app != nullptr && !address.millis.empty() &&
           address.digest == expected_digest(app->key, address.millis, app->secret);
}

void MessageLines::open_line(std::uint64_t line, std::string_view target, sandbox::World& world,
                             TimePoint now)
{
    lines_[line] = std::string(read_address(target).app);
    world.platform.messages.start_over(lines_[line], now);
}

void MessageLines::hear(std::uint64_t line, std::string_view text, sandbox::World& world,
                        TimePoint now)
{
    const auto owner = lines_.find(line);
    const auto parsed = parse_json(text);
    if (owner == lines_.end() || !parsed || !parsed->is_object())
        return;
    const json::object& said = parsed->get_object();
    const std::string what = text_or(said, "commandType");
    if (what == "HeartBeat" || what == "0") {
        if (options_.plays("message_beats", "unanswered"))
            return;
        json::object beat;
        beat["commandType"] = command("HeartBeat", 0, options_);
        beat["time"] = now.time_since_epoch().count();
        say(line, json::serialize(beat));
        return;
    }
    const auto id = static_cast<std::uint64_t>(find_integer(said, "id").value_or(0));
    if (what == "Ack" || what == "1")
        world.platform.messages.acknowledge(owner->second, id);
    else if (what == "Fail" || what == "2")
        world.platform.messages.refuse(owner->second, id, now);
}

sandbox::LineOutput MessageLines::take_output(sandbox::World& world, TimePoint now)
{
    sandbox::LineOutput output = std::exchange(output_, {});
    sandbox::PlatformMessages& messages = world.platform.messages;
    world.platform.tell_changes();
    output.cuts_lines = messages.take_cut();
    if (output.cuts_lines || !messages.is_running())
        return output;
    std::set<std::string_view> served;
    // One line of an app gets them all: the latest.
    for (auto line = lines_.rbegin(); line != lines_.rend(); ++line) {
        const std::string& app = line->second;
        if (!served.insert(app).second)
            continue;
        for (const auto& message : messages.take_due(app, now)) {
            output.messages.push_back({line->first, order_frame(message, now, options_)});
            if (options_.plays("message_noise", "merchant_topics") && !is_merchants(message))
                output.messages.push_back({line->first, merchant_frame(message, now, options_)});
        }
    }
    return output;
}

void MessageLines::say(std::uint64_t line, std::string text)
{
    output_.messages.push_back({line, std::move(text)});
}

} // namespace daifa::practice::pinduoduo
