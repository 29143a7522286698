#include "store/ledger.hpp"

#include "store/detail/access_table.hpp"

namespace daifa::store {

awaitable<void> Ledger::save_credential(ShopId shop, Credential credential, TimePoint now)
{
    std::function<void(Session&)> unit = [&](Session& session) {
        save_sealed_credential(session, ShopKey(shop), credential, now);
    };
    co_await database_.run(std::move(unit));
}

awaitable<std::optional<Credential>> Ledger::load_credential(ShopId shop)
{
    std::optional<Credential> credential;
    std::function<void(Session&)> unit = [&](Session& session) {
        credential = find_sealed_credential(session, ShopKey(shop));
    };
    co_await database_.run(std::move(unit));
    co_return credential;
}

awaitable<void> Ledger::save_access_write(ShopId shop, AccessWrite write)
{
    std::function<void(Session&)> unit = [&](Session& session) {
        upsert_access_write(session, ShopKey(shop), write);
    };
    co_await database_.run(std::move(unit));
}

awaitable<std::optional<Ledger::AccessWrite>> Ledger::load_access_write(ShopId shop)
{
    std::optional<AccessWrite> write;
    std::function<void(Session&)> unit = [&](Session& session) {
        write = find_access_write(session, ShopKey(shop));
    };
    co_await database_.run(std::move(unit));
    co_return write;
}

} // namespace daifa::store
