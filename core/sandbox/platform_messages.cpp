#include "sandbox/platform_messages.hpp"

#include "sandbox/control_arguments.hpp"

#include <daifa/codec/json.hpp>

#include <algorithm>

namespace daifa::sandbox {
namespace {

namespace json = boost::json;

constexpr auto kept_for = std::chrono::hours(24 * 7);
constexpr std::int64_t day_ms = 24LL * 3600 * 1000;
/// The real ones are large numbers, too.
constexpr std::uint64_t first_message_id = 7'300'000'000'000'000'000;

/// Who is told of such a change.
enum class Told { factory, merchant, both };

/// Uploads are a factory's own doing; to whom an order is assigned, merchants are not told.
std::optional<MessageKind> kind_of(const OrderChange& change)
{
    struct Kind {
        std::string_view words;
        MessageKind kind;
        Told told;
    };
    constexpr Kind kinds[] = {
        {"assigned", MessageKind::assigned, Told::factory},
        {"withdrawn", MessageKind::withdrawn, Told::factory},
        {"address", MessageKind::address, Told::both},
        {"after-sale", MessageKind::after_sale, Told::both},
        {"risk control", MessageKind::risk, Told::both},
        {"quantity", MessageKind::contents, Told::both},
        {"placed", MessageKind::placed, Told::merchant},
        {"shipped", MessageKind::shipped, Told::merchant},
    };
    // "assigned again as NUMBER" is told of under that number.
    if (change.what.starts_with("assigned again as"))
        return std::nullopt;
    const Told here = change.order.merchant.empty() ? Told::merchant : Told::factory;
    for (const auto& kind : kinds)
        if (change.what.starts_with(kind.words) && (kind.told == here || kind.told == Told::both))
            return kind.kind;
    return std::nullopt;
}

/// A share of all, 0 to 1, written as a number.
double share_argument(const json::object& arguments, std::string_view name, double fallback)
{
    const json::value* value = find_member(arguments, name);
    if (value == nullptr)
        return fallback;
    if (!value->is_number())
        throw ControlError("\"" + std::string(name) + "\" must be 0 to 1");
    const auto share = value->to_number<double>();
    if (!(share >= 0 && share <= 1))
        throw ControlError("\"" + std::string(name) + "\" must be 0 to 1");
    return share;
}

} // namespace

std::string_view to_text(MessageKind kind)
{
    switch (kind) {
    case MessageKind::assigned:
        return "assigned";
    case MessageKind::withdrawn:
        return "withdrawn";
    case MessageKind::address:
        return "address";
    case MessageKind::after_sale:
        return "after_sale";
    case MessageKind::risk:
        return "risk";
    case MessageKind::contents:
        return "contents";
    case MessageKind::placed:
        return "placed";
    case MessageKind::shipped:
        return "shipped";
    }
    return "contents";
}

void PlatformMessages::permit(const std::string& app, const std::string& shop, TimePoint now)
{
    MessagePermit& permit = permits_[{app, shop}];
    if (permit.created_at == TimePoint{})
        permit.created_at = now;
    permit.modified_at = now;
}

bool PlatformMessages::cancel(const std::string& app, const std::string& shop)
{
    return permits_.erase({app, shop}) > 0;
}

const MessagePermit* PlatformMessages::find_permit(const std::string& app,
                                                   const std::string& shop) const
{
    const auto found = permits_.find({app, shop});
    return found == permits_.end() ? nullptr : &found->second;
}

std::size_t PlatformMessages::backlog(const std::string& app, TimePoint now) const
{
    const auto mailbox = mailboxes_.find(app);
    if (mailbox == mailboxes_.end())
        return 0;
    return static_cast<std::size_t>(
        std::ranges::count_if(mailbox->second.waiting, [&](const auto& each) {
            return each.second.message.made_at + kept_for > now;
        }));
}

void PlatformMessages::tell(const std::vector<OrderChange>& changes)
{
    for (const auto& change : changes) {
        const auto kind = kind_of(change);
        const bool is_told = kind && !change.shop.empty() &&
                             (rules.tells_all_changes || *kind == MessageKind::assigned ||
                              *kind == MessageKind::placed || *kind == MessageKind::address);
        if (!is_told)
            continue;
        for (const auto& [names, permit] : permits_) {
            if (names.second != change.shop)
                continue;
            Waiting waiting;
            waiting.message = {.id = first_message_id + ++last_id_,
                               .shop = change.shop,
                               .kind = *kind,
                               .order = change.order,
                               .made_at = change.at};
            ++made_;
            const auto chance =
                random_.below(static_cast<std::uint64_t>(mischief_.shuffle.count()) + 1);
            const auto late = mischief_.delay + Milliseconds(static_cast<std::int64_t>(chance));
            Mailbox& mailbox = mailboxes_[names.first];
            const auto [place, is_new] =
                mailbox.waiting.emplace(waiting.message.id, std::move(waiting));
            schedule(mailbox, place->second, change.at + late);
        }
    }
}

void PlatformMessages::schedule(Mailbox& mailbox, Waiting& waiting, TimePoint due)
{
    mailbox.queue.erase({waiting.due, waiting.message.id});
    waiting.due = due;
    mailbox.queue.insert({due, waiting.message.id});
}

std::vector<PlatformMessage> PlatformMessages::take_due(const std::string& app, TimePoint now)
{
    std::vector<PlatformMessage> due;
    const auto found = mailboxes_.find(app);
    if (found == mailboxes_.end())
        return due;
    Mailbox& mailbox = found->second;
    while (!mailbox.queue.empty() && mailbox.queue.begin()->first <= now) {
        auto node = mailbox.waiting.extract(mailbox.queue.begin()->second);
        mailbox.queue.erase(mailbox.queue.begin());
        Waiting& waiting = node.mapped();
        if (waiting.message.made_at + kept_for <= now) {
            ++expired_;
            continue;
        }
        if (++waiting.deliveries > 1) {
            ++delivered_again_;
            if (rules.repeats_have_new_ids)
                node.key() = waiting.message.id = first_message_id + ++last_id_;
        }
        if (random_.chance(mischief_.lose)) {
            ++lost_;
        } else {
            ++delivered_;
            due.push_back(waiting.message);
            if (random_.chance(mischief_.twice)) {
                ++doubled_;
                due.push_back(waiting.message);
            }
        }
        const auto place = mailbox.waiting.insert(std::move(node)).position;
        schedule(mailbox, place->second, now + rules.redelivery);
    }
    return due;
}

void PlatformMessages::acknowledge(const std::string& app, std::uint64_t id)
{
    Mailbox& mailbox = mailboxes_[app];
    const auto found = mailbox.waiting.find(id);
    if (found == mailbox.waiting.end())
        return;
    ++acknowledged_;
    mailbox.queue.erase({found->second.due, id});
    mailbox.waiting.erase(found);
}

void PlatformMessages::refuse(const std::string& app, std::uint64_t id, TimePoint now)
{
    Mailbox& mailbox = mailboxes_[app];
    const auto found = mailbox.waiting.find(id);
    if (found == mailbox.waiting.end())
        return;
    ++refused_;
    schedule(mailbox, found->second, now + rules.redelivery);
}

void PlatformMessages::start_over(const std::string& app, TimePoint now)
{
    Mailbox& mailbox = mailboxes_[app];
    for (auto& [id, waiting] : mailbox.waiting)
        if (waiting.deliveries > 0)
            schedule(mailbox, waiting, now);
}

json::object PlatformMessages::control(std::string_view action, const json::object& arguments,
                                       TimePoint now)
{
    if (action == "mischief") {
        change_mischief(arguments);
    } else if (action == "cut_lines") {
        cuts_lines_ = true;
    } else if (action == "go_away") {
        is_running_ = false;
    } else if (action == "come_back") {
        is_running_ = true;
    } else {
        throw ControlError("the messages know mischief, cut_lines, go_away and come_back");
    }
    return totals(now);
}

void PlatformMessages::change_mischief(const json::object& arguments)
{
    Mischief changed = mischief_;
    changed.lose = share_argument(arguments, "lose", changed.lose);
    changed.twice = share_argument(arguments, "double", changed.twice);
    changed.delay =
        Milliseconds(integer_argument(arguments, "delay_ms", changed.delay.count(), 0, 7 * day_ms));
    changed.shuffle = Milliseconds(
        integer_argument(arguments, "shuffle_ms", changed.shuffle.count(), 0, 7 * day_ms));
    mischief_ = changed;
}

json::object PlatformMessages::truth(TimePoint) const
{
    std::size_t waiting = 0;
    for (const auto& [app, mailbox] : mailboxes_)
        waiting += mailbox.waiting.size();
    json::object totals;
    totals["made"] = made_;
    totals["delivered"] = delivered_;
    totals["delivered_again"] = delivered_again_;
    totals["doubled"] = doubled_;
    totals["lost"] = lost_;
    totals["acknowledged"] = acknowledged_;
    totals["refused"] = refused_;
    totals["expired"] = expired_;
    totals["waiting"] = waiting;
    totals["permits"] = permits_.size();
    totals["running"] = is_running_;
    json::object truth;
    truth["totals"] = std::move(totals);
    return truth;
}

} // namespace daifa::sandbox
