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

using namespace daifa;
using namespace daifa::jackyun;
using namespace daifa::test;

namespace {

class NoCredential : public CredentialSource {
public:
    const Credential* current() const override { return nullptr; }
};

std::string success(const std::string& data)
{
    return R"({"code":200,"subCode":"","msg":"","result":{"contextId":"C-1","data":)" + data + "}}";
}

std::string trade(const std::string& number, const std::string& source,
                  const std::string& more = "")
{
    return R"({"tradeNo":")" + number + R"(","onlineTradeNo":")" + source +
           R"(","tradeStatus":1010,"shopCode":"PDD-01")" + more + "}";
}

std::string trades(const std::string& rows, const std::string& more = "")
{
    return success(R"({"trades":[)" + rows + "]" + more + "}");
}

std::string full_page(int from, int count, const std::string& more = "")
{
    std::string rows;
    for (int i = from; i < from + count; ++i)
        rows +=
            (rows.empty() ? "" : ",") + trade("JY" + std::to_string(i), "N" + std::to_string(i));
    return trades(rows, more);
}

const std::string no_trades = trades("");

struct Fixture {
    explicit Fixture(SettingValues values = default_values())
        : connector(ConnectorContext{http, sockets, clock, log, credentials, Settings(std::move(values))})
    {
    }

    template <class T>
    T run(awaitable<T> work)
    {
        return run_coroutine(context, clock, std::move(work));
    }

    std::string sent(std::size_t at, std::string_view field)
    {
        const auto fields = decode_form(http.requests.at(at).body);
        return text_or(parse_json(find_field(fields, "bizcontent")).value().as_object(), field);
    }

    Result<std::vector<ErpOrder>> find(std::vector<std::string> numbers)
    {
        return run(connector.find_orders(ChannelId("PDD-01"), std::move(numbers)));
    }

    Result<Page<ErpOrder>> changed(std::string cursor)
    {
        PageQuery query;
        query.from = clock.now() - std::chrono::hours(1);
        query.to = clock.now();
        query.cursor = std::move(cursor);
        return run(connector.list_changed_orders(ChannelId("PDD-01"), std::move(query)));
    }

    /// From here on the connector knows its channel's inner id, 17.
    void discover()
    {
        http.answer(success(R"({"salesChannelInfo":[{"channelId":"17","channelCode":"PDD-01"}]})"));
        run(connector.list_channels());
        http.requests.clear();
    }

    boost::asio::io_context context;
    ManualClock clock;
    RecordingLog log;
    ScriptedHttpClient http;
    ScriptedWebSockets sockets;
    NoCredential credentials;
    JackyunConnector connector;
};

ErpOrderDraft make_draft()
{
    ErpItem item;
    item.barcode = "690001";
    item.quantity = 1;
    ErpOrderDraft draft;
    draft.channel = ChannelId("PDD-01");
    draft.source_number = "N1";
    draft.items.push_back(item);
    return draft;
}

SettingValues only_live()
{
    auto values = default_values();
    values["search_archive"] = false;
    values["search_deleted"] = false;
    return values;
}

} // namespace

BOOST_AUTO_TEST_SUITE(connector)

BOOST_AUTO_TEST_CASE(what_it_can_do_follows_the_settings)
{
    auto values = default_values();
    values["calls_per_second"] = std::int64_t(5);
    values["late_arrival"] = Milliseconds(std::chrono::seconds(7));
    Fixture f(std::move(values));

    const auto& can = f.connector.capabilities();

    BOOST_TEST((can.orders.window_max == std::chrono::days(7)));
    BOOST_TEST(can.orders.page_max == 200);
    BOOST_TEST(!can.orders.has_total);
    BOOST_TEST(can.rate_limits.size() == std::size(all_methods));
    BOOST_TEST(can.rate_limits[0].calls == 5);
    BOOST_TEST((can.rate_limits[0].scope == RateScope::app));
    BOOST_TEST((can.create_order.late_arrival == std::chrono::seconds(7)));
    BOOST_TEST((can.cancel.verification == Verification::by_reading));
    BOOST_TEST(!can.create_order.is_repeatable);
    BOOST_TEST(JackyunConnector::default_capabilities().rate_limits[0].calls == 1);
}

