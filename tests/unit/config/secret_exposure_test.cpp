#include "config/secret_exposure.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa::config;

namespace {

using Kind = SecretSource::Kind;

constexpr ::uid_t service = 990;
constexpr ::uid_t somebody = 1000;

struct stat file(::mode_t mode, ::uid_t owner, ::gid_t group = 0)
{
    struct stat facts = {};
    facts.st_mode = S_IFREG | mode;
    facts.st_uid = owner;
    facts.st_gid = group;
    facts.st_size = 64;
    return facts;
}

/// The failure's beginning, or "fine".
std::string judge(const struct stat& facts, Kind kind, SecretOwners owners)
{
    const auto failure = find_exposure("/k", facts, kind, owners);
    return failure ? failure->text_en.substr(0, failure->text_en.find(':')) : "fine";
}

constexpr const char* is_open = "the secret file /k is open to others";
constexpr const char* is_foreign = "the secret file /k belongs to somebody else";

} // namespace

BOOST_AUTO_TEST_SUITE(secret_exposure)

BOOST_AUTO_TEST_CASE(the_service_reads_credentials_as_systemd_makes_them)
{
    const SecretOwners daemon{service, {}};

    // With access lists: root's, and the list's mask in the group's bits. Without: the service's
    // own.
    BOOST_TEST(judge(file(0440, 0), Kind::credential, daemon) == "fine");
    BOOST_TEST(judge(file(0400, 0), Kind::credential, daemon) == "fine");
    BOOST_TEST(judge(file(0400, service, service), Kind::credential, daemon) == "fine");
}

BOOST_AUTO_TEST_CASE(a_credential_that_systemd_did_not_make_that_way_is_refused)
{
    const SecretOwners daemon{service, {}};

    BOOST_TEST(judge(file(0444, 0), Kind::credential, daemon) == is_open);
    BOOST_TEST(judge(file(0460, 0), Kind::credential, daemon) == is_open);
    BOOST_TEST(judge(file(0440, 0, 100), Kind::credential, daemon) == is_open);
    BOOST_TEST(judge(file(0440, service, service), Kind::credential, daemon) == is_open);
    BOOST_TEST(judge(file(0440, 0), Kind::file, daemon) == is_open);
    BOOST_TEST(judge(file(0400, somebody), Kind::credential, daemon) == is_foreign);
}

BOOST_AUTO_TEST_CASE(root_checks_the_service_users_files_and_nobody_elses)
{
    const SecretOwners root{0, service};

    BOOST_TEST(judge(file(0600, service, service), Kind::file, root) == "fine");
    BOOST_TEST(judge(file(0600, 0), Kind::file, root) == "fine");
    BOOST_TEST(judge(file(0600, somebody), Kind::file, root) == is_foreign);
    BOOST_TEST(judge(file(0640, service, service), Kind::file, root) == is_open);
    // Without that user nobody but root is known.
    BOOST_TEST(judge(file(0600, service), Kind::file, SecretOwners{0, {}}) == is_foreign);
}

BOOST_AUTO_TEST_SUITE_END()
