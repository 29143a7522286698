#include "store/detail/access_table.hpp"

#include "store/detail/codes.hpp"
#include "store/vault.hpp"

#include <daifa/codec/json.hpp>

#include <boost/json.hpp>

namespace daifa::store {
namespace {

namespace json = boost::json;

constexpr std::string_view credential_purpose = "credential";

Secret to_sealed_text(const Credential& credential)
{
    json::object object;
    object["access_token"] = credential.access_token.reveal();
    object["refresh_token"] = credential.refresh_token.reveal();
    object["expires_at"] = to_count(credential.expires_at);
    object["refresh_expires_at"] = to_count(credential.refresh_expires_at);
    object["owner_id"] = credential.owner_id;
    object["owner_name"] = credential.owner_name;
    object["scope"] = json::array(credential.scope.begin(), credential.scope.end());
    object["granted_until"] = to_count(credential.granted_until);
    return Secret(json::serialize(object));
}

Credential parse_credential(const Secret& text)
{
    const auto parsed = parse_json(text.reveal());
    if (!parsed || !parsed->is_object())
        throw StoreFailure(StoreFailure::Kind::damaged,
                           "a stored token is no JSON: authorize the shop again");
    const auto& object = parsed->as_object();
    const auto time = [&](std::string_view name) {
        return TimePoint(Milliseconds(find_integer(object, name).value_or(0)));
    };
    Credential credential;
    credential.access_token = Secret(text_or(object, "access_token"));
    credential.refresh_token = Secret(text_or(object, "refresh_token"));
    credential.expires_at = time("expires_at");
    credential.refresh_expires_at = time("refresh_expires_at");
    credential.owner_id = text_or(object, "owner_id");
    credential.owner_name = text_or(object, "owner_name");
    credential.granted_until = time("granted_until");
    if (const auto* scope = find_member(object, "scope"); scope != nullptr && scope->is_array()) {
        for (const auto& entry : scope->as_array())
            credential.scope.emplace_back(scalar_text(entry));
    }
    return credential;
}

} // namespace

void save_sealed_credential(Session& session, const ShopKey& key, const Credential& credential,
                            TimePoint now)
{
    constexpr std::string_view upsert_credential =
        "insert into credentials (bucket, shop, data_key, sealed, saved_at) "
        "values (:bucket, :shop, :data_key, :sealed, :saved_at) "
        "on conflict (bucket, shop) do update set data_key = excluded.data_key, "
        "sealed = excluded.sealed, saved_at = excluded.saved_at";
    const SealedText sealed =
        session.vault().seal(key.shop, credential_purpose, to_sealed_text(credential));
    session.run(upsert_credential, key.bucket, key.shop, sealed.data_key, sealed.sealed, now);
}

std::optional<Credential> find_sealed_credential(Session& session, const ShopKey& key)
{
    constexpr std::string_view select_credential =
        "select data_key, sealed from credentials where bucket = :bucket and shop = :shop";
    SealedText sealed;
    auto& rows = session.prepare(select_credential).bind(key.bucket, key.shop);
    if (!rows.fetch_one(sealed.data_key, sealed.sealed))
        return std::nullopt;
    return parse_credential(session.vault().open(key.shop, credential_purpose, sealed));
}

void upsert_access_write(Session& session, const ShopKey& key, const Ledger::AccessWrite& write)
{
    constexpr std::string_view upsert_write =
        "insert into access_writes (bucket, shop, kind, state, attempts, at) "
        "values (:bucket, :shop, :kind, :state, :attempts, :at) "
        "on conflict (bucket, shop) do update set kind = excluded.kind, state = excluded.state, "
        "attempts = excluded.attempts, at = excluded.at";
    session.run(upsert_write, key.bucket, key.shop, write.kind, write.state, write.attempts,
                write.at);
}

std::optional<Ledger::AccessWrite> find_access_write(Session& session, const ShopKey& key)
{
    constexpr std::string_view select_write = "select kind, state, attempts, at from access_writes "
                                              "where bucket = :bucket and shop = :shop";
    Ledger::AccessWrite write;
    const bool has_row = session.prepare(select_write)
                             .bind(key.bucket, key.shop)
                             .fetch_one(write.kind, write.state, write.attempts, write.at);
    return has_row ? std::optional(std::move(write)) : std::nullopt;
}

} // namespace daifa::store
