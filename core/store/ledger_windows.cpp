#include "store/ledger.hpp"

#include "store/detail/window_table.hpp"

namespace daifa::store {

awaitable<void> Ledger::record_window(ShopId shop, WindowRecord window)
{
    std::function<void(Session&)> unit = [&](Session& session) {
        save_window(session, ShopKey(shop), window);
    };
    co_await database_.run(std::move(unit));
}

awaitable<std::optional<TimePoint>> Ledger::load_proven_until(ShopId shop, Stream stream)
{
    std::optional<TimePoint> until;
    std::function<void(Session&)> unit = [&](Session& session) {
        until = find_cursor(session, ShopKey(shop), stream);
    };
    co_await database_.run(std::move(unit));
    co_return until;
}

awaitable<void> Ledger::save_proven_until(ShopId shop, Stream stream, TimePoint until)
{
    std::function<void(Session&)> unit = [&](Session& session) {
        save_cursor(session, ShopKey(shop), stream, until);
    };
    co_await database_.run(std::move(unit));
}

awaitable<std::vector<WindowRecord>> Ledger::list_windows(ShopId shop, bool only_holes, int limit)
{
    std::vector<WindowRecord> windows;
    std::function<void(Session&)> unit = [&](Session& session) {
        windows = list_saved_windows(session, ShopKey(shop), only_holes, limit);
    };
    co_await database_.run(std::move(unit));
    co_return windows;
}

} // namespace daifa::store
