#include "simulation/case_desk.hpp"

#include "admin/cases.hpp"
#include "reconcile/cases.hpp"

#include <daifa/codec/json.hpp>

#include <algorithm>
#include <sstream>

namespace daifa::simulation {
namespace {

using namespace std::chrono_literals;
namespace json = boost::json;
using reconcile::Ruling;

constexpr double taken_back = 0.4;

OrderId parse_order(const std::string& text)
{
    const auto slash = text.find('/');
    return {MerchantId(text.substr(0, slash)), text.substr(slash + 1)};
}

std::vector<std::string> words_of(const std::string& command)
{
    std::istringstream in(command);
    std::vector<std::string> words;
    for (std::string word; in >> word;)
        words.push_back(word);
    return words;
}

Fault deed_of(Ruling ruling)
{
    switch (ruling) {
    case Ruling::close:
        return Fault::case_closed;
    case Ruling::accept:
        return Fault::case_accepted;
    case Ruling::cancel:
        return Fault::case_cancelled;
    case Ruling::replace:
        break;
    }
    return Fault::number_replaced;
}

const store::CaseDecision* find_by_reason(const store::OrderRecord& order,
                                          const std::string& reason)
{
    const auto found = std::ranges::find(order.decisions, reason, &store::CaseDecision::reason);
    return found == order.decisions.end() ? nullptr : &*found;
}

} // namespace

/// Of the one who waits for an answer; it ends with the daemon, if that ends first.
class CaseDesk::Turn {
public:
    explicit Turn(int& open) : open_(open), was_alone_(open == 0) { ++open_; }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    ~Turn() { --open_; }

    bool was_alone() const { return was_alone_; }

private:
    int& open_;
    bool was_alone_;
};

/// A command that was printed, as the daemon gets it.
struct CaseDesk::Wish {
    ShopId shop = {};
    OrderId order = {};
    std::string path = {};
    json::object body = {};
    std::string name = {}; ///< Of the case, when it is decided: with the mark of its facts.
    std::string choice = {};
    std::string reason = {};

