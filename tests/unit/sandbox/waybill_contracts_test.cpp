#include "sandbox/waybill_contracts.hpp"

#include "sandbox/platform_world.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <set>

using namespace daifa;
using namespace daifa::sandbox;

BOOST_AUTO_TEST_SUITE(waybill_contracts)

BOOST_AUTO_TEST_CASE(each_factory_has_the_usual_contracts_by_its_seed)
{
    WaybillContracts one(1);
    WaybillContracts same(1);
    WaybillContracts other(2);
    const auto balances = [](WaybillContracts& contracts, const std::string& shop) {
        std::vector<std::int64_t> all;
        for (const auto& contract : contracts.of(shop))
            for (const auto& branch : contract.branches)
                all.push_back(branch.quantity);
        return all;
    };
    BOOST_TEST(balances(one, "s") == balances(same, "s"), boost::test_tools::per_element());
    BOOST_TEST((balances(one, "s") != balances(one, "t")));
    BOOST_TEST((balances(one, "s") != balances(other, "s")));
    for (const auto quantity : balances(one, "s"))
        BOOST_TEST(quantity >= 100'000);

    std::set<std::string> codes;
    for (const auto& branch : one.find("s", "YTO")->branches)
        codes.insert(branch.code);
    BOOST_TEST(codes.size() == 2u);
    BOOST_TEST(one.find("s", "EMS") == nullptr);
}

BOOST_AUTO_TEST_CASE(an_area_that_is_not_served_holds_all_its_parts)
{
    WaybillContracts contracts(1);
    const Region district{"海南省", "省直辖县", "琼海市"};
    contracts.set_served("YTO", {"海南省", "", ""}, false);
    BOOST_TEST(!contracts.is_served("YTO", district));
    BOOST_TEST(contracts.is_served("ZTO", district));
    BOOST_TEST(contracts.is_served("YTO", {"福建省", "泉州市", "晋江市"}));
    contracts.set_served("YTO", {"海南省", "", ""}, true);
    BOOST_TEST(contracts.is_served("YTO", district));
    contracts.set_served("ZTO", {}, false);
    BOOST_TEST(!contracts.is_served("ZTO", district));
}

BOOST_AUTO_TEST_CASE(numbers_have_a_place_of_their_own_beside_those_of_an_erp)
{
    BOOST_TEST(format_waybill_number("YTO", 1, 1) == "YT0010000000001");
    BOOST_TEST(format_waybill_number("ZTO", 1234, 25) == "780340000000025");
    BOOST_TEST(format_waybill_number("EMS", 0, 1) == "EMS0000000000001");
    // The ERP's: the same beginning, then three digits from 100 on.
    for (const std::uint64_t seed : {0ULL, 1ULL, 899ULL, 900ULL, 12345ULL})
        BOOST_TEST(format_waybill_number("YTO", seed, 1).substr(2, 1) == "0");
}

BOOST_AUTO_TEST_CASE(actions_on_contracts_can_come_later_and_end_with_the_world)
{
    PlatformWorld world;
    const TimePoint start(Milliseconds(1'700'000'000'000));
    world.control(
        "later",
        boost::json::parse(R"({"action":"set_balance","arguments":{"carrier":"YTO","quantity":0}})")
            .get_object(),
        start);
    world.tick(start);
    BOOST_TEST(world.waybills.contracts.find("10000001", "YTO")->branches.front().quantity == 0);
    world.control("reset", {}, start);
    BOOST_TEST(world.waybills.contracts.find("10000001", "YTO")->branches.front().quantity > 0);
}

BOOST_AUTO_TEST_SUITE_END()
