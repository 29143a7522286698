#include "store/detail/migration.hpp"

#include "store/dialect.hpp"

#include <soci/soci.h>

namespace daifa::store {
namespace {

void make_table(soci::session& session)
{
    session << "create table if not exists schema_migrations ("
               "version integer not null primary key, name text not null, checksum text not null, "
               "applied_at bigint not null)";
}

int find_version(soci::session& session)
{
    int version = 0;
    soci::indicator indicator = soci::i_ok;
    session << "select max(version) from schema_migrations", soci::into(version, indicator);
    return indicator == soci::i_ok ? version : 0;
}

void refuse_other_history(soci::session& session, const std::vector<Migration>& migrations,
                          const std::string& file)
{
    for (const auto& migration : migrations) {
        std::string checksum;
        session << "select checksum from schema_migrations where version = :version",
            soci::use(migration.version), soci::into(checksum);
        if (session.got_data() && checksum != migration.checksum)
            throw StoreFailure(StoreFailure::Kind::newer_schema,
                               "the database " + file + " was made by another build: its schema step " +
                                   std::to_string(migration.version) +
                                   " is not ours; use the program that made it");
    }
}

void apply(soci::session& session, const Migration& migration, TimePoint now)
{
    const std::string name(migration.name);
    const std::string checksum(migration.checksum);
    const long long applied_at = now.time_since_epoch().count();
    dialect::begin(session);
    dialect::run_script(session, std::string(migration.text));
    session << "insert into schema_migrations (version, name, checksum, applied_at) "
               "values (:version, :name, :checksum, :applied_at)",
        soci::use(migration.version), soci::use(name), soci::use(checksum), soci::use(applied_at);
    dialect::commit(session);
}

} // namespace

void migrate(soci::session& session, const std::vector<Migration>& migrations, const std::string& file,
             TimePoint now)
{
    make_table(session);
    const int version = find_version(session);
    const int known = migrations.back().version;
    if (version > known)
        throw StoreFailure(StoreFailure::Kind::newer_schema,
                           "the database " + file + " has schema version " + std::to_string(version) +
                               ", this program knows " + std::to_string(known) +
                               ": install the newer program, or restore the backup made before it");
    refuse_other_history(session, migrations, file);
    for (const auto& migration : migrations) {
        if (migration.version > version)
            apply(session, migration, now);
    }
}

} // namespace daifa::store
