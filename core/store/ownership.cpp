#include "store/detail/ownership.hpp"

namespace daifa::store {
namespace {

constexpr std::string_view epoch_name = "epoch";
constexpr std::string_view key_name = "key_fingerprint";
constexpr std::string_view restored_name = "restored_at";

constexpr std::string_view select_value =
    "select value from meta where bucket = 0 and shop = '' and name = :name";
constexpr std::string_view save_value =
    "insert into meta (bucket, shop, name, value) values (0, '', :name, :value) "
    "on conflict (bucket, shop, name) do update set value = excluded.value";
constexpr std::string_view remove_value =
    "delete from meta where bucket = 0 and shop = '' and name = :name";

std::string load_value(Session& session, std::string_view name)
{
    std::string value;
    session.prepare(select_value).bind(name).fetch_one(value);
    return value;
}

} // namespace

std::int64_t raise_epoch(Session& session)
{
    const std::string last = load_value(session, epoch_name);
    const std::int64_t epoch = last.empty() ? 1 : std::stoll(last) + 1;
    session.run(save_value, epoch_name, std::to_string(epoch));
    return epoch;
}

void check_epoch(Session& session, std::int64_t epoch, const std::string& file)
{
    const std::string present = load_value(session, epoch_name);
    if (present != std::to_string(epoch))
        throw StoreFailure(StoreFailure::Kind::ownership_lost,
                           "another daifad has taken the database " + file + " over (epoch " +
                               present + ", ours is " + std::to_string(epoch) +
                               "): this one changes nothing any more and has to be stopped");
}

void check_key(Session& session, const std::string& fingerprint, const std::string& file)
{
    const std::string known = load_value(session, key_name);
    if (known.empty()) {
        session.run(save_value, key_name, fingerprint);
        return;
    }
    if (known != fingerprint)
        throw StoreFailure(
            StoreFailure::Kind::wrong_key,
            "the key file does not fit the database " + file +
                ": its tokens were encrypted with another key; put that key file back. If "
                "it is lost, the tokens have to be forgotten and each shop authorized "
                "again; no order is lost by that");
}

std::optional<TimePoint> load_restored_at(Session& session)
{
    const std::string at = load_value(session, restored_name);
    return at.empty() ? std::nullopt : std::optional(TimePoint(Milliseconds(std::stoll(at))));
}

void save_restored_at(Session& session, TimePoint at)
{
    session.run(save_value, restored_name, std::to_string(at.time_since_epoch().count()));
}

void forget_credentials(Session& session)
{
    session.run("delete from credentials");
    session.run(remove_value, key_name);
}

} // namespace daifa::store
