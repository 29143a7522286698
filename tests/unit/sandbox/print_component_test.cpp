#include "sandbox/label_sealer.hpp"
#include "sandbox/print_component.hpp"
#include "sandbox/world.hpp"

#include <daifa/codec/json.hpp>

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::sandbox;

namespace {

namespace json = boost::json;

const TimePoint start(Milliseconds(1'700'000'000'000));
constexpr std::uint64_t line = 7;

LabelContents label_of(const std::string& number)
{
    LabelContents label;
    label.carrier = "YTO";
    label.number = number;
    label.recipient = {"冯大暑", "12694101101", "广东省深圳市龙岗区测试里弄357号"};
    return label;
}

json::object document(const std::string& id, const std::string& number)
{
    const SealedLabel sealed = seal_label(label_of(number));
    json::object content = {{"encryptedData", sealed.encrypted},
                            {"signature", sealed.signature},
                            {"templateUrl", "https://file-link.pinduoduo.com/yto_one"},
                            {"ver", "3"},
                            {"userid", 1}};
    return {{"documentID", id}, {"contents", json::array{std::move(content)}}};
}

json::object& content_of(json::object& document)
{
    return document.at("contents").get_array().at(0).get_object();
}

void add_custom_area(json::object& document, json::object data)
{
    json::object area = {{"data", std::move(data)},
                         {"templateURL", "https://file-link.pinduoduo.com/custom"}};
    document.at("contents").get_array().push_back(std::move(area));
}

json::object task(const std::string& id, std::vector<json::object> documents)
{
    return {{"taskID", id},
            {"preview", false},
            {"printer", "practice-thermal-1"},
            {"notifyType", json::array{"print"}},
            {"documents", json::array(documents.begin(), documents.end())}};
}

struct Scene {
    Scene() { component.open_line(line); }

    void send(const json::object& message)
    {
        component.answer(line, json::serialize(message), now);
    }

    void act(const std::string& action, json::object arguments = {})
    {
        component.control(action, arguments, now);
    }

    /// What has come to all connections since it was asked last.
    std::vector<json::object> received(std::uint64_t at = line)
    {
        std::vector<json::object> messages;
        for (const auto& message : component.take_output().messages)
            if (message.line == at)
                messages.push_back(json::parse(message.text).get_object());
        return messages;
    }

    json::object ask(const std::string& command, json::object members = {})
    {
        members["cmd"] = command;
        members["requestID"] = "r1";
        members["version"] = "1.0";
        send(members);
        return received().at(0);
    }

    /// The reply and what followed it.
    std::vector<json::object> print(json::object what)
    {
        send(
            {{"cmd", "print"}, {"requestID", "r1"}, {"version", "1.0"}, {"task", std::move(what)}});
        return received();
    }

    std::string refusal(json::object what)
    {
        const auto messages = print(std::move(what));
        BOOST_TEST_REQUIRE(messages.size() == 1u);
        BOOST_TEST(text_or(messages[0], "status") == "failed");
        return text_or(messages[0], "msg");
    }

    void pass(Milliseconds span)
    {
        now += span;
        component.tick(now);
    }

    std::int64_t total(const char* name)
    {
        return component.totals(now).at(name).to_number<std::int64_t>();
    }

    World world;
    PrintComponent component{world};
    TimePoint now = start;
};

json::object first_result(const json::object& notice)
{
    return notice.at("printStatus").get_array().at(0).get_object();
}

} // namespace

BOOST_AUTO_TEST_SUITE(print_component)

BOOST_AUTO_TEST_CASE(prints_a_task_and_tells_its_sender)
{
    Scene scene;

    const auto messages = scene.print(task("t1", {document("d1", "YT1"), document("d2", "YT2")}));

    BOOST_TEST_REQUIRE(messages.size() == 2u);
    BOOST_TEST(text_or(messages[0], "cmd") == "print");
    BOOST_TEST(text_or(messages[0], "requestID") == "r1");
    BOOST_TEST(text_or(messages[0], "status") == "success");
    BOOST_TEST(text_or(messages[1], "cmd") == "notifyPrintResult");
    BOOST_TEST(text_or(messages[1], "taskID") == "t1");
    BOOST_TEST(text_or(messages[1], "taskStatus") == "printed");
    BOOST_TEST(messages[1].at("printStatus").as_array().size() == 2u);
    BOOST_TEST(text_or(first_result(messages[1]), "status") == "success");
    BOOST_TEST(scene.total("labels") == 2);
    const auto truth = scene.component.truth(scene.now).at("labels").as_array().at(0).as_object();
    BOOST_TEST(text_or(truth, "number") == "YT1");
    BOOST_TEST(find_integer(truth, "copies").value() == 1);
    BOOST_TEST(text_or(truth.at("prints").as_array().at(0).as_object(), "sequence") == "1/2");
}