BOOST_AUTO_TEST_CASE(the_time_is_read_from_a_refusal_too)
{
    Fixture f;
    HttpResponse refusal;
    refusal.status = 200;
    refusal.headers.push_back({"Date", "Fri, 02 Jan 2026 03:04:05 GMT"});
    refusal.body = R"({"code":500,"subCode":"0858030801","msg":"签名错误"})";
    f.http.answer(refusal);
    f.http.answer("{}");

    const auto time = f.run(f.connector.get_time());
    const auto without_date = f.run(f.connector.get_time());

    BOOST_TEST((time.value() == parse_http_date("Fri, 02 Jan 2026 03:04:05 GMT")));
    BOOST_TEST((without_date.error().code == Errc::bad_response));
}

BOOST_AUTO_TEST_CASE(shops_are_read_until_a_page_is_not_full)
{
    Fixture f;
    std::string rows;
    for (int i = 0; i < 50; ++i)
        rows += std::string(i == 0 ? "" : ",") + R"({"channelCode":"C","channelType":1})";
    f.http.answer(success(R"({"salesChannelInfo":[)" + rows + "]}"));
    f.http.answer(success(R"({"salesChannelInfo":[{"channelCode":"D"}]})"));

    const auto channels = f.run(f.connector.list_channels());

    BOOST_TEST(channels.value().size() == 51u);
    BOOST_TEST(f.sent(0, "pageIndex") == "0");
    BOOST_TEST(f.sent(1, "pageIndex") == "1");
}

BOOST_AUTO_TEST_CASE(a_server_that_repeats_one_page_for_ever_is_left)
{
    Fixture f;
    std::string rows;
    for (int i = 0; i < 50; ++i)
        rows += std::string(i == 0 ? "" : ",") + R"({"logisticCode":"C"})";
    for (int page = 0; page < 201; ++page)
        f.http.answer(success(R"({"logisticInfo":[)" + rows + "]}"));

    const auto carriers = f.run(f.connector.list_carriers());

    BOOST_TEST((carriers.error().code == Errc::bad_response));
}

BOOST_AUTO_TEST_CASE(a_created_order_is_one_write_without_repetition)
{
    Fixture f;
    f.http.answer(success(R"({"tradeOrder":{"tradeNo":"JY1"}})"));

    const auto created = f.run(f.connector.create_order(make_draft()));

    BOOST_TEST(created.value().id.text() == "JY1");
    BOOST_TEST(created.value().request_id == "C-1");
    BOOST_TEST_REQUIRE(f.http.requests.size() == 1u);
    BOOST_TEST((f.http.requests[0].intent == HttpIntent::write));
    BOOST_TEST(f.http.requests[0].api == "oms.trade.ordercreate");
}

BOOST_AUTO_TEST_CASE(a_lost_answer_to_a_creation_stays_uncertain)
{
    Fixture f;
    Error lost;
    lost.code = Errc::uncertain;
    lost.remote_code = "time-out";
    f.http.fail(lost);
    f.http.answer("<html>bad gateway</html>", 502);
    f.http.answer("garbage");
    f.http.answer(R"({"code":0,"msg":"未知错误","subCode":"0130020001"})");

    for (int attempt = 0; attempt < 4; ++attempt) {
        const auto created = f.run(f.connector.create_order(make_draft()));
        BOOST_TEST((created.error().code == Errc::uncertain));
        BOOST_TEST(created.error().operation == "oms.trade.ordercreate");
    }
}

