#include "pinduoduo/practice/sign.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa::practice::pinduoduo;

namespace {

constexpr std::string_view secret = "demo-secret-0123456789abcdef";

Parameters common(const std::string& type)
{
    return {{"type", type},
            {"client_id", "demo-client-0001"},
            {"access_token", "demo-token-aaaa"},
            {"timestamp", "1700000000"},
            {"data_type", "JSON"},
            {"version", "V1"}};
}

std::string sign_with(Parameters parameters, const Parameters& business)
{
    parameters.insert(business.begin(), business.end());
    return expected_sign(parameters, secret, EmptyValues::signed_too);
}

} // namespace

BOOST_AUTO_TEST_SUITE(sign)

BOOST_AUTO_TEST_CASE(signs_the_published_vectors)
{
    BOOST_TEST(sign_with(common("pdd.fds.order.get"),
                         {{"param_fds_order_get_request",
                           R"({"mall_mask_id":"0123456789abcdef0123456789abcdef","order_mask_sn":"fedcba9876543210fedcba9876543210"})"}}) ==
               "C25F9377E4715CF203F0DA310409B752");
    BOOST_TEST(sign_with(common("pdd.order.note.update"), {{"order_sn", "231115-000000000000001"},
                                                           {"note", "厂家代发 测试"},
                                                           {"tag", "1"},
                                                           {"tag_name", "急"}}) ==
               "AF01786788FB4A2D0A5EDB42FBCE2D41");
    BOOST_TEST(sign_with(common("pdd.order.list.get"), {{"start_confirm_at", "1699990000"},
                                                        {"end_confirm_at", "1700000000"},
                                                        {"order_status", "1"},
                                                        {"refund_status", "5"},
                                                        {"page", "1"},
                                                        {"page_size", "100"},
                                                        {"use_has_next", "true"}}) ==
               "0C9F9494E8238414042158DE608200AF");
    BOOST_TEST(sign_with(common("pdd.fds.waybill.return"),
                         {{"param_fds_waybill_return_request",
                           R"({"mall_mask_id":"0123456789abcdef0123456789abcdef","order_mask_sn":"fedcba9876543210fedcba9876543210","waybill_code":"YT0000000000001","wp_code":"YTO"})"}}) ==
               "4C37B510E97FDDF7D930131C5F8171AC");
}

BOOST_AUTO_TEST_CASE(signs_escapes_as_the_text_that_was_sent)
{
    BOOST_TEST(sign_with(common("pdd.waybill.get"), {{"param_waybill_cloud_print_apply_new_request",
                                                      R"({"sender":{"name":"张三"}})"}}) ==
               "8B7F0B7704E708AE5C1485C26573E58D");
    BOOST_TEST(sign_with(common("pdd.waybill.get"), {{"param_waybill_cloud_print_apply_new_request",
                                                      R"({"sender":{"name":"\u5f20\u4e09"}})"}}) ==
               "1A76F813F9F8C7E3D79EA4ABD2CB4AF9");
}

BOOST_AUTO_TEST_CASE(signs_a_call_without_token_and_version)
{
    Parameters parameters = common("pdd.pop.auth.token.create");
    parameters.erase("access_token");
    parameters.erase("version");

    BOOST_TEST(sign_with(parameters, {{"code", "demo-code-42"}}) == "5F3154E59626917BED8A914D4860D6A0");
}

BOOST_AUTO_TEST_CASE(takes_empty_values_signed_or_not)
{
    Parameters parameters = common("pdd.fds.role.get");
    parameters["remark"] = "";
    for (const auto empty : {EmptyValues::signed_too, EmptyValues::left_out}) {
        parameters["sign"] = expected_sign(parameters, secret, empty);
        BOOST_TEST(has_right_sign(parameters, secret));
    }
    parameters["sign"] = "C25F9377E4715CF203F0DA310409B752";
    BOOST_TEST(!has_right_sign(parameters, secret));
}

BOOST_AUTO_TEST_SUITE_END()
