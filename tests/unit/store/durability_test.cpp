#include "store_fixture.hpp"

#include "store/detail/session.hpp"

#include <boost/test/unit_test.hpp>

#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>

using namespace daifa;
using namespace daifa::store;
using namespace daifa::test;

namespace {

int syncs = 0;
bool is_disk_broken = false;

int sync_file(long call, int file)
{
    ++syncs;
    if (!is_disk_broken)
        return static_cast<int>(::syscall(call, file));
    errno = EIO;
    return -1;
}

} // namespace

// In place of the C library's: what the database asks of the disk is seen here, and can fail.
extern "C" [[gnu::visibility("default")]] int fsync(int file)
{
    return sync_file(SYS_fsync, file);
}

extern "C" [[gnu::visibility("default")]] int fdatasync(int file)
{
    return sync_file(SYS_fdatasync, file);
}

namespace {

struct Durability : StoreFixture {
    ~Durability() { is_disk_broken = false; }

    /// A setting that goes with the connection.
    void set_cache_size()
    {
        std::function<void(Session&)> unit = [](Session& session) {
            session.run("pragma cache_size = 77");
        };
        run(database->run(std::move(unit)));
    }

    std::int64_t cache_size()
    {
        std::int64_t size = 0;
        std::function<void(Session&)> unit = [&](Session& session) {
            session.prepare("pragma cache_size").fetch_one(size);
        };
        run(database->run(std::move(unit)));
        return size;
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(durability, Durability)

BOOST_AUTO_TEST_CASE(a_claim_is_on_the_disk_before_anybody_learns_of_it)
{
    const auto row = make_order("D1");
    record(row);
    const int before = syncs;

    BOOST_TEST((claim(row.id, "import/1") == ClaimOutcome::claimed));

    BOOST_TEST(syncs > before);
}

BOOST_AUTO_TEST_CASE(a_sync_that_fails_fails_the_commit_and_the_file_is_opened_anew)
{
    record(make_order("D1"));
    set_cache_size();
    BOOST_TEST(cache_size() == 77);
    is_disk_broken = true;
    BOOST_CHECK_THROW(record(make_order("D2")), StoreFailure);
    is_disk_broken = false;

    BOOST_TEST(cache_size() != 77);
    record(make_order("D3"));
    BOOST_TEST(load(make_order("D3").id).revision == 1);
}

BOOST_AUTO_TEST_SUITE_END()