BOOST_AUTO_TEST_CASE(a_draft_that_can_not_be_sent_is_not_sent)
{
    Fixture f;
    auto draft = make_draft();
    draft.items.clear();

    const auto created = f.run(f.connector.create_order(std::move(draft)));

    BOOST_TEST((created.error().code == Errc::rejected));
    BOOST_TEST(f.http.requests.empty());
}

BOOST_AUTO_TEST_CASE(finding_trusts_whole_numbers_of_its_own_channel_only)
{
    Fixture f(only_live());
    f.http.answer(
        trades(trade("JY1", "N1") + "," + trade("JY2", "N1-2") + "," + trade("JY3", "X,N1") + "," +
               R"({"tradeNo":"JY4","onlineTradeNo":"N1","tradeStatus":1010,"shopCode":"B"})"));

    const auto orders = f.find({"N1"});

    BOOST_TEST_REQUIRE(orders.value().size() == 2u);
    BOOST_TEST(orders.value()[0].id.text() == "JY1");
    BOOST_TEST(orders.value()[0].channel.text() == "PDD-01");
    BOOST_TEST(orders.value()[1].id.text() == "JY3");
}

BOOST_AUTO_TEST_CASE(the_archive_and_the_deleted_are_asked_for_what_is_still_missing)
{
    Fixture f;
    f.http.answer(trades(trade("JY1", "N1")));
    f.http.answer(trades(trade("JY2", "N2")));
    f.http.answer(trades(trade("JY3", "N3", R"(,"isDelete":1)")));

    const auto orders = f.find({"N1", "N2", "N3"});

    BOOST_TEST_REQUIRE(orders.value().size() == 3u);
    BOOST_TEST((orders.value()[2].stage == ErpStage::cancelled));
    BOOST_TEST(f.sent(0, "isTableSwitch") == "1");
    BOOST_TEST(f.sent(0, "isDelete") == "");
    BOOST_TEST(f.sent(1, "isTableSwitch") == "2");
    BOOST_TEST(f.sent(1, "sourceTradeNos") == R"(["N2","N3"])");
    BOOST_TEST(f.sent(2, "isDelete") == "1");
    BOOST_TEST(f.sent(2, "sourceTradeNos") == R"(["N3"])");
}

BOOST_AUTO_TEST_CASE(nothing_in_any_table_is_an_empty_answer)
{
    Fixture f;
    f.http.answer(no_trades);
    f.http.answer(trades("", R"(,"scrollId":"")"));
    f.http.answer(no_trades);

    BOOST_TEST(f.find({"N1"}).value().empty());
    BOOST_TEST(f.http.requests.size() == 3u);
}

BOOST_AUTO_TEST_CASE(a_failed_look_into_the_archive_is_not_an_absence)
{
    Fixture f;
    f.http.answer(no_trades);
    f.http.answer("", 503);

    BOOST_TEST((f.find({"N1"}).error().code == Errc::unavailable));
}

BOOST_AUTO_TEST_CASE(finding_reads_every_page)
{
    Fixture f(only_live());
    f.http.answer(full_page(0, 200));
    f.http.answer(full_page(200, 1));

    const auto orders = f.find({"N0", "N200"});

    BOOST_TEST(orders.value().size() == 2u);
    BOOST_TEST(f.sent(1, "pageIndex") == "1");
}

BOOST_AUTO_TEST_CASE(a_window_is_scrolled_until_the_id_is_empty)
{
    Fixture f(only_live());
    f.http.answer(full_page(0, 2, R"(,"scrollId":"S1")"));
    f.http.answer(full_page(2, 200, R"(,"scrollId":"")"));

    const auto first = f.changed("").value();
    const auto last = f.changed(first.next).value();

    BOOST_TEST(first.rows.size() == 2u);
    BOOST_TEST(first.request_id == "C-1");
    BOOST_TEST(f.sent(1, "scrollId") == "S1");
    BOOST_TEST(last.rows.size() == 200u);
    BOOST_TEST(last.next.empty());
}

