// The answers of the ERP's gateway: "METHOD STATUS" and the body.
#include "fuzz/fuzz.hpp"

#include "jackyun/envelope.hpp"
#include "jackyun/failures.hpp"
#include "jackyun/responses.hpp"
#include "jackyun/stock.hpp"
#include "jackyun/trades.hpp"

#include <map>
#include <string>

namespace daifa::fuzz {
namespace {

using jackyun::Answer;

const std::vector<std::string> own_platforms = {"OTHER"};
constexpr std::span<const ErrorRow> no_failures = {};

void read_created(const Answer& answer)
{
    const auto created = parse_created(no_failures, answer);
    require(!created || !created->id.empty(), "an order that was created has a number");
    require(created || created.error().code != Errc::bad_response, "a creation that is not understood is uncertain");
}

void read_orders(const Answer& answer)
{
    const auto page = parse_trades(answer);
    if (!page)
        return;
    for (const auto& trade : page->trades) {
        require(!trade.order.id.empty(), "an order that is served has a number");
        (void)is_of_channel(trade, ChannelId("A1"), "代发");
    }
}

void read_stock(const Answer& answer)
{
    const std::string cursor = "5";
    const auto page = parse_stock(answer, cursor);
    if (!page)
        return;
    require(page->page.next != cursor, "a list of stock does not stand still");
    for (const auto& row : page->page.rows)
        require(!row.warehouse.empty(), "stock that is served lies in a warehouse");
}

struct Reader {
    Operation kind;
    void (*read)(const Answer&);
};

const std::map<std::string_view, Reader> readers = {
    {"oms.trade.fullinfoget", {Operation::read, read_orders}},
    {"erp.stockquantity.get", {Operation::read, read_stock}},
    {"oms.trade.ordercreate", {Operation::write, read_created}},
    {"oms.trade.audit.pass",
     {Operation::write, [](const Answer& answer) { (void)parse_done(no_failures, answer, ErpOrderId("JY1")); }}},
    {"erp.sales.get",
     {Operation::read,
      [](const Answer& answer) {
          (void)parse_channels(answer, own_platforms);
          (void)parse_channel_ids(answer);
      }}},
    {"erp.logistic.get", {Operation::read, [](const Answer& answer) { (void)parse_carriers(answer); }}},
};

} // namespace

void try_input(std::string_view input)
{
    const auto [call_name, response] = read_given_answer(input);
    const auto reader = readers.find(call_name);
    if (reader == readers.end())
        return;

    const Operation kind = reader->second.kind;
    const auto answer = jackyun::read_envelope(no_failures, kind, std::string(reader->first), response);
    if (!answer) {
        const bool is_certain = answer.error().code != Errc::uncertain;
        require(is_certain || kind == Operation::write, "only a write is uncertain");
        return;
    }
    require(response.status / 100 == 2, "an answer outside HTTP 2xx is no success");
    require(!answer->data.is_null(), "a success carries data");
    reader->second.read(*answer);
}

} // namespace daifa::fuzz
