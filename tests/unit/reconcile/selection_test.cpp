#include "reconcile/selection.hpp"
#include "unit/reconcile/scene.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::reconcile;
using test::Scene;

BOOST_AUTO_TEST_SUITE(selection)

BOOST_AUTO_TEST_CASE(a_region_is_matched_by_whole_names_from_the_province_down)
{
    const Region region{"上海市", "上海市", "长宁区"};

    BOOST_TEST(is_in_region(region, "上海市"));
    BOOST_TEST(is_in_region(region, "上海市/上海市/长宁区"));
    BOOST_TEST(!is_in_region(region, "上海"));
    BOOST_TEST(!is_in_region(region, "上海市/上海市/静安区"));
}

BOOST_AUTO_TEST_CASE(each_filter_names_itself)
{
    const Scene scene;
    const PlatformOrder& order = *scene.order.body;
    DownloadStrategy download;
    BOOST_TEST((reason_to_skip(order, download) == std::nullopt));

    download.filter.merchants_except = {"示例店"};
    BOOST_TEST((reason_to_skip(order, download) == "download.filter.merchants_except"));
    download.filter.merchants_except = {"m1"};
    BOOST_TEST((reason_to_skip(order, download) == "download.filter.merchants_except"));
    download.filter = {};
    download.filter.keywords = {"蓝色"};
    BOOST_TEST((reason_to_skip(order, download) == "download.filter.keywords"));
    download.filter.keywords = {"红色"};
    BOOST_TEST((reason_to_skip(order, download) == std::nullopt));
    download.is_enabled = false;
    BOOST_TEST((reason_to_skip(order, download) == "download.enabled"));
}

BOOST_AUTO_TEST_CASE(an_audit_is_blocked_by_what_the_strategy_lists)
{
    Scene scene;
    PlatformOrder& order = *scene.order.body;
    AuditStrategy audit;
    BOOST_TEST((reason_to_block_audit(order, audit) == std::nullopt));

    audit.block_on_seller_note = true;
    order.seller_note = Personal("急");
    BOOST_TEST((reason_to_block_audit(order, audit) == "audit.block_if.seller_note"));
    audit.block_on_seller_note = false;
    audit.block_above_amount = Money{1979};
    BOOST_TEST((reason_to_block_audit(order, audit) == "audit.block_if.amount_over"));
    audit.block_above_amount = Money{1980};
    BOOST_TEST((reason_to_block_audit(order, audit) == std::nullopt));
}

BOOST_AUTO_TEST_SUITE_END()
