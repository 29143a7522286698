#include "admin/order_json.hpp"

#include "unit/store/store_fixture.hpp"

#include <daifa/codec/json.hpp>

#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::admin;

namespace {

constexpr TimePoint now{std::chrono::seconds(1'767'300'000)};

store::OrderRecord record()
{
    store::OrderRecord made;
    PlatformOrder body = test::make_order("250101-1");
    body.seller_note = Personal("call 13800138000, Mr Wang");
    body.recipient_group = "opaque-recipient";
    made.id = body.id;
    made.body = body;
    made.verdict.rule = "upload.delay";
    made.verdict.difference = "carrier_unmapped";
    store::ErpFacts facts;
    facts.order = test::make_erp_row("250101-1", "T1", ErpStage::shipped).order;
    Parcel parcel;
    parcel.number = WaybillNumber("YT1");
    facts.order.parcels.push_back(parcel);
    made.erp.push_back(facts);
    store::WriteRecord write;
    write.key = "import/1";
    write.failure = Errc::rejected;
    made.writes.push_back(write);
    return made;
}

} // namespace

BOOST_AUTO_TEST_SUITE(order_json)

BOOST_AUTO_TEST_CASE(neither_notes_nor_recipients_are_in_any_answer)
{
    const auto order = record();

    for (const auto& text :
         {boost::json::serialize(to_json(order)), boost::json::serialize(to_row(order))}) {
        BOOST_TEST(text.find("13800138000") == std::string::npos);
        BOOST_TEST(text.find("Wang") == std::string::npos);
        BOOST_TEST(text.find("opaque-recipient") == std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(an_order_is_told_with_its_reasons)
{
    const auto made = to_json(record());

    BOOST_TEST(text_or(made, "order") == "m1/250101-1");
    BOOST_TEST(text_or(made.at("rule").as_object(), "name") == "upload.delay");
    BOOST_TEST(text_or(made.at("difference").as_object(), "who") == "administrator");
    BOOST_TEST(text_or(made.at("platform").as_object(), "region") == "浙江省/金华市/义乌市");
    const auto& erp = made.at("erp").as_array().at(0).as_object();
    BOOST_TEST(text_or(erp, "stage") == "shipped");
    BOOST_TEST(text_or(erp.at("parcels").as_array().at(0).as_object(), "number") == "YT1");
    const auto& write = made.at("writes").as_array().at(0).as_object();
    BOOST_TEST(!text_or(write.at("failure").as_object(), "next_zh").empty());
    BOOST_TEST(made.at("hold").is_null());
}

BOOST_AUTO_TEST_CASE(a_moment_that_never_was_is_null)
{
    BOOST_TEST(time_json(TimePoint{}).is_null());
    BOOST_TEST(time_json(std::optional<TimePoint>{}).is_null());
    BOOST_TEST(time_json(now).as_string() == "2026-01-01T20:40:00.000Z");
}

BOOST_AUTO_TEST_CASE(a_summary_counts_and_dates_the_oldest)
{
    store::ShopSummary summary;
    summary.states.emplace_back(store::OrderState::held, 3);
    summary.differences.emplace_back("item_unmapped", 2);
    summary.oldest_open_since = now - std::chrono::seconds(90);

    const auto made = to_json(summary, now);

    BOOST_TEST(made.at("states").as_object().at("held").as_int64() == 3);
    BOOST_TEST(made.at("differences").as_object().at("item_unmapped").as_int64() == 2);
    BOOST_TEST(made.at("oldest_open_age_ms").as_int64() == 90'000);
    BOOST_TEST(to_json(store::ShopSummary{}, now).at("oldest_open_age_ms").is_null());
}

BOOST_AUTO_TEST_CASE(labels_are_the_numbers_that_were_taken_with_what_became_of_them)
{
    store::OrderRecord order;
    const auto add = [&](store::WriteKind kind, const std::string& subject,
                         const std::string& result) {
        store::WriteRecord write;
        write.kind = kind;
        write.state = store::WriteState::confirmed;
        write.subject = subject;
        write.result = result;
        write.settled_at = TimePoint(Milliseconds(1'767'300'000'000));
        order.writes.push_back(write);
    };
    add(store::WriteKind::take_waybill, "YTO/o1-1-1-1", "YTO/YT1");
    add(store::WriteKind::cancel_waybill, "YTO/YT1", "");
    add(store::WriteKind::take_waybill, "YTO/o1-1-1-2", "YTO/YT2");
    add(store::WriteKind::print_label, "YTO/YT2", "");

    const auto labels = labels_json(order, {{"YTO/YT2", "M2"}});

    BOOST_TEST_REQUIRE(labels.size() == 2u);
    BOOST_TEST(labels[0].at("is_cancelled").as_bool());
    BOOST_TEST(labels[0].at("printed_at").is_null());
    BOOST_TEST(labels[0].at("parent").as_string() == "");
    BOOST_TEST(labels[1].at("parent").as_string() == "M2");
    BOOST_TEST(labels[1].at("printed_at").is_string());
}

BOOST_AUTO_TEST_SUITE_END()
