#include "reconcile/cancel_budget.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::reconcile;

namespace {

const SenderAddress here = {"", "浙江省", "金华市", "义乌市", "", "练习路 1 号"};
const SenderAddress elsewhere = {"", "浙江省", "绍兴市", "柯桥区", "", "演练路 88 号"};

WaybillContract branch(std::int64_t taken, std::int64_t cancelled,
                       const SenderAddress& address = here)
{
    WaybillContract contract;
    contract.carrier_code = "YTO";
    contract.branch_name = "网点" + std::to_string(taken);
    contract.balance = 100;
    contract.taken = taken;
    contract.cancelled = cancelled;
    contract.addresses = {address};
    return contract;
}

WaybillDesk desk_of(std::vector<WaybillContract> contracts)
{
    WaybillDesk desk;
    desk.contracts = std::move(contracts);
    return desk;
}

} // namespace

BOOST_AUTO_TEST_SUITE(cancel_budget_limits)

BOOST_AUTO_TEST_CASE(up_to_500_numbers_nobody_counts_and_from_501_on_a_fifth_may_be_cancelled)
{
    BOOST_TEST(!cancellations_left(branch(0, 0)).has_value());
    BOOST_TEST(!cancellations_left(branch(500, 500)).has_value());
    BOOST_TEST(cancellations_left(branch(501, 0)).value() == 100);
    BOOST_TEST(cancellations_left(branch(501, 99)).value() == 1);
    BOOST_TEST(cancellations_left(branch(501, 100)).value() == 0);
    BOOST_TEST(cancellations_left(branch(501, 400)).value() == 0);
}

BOOST_AUTO_TEST_CASE(exactly_a_fifth_is_allowed)
{
    BOOST_TEST(cancellations_left(branch(1000, 199)).value() == 1);
    BOOST_TEST(cancellations_left(branch(1000, 200)).value() == 0);
    BOOST_TEST(cancellations_left(branch(1004, 200)).value() == 0);
    BOOST_TEST(cancellations_left(branch(1005, 200)).value() == 1);
}

BOOST_AUTO_TEST_CASE(what_was_cancelled_since_the_contracts_were_read_counts)
{
    WaybillDesk desk = desk_of({branch(1000, 198)});
    BOOST_TEST(cancel_budget(desk, "YTO", here).left.value() == 2);

    desk.cancellations["ZTO"] = {WaybillNumber("ZT1")};
    desk.cancellations["YTO"] = {WaybillNumber("YT1"), WaybillNumber("YT2")};
    const auto budget = cancel_budget(desk, "YTO", here);
    BOOST_TEST(budget.left.value() == 0);
    BOOST_TEST(to_text(budget) ==
               "branch 网点1000: 200 of 1000 numbers are cancelled, 20 % may be");
}

BOOST_AUTO_TEST_CASE(
    only_branches_that_ship_from_the_sender_count_and_of_them_the_one_with_the_most_left)
{
    const WaybillDesk two =
        desk_of({branch(1000, 200), branch(2000, 395), branch(300, 0, elsewhere)});
    BOOST_TEST(cancel_budget(two, "YTO", here).left.value() == 5);
    BOOST_TEST(cancel_budget(two, "YTO", here).branch == "网点2000");

    const WaybillDesk one_is_free = desk_of({branch(1000, 200), branch(300, 0)});
    BOOST_TEST(!cancel_budget(one_is_free, "YTO", here).left.has_value());
}

BOOST_AUTO_TEST_CASE(without_a_contract_the_platform_alone_decides)
{
    BOOST_TEST(!cancel_budget(desk_of({branch(1000, 200)}), "SF", here).left.has_value());
}

BOOST_AUTO_TEST_SUITE_END()
