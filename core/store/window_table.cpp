#include "store/detail/window_table.hpp"

namespace daifa::store {
namespace {

const std::string window_columns = "stream, from_at, to_at, state, pages, row_count, new_rows, changed_rows, "
                                   "digest, read_at, problem";

void upsert(Session& session, const ShopKey& key, const WindowRecord& window)
{
    constexpr std::string_view upsert_window =
        "insert into windows (bucket, shop, stream, from_at, to_at, state, pages, row_count, new_rows, "
        "changed_rows, digest, read_at, problem) "
        "values (:bucket, :shop, :stream, :from_at, :to_at, :state, :pages, :row_count, :new_rows, "
        ":changed_rows, :digest, :read_at, :problem) "
        "on conflict (bucket, shop, stream, from_at, to_at) do update set state = excluded.state, "
        "pages = excluded.pages, row_count = excluded.row_count, new_rows = excluded.new_rows, "
        "changed_rows = excluded.changed_rows, digest = excluded.digest, read_at = excluded.read_at, "
        "problem = excluded.problem";
    session.run(upsert_window, key.bucket, key.shop, window.stream, window.from, window.to, window.state,
                window.pages, window.rows, window.new_rows, window.changed_rows, window.digest,
                window.read_at, window.problem);
}

std::vector<WindowRecord> fetch_windows(Statement& rows)
{
    std::vector<WindowRecord> windows;
    WindowRecord window;
    while (rows.fetch(window.stream, window.from, window.to, window.state, window.pages, window.rows,
                      window.new_rows, window.changed_rows, window.digest, window.read_at,
                      window.problem))
        windows.push_back(window);
    return windows;
}

void remove(Session& session, const ShopKey& key, const WindowRecord& window)
{
    constexpr std::string_view delete_window =
        "delete from windows where bucket = :bucket and shop = :shop and stream = :stream "
        "and from_at = :from_at and to_at = :to_at";
    session.run(delete_window, key.bucket, key.shop, window.stream, window.from, window.to);
}

/// What of an unproven window the proven one leaves open, at most one stretch on either side.
void cut(Session& session, const ShopKey& key, const WindowRecord& open, const WindowRecord& proven)
{
    remove(session, key, open);
    if (open.from < proven.from) {
        WindowRecord before = open;
        before.to = proven.from;
        upsert(session, key, before);
    }
    if (open.to > proven.to) {
        WindowRecord after = open;
        after.from = proven.to;
        upsert(session, key, after);
    }
}

} // namespace

void save_window(Session& session, const ShopKey& key, const WindowRecord& window)
{
    static const std::string select_unproven =
        "select " + window_columns +
        " from windows where bucket = :bucket and shop = :shop and state = :state "
        "and to_at > :from_at and state <> 'proven' and stream = :stream and from_at < :to_at";
    if (window.state == WindowState::proven) {
        for (const WindowState state : {WindowState::provisional, WindowState::hole}) {
            auto& rows = session.prepare(select_unproven)
                             .bind(key.bucket, key.shop, state, window.from, window.stream, window.to);
            for (const auto& open : fetch_windows(rows))
                cut(session, key, open, window);
        }
    }
    upsert(session, key, window);
}

std::vector<WindowRecord> list_saved_windows(Session& session, const ShopKey& key, bool only_holes,
                                             int limit)
{
    static const std::string select_windows =
        "select " + window_columns +
        " from windows where bucket = :bucket and shop = :shop order by to_at desc limit :limit";
    static const std::string select_holes =
        "select " + window_columns +
        " from windows where bucket = :bucket and shop = :shop and state = 'hole' "
        "and state <> 'proven' order by to_at desc limit :limit";
    return fetch_windows(
        session.prepare(only_holes ? select_holes : select_windows).bind(key.bucket, key.shop, limit));
}

void remove_proven_windows(Session& session, const ShopKey& key, TimePoint before)
{
    constexpr std::string_view delete_windows =
        "delete from windows where bucket = :bucket and shop = :shop and to_at < :before "
        "and state = 'proven'";
    session.run(delete_windows, key.bucket, key.shop, before);
}

std::optional<TimePoint> find_cursor(Session& session, const ShopKey& key, Stream stream)
{
    constexpr std::string_view select_cursor =
        "select at from cursors where bucket = :bucket and shop = :shop and name = :name";
    TimePoint at;
    const bool has_row = session.prepare(select_cursor).bind(key.bucket, key.shop, stream).fetch_one(at);
    return has_row ? std::optional(at) : std::nullopt;
}

void save_cursor(Session& session, const ShopKey& key, Stream stream, TimePoint at)
{
    constexpr std::string_view upsert_cursor =
        "insert into cursors (bucket, shop, name, at) values (:bucket, :shop, :name, :at) "
        "on conflict (bucket, shop, name) do update set at = excluded.at";
    session.run(upsert_cursor, key.bucket, key.shop, stream, at);
}

} // namespace daifa::store