    std::string difference() const { return name.substr(0, name.find('@')); }
};

awaitable<void> list_cases(LocalApi& api, json::array& cases, bool& is_done)
{
    auto answer = co_await api.get("/v1/cases", "limit=1000");
    // Those of a merchant's own orders are named without a merchant; nobody here decides them.
    if (const auto* rows = find_member(answer.body, "cases"))
        for (const auto& row : rows->as_array())
            if (text_or(row.as_object(), "order").find('/') != std::string::npos)
                cases.push_back(row);
    is_done = answer.status == 200;
}

awaitable<void> CaseDesk::decide_one(LocalApi& api)
{
    json::array cases;
    bool is_done = false;
    co_await list_cases(api, cases, is_done);
    if (cases.empty())
        co_return;
    json::object row = cases[dice_.below(cases.size())].as_object();
    co_await decide(api, std::move(row), true);
}

awaitable<void> CaseDesk::decide_all(LocalApi& api)
{
    json::array cases;
    bool is_done = false;
    co_await list_cases(api, cases, is_done);
    for (const auto& listed : cases) {
        json::object row = listed.as_object();
        co_await decide(api, std::move(row), false);
    }
}

awaitable<void> CaseDesk::decide(LocalApi& api, json::object row, bool is_thinking)
{
    auto wish = choose(row);
    if (!wish)
        co_return;
    const Milliseconds span = is_thinking ? dice_.between(0ms, 40min) : 0ms;
    if (is_thinking && dice_.chance(0.3))
        on_question(wish->order);
    if (is_thinking && dice_.chance(0.7))
        co_await clock_.sleep_for(span);
    Wish again = *wish;
    co_await say(api, std::move(*wish));
    if (!is_thinking || again.name.empty() || !dice_.chance(taken_back))
        co_return;
    co_await clock_.sleep_for(dice_.between(1min, 2h));
    co_await take_back(api, std::move(again));
}

std::optional<CaseDesk::Wish> CaseDesk::choose(const json::object& row)
{
    const auto& choices = row.at("choices").as_array();
    if (choices.empty())
        return std::nullopt;
    const auto& chosen = choices[dice_.below(choices.size())].as_object();
    const auto words = words_of(text_or(chosen, "command"));
    const auto word = [&](std::string_view option) {
        const auto found = std::ranges::find(words, option);
        return found == words.end() || found + 1 == words.end() ? std::string() : *(found + 1);
    };
    const bool has_joint = std::ranges::find(words, "--joint") != words.end();
    const bool has_single = std::ranges::find(words, "--single") != words.end();
    Wish wish;
    wish.shop = ShopId(text_or(row, "shop"));
    wish.order = parse_order(text_or(row, "order"));
    wish.reason = "the merchant says so, " + std::to_string(++said_);
    wish.choice = word("--choice");
    wish.name = word("--case");
    wish.path = "/v1/orders/resolve";
    json::object& body = wish.body;
    body = {{"shop", wish.shop.text()}, {"order", text_or(row, "order")}, {"reason", wish.reason}};
    if (!wish.name.empty()) {
        body["case"] = wish.name;
        body["choice"] = wish.choice;
    } else if (has_joint || has_single) {
        body["parcel"] = has_joint ? "joint" : "single";
    } else if (!word("--uploaded").empty()) {
        const std::string number = find_number(wish.order);
        if (number.empty())
            return std::nullopt;
        body["uploaded"] = number;
    } else if (words.size() > 1 && words[1] == "retry") {
        wish.path = "/v1/orders/retry";
    } else if (words.size() > 1 && words[1] == "release") {
        wish.path = "/v1/orders/release";
    } else if (words.size() > 1 && words[1] == "cancel-waybill") {
        wish.path = "/v1/orders/cancel_waybill";
    } else {
        // Whoever says what became of a write looks on the other side first.
        return std::nullopt;
    }
    return wish;
}

awaitable<void> CaseDesk::say(LocalApi& api, Wish wish)
{
    const auto before = co_await api.ledger().find_order(wish.shop, wish.order);
    // What the daemon does not acknowledge may have been kept all the same.
    forget(wish);
    const Turn turn(open_);
    const std::uint64_t said = ++said_;
    json::object body = wish.body;
    const auto answer = co_await api.post(wish.path, std::move(body));
    history_.add("operator", wish.path + " " + to_text(wish.order) + " " + wish.name + " " +
                                 wish.choice + " " + std::to_string(answer.status));
    if (wish.name.empty())
        co_return;
    const auto after = co_await api.ledger().find_order(wish.shop, wish.order);
    // Another one may have been said about it meanwhile.
    if (!before || !after || said != said_ || !turn.was_alone())
        co_return;
    if (answer.status == 200)
        judge_acceptance(wish, *before, *after);
    else if (answer.status == 409)
        judge_refusal(wish, *before, *after);
}

void CaseDesk::judge_acceptance(const Wish& wish, const store::OrderRecord& before,
                                const store::OrderRecord& after)
{
    const auto* kind = reconcile::find_case_kind(wish.difference());
    count(deed_of(reconcile::find_choice(*kind, wish.choice)->ruling));
    const auto* decision = find_by_reason(after, wish.reason);
    if (decision == nullptr) {
        violations_.push_back("case: " + to_text(wish.order) + ": " + wish.choice + " about " +
                              wish.name + " was acknowledged and not kept");
        return;
    }
    const std::string mark = wish.name.substr(wish.name.find('@') + 1);
    if (!decision->subject.starts_with(mark))
        violations_.push_back("case: " + to_text(wish.order) + ": " + wish.choice + " about " +
                              wish.name + " was taken for other facts");
    // A case that has ended meanwhile may be decided in another way; nothing comes of it.
    const std::string facts = facts_of(before);
    const bool is_known =
        before.verdict.difference == wish.difference() && facts == facts_of(after);
    kept_.push_back({wish.shop, wish.order, wish.difference(), wish.choice, wish.reason,
                     is_known ? facts : std::string()});
}

void CaseDesk::judge_refusal(const Wish& wish, const store::OrderRecord& before,
                             const store::OrderRecord& after)
{
    count(Fault::case_outdated);
    if (find_by_reason(after, wish.reason) != nullptr)
        violations_.push_back("case: " + to_text(wish.order) + ": " + wish.choice + " about " +
                              wish.name + " was refused and kept");
    const std::string difference = wish.difference();
    const bool is_still_so = before.verdict.difference == difference &&
                             admin::case_name(before, difference) == wish.name &&
                             facts_of(before) == facts_of(after);
    const auto* kind = reconcile::find_case_kind(difference);
    if (is_still_so &&
        reconcile::is_possible(before, *kind, *reconcile::find_choice(*kind, wish.choice)))
        violations_.push_back("case: " + to_text(wish.order) + ": " + wish.choice + " about " +
                              wish.name + " was refused, and nothing had changed");
}

awaitable<void> CaseDesk::take_back(LocalApi& api, Wish wish)
{
    const auto known = co_await api.ledger().find_order(wish.shop, wish.order);
    if (!known || find_by_reason(*known, wish.reason) == nullptr)
        co_return;
    forget(wish);
    const Turn turn(open_);
    ++said_;
    wish.body["choice"] = "reopen";
    wish.body["case"] = wish.difference();
    json::object body = wish.body;
    const auto answer = co_await api.post(wish.path, std::move(body));
    history_.add("operator", "reopens " + wish.name + " of " + to_text(wish.order) + " " +
                                 std::to_string(answer.status));
    if (answer.status == 200)
        count(Fault::case_reopened);
}

void CaseDesk::forget(const Wish& wish)
{
    const std::string difference = wish.difference();
    std::erase_if(kept_, [&](const KeptDecision& kept) {
        return kept.order == wish.order && kept.difference == difference;
    });
}

std::string facts_of(const store::OrderRecord& order)
{
    const auto& platform = order.platform;
    const auto moment = [](TimePoint at) { return std::to_string(at.time_since_epoch().count()); };
    std::string facts = std::to_string(order.generation) + platform.content_digest;
    for (const bool is_so :
         {platform.is_assigned, platform.has_waybill, platform.is_sf_only,
          platform.is_under_risk_control, order.hold.has_value(), order.shares_parcel})
        facts += is_so ? "|1" : "|0";
    facts += std::to_string(static_cast<int>(platform.after_sale)) + moment(platform.assigned_at);
    if (order.body)
        facts += store::address_digest(*order.body);
    for (const auto& fact : order.erp) {
        facts += "|" + fact.order.id.text() + std::to_string(static_cast<int>(fact.order.stage)) +
                 (fact.is_missing ? "missing" : "") + std::to_string(fact.generation);
        for (const auto& parcel : fact.order.parcels)
            facts += "," + parcel.carrier.code + "/" + parcel.number.text();
        for (const auto& number : fact.order.source_numbers)
            facts += "," + number;
    }
    for (const auto& write : order.writes)
        facts += "|" + write.key + "=" + std::string(store::to_text(write.state)) + write.result;
    return facts;
}

} // namespace daifa::simulation
