#include "command/words.hpp"

#include "reconcile/decide.hpp"
#include "store/merchant_records.hpp"
#include "store/stock_records.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::command;

namespace {

View chinese()
{
    View view;
    view.language = config::Language::zh;
    return view;
}

/// Names of an enumeration's members until one is unknown.
template <class Enum, class Name>
std::vector<std::string> names_of(Name name)
{
    std::vector<std::string> names;
    for (int i = 0; i < 32; ++i) {
        const std::string text(name(static_cast<Enum>(i)));
        if (text.empty() || text == "unknown")
            break;
        names.push_back(text);
    }
    return names;
}

} // namespace

BOOST_AUTO_TEST_SUITE(words)

BOOST_AUTO_TEST_CASE(every_state_and_step_has_a_chinese_word)
{
    const auto state_name = [](store::OrderState one) { return store::to_text(one); };
    const auto write_name = [](store::WriteState one) { return store::to_text(one); };
    const auto window_name = [](store::WindowState one) { return store::to_text(one); };
    const auto stream_name = [](store::Stream one) { return store::to_text(one); };
    const auto stock_name = [](store::StockState one) { return store::to_text(one); };
    const auto merchant_name = [](store::MerchantState one) { return store::to_text(one); };
    for (const auto& names :
         {names_of<store::MerchantState>(merchant_name), names_of<store::OrderState>(state_name),
          names_of<store::WriteState>(write_name), names_of<store::WindowState>(window_name),
          names_of<store::Stream>(stream_name), names_of<store::StockState>(stock_name)}) {
        BOOST_TEST(names.size() >= 2u);
        for (const auto& name : names)
            BOOST_TEST(state_word(chinese(), name) != name, name);
    }
    const auto step_name = [](reconcile::StepKind one) { return reconcile::to_text(one); };
    const auto steps = names_of<reconcile::StepKind>(step_name);
    BOOST_TEST(steps.size() >= 9u);
    for (const auto& step : steps)
        BOOST_TEST(step_word(chinese(), step) != step, step);
}

BOOST_AUTO_TEST_CASE(events_are_told_in_the_readers_language_as_far_as_they_are_fixed_phrases)
{
    BOOST_TEST(event_word(chinese(), "assigned") == "已分配");
    BOOST_TEST(event_word(chinese(), "import confirmed") == "导入 ERP 已确认");
    BOOST_TEST(event_word(View{}, "import confirmed") == "import confirmed");
    BOOST_TEST(event_word(chinese(), "ERP order T1 missing") == "ERP order T1 missing");
    BOOST_TEST(event_word(chinese(), "import confirmed, imported") == "导入 ERP 已确认, 已导入");
    BOOST_TEST(event_word(chinese(), "held: item_unmapped") == "已暂停: item_unmapped");
    BOOST_TEST(check_word(chinese(), "token") == "授权");
    BOOST_TEST(after_sale_word(chinese(), "open") == "进行中");
    BOOST_TEST(check_word(chinese(), "later_check") == "later_check");
}

BOOST_AUTO_TEST_CASE(an_unknown_word_stays_itself)
{
    BOOST_TEST(state_word(chinese(), "later_version") == "later_version");
    BOOST_TEST((state_tone("later_version") == Tone::plain));
    BOOST_TEST((state_tone("stopped") == Tone::bad));
}

BOOST_AUTO_TEST_CASE(absent_members_are_empty)
{
    boost::json::object object;
    object["flag"] = true;
    object["text"] = "t";
    BOOST_TEST(flag_of(object, "flag"));
    BOOST_TEST(!flag_of(object, "none"));
    BOOST_TEST(array_of(object, "text").empty());
    BOOST_TEST(object_of(object, "none").empty());
}

BOOST_AUTO_TEST_SUITE_END()
