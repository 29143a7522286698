#include "pinduoduo/signing.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

using namespace daifa;

namespace {

const Secret secret("demo-secret-0123456789abcdef");

/// The common fields of the vectors, the way a call carries them.
FormFields vector_fields(std::string type)
{
    return {{"type", std::move(type)},
            {"client_id", "demo-client-0001"},
            {"access_token", "demo-token-aaaa"},
            {"timestamp", "1700000000"},
            {"data_type", "JSON"},
            {"version", "V1"}};
}

std::string sign_with(std::string type, const FormFields& business)
{
    FormFields fields = vector_fields(std::move(type));
    fields.insert(fields.end(), business.begin(), business.end());
    return pinduoduo::sign(fields, secret);
}

} // namespace

// Computed from the five steps of the open platform guide; all values are made up.
BOOST_AUTO_TEST_SUITE(signing)

BOOST_AUTO_TEST_CASE(v1_a_factory_order_is_asked_for)
{
    BOOST_TEST(sign_with("pdd.fds.order.get",
                         {{"param_fds_order_get_request",
                           R"({"mall_mask_id":"0123456789abcdef0123456789abcdef",)"
                           R"("order_mask_sn":"fedcba9876543210fedcba9876543210"})"}}) ==
               "C25F9377E4715CF203F0DA310409B752");
}

BOOST_AUTO_TEST_CASE(v2_blanks_and_chinese_are_signed_as_they_are)
{
    BOOST_TEST(sign_with("pdd.order.note.update", {{"order_sn", "231115-000000000000001"},
                                                   {"note", "厂家代发 测试"},
                                                   {"tag", "1"},
                                                   {"tag_name", "急"}}) ==
               "AF01786788FB4A2D0A5EDB42FBCE2D41");
}

BOOST_AUTO_TEST_CASE(v3_numbers_and_booleans_are_signed_as_their_texts)
{
    BOOST_TEST(sign_with("pdd.order.list.get", {{"start_confirm_at", "1699990000"},
                                                {"end_confirm_at", "1700000000"},
                                                {"order_status", "1"},
                                                {"refund_status", "5"},
                                                {"page", "1"},
                                                {"page_size", "100"},
                                                {"use_has_next", "true"}}) ==
               "0C9F9494E8238414042158DE608200AF");
}

BOOST_AUTO_TEST_CASE(v4_a_waybill_is_returned)
{
    BOOST_TEST(sign_with("pdd.fds.waybill.return",
                         {{"param_fds_waybill_return_request",
                           R"({"mall_mask_id":"0123456789abcdef0123456789abcdef",)"
                           R"("order_mask_sn":"fedcba9876543210fedcba9876543210",)"
                           R"("waybill_code":"YT0000000000001","wp_code":"YTO"})"}}) ==
               "4C37B510E97FDDF7D930131C5F8171AC");
}

BOOST_AUTO_TEST_CASE(v5_the_json_text_is_signed_as_sent_escaped_or_not)
{
    const std::string field = "param_waybill_cloud_print_apply_new_request";

    BOOST_TEST(sign_with("pdd.waybill.get", {{field, R"({"sender":{"name":"张三"}})"}}) ==
               "8B7F0B7704E708AE5C1485C26573E58D");
    BOOST_TEST(sign_with("pdd.waybill.get", {{field, R"({"sender":{"name":"\u5f20\u4e09"}})"}}) ==
               "1A76F813F9F8C7E3D79EA4ABD2CB4AF9");
}

BOOST_AUTO_TEST_CASE(v6_a_code_is_exchanged_without_token_and_version)
{
    const FormFields fields = {{"type", "pdd.pop.auth.token.create"},
                               {"client_id", "demo-client-0001"},
                               {"timestamp", "1700000000"},
                               {"data_type", "JSON"},
                               {"code", "demo-code-42"}};

    BOOST_TEST(pinduoduo::sign(fields, secret) == "5F3154E59626917BED8A914D4860D6A0");
}

BOOST_AUTO_TEST_CASE(the_order_of_the_fields_does_not_matter)
{
    FormFields fields = vector_fields("pdd.fds.role.get");
    const std::string forwards = pinduoduo::sign(fields, secret);
    std::ranges::reverse(fields);

    BOOST_TEST(pinduoduo::sign(fields, secret) == forwards);
}

BOOST_AUTO_TEST_SUITE_END()
