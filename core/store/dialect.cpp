#include "store/dialect.hpp"

#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <algorithm>
#include <vector>

namespace daifa::store::dialect {
namespace {

using namespace sqlite_api;

constexpr std::string_view scheme = "sqlite://";
constexpr std::string_view in_memory = ":memory:";
constexpr int busy_seconds = 5;
constexpr int log_block = 1 << 16; ///< Bytes; files of Linux take less than twice as many at once.

soci::sqlite3_session_backend& backend_of(soci::session& session)
{
    return *static_cast<soci::sqlite3_session_backend*>(session.get_backend());
}

void run_plain(soci::session& session, const char* text)
{
    sqlite3* connection = backend_of(session).conn_;
    const int code = sqlite3_exec(connection, text, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK)
        throw soci::sqlite3_soci_error(sqlite3_errmsg(connection), code);
}

StoreFailure to_failure(int code, const std::string& words, const std::string& file)
{
    using Kind = StoreFailure::Kind;
    const std::string where = file.empty() ? "the database in memory" : "the database " + file;
    switch (code & 0xff) {
    case SQLITE_FULL:
        return {Kind::disk_full,
                "the disk of " + where + " is full: free some space, work goes on by itself"};
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return {
            Kind::read_only,
            where +
                " can't be written: give this user the right to write the file and its directory"};
    case SQLITE_CANTOPEN:
        return {Kind::io,
                where + " can't be opened: its directory has to exist and belong to this user"};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return {Kind::locked, where + " is held by another program: close it, then try again"};
    case SQLITE_NOTADB:
        return {Kind::damaged,
                where + " is not a database: another file has this name; move it away, or "
                        "correct the URL of the store"};
    case SQLITE_CORRUPT:
        return {Kind::damaged, where + " is damaged (" + words + "): restore the last backup"};
    case SQLITE_IOERR:
        return {Kind::io,
                "reading or writing " + where + " failed (" + words + "): look at the disk"};
    default:
        return {Kind::defect, where + " refused a statement: " + words};
    }
}

/// What a process could not sync stands in the system's memory, where the next one finds it whole
/// and no later sync looks for it: without power all that was committed behind it would be gone.
/// Written again, it is synced like anything new.
void renew_log(soci::session& session)
{
    sqlite3* connection = backend_of(session).conn_;
    // Nobody else writes meanwhile.
    run_plain(session, "begin immediate");
    const auto demand = [](int code) {
        if (code != SQLITE_OK)
            throw soci::sqlite3_soci_error(sqlite3_errstr(code), code);
    };
    sqlite3_file* log = nullptr;
    demand(sqlite3_file_control(connection, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log));
    if (log != nullptr && log->pMethods != nullptr) {
        sqlite3_int64 size = 0;
        demand(log->pMethods->xFileSize(log, &size));
        std::vector<char> block(log_block);
        for (sqlite3_int64 at = 0; at < size; at += log_block) {
            const int length = static_cast<int>(std::min<sqlite3_int64>(log_block, size - at));
            demand(log->pMethods->xRead(log, block.data(), length, at));
            demand(log->pMethods->xWrite(log, block.data(), length, at));
        }
        if (size > 0)
            demand(log->pMethods->xSync(log, SQLITE_SYNC_NORMAL));
    }
    run_plain(session, "rollback");
}

/// Before the library's first use: each connection belongs to one thread at a time, so locks around
/// every call and statistics of memory would only cost.
void configure_library()
{
    [[maybe_unused]] static const bool is_done = [] {
        sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
        sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
        return true;
    }();
}

struct Deadline {
    Clock& clock;
    Milliseconds end;
};

int is_over(void* context)
{
    const auto& deadline = *static_cast<Deadline*>(context);
    return deadline.clock.uptime() >= deadline.end ? 1 : 0;
}

} // namespace

std::string file_of(const std::string& url)
{
    if (!url.starts_with(scheme))
        throw StoreFailure(StoreFailure::Kind::defect,
                           "the store's URL has to start with \"sqlite://\", as in "
                           "sqlite:///var/lib/daifa/daifa.db");
    std::string file = url.substr(scheme.size());
    if (file.empty() || file.find_first_of("\"'") != std::string::npos)
        throw StoreFailure(StoreFailure::Kind::defect,
                           "the store's URL names no file, as in sqlite:///var/lib/daifa/daifa.db");
    return file == in_memory ? std::string() : file;
}

std::unique_ptr<soci::session> connect(const std::string& file)
{
    configure_library();
    const std::string name = file.empty() ? std::string(in_memory) : file;
    const std::string parameters =
        "dbname=\"" + name + "\" timeout=" + std::to_string(busy_seconds);
    auto session = std::make_unique<soci::session>(soci::sqlite3, parameters);
    sqlite3_extended_result_codes(backend_of(*session).conn_, 1);
    run_plain(*session, "pragma journal_mode = wal");
    run_plain(*session, "pragma synchronous = full");
    if (!file.empty())
        renew_log(*session);
    // Fewer, larger checkpoints; the log file does not stay large after a burst.
    run_plain(*session, "pragma wal_autocheckpoint = 4000");
    run_plain(*session, "pragma journal_size_limit = 67108864");
    run_plain(*session, "pragma cache_size = -16384");
    run_plain(*session, "pragma temp_store = memory");
    return session;
}

void check_damage(soci::session& session, const std::string& file, Clock& clock, Milliseconds span)
{
    sqlite3* connection = backend_of(session).conn_;
    Deadline deadline{clock, clock.uptime() + span};
    std::string answer;
    const auto keep_first = [](void* context, int, char** values, char**) {
        auto& text = *static_cast<std::string*>(context);
        if (text.empty() && values[0] != nullptr)
            text = values[0];
        return 0;
    };

    sqlite3_progress_handler(connection, 10'000, is_over, &deadline);
    const int code =
        sqlite3_exec(connection, "pragma quick_check(1)", keep_first, &answer, nullptr);
    sqlite3_progress_handler(connection, 0, nullptr, nullptr);

    if (code == SQLITE_INTERRUPT)
        return;
    if (code != SQLITE_OK)
        throw to_failure(code, sqlite3_errmsg(connection), file);
    if (answer != "ok")
        throw to_failure(SQLITE_CORRUPT, answer, file);
}

void begin(soci::session& session)
{
    run_plain(session, "begin immediate");
}
void commit(soci::session& session)
{
    run_plain(session, "commit");
}

void roll_back(soci::session& session)
{
    if (is_in_transaction(session))
        sqlite3_exec(backend_of(session).conn_, "rollback", nullptr, nullptr, nullptr);
}

bool is_in_transaction(soci::session& session)
{
    return sqlite3_get_autocommit(backend_of(session).conn_) == 0;
}

void close_cursor(soci::statement& statement)
{
    sqlite3_reset(static_cast<soci::sqlite3_statement_backend*>(statement.get_backend())->stmt_);
}

void run_script(soci::session& session, const std::string& text)
{
    run_plain(session, text.c_str());
}

bool is_busy()
{
    try {
        throw;
    } catch (const soci::sqlite3_soci_error& error) {
        const int code = error.result() & 0xff;
        return code == SQLITE_BUSY || code == SQLITE_LOCKED;
    } catch (...) {
        return false;
    }
}

std::exception_ptr translate(const std::string& file)
{
    try {
        throw;
    } catch (const soci::sqlite3_soci_error& error) {
        return std::make_exception_ptr(to_failure(error.result(), error.what(), file));
    } catch (const soci::soci_error& error) {
        return std::make_exception_ptr(to_failure(SQLITE_ERROR, error.what(), file));
    } catch (...) {
        return std::current_exception();
    }
}

} // namespace daifa::store::dialect