BOOST_AUTO_TEST_CASE(an_empty_page_ends_a_scroll_whose_id_stays)
{
    Fixture f(only_live());
    f.http.answer(full_page(0, 2, R"(,"scrollId":"S1")"));
    f.http.answer(full_page(2, 2, R"(,"scrollId":"S1")"));
    f.http.answer(trades("", R"(,"scrollId":"S1")"));

    const auto first = f.changed("").value();
    const auto second = f.changed(first.next).value();
    const auto last = f.changed(second.next).value();

    BOOST_TEST(f.sent(2, "scrollId") == "S1");
    BOOST_TEST(last.next.empty());
}

BOOST_AUTO_TEST_CASE(a_scroll_whose_answer_was_lost_begins_anew)
{
    Fixture f(only_live());
    f.http.answer(full_page(0, 2, R"(,"scrollId":"S1")"));
    f.http.answer("", 502);
    f.http.answer(full_page(0, 2, R"(,"scrollId":"S2")"));

    const auto first = f.changed("").value();
    const auto lost = f.changed(first.next);
    const auto again = f.changed(first.next).value();

    BOOST_TEST((lost.error().code == Errc::unavailable));
    BOOST_TEST(f.sent(1, "scrollId") == "S1");
    BOOST_TEST(f.sent(2, "scrollId") == "");
    BOOST_TEST((again.rows == first.rows));
    BOOST_TEST(again.next == "scroll:S2");
}

BOOST_AUTO_TEST_CASE(a_scroll_id_from_before_a_restart_begins_anew)
{
    Fixture f(only_live());
    f.http.answer(no_trades);

    BOOST_TEST(f.changed("scroll:S1").has_value());
    BOOST_TEST(f.sent(0, "scrollId") == "");
}

BOOST_AUTO_TEST_CASE(a_window_ends_with_a_pass_over_deleted_orders)
{
    Fixture f;
    f.http.answer(no_trades);
    f.http.answer(trades(trade("JY1", "N1", R"(,"isDelete":1)"), R"(,"scrollId":"S1")"));
    f.http.answer(trades("", R"(,"scrollId":"S1")"));

    const auto live = f.changed("").value();
    const auto deleted = f.changed(live.next).value();
    const auto last = f.changed(deleted.next).value();

    BOOST_TEST(f.sent(0, "isDelete") == "");
    BOOST_TEST(f.sent(1, "isDelete") == "1");
    BOOST_TEST(f.sent(2, "isDelete") == "1");
    BOOST_TEST(f.sent(2, "scrollId") == "S1");
    BOOST_TEST((deleted.rows.at(0).stage == ErpStage::cancelled));
    BOOST_TEST(last.next.empty());
}

BOOST_AUTO_TEST_CASE(a_full_first_page_without_an_id_is_read_on_by_number)
{
    Fixture f(only_live());
    f.http.answer(full_page(0, 200));
    f.http.answer(full_page(200, 3));

    const auto first = f.changed("").value();
    const auto last = f.changed(first.next).value();

    BOOST_TEST(first.next == "page:1");
    BOOST_TEST(f.sent(1, "pageIndex") == "1");
    BOOST_TEST(last.rows.size() == 3u);
    BOOST_TEST(last.next.empty());
}

BOOST_AUTO_TEST_CASE(rows_of_other_channels_do_not_end_a_window)
{
    Fixture f;
    f.http.answer(
        trades(R"({"tradeNo":"JY4","onlineTradeNo":"N1","tradeStatus":1010,"shopCode":"B"})",
               R"(,"scrollId":"S1")"));

    const auto page = f.changed("").value();

    BOOST_TEST(page.rows.empty());
    BOOST_TEST(page.next == "scroll:S1");
}

