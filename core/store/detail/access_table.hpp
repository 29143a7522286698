#pragma once

#include "store/detail/session.hpp"
#include "store/detail/shop_key.hpp"
#include "store/ledger.hpp"

namespace daifa::store {

void save_sealed_credential(Session& session, const ShopKey& key, const Credential& credential,
                            TimePoint now);
std::optional<Credential> find_sealed_credential(Session& session, const ShopKey& key);
void upsert_access_write(Session& session, const ShopKey& key, const Ledger::AccessWrite& write);
std::optional<Ledger::AccessWrite> find_access_write(Session& session, const ShopKey& key);

} // namespace daifa::store
