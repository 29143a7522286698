#include "store_fixture.hpp"

#include <boost/test/unit_test.hpp>

#include <sys/fsuid.h>
#include <unistd.h>

#include <fstream>

using namespace daifa;
using namespace daifa::store;
using namespace daifa::test;

namespace {

struct OpeningFixture : StoreFixture {
    OpeningFixture() { close(); }

    void close()
    {
        ledger.reset();
        database.reset();
    }

    std::string file = directory.file("daifa.db");
};

bool holds(const StoreFailure& failure, const std::string& words)
{
    return std::string(failure.what()).find(words) != std::string::npos;
}

/// Files are opened as somebody without rights, also where tests run as root.
class Nobody {
public:
    Nobody() { ::setfsuid(65534); }
    ~Nobody() { ::setfsuid(::geteuid()); }
    Nobody(const Nobody&) = delete;
    Nobody& operator=(const Nobody&) = delete;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(migration, OpeningFixture)

BOOST_AUTO_TEST_CASE(a_new_file_gets_the_whole_schema_and_keeps_it)
{
    const auto steps = run_sql(file, "select version, name from schema_migrations");
    const std::vector<std::string> expected = {"1|initial",  "2|stock",          "3|cases",
                                               "4|merchant", "5|merchant_cases", "6|older_notes"};
    BOOST_TEST(steps == expected, boost::test_tools::per_element());

    reopen();
    close();

    BOOST_TEST(run_sql(file, "select count(*) from schema_migrations").at(0) == "6");
}

BOOST_AUTO_TEST_CASE(orders_of_an_earlier_schema_are_kept)
{
    reopen();
    record(make_order("D1"));
    close();
    run_sql(file, "drop table decisions");
    run_sql(file, "alter table orders drop column has_decisions");
    for (const char* const table :
         {"merchant_orders", "merchant_events", "merchant_tallies", "noted_numbers", "older_notes"})
        run_sql(file, "drop table " + std::string(table));
    run_sql(file, "delete from schema_migrations where version >= 3");

    reopen();

    BOOST_TEST(load(make_order("D1").id).decisions.empty());
    CaseDecision decision;
    BOOST_TEST(run(ledger->decide_case(shop, make_order("D1").id, decision)));
    BOOST_TEST(load(make_order("D1").id).decisions.size() == 1u);
}

BOOST_AUTO_TEST_CASE(orders_from_before_notes_were_kept_are_found_by_their_notes)
{
    const std::string number = "261127-100000000000001";
    reopen();
    for (const char* const each : {"D1", "D2", "D3"}) {
        PlatformOrder order = make_order(each);
        order.seller_note = Personal("订单号 " + number);
        record(order);
    }
    close();
    run_sql(file, "delete from noted_numbers");
    run_sql(file, "drop table older_notes");
    run_sql(file, "delete from schema_migrations where version >= 6");
    reopen();
    const auto found = [&] {
        const std::vector<std::string> numbers = {number};
        return run(ledger->merchant().find_noted_orders(shop, numbers))[number].size();
    };
    BOOST_TEST(found() == 0u);

    BOOST_TEST(run(ledger->merchant().note_older_orders(shop, 2)));
    BOOST_TEST(found() == 2u);
    // A stop in between does not begin anew.
    reopen();
    BOOST_TEST(!run(ledger->merchant().note_older_orders(shop, 2)));
    BOOST_TEST(found() == 3u);
    BOOST_TEST(run_sql(file, "select count(*) from older_notes").at(0) == "0");
    BOOST_TEST(!run(ledger->merchant().note_older_orders(shop, 2)));
}

BOOST_AUTO_TEST_CASE(a_new_file_has_no_older_orders)
{
    reopen();
    record(make_order("D1"));

    BOOST_TEST(run_sql(file, "select count(*) from older_notes").at(0) == "0");
}

BOOST_AUTO_TEST_CASE(a_newer_schema_is_refused_with_both_versions)
{
    run_sql(file, "insert into schema_migrations values (42, 'later', 'x', 0)");

    const auto failure = open_failure();

    BOOST_TEST((failure.kind() == StoreFailure::Kind::newer_schema));
    BOOST_TEST(holds(failure, "version 42"));
    BOOST_TEST(holds(failure, "knows 6"));
}

BOOST_AUTO_TEST_CASE(a_schema_made_by_other_steps_is_refused)
{
    run_sql(file, "update schema_migrations set checksum = 'x'");

    BOOST_TEST(holds(open_failure(), "another build"));
}

BOOST_AUTO_TEST_CASE(a_second_daemon_is_refused_and_told_who_is_there)
{
    reopen();
    const auto own = make_inline_executor();

    BOOST_CHECK_EXCEPTION(Database(options, *own, context.get_executor(), clock, random), StoreFailure,
                          [](const StoreFailure& failure) {
                              return failure.kind() == StoreFailure::Kind::locked &&
                                     holds(failure, "process " + std::to_string(::getpid()));
                          });
}

BOOST_AUTO_TEST_CASE(a_file_that_is_no_database_is_refused)
{
    std::ofstream(file, std::ios::binary | std::ios::trunc) << std::string(8192, 'x');

    const auto failure = open_failure();

    BOOST_TEST((failure.kind() == StoreFailure::Kind::damaged));
    BOOST_TEST(holds(failure, "not a database"));
}

BOOST_AUTO_TEST_CASE(a_damaged_file_is_found_at_the_start)
{
    const auto size = std::filesystem::file_size(file);
    {
        std::fstream stream(file, std::ios::binary | std::ios::in | std::ios::out);
        stream.seekp(4096 * 2);
        stream << std::string(size - 4096 * 2, '\x5a');
    }

    const auto failure = open_failure();

    BOOST_TEST((failure.kind() == StoreFailure::Kind::damaged));
    BOOST_TEST(holds(failure, "restore the last backup"));
}

BOOST_AUTO_TEST_CASE(a_missing_directory_is_named)
{
    options.url = "sqlite://" + directory.file("nowhere/daifa.db");

    const auto failure = open_failure();

    BOOST_TEST((failure.kind() == StoreFailure::Kind::io));
    BOOST_TEST(holds(failure, "directory"));
    BOOST_TEST(holds(failure, "does not exist"));
}

BOOST_AUTO_TEST_CASE(a_file_without_the_right_to_write_is_refused)
{
    std::filesystem::permissions(directory.path, std::filesystem::perms(0777));
    std::filesystem::permissions(file, std::filesystem::perms(0444));
    std::filesystem::permissions(file + ".lock", std::filesystem::perms(0666));
    const Nobody nobody;

    BOOST_TEST((open_failure().kind() == StoreFailure::Kind::read_only));
}

BOOST_AUTO_TEST_CASE(a_directory_without_the_right_to_write_is_refused)
{
    std::filesystem::remove(file + ".lock");
    std::filesystem::permissions(directory.path, std::filesystem::perms(0555));
    {
        const Nobody nobody;
        BOOST_TEST((open_failure().kind() == StoreFailure::Kind::read_only));
    }
    std::filesystem::permissions(directory.path, std::filesystem::perms(0700));
}

BOOST_AUTO_TEST_CASE(a_directory_in_place_of_the_file_is_refused)
{
    std::filesystem::create_directory(directory.file("folder.db"));
    options.url = "sqlite://" + directory.file("folder.db");

    BOOST_TEST(holds(open_failure(), "is a directory"));
}

BOOST_AUTO_TEST_CASE(another_kind_of_url_is_refused_with_an_example)
{
    options.url = "mysql://somewhere";

    BOOST_TEST(holds(open_failure(), "sqlite:///var/lib/daifa/daifa.db"));
}

BOOST_AUTO_TEST_CASE(the_file_is_readable_for_its_user_only)
{
    const auto rights = std::filesystem::status(file).permissions();
    BOOST_TEST((rights == std::filesystem::perms(0600)));
}

BOOST_AUTO_TEST_SUITE_END()