BOOST_AUTO_TEST_CASE(tells_what_was_asked_for_alone)
{
    Scene scene;
    auto quiet = task("t1", {document("d1", "YT1")});
    quiet["notifyType"] = json::array();
    auto both = task("t2", {document("d1", "YT2")});
    both["notifyType"] = json::array{"render", "print"};

    BOOST_TEST(scene.print(quiet).size() == 1u);
    const auto messages = scene.print(both);
    BOOST_TEST_REQUIRE(messages.size() == 3u);
    BOOST_TEST(text_or(messages[1], "taskStatus") == "rendered");
    BOOST_TEST(text_or(messages[2], "taskStatus") == "printed");
}

BOOST_AUTO_TEST_CASE(each_wrong_field_refuses_the_whole_task)
{
    const std::vector<std::pair<const char*, std::function<void(json::object&)>>> damages = {
        {"taskID", [](json::object& task) { task.erase("taskID"); }},
        {"taskID", [](json::object& task) { task["taskID"] = std::string(200, 'x'); }},
        {"preview", [](json::object& task) { task["preview"] = "no"; }},
        {"previewType", [](json::object& task) { task["previewType"] = "svg"; }},
        {"notifyType", [](json::object& task) { task["notifyType"] = json::array{"mail"}; }},
        {"firstDocumentNumber", [](json::object& task) { task["firstDocumentNumber"] = 0; }},
        {"totalDocumentCount", [](json::object& task) { task["totalDocumentCount"] = 1; }},
        {"documents 必须", [](json::object& task) { task["documents"] = json::array(); }},
        {"documents[0]", [](json::object& task) { task["documents"].as_array()[0] = 1; }},
        {"documentID 重复",
         [](json::object& task) {
             task["documents"].as_array()[1].as_object()["documentID"] = "d1";
         }},
    };
    for (const auto& [words, damage] : damages) {
        Scene scene;
        auto what = task("t1", {document("d1", "YT1"), document("d2", "YT2")});
        damage(what);
        BOOST_TEST_CONTEXT(words)
        {
            BOOST_TEST(scene.refusal(what).find(words) != std::string::npos);
            BOOST_TEST(scene.total("labels") == 0);
        }
    }
}

