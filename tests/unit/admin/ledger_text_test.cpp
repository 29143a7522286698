#include "admin/ledger_text.hpp"

#include <daifa/codec/json.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <set>
#include <string>

using namespace daifa;
using Kind = store::StoreFailure::Kind;

namespace {

constexpr std::array kinds = {Kind::disk_full, Kind::read_only,      Kind::io,
                              Kind::damaged,   Kind::locked,         Kind::newer_schema,
                              Kind::wrong_key, Kind::ownership_lost, Kind::defect};

} // namespace

BOOST_AUTO_TEST_SUITE(ledger_text)

BOOST_AUTO_TEST_CASE(a_failure_is_told_in_both_languages_with_the_ledgers_place)
{
    const store::StoreFailure full(Kind::disk_full, "the disk of the database /d/daifa.db is full");

    const auto told = admin::to_json(full, "sqlite:///d/daifa.db");

    BOOST_TEST(text_or(told, "kind") == "disk_full");
    BOOST_TEST(text_or(told, "en") ==
               "the ledger can not be used: the disk of the database /d/daifa.db is full");
    BOOST_TEST(text_or(told, "zh") == "账本 sqlite:///d/daifa.db 无法使用：磁盘已满，请腾出空间");
    BOOST_TEST(text_or(told, "next_en") == "mend this; daifad tries again by itself");
    BOOST_TEST(text_or(told, "next_zh") == "请处理；daifad 会自动重试");
}

BOOST_AUTO_TEST_CASE(every_kind_has_a_name_and_a_text_of_its_own)
{
    std::set<std::string> names;
    std::set<std::string> texts;
    for (const auto kind : kinds) {
        const auto told = admin::to_json(store::StoreFailure(kind, "why"), "u");
        BOOST_TEST(names.insert(text_or(told, "kind")).second, text_or(told, "kind"));
        BOOST_TEST(texts.insert(text_or(told, "zh")).second, text_or(told, "zh"));
    }
}

BOOST_AUTO_TEST_CASE(who_lost_the_ledger_to_another_does_not_try_again)
{
    const store::StoreFailure lost(Kind::ownership_lost, "taken over");

    BOOST_TEST(admin::next_step(lost).en == "stop this daifad: it changes nothing any more");
}

BOOST_AUTO_TEST_SUITE_END()
