#include "fixture.hpp"

#include "pinduoduo/connector.hpp"
#include "pinduoduo/failures.hpp"

#include <daifa/codec/json.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::pinduoduo;
using daifa::test::ScriptedLine;

namespace {

namespace json = boost::json;
using Results = Result<std::vector<DocumentResult>>;

const std::string print_data =
    R"({"encryptedData":"aa11","signature":"c2ln","templateUrl":"https://t.example/one","ver":"3"})";

PrintTask make_task(std::vector<std::string> ids, std::string task_id = "T1")
{
    PrintTask task{.id = std::move(task_id), .printer = "XP-1"};
    for (std::string& id : ids) {
        LabelDocument document{.id = std::move(id), .print_data = Secret(print_data)};
        document.note = {.product = "示例商品",
                         .variant = "红",
                         .quantity = 2,
                         .remark = Personal("轻放"),
                         .sequence = "1/2"};
        task.documents.push_back(std::move(document));
    }
    return task;
}

/// The answer to a message, with its command and request id repeated.
std::string reply(const std::string& message, const std::string& rest)
{
    const auto value = parse_json(message).value();
    return R"({"cmd":")" + text_or(value.as_object(), "cmd") + R"(","requestID":")" +
           text_or(value.as_object(), "requestID") + R"(",)" + rest + "}";
}

std::string notice(const std::string& status, const std::string& documents,
                   const std::string& task_id = "T1")
{
    return R"({"cmd":"notifyPrintResult","taskID":")" + task_id + R"(","taskStatus":")" + status +
           R"(","printStatus":[)" + documents + "]}";
}

std::string ended(const std::string& id, const std::string& status = "success",
                  const std::string& words = "")
{
    return R"({"documentID":")" + id + R"(","status":")" + status + R"(","msg":")" + words +
           R"("})";
}

const std::string accepted = R"("status":"success","msg":"")";

bool is_about(const std::string& message, const std::string& command)
{
    return message.find(R"("cmd":")" + command + '"') != std::string::npos;
}

struct Printing : daifa::pinduoduo::test::Fixture {
    Connector connector{context()};

    Results print(PrintTask task) { return run(connector.printer()->print(std::move(task))); }

    /// The component answers prints with `say_after`, tasks with `about_task`.
    void play(std::vector<std::string> say_after, std::string about_task = "")
    {
        sockets.reaction = [=](ScriptedLine& line, const std::string& message) {
            if (is_about(message, "print")) {
                line.say(reply(message, accepted));
                for (const std::string& text : say_after)
                    line.say(text);
            } else if (is_about(message, "getTaskStatus") && !about_task.empty()) {
                line.say(reply(message, about_task));
            }
        };
    }

    json::object heard(std::size_t line, std::size_t at) const
    {
        return parse_json(sockets.lines.at(line)->heard.at(at)).value().as_object();
    }
};

