#include "jackyun/responses.hpp"

#include "jackyun/failures.hpp"

#include <daifa/codec/json.hpp>

#include <algorithm>
#include <array>
#include <optional>

namespace daifa::jackyun {
namespace {

namespace json = boost::json;

constexpr std::int64_t online_shop = 1; ///< channelType 直营网店.
constexpr std::string_view own_platform_mark = "自有";

constexpr std::array<std::string_view, 2> success_keys = {"success", "succees"};
constexpr std::array<std::string_view, 3> text_keys = {"msg", "message", "errorMsg"};
constexpr std::array<std::string_view, 3> code_keys = {"subCode", "errorCode", "code"};

template <std::size_t n>
std::string first_text(const json::object& object, const std::array<std::string_view, n>& keys)
{
    for (const auto key : keys)
        if (auto text = text_or(object, key); !text.empty())
            return text;
    return {};
}

RemoteFailure describe_row(std::span<const ErrorRow> failures, const json::value& row)
{
    RemoteFailure failure;
    failure.code = std::string(failed_row);
    const auto* object = row.if_object();
    if (object == nullptr) {
        failure.text = scalar_text(row);
        return failure;
    }
    failure.text = first_text(*object, text_keys);
    const std::string code = first_text(*object, code_keys);
    if (find_error_row(failures, code) != nullptr)
        failure.code = code;
    return failure;
}

/// The refusal of our only row inside an answer that as a whole reports success.
std::optional<RemoteFailure> find_row_failure(std::span<const ErrorRow> failures,
                                              const json::value& data)
{
    const auto* object = data.if_object();
    if (object == nullptr)
        return data.is_bool() && !data.get_bool() ? std::optional(describe_row(failures, "refused"))
                                                  : std::nullopt;
    const json::value* failed = find_member(*object, "failedResults");
    const auto* rows = failed == nullptr ? nullptr : failed->if_array();
    if (rows != nullptr && !rows->empty())
        return describe_row(failures, rows->front());
    for (const auto key : success_keys) {
        const json::value* success = find_member(*object, key);
        const bool is_scalar = success != nullptr && (success->is_bool() || success->is_string());
        if (is_scalar && find_boolean(*object, key) == false)
            return describe_row(failures, data);
    }
    return std::nullopt;
}

Error refuse(std::span<const ErrorRow> failures, const Answer& answer, RemoteFailure failure)
{
    failure.request_id = answer.request_id;
    return classify(failures, answer.kind, answer.method, std::move(failure));
}

bool names_order(const json::value& row, const ErpOrderId& id)
{
    const auto* object = row.if_object();
    return (object == nullptr ? scalar_text(row) : text_or(*object, "tradeNo")) == id.text();
}

/// Success is written as true, as a count, as the number itself, or as a list of numbers or rows.
bool says_done(const json::value& success, const ErpOrderId& id)
{
    if (const auto* list = success.if_array())
        return std::ranges::any_of(*list, [&](const auto& row) { return names_order(row, id); });
    if (names_order(success, id))
        return true;
    const std::string text = scalar_text(success);
    return text == "true" || text == "1";
}

bool is_own_platform(const json::object& row, const std::string& platform_name,
                     std::span<const std::string> own_platform_codes)
{
    if (find_integer(row, "channelType") != online_shop)
        return false;
    const std::string code = text_or(row, "onlinePlatTypeCode");
    const bool is_listed = std::ranges::find(own_platform_codes, code) != own_platform_codes.end();
    return platform_name.find(own_platform_mark) != std::string::npos ||
           (!code.empty() && is_listed);
}

} // namespace

Result<const json::array*> read_list(const Answer& answer, std::string_view name)
{
    static const json::array none;
    const json::value* member = &answer.data;
    if (const auto* object = answer.data.if_object())
        member = object->if_contains(name);
    if (member == nullptr)
        return malformed(answer, "result.data has no " + std::string(name));
    if (member->is_null())
        return &none;
    const auto* list = member->if_array();
    if (list == nullptr)
        return malformed(answer, "result.data." + std::string(name) + " is no list");
    if (!std::ranges::all_of(*list, [](const auto& row) { return row.is_object(); }))
        return malformed(answer, "result.data." + std::string(name) + " holds other than objects");
    return list;
}

Result<std::vector<ErpChannel>> parse_channels(const Answer& answer,
                                               std::span<const std::string> own_platform_codes)
{
    const auto rows = read_list(answer, "salesChannelInfo");
    if (!rows)
        return rows.error();
    std::vector<ErpChannel> channels;
    for (const auto& value : **rows) {
        const auto& row = value.as_object();
        ErpChannel channel;
        channel.id = ChannelId(text_or(row, "channelCode"));
        channel.name = text_or(row, "channelName");
        channel.platform_name =
            text_or(row, "onlinePlatTypeName", text_or(row, "onlinePlatTypeCode"));
        channel.is_own_platform = is_own_platform(row, channel.platform_name, own_platform_codes);
        channels.push_back(std::move(channel));
    }
    return channels;
}

std::map<std::string, std::string> parse_channel_ids(const Answer& answer)
{
    std::map<std::string, std::string> ids;
    const auto rows = read_list(answer, "salesChannelInfo");
    if (!rows)
        return ids;
    for (const auto& value : **rows)
        if (auto id = text_or(value.as_object(), "channelId"); !id.empty())
            ids.emplace(text_or(value.as_object(), "channelCode"), std::move(id));
    return ids;
}

Result<std::vector<CarrierRow>> parse_carriers(const Answer& answer)
{
    const auto rows = read_list(answer, "logisticInfo");
    if (!rows)
        return rows.error();
    std::vector<CarrierRow> carriers;
    for (const auto& value : **rows) {
        const auto& row = value.as_object();
        CarrierRow read;
        read.own_code = text_or(row, "logisticCode");
        read.own_name = text_or(row, "logisticName");
        read.carrier.code = text_or(row, "expressCode");
        read.carrier.name = text_or(row, "expressName");
        if (read.carrier.code.empty())
            read.carrier.code = read.own_code;
        if (read.carrier.name.empty())
            read.carrier.name = read.own_name;
        read.carrier.is_available = !find_boolean(row, "isBlockup").value_or(false);
        carriers.push_back(std::move(read));
    }
    return carriers;
}

Result<CreatedOrder> parse_created(std::span<const ErrorRow> failures, const Answer& answer)
{
    const auto* object = answer.data.if_object();
    const json::value* member = object == nullptr ? nullptr : find_member(*object, "tradeOrder");
    const auto* order = member == nullptr ? nullptr : member->if_object();
    CreatedOrder created;
    created.id = ErpOrderId(order == nullptr ? "" : text_or(*order, "tradeNo"));
    created.request_id = answer.request_id;

    auto failure = find_row_failure(failures, answer.data);
    if (failure && !created.id.empty())
        return malformed(answer, "the answer gives an order number and reports a failure");
    if (failure)
        return refuse(failures, answer, std::move(*failure));
    if (created.id.empty())
        return malformed(answer, "success without an order number");
    return created;
}

Result<Receipt> parse_done(std::span<const ErrorRow> failures, const Answer& answer,
                           const ErpOrderId& id)
{
    if (auto failure = find_row_failure(failures, answer.data))
        return refuse(failures, answer, std::move(*failure));

    Receipt receipt;
    receipt.request_id = answer.request_id;
    const auto* object = answer.data.if_object();
    if (object == nullptr && says_done(answer.data, id))
        return receipt;
    if (object != nullptr)
        for (const auto key : success_keys)
            if (const json::value* success = find_member(*object, key))
                if (says_done(*success, id))
                    return receipt;
    return malformed(answer, "the answer does not say whether it was done");
}

} // namespace daifa::jackyun
