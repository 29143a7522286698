#pragma once

#include <daifa/domain/time.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace soci {
class session;
}

namespace daifa::store {

/// One step of the schema, compiled in from migrations/NNNN_name.sql.
struct Migration {
    int version = 0;
    std::string_view name = {};
    std::string_view checksum = {};
    std::string_view text = {};
};

/// In ascending order.
const std::vector<Migration>& all_migrations();

/// Brings the schema up to the last of `migrations`, each step in its own transaction. Throws
/// StoreFailure when the file is newer than the program or was made by other steps.
void migrate(soci::session& session, const std::vector<Migration>& migrations, const std::string& file,
             TimePoint now);

} // namespace daifa::store