BOOST_AUTO_TEST_CASE(a_window_asks_for_the_shops_own_changes_once_its_id_is_known)
{
    Fixture f(only_live());
    f.http.answer(trades(trade("JY1", "N1")));
    BOOST_TEST(f.changed("").has_value());
    BOOST_TEST(f.sent(0, "shopIds") == "");

    f.discover();
    f.http.answer(trades(trade("JY1", "N1")));
    f.http.answer(no_trades);
    BOOST_TEST(f.changed("").value().rows.size() == 1u);
    BOOST_TEST(f.changed("").value().rows.empty());

    BOOST_TEST_REQUIRE(f.http.requests.size() == 2u);
    BOOST_TEST(f.sent(0, "shopIds") == R"(["17"])");
    BOOST_TEST(f.sent(1, "shopIds") == R"(["17"])");
}

BOOST_AUTO_TEST_CASE(finding_by_number_is_never_narrowed_to_a_shop)
{
    Fixture f(only_live());
    f.discover();
    f.http.answer(no_trades);

    BOOST_TEST(f.find({"N1"}).value().empty());
    BOOST_TEST(f.sent(0, "shopIds") == "");
}

BOOST_AUTO_TEST_CASE(a_filter_that_has_shown_nothing_yet_is_not_believed)
{
    Fixture f(only_live());
    f.discover();
    const std::string other =
        R"({"tradeNo":"JY4","onlineTradeNo":"N4","tradeStatus":1010,"shopCode":"B"})";
    f.http.answer(no_trades);
    f.http.answer(trades(other, R"(,"scrollId":"S1")"));
    f.http.answer(trades(other, R"(,"scrollId":"")"));

    const auto first = f.changed("").value();
    BOOST_TEST(first.next == "whole:scroll:S1");
    BOOST_TEST(f.changed(first.next).value().next.empty());

    BOOST_TEST_REQUIRE(f.http.requests.size() == 3u);
    BOOST_TEST(f.sent(0, "shopIds") == R"(["17"])");
    BOOST_TEST(f.sent(1, "shopIds") == "");
    BOOST_TEST(f.sent(2, "shopIds") == "");
    BOOST_TEST(f.sent(2, "scrollId") == "S1");
    BOOST_TEST(f.log.lines.empty());
}

BOOST_AUTO_TEST_CASE(a_filter_that_hides_the_shops_own_orders_is_given_up)
{
    Fixture f(only_live());
    f.discover();
    f.http.answer(no_trades);
    f.http.answer(trades(trade("JY1", "N1")));
    f.http.answer(trades(trade("JY1", "N1")));

    BOOST_TEST(f.changed("").value().rows.size() == 1u);
    BOOST_TEST(f.changed("").value().rows.size() == 1u);

    BOOST_TEST_REQUIRE(f.http.requests.size() == 3u);
    BOOST_TEST(f.sent(2, "shopIds") == "");
    BOOST_TEST(f.log.lines.size() == 1u);
}

BOOST_AUTO_TEST_CASE(the_filter_can_be_switched_off)
{
    auto values = only_live();
    values["channel_filter"] = false;
    Fixture f(std::move(values));
    f.discover();
    f.http.answer(no_trades);

    BOOST_TEST(f.changed("").has_value());
    BOOST_TEST(f.http.requests.size() == 1u);
    BOOST_TEST(f.sent(0, "shopIds") == "");
}

BOOST_AUTO_TEST_CASE(own_carrier_codes_are_normalised_from_the_list_once)
{
    Fixture f;
    const std::string parcel =
        R"(,"mainPostid":"YT1","logisticCode":"L1","logisticName":"圆通-义乌")";
    f.http.answer(trades(trade("JY1", "N1", parcel)));
    f.http.answer(success(
        R"({"logisticInfo":[
            {"logisticCode":"L1","expressCode":"YTO","expressName":"圆通速递"}]})"));
    f.http.answer(trades(trade("JY1", "N1", parcel)));

    const auto first = f.changed("").value();
    const auto second = f.changed("").value();

    BOOST_TEST((first.rows.at(0).parcels.at(0).carrier == Carrier{"YTO", "圆通速递", true}));
    BOOST_TEST((second.rows == first.rows));
    BOOST_TEST(f.http.requests.size() == 3u);
}

