#include "pinduoduo/push_frames.hpp"

#include <daifa/codec/digest.hpp>
#include <daifa/codec/json.hpp>

#include <boost/json/serialize.hpp>

#include <charconv>

namespace daifa::pinduoduo {
namespace {

namespace json = boost::json;

constexpr JsonLimits limits{
    .bytes = 256u << 10, .depth = 16, .string_bytes = 128u << 10, .elements = 10'000};
constexpr std::size_t reason_max = 1000; ///< Characters.

std::int64_t milliseconds(TimePoint at)
{
    return at.time_since_epoch().count();
}

/// A number where it is one: the platform's own frames have numbers there.
json::value number_or_text(const std::string& text)
{
    std::int64_t number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec == std::errc{} && read.ptr == text.data() + text.size())
        return number;
    return json::value(text);
}

json::object build_answer(std::string_view command, const PushMessage& message, TimePoint now)
{
    json::object frame;
    frame["id"] = number_or_text(message.id);
    frame["commandType"] = command;
    frame["time"] = milliseconds(now);
    if (message.sent_at != TimePoint{})
        frame["sendTime"] = milliseconds(message.sent_at);
    frame["type"] = message.topic;
    frame["mallID"] = number_or_text(message.owner);
    return frame;
}

/// As much of UTF-8 text as fits, cut between characters.
std::string_view clip(std::string_view text)
{
    if (text.size() <= reason_max)
        return text;
    std::size_t size = reason_max;
    while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80)
        --size;
    return text.substr(0, size);
}

/// Commands are words; older frames number them in this order.
enum class Command { heart_beat, acknowledge, refuse, message, unknown };

Command read_command(const json::object& frame)
{
    const std::string text = text_or(frame, "commandType");
    if (text == "HeartBeat" || text == "0")
        return Command::heart_beat;
    if (text == "Ack" || text == "1")
        return Command::acknowledge;
    if (text == "Fail" || text == "2")
        return Command::refuse;
    if (text == "Common" || text == "3")
        return Command::message;
    return Command::unknown;
}

/// The order that the content names: as a factory sees it, or by a merchant's number. The content
/// is JSON in a text.
std::optional<OrderId> find_order(const json::object& body)
{
    const json::value* content = find_member(body, "content");
    if (content == nullptr)
        return std::nullopt;
    json::value inside = *content;
    if (const auto* text = content->if_string()) {
        auto parsed = parse_json(*text, limits);
        if (!parsed)
            return std::nullopt;
        inside = std::move(*parsed);
    }
    const json::object* object = inside.if_object();
    if (object == nullptr)
        return std::nullopt;
    OrderId id{.merchant = MerchantId(text_or(*object, "mall_mask_id")),
               .number = text_or(*object, "order_mask_sn")};
    if (!id.merchant.empty() && !id.number.empty())
        return id;
    OrderId own{.merchant = {}, .number = text_or(*object, "tid")};
    return own.number.empty() ? std::nullopt : std::optional(std::move(own));
}

PushMessage read_message(const json::object& frame, const json::object& body,
                         const PushTopics& topics)
{
    PushMessage message;
    message.id = text_or(frame, "id");
    message.owner = text_or(body, "mallID");
    message.topic = text_or(body, "type");
    const auto sent_at = find_integer(frame, "sendTime");
    message.sent_at = TimePoint(Milliseconds(sent_at.value_or(0)));
    message.order = find_order(body);
    message.is_news = topics.empty() ? message.order.has_value() : topics.contains(message.topic);
    if (!message.is_news)
        message.order.reset();
    return message;
}

} // namespace

std::string build_push_path(std::string_view app_key, const Secret& app_secret, TimePoint now)
{
    const std::string millis = std::to_string(milliseconds(now));
    // The text holds the secret: as a Secret its bytes are wiped with it.
    std::string text(app_key);
    text += millis;
    text += app_secret.reveal();
    const Secret digested(std::move(text));
    return "/message/" + std::string(app_key) + "/" + millis + "/" +
           to_base64(md5_hex_lower(digested.reveal()));
}

std::string build_acknowledgement(const PushMessage& message, TimePoint now)
{
    return json::serialize(build_answer("Ack", message, now));
}

std::string build_refusal(const PushMessage& message, std::string_view reason, TimePoint now)
{
    json::object frame = build_answer("Fail", message, now);
    frame["failReason"] = clip(reason);
    return json::serialize(frame);
}

std::string build_beat(TimePoint now)
{
    json::object frame;
    frame["commandType"] = "HeartBeat";
    frame["time"] = milliseconds(now);
    return json::serialize(frame);
}

PushFrame parse_push_frame(std::string_view text, const PushTopics& topics)
{
    const auto parsed = parse_json(text, limits);
    if (!parsed)
        return {.problem = parsed.error().text};
    const json::object* frame = parsed->if_object();
    if (frame == nullptr)
        return {.problem = "no JSON object"};
    const Command command = read_command(*frame);
    if (command == Command::unknown)
        return {.problem = "an unknown command"};
    if (command != Command::message)
        return {};
    const json::value* body = find_member(*frame, "message");
    if (body == nullptr || !body->is_object())
        return {.problem = "a message without content"};
    PushMessage message = read_message(*frame, body->as_object(), topics);
    // Without these nobody could be told of it, and it could not be acknowledged.
    if (message.id.empty() || message.owner.empty())
        return {.problem = "a message without id or shop"};
    return {.message = std::move(message)};
}

} // namespace daifa::pinduoduo
