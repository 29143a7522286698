#include "reconcile/judge.hpp"
#include "unit/reconcile/scene.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::reconcile;
using store::WriteKind;
using store::WriteState;
using test::Scene;
using namespace std::chrono_literals;

namespace {

store::ErpRow row(const std::string& id, int generation, ErpStage stage)
{
    store::ErpRow made;
    made.order_number = "o1";
    made.generation = generation;
    made.order.id = ErpOrderId(id);
    made.order.stage = stage;
    return made;
}

} // namespace

BOOST_AUTO_TEST_SUITE(judge)

BOOST_AUTO_TEST_CASE(an_import_is_confirmed_by_an_erp_order_of_its_own_generation)
{
    Scene scene;
    const auto write =
        scene.write(WriteKind::import_order, "import/1", WriteState::uncertain, "o1");

    const auto found = judge_by_erp(scene.order, write, {row("T7", 1, ErpStage::waiting_audit)});
    const auto other = judge_by_erp(scene.order, write, {row("T7", 2, ErpStage::waiting_audit)});

    BOOST_TEST(found.has_happened);
    BOOST_TEST(found.result == "T7");
    BOOST_TEST(!other.has_happened);
}

BOOST_AUTO_TEST_CASE(absence_counts_only_after_the_request_can_not_arrive_any_more_and_twice)
{
    Scene scene;
    auto write = scene.write(WriteKind::import_order, "import/1", WriteState::uncertain, "o1");
    write.verify_after = scene.now;
    const Evidence absent;

    const auto early = settle_by_evidence(scene.order, write, absent, scene.now - 1s, 30s);
    BOOST_TEST((early.state == WriteState::uncertain));
    BOOST_TEST(early.absent_reads == 0);

    const auto first = settle_by_evidence(scene.order, write, absent, scene.now, 30s);
    BOOST_TEST((first.state == WriteState::uncertain));
    BOOST_TEST(first.absent_reads == 1);

    write.absent_reads = 1;
    const auto second = settle_by_evidence(scene.order, write, absent, scene.now + 5s, 30s);
    BOOST_TEST((second.state == WriteState::refused));
    BOOST_TEST((second.retry_after == scene.now + 5s + 30s));
}

BOOST_AUTO_TEST_CASE(what_is_proved_absent_keeps_its_answer_and_in_the_end_waits_for_a_person)
{
    Scene scene;
    auto write = scene.write(WriteKind::upload_waybill, "upload/1/YTO/YT1", WriteState::uncertain,
                             "YTO/YT1");
    write.absent_reads = 1;
    write.failure = Errc::uncertain;
    write.failure_text = "return: uncertain (50000)";
    const Evidence absent;

    const auto early = settle_by_evidence(scene.order, write, absent, scene.now, 30s);
    write.failure_text = early.failure_text;
    write.attempts = writes_max;
    const auto last = settle_by_evidence(scene.order, write, absent, scene.now, 30s);

    BOOST_TEST((early.failure == Errc::uncertain));
    BOOST_TEST(early.failure_text.find("50000") != std::string::npos);
    BOOST_TEST((early.retry_after == scene.now + 30s));
    BOOST_TEST((last.state == WriteState::refused));
    BOOST_TEST((last.retry_after == TimePoint{}));
    BOOST_TEST(last.failure_text == early.failure_text);
}

BOOST_AUTO_TEST_CASE(a_cancel_has_happened_when_the_erp_hides_the_order)
{
    Scene scene;
    const auto write =
        scene.write(WriteKind::cancel_order, "cancel/1/T1", WriteState::uncertain, "T1");

    BOOST_TEST(judge_by_erp(scene.order, write, {}).has_happened);
    BOOST_TEST(judge_by_erp(scene.order, write, {row("T1", 1, ErpStage::cancelled)}).has_happened);
    BOOST_TEST(
        !judge_by_erp(scene.order, write, {row("T1", 1, ErpStage::in_progress)}).has_happened);
}

BOOST_AUTO_TEST_CASE(an_audit_has_happened_when_the_order_waits_for_it_no_more)
{
    Scene scene;
    const auto write =
        scene.write(WriteKind::audit_order, "audit/1/T1", WriteState::uncertain, "T1");

    BOOST_TEST(
        judge_by_erp(scene.order, write, {row("T1", 1, ErpStage::in_progress)}).has_happened);
    BOOST_TEST(
        !judge_by_erp(scene.order, write, {row("T1", 1, ErpStage::waiting_audit)}).has_happened);
    BOOST_TEST(!judge_by_erp(scene.order, write, {}).has_happened);
}

BOOST_AUTO_TEST_CASE(the_platforms_flag_confirms_an_upload)
{
    Scene scene;
    const auto write = scene.write(WriteKind::upload_waybill, "upload/1/YTO/YT1",
                                   WriteState::uncertain, "YTO/YT1");
    PlatformOrder order = *scene.order.body;

    BOOST_TEST(!judge_by_platform(write, order).has_happened);
    order.has_waybill = true;
    BOOST_TEST(judge_by_platform(write, order).has_happened);
}

BOOST_AUTO_TEST_CASE(only_an_answer_that_excludes_an_effect_refuses_a_write)
{
    const OrderId order;
    const std::pair<Errc, WriteState> cases[] = {
        {Errc::uncertain, WriteState::uncertain},   {Errc::bad_response, WriteState::uncertain},
        {Errc::unavailable, WriteState::refused},   {Errc::rate_limited, WriteState::refused},
        {Errc::rejected, WriteState::refused},      {Errc::misconfigured, WriteState::refused},
        {Errc::token_expired, WriteState::refused}, {Errc::unauthorized, WriteState::refused},
        {Errc::goods_refused, WriteState::refused}, {Errc::recipient_refused, WriteState::refused},
    };
    for (const auto& [code, state] : cases) {
        Error error;
        error.code = code;

        const auto settlement = settle_by_error(order, "import/1", error, Scene::start, 60s, 5s);

        BOOST_TEST((settlement.state == state));
        const bool waits = state == WriteState::refused && !is_final(code);
        BOOST_TEST((settlement.retry_after == (waits ? Scene::start + 5s : TimePoint{})));
        BOOST_TEST((settlement.verify_after ==
                    (state == WriteState::uncertain ? Scene::start + 60s : TimePoint{})));
    }
}

BOOST_AUTO_TEST_SUITE_END()
