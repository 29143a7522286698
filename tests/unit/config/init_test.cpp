#include "config/init.hpp"

#include "config_directory.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <iterator>

#include <sys/stat.h>
#include <unistd.h>

using namespace daifa;
using namespace daifa::config;

namespace {

class CountingRandom : public Random {
public:
    std::uint64_t next() override { return 0; }
    void fill(std::span<std::byte> bytes) override
    {
        for (std::byte& byte : bytes)
            byte = std::byte{count_++};
    }

private:
    std::uint8_t count_ = 0;
};

std::string content(const std::filesystem::path& path)
{
    std::ifstream stream(path);
    return std::string(std::istreambuf_iterator<char>(stream), {});
}

unsigned mode(const std::filesystem::path& path)
{
    return static_cast<unsigned>(std::filesystem::status(path).permissions());
}

} // namespace

BOOST_AUTO_TEST_SUITE(init)

BOOST_AUTO_TEST_CASE(writes_the_files_and_a_private_key)
{
    const test::ConfigDirectory directory;
    CountingRandom random;

    const auto steps = init_configuration(directory / "new", random);

    for (const InitStep& step : steps)
        BOOST_TEST((step.outcome == InitStep::Outcome::written), step.path);
    BOOST_TEST(content(directory / "new/daifa.key") ==
               "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n");
    BOOST_TEST(mode(directory / "new/daifa.key") == 0600u);
    BOOST_TEST(mode(directory / "new/secrets") == 0700u);
    BOOST_TEST(std::filesystem::exists(directory / "new/shops.d/example.yaml"));
    BOOST_TEST(std::filesystem::exists(directory / "new/strategies.d/factory.yaml"));
    BOOST_TEST(std::filesystem::exists(directory / "new/daifa.schema.json"));
}

BOOST_AUTO_TEST_CASE(
    what_is_made_for_the_service_user_can_be_read_by_it_and_its_secrets_by_nobody_else)
{
    const test::ConfigDirectory directory;
    CountingRandom random;
    // Only root may give files away; anybody else gives them to itself.
    const bool is_root = ::geteuid() == 0;
    const ServiceUser service{"made-up", is_root ? 61234 : ::geteuid(),
                              is_root ? 61235 : ::getegid()};

    for (const InitStep& step : init_configuration(directory / "new", random, service))
        BOOST_TEST((step.outcome == InitStep::Outcome::written), step.path << " " << step.reason);

    const auto facts = [&](const char* name) {
        struct stat found = {};
        BOOST_TEST_REQUIRE(::stat((directory / name).c_str(), &found) == 0, name);
        return found;
    };
    for (const char* const name :
         {"new", "new/daifa.yaml", "new/shops.d", "new/shops.d/example.yaml"}) {
        BOOST_TEST(facts(name).st_uid == ::geteuid(), name);
        BOOST_TEST(facts(name).st_gid == service.group, name);
        BOOST_TEST((facts(name).st_mode & 0027u) == 0u, name);
    }
    for (const char* const name : {"new/secrets", "new/daifa.key"}) {
        BOOST_TEST(facts(name).st_uid == service.user, name);
        BOOST_TEST((facts(name).st_mode & 0077u) == 0u, name);
    }
}

BOOST_AUTO_TEST_CASE(leaves_alone_what_is_there_and_says_so)
{
    const test::ConfigDirectory directory;
    CountingRandom random;

    const auto steps = init_configuration(directory / ".", random);

    BOOST_TEST(content(directory / "daifa.key") == std::string(64, 'a') + "\n");
    BOOST_TEST(content(directory / "shops.d/alpha.yaml") == test::ConfigDirectory::good_shop);
    const auto key = std::ranges::find_if(
        steps, [](const InitStep& step) { return step.path.filename() == "daifa.key"; });
    BOOST_TEST_REQUIRE((key != steps.end()));
    BOOST_TEST(directory.shortened(to_text(*key, Language::en)) ==
               "exists, left alone: ./daifa.key");
    BOOST_TEST(directory.shortened(to_text(*key, Language::zh)) == "已存在，未改动：./daifa.key");
}

BOOST_AUTO_TEST_CASE(says_where_it_can_not_write)
{
    const test::ConfigDirectory directory;
    CountingRandom random;

    const auto steps = init_configuration(directory / "daifa.yaml", random);

    BOOST_TEST_REQUIRE(steps.size() == 1u);
    BOOST_TEST(directory.shortened(to_text(steps.front(), Language::en)) ==
               "can not write daifa.yaml: File exists");
}

BOOST_AUTO_TEST_SUITE_END()