BOOST_AUTO_TEST_CASE(a_carrier_list_that_is_not_allowed_leaves_the_own_codes)
{
    Fixture f;
    const std::string parcel = R"(,"mainPostid":"YT1","logisticCode":"L1")";
    f.http.answer(trades(trade("JY1", "N1", parcel)));
    f.http.answer(R"({"code":500,"subCode":"0130020310","msg":"未订购"})");
    f.http.answer(trades(trade("JY1", "N1", parcel)));

    const auto first = f.changed("").value();
    const auto second = f.changed("").value();

    BOOST_TEST(first.rows.at(0).parcels.at(0).carrier.code == "L1");
    BOOST_TEST((second.rows == first.rows));
    BOOST_TEST(f.http.requests.size() == 3u);
    BOOST_TEST(f.log.lines.size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_carrier_list_that_is_down_fails_the_page_for_now)
{
    Fixture f;
    f.http.answer(trades(trade("JY1", "N1", R"(,"mainPostid":"YT1","logisticCode":"L1")")));
    f.http.answer("", 503);

    BOOST_TEST((f.changed("").error().code == Errc::unavailable));
}

BOOST_AUTO_TEST_CASE(a_carrier_list_that_is_garbage_once_is_read_again_for_the_next_page)
{
    Fixture f;
    const std::string parcel = R"(,"mainPostid":"YT1","logisticCode":"L1")";
    f.http.answer(trades(trade("JY1", "N1", parcel)));
    f.http.answer("<html>");
    BOOST_TEST((f.changed("").error().code == Errc::bad_response));

    f.http.answer(trades(trade("JY1", "N1", parcel)));
    f.http.answer(success(
        R"({"logisticInfo":[{"logisticCode":"L1","logisticName":"圆通","expressCode":"YTO","expressName":"圆通速递"}]})"));

    BOOST_TEST(f.changed("").value().rows.at(0).parcels.at(0).carrier.code == "YTO");
}

BOOST_AUTO_TEST_CASE(audit_and_cancel_report_what_happened_to_the_order)
{
    Fixture f;
    f.http.answer(success(R"({"success":true})"));
    f.http.answer(success(R"({"succees":["JY1"]})"));
    f.http.answer(success(R"({"success":[],"failedResults":[{"tradeNo":"JY1","msg":"已发货"}]})"));

    BOOST_TEST(f.run(f.connector.audit_order(ErpOrderId("JY1"))).has_value());
    BOOST_TEST(f.run(f.connector.cancel_order(ErpOrderId("JY1"))).has_value());
    const auto refused = f.run(f.connector.cancel_order(ErpOrderId("JY1")));

    BOOST_TEST((refused.error().code == Errc::rejected));
    BOOST_TEST(refused.error().remote_text == "已发货");
    BOOST_TEST(f.http.requests[0].api == "oms.trade.audit.pass");
    BOOST_TEST(f.http.requests[1].api == "oms.trade.ordercancel");
    BOOST_TEST(f.sent(1, "cancelReason") == "420001");
}

BOOST_AUTO_TEST_CASE(a_code_the_operator_explained_is_a_refusal)
{
    auto values = default_values();
    values["error_codes"] = std::map<std::string, std::string>{{"0999", "rejected"}};
    Fixture f(std::move(values));
    f.http.answer(R"({"code":500,"subCode":"0999","msg":"货品不存在"})");

    const auto created = f.run(f.connector.create_order(make_draft()));

    BOOST_TEST((created.error().code == Errc::goods_refused));
}

BOOST_AUTO_TEST_SUITE_END()
