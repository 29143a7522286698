// The answers of the platform's gateway: "API STATUS" and the body.
#include "fuzz/fuzz.hpp"

#include "pinduoduo/envelope.hpp"
#include "pinduoduo/goods_responses.hpp"
#include "pinduoduo/merchant_responses.hpp"
#include "pinduoduo/responses.hpp"
#include "pinduoduo/waybill_responses.hpp"

#include <array>
#include <map>
#include <string>

namespace daifa::fuzz {
namespace {

namespace api = pinduoduo::api;
using pinduoduo::Answer;

constexpr std::size_t print_data_max = 4096;
const TimePoint now(Milliseconds(1'700'000'000'000));

void read_orders(const Answer& answer)
{
    const auto page = parse_order_page(answer, 1, {});
    if (!page)
        return;
    for (const auto& order : page->page.rows)
        require(!order.id.number.empty(), "an order that is served has a number");
}

void read_order(const Answer& answer)
{
    const OrderId asked{MerchantId("m"), "o"};
    const auto order = parse_order(answer, asked, {});
    require(!order || order->id == asked, "an order is served to nobody who asked for another one");
}

void read_taken(const Answer& answer)
{
    std::vector<ParcelDraft> asked(2);
    asked[0].package_id = "1";
    asked[1].package_id = "2";
    const auto taken = parse_taken(answer, asked, print_data_max);
    if (!taken)
        return;
    require(taken->waybills.size() == asked.size(), "each parcel gets one number");
    for (const auto& waybill : taken->waybills)
        require(!waybill.number.empty() && waybill.print_data.reveal().size() <= print_data_max,
                "a taken number has print data of a size that can be kept");
}

void read_found(const Answer& answer)
{
    const WaybillNumber asked("YT1");
    const auto found = parse_found(answer, asked, print_data_max);
    require(!found || found->number == asked,
            "a number is found for nobody who asked for another one");
}

void read_listings(const Answer& answer)
{
    const auto page = parse_listings(answer, 1);
    if (!page)
        return;
    for (const auto& listing : page->page.rows)
        require(!listing.id.product.empty() && !listing.id.variant.empty(),
                "a listing that is served has its ids");
}

void read_listing(const Answer& answer)
{
    const ListingId asked{"1", "2"};
    const auto listing = parse_listing(answer, asked);
    require(!listing || listing->id == asked,
            "a listing is served to nobody who asked for another one");
}

const pinduoduo::MerchantReading& merchant_reading()
{
    using Texts = std::map<std::string, std::string>;
    static const pinduoduo::MerchantReading reading{
        {}, pinduoduo::LogisticsIds(Settings({{"logistics_ids", Texts{}}}))};
    return reading;
}

void read_merchant_orders(const Answer& answer)
{
    const auto page = parse_merchant_orders(answer, "", merchant_reading());
    if (!page)
        return;
    for (const auto& order : page->page.rows) {
        require(!order.number.empty() && order.number.size() <= 64,
                "a merchant's order has a number");
        require(!order.items.empty(), "a merchant's order has goods");
        for (const auto& item : order.items)
            require(item.quantity > 0 && item.settlement_price.fen >= 0,
                    "goods have a count and no debt");
    }
}

void read_merchant_order(const Answer& answer)
{
    const auto order = parse_merchant_order(answer, "o", merchant_reading());
    require(!order || order->number == "o",
            "an order is served to nobody who asked for another one");
}

void read_return_addresses(const Answer& answer)
{
    const auto addresses = parse_return_addresses(answer);
    if (!addresses)
        return;
    for (const auto& address : *addresses)
        require(!address.id.empty(), "a return address has an id");
}

const std::map<std::string_view, void (*)(const Answer&)> readers = {
    {api::order_list_get, read_orders},
    {api::order_get, read_order},
    {api::goods_list_get, read_listings},
    {api::goods_skus_get, read_listing},
    {api::merchant_list_get, read_merchant_orders},
    {api::merchant_changes_get, read_merchant_orders},
    {api::merchant_order_get, read_merchant_order},
    {api::return_addresses_get, read_return_addresses},
    {api::online_send, [](const Answer& answer) { (void)parse_receipt(answer); }},
    {api::waybill_take, read_taken},
    {api::waybill_query, read_found},
    {api::role_get, [](const Answer& answer) { (void)parse_role(answer); }},
    {api::companies_get, [](const Answer& answer) { (void)parse_companies(answer); }},
    {api::waybill_return, [](const Answer& answer) { (void)parse_receipt(answer); }},
    {api::number_cancel, [](const Answer& answer) { (void)parse_receipt(answer); }},
    {api::token_create, [](const Answer& answer) { (void)parse_credential(answer, now); }},
    {api::time_get, [](const Answer& answer) { (void)parse_time(answer); }},
    {api::waybill_search, [](const Answer& answer) { (void)parse_contracts(answer); }},
    {api::standard_templates_get, [](const Answer& answer) { (void)parse_templates(answer); }},
};

Operation kind_of(std::string_view name)
{
    const bool is_write = name == api::waybill_return || name == api::number_cancel ||
                          name == api::waybill_take || name == api::online_send ||
                          name == api::token_create;
    return is_write ? Operation::write : Operation::read;
}

} // namespace

void try_input(std::string_view input)
{
    const auto [call_name, response] = read_given_answer(input);
    const auto reader = readers.find(call_name);
    if (reader == readers.end())
        return;

    const pinduoduo::CallName call{reader->first, kind_of(reader->first)};
    const auto answer = open_envelope(call, response, now);
    if (!answer) {
        const bool says_more =
            answer.error().code != Errc::uncertain || call.kind == Operation::write;
        require(says_more, "only a write is uncertain");
        return;
    }
    require(response.status / 100 == 2, "an answer outside HTTP 2xx is no success");
    reader->second(*answer);
}

} // namespace daifa::fuzz
