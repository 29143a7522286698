#include "store/detail/write_table.hpp"

#include <algorithm>

namespace daifa::store {

std::optional<WriteHead> find_write(Session& session, const ShopKey& key, const OrderId& id,
                                    const std::string& write_key)
{
    constexpr std::string_view select_write =
        "select kind, state, subject, claimed_at from writes where bucket = :bucket and shop = "
        ":shop "
        "and number = :number and merchant = :merchant and write_key = :write_key";
    WriteHead write;
    auto& rows =
        session.prepare(select_write).bind(key.bucket, key.shop, id.number, id.merchant, write_key);
    const bool has_row = rows.fetch_one(write.kind, write.state, write.subject, write.claimed_at);
    return has_row ? std::optional(std::move(write)) : std::nullopt;
}

std::optional<OpenWrite> find_open_write(Session& session, const ShopKey& key, const OrderId& id,
                                         const std::string& write_key)
{
    constexpr std::string_view select_open =
        "select w.kind, w.state, w.subject, w.claimed_at, o.generation, o.revision, o.event_seq, "
        "o.state, o.difference, o.verdict_since, o.shares_parcel from writes w join orders o on "
        "o.bucket = w.bucket "
        "and o.shop = w.shop and o.number = w.number and o.merchant = w.merchant "
        "where w.bucket = :bucket and w.shop = :shop and w.number = :number "
        "and w.merchant = :merchant and w.write_key = :write_key "
        "and w.state in ('claimed', 'uncertain')";
    OpenWrite found;
    found.order.id = id;
    auto& rows =
        session.prepare(select_open).bind(key.bucket, key.shop, id.number, id.merchant, write_key);
    const bool has_row = rows.fetch_one(
        found.write.kind, found.write.state, found.write.subject, found.write.claimed_at,
        found.order.generation, found.order.revision, found.order.event_seq, found.order.state,
        found.order.difference, found.order.verdict_since, found.order.shares_parcel);
    return has_row ? std::optional(std::move(found)) : std::nullopt;
}

namespace {

struct Holder {
    OrderId order = {};
    std::string write_key = {};
};

std::vector<Holder> list_holders(Session& session, const ShopKey& key, const std::string& number)
{
    constexpr std::string_view select_holders =
        "select number, merchant, write_key from writes where bucket = :bucket and shop = :shop "
        "and held_number = :held_number";
    std::vector<Holder> holders;
    Holder holder;
    auto& rows = session.prepare(select_holders).bind(key.bucket, key.shop, number);
    while (rows.fetch(holder.order.number, holder.order.merchant, holder.write_key))
        holders.push_back(holder);
    return holders;
}

/// Was that number taken for a parcel of both orders?
bool share_number(Session& session, const ShopKey& key, const OrderId& one, const OrderId& other,
                  const std::string& number)
{
    constexpr std::string_view select_shared =
        "select w.write_key from writes w join writes m "
        "on m.bucket = w.bucket and m.shop = w.shop and m.subject = w.subject and m.kind = 'take' "
        "where w.bucket = :bucket and w.shop = :shop and w.number = :number "
        "and w.merchant = :merchant and w.kind = 'take' and w.result = :result "
        "and m.result = w.result and m.number = :other_number and m.merchant = :other_merchant";
    std::string write_key;
    return session.prepare(select_shared)
        .bind(key.bucket, key.shop, one.number, one.merchant, number, other.number, other.merchant)
        .fetch_one(write_key);
}

} // namespace

bool is_number_held(Session& session, const ShopKey& key, const Claim& claim)
{
    if (claim.kind != WriteKind::upload_waybill)
        return false;
    const auto holders = list_holders(session, key, claim.subject);
    return std::ranges::any_of(holders, [&](const Holder& holder) {
        if (holder.order == claim.order)
            return holder.write_key != claim.key;
        return !share_number(session, key, holder.order, claim.order, claim.subject);
    });
}

bool save_claim(Session& session, const ShopKey& key, const Claim& claim, const OrderHead& head,
                TimePoint now)
{
    // One statement looks and claims: over an earlier attempt only when that was refused.
    constexpr std::string_view upsert_claim =
        "insert into writes (bucket, shop, number, merchant, write_key, kind, generation, subject, "
        "held_number, content_digest, state, attempts, claimed_at, settled_at, verify_after, "
        "absent_reads, "
        "retry_after, "
        "result, request_id, failure, failure_text) "
        "values (:bucket, :shop, :number, :merchant, :write_key, :kind, :generation, :subject, "
        ":held_number, :content_digest, 'claimed', 1, :claimed_at, :settled_at, 0, 0, 0, '', "
        ":request_id, '', '') "
        "on conflict (bucket, shop, number, merchant, write_key) do update set "
        "subject = excluded.subject, held_number = excluded.held_number, "
        "content_digest = excluded.content_digest, state = 'claimed', "
        "attempts = writes.attempts + 1, claimed_at = excluded.claimed_at, "
        "settled_at = excluded.settled_at, verify_after = 0, absent_reads = 0, retry_after = 0, "
        "request_id = excluded.request_id "
        "where writes.state in ('refused', 'requested')";
    const auto held_number =
        claim.kind == WriteKind::upload_waybill ? std::optional(claim.subject) : std::nullopt;
    const std::string& digest = claim.digest.empty() ? head.content_digest : claim.digest;
    const auto changed = session.run(
        upsert_claim, key.bucket, key.shop, head.id.number, head.id.merchant, claim.key, claim.kind,
        claim.generation, claim.subject, held_number, digest, now, now, claim.request_id);
    return changed == 1;
}

bool save_request(Session& session, const ShopKey& key, const RequestedWrite& write, int generation,
                  TimePoint now)
{
    constexpr std::string_view upsert_request =
        "insert into writes (bucket, shop, number, merchant, write_key, kind, generation, subject, "
        "held_number, content_digest, state, attempts, claimed_at, settled_at, verify_after, "
        "absent_reads, retry_after, result, request_id, failure, failure_text) "
        "values (:bucket, :shop, :number, :merchant, :write_key, :kind, :generation, :subject, "
        "null, :content_digest, 'requested', 0, :claimed_at, :settled_at, 0, 0, 0, '', '', '', '') "
        "on conflict (bucket, shop, number, merchant, write_key) do update set "
        "content_digest = excluded.content_digest, state = 'requested', "
        "claimed_at = excluded.claimed_at, settled_at = excluded.settled_at, "
        "retry_after = 0, failure = '', "
        "failure_text = '' where writes.state = 'refused'";
    const auto changed =
        session.run(upsert_request, key.bucket, key.shop, write.order.number, write.order.merchant,
                    write.key, write.kind, generation, write.subject, write.digest, now, now);
    return changed == 1;
}

void save_settlement(Session& session, const ShopKey& key, const Settlement& settlement,
                     const WriteHead& write, TimePoint now)
{
    constexpr std::string_view update_state =
        "update writes set state = :state, settled_at = :settled_at, verify_after = :verify_after, "
        "absent_reads = :absent_reads, retry_after = :retry_after, result = :result, "
        "request_id = :request_id, failure = :failure, failure_text = :failure_text "
        "where bucket = :bucket and shop = :shop and number = :number and merchant = :merchant "
        "and write_key = :write_key";
    constexpr std::string_view update_doubt =
        "update writes set verify_after = :verify_after, absent_reads = :absent_reads "
        "where bucket = :bucket and shop = :shop and number = :number and merchant = :merchant "
        "and write_key = :write_key";
    const OrderId& id = settlement.order;
    // Still uncertain after another look: what was answered to the write itself stays readable.
    if (settlement.state == write.state) {
        session.run(update_doubt, settlement.verify_after, settlement.absent_reads, key.bucket,
                    key.shop, id.number, id.merchant, settlement.key);
        return;
    }
    session.run(update_state, settlement.state, now, settlement.verify_after,
                settlement.absent_reads, settlement.retry_after, settlement.result,
                settlement.request_id, settlement.failure, settlement.failure_text, key.bucket,
                key.shop, id.number, id.merchant, settlement.key);
    const bool is_retracted =
        write.kind == WriteKind::retract_upload && settlement.state == WriteState::confirmed;
    // One that was given up may have arrived: its number stays taken.
    const bool is_given_back =
        write.kind == WriteKind::upload_waybill && settlement.state == WriteState::refused;
    if (is_retracted || is_given_back)
        free_number(session, key, id, write.subject);
}

void free_number(Session& session, const ShopKey& key, const OrderId& id,
                 const std::string& subject)
{
    constexpr std::string_view update_free =
        "update writes set held_number = null where bucket = :bucket and shop = :shop "
        "and number = :number and merchant = :merchant and held_number = :held_number";
    session.run(update_free, key.bucket, key.shop, id.number, id.merchant, subject);
}

std::int64_t free_refused_writes(Session& session, const ShopKey& key, const OrderHead& head,
                                 TimePoint now)
{
    constexpr std::string_view update_retry =
        "update writes set retry_after = :retry_after where bucket = :bucket and shop = :shop "
        "and number = :number and merchant = :merchant and generation = :generation "
        "and state = 'refused'";
    return session.prepare(update_retry)
        .bind(now, key.bucket, key.shop, head.id.number, head.id.merchant, head.generation)
        .run();
}

bool has_given_up(Session& session, const ShopKey& key, const OrderHead& head)
{
    constexpr std::string_view select_given_up =
        "select write_key from writes where bucket = :bucket and shop = :shop and number = :number "
        "and merchant = :merchant and generation = :generation and state = 'given_up'";
    std::string write_key;
    return session.prepare(select_given_up)
        .bind(key.bucket, key.shop, head.id.number, head.id.merchant, head.generation)
        .fetch_one(write_key);
}

std::vector<WriteName> list_claimed_writes(Session& session, const ShopKey& key)
{
    constexpr std::string_view select_claimed =
        "select number, merchant, write_key, kind, claimed_at from writes where bucket = :bucket "
        "and shop = :shop and state = 'claimed' and state in ('claimed', 'uncertain')";
    std::vector<WriteName> names;
    auto& rows = session.prepare(select_claimed).bind(key.bucket, key.shop);
    WriteName name;
    while (rows.fetch(name.order.number, name.order.merchant, name.key, name.kind, name.claimed_at))
        names.push_back(name);
    return names;
}

void save_doubt(Session& session, const ShopKey& key, const WriteName& name, TimePoint now,
                TimePoint verify_after)
{
    constexpr std::string_view update_doubt =
        "update writes set state = 'uncertain', settled_at = :settled_at, verify_after = "
        ":verify_after, "
        "absent_reads = 0 where bucket = :bucket and shop = :shop and number = :number "
        "and merchant = :merchant and write_key = :write_key";
    session.run(update_doubt, now, verify_after, key.bucket, key.shop, name.order.number,
                name.order.merchant, name.key);
}

} // namespace daifa::store
