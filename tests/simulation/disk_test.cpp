#include "simulation/disk.hpp"

#include "store/dialect.hpp"

#include <boost/test/unit_test.hpp>

#include <soci/soci.h>

using namespace daifa;
using namespace daifa::simulation;
namespace dialect = daifa::store::dialect;

namespace {

/// A database on the simulated disk, used by one process after the other.
struct Machine {
    ~Machine()
    {
        kill();
        Disk::get().heal();
    }

    void start()
    {
        kill();
        session = dialect::connect(file);
    }

    /// Its files stay as they are.
    void kill()
    {
        const Disk::Frozen frozen;
        session.reset();
    }

    void lose_power()
    {
        kill();
        Disk::get().cut_power();
        Disk::get().restore_power(dice);
    }

    void insert(int number)
    {
        dialect::run_script(*session, "insert into kept values (" + std::to_string(number) + ")");
    }

    std::vector<int> kept()
    {
        std::vector<int> numbers;
        const soci::rowset<int> rows = session->prepare << "select number from kept order by 1";
        for (const int number : rows)
            numbers.push_back(number);
        return numbers;
    }

    std::string file = "/simulated/disk_test.db";
    Dice dice{1, "disk"};
    std::unique_ptr<soci::session> session = {};
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(disk, Machine)

BOOST_AUTO_TEST_CASE(what_is_committed_behind_a_failed_sync_outlasts_the_power)
{
    start();
    dialect::run_script(*session, "create table kept (number integer)");
    insert(1);
    Disk::get().fail(Fault::failed_sync);
    BOOST_CHECK_THROW(insert(2), soci::soci_error);

    // The next process finds the whole log in the system's memory.
    start();
    insert(3);
    lose_power();
    start();
    const auto numbers = kept();
    BOOST_TEST((std::ranges::find(numbers, 3) != numbers.end()));
    BOOST_TEST(numbers.front() == 1);
}

BOOST_AUTO_TEST_SUITE_END()
