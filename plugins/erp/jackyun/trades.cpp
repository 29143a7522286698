#include "jackyun/trades.hpp"

#include "jackyun/responses.hpp"

#include <daifa/codec/json.hpp>
#include <daifa/codec/timestamp.hpp>

#include <boost/algorithm/string/trim.hpp>

#include <algorithm>

namespace daifa::jackyun {
namespace {

namespace json = boost::json;

constexpr std::string_view full_width_comma = "，";
/// Integers above are milliseconds since 1970, below are seconds.
constexpr std::int64_t seconds_max = 100'000'000'000;

struct StageRow {
    std::string_view status;
    ErpStage stage;
};

constexpr StageRow stages[] = {
    {"1010", ErpStage::waiting_audit}, {"1020", ErpStage::waiting_audit},
    {"1030", ErpStage::waiting_audit}, {"1050", ErpStage::waiting_audit},
    {"4130", ErpStage::part_shipped},  {"5010", ErpStage::cancelled},
    {"5020", ErpStage::merged},        {"5030", ErpStage::split},
    {"6000", ErpStage::shipped},       {"9090", ErpStage::shipped},
};

void add_distinct(std::vector<std::string>& list, std::string text)
{
    boost::algorithm::trim(text);
    if (!text.empty() && std::ranges::find(list, text) == list.end())
        list.push_back(std::move(text));
}

/// The texts between commas of either width.
std::vector<std::string> split_list(std::string text)
{
    for (auto at = text.find(full_width_comma); at != std::string::npos;
         at = text.find(full_width_comma))
        text.replace(at, full_width_comma.size(), ",");
    std::vector<std::string> parts;
    std::size_t start = 0;
    while (start <= text.size()) {
        const auto end = std::min(text.find(',', start), text.size());
        add_distinct(parts, text.substr(start, end - start));
        start = end + 1;
    }
    return parts;
}

/// The objects of a list member; empty for whatever else stands there.
std::vector<const json::object*> find_rows(const json::object& object, std::string_view name)
{
    std::vector<const json::object*> rows;
    const json::value* member = find_member(object, name);
    const auto* list = member == nullptr ? nullptr : member->if_array();
    if (list != nullptr)
        for (const auto& row : *list)
            if (const auto* found = row.if_object())
                rows.push_back(found);
    return rows;
}

std::vector<std::string> read_source_numbers(const json::object& row)
{
    auto numbers = split_list(text_or(row, "onlineTradeNo"));
    if (!numbers.empty())
        return numbers;
    for (const auto* goods : find_rows(row, "goodsDetail"))
        for (auto& number : split_list(text_or(*goods, "sourceTradeNo")))
            add_distinct(numbers, std::move(number));
    return numbers;
}

std::optional<TimePoint> find_time(const json::object& row, std::string_view name)
{
    if (const auto at = parse_beijing_text(text_or(row, name)))
        return at;
    const auto number = find_integer(row, name);
    if (!number || *number <= 0)
        return std::nullopt;
    return TimePoint(*number > seconds_max ? Milliseconds(*number)
                                           : Milliseconds(std::chrono::seconds(*number)));
}

/// The carrier of a row, and whether it had to be taken in the tenant's own words.
Carrier read_carrier(const json::object& row, bool& is_own)
{
    Carrier carrier;
    carrier.code = text_or(row, "expressCode");
    carrier.name = text_or(row, "expressName");
    if (carrier.code.empty()) {
        is_own = true;
        carrier.code = text_or(row, "logisticCode");
    }
    if (carrier.name.empty())
        carrier.name = text_or(row, "logisticName");
    return carrier;
}

void add_parcel(std::vector<Parcel>& parcels, const std::string& number, const Carrier& carrier)
{
    const bool is_known = std::ranges::any_of(
        parcels, [&](const Parcel& parcel) { return parcel.number.text() == number; });
    if (is_known)
        return;
    Parcel parcel;
    parcel.carrier = carrier;
    parcel.number = WaybillNumber(number);
    parcels.push_back(std::move(parcel));
}

/// A package has one row for each of its goods. Once one of them tells when it left, those that do
/// not tell are still here, and a partly shipped order shows only what left.
std::vector<Parcel> read_packages(const json::object& row, ErpStage stage, bool& has_own_carriers)
{
    const auto packages = find_rows(row, "packageDetail");
    const bool are_timed = std::ranges::any_of(packages, [](const json::object* package) {
        return find_time(*package, "consignTime").has_value();
    });
    std::vector<Parcel> parcels;
    for (const auto* package : packages) {
        if (stage == ErpStage::part_shipped && are_timed && !find_time(*package, "consignTime"))
            continue;
        const auto numbers = split_list(text_or(*package, "logisticNo"));
        if (numbers.empty())
            continue;
        bool is_own = false;
        Carrier carrier = read_carrier(*package, is_own);
        if (carrier.code.empty() && carrier.name.empty())
            carrier = read_carrier(row, is_own);
        has_own_carriers = has_own_carriers || is_own;
        for (const auto& number : numbers)
            add_parcel(parcels, number, carrier);
    }
    return parcels;
}

std::vector<Parcel> read_parcels(const json::object& row, ErpStage stage, bool& has_own_carriers)
{
    const auto main_numbers = split_list(text_or(row, "mainPostid"));
    auto parcels = read_packages(row, stage, has_own_carriers);
    if (parcels.empty()) {
        const Carrier carrier = read_carrier(row, has_own_carriers);
        for (const auto& number : main_numbers)
            add_parcel(parcels, number, carrier);
        for (const auto& number : split_list(text_or(row, "extraLogisticNo")))
            add_parcel(parcels, number, carrier);
    }
    if (!main_numbers.empty())
        std::stable_partition(parcels.begin(), parcels.end(), [&](const Parcel& parcel) {
            return parcel.number.text() == main_numbers.front();
        });
    return parcels;
}

/// Nothing when the row lacks what identifies and places it.
std::optional<Trade> read_trade(const json::object& row)
{
    Trade trade;
    ErpOrder& order = trade.order;
    order.id = ErpOrderId(text_or(row, "tradeNo"));
    const auto status = find_integer(row, "tradeStatus");
    order.status_code = status ? std::to_string(*status) : text_or(row, "tradeStatus");
    if (order.id.empty() || order.status_code.empty())
        return std::nullopt;

    order.stage = to_stage(order.status_code);
    if (find_boolean(row, "isDelete").value_or(false)) {
        order.stage = ErpStage::cancelled;
        order.status_code += " deleted";
    }
    order.source_numbers = read_source_numbers(row);
    order.parcels = read_parcels(row, order.stage, trade.has_own_carriers);
    order.shipped_at = find_time(row, "consignTime");
    trade.shop_code = text_or(row, "shopCode", text_or(row, "channelCode"));
    trade.shop_name = text_or(row, "shopName", text_or(row, "channelName"));
    return trade;
}

std::string read_scroll_id(const Answer& answer, const json::array& rows)
{
    if (const auto* object = answer.data.if_object())
        if (auto id = text_or(*object, "scrollId"); !id.empty())
            return id;
    return rows.empty() ? std::string() : text_or(rows.back().as_object(), "scrollId");
}

} // namespace

ErpStage to_stage(std::string_view trade_status)
{
    const auto* const row = std::ranges::find(stages, trade_status, &StageRow::status);
    return row == std::ranges::end(stages) ? ErpStage::in_progress : row->stage;
}

bool is_of_channel(const Trade& trade, const ChannelId& channel, const std::string& channel_name)
{
    if (!trade.shop_code.empty())
        return trade.shop_code == channel.text();
    if (!trade.shop_name.empty() && !channel_name.empty())
        return trade.shop_name == channel_name;
    return true;
}

Result<TradePage> parse_trades(const Answer& answer)
{
    const auto rows = read_list(answer, "trades");
    if (!rows)
        return rows.error();
    TradePage page;
    for (const auto& value : **rows) {
        auto trade = read_trade(value.as_object());
        if (!trade)
            return malformed(answer,
                             "an order without tradeNo or tradeStatus; see the setting \"fields\"");
        page.trades.push_back(std::move(*trade));
    }
    page.scroll_id = read_scroll_id(answer, **rows);
    return page;
}

} // namespace daifa::jackyun
