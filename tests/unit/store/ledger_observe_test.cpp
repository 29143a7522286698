#include "store_fixture.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::store;
using namespace daifa::test;

namespace {

struct ObserveFixture : StoreFixture {
    ObserveFixture() { record(row); }

    RowCounts record_erp(const std::vector<ErpRow>& rows)
    {
        return run(ledger->record_erp_orders(shop, rows, clock.now(), "erp window", "r-3"));
    }

    void forget_due(const std::string& difference = {})
    {
        Ledger::VerdictUpdate update;
        update.verdict.difference = difference;
        update.order = row.id;
        update.revision = load(row.id).revision;
        run(ledger->save_verdicts(shop, std::vector{update}, clock.now()));
    }

    void upload(WriteState outcome)
    {
        claim(row.id, "upload/1/YTO/YT1", WriteKind::upload_waybill, "YTO/YT1");
        settle(row.id, "upload/1/YTO/YT1", outcome);
    }

    bool is_due() { return !run(ledger->load_due(shop, clock.now(), 10)).empty(); }

    PlatformOrder row = make_order("D1");
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(ledger_observe, ObserveFixture)

BOOST_AUTO_TEST_CASE(an_unchanged_row_of_a_window_touches_nothing)
{
    forget_due();
    const auto read_at = load(row.id).platform.read_at;
    clock.advance(Milliseconds(1000));

    record(row);

    BOOST_TEST((load(row.id).platform.read_at == read_at));
    BOOST_TEST(load(row.id).revision == 1);
    BOOST_TEST(!is_due());
}

BOOST_AUTO_TEST_CASE(a_look_counts_as_read_even_when_nothing_changed)
{
    forget_due();
    clock.advance(Milliseconds(1000));

    record(row, "look");

    BOOST_TEST((load(row.id).platform.read_at == clock.now()));
    BOOST_TEST(is_due());
    BOOST_TEST(history(row.id).size() == 1u);
}

BOOST_AUTO_TEST_CASE(the_number_that_the_platform_took_from_us_is_no_news)
{
    upload(WriteState::confirmed);
    forget_due();
    const auto before = load(row.id);
    const auto lines = history(row.id).size();
    row.has_waybill = true;

    record(row);

    BOOST_TEST(load(row.id).platform.has_waybill);
    BOOST_TEST(load(row.id).revision == before.revision);
    BOOST_TEST(history(row.id).size() == lines);
    BOOST_TEST(!is_due());
    row.has_waybill = false;
    record(row);
    BOOST_TEST(history(row.id).back() == "platform has no waybill any more/window");
}

BOOST_AUTO_TEST_CASE(a_number_that_appears_after_ours_was_taken_off_is_news)
{
    upload(WriteState::confirmed);
    claim(row.id, "retract/1/YTO/YT1", WriteKind::retract_upload, "YTO/YT1");
    settle(row.id, "retract/1/YTO/YT1", WriteState::confirmed);
    forget_due();
    row.has_waybill = true;

    record(row);

    BOOST_TEST(history(row.id).back() == "platform has a waybill/window");
    BOOST_TEST(is_due());
}

BOOST_AUTO_TEST_CASE(a_number_of_unknown_origin_is_news)
{
    upload(WriteState::uncertain);
    forget_due();
    row.has_waybill = true;

    record(row);

    BOOST_TEST(history(row.id).back() == "platform has a waybill/window");
    BOOST_TEST(is_due());
}

BOOST_AUTO_TEST_CASE(a_number_that_stands_again_after_somebody_missed_it_is_news)
{
    upload(WriteState::confirmed);
    forget_due("upload_gone");
    row.has_waybill = true;

    record(row);

    BOOST_TEST(history(row.id).back() == "platform has a waybill/window");
    BOOST_TEST(is_due());
}

BOOST_AUTO_TEST_CASE(who_looks_is_told_of_the_number_that_we_uploaded)
{
    upload(WriteState::confirmed);
    forget_due();
    row.has_waybill = true;

    record(row, "look");

    BOOST_TEST(load(row.id).platform.has_waybill);
    BOOST_TEST(is_due());
}

BOOST_AUTO_TEST_CASE(each_kind_of_change_is_named)
{
    row.is_under_risk_control = true;
    record(row);
    BOOST_TEST(history(row.id).back() == "risk control/window");
    row.has_waybill = true;
    record(row);
    BOOST_TEST(history(row.id).back() == "platform has a waybill/window");
    row.region.district = "东阳市";
    record(row);
    BOOST_TEST(history(row.id).back() == "content changed/window");
    row.recipient_group = "group-2";
    record(row);
    BOOST_TEST(history(row.id).back() == "details changed/window");
    BOOST_TEST((load(row.id).body == row));
}

BOOST_AUTO_TEST_CASE(the_content_digest_covers_what_an_erp_is_told)
{
    const auto digest = content_digest(row);
    auto other = row;
    other.after_sale = AfterSale::open;
    BOOST_TEST(content_digest(other) == digest);
    other = row;
    other.item.quantity = 3;
    BOOST_TEST(content_digest(other) != digest);
    other = row;
    BOOST_TEST(!differs_in_region_only(content_digest(other), digest));
    other = row;
    other.region.city = "杭州市";
    BOOST_TEST(content_digest(other) != digest);
    BOOST_TEST(differs_in_region_only(content_digest(other), digest));
    BOOST_TEST(!differs_in_region_only(digest, digest));
    other.item.quantity = 3;
    BOOST_TEST(!differs_in_region_only(content_digest(other), digest));
    other = row;
    other.seller_note = Personal("另一条");
    BOOST_TEST(content_digest(other) != digest);
}

BOOST_AUTO_TEST_CASE(the_address_digest_covers_where_a_label_sends_the_parcel)
{
    const auto digest = address_digest(row);
    auto other = row;
    other.item.quantity = 3;
    BOOST_TEST(address_digest(other) == digest);
    other.region.district = "东阳市";
    BOOST_TEST(address_digest(other) != digest);
    other = row;
    other.recipient_group = "group-2";
    BOOST_TEST(address_digest(other) != digest);
}

BOOST_AUTO_TEST_CASE(erp_rows_of_unknown_orders_are_left_out)
{
    const auto counts = record_erp({make_erp_row("nowhere", "E9", ErpStage::shipped)});

    BOOST_TEST(counts.rows == 0);
    BOOST_TEST(counts.new_rows == 0);
}

BOOST_AUTO_TEST_CASE(an_erp_row_makes_its_order_due_only_when_it_changed)
{
    forget_due();
    BOOST_TEST(record_erp({make_erp_row("D1", "E1", ErpStage::in_progress)}).new_rows == 1);
    BOOST_TEST(is_due());
    forget_due();

    BOOST_TEST(record_erp({make_erp_row("D1", "E1", ErpStage::in_progress)}).changed_rows == 0);
    BOOST_TEST(!is_due());
    BOOST_TEST(record_erp({make_erp_row("D1", "E1", ErpStage::shipped)}).changed_rows == 1);
    BOOST_TEST(is_due());
    BOOST_TEST(history(row.id).back() == "ERP order E1 changed: shipped/erp window");
}

BOOST_AUTO_TEST_CASE(a_row_of_an_older_generation_stays_there)
{
    BOOST_TEST(
        run(ledger->begin_generation(shop, row.id, load(row.id).revision, "again", clock.now())));
    auto second = make_erp_row("D1", "E2", ErpStage::waiting_audit);
    second.generation = 2;

    record_erp({make_erp_row("D1", "E1", ErpStage::cancelled), second});

    const auto order = load(row.id);
    BOOST_TEST_REQUIRE(order.erp.size() == 2u);
    BOOST_TEST(order.erp[0].generation == 1);
    BOOST_TEST(order.erp[1].generation == 2);
}

BOOST_AUTO_TEST_CASE(a_look_marks_what_the_erp_no_longer_shows)
{
    record_erp({make_erp_row("D1", "E1", ErpStage::in_progress)});
    clock.advance(Milliseconds(1000));

    run(ledger->record_erp_look(shop, std::vector{row.id}, std::vector<ErpRow>(), clock.now(),
                                "r-4"));

    BOOST_TEST(load(row.id).erp.at(0).is_missing);
    BOOST_TEST((load(row.id).erp_read_at == clock.now()));
    BOOST_TEST(history(row.id).back() == "ERP order E1 missing/look");
    record_erp({make_erp_row("D1", "E1", ErpStage::in_progress)});
    BOOST_TEST(!load(row.id).erp.at(0).is_missing);
}

BOOST_AUTO_TEST_CASE(a_look_at_one_generation_says_nothing_about_an_older_one)
{
    record_erp({make_erp_row("D1", "E1", ErpStage::cancelled)});
    BOOST_TEST(
        run(ledger->begin_generation(shop, row.id, load(row.id).revision, "again", clock.now())));

    run(ledger->record_erp_look(shop, std::vector{row.id}, std::vector<ErpRow>(), clock.now(), ""));

    BOOST_TEST(!load(row.id).erp.at(0).is_missing);
}

BOOST_AUTO_TEST_CASE(a_look_that_shows_the_order_unchanged_makes_it_due_again)
{
    const auto shown = make_erp_row("D1", "E1", ErpStage::in_progress);
    record_erp({shown});
    forget_due();
    clock.advance(Milliseconds(1000));

    run(ledger->record_erp_look(shop, std::vector{row.id}, std::vector{shown}, clock.now(), ""));

    BOOST_TEST((load(row.id).erp.at(0).read_at == clock.now()));
    BOOST_TEST(is_due());
}

BOOST_AUTO_TEST_SUITE_END()
