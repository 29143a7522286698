#include "admin/finding.hpp"
#include "admin/push_json.hpp"

#include <daifa/codec/json.hpp>

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::admin;
using namespace std::chrono_literals;

namespace {

constexpr TimePoint now{std::chrono::seconds(1'767'300'000)};

constexpr ErrorRow table[] = {
    {"20032", Errc::unauthorized, true, "the token was revoked", "令牌已被撤销", "", ""},
    {"20031", Errc::misconfigured, true, "no permission", "没有权限", "apply for it", "请申请"},
};

/// As a platform gives it today: the permissions end with the token, and a refresh prolongs both.
Credential fresh()
{
    Credential made;
    made.access_token = Secret("a");
    made.refresh_token = Secret("r");
    made.expires_at = now + 24h;
    made.refresh_expires_at = now + 24h * 30;
    made.granted_until = made.expires_at;
    made.owner_name = "the factory";
    return made;
}

std::string states(const std::vector<Finding>& findings)
{
    std::string text;
    for (const auto& finding : findings)
        text += text_or(to_json(finding), "state") + ": " + finding.what.en + "\n";
    return text;
}

} // namespace

BOOST_AUTO_TEST_SUITE(finding)

BOOST_AUTO_TEST_CASE(a_fresh_authorization_is_in_order)
{
    const Credential credential = fresh();

    BOOST_TEST(states(judge_token(&credential, {}, table, now)) ==
               "ok: authorized by the factory; the platform takes the token\n"
               "ok: the right to refresh the token ends in 30 days\n");
}

BOOST_AUTO_TEST_CASE(what_only_a_person_can_prolong_is_told_a_week_ahead)
{
    Credential credential = fresh();
    credential.refresh_expires_at = now + 24h * 6 + 1h;
    credential.granted_until = now + 3h;
    BOOST_TEST(states(judge_token(&credential, {}, table, now)) ==
               "ok: authorized by the factory; the platform takes the token\n"
               "warning: the right to refresh the token ends in 6 days\n"
               "warning: a permission of the platform ends in 3 hours\n");

    credential.refresh_expires_at = now;
    credential.granted_until = now - 1h;
    BOOST_TEST(states(judge_token(&credential, {}, table, now)) ==
               "ok: authorized by the factory; the platform takes the token\n"
               "failed: the right to refresh the token has ended\n"
               "failed: a permission of the platform has ended\n");

    credential.refresh_token = Secret();
    credential.refresh_expires_at = {};
    credential.granted_until = {};
    BOOST_TEST(states(judge_token(&credential, {}, table, now)) ==
               "ok: authorized by the factory; the platform takes the token\n"
               "warning: the token, which can not be refreshed, ends in 24 hours\n");
}

BOOST_AUTO_TEST_CASE(the_platforms_last_word_on_the_token_counts)
{
    const Credential credential = fresh();
    Error refusal;
    refusal.code = Errc::unauthorized;
    refusal.operation = "role.get";
    refusal.remote_code = "20032";

    const auto findings = judge_token(&credential, refusal, table, now);

    BOOST_TEST(states(findings) ==
               "failed: the platform does not take the authorization any more: role.get (20032): "
               "the token was revoked\n");
    BOOST_TEST(findings.front().next.en == "run daifa authorize for this shop");
    BOOST_TEST(states(judge_token(nullptr, refusal, table, now)) ==
               "failed: nobody has authorized this shop yet\n");
}

BOOST_AUTO_TEST_CASE(a_clock_that_is_off_warns_and_then_fails)
{
    BOOST_TEST((judge_clock("platform", 30s).state == FindingState::ok));
    BOOST_TEST((judge_clock("platform", -31s).state == FindingState::warning));
    BOOST_TEST((judge_clock("platform", 11min).state == FindingState::failed));
    BOOST_TEST(judge_clock("platform", -1500ms).what.en ==
               "reachable; its clock minus ours is -1.5 s");
}

BOOST_AUTO_TEST_CASE(only_a_factory_may_work)
{
    BOOST_TEST((judge_role(ShopRole::factory).state == FindingState::ok));
    BOOST_TEST((judge_role(ShopRole::merchant).state == FindingState::failed));
    BOOST_TEST((judge_role(ShopRole::unknown).state == FindingState::failed));
}

BOOST_AUTO_TEST_CASE(missing_permissions_are_listed)
{
    BOOST_TEST(states({judge_permissions("p", {"a"}, {"a", ""}),
                       judge_permissions("p", {"b", "a"}, {"a", "b"}),
                       judge_permissions("p", {"a"}, {"a", "b", "c"}),
                       judge_permissions("p", {}, {"a", "", "b"})}) ==
               "ok: granted for every write: a\n"
               "ok: granted for every write: a, b\n"
               "failed: not granted: b, c\n"
               "ok: nobody lists them beforehand: reads were tried, of these writes the first use "
               "shows it: a, b\n");
}

BOOST_AUTO_TEST_CASE(what_stopped_a_side_that_can_be_read_is_a_warning_with_its_next_step)
{
    Error refusal;
    refusal.code = Errc::misconfigured;
    refusal.operation = "waybill.return";
    refusal.remote_code = "20031";

    const auto told = judge_stop("platform", refusal, table);

    BOOST_TEST(states({told}) == "warning: all reads work, but something stopped it: "
                                 "waybill.return (20031): no permission\n");
    BOOST_TEST(told.next.en == "apply for it");
}

BOOST_AUTO_TEST_CASE(a_channel_must_be_there_and_of_the_own_platform)
{
    ErpChannel native;
    native.id = ChannelId("PDD");
    native.platform_name = "拼多多";
    ErpChannel own;
    own.id = ChannelId("DF-01");
    own.is_own_platform = true;

    BOOST_TEST((judge_channel({native, own}, ChannelId("DF-01")).state == FindingState::ok));
    BOOST_TEST((judge_channel({native, own}, ChannelId("PDD")).state == FindingState::failed));
    BOOST_TEST((judge_channel({native}, ChannelId("DF-01")).state == FindingState::failed));
}

BOOST_AUTO_TEST_CASE(the_strategys_carriers_must_be_the_platforms)
{
    UploadStrategy upload;
    upload.carriers["圆通"] = "YTO";
    BOOST_TEST(
        (judge_carriers({Carrier{"YTO", "圆通快递", true}}, upload).state == FindingState::ok));
    upload.carriers["顺丰"] = "SFF";
    BOOST_TEST(judge_carriers({Carrier{"YTO", "圆通快递", true}}, upload).what.en ==
               "the platform has no such carrier: 顺丰: SFF");
    BOOST_TEST((judge_carriers({}, upload).state == FindingState::failed));
}

BOOST_AUTO_TEST_CASE(whatever_is_not_in_order_says_what_to_do_in_both_languages)
{
    Error error;
    const Credential credential = fresh();
    std::vector<Finding> findings = {
        judge_clock("c", 11min),           judge_role(ShopRole::merchant),
        judge_channel({}, ChannelId("x")), judge_carriers({}, {}),
        judge_failure("p", error, table),  judge_permissions("p", {"a"}, {"b"})};
    for (const auto& finding : judge_token(&credential, error, table, now))
        findings.push_back(finding);
    for (const auto& finding : findings) {
        BOOST_TEST((finding.state == FindingState::failed), finding.what.en);
        BOOST_TEST(!finding.what.zh.empty(), finding.what.en);
        BOOST_TEST(!finding.next.en.empty(), finding.what.en);
        BOOST_TEST(!finding.next.zh.empty(), finding.what.en);
    }
}

BOOST_AUTO_TEST_CASE(missing_messages_are_a_warning_with_their_reason)
{
    reconcile::PushStatus push;
    BOOST_TEST((judge_push(push, {}).state == FindingState::warning));
    Error problem;
    problem.code = Errc::misconfigured;
    problem.operation = "message channel";
    problem.remote_text = "refused";
    push.problem = problem;
    const Finding why = judge_push(push, {});
    BOOST_TEST((why.state == FindingState::warning));
    BOOST_TEST(why.what.en.find("refused") != std::string::npos);
    BOOST_TEST(!why.next.zh.empty());
    push.is_healthy = true;
    push.counters.received = 7;
    const Finding good = judge_push(push, {});
    BOOST_TEST((good.state == FindingState::ok));
    BOOST_TEST(good.what.en.find("received 7") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