BOOST_AUTO_TEST_CASE(each_wrong_content_refuses_the_whole_task)
{
    for (const char* name : {"encryptedData", "signature", "templateUrl", "ver"}) {
        Scene scene;
        auto bad = document("d2", "YT2");
        content_of(bad).erase(name);
        BOOST_TEST(scene.refusal(task("t1", {document("d1", "YT1"), bad})).find(name) !=
                   std::string::npos);
        BOOST_TEST(scene.total("labels") == 0);
    }
    Scene scene;
    auto bad = document("d1", "YT1");
    bad.at("contents").as_array().push_back(json::object{{"data", json::object()}});
    BOOST_TEST(scene.refusal(task("t1", {bad})).find("templateURL") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(limits_hold_for_documents_and_print_data)
{
    Scene scene;
    scene.act("set_variant", {{"documents_max", "2"}, {"print_data_max", "2000"}});
    auto large = document("d1", "YT1");
    content_of(large)["encryptedData"] = std::string(2001, 'A');

    BOOST_TEST(scene.refusal(task(
                   "t1", {document("a", "YT1"), document("b", "YT2"), document("c", "YT3")})) ==
               "参数错误: task.documents 最多 2 个");
    BOOST_TEST(scene.refusal(task("t1", {large})).find("encryptedData 过大") != std::string::npos);
    BOOST_TEST(scene.print(task("t1", {document("a", "YT1"), document("b", "YT2")})).size() == 2u);
}

BOOST_AUTO_TEST_CASE(an_unknown_printer_is_refused_and_no_printer_means_the_default_one)
{
    Scene scene;
    auto unknown = task("t1", {document("d1", "YT1")});
    unknown["printer"] = "office";
    auto usual = unknown;
    usual.erase("printer");

    BOOST_TEST(scene.refusal(unknown) == "无效的打印机");
    const auto messages = scene.print(usual);
    BOOST_TEST(text_or(messages.at(1), "printer") == "practice-thermal-1");
}

BOOST_AUTO_TEST_CASE(a_label_that_can_not_be_read_fails_alone)
{
    Scene scene;
    auto forged = document("d1", "YT1");
    content_of(forged)["signature"] = seal_label(label_of("YT9")).signature;
    auto other_template = document("d2", "YT2");
    content_of(other_template)["templateUrl"] = "https://file-link.pinduoduo.com/gone";

    const auto messages = scene.print(task("t1", {forged, other_template, document("d3", "YT3")}));

    BOOST_TEST_REQUIRE(messages.size() == 2u);
    BOOST_TEST(text_or(messages[1], "taskStatus") == "failed");
    const auto results = messages[1].at("printStatus").as_array();
    BOOST_TEST(text_or(results.at(0).as_object(), "msg") == "面单数据解密失败");
    BOOST_TEST(text_or(results.at(1).as_object(), "msg") == "模板不存在");
    BOOST_TEST(text_or(results.at(2).as_object(), "status") == "success");
    BOOST_TEST(scene.total("labels") == 1);
    BOOST_TEST(scene.total("failed") == 2);
}

BOOST_AUTO_TEST_CASE(failures_are_told_unless_that_is_switched_off)
{
    Scene scene;
    auto broken = task("t1", {document("d1", "YT1")});
    broken["notifyType"] = json::array();
    scene.act("paper_out");

    BOOST_TEST(text_or(scene.print(broken).at(1), "taskStatus") == "failed");
    BOOST_TEST(text_or(scene.ask("setGlobalConfig", {{"notifyOnTaskFailure", false}}), "status") ==
               "success");
    BOOST_TEST(!scene.ask("getGlobalConfig").at("notifyOnTaskFailure").as_bool());
    broken["taskID"] = "t2";
    BOOST_TEST(scene.print(broken).size() == 1u);
}

BOOST_AUTO_TEST_CASE(without_paper_a_label_fails_or_waits)
{
    Scene scene;
    scene.act("paper_out", {{"printer", "practice-thermal-1"}});
    const auto failed = scene.print(task("t1", {document("d1", "YT1")}));
    BOOST_TEST(text_or(first_result(failed.at(1)), "msg") == "打印机缺纸");

    scene.act("set_variant", {{"no_paper", "waits"}});
    BOOST_TEST(scene.print(task("t2", {document("d1", "YT1")})).size() == 1u);
    scene.act("paper_in");
    const auto later = scene.received();
    BOOST_TEST_REQUIRE(later.size() == 1u);
    BOOST_TEST(text_or(later[0], "taskStatus") == "printed");
}

BOOST_AUTO_TEST_CASE(a_slow_printer_takes_its_time_and_tells_how_far_it_is)
{
    Scene scene;
    scene.act("slow", {{"ms", 1000}});
    BOOST_TEST(scene.print(task("t1", {document("d1", "YT1"), document("d2", "YT2")})).size() ==
               1u);

    scene.pass(Milliseconds(1500));
    BOOST_TEST(scene.received().empty());
    const auto status = scene.ask("getTaskStatus", {{"taskID", json::array{"t1", "unknown"}}});
    const auto known = status.at("printStatus").as_array();
    BOOST_TEST_REQUIRE(known.size() == 1u);
    const auto details = known[0].as_object().at("detailStatus").as_array();
    BOOST_TEST(text_or(details.at(0).as_object(), "status") == "success");
    BOOST_TEST(text_or(details.at(1).as_object(), "status") == "pending");

    scene.pass(Milliseconds(500));
    BOOST_TEST(scene.received().size() == 1u);
}

BOOST_AUTO_TEST_CASE(the_same_task_again_is_refused_or_printed_again)
{
    Scene scene;
    scene.print(task("t1", {document("d1", "YT1")}));
    BOOST_TEST(scene.refusal(task("t1", {document("d1", "YT1")})).find("任务已存在") !=
               std::string::npos);
    BOOST_TEST(scene.total("doubled") == 0);

    scene.act("set_variant", {{"same_task", "prints_again"}});
    scene.print(task("t1", {document("d1", "YT1")}));
    BOOST_TEST(scene.total("doubled") == 1);
}

BOOST_AUTO_TEST_CASE(a_reprint_that_says_so_is_no_double)
{
    Scene scene;
    auto again = document("d2", "YT1");
    add_custom_area(again, {{"reprint", true}, {"note", "A-03"}});
    scene.print(task("t1", {document("d1", "YT1")}));
    scene.print(task("t2", {again}));

    BOOST_TEST(scene.total("labels") == 2);
    BOOST_TEST(scene.total("reprints") == 1);
    BOOST_TEST(scene.total("doubled") == 0);
}

BOOST_AUTO_TEST_CASE(the_platform_learns_which_of_its_numbers_are_on_paper)
{
    Scene scene;
    PlatformWorld& platform = scene.world.platform;
    platform.control("assign", {{"count", 1}}, scene.now);
    ParcelDraft parcel{.object_id = "o1", .template_key = "yto_one", .items = {{"毛毯", 2}}};
    parcel.orders.push_back(&platform.orders.all().front());
    TakeDraft draft{.shop = "10000001",
                    .carrier = "YTO",
                    .sender_name = "云帆仓",
                    .sender_phone = "12600000000"};
    draft.sender = usual_sender();
    draft.parcels.push_back(parcel);
    const auto taken = platform.waybills.take(draft, scene.now, platform.rules);
    BOOST_TEST_REQUIRE(taken.numbers.size() == 1u);
    const TakenNumber& number = *taken.numbers[0].second;
    const SealedLabel sealed = seal_label(number.label);
    auto labelled = document("d1", "");
    content_of(labelled)["encryptedData"] = sealed.encrypted;
    content_of(labelled)["signature"] = sealed.signature;

    scene.print(task("t1", {labelled}));
    add_custom_area(labelled, {{"reprint", "纸卡住了"}});
    scene.print(task("t2", {labelled}));

    BOOST_TEST_REQUIRE(number.printed.size() == 2u);
    BOOST_TEST(number.printed[0].printer == "practice-thermal-1");
    BOOST_TEST(!number.printed[0].is_reprint);
    BOOST_TEST(number.printed[1].is_reprint);
    BOOST_TEST(scene.total("unknown_numbers") == 0);
}

BOOST_AUTO_TEST_CASE(a_result_can_be_lost_on_the_way)
{
    Scene scene;
    scene.act("lose_results", {{"count", 1}});

    BOOST_TEST(scene.print(task("t1", {document("d1", "YT1")})).size() == 1u);
    BOOST_TEST(scene.total("results_lost") == 1);
    BOOST_TEST(scene.print(task("t2", {document("d1", "YT2")})).size() == 2u);
}

BOOST_AUTO_TEST_CASE(a_result_of_a_line_that_is_gone_is_lost_or_kept_for_the_next)
{
    for (const auto* variant : {"lost", "kept"}) {
        Scene scene;
        scene.act("set_variant", {{"result_of_lost_line", variant}});
        scene.act("slow", {{"ms", 1000}});
        scene.print(task("t1", {document("d1", "YT1")}));
        scene.component.close_line(line);
        scene.pass(std::chrono::seconds(1));
        scene.component.open_line(line + 1);

        const bool is_kept = std::string_view(variant) == "kept";
        BOOST_TEST(scene.received(line + 1).size() == (is_kept ? 1u : 0u));
        BOOST_TEST(scene.total("labels") == 1);
    }
}

BOOST_AUTO_TEST_CASE(a_component_that_went_away_prints_nothing_and_may_forget)
{
    for (const auto* variant : {"forgets", "remembers"}) {
        Scene scene;
        scene.act("set_variant", {{"restart", variant}});
        scene.act("slow", {{"ms", 1000}});
        scene.print(task("t1", {document("d1", "YT1")}));
        scene.act("go_away");
        BOOST_TEST(!scene.component.is_running());
        scene.pass(std::chrono::seconds(5));
        BOOST_TEST(scene.total("labels") == 0);

        scene.act("come_back");
        BOOST_TEST(scene.component.is_running());
        scene.component.open_line(line);
        scene.pass(std::chrono::seconds(1));
        const bool remembers = std::string_view(variant) == "remembers";
        BOOST_TEST(scene.total("labels") == (remembers ? 1 : 0));
        scene.received();
        const auto status = scene.ask("getTaskStatus", {{"taskID", "t1"}});
        BOOST_TEST(status.at("printStatus").as_array().size() == (remembers ? 1u : 0u));
    }
}

BOOST_AUTO_TEST_CASE(printers_come_and_go)
{
    Scene scene;
    scene.act("add_printer", {{"printer", "office"}});
    const auto list = scene.ask("getPrinters");
    BOOST_TEST(list.at("printers").as_array().size() == 3u);
    BOOST_TEST(text_or(list, "defaultPrinter") == "practice-thermal-1");
    scene.act("slow", {{"ms", 1000}, {"printer", "office"}});
    auto waiting = task("t1", {document("d1", "YT1")});
    waiting["printer"] = "office";
    scene.print(waiting);

    scene.act("remove_printer", {{"printer", "office"}});
    const auto notice = scene.received();
    BOOST_TEST_REQUIRE(notice.size() == 1u);
    BOOST_TEST(text_or(first_result(notice[0]), "msg") == "无效的打印机");
    BOOST_CHECK_THROW(scene.act("remove_printer", {{"printer", "office"}}), ControlError);
    BOOST_CHECK_THROW(scene.act("add_printer", {{"printer", "practice-thermal-1"}}), ControlError);
    BOOST_CHECK_THROW(scene.act("paint"), ControlError);
    BOOST_CHECK_THROW(scene.act("set_variant", {{"same_task", "perhaps"}}), ControlError);
}

BOOST_AUTO_TEST_CASE(the_settings_of_a_printer_can_be_read_and_changed)
{
    Scene scene;
    const json::object changed = {{"name", "practice-thermal-2"}, {"horizontalOffset", 2.5}};
    BOOST_TEST(text_or(scene.ask("setPrinterConfig", {{"printer", changed}}), "status") ==
               "success");
    const auto config = scene.ask("getPrinterConfig", {{"printer", "practice-thermal-2"}})
                            .at("printer")
                            .as_object();
    BOOST_TEST(config.at("horizontalOffset").to_number<double>() == 2.5);
    BOOST_TEST(config.at("paperSize").as_object().at("width").to_number<int>() == 76);

    const json::object wrong = {{"name", "practice-thermal-2"}, {"PrintTopLogo", "yes"}};
    BOOST_TEST(text_or(scene.ask("setPrinterConfig", {{"printer", wrong}}), "status") == "failed");
    BOOST_TEST(text_or(scene.ask("getPrinterConfig", {{"printer", "none"}}), "status") == "failed");
}

BOOST_AUTO_TEST_CASE(what_is_no_request_is_refused)
{
    Scene scene;
    scene.component.answer(line, "no json", scene.now);
    BOOST_TEST(text_or(scene.received().at(0), "status") == "failed");
    BOOST_TEST(text_or(scene.ask("dance"), "status") == "failed");
    BOOST_TEST(!text_or(scene.ask("getAgentInfo"), "version").empty());
    scene.send({{"cmd", "getPrinters"}});
    BOOST_TEST(text_or(scene.received().at(0), "status") == "failed");
}

BOOST_AUTO_TEST_CASE(papers_are_made_only_where_they_are_drawn)
{
    Scene scene;
    auto preview = task("t2", {document("d1", "YT2"), document("d2", "YT3")});
    preview["preview"] = true;
    scene.send(
        {{"cmd", "print"}, {"requestID", "r1"}, {"task", task("t1", {document("d1", "YT1")})}});
    BOOST_TEST(scene.component.take_output().papers.empty());
    BOOST_TEST(scene.refusal(preview).find("--labels") != std::string::npos);

    scene.component.draw_papers("http://x/labels/");
    auto labelled = document("d1", "YT1");
    const json::object sender = {
        {"sender", {{"name", "另一仓"}, {"address", {{"city", "金华市"}}}}}};
    content_of(labelled)["addData"] = sender;
    add_custom_area(labelled,
                    {{"items", json::array{json::object{{"product", "毛毯"}, {"quantity", 2}}}},
                     {"remark", "轻放"},
                     {"note", "A-03"}});
    scene.send({{"cmd", "print"}, {"requestID", "r1"}, {"task", task("t3", {labelled})}});
    const auto papers = scene.component.take_output().papers;
    BOOST_TEST_REQUIRE(papers.size() == 1u);
    const Paper& paper = papers[0].papers.at(0);
    BOOST_TEST(papers[0].name == "YT1-2");
    BOOST_TEST(paper.label.recipient.phone == "12694101101");
    BOOST_TEST(paper.label.sender.name == "另一仓");
    BOOST_TEST(paper.label.sender.address == "金华市");
    BOOST_TEST(paper.custom.lines.at(0).quantity == "2");
    BOOST_TEST(paper.custom.remark == "轻放");
    BOOST_TEST(paper.custom.others.at(0).second == "A-03");

    scene.send({{"cmd", "print"}, {"requestID", "r1"}, {"task", preview}});
    const auto output = scene.component.take_output();
    BOOST_TEST(output.papers.at(0).papers.size() == 2u);
    BOOST_TEST(text_or(json::parse(output.messages.at(0).text).get_object(), "previewURL") ==
               "http://x/labels/preview-1.pdf");
    BOOST_TEST(scene.total("labels") == 2);
}

BOOST_AUTO_TEST_SUITE_END()
