#include "jackyun/characters.hpp"
#include "jackyun/requests.hpp"
#include "jackyun/signing.hpp"

#include <daifa/codec/json.hpp>
#include <daifa/codec/timestamp.hpp>

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::jackyun;

namespace {

TimePoint at(const char* text)
{
    return parse_beijing_text(text).value();
}

ErpOrderDraft make_draft()
{
    ErpItem item;
    item.barcode = "690001";
    item.goods_name = "茶杯";
    item.variant_name = "蓝";
    item.quantity = 3;
    item.price = Money{990};

    ErpOrderDraft draft;
    draft.channel = ChannelId("PDD-01");
    draft.source_number = "260102-1";
    draft.placed_at = at("2026-01-02 03:04:05");
    draft.merchant_name = "某商家";
    draft.recipient.name = Personal("代发 260102");
    draft.recipient.address = Personal("平台打单");
    draft.recipient.region = {"浙江省", "杭州市", "西湖区"};
    draft.items.push_back(item);
    draft.seller_note = Personal("不要发错");
    return draft;
}

boost::json::object business_of(const Call& call)
{
    return parse_json(call.business).value().as_object();
}

boost::json::object order_of(const Result<Call>& call)
{
    return business_of(call.value()).at("tradeOrder").as_object();
}

} // namespace

BOOST_AUTO_TEST_SUITE(requests)

BOOST_AUTO_TEST_CASE(a_call_is_signed_over_the_very_bytes_it_sends)
{
    Access access;
    access.gateway = "http://127.0.0.1:1/open/openapi/do";
    access.app_key = "10000001";
    access.app_secret = Secret("DemoJkySecret0001");
    access.version = "v1.0";
    access.token = Secret("TOK-1");
    access.timeout = std::chrono::seconds(15);

    const auto request = build_request(access, build_list_channels(0), at("2026-01-02 03:04:05"));
    const auto fields = decode_form(request.body);

    BOOST_TEST(request.api == "erp.sales.get");
    BOOST_TEST((request.intent == HttpIntent::read));
    BOOST_TEST(request.method == "POST");
    BOOST_TEST(find_field(fields, "bizcontent") == R"({"pageIndex":0,"pageSize":50})");
    BOOST_TEST(find_field(fields, "timestamp") == "2026-01-02 03:04:05");
    BOOST_TEST(find_field(fields, "token") == "TOK-1");
    BOOST_TEST(find_field(fields, "sign") == "9a014756601d54954365734a882d5a58");
}

BOOST_AUTO_TEST_CASE(a_new_order_carries_channel_number_money_and_region)
{
    OrderOptions options;
    options.charge_type = "5";
    options.warehouse_code = "W1";

    const auto call = build_create_order(options, make_draft());
    const auto order = order_of(call);
    const auto& line = order.at("tradeOrderDetails").as_array().at(0).as_object();

    BOOST_TEST(call->method == "oms.trade.ordercreate");
    BOOST_TEST((call->kind == Operation::write));
    BOOST_TEST(text_or(order, "shopCode") == "PDD-01");
    BOOST_TEST(text_or(order, "onlineTradeNo") == "260102-1");
    BOOST_TEST(text_or(order, "tradeTime") == "2026-01-02 03:04:05");
    BOOST_TEST(text_or(order, "tradeType") == "2");
    BOOST_TEST(text_or(order, "chargeType") == "5");
    BOOST_TEST(text_or(order, "payStatus") == "9");
    BOOST_TEST(text_or(order, "warehouseCode") == "W1");
    BOOST_TEST(text_or(order, "payment") == "29.70");
    BOOST_TEST(text_or(order, "state") == "浙江省");
    BOOST_TEST(text_or(order, "district") == "西湖区");
    BOOST_TEST(text_or(order, "sellerMemo") == "不要发错");
    BOOST_TEST(!order.contains("mobile"));
    BOOST_TEST(!order.contains("logisticName"));
    BOOST_TEST(text_or(line, "barcode") == "690001");
    BOOST_TEST(text_or(line, "sellCount") == "3");
    BOOST_TEST(text_or(line, "sellPrice") == "9.90");
    BOOST_TEST(text_or(line, "sellTotal") == "29.70");
}

BOOST_AUTO_TEST_CASE(an_order_only_for_sf_names_the_carrier_or_marks_the_memo)
{
    auto draft = make_draft();
    draft.is_sf_only = true;
    OrderOptions options;
    options.logistic_name = "圆通速递";

    const auto marked = order_of(build_create_order(options, draft));
    options.sf_logistic_name = "顺丰速运";
    const auto named = order_of(build_create_order(options, draft));

    BOOST_TEST(text_or(marked, "sellerMemo") == "【仅限顺丰】不要发错");
    BOOST_TEST(text_or(named, "logisticName") == "顺丰速运");
    BOOST_TEST(text_or(named, "sellerMemo") == "不要发错");
}

BOOST_AUTO_TEST_CASE(a_long_memo_is_cut_by_characters_and_shows_it)
{
    auto draft = make_draft();
    std::string note;
    for (int i = 0; i < 501; ++i)
        note += "备";
    draft.seller_note = Personal(note);

    const auto memo = text_or(order_of(build_create_order({}, draft)), "sellerMemo");

    BOOST_TEST(count_characters(memo) == 500u);
    BOOST_TEST(memo.ends_with("备…"));
}

