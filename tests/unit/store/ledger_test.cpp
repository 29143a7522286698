#include "store_fixture.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::store;
using namespace daifa::test;

BOOST_FIXTURE_TEST_SUITE(ledger, StoreFixture)

BOOST_AUTO_TEST_CASE(an_order_comes_back_as_the_platform_showed_it)
{
    const auto row = make_order("D1");
    record(row);

    const auto order = load(row.id);

    BOOST_TEST_REQUIRE(order.body.has_value());
    BOOST_TEST((*order.body == row));
    BOOST_TEST(order.platform.is_assigned);
    BOOST_TEST((order.platform.read_at == clock.now()));
    BOOST_TEST((order.verdict.due_at == clock.now()));
    BOOST_TEST(order.revision == 1);
}

BOOST_AUTO_TEST_CASE(a_new_a_changed_and_an_unchanged_row_are_told_apart)
{
    auto changed = make_order("D2");
    run(ledger->record_platform_orders(shop, std::vector{make_order("D1"), changed}, clock.now(),
                                       "w", ""));
    changed.after_sale = AfterSale::open;
    changed.is_assigned = false;

    const auto counts = run(ledger->record_platform_orders(
        shop, std::vector{make_order("D1"), changed, make_order("D3")}, clock.now(), "w", ""));

    BOOST_TEST(counts.rows == 3);
    BOOST_TEST(counts.new_rows == 1);
    BOOST_TEST(counts.changed_rows == 1);
    BOOST_TEST(load(changed.id).revision == 2);
    BOOST_TEST((load(changed.id).withdrawn_at == clock.now()));
    BOOST_TEST(history(changed.id).back() == "withdrawn, after-sale open (0)/w");
    BOOST_TEST(load(make_order("D1").id).revision == 1);
}

BOOST_AUTO_TEST_CASE(the_content_of_an_order_is_there_until_it_is_audited)
{
    const auto row = make_order("D1");
    record(row);
    claim(row.id, "import/1");
    settle(row.id, "import/1", WriteState::confirmed);
    const auto has_content = [&] {
        return run(ledger->load_due(shop, clock.now(), 10)).at(0).body.has_value();
    };
    BOOST_TEST(has_content());

    const auto waiting = make_erp_row("D1", "E1", ErpStage::waiting_audit);
    run(ledger->record_erp_orders(shop, std::vector{waiting}, clock.now(), "erp window", "r-2"));
    BOOST_TEST(has_content());

    claim(row.id, "audit/1/E1", WriteKind::audit_order, "E1");
    settle(row.id, "audit/1/E1", WriteState::confirmed);
    BOOST_TEST(!has_content());
}

BOOST_AUTO_TEST_CASE(the_journey_of_an_order_from_assignment_to_upload)
{
    const auto row = make_order("D1");
    record(row);
    BOOST_TEST((claim(row.id, "import/1") == ClaimOutcome::claimed));
    BOOST_TEST(load(row.id).imported_digest == content_digest(row));
    settle(row.id, "import/1", WriteState::confirmed);

    auto shipped = make_erp_row("D1", "E1", ErpStage::shipped);
    shipped.order.parcels.resize(1);
    shipped.order.parcels[0].carrier.code = "YTO";
    shipped.order.parcels[0].number = WaybillNumber("YT1");
    run(ledger->record_erp_orders(shop, std::vector{shipped}, clock.now(), "erp window", "r-3"));
    BOOST_TEST((claim(row.id, "upload/1/YTO/YT1", WriteKind::upload_waybill, "YTO/YT1") ==
                ClaimOutcome::claimed));
    settle(row.id, "upload/1/YTO/YT1", WriteState::confirmed);

    const auto due = run(ledger->load_due(shop, clock.now(), 10));
    BOOST_TEST_REQUIRE(due.size() == 1u);
    BOOST_TEST(!due[0].body.has_value());
    BOOST_TEST_REQUIRE(due[0].erp.size() == 1u);
    BOOST_TEST((due[0].erp[0].order == shipped.order));
    BOOST_TEST_REQUIRE(due[0].writes.size() == 2u);
    BOOST_TEST((due[0].writes[1].state == WriteState::confirmed));
    const std::vector<std::string> expected = {"assigned/window", "import confirmed/",
                                               "ERP order E1 seen: shipped, YTO YT1/erp window",
                                               "upload confirmed/"};
    BOOST_TEST(history(row.id) == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
