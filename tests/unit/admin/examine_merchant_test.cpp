#include "admin/examine_merchant.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::admin;

namespace {

ReturnAddress address(const std::string& id, bool is_default = false, bool is_usable = true)
{
    ReturnAddress made;
    made.id = id;
    made.is_default = is_default;
    made.is_usable = is_usable;
    return made;
}

} // namespace

BOOST_AUTO_TEST_SUITE(examine_merchant)

BOOST_AUTO_TEST_CASE(only_a_factory_s_role_contradicts_a_merchant_s_file)
{
    BOOST_TEST((judge_merchant_role(ShopRole::merchant).state == FindingState::ok));
    BOOST_TEST((judge_merchant_role(ShopRole::unknown).state == FindingState::warning));
    BOOST_TEST((judge_merchant_role(ShopRole::factory).state == FindingState::failed));
}

BOOST_AUTO_TEST_CASE(a_return_address_must_be_there_and_accepted)
{
    const std::vector addresses = {address("1", true), address("2"), address("3", false, false)};
    BOOST_TEST((judge_return_address(addresses, "").state == FindingState::ok));
    BOOST_TEST((judge_return_address(addresses, "2").state == FindingState::ok));
    BOOST_TEST((judge_return_address(addresses, "3").state == FindingState::failed));
    const auto missing = judge_return_address(addresses, "4");
    BOOST_TEST((missing.state == FindingState::failed));
    BOOST_TEST(missing.next.en.find("1 *, 2, 3") != std::string::npos);
    BOOST_TEST((judge_return_address({}, "").state == FindingState::failed));
    BOOST_TEST((judge_return_address({address("2")}, "").state == FindingState::failed));
}

BOOST_AUTO_TEST_SUITE_END()