void check(const Results& results, std::size_t at, PrintOutcome outcome, const std::string& text)
{
    BOOST_TEST_REQUIRE(results.has_value());
    BOOST_TEST_REQUIRE(results->size() > at);
    BOOST_TEST((results->at(at).outcome == outcome), results->at(at).id);
    BOOST_TEST(results->at(at).text == text);
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(print_component, Printing)

BOOST_AUTO_TEST_CASE(a_task_is_sent_as_the_component_wants_it)
{
    settings["custom_area_url"] = std::string("https://t.example/area");
    Connector other(context());
    play({notice("printed", ended("D1") + "," + ended("D2"))});
    PrintTask task = make_task({"D1", "D2"});
    task.first_number = 11;
    task.total = 100;
    task.documents[1].is_reprint = true;

    const auto results = run(other.printer()->print(std::move(task)));

    BOOST_TEST_REQUIRE(results.has_value());
    BOOST_TEST_REQUIRE(sockets.urls.size() == 1u);
    BOOST_TEST(sockets.urls[0] == "ws://127.0.0.1:5000");
    const json::object message = heard(0, 0);
    BOOST_TEST(text_or(message, "version") == "1.0");
    BOOST_TEST(!text_or(message, "requestID").empty());
    BOOST_TEST(json::serialize(message.at("task")) ==
               R"({"taskID":"T1","preview":false,"printer":"XP-1","notifyType":["print"],)"
               R"("firstDocumentNumber":11,"totalDocumentCount":100,"documents":[)"
               R"({"documentID":"D1","contents":[{"encryptedData":"aa11","signature":"c2ln",)"
               R"("templateUrl":"https://t.example/one","ver":"3","userid":"1234567"},)"
               R"({"data":{"product":"示例商品","spec":"红","quantity":2,"remark":"轻放",)"
               R"("sequence":"1/2"},"templateURL":"https://t.example/area"}]},)"
               R"({"documentID":"D2","contents":[{"encryptedData":"aa11","signature":"c2ln",)"
               R"("templateUrl":"https://t.example/one","ver":"3","userid":"1234567"},)"
               R"({"data":{"product":"示例商品","spec":"红","quantity":2,"remark":"轻放",)"
               R"("sequence":"1/2","reprint":true},"templateURL":"https://t.example/area"}]}]})");
}

BOOST_AUTO_TEST_CASE(a_preview_is_the_same_task_that_nobody_prints)
{
    sockets.reaction = [&](ScriptedLine& line, const std::string& message) {
        line.say(
            reply(message, accepted + R"(,"taskID":"T1","previewURL":"http://x.example/p.pdf")"));
    };

    const auto preview = run(connector.printer()->preview(make_task({"D1"})));

    BOOST_TEST_REQUIRE(preview.has_value());
    BOOST_TEST_REQUIRE(preview->addresses.size() == 1u);
    BOOST_TEST(preview->addresses[0] == "http://x.example/p.pdf");
    const json::object task = heard(0, 0).at("task").as_object();
    BOOST_TEST(task.at("preview").as_bool());
    BOOST_TEST(text_or(task, "previewType") == "pdf");
    BOOST_TEST(!task.contains("notifyType"));
}

BOOST_AUTO_TEST_CASE(pictures_of_a_preview_are_addresses_too_and_anything_else_is_unreadable)
{
    struct Answer {
        const char* rest;
        std::size_t addresses;
    };
    const Answer answers[] = {{R"(,"previewImage":["http://x/1.png","http://x/2.png"])", 2},
                              {R"(,"previewImage":"http://x/1.png")", 1},
                              {R"(,"previewImage":["iVBORw0KGgo"])", 0},
                              {"", 0}};
    for (const Answer& answer : answers) {
        sockets.reaction = [&](ScriptedLine& line, const std::string& message) {
            line.say(reply(message, accepted + answer.rest));
        };

        const auto preview = run(connector.printer()->preview(make_task({"D1"})));

        BOOST_TEST((preview ? preview->addresses.size() : 0u) == answer.addresses, answer.rest);
    }
}

BOOST_AUTO_TEST_CASE(a_preview_that_is_refused_says_why)
{
    sockets.reaction = [&](ScriptedLine& line, const std::string& message) {
        line.say(reply(message, R"("status":"failed","msg":"模板错误")"));
    };

    const auto preview = run(connector.printer()->preview(make_task({"D1"})));

    BOOST_TEST_REQUIRE(preview.has_error());
    BOOST_TEST(preview.error().remote_text == "模板错误");
}

BOOST_AUTO_TEST_CASE(without_a_custom_area_a_label_has_one_content)
{
    play({notice("printed", ended("D1"))});

    print(make_task({"D1"}));

    const json::value task = heard(0, 0).at("task");
    BOOST_TEST(task.at("documents").at(0).at("contents").as_array().size() == 1u);
    BOOST_TEST(task.at("totalDocumentCount").to_number<int>() == 1);
}

BOOST_AUTO_TEST_CASE(it_waits_for_the_end_of_every_document)
{
    play({notice("rendered", ended("D1") + "," + ended("D2")),
          notice("printed", ended("D1"), "another"), notice("printed", ended("D2")),
          notice("printed", ended("D1", "failed", "卡纸 12345678"))});

    const auto results = print(make_task({"D1", "D2"}));

    check(results, 0, PrintOutcome::failed, "卡纸 ***");
    check(results, 1, PrintOutcome::printed, "");
    BOOST_TEST((clock.uptime() == Milliseconds(0)));
    BOOST_TEST(!sockets.lines.at(0)->is_open);
}

BOOST_AUTO_TEST_CASE(a_document_that_could_not_be_rendered_is_not_on_paper)
{
    play({notice("rendered", ended("D1", "failed", "模板错误")), notice("printed", ended("D2"))});

    check(print(make_task({"D1", "D2"})), 0, PrintOutcome::failed, "模板错误");
}

BOOST_AUTO_TEST_CASE(an_end_of_the_whole_task_is_the_end_of_its_documents)
{
    play({notice("printed", "")});
    const auto printed = print(make_task({"D1", "D2"}));
    play({notice("failed", "")});
    const auto alone = print(make_task({"D1"}));
    const auto together = print(make_task({"D1", "D2"}));

    check(printed, 1, PrintOutcome::printed, "");
    check(alone, 0, PrintOutcome::failed, "");
    check(together, 0, PrintOutcome::unknown, "nobody reported its end");
}

BOOST_AUTO_TEST_CASE(a_refused_task_printed_nothing)
{
    struct Refusal {
        const char* text;
        Errc code;
    };
    const Refusal refusals[] = {{"无效的打印机", Errc::rejected},
                                {"打印机缺纸", Errc::unavailable},
                                {"printer is offline", Errc::unavailable}};
    for (const Refusal& refusal : refusals) {
        sockets.reaction = [&](ScriptedLine& line, const std::string& message) {
            line.say(
                reply(message, R"("status":"failed","msg":")" + std::string(refusal.text) + '"'));
        };

        const auto results = print(make_task({"D1", "D2"}));

        BOOST_TEST_REQUIRE(results.has_error());
        BOOST_TEST((results.error().code == refusal.code), refusal.text);
        BOOST_TEST(results.error().remote_text == refusal.text);
    }
}

BOOST_AUTO_TEST_CASE(a_task_that_the_component_has_had_before_is_asked_about)
{
    sockets.reaction = [](ScriptedLine& line, const std::string& message) {
        if (is_about(message, "print"))
            line.say(reply(message, R"("status":"failed","msg":"任务已存在: taskID 重复")"));
        else
            line.say(reply(message, R"("printStatus":[{"taskID":"T1","detailStatus":[)" +
                                        ended("D1") + "]}]"));
    };

    check(print(make_task({"D1"})), 0, PrintOutcome::printed, "");
    BOOST_TEST((clock.uptime() == Milliseconds(0)));
}

BOOST_AUTO_TEST_CASE(a_component_that_is_not_running_is_named_with_its_address)
{
    Error cause;
    cause.remote_code = "connection refused";
    sockets.refusal = cause;

    for (const Error& error :
         {print(make_task({"D1"})).error(), run(connector.printer()->find_task("T1")).error(),
          run(connector.printer()->list_printers()).error()}) {
        BOOST_TEST((error.code == Errc::unavailable));
        BOOST_TEST(error.remote_code == std::string(code_component_off));
        BOOST_TEST(error.remote_text == "print component does not answer at ws://127.0.0.1:5000 "
                                        "(connection refused): start it");
    }
}

BOOST_AUTO_TEST_CASE(a_line_that_breaks_is_opened_once_more_and_the_task_asked_about)
{
    sockets.reaction = [](ScriptedLine& line, const std::string& message) {
        if (is_about(message, "print"))
            line.hang_up();
        else
            line.say(reply(message, R"("printStatus":[{"taskID":"T1","detailStatus":[)" +
                                        ended("D1") + "," + ended("D2", "canceled") + "]}]"));
    };

    const auto results = print(make_task({"D1", "D2"}));

    check(results, 0, PrintOutcome::printed, "");
    check(results, 1, PrintOutcome::failed, "");
    BOOST_TEST(sockets.lines.size() == 2u);
    BOOST_TEST(json::serialize(heard(1, 0).at("taskID")) == R"(["T1"])");
    BOOST_TEST((clock.uptime() == Milliseconds(0)));
}

BOOST_AUTO_TEST_CASE(a_result_counts_when_it_arrives_after_a_reconnect)
{
    sockets.reaction = [](ScriptedLine& line, const std::string& message) {
        if (is_about(message, "print")) {
            line.say(notice("printed", ended("D1")));
            line.hang_up();
        } else {
            line.say(reply(message, R"("taskID":"T1","taskStatus":"rendered","printStatus":[)" +
                                        ended("D2", "pending") + "]"));
            line.say(notice("printed", ended("D2")));
        }
    };

    const auto results = print(make_task({"D1", "D2"}));

    check(results, 0, PrintOutcome::printed, "");
    check(results, 1, PrintOutcome::printed, "");
}

BOOST_AUTO_TEST_CASE(a_component_that_restarted_leaves_its_labels_unknown)
{
    sockets.reaction = [](ScriptedLine& line, const std::string& message) {
        if (is_about(message, "print"))
            line.hang_up();
        else
            line.say(reply(message, R"("status":"failed","msg":"任务不存在")"));
    };

    check(print(make_task({"D1"})), 0, PrintOutcome::unknown, "nobody reported its end");
    BOOST_TEST((clock.uptime() == Milliseconds(0)));
}

BOOST_AUTO_TEST_CASE(a_line_that_breaks_twice_leaves_its_labels_unknown)
{
    sockets.reaction = [](ScriptedLine& line, const std::string&) { line.hang_up(); };

    check(print(make_task({"D1"})), 0, PrintOutcome::unknown, "nobody reported its end");
    BOOST_TEST(sockets.lines.size() == 2u);
}

BOOST_AUTO_TEST_CASE(a_component_that_goes_away_leaves_its_labels_unknown)
{
    sockets.reaction = [this](ScriptedLine& line, const std::string&) {
        sockets.refusal = Error{};
        line.hang_up();
    };

    check(print(make_task({"D1"})), 0, PrintOutcome::unknown, "nobody reported its end");
}

BOOST_AUTO_TEST_CASE(a_result_that_never_came_is_asked_for_in_the_end)
{
    play({}, R"("printStatus":[{"taskID":"T1","taskStatus":"printed"}])");

    const auto results = print(make_task({"D1", "D2"}));

    check(results, 1, PrintOutcome::printed, "");
    BOOST_TEST((clock.uptime() == std::chrono::minutes(2)));
    BOOST_TEST(sockets.lines.size() == 1u);
    BOOST_TEST(!sockets.lines[0]->is_open);
}

BOOST_AUTO_TEST_CASE(a_component_that_says_nothing_more_leaves_its_labels_unknown)
{
    play({notice("printed", ended("D2"))});

    const auto results = print(make_task({"D1", "D2"}));

    check(results, 0, PrintOutcome::unknown, "nobody reported its end");
    check(results, 1, PrintOutcome::printed, "");
    BOOST_TEST((clock.uptime() == std::chrono::minutes(2) + std::chrono::seconds(10)));
    BOOST_TEST(!sockets.lines.at(0)->is_open);
}

BOOST_AUTO_TEST_CASE(messages_that_can_not_be_read_are_ignored_with_a_line_in_the_log)
{
    std::string deep;
    for (int i = 0; i < 20; ++i)
        deep += R"({"a":)";
    play({"no JSON", "[1]", deep, std::string((1u << 20) + 1, ' '), R"({"cmd":7})",
          notice("printed", ended("D1"))});

    check(print(make_task({"D1"})), 0, PrintOutcome::printed, "");
    BOOST_TEST(log.lines.size() == 4u);
    for (const std::string& line : log.lines)
        BOOST_TEST(line.size() < 200u);
}

BOOST_AUTO_TEST_CASE(a_label_with_unreadable_print_data_fails_alone)
{
    play({notice("printed", ended("D2"))});
    PrintTask task = make_task({"D1", "D2"});
    task.documents[0].print_data = Secret("{}");
    PrintTask hopeless = make_task({"D3"});
    hopeless.documents[0].print_data = Secret("x");

    const auto results = print(std::move(task));
    const auto none = print(std::move(hopeless));

    check(results, 0, PrintOutcome::printed, "");
    check(results, 1, PrintOutcome::failed, "its print data can not be read");
    check(none, 0, PrintOutcome::failed, "its print data can not be read");
    BOOST_TEST(sockets.lines.size() == 1u);
}

BOOST_AUTO_TEST_CASE(tasks_share_one_line_and_get_their_own_results)
{
    sockets.reaction = [](ScriptedLine& line, const std::string& message) {
        line.say(reply(message, accepted));
        // The second task's end comes first, the first one's when both have been sent.
        if (line.heard.size() == 2) {
            line.say(notice("printed", ended("D2"), "T2"));
            line.say(notice("printed", ended("D1", "failed"), "T1"));
        }
    };
    std::optional<Results> second;
    boost::asio::co_spawn(
        io, connector.printer()->print(make_task({"D2"}, "T2")),
        [&](std::exception_ptr, Results results) { second.emplace(std::move(results)); });

    const auto first = print(make_task({"D1"}, "T1"));
    io.restart();
    io.poll();

    check(first, 0, PrintOutcome::failed, "");
    BOOST_TEST_REQUIRE(second.has_value());
    check(*second, 0, PrintOutcome::printed, "");
    BOOST_TEST((clock.uptime() == Milliseconds(0)));
    BOOST_TEST(!sockets.lines.at(0)->is_open);
}

BOOST_AUTO_TEST_CASE(a_task_that_runs_out_of_time_leaves_the_others_their_line)
{
    std::optional<Results> first;
    boost::asio::co_spawn(
        io, connector.printer()->print(make_task({"D1"}, "T1")),
        [&](std::exception_ptr, Results results) { first.emplace(std::move(results)); });
    io.poll();
    clock.advance(std::chrono::minutes(1));
    sockets.reaction = [this](ScriptedLine& line, const std::string& message) {
        if (is_about(message, "getTaskStatus") && clock.uptime() > std::chrono::minutes(2))
            line.say(notice("printed", ended("D2"), "T2"));
    };

    const auto second = print(make_task({"D2"}, "T2"));

    BOOST_TEST_REQUIRE(first.has_value());
    check(*first, 0, PrintOutcome::unknown, "nobody reported its end");
    check(second, 0, PrintOutcome::unknown, "nobody reported its end");
    BOOST_TEST((clock.uptime() == std::chrono::minutes(3) + std::chrono::seconds(10)));
}

BOOST_AUTO_TEST_CASE(nothing_is_under_way_when_the_connector_goes)
{
    auto other = std::make_unique<Connector>(context());
    play({notice("printed", ended("D1"))});
    run(other->printer()->print(make_task({"D1"})));
    play({});
    run(other->printer()->print(make_task({"D1"})));

    other.reset();
    io.restart();

    // The reader of the silent line only learns that it was closed.
    BOOST_TEST(io.poll() <= 2u);
    BOOST_TEST(io.stopped());
}

BOOST_AUTO_TEST_CASE(printers_are_listed_with_and_without_a_status)
{
    for (const char* status : {"", R"("status":"success","msg":"no error",)"}) {
        sockets.reaction = [=](ScriptedLine& line, const std::string& message) {
            line.say(reply(message, std::string(status) +
                                        R"("defaultPrinter":"XP-1","printers":[{"name":"XP-1"},)"
                                        R"({"name":"XP-2"},{}])"));
        };

        const auto printers = run(connector.printer()->list_printers());

        BOOST_TEST_REQUIRE(printers.has_value());
        BOOST_TEST(printers->default_name == "XP-1");
        BOOST_TEST((printers->names == std::vector<std::string>{"XP-1", "XP-2"}));
    }
    BOOST_TEST(is_about(sockets.lines.at(0)->heard.at(0), "getPrinters"));
}

BOOST_AUTO_TEST_CASE(a_question_that_gets_no_answer_ends_in_time)
{
    const auto printers = run(connector.printer()->list_printers());

    BOOST_TEST((printers.error().code == Errc::unavailable));
    BOOST_TEST(printers.error().remote_code == std::string(code_component_silent));
    BOOST_TEST((clock.uptime() == std::chrono::seconds(10)));
    BOOST_TEST(!sockets.lines.at(0)->is_open);
}

BOOST_AUTO_TEST_CASE(an_answer_without_printers_is_no_answer)
{
    sockets.reaction = [](ScriptedLine& line, const std::string& message) {
        line.say(reply(message, R"("printers":"none")"));
    };

    BOOST_TEST((run(connector.printer()->list_printers()).error().code == Errc::bad_response));
}

BOOST_AUTO_TEST_CASE(a_task_that_was_sent_before_is_looked_up)
{
    play({}, R"("printStatus":[{"taskID":"T1","detailStatus":[)" + ended("D1") + "," +
                 ended("D2", "pending") + "]}]");
    const auto known = run(connector.printer()->find_task("T1"));
    const auto other = run(connector.printer()->find_task("T2"));
    play({}, R"("status":"failed","msg":"任务不存在")");
    const auto unknown = run(connector.printer()->find_task("T1"));
    play({}, R"("status":"failed","msg":"内部错误")");
    const auto broken = run(connector.printer()->find_task("T1"));

    check(known, 0, PrintOutcome::printed, "");
    check(known, 1, PrintOutcome::unknown, "");
    BOOST_TEST((other.error().code == Errc::not_found));
    BOOST_TEST((unknown.error().code == Errc::not_found));
    BOOST_TEST((broken.error().code == Errc::rejected));
}

BOOST_AUTO_TEST_CASE(print_data_never_reaches_log_or_error)
{
    sockets.reaction = [](ScriptedLine& line, const std::string& message) {
        line.say("x" + message);
        line.hang_up();
    };

    const auto results = print(make_task({"D1"}));

    BOOST_TEST_REQUIRE(results.has_value());
    for (const std::string& line : log.lines)
        BOOST_TEST(line.find("aa11") == std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
