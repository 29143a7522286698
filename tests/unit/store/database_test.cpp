#include "store_fixture.hpp"

#include "store/detail/session.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/test/unit_test.hpp>

#include <sys/resource.h>

#include <csignal>
#include <deque>
#include <thread>

using namespace daifa;
using namespace daifa::store;
using namespace daifa::test;

namespace {

/// Runs work when told to, so that units gather in between.
class SteppedExecutor : public DatabaseExecutor {
public:
    void post(std::function<void()> work) override
    {
        if (is_gathering)
            work_.push_back(std::move(work));
        else
            work();
    }

    void step()
    {
        is_gathering = false;
        while (!work_.empty()) {
            auto work = std::move(work_.front());
            work_.pop_front();
            work();
        }
    }

    bool is_gathering = false;

private:
    std::deque<std::function<void()>> work_;
};

struct DatabaseFixture : StoreFixture {
    DatabaseFixture()
    {
        auto own = std::make_unique<SteppedExecutor>();
        stepped = own.get();
        ledger.reset();
        database.reset();
        executor = std::move(own);
        reopen();
    }
    ~DatabaseFixture()
    {
        ledger.reset();
        database.reset();
    }

    /// Starts a unit; `fates` gets "done" or what it failed with.
    void start(std::size_t place, std::function<void(Session&)> unit)
    {
        fates.resize(std::max(fates.size(), place + 1));
        boost::asio::co_spawn(context, database->run(std::move(unit)),
                              [this, place](std::exception_ptr failure) { fates[place] = tell(failure); });
    }

    static std::string tell(const std::exception_ptr& failure)
    {
        try {
            if (failure)
                std::rethrow_exception(failure);
            return "done";
        } catch (const StoreFailure& store_failure) {
            return "store " + std::to_string(static_cast<int>(store_failure.kind()));
        } catch (const std::exception& other) {
            return other.what();
        }
    }

    std::string store_fate(StoreFailure::Kind kind) { return "store " + std::to_string(static_cast<int>(kind)); }

    void poll()
    {
        context.restart();
        context.poll();
    }

    /// Whatever was started becomes one commit, as long as the limits allow.
    void commit_together()
    {
        stepped->is_gathering = true;
        poll();
        stepped->step();
        poll();
    }

    static void insert(Session& session, const std::string& name)
    {
        session.run("insert into cursors (bucket, shop, name, at) values (0, 's', :name, 0)", name);
    }

    std::vector<std::string> names()
    {
        return run_sql(directory.file("daifa.db"), "select name from cursors order by name");
    }

    SteppedExecutor* stepped = nullptr;
    std::vector<std::string> fates;
};

/// No file of this process can grow: the write-ahead log of a commit fails as on a broken disk.
class FullDisk {
public:
    FullDisk()
    {
        std::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &before_);
        rlimit now = before_;
        now.rlim_cur = 1;
        ::setrlimit(RLIMIT_FSIZE, &now);
    }
    ~FullDisk()
    {
        ::setrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, SIG_DFL);
    }
    FullDisk(const FullDisk&) = delete;
    FullDisk& operator=(const FullDisk&) = delete;

private:
    rlimit before_ = {};
};

constexpr std::int64_t pages_max = 100;

/// Of this connection: another one knows nothing of it.
void limit_pages(Session& session)
{
    session.run("pragma max_page_count = 100");
}