BOOST_AUTO_TEST_CASE(a_cut_never_splits_a_character)
{
    BOOST_TEST(clip_characters("ab😀d", 5) == "ab😀d");
    BOOST_TEST(clip_characters("ab😀d", 4) == "ab…");
    BOOST_TEST(clip_characters("ab备d", 3) == "ab…");
    BOOST_TEST(clip_characters("a备bd", 3) == "a备…");
}

BOOST_AUTO_TEST_CASE(a_draft_the_erp_could_never_find_again_is_refused_before_it_is_sent)
{
    auto too_long = make_draft();
    too_long.source_number = std::string(51, '1');
    auto no_number = make_draft();
    no_number.source_number.clear();
    auto comma = make_draft();
    comma.source_number = "1,2";
    auto no_items = make_draft();
    no_items.items.clear();
    auto no_goods = make_draft();
    no_goods.items[0].barcode.clear();
    auto no_quantity = make_draft();
    no_quantity.items[0].quantity = 0;
    auto no_channel = make_draft();
    no_channel.channel = ChannelId();

    for (const auto& draft :
         {too_long, no_number, comma, no_items, no_goods, no_quantity, no_channel}) {
        const auto call = build_create_order({}, draft);
        BOOST_TEST_REQUIRE(call.has_error());
        BOOST_TEST((call.error().code == Errc::rejected));
        BOOST_TEST(!call.error().remote_text.empty());
    }
}

BOOST_AUTO_TEST_CASE(numbers_go_as_array_or_as_text)
{
    const std::vector<std::string> numbers = {"A", "B"};
    QueryOptions options;

    const auto array = build_find_orders(options, numbers, OrderTable::live, 0);
    options.numbers_as = NumbersAs::text;
    const auto text = build_find_orders(options, numbers, OrderTable::archive, 1);

    BOOST_TEST(boost::json::serialize(business_of(array).at("sourceTradeNos")) == R"(["A","B"])");
    BOOST_TEST(text_or(business_of(array), "isTableSwitch") == "1");
    BOOST_TEST(text_or(business_of(text), "sourceTradeNos") == "A,B");
    BOOST_TEST(text_or(business_of(text), "isTableSwitch") == "2");
    BOOST_TEST(text_or(business_of(text), "pageIndex") == "1");
    BOOST_TEST(text_or(business_of(text), "fields") == std::string(default_fields));
}

BOOST_AUTO_TEST_CASE(a_window_covers_the_whole_second_it_ends_in)
{
    PageQuery query;
    query.from = at("2026-01-02 03:00:00") + Milliseconds(900);
    query.to = at("2026-01-02 03:04:05") + Milliseconds(1);
    QueryOptions options;

    const auto text =
        business_of(build_list_changed(options, query, parse_cursor("", Paging::scroll), ""));
    options.time_format = TimeFormat::milliseconds;
    const auto number =
        business_of(build_list_changed(options, query, parse_cursor("", Paging::page), "17"));

    BOOST_TEST(text_or(text, "startModified") == "2026-01-02 03:00:00");
    BOOST_TEST(text_or(text, "endModified") == "2026-01-02 03:04:06");
    BOOST_TEST(text.at("scrollId").as_string() == "");
    BOOST_TEST(text_or(text, "pageSize") == "200");
    BOOST_TEST(!text.contains("pageIndex"));
    BOOST_TEST(text_or(number, "endModified") == "1767294246000");
    BOOST_TEST(text_or(number, "pageIndex") == "0");
    BOOST_TEST(!number.contains("scrollId"));
    BOOST_TEST(!text.contains("shopIds"));
    BOOST_TEST(boost::json::serialize(number.at("shopIds")) == R"(["17"])");
}

BOOST_AUTO_TEST_CASE(a_cursor_survives_the_way_through_its_text)
{
    const auto scroll = parse_cursor("scroll:a:b=", Paging::page);
    const auto page = parse_cursor("page:7", Paging::scroll);

    BOOST_TEST(scroll.is_scroll);
    BOOST_TEST(scroll.scroll_id == "a:b=");
    BOOST_TEST(jackyun::to_text(scroll) == "scroll:a:b=");
    BOOST_TEST(!page.is_scroll);
    BOOST_TEST(page.page == 7);
    BOOST_TEST(jackyun::to_text(page) == "page:7");
    BOOST_TEST(jackyun::to_text(parse_cursor("deleted:scroll:S", Paging::scroll)) ==
               "deleted:scroll:S");
    BOOST_TEST(jackyun::to_text(parse_cursor("deleted:page:2", Paging::scroll)) ==
               "deleted:page:2");
    BOOST_TEST(jackyun::to_text(parse_cursor("whole:scroll:S", Paging::page)) == "whole:scroll:S");
    BOOST_TEST(jackyun::to_text(parse_cursor("deleted:whole:page:2", Paging::scroll)) ==
               "deleted:whole:page:2");
}

BOOST_AUTO_TEST_CASE(audit_and_cancel_name_one_order_and_why)
{
    const ErpOrderId id("JY1");

    const auto audit = build_audit(NumbersAs::array, id, "daifa");
    const auto cancel = build_cancel(NumbersAs::text, id, "420001");

    BOOST_TEST(audit.business == R"({"tradeNos":["JY1"],"operator":"daifa"})");
    BOOST_TEST(cancel.business == R"({"tradeNos":"JY1","cancelReason":"420001"})");
    BOOST_TEST((audit.kind == Operation::write));
    BOOST_TEST((cancel.kind == Operation::write));
}

BOOST_AUTO_TEST_SUITE_END()
