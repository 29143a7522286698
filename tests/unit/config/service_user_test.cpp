#include "config/service_user.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <limits>

using namespace daifa::config;

BOOST_AUTO_TEST_SUITE(service_user)

BOOST_AUTO_TEST_CASE(is_the_one_that_the_package_makes)
{
    const char* const source = std::getenv("DAIFA_SOURCE_DIR");
    BOOST_TEST_REQUIRE(source != nullptr, "run the tests with ctest, or set DAIFA_SOURCE_DIR");
    std::ifstream file(std::filesystem::path(source) / "packaging/sysusers.d/daifa.conf");
    std::string kind;
    std::string name;
    while (file.peek() == '#')
        file.ignore(std::numeric_limits<std::streamsize>::max(), '\n');
    file >> kind >> name;

    BOOST_TEST(kind == "u");
    BOOST_TEST(name == service_user_name);
}

BOOST_AUTO_TEST_CASE(a_user_that_this_machine_does_not_have_is_nothing)
{
    BOOST_TEST(find_user("root").value().user == 0u);
    BOOST_TEST(!find_user("no such user").has_value());
}

BOOST_AUTO_TEST_SUITE_END()