std::int64_t page_limit(Session& session)
{
    std::int64_t limit = 0;
    session.prepare("pragma max_page_count").bind().fetch_one(limit);
    return limit;
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(database, DatabaseFixture)

BOOST_AUTO_TEST_CASE(a_failing_unit_rolls_back_alone)
{
    start(0, [](Session& session) { insert(session, "a"); });
    start(1, [](Session& session) {
        insert(session, "b");
        throw std::runtime_error("no");
    });
    start(2, [](Session& session) { insert(session, "a"); });
    start(3, [](Session& session) { insert(session, "c"); });

    commit_together();

    const std::vector<std::string> expected = {"done", "no", store_fate(StoreFailure::Kind::defect), "done"};
    BOOST_TEST(fates == expected, boost::test_tools::per_element());
    BOOST_TEST(names() == (std::vector<std::string>{"a", "c"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_unit_that_fails_amid_its_rows_leaves_no_open_cursor)
{
    start(0, [](Session& session) {
        insert(session, "a");
        insert(session, "b");
    });
    start(1, [](Session& session) {
        std::string name;
        session.prepare("select name from cursors").bind().fetch(name);
        throw std::runtime_error("no");
    });
    start(2, [](Session& session) { insert(session, "c"); });

    commit_together();

    BOOST_TEST(names().size() == 3u);
}

BOOST_AUTO_TEST_CASE(units_that_wait_together_share_a_commit_up_to_the_limit)
{
    options.commit_units_max = 2;
    ledger.reset();
    database.reset();
    reopen();
    std::vector<bool> is_last_visible;
    for (std::size_t i = 0; i < 4; ++i) {
        start(i, [this, i, &is_last_visible](Session& session) {
            // What another connection sees is what is committed.
            is_last_visible.push_back(names().size() == i);
            insert(session, std::to_string(i));
        });
    }

    commit_together();

    const std::vector<bool> expected = {true, false, true, false};
    BOOST_TEST(is_last_visible == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_commit_closes_after_its_time)
{
    int visible_before_second = -1;
    start(0, [this](Session& session) {
        insert(session, "a");
        clock.advance(options.commit_work_max);
    });
    start(1, [&](Session&) { visible_before_second = static_cast<int>(names().size()); });

    commit_together();

    BOOST_TEST(visible_before_second == 1);
}

BOOST_AUTO_TEST_CASE(a_failed_commit_fails_every_unit_and_the_next_one_works)
{
    start(0, [](Session& session) { insert(session, "a"); });
    start(1, [](Session& session) { insert(session, "b"); });
    {
        const FullDisk full;
        commit_together();
    }
    BOOST_TEST(fates[0].starts_with("store"));
    BOOST_TEST(fates[0] != store_fate(StoreFailure::Kind::defect));
    BOOST_TEST(fates[1] == fates[0]);

    start(2, [](Session& session) { insert(session, "c"); });
    commit_together();

    BOOST_TEST(fates[2] == "done");
    BOOST_TEST(names() == std::vector<std::string>{"c"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(after_a_failed_write_the_file_is_read_anew)
{
    start(0, limit_pages);
    commit_together();
    start(1, [](Session& session) { insert(session, "a"); });
    {
        const FullDisk full;
        commit_together();
    }
    std::int64_t limit = 0;
    start(2, [&](Session& session) { limit = page_limit(session); });
    commit_together();
    BOOST_TEST(fates[1] == store_fate(StoreFailure::Kind::io));
    BOOST_TEST(limit != pages_max);
}

BOOST_AUTO_TEST_CASE(a_full_database_is_said_and_left_behind)
{
    const std::string wide(100'000, 'x');
    start(0, limit_pages);
    commit_together();
    start(1, [](Session& session) { insert(session, "a"); });
    start(2, [&](Session& session) {
        for (int i = 0; i < 20; ++i)
            insert(session, std::to_string(i) + wide);
    });
    commit_together();
    BOOST_TEST(fates[2] == store_fate(StoreFailure::Kind::disk_full));

    // With each try of a full disk's time the log would have to be read again.
    std::int64_t limit = 0;
    start(3, [&](Session& session) {
        limit = page_limit(session);
        insert(session, "b");
    });
    commit_together();
    BOOST_TEST(fates[3] == "done");
    BOOST_TEST(limit == pages_max);
}

BOOST_AUTO_TEST_CASE(a_daemon_whose_epoch_passed_changes_nothing)
{
    run_sql(directory.file("daifa.db"), "update meta set value = '99' where name = 'epoch'");
    start(0, [](Session& session) { insert(session, "a"); });

    commit_together();

    BOOST_TEST(fates[0] == store_fate(StoreFailure::Kind::ownership_lost));
    BOOST_TEST(names().empty());
}

BOOST_AUTO_TEST_CASE(each_opening_raises_the_epoch)
{
    const auto epoch = database->epoch();
    ledger.reset();
    database.reset();
    reopen();
    BOOST_TEST(database->epoch() == epoch + 1);
}

BOOST_AUTO_TEST_CASE(what_waits_is_done_before_the_database_goes)
{
    stepped->is_gathering = true;
    start(0, [](Session& session) { insert(session, "a"); });
    poll();
    stepped->is_gathering = false;
    stepped->step();
    ledger.reset();
    database.reset();
    BOOST_TEST(names().size() == 1u);
    poll();
    BOOST_TEST(fates[0] == "done");
}

BOOST_AUTO_TEST_CASE(a_cancelled_coroutine_still_learns_that_its_unit_is_done)
{
    boost::asio::cancellation_signal signal;
    std::string fate;
    auto notice = [&fate](std::exception_ptr failure) { fate = tell(failure); };
    auto token = boost::asio::bind_cancellation_slot(signal.slot(), notice);
    std::function<void(Session&)> unit = [](Session& session) { insert(session, "a"); };
    stepped->is_gathering = true;
    boost::asio::co_spawn(context, database->run(std::move(unit)), token);
    poll();

    signal.emit(boost::asio::cancellation_type::terminal);
    poll();
    BOOST_TEST(fate.empty());
    stepped->step();
    poll();

    BOOST_TEST(names().size() == 1u);
    BOOST_TEST(!fate.empty());
}

BOOST_AUTO_TEST_CASE(a_database_in_memory_works_alike)
{
    ledger.reset();
    database.reset();
    options.url = "sqlite://:memory:";
    reopen();

    record(make_order("D1"));

    BOOST_TEST((load(make_order("D1").id).body == make_order("D1")));
}

BOOST_AUTO_TEST_CASE(with_a_thread_of_its_own_coroutines_resume_on_the_engine)
{
    ledger.reset();
    database.reset();
    executor = make_database_thread();
    stepped = nullptr;
    reopen();
    const auto engine = std::this_thread::get_id();
    int strangers = 0;
    int units_on_engine = 0;
    for (int i = 0; i < 200; ++i) {
        std::function<void(Session&)> unit = [&, i](Session& session) {
            units_on_engine += std::this_thread::get_id() == engine ? 1 : 0;
            insert(session, std::to_string(i));
        };
        boost::asio::co_spawn(context, database->run(std::move(unit)), [&](std::exception_ptr) {
            strangers += std::this_thread::get_id() == engine ? 0 : 1;
        });
    }

    context.restart();
    context.run();

    BOOST_TEST(strangers == 0);
    BOOST_TEST(units_on_engine == 0);
    BOOST_TEST(names().size() == 200u);
    ledger.reset();
    database.reset();
}

BOOST_AUTO_TEST_SUITE_END()
