#include "sandbox/platform_messages.hpp"

#include <daifa/codec/json.hpp>

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::sandbox;
using namespace std::chrono_literals;

namespace {

const std::string app = "app";

struct Telling {
    Telling() { messages.permit(app, "10000001", now); }

    void change(const std::string& what, const std::string& shop = "10000001")
    {
        OrderChange made;
        made.order = {MerchantId("m"), "n" + std::to_string(++numbers)};
        made.shop = shop;
        made.what = what;
        made.at = now;
        messages.tell({made});
    }
    std::vector<PlatformMessage> due() { return messages.take_due(app, now); }
    boost::json::object control(std::string_view action, std::string_view arguments = "{}")
    {
        return messages.control(action, parse_json(arguments).value().as_object(), now);
    }
    std::int64_t total(std::string_view name)
    {
        return find_integer(messages.totals(now), name).value();
    }

    PlatformMessages messages{1};
    TimePoint now{1'700'000'000s};
    int numbers = 0;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(platform_messages, Telling)

BOOST_AUTO_TEST_CASE(every_change_of_a_factorys_order_is_told_and_nothing_else)
{
    for (const char* what : {"assigned", "assigned again", "withdrawn", "address changed",
                             "after-sale requested", "risk control", "quantity 3"})
        change(what);
    BOOST_TEST(due().size() == 7u);
    for (const char* what : {"uploaded YTO YT1", "refused YT1: repeated", "retracted YT1",
                             "assigned again as 77", "placed"})
        change(what);
    change("assigned", "20000001");
    change("assigned", "");
    BOOST_TEST(due().empty());
    BOOST_TEST(total("made") == 7);
}

BOOST_AUTO_TEST_CASE(a_merchant_is_told_of_its_own_order_and_not_to_whom_it_is_assigned)
{
    for (const char* what : {"placed", "after-sale requested", "assigned", "assigned again",
                             "withdrawn", "uploaded YTO YT1", "shipped"}) {
        OrderChange made;
        made.order.number = "261127-1";
        made.shop = "10000001";
        made.what = what;
        made.at = now;
        messages.tell({made});
    }

    std::vector<MessageKind> kinds;
    for (const auto& message : due())
        kinds.push_back(message.kind);
    const std::vector<MessageKind> expected = {MessageKind::placed, MessageKind::after_sale,
                                               MessageKind::shipped};
    BOOST_TEST((kinds == expected));
}

BOOST_AUTO_TEST_CASE(lost_messages_come_again_and_doubled_ones_at_once)
{
    control("mischief", R"({"lose":1})");
    change("assigned");
    BOOST_TEST(due().empty());
    BOOST_TEST(total("lost") == 1);
    control("mischief", R"({"lose":0,"double":1})");
    now += 30s;
    const auto again = due();
    BOOST_TEST_REQUIRE(again.size() == 2u);
    BOOST_TEST(again[0].id == again[1].id);
    messages.acknowledge(app, again[0].id);
    messages.acknowledge(app, again[1].id);
    BOOST_TEST(total("acknowledged") == 1);
    BOOST_TEST(total("waiting") == 0);
}

BOOST_AUTO_TEST_CASE(late_messages_come_in_another_order)
{
    control("mischief", R"({"delay_ms":1000,"shuffle_ms":5000})");
    for (int i = 0; i < 20; ++i)
        change("assigned");
    now += 999ms;
    BOOST_TEST(due().empty());
    now += 5001ms;
    const auto told = due();
    BOOST_TEST_REQUIRE(told.size() == 20u);
    bool is_shuffled = false;
    for (std::size_t i = 1; i < told.size(); ++i)
        is_shuffled = is_shuffled || told[i].id < told[i - 1].id;
    BOOST_TEST(is_shuffled);
}

BOOST_AUTO_TEST_CASE(the_service_goes_away_comes_back_and_cuts_its_lines)
{
    control("go_away");
    BOOST_TEST(!messages.is_running());
    control("come_back");
    BOOST_TEST(messages.is_running());
    BOOST_TEST(!messages.take_cut());
    control("cut_lines");
    BOOST_TEST(messages.take_cut());
    BOOST_TEST(!messages.take_cut());
}

BOOST_AUTO_TEST_CASE(mischief_that_makes_no_sense_is_refused)
{
    for (const char* arguments : {R"({"lose":2})", R"({"double":"all"})", R"({"delay_ms":-1})"})
        BOOST_CHECK_THROW(control("mischief", arguments), ControlError);
    BOOST_CHECK_THROW(control("dance"), ControlError);
}

BOOST_AUTO_TEST_SUITE_END()
