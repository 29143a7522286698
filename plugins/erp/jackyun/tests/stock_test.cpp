#include "jackyun/connector.hpp"
#include "jackyun/tests/make_settings.hpp"
#include "support/recording_log.hpp"
#include "support/run_coroutine.hpp"
#include "support/scripted_http_client.hpp"
#include "support/scripted_web_sockets.hpp"

#include <daifa/codec/form.hpp>
#include <daifa/codec/json.hpp>
#include <daifa/codec/timestamp.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>

using namespace daifa;
using namespace daifa::jackyun;
using namespace daifa::test;

namespace {

class NoCredential : public CredentialSource {
public:
    const Credential* current() const override { return nullptr; }
};

std::string page_of(const std::string& rows)
{
    return R"({"code":200,"subCode":"0030000004","msg":"","result":{"contextId":"C-1","data":)"
           R"({"goodsStockQuantity":[)" +
           rows + "]}}}";
}

std::string row(const std::string& id, const std::string& usable = "7",
                const std::string& more = "")
{
    return R"({"quantityId":)" + id +
           R"(,"skuBarcode":"6901","goodsNo":"HP-1","warehouseCode":"CK-01",)"
           R"("currentQuantity":9,"useQuantity":)" +
           usable + R"(,"lockedQuantity":2)" + more + "}";
}

struct StockFixture {
    explicit StockFixture(SettingValues values = default_values())
        : connector(
              ConnectorContext{http, sockets, clock, log, credentials, Settings(std::move(values))})
    {
    }

    Result<Page<StockRow>> list(std::string cursor = {}, std::optional<TimePoint> since = {})
    {
        StockQuery query;
        query.cursor = std::move(cursor);
        query.changed_since = since;
        return run_coroutine(context, clock, connector.stock()->list_stock(std::move(query)));
    }

    boost::json::object sent()
    {
        const auto fields = decode_form(http.requests.back().body);
        return parse_json(find_field(fields, "bizcontent")).value().as_object();
    }

    boost::asio::io_context context;
    ManualClock clock;
    RecordingLog log;
    ScriptedHttpClient http;
    ScriptedWebSockets sockets;
    NoCredential credentials;
    JackyunConnector connector;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(stock, StockFixture)

BOOST_AUTO_TEST_CASE(everything_is_asked_for_from_the_first_row)
{
    http.answer(page_of(""));
    const auto page = list();

    BOOST_TEST(page.value().next.empty());
    const auto fields = decode_form(http.requests.back().body);
    BOOST_TEST(find_field(fields, "method") == "erp.stockquantity.get");
    BOOST_TEST(text_or(sent(), "maxQuantityId") == "0");
    BOOST_TEST(text_or(sent(), "pageIndex") == "0");
    BOOST_TEST(text_or(sent(), "pageSize") == "200");
    BOOST_TEST(!sent().contains("gmtModifiedStart"));
}

BOOST_AUTO_TEST_CASE(changes_are_a_span_of_time_up_to_now)
{
    http.answer(page_of(""));
    const TimePoint since = clock.now() - std::chrono::minutes(10);
    list("", since);

    BOOST_TEST(text_or(sent(), "gmtModifiedStart") == to_beijing_text(since));
    BOOST_TEST(text_or(sent(), "gmtModifiedEnd") == to_beijing_text(clock.now()));
}

BOOST_AUTO_TEST_CASE(a_page_leads_to_what_is_behind_its_largest_id)
{
    http.answer(page_of(row("1900000000000000001") + "," + row(R"("1900000000000000005")")));
    const auto page = list().value();

    BOOST_TEST(page.rows.size() == 2u);
    BOOST_TEST(page.next == "1900000000000000005");
    BOOST_TEST(page.request_id == "C-1");

    http.answer(page_of(""));
    BOOST_TEST(list(page.next).value().next.empty());
    BOOST_TEST(text_or(sent(), "maxQuantityId") == "1900000000000000005");
}

BOOST_AUTO_TEST_CASE(the_row_of_the_cursor_may_come_once_more)
{
    http.answer(page_of(row("5")));
    const auto page = list("5").value();

    BOOST_TEST(page.rows.size() == 1u);
    BOOST_TEST(page.next.empty());
}

BOOST_AUTO_TEST_CASE(a_server_that_ignores_the_cursor_is_noticed)
{
    http.answer(page_of(row("1") + "," + row("5")));

    BOOST_TEST((list("5").error().code == Errc::bad_response));
}

BOOST_AUTO_TEST_CASE(pieces_are_whole_and_may_be_owed)
{
    const std::pair<const char*, std::int64_t> quantities[] = {
        {"7", 7}, {"\"7\"", 7}, {"7.0", 7}, {"\"7.9000\"", 7}, {"0", 0}, {"-3", -3}, {"-2.5", -3}};
    for (const auto& [text, pieces] : quantities) {
        http.answer(page_of(row("1", text)));
        const auto page = list().value();
        BOOST_TEST_REQUIRE(page.rows.size() == 1u, text);
        BOOST_TEST(page.rows[0].usable == pieces, text);
    }
}

BOOST_AUTO_TEST_CASE(a_row_says_whose_it_is)
{
    http.answer(page_of(row("1")));
    const auto page = list().value();

    BOOST_TEST_REQUIRE(page.rows.size() == 1u);
    BOOST_TEST(page.rows[0].barcode == "6901");
    BOOST_TEST(page.rows[0].goods_code == "HP-1");
    BOOST_TEST(page.rows[0].warehouse == "CK-01");
    BOOST_TEST(page.rows[0].in_house == 9);
    BOOST_TEST(page.rows[0].locked == 2);
}

BOOST_AUTO_TEST_CASE(a_row_that_can_not_be_read_stops_no_other)
{
    http.answer(page_of(row("1", "null") + "," + row("2", "\"many\"") + "," + row("3")));
    const auto page = list().value();

    BOOST_TEST(page.rows.size() == 1u);
    BOOST_TEST(page.next == "3");
    BOOST_TEST(std::ranges::count_if(log.lines, [](const auto& line) {
                   return line.starts_with("a row of stock can not be read");
               }) == 2);
}

BOOST_AUTO_TEST_CASE(a_list_that_is_missing_is_not_an_empty_warehouse)
{
    http.answer(R"({"code":200,"subCode":"","msg":"","result":{"contextId":"C-1","data":{}}})");

    BOOST_TEST((list().error().code == Errc::bad_response));
}

BOOST_AUTO_TEST_CASE(a_method_that_was_not_subscribed_is_a_matter_of_the_application)
{
    http.answer(R"({"code":0,"subCode":"0130020310","msg":"未订购","result":{"data":null}})");

    BOOST_TEST((list().error().code == Errc::misconfigured));
}

BOOST_AUTO_TEST_SUITE_END()
