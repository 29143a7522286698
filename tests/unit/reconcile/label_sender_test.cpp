#include "reconcile/label_sender.hpp"

#include "reconcile/joint_parcels.hpp"

#include "reconcile/previews.hpp"
#include "unit/reconcile/lane_scene.hpp"
#include "unit/reconcile/scripted_labels.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace std::chrono_literals;
using reconcile::StepKind;
using reconcile::Work;
using store::Settlement;
using store::WriteKind;
using store::WriteState;
using test::failure;

namespace {

struct Sending : test::LaneScene {
    test::ScriptedIssuer issuer;
    test::ScriptedPrinter component;
    reconcile::LabelSender sender{lane};

    Sending()
    {
        plan->waybill_source = WaybillSource::platform;
        platform.issuer = &issuer;
        platform.component = &component;
        platform.can.waybills_per_call = 10;
        platform.can.take.late_arrival = platform.can.print.late_arrival = 60s;
        lane.desk.templates.push_back({"YTO", "1", "one", "https://templates.example/yto"});
        lane.desk.read_at = clock.now();
    }

    Work work(const std::string& number, StepKind kind, const std::string& key,
              const std::string& subject)
    {
        record(test::make_order(number));
        Work made;
        made.order = load(test::make_order(number).id);
        made.step.kind = kind;
        made.step.key = key;
        made.step.subject = subject;
        made.step.carrier_code = "YTO";
        made.step.template_url = "https://templates.example/yto";
        return made;
    }

    Work take_of(const std::string& number)
    {
        return work(number, StepKind::take_waybill, "take/1/1/1", "YTO/" + number + "-1-1-1");
    }

    Work print_of(const std::string& number, const std::string& waybill)
    {
        Work made =
            work(number, StepKind::print_label, "print/1/YTO/" + waybill + "/1", "YTO/" + waybill);
        made.step.numbers = {WaybillNumber(waybill)};
        return made;
    }

    std::vector<Settlement> take(std::vector<Work> works) { return run(sender.take(works)); }

    /// The number is durable together with what it is printed from.
    void keep(const Work& taken, Settlement settlement)
    {
        claim(taken.order.id, taken.step.key, WriteKind::take_waybill, taken.step.subject);
        run(ledger->settle(shop, std::vector{std::move(settlement)}, clock.now()));
    }

    store::WriteRecord write_of(const Work& made, WriteKind kind)
    {
        store::WriteRecord write;
        write.key = made.step.key;
        write.kind = kind;
        write.subject = made.step.subject;
        write.claimed_at = clock.now();
        return write;
    }

    Settlement verify(Work made, WriteKind kind, const std::string& request_id = {})
    {
        store::WriteRecord write = write_of(made, kind);
        write.request_id = request_id;
        return verify(std::move(made), std::move(write));
    }

    Settlement verify(Work made, store::WriteRecord write)
    {
        made.step.template_url.clear();
        return run(sender.verify(std::move(made), std::move(write))).front();
    }

    static std::vector<DocumentResult> ended(const std::string& id, PrintOutcome outcome)
    {
        return {DocumentResult{id, outcome, "paper"}};
    }
};

/// Of one recipient, claimed under one package.
struct SendingJointly : Sending {
    const std::string package = reconcile::joint_package(
        "D1-1-1-1", "group-1", {test::make_order("D1").id, test::make_order("D2").id});

    std::vector<Work> works()
    {
        std::vector<Work> made;
        for (const std::string number : {"D1", "D2"}) {
            made.push_back(take_of(number));
            made.back().step.subject = "YTO/" + package;
            made.back().step.joint = {{test::make_order("D3").id, "take/1/1/1"}};
        }
        return made;
    }

