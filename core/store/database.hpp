#pragma once

#include <daifa/support/awaitable.hpp>
#include <daifa/support/clock.hpp>
#include <daifa/support/random.hpp>
#include <daifa/support/secret.hpp>

#include <functional>
#include <memory>
#include <stdexcept>
#include <string>

namespace daifa::store {

/// Why the store could not do a unit of work. The text says where, what and what to do.
class StoreFailure : public std::runtime_error {
public:
    enum class Kind { disk_full, read_only, io, damaged, locked, newer_schema, wrong_key, ownership_lost, defect };
    StoreFailure(Kind kind, const std::string& text) : std::runtime_error(text), kind_(kind) {}
    Kind kind() const { return kind_; }

private:
    Kind kind_;
};

/// Runs the database's blocking work: on a thread of its own in production, inline in the simulation.
class DatabaseExecutor {
public:
    virtual ~DatabaseExecutor() = default;
    virtual void post(std::function<void()> work) = 0;
};

class Session; // The SOCI session and its prepared statements; known to the store's sources only.

struct DatabaseOptions {
    std::string url = {};  ///< "sqlite:///var/lib/daifa/daifa.db"
    Secret master_key = {}; ///< 32 bytes as 64 hex digits.
    int commit_units_max = 500;
    Milliseconds commit_work_max = Milliseconds(5);
    /// The master key was lost and `master_key` is a new one: forget every stored token, keep the rest.
    bool forget_credentials = false;
};

/// One database with group commit: units of work that wait together become durable together. When
/// one fails, all run again, each in its own SAVEPOINT, so that it rolls back alone.
class Database {
public:
    /// Opens, locks against a second daemon, migrates. Throws StoreFailure with a clear sentence.
    Database(DatabaseOptions options, DatabaseExecutor& executor, boost::asio::any_io_executor engine,
             Clock& clock, Random& random);
    ~Database();

    /// Runs `unit` on the executor; the coroutine resumes on the engine after the commit is durable.
    /// What `unit` throws is thrown here, and its work is rolled back; a failed commit throws
    /// StoreFailure to each of its units. The wait does not end early when the coroutine is cancelled,
    /// so `unit` may refer to the coroutine's variables. It may run more than once (a busy database),
    /// so it starts from scratch each time.
    awaitable<void> run(std::function<void(Session&)> unit);

    /// This process's epoch: every write of state carries it.
    std::int64_t epoch() const;

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

/// A thread that runs posted work in order.
std::unique_ptr<DatabaseExecutor> make_database_thread();
/// Runs posted work at once, on the caller.
std::unique_ptr<DatabaseExecutor> make_inline_executor();

} // namespace daifa::store
