#pragma once

#include "store/database.hpp"

#include <memory>
#include <string>

namespace soci {
class session;
class statement;
}

/// The few places where databases differ. Everything else in the store is SQL that both SQLite and
/// PostgreSQL speak.
namespace daifa::store::dialect {

/// The file behind "sqlite:///path"; empty for a database in memory ("sqlite://:memory:"). Another
/// kind of URL throws StoreFailure.
std::string file_of(const std::string& url);

/// A connection that is safe against power loss. Throws StoreFailure.
std::unique_ptr<soci::session> connect(const std::string& file);
/// Looks for damage, for `span` at most, so that a large file does not delay the start.
void check_damage(soci::session& session, const std::string& file, Clock& clock, Milliseconds span);

/// Starts a transaction that may write.
void begin(soci::session& session);
void commit(soci::session& session);
/// Does nothing when the database has rolled back by itself.
void roll_back(soci::session& session);
bool is_in_transaction(soci::session& session);
/// Frees the row a statement stands on, so that it does not hold back the database.
void close_cursor(soci::statement& statement);
/// Runs a text of several statements.
void run_script(soci::session& session, const std::string& text);

/// The exception being handled is one that a second try of the whole transaction may not meet.
bool is_busy();
/// The exception being handled as it leaves the store: what the database said becomes a StoreFailure,
/// anything else stays.
std::exception_ptr translate(const std::string& file);

} // namespace daifa::store::dialect