    void claim_all(const std::vector<Work>& made)
    {
        std::vector<store::Claim> claims;
        for (const auto& work : made)
            claims.push_back(reconcile::to_claim(work.order, work.step));
        for (const auto outcome : run(ledger->claim(shop, claims, clock.now())))
            BOOST_TEST((outcome == store::ClaimOutcome::claimed));
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(label_sender, Sending)

BOOST_AUTO_TEST_CASE(numbers_of_several_orders_come_in_one_call_and_stay_with_their_print_data)
{
    const auto settled = take({take_of("D1"), take_of("D2")});

    BOOST_TEST(issuer.requests.size() == 1u);
    BOOST_TEST_REQUIRE(settled.size() == 2u);
    BOOST_TEST(settled[1].result == "YTO/YT-D2-1-1-1");
    keep(take_of("D1"), settled[0]);
    const auto data =
        run(ledger->load_print_data(shop, std::vector<std::string>{"YTO/YT-D1-1-1-1", "YTO/none"}));
    BOOST_TEST(data[0].reveal() == "data of D1-1-1-1");
    BOOST_TEST(data[1].empty());
}

BOOST_AUTO_TEST_CASE(a_freights_mother_number_is_kept_beside_the_label)
{
    TakenWaybills freight;
    freight.waybills = {{"D1-1-1-1", WaybillNumber("YT1"), WaybillNumber("M1"), Secret("data")}};
    issuer.takes.push_back(freight);
    const Work taking = take_of("D1");

    keep(taking, take({taking}).front());

    const auto labels = run(ledger->list_labels(shop, taking.order.id));
    BOOST_TEST_REQUIRE(labels.size() == 1u);
    BOOST_TEST(labels[0].number == "YTO/YT1");
    BOOST_TEST(labels[0].parent == "M1");
}

BOOST_AUTO_TEST_CASE(a_preview_shows_every_label_of_an_order_and_writes_nothing_down)
{
    const OrderId id = take_of("D1").order.id;
    BOOST_TEST(!run(reconcile::preview_labels(lane, id)).has_value());
    const Work taking = take_of("D1");
    keep(taking, take({taking}).front());
    const auto before = load(id).writes.size();

    const auto preview = run(reconcile::preview_labels(lane, id));

    BOOST_TEST_REQUIRE(preview.has_value());
    BOOST_TEST(preview->value().addresses.size() == 1u);
    BOOST_TEST_REQUIRE(component.previewed.size() == 1u);
    BOOST_TEST(component.previewed[0].documents.at(0).print_data.reveal() == "data of D1-1-1-1");
    BOOST_TEST(component.previewed[0].documents.at(0).note.sequence == "1/1");
    BOOST_TEST(component.tasks.empty());
    BOOST_TEST(load(id).writes.size() == before);
}

BOOST_AUTO_TEST_CASE(one_parcel_that_spoils_a_call_keeps_no_other_from_its_number)
{
    issuer.takes.push_back(failure(Errc::rejected));
    issuer.takes.push_back(failure(Errc::not_served, "region"));

    const auto settled = take({take_of("D1"), take_of("D2")});

    BOOST_TEST(issuer.requests.size() == 3u);
    BOOST_TEST((settled[0].state == WriteState::refused));
    BOOST_TEST(settled[0].result == "YTO");
    BOOST_TEST((settled[1].state == WriteState::confirmed));
}

BOOST_AUTO_TEST_CASE(a_number_that_another_order_has_is_kept_by_nobody)
{
    const auto first = take({take_of("D1")});
    keep(take_of("D1"), first[0]);
    auto second = take({take_of("D2")});
    second[0].result = first[0].result;
    second[0].label->number = first[0].label->number;
    keep(take_of("D2"), second[0]);

    const auto write = load(test::make_order("D2").id).writes.at(0);
    BOOST_TEST((write.state == WriteState::given_up));
    BOOST_TEST(write.failure_text.find("another order") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_lost_answer_is_asked_for_under_the_same_package)
{
    issuer.takes.push_back(failure(Errc::uncertain));
    BOOST_TEST((take({take_of("D1")})[0].state == WriteState::uncertain));

    const auto verified = verify(take_of("D1"), WriteKind::take_waybill);

    BOOST_TEST((verified.state == WriteState::confirmed));
    BOOST_TEST(verified.result == "YTO/YT-D1-1-1-1");
    BOOST_TEST(issuer.requests[0].parcels[0].package_id ==
               issuer.requests[1].parcels[0].package_id);
    BOOST_TEST(issuer.requests[1].parcels[0].template_url == "https://templates.example/yto");
}

BOOST_AUTO_TEST_CASE(a_number_that_is_there_and_not_told_becomes_a_persons)
{
    for (const Errc code : {Errc::already_taken, Errc::rejected}) {
        issuer.takes.push_back(failure(code));
        BOOST_TEST((verify(take_of("D1"), WriteKind::take_waybill).state == WriteState::given_up));
    }
    issuer.takes.push_back(failure(Errc::uncertain));
    BOOST_TEST((verify(take_of("D1"), WriteKind::take_waybill).state == WriteState::uncertain));
}

BOOST_AUTO_TEST_CASE(a_number_that_is_there_at_the_first_call_becomes_a_persons_too)
{
    issuer.takes.push_back(failure(Errc::already_taken));
    const auto settled = take({take_of("D1")});
    BOOST_TEST((settled[0].state == WriteState::given_up));
    BOOST_TEST((settled[0].retry_after == TimePoint{}));
}

BOOST_AUTO_TEST_CASE(a_parcel_that_the_answer_leaves_out_may_have_a_number)
{
    TakenWaybills half;
    half.waybills = {{"D1-1-1-1", WaybillNumber("YT1"), {}, Secret("data")}};
    issuer.takes.push_back(half);

    const auto settled = take({take_of("D1"), take_of("D2")});

    BOOST_TEST(issuer.requests.size() == 1u);
    BOOST_TEST((settled[0].state == WriteState::confirmed));
    BOOST_TEST((settled[1].state == WriteState::uncertain));
    BOOST_TEST((settled[1].verify_after == clock.now() + 60s));
}

BOOST_AUTO_TEST_CASE(what_may_have_been_taken_is_not_asked_for_alone)
{
    issuer.takes.push_back(failure(Errc::uncertain));

    const auto settled = take({take_of("D1"), take_of("D2")});

    BOOST_TEST(issuer.requests.size() == 1u);
    BOOST_TEST((settled[0].state == WriteState::uncertain));
    BOOST_TEST((settled[1].state == WriteState::uncertain));
}

BOOST_AUTO_TEST_CASE(a_lost_take_was_refused_only_when_its_repetition_is_refused_twice)
{
    const Work taking = take_of("D1");
    auto write = write_of(taking, WriteKind::take_waybill);
    for (const auto& [refusals, state] :
         {std::pair(0, WriteState::uncertain), std::pair(1, WriteState::refused)}) {
        issuer.takes.push_back(failure(Errc::not_served));
        write.absent_reads = refusals;
        const auto settled = verify(taking, write);
        BOOST_TEST((settled.state == state));
        BOOST_TEST(settled.absent_reads == refusals + 1);
    }
}

BOOST_AUTO_TEST_CASE(a_take_whose_answer_stays_lost_becomes_a_persons)
{
    const Work taking = take_of("D1");
    auto write = write_of(taking, WriteKind::take_waybill);
    for (const auto& [age, state] : {std::pair(Milliseconds(10min), WriteState::uncertain),
                                     std::pair(10min + 1ms, WriteState::given_up)}) {
        issuer.takes.push_back(failure(Errc::uncertain));
        write.claimed_at = clock.now() - age;
        BOOST_TEST((verify(taking, write).state == state));
    }
}

BOOST_AUTO_TEST_CASE(a_task_has_its_name_before_it_is_claimed_and_goes_in_picking_order)
{
    plan->strategy.print.batch = 2;
    std::vector<Work> works = {print_of("D3", "YT3"), print_of("D1", "YT1"), print_of("D2", "YT2")};
    sender.name_tasks(works);

    BOOST_TEST(works[0].order.id.number == "D1");
    BOOST_TEST(!works[0].step.task.empty());
    BOOST_TEST(works[0].step.task == works[1].step.task);
    BOOST_TEST(works[1].step.task != works[2].step.task);
    BOOST_TEST(reconcile::group_calls(works, 10).size() == 2u);
}

BOOST_AUTO_TEST_CASE(each_label_ends_as_the_component_says)
{
    keep(take_of("D1"), take({take_of("D1")})[0]);
    for (const auto& [outcome, state] : {std::pair(PrintOutcome::printed, WriteState::confirmed),
                                         std::pair(PrintOutcome::failed, WriteState::refused),
                                         std::pair(PrintOutcome::unknown, WriteState::uncertain)}) {
        component.results.push_back(ended("YT-D1-1-1-1", outcome));
        std::vector<Work> works = {print_of("D1", "YT-D1-1-1-1")};
        sender.name_tasks(works);
        const auto settled = run(sender.print(works));
        BOOST_TEST((settled[0].state == state));
        BOOST_TEST(settled[0].request_id == works[0].step.task);
    }
    BOOST_TEST(component.tasks[0].documents[0].print_data.reveal() == "data of D1-1-1-1");
    BOOST_TEST(!component.tasks[0].documents[0].is_reprint);
}

BOOST_AUTO_TEST_CASE(what_became_of_a_task_is_asked_by_its_name_and_a_forgotten_one_is_a_persons)
{
    component.found.push_back(ended("YT1", PrintOutcome::printed));
    component.found.push_back(ended("YT1", PrintOutcome::unknown));
    component.found.push_back(failure(Errc::not_found));
    component.found.push_back(failure(Errc::unavailable));
    for (const WriteState state : {WriteState::confirmed, WriteState::uncertain,
                                   WriteState::given_up, WriteState::uncertain})
        BOOST_TEST(
            (verify(print_of("D1", "YT1"), WriteKind::print_label, "task-1").state == state));
    BOOST_TEST(component.asked[0] == "task-1");
}

BOOST_AUTO_TEST_CASE(a_lost_cancellation_is_looked_up)
{
    issuer.finds.push_back(failure(Errc::not_found));
    issuer.finds.push_back(TakenWaybill{});
    Work made = work("D1", StepKind::cancel_waybill, "void/1/YTO/YT1", "YTO/YT1");
    BOOST_TEST((verify(made, WriteKind::cancel_waybill).state == WriteState::confirmed));
    BOOST_TEST((verify(made, WriteKind::cancel_waybill).state == WriteState::refused));
}

BOOST_FIXTURE_TEST_CASE(orders_of_one_parcel_get_one_number_each_of_them_uploads, SendingJointly)
{
    auto made = works();
    claim_all(made);
    made.push_back(take_of("D3"));

    auto settled = take(made);

    BOOST_TEST_REQUIRE(issuer.requests.size() == 1u);
    BOOST_TEST_REQUIRE(issuer.requests[0].parcels.size() == 2u);
    BOOST_TEST(issuer.requests[0].parcels[0].orders.size() == 2u);
    BOOST_TEST(issuer.requests[0].parcels[0].items.size() == 2u);
    BOOST_TEST(settled[0].result == settled[1].result);
    BOOST_TEST(settled[0].result != settled[2].result);
    const std::string number = settled[0].result;
    settled.pop_back();
    run(ledger->settle(shop, settled, clock.now()));
    for (const std::string order : {"D1", "D2"}) {
        BOOST_TEST((load(test::make_order(order).id).writes.at(0).state == WriteState::confirmed));
        BOOST_TEST((claim(test::make_order(order).id, "upload/1/" + number,
                          WriteKind::upload_waybill, number) == store::ClaimOutcome::claimed));
    }
    BOOST_TEST((claim(test::make_order("D3").id, "upload/1/" + number, WriteKind::upload_waybill,
                      number) == store::ClaimOutcome::number_in_use));
}

BOOST_FIXTURE_TEST_CASE(a_parcel_that_fails_fails_alike_for_all_its_orders, SendingJointly)
{
    issuer.takes.push_back(failure(Errc::unavailable));

    const auto settled = take(works());

    BOOST_TEST((settled[0].state == WriteState::refused));
    BOOST_TEST((settled[1].state == WriteState::refused));
    BOOST_TEST((settled[0].retry_after == settled[1].retry_after));
    BOOST_TEST(settled[1].order.number == "D2");
}

BOOST_FIXTURE_TEST_CASE(a_lost_answer_is_asked_for_with_all_orders_of_the_parcel_and_settles_them,
                        SendingJointly)
{
    auto made = works();
    claim_all(made);
    run(ledger->doubt_claimed_writes(shop, clock.now(), 60s));
    Work first = made[0];
    first.order = load(first.order.id);

    const auto settled = run(sender.verify(first, first.order.writes.at(0)));

    BOOST_TEST(issuer.requests[0].parcels[0].package_id == package);
    BOOST_TEST(issuer.requests[0].parcels[0].orders.size() == 2u);
    BOOST_TEST_REQUIRE(settled.size() == 2u);
    run(ledger->settle(shop, settled, clock.now()));
    for (const std::string order : {"D1", "D2"})
        BOOST_TEST(load(test::make_order(order).id).writes.at(0).result == "YTO/YT-" + package);
}

BOOST_FIXTURE_TEST_CASE(the_label_names_the_goods_of_all_orders_in_the_parcel, SendingJointly)
{
    auto made = works();
    claim_all(made);
    const auto settled = take(made);
    run(ledger->settle(shop, settled, clock.now()));
    component.results.push_back(ended("YT-" + package, PrintOutcome::printed));
    std::vector<Work> prints = {print_of("D1", "YT-" + package)};
    prints[0].order = load(prints[0].order.id);
    sender.name_tasks(prints);

    run(sender.print(prints));

    const PickNote& note = component.tasks[0].documents[0].note;
    BOOST_TEST(note.product == "棉质短袖 白色 L ×2；棉质短袖 白色 L ×2");
    BOOST_TEST(note.quantity == 4);
    BOOST_TEST(note.remark.reveal() == "加急");
}

BOOST_FIXTURE_TEST_CASE(a_parcel_is_never_parted_between_two_calls, SendingJointly)
{
    auto made = works();
    made.push_back(take_of("D3"));
    const auto calls = reconcile::group_calls(made, 1);
    BOOST_TEST_REQUIRE(calls.size() == 2u);
    BOOST_TEST(calls[0].size() == 2u);
    BOOST_TEST(reconcile::group_calls(made, 2).size() == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
