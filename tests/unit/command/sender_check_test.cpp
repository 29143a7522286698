#include "command/sender_check.hpp"

#include <boost/json/array.hpp>
#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::command;

namespace {

const std::vector<ShopSender> senders = {{"yiwu", {"", "浙江省", "金华市", "义乌市", "", "1号"}}};

boost::json::object finding(const char* state)
{
    boost::json::object made;
    made["state"] = state;
    made["en"] = "as the daemon says";
    made["next_en"] = "do this";
    return made;
}

} // namespace

BOOST_AUTO_TEST_SUITE(sender_check)

BOOST_AUTO_TEST_CASE(what_the_daemon_finds_is_shown_with_what_to_do)
{
    std::string asked;
    const auto compare = [&](const ShopSender& sender) {
        asked = sender.shop + " " + sender.address.detail;
        return std::optional(finding("failed"));
    };

    BOOST_TEST(render_senders(View{}, senders, compare) ==
               "yiwu: as the daemon says\n    → do this\n");
    BOOST_TEST(asked == "yiwu 1号");
    const auto list = compare_senders(senders, compare);
    BOOST_TEST(list.at(0).at("shop").as_string() == "yiwu");
    BOOST_TEST(list.at(0).at("state").as_string() == "failed");
}

BOOST_AUTO_TEST_CASE(without_an_answer_it_says_who_compares_later)
{
    const auto silent = [](const ShopSender&) { return std::optional<boost::json::object>(); };
    const CompareSender nobody;
    for (const auto& compare : {CompareSender(silent), nobody}) {
        BOOST_TEST(render_senders(View{}, senders, compare)
                       .find("daifa doctor compares it once the shop is authorized") !=
                   std::string::npos);
        BOOST_TEST(compare_senders(senders, compare).at(0).at("state").as_string() == "unknown");
    }
    BOOST_TEST(render_senders(View{}, {}, nobody).empty());
}

BOOST_AUTO_TEST_SUITE_END()
