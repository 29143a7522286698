#include "config/secret_source.hpp"

#include "config_directory.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::config;

namespace {

using Kind = SecretSource::Kind;

/// The secret, or "failed: …" with the directory's own name cut away.
std::string read(const test::ConfigDirectory& directory, const SecretSource& source)
{
    const auto outcome = SystemSecretReader().read(source, directory / ".");
    if (const auto* secret = std::get_if<Secret>(&outcome))
        return secret->reveal();
    return "failed: " + directory.shortened(std::get<SecretFailure>(outcome).text_en);
}

} // namespace

BOOST_AUTO_TEST_SUITE(secret_source)

BOOST_AUTO_TEST_CASE(reads_a_private_file_without_its_line_break)
{
    const test::ConfigDirectory directory;
    directory.write("mine", "made-up \r\n", 0400);

    BOOST_TEST(read(directory, {Kind::file, "mine"}) == "made-up ");
    BOOST_TEST(read(directory, {Kind::file, (directory / "mine").string()}) == "made-up ");
}

BOOST_AUTO_TEST_CASE(refuses_a_file_that_others_may_touch_and_says_what_to_do)
{
    const test::ConfigDirectory directory;
    for (const unsigned mode : {0640u, 0604u, 0620u, 0700u}) {
        directory.write("open", "made-up", mode);
        BOOST_TEST(read(directory, {Kind::file, "open"}) ==
                   "failed: the secret file open is open to others: run chmod 600 open");
    }
}

BOOST_AUTO_TEST_CASE(refuses_what_is_missing_empty_or_no_file)
{
    const test::ConfigDirectory directory;
    directory.write("empty", "\n", 0600);

    BOOST_TEST(read(directory, {Kind::file, "none"}) ==
               "failed: can not read the secret file none: No such file or directory");
    BOOST_TEST(read(directory, {Kind::file, "empty"}) == "failed: the secret file empty is empty");
    BOOST_TEST(read(directory, {Kind::file, "shops.d"}) ==
               "failed: the secret file shops.d is not a regular file");
}

BOOST_AUTO_TEST_CASE(reads_the_environment_and_systemd_credentials)
{
    const test::ConfigDirectory directory;
    ::setenv("DAIFA_TEST_SECRET", "made-up", 1);
    ::setenv("CREDENTIALS_DIRECTORY", (directory / ".").c_str(), 1);

    BOOST_TEST(read(directory, {Kind::environment, "DAIFA_TEST_SECRET"}) == "made-up");
    BOOST_TEST(read(directory, {Kind::environment, "DAIFA_TEST_NONE"}) ==
               "failed: the environment variable DAIFA_TEST_NONE is not set");
    BOOST_TEST(read(directory, {Kind::credential, "secret"}) == "made-up-secret");
    BOOST_TEST(read(directory, {Kind::credential, "../secret"}) ==
               "failed: the name of a systemd credential can not hold a /: ../secret");
    ::unsetenv("CREDENTIALS_DIRECTORY");
    const auto unset = SystemSecretReader::for_check({}).read(
        {Kind::environment, "DAIFA_TEST_NONE"}, directory / ".");
    BOOST_TEST(std::get<SecretFailure>(unset).is_out_of_sight);
    const auto unseen =
        SystemSecretReader::for_check({}).read({Kind::credential, "daifa-key"}, directory / ".");
    BOOST_TEST(std::get<SecretFailure>(unseen).is_out_of_sight);
    BOOST_TEST(
        read(directory, {Kind::credential, "daifa-key"}) ==
        "failed: there is no systemd credential daifa-key: CREDENTIALS_DIRECTORY is not set; "
        "write LoadCredential=daifa-key:/path into the service unit");
}

BOOST_AUTO_TEST_SUITE_END()
