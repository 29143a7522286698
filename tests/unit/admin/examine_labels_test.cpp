#include "admin/examine_labels.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::admin;

namespace {

struct Contracts {
    Contracts()
    {
        plan.sender.address = {"", "浙江省", "金华市", "义乌市", "", "练习路1号 3号楼"};
        WaybillContract contract;
        contract.carrier_code = "YTO";
        contract.branch_name = "义乌网点";
        contract.balance = 1000;
        contract.taken = 600;
        contract.cancelled = 100;
        contract.addresses = {plan.sender.address};
        desk.contracts = {contract};
    }

    Finding judge() const { return judge_contracts(desk, plan); }

    ShopPlan plan;
    reconcile::WaybillDesk desk;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(examine_labels_findings, Contracts)

BOOST_AUTO_TEST_CASE(a_good_contract_is_told_with_what_may_still_be_cancelled)
{
    BOOST_TEST((judge().state == FindingState::ok));
    BOOST_TEST(judge().what.en ==
               "waybill numbers can be taken: YTO 义乌网点 1000 left (600 taken, "
               "100 cancelled, 20 more may be)");
    desk.contracts[0].taken = 500;
    BOOST_TEST(judge().what.en ==
               "waybill numbers can be taken: YTO 义乌网点 1000 left (500 taken, "
               "100 cancelled)");
}

BOOST_AUTO_TEST_CASE(a_used_up_share_and_a_low_balance_are_warnings)
{
    desk.contracts[0].cancelled = 120;
    BOOST_TEST((judge().state == FindingState::warning));
    BOOST_TEST(judge().what.en.starts_with("no more numbers of a branch may be cancelled: YTO"));

    desk.contracts[0].balance = 99;
    BOOST_TEST((judge().state == FindingState::warning));
    BOOST_TEST(judge().what.en.starts_with("few waybill numbers are left: YTO 义乌网点 99 left"));
}

BOOST_AUTO_TEST_CASE(another_sender_is_shown_beside_the_nearest_address)
{
    plan.sender.address.detail = "练习路1号3号楼";
    BOOST_TEST((judge().state == FindingState::failed));
    BOOST_TEST(judge().what.en.find("练习路1号【】3号楼") != std::string::npos);
    BOOST_TEST(judge().what.zh.find("练习路1号【␣】3号楼") != std::string::npos);

    const Finding alone = judge_sender(plan.sender.address, desk);
    BOOST_TEST(alone.what.en == judge().what.en);
}

BOOST_AUTO_TEST_CASE(without_any_contract_there_is_nothing_to_compare_with)
{
    desk.contracts.clear();
    BOOST_TEST((judge().state == FindingState::failed));
    BOOST_TEST(judge().what.en == "the shop has no e-waybill contract with any carrier");
}

BOOST_AUTO_TEST_SUITE_END()
