#include "store_fixture.hpp"

#include "store/vault.hpp"

#include <boost/test/unit_test.hpp>

#include <fstream>
#include <iterator>

using namespace daifa;
using namespace daifa::store;
using namespace daifa::test;

namespace {

Credential make_credential()
{
    Credential credential;
    credential.access_token = Secret("made-up-access-token");
    credential.refresh_token = Secret("made-up-refresh-token");
    credential.expires_at = TimePoint(Milliseconds(1000));
    credential.refresh_expires_at = TimePoint(Milliseconds(2000));
    credential.owner_id = "77";
    credential.owner_name = "示例厂家";
    credential.scope = {"a", "b"};
    credential.granted_until = TimePoint(Milliseconds(3000));
    return credential;
}

std::string read_file(const std::filesystem::path& path)
{
    std::ifstream stream(path, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(stream), {});
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(ledger_access, StoreFixture)

BOOST_AUTO_TEST_CASE(a_credential_comes_back_whole)
{
    BOOST_TEST(!run(ledger->load_credential(shop)).has_value());
    run(ledger->save_credential(shop, make_credential(), clock.now()));
    reopen();

    const auto loaded = run(ledger->load_credential(shop));

    const auto saved = make_credential();
    BOOST_TEST_REQUIRE(loaded.has_value());
    BOOST_TEST((loaded->access_token == saved.access_token));
    BOOST_TEST((loaded->refresh_token == saved.refresh_token));
    BOOST_TEST((loaded->expires_at == saved.expires_at));
    BOOST_TEST((loaded->refresh_expires_at == saved.refresh_expires_at));
    BOOST_TEST(loaded->owner_id == saved.owner_id);
    BOOST_TEST(loaded->owner_name == saved.owner_name);
    BOOST_TEST((loaded->scope == saved.scope));
    BOOST_TEST((loaded->granted_until == saved.granted_until));
}

BOOST_AUTO_TEST_CASE(the_files_never_hold_a_token)
{
    run(ledger->save_credential(shop, make_credential(), clock.now()));

    for (const auto& entry : std::filesystem::directory_iterator(directory.path)) {
        const std::string bytes = read_file(entry.path());
        BOOST_TEST(bytes.find("made-up") == std::string::npos, entry.path().string());
    }
}

BOOST_AUTO_TEST_CASE(a_token_copied_to_another_shop_can_not_be_opened)
{
    run(ledger->save_credential(shop, make_credential(), clock.now()));
    run(ledger->save_credential(ShopId("other"), make_credential(), clock.now()));
    run_sql(directory.file("daifa.db"),
            "update credentials set data_key = (select data_key from credentials where shop = 'yiwu'), "
            "sealed = (select sealed from credentials where shop = 'yiwu') where shop = 'other'");

    BOOST_CHECK_EXCEPTION(run(ledger->load_credential(ShopId("other"))), StoreFailure,
                          [](const StoreFailure& failure) {
                              return failure.kind() == StoreFailure::Kind::wrong_key;
                          });
}

BOOST_AUTO_TEST_CASE(another_master_key_is_refused_at_the_start)
{
    run(ledger->save_credential(shop, make_credential(), clock.now()));
    options.master_key = Secret(std::string(other_master_key));

    const auto failure = open_failure();

    BOOST_TEST((failure.kind() == StoreFailure::Kind::wrong_key));
    BOOST_TEST(std::string(failure.what()).find("no order is lost") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_lost_key_costs_the_tokens_and_no_order)
{
    record(make_order("D1"));
    run(ledger->save_credential(shop, make_credential(), clock.now()));
    options.master_key = Secret(std::string(other_master_key));
    options.forget_credentials = true;
    reopen();

    BOOST_TEST(!run(ledger->load_credential(shop)).has_value());
    BOOST_TEST((load(make_order("D1").id).body == make_order("D1")));
    options.forget_credentials = false;
    reopen();
}

BOOST_AUTO_TEST_CASE(a_master_key_of_another_form_is_refused)
{
    options.master_key = Secret("secret");

    BOOST_TEST((open_failure().kind() == StoreFailure::Kind::wrong_key));
}

BOOST_AUTO_TEST_CASE(a_sealed_text_is_bound_to_its_purpose_and_to_every_byte)
{
    Vault vault(Secret(std::string(test_master_key)), random);
    const Secret plain("text");
    auto sealed = vault.seal("yiwu", "credential", plain);

    BOOST_TEST((vault.open("yiwu", "credential", sealed) == plain));
    BOOST_CHECK_THROW(vault.open("yiwu", "label", sealed), StoreFailure);
    sealed.sealed.back() = sealed.sealed.back() == '0' ? '1' : '0';
    BOOST_CHECK_THROW(vault.open("yiwu", "credential", sealed), StoreFailure);
}

BOOST_AUTO_TEST_CASE(the_last_access_write_is_kept)
{
    BOOST_TEST(!run(ledger->load_access_write(shop)).has_value());
    Ledger::AccessWrite write;
    write.kind = "refresh";
    write.attempts = 2;
    write.at = clock.now();
    run(ledger->save_access_write(shop, write));
    write.state = WriteState::uncertain;
    run(ledger->save_access_write(shop, write));
    reopen();

    const auto loaded = run(ledger->load_access_write(shop));

    BOOST_TEST_REQUIRE(loaded.has_value());
    BOOST_TEST(loaded->kind == "refresh");
    BOOST_TEST((loaded->state == WriteState::uncertain));
    BOOST_TEST(loaded->attempts == 2);
}

BOOST_AUTO_TEST_SUITE_END()
