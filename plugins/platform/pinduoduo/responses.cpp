#include "pinduoduo/responses.hpp"

#include "pinduoduo/requests.hpp"

#include <daifa/codec/json.hpp>
#include <daifa/codec/timestamp.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <stdexcept>

namespace daifa::pinduoduo {
namespace {

namespace json = boost::json;

template <class Number>
std::optional<Number> parse_number(std::string_view text)
{
    Number number = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
    if (parsed.ec != std::errc{} || parsed.ptr != text.data() + text.size())
        return std::nullopt;
    return number;
}

std::set<int> read_codes(const Settings& settings, std::string_view key)
{
    std::set<int> codes;
    for (const auto& text : settings.text_list(key)) {
        const auto code = parse_number<int>(text);
        if (!code)
            throw std::invalid_argument("setting " + std::string(key) + ": \"" + text +
                                        "\" is no number");
        codes.insert(*code);
    }
    return codes;
}

AfterSale to_after_sale(int code, const AfterSaleCodes& codes)
{
    if (codes.refunded.contains(code))
        return AfterSale::refunded;
    return codes.clear.contains(code) ? AfterSale::none : AfterSale::open;
}

/// Not a value of the platform's list: an after-sale that can't be read holds the order.
constexpr int after_sale_unknown = -1;

struct OrderRow {
    PlatformOrder order = {};
    std::string_view problem = {}; ///< Empty when the row could be read.
};

/// Strict about what decides (identity, flags, quantity, price), lenient about the rest.
OrderRow read_order(const json::value& value, const AfterSaleCodes& codes)
{
    const auto* row = value.if_object();
    if (row == nullptr)
        return {.problem = "it is no object"};

    PlatformOrder order;
    order.id = {MerchantId(text_or(*row, "mall_mask_id")), text_or(*row, "order_mask_sn")};
    if (order.id.merchant.empty() || order.id.number.empty())
        return {.problem = "mall_mask_id or order_mask_sn is missing"};
    const auto status = find_integer(*row, "status");
    if (status != 0 && status != 1)
        return {.problem = "status is neither 0 nor 1"};
    const auto return_status = find_integer(*row, "return_status");
    if (return_status != 0 && return_status != 1)
        return {.problem = "return_status is neither 0 nor 1"};
    order.is_assigned = *status == 1;
    order.has_waybill = *return_status == 1;

    const auto quantity = find_integer(*row, "goods_number");
    if (order.is_assigned && (!quantity || *quantity < 1))
        return {.problem = "goods_number is no count"};
    const bool has_price = find_member(*row, "product_price") != nullptr;
    const auto price = find_integer(*row, "product_price");
    if (order.is_assigned && has_price && !price)
        return {.problem = "product_price is no amount in fen"};

    order.merchant_name = text_or(*row, "mall_mask_name");
    order.assigned_at = TimePoint(Milliseconds(find_integer(*row, "allow_time").value_or(0)));
    order.is_sf_only = find_boolean(*row, "sf_only").value_or(false);
    order.after_sale_code = read_after_sale_code(*row);
    order.after_sale = to_after_sale(order.after_sale_code, codes);
    order.region = {text_or(*row, "province"), text_or(*row, "city"), text_or(*row, "district")};
    order.recipient_group = text_or(*row, "receiver_id");
    order.item.product_name = text_or(*row, "goods_name");
    order.item.variant_name = text_or(*row, "goods_spec");
    order.item.sku_code = text_or(*row, "out_sku_sn");
    order.item.product_code = text_or(*row, "product_sn");
    order.item.quantity = quantity.value_or(0);
    order.item.settlement_price = Money{price.value_or(0)};
    order.seller_note = Personal(text_or(*row, "remark"));
    return {.order = std::move(order)};
}

constexpr auto epoch_2020 = std::chrono::sys_days(std::chrono::January / 1 / 2020);
constexpr auto epoch_2100 = std::chrono::sys_days(std::chrono::January / 1 / 2100);

/// Epoch seconds or milliseconds, told apart by size; nothing for what is no moment of our age.
std::optional<TimePoint> read_moment(std::int64_t number)
{
    constexpr std::int64_t milliseconds_min = 100'000'000'000;
    if (number <= 0 || number > milliseconds_min * 1000)
        return std::nullopt;
    const TimePoint at(number >= milliseconds_min ? Milliseconds(number)
                                                  : std::chrono::seconds(number));
    if (at < epoch_2020 || at > epoch_2100)
        return std::nullopt;
    return at;
}

/// The end that `<level>expires_at` or `<level>expires_in` gives. One published sample has a moment
/// where the remaining seconds belong.
std::optional<TimePoint> find_end(const json::object& body, const std::string& level, TimePoint now)
{
    if (const auto at = read_moment(find_integer(body, level + "expires_at").value_or(0)))
        return at;
    const std::int64_t left = find_integer(body, level + "expires_in").value_or(0);
    if (const auto at = read_moment(left))
        return at;
    constexpr std::int64_t ten_years = 10LL * 366 * 86'400;
    if (left <= 0 || left > ten_years)
        return std::nullopt;
    return now + std::chrono::seconds(left);
}

TimePoint earliest_level_end(const json::object& body, TimePoint now)
{
    constexpr std::array<const char*, 4> levels = {"r1_", "r2_", "w1_", "w2_"};
    TimePoint earliest{};
    for (const char* level : levels) {
        const auto end = find_end(body, level, now);
        if (end && (earliest == TimePoint{} || *end < earliest))
            earliest = *end;
    }
    return earliest;
}

// What the platform's own old guide gives, for an answer without any end: a wrong guess only means
// an earlier or later refresh, while an error here would lose the pair.
constexpr auto access_token_life = std::chrono::hours(24);
constexpr auto refresh_token_life = std::chrono::hours(24 * 30);

} // namespace

int read_after_sale_code(const json::object& row)
{
    // The field came later than the others: where it is missing there is no after-sale.
    if (find_member(row, "after_sales_status") == nullptr)
        return 0;
    const auto code = find_integer(row, "after_sales_status");
    if (!code || *code < 0 || *code > 1'000'000)
        return after_sale_unknown;
    return static_cast<int>(*code);
}

AfterSaleCodes read_after_sale_codes(const Settings& settings, const std::string& prefix)
{
    const std::string clear = prefix + "after_sale_clear";
    const std::string refunded = prefix + "after_sale_refunded";
    AfterSaleCodes codes{.clear = read_codes(settings, clear),
                         .refunded = read_codes(settings, refunded)};
    for (const int code : codes.clear)
        if (codes.refunded.contains(code))
            throw std::invalid_argument("after-sale status " + std::to_string(code) +
                                        " stands in " + clear + " and in " + refunded);
    return codes;
}

Result<ReadRows<PlatformOrder>> parse_order_page(const Answer& answer, int page_number,
                                                 const AfterSaleCodes& codes)
{
    const auto total = find_integer(answer.body, "total");
    if (!total || *total < 0)
        return unreadable(answer, "total is missing");

    ReadRows<PlatformOrder> result;
    result.page.total = *total;
    result.page.request_id = answer.request_id;
    const json::value* list = find_member(answer.body, "order_list");
    if (list == nullptr) {
        // Behind the last row an absent list and an empty one mean the same.
        if (*total > std::int64_t(page_number - 1) * page_size)
            return unreadable(answer, "order_list is missing");
        return result;
    }
    const auto* rows = list->if_array();
    if (rows == nullptr)
        return unreadable(answer, "order_list is no array");

    result.page.rows.reserve(rows->size());
    for (std::size_t at = 0; at < rows->size(); ++at) {
        OrderRow row = read_order((*rows)[at], codes);
        if (row.problem.empty())
            result.page.rows.push_back(std::move(row.order));
        else
            result.unreadable_rows.push_back("row " + std::to_string(at + 1) + ": " +
                                             std::string(row.problem));
    }
    // Only an incomplete page is the last one: `total` may have changed since the first page.
    if (rows->size() >= std::size_t(page_size))
        result.page.next = std::to_string(page_number + 1);
    return result;
}

Result<PlatformOrder> parse_order(const Answer& answer, const OrderId& asked,
                                  const AfterSaleCodes& codes)
{
    OrderRow row = read_order(answer.body, codes);
    if (!row.problem.empty())
        return unreadable(answer, row.problem);
    if (row.order.id != asked)
        return unreadable(answer, "it is about another order");
    return std::move(row.order);
}

Result<ShopAccess> parse_role(const Answer& answer)
{
    const auto role = find_integer(answer.body, "mall_role");
    if (!role)
        return unreadable(answer, "mall_role is missing");
    ShopAccess access{.request_id = answer.request_id};
    // 2 is documented; that 1 means a merchant is what the other documents suggest.
    if (*role == 2)
        access.role = ShopRole::factory;
    else if (*role == 1)
        access.role = ShopRole::merchant;
    return access;
}

Result<bool> parse_is_subscribed(const Answer& answer)
{
    const json::value* user = find_member(answer.body, "pmc_user");
    if (user == nullptr)
        return false;
    if (!user->is_object())
        return unreadable(answer, "pmc_user is no object");
    if (text_or(user->as_object(), "owner_id").empty())
        return false;
    return find_boolean(user->as_object(), "is_expire") != true;
}

Result<std::vector<Carrier>> parse_companies(const Answer& answer)
{
    const json::value* list = find_member(answer.body, "logistics_companies");
    const auto* rows = list == nullptr ? nullptr : list->if_array();
    if (rows == nullptr)
        return unreadable(answer, "logistics_companies is no array");
    std::vector<Carrier> carriers;
    carriers.reserve(rows->size());
    for (const json::value& value : *rows) {
        const auto* row = value.if_object();
        if (row == nullptr)
            return unreadable(answer, "a company is no object");
        Carrier carrier{.code = text_or(*row, "code"), .name = text_or(*row, "logistics_company")};
        carrier.is_available = find_boolean(*row, "available").value_or(true);
        if (!carrier.code.empty())
            carriers.push_back(std::move(carrier));
    }
    return carriers;
}

Result<Receipt> parse_receipt(const Answer& answer)
{
    // A false flag never comes this far; a missing one is no success either.
    constexpr std::array<std::string_view, 5> flags = {"return_result", "cancel_result", "result",
                                                       "is_success", "success"};
    const bool is_confirmed = std::ranges::any_of(
        flags, [&](std::string_view flag) { return find_boolean(answer.body, flag) == true; });
    if (!is_confirmed)
        return unreadable(answer, "the answer does not say whether it succeeded");
    return Receipt{.request_id = answer.request_id};
}

Result<Credential> parse_credential(const Answer& answer, TimePoint now)
{
    const json::object& body = answer.body;
    Credential credential;
    credential.access_token = Secret(text_or(body, "access_token"));
    if (credential.access_token.empty())
        return unreadable(answer, "access_token is missing");
    credential.refresh_token = Secret(text_or(body, "refresh_token"));
    credential.expires_at = find_end(body, "", now).value_or(now + access_token_life);
    credential.refresh_expires_at =
        find_end(body, "refresh_token_", now).value_or(now + refresh_token_life);
    credential.owner_id = text_or(body, "owner_id");
    credential.owner_name = text_or(body, "owner_name");
    if (const json::value* scope = find_member(body, "scope");
        scope != nullptr && scope->is_array())
        for (const json::value& name : scope->get_array())
            credential.scope.push_back(scalar_text(name));
    credential.granted_until = earliest_level_end(body, now);
    return credential;
}

Result<TimePoint> parse_time(const Answer& answer)
{
    const std::string text = text_or(answer.body, "time");
    if (const auto number = parse_number<std::int64_t>(text)) {
        if (const auto at = read_moment(*number))
            return *at;
    } else if (text.size() == 19 || (text.size() == 23 && text[19] == '.')) {
        // Longer texts carry a zone of their own, which would make this reading wrong by hours.
        if (const auto at = parse_beijing_text(text))
            return *at;
    }
    return unreadable(answer, "time is in no known format");
}

} // namespace daifa::pinduoduo
