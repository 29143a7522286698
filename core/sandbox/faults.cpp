#include "sandbox/faults.hpp"

#include "sandbox/control_arguments.hpp"
#include "sandbox/seeded_random.hpp"
#include "sandbox/world_part.hpp"

#include <daifa/codec/json.hpp>

#include <boost/json/array.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace daifa::sandbox {
namespace {

namespace json = boost::json;

constexpr std::array<std::string_view, 10> kind_names = {
    "slow",         "http_5xx",           "rate_limited",   "expired_token", "cut_before", "done_then_cut",
    "garbage_body", "wrong_content_type", "truncated_body", "close_at_once",
};

bool is_meant(const std::vector<std::string>& names, std::string_view name)
{
    return names.empty() || std::find(names.begin(), names.end(), name) != names.end();
}

/// Whether the work is done although the answer is lost or unreadable.
bool is_done_despite(FaultKind kind, SeededRandom& random)
{
    switch (kind) {
    case FaultKind::slow:
    case FaultKind::done_then_cut:
        return true;
    case FaultKind::http_5xx:
    case FaultKind::garbage_body:
    case FaultKind::wrong_content_type:
    case FaultKind::truncated_body:
        return random.chance(0.5);
    case FaultKind::rate_limited:
    case FaultKind::expired_token:
    case FaultKind::cut_before:
    case FaultKind::close_at_once:
        return false;
    }
    return false;
}

Fault make_fault(FaultKind kind, const FaultSettings& settings, SeededRandom& random)
{
    constexpr std::array<int, 4> statuses = {500, 502, 503, 504};
    Fault fault;
    fault.kind = kind;
    fault.is_done = is_done_despite(kind, random);
    fault.status = statuses[random.below(statuses.size())];
    if (kind == FaultKind::slow) {
        const auto span = static_cast<std::uint64_t>((settings.slow_most - settings.slow_least).count());
        fault.delay = settings.slow_least + Milliseconds(static_cast<std::int64_t>(random.below(span + 1)));
    }
    return fault;
}

FaultKind kind_argument(std::string_view text)
{
    if (const auto kind = parse_fault_kind(text))
        return *kind;
    std::string known;
    for (const auto name : kind_names)
        known += (known.empty() ? "" : ", ") + std::string(name);
    throw ControlError("there is no fault \"" + std::string(text) + "\"; there are " + known);
}

double rate_argument(const json::value& value)
{
    json::error_code problem;
    const double rate = value.to_number<double>(problem);
    if (problem || !(rate >= 0 && rate <= 1))
        throw ControlError("\"rate\" must be a number from 0 to 1");
    return rate;
}

} // namespace

std::string_view to_text(FaultKind kind)
{
    return kind_names[static_cast<std::size_t>(kind)];
}

std::optional<FaultKind> parse_fault_kind(std::string_view text)
{
    for (std::size_t i = 0; i < kind_names.size(); ++i)
        if (kind_names[i] == text)
            return static_cast<FaultKind>(i);
    return std::nullopt;
}

const std::vector<FaultKind>& all_fault_kinds()
{
    static const std::vector<FaultKind> kinds = [] {
        std::vector<FaultKind> all;
        for (std::size_t i = 0; i < kind_names.size(); ++i)
            all.push_back(static_cast<FaultKind>(i));
        return all;
    }();
    return kinds;
}

std::optional<Fault> decide_fault(const FaultSettings& settings, std::string_view front,
                                  std::string_view api, std::uint64_t ordinal)
{
    if (settings.rate <= 0 || !is_meant(settings.fronts, front) || !is_meant(settings.apis, api))
        return std::nullopt;
    SeededRandom random(settings.seed ^ mix(ordinal));
    if (!random.chance(settings.rate))
        return std::nullopt;
    const auto& kinds = settings.kinds.empty() ? all_fault_kinds() : settings.kinds;
    const FaultKind kind = kinds[random.below(kinds.size())];
    return make_fault(kind, settings, random);
}

std::optional<Fault> FaultPlan::next(std::string_view front, std::string_view api)
{
    if (api.empty())
        return std::nullopt;
    const std::uint64_t ordinal = ++ordinal_;
    std::optional<Fault> fault;
    if (const auto kind = take_one_shot(front, api)) {
        SeededRandom random(settings_.seed ^ mix(ordinal));
        fault = make_fault(*kind, settings_, random);
    } else {
        fault = decide_fault(settings_, front, api, ordinal);
    }
    if (fault)
        ++happened_[static_cast<std::size_t>(fault->kind)];
    return fault;
}

std::optional<FaultKind> FaultPlan::take_one_shot(std::string_view front, std::string_view api)
{
    for (auto shot = one_shots_.begin(); shot != one_shots_.end(); ++shot) {
        const bool is_hit = (shot->front.empty() || shot->front == front) &&
                            (shot->api.empty() || shot->api == api);
        if (!is_hit)
            continue;
        if (shot->skip > 0) {
            --shot->skip;
            continue;
        }
        const FaultKind kind = shot->kind;
        if (--shot->times == 0)
            one_shots_.erase(shot);
        return kind;
    }
    return std::nullopt;
}

FaultPlan::OneShot FaultPlan::parse_one_shot(const json::object& request)
{
    OneShot shot;
    shot.front = text_argument(request, "front", "");
    shot.api = text_argument(request, "api", "");
    shot.kind = kind_argument(text_argument(request, "kind", "done_then_cut"));
    shot.skip = integer_argument(request, "skip", 0, 0, 1'000'000'000);
    shot.times = integer_argument(request, "times", 1, 1, 1'000'000'000);
    return shot;
}

void FaultPlan::change(const json::object& request)
{
    FaultSettings changed = settings_;
    changed.seed = static_cast<std::uint64_t>(
        integer_argument(request, "seed", static_cast<std::int64_t>(changed.seed), 0, INT64_MAX));
    if (const auto* rate = find_member(request, "rate"))
        changed.rate = rate_argument(*rate);
    if (request.contains("kinds")) {
        changed.kinds.clear();
        for (const auto& name : texts_argument(request, "kinds"))
            changed.kinds.push_back(kind_argument(name));
    }
    if (request.contains("fronts"))
        changed.fronts = texts_argument(request, "fronts");
    if (request.contains("apis"))
        changed.apis = texts_argument(request, "apis");
    changed.slow_least = Milliseconds(
        integer_argument(request, "slow_least_ms", changed.slow_least.count(), 0, 600'000));
    changed.slow_most =
        Milliseconds(integer_argument(request, "slow_most_ms", changed.slow_most.count(), 0, 600'000));
    if (changed.slow_most < changed.slow_least)
        throw ControlError("\"slow_most_ms\" must not be below \"slow_least_ms\"");

    std::vector<OneShot> added;
    if (const auto* next = find_member(request, "next")) {
        if (next->is_object())
            added.push_back(parse_one_shot(next->get_object()));
        else if (next->is_array())
            for (const auto& entry : next->get_array())
                if (entry.is_object())
                    added.push_back(parse_one_shot(entry.get_object()));
                else
                    throw ControlError("\"next\" must hold objects");
        else
            throw ControlError("\"next\" must be an object or a list of objects");
    }
    if (flag_argument(request, "forget_next", false))
        one_shots_.clear();
    one_shots_.insert(one_shots_.end(), added.begin(), added.end());
    settings_ = std::move(changed);
}

json::object FaultPlan::to_json() const
{
    const auto texts = [](const auto& list, auto&& text) {
        json::array out;
        for (const auto& entry : list)
            out.emplace_back(text(entry));
        return out;
    };
    const auto same = [](const std::string& text) { return json::string(text); };
    json::array next;
    for (const auto& shot : one_shots_) {
        json::object entry;
        entry["front"] = shot.front;
        entry["api"] = shot.api;
        entry["kind"] = to_text(shot.kind);
        entry["skip"] = shot.skip;
        entry["times"] = shot.times;
        next.push_back(std::move(entry));
    }
    json::object happened;
    for (std::size_t i = 0; i < happened_.size(); ++i)
        happened[kind_names[i]] = happened_[i];
    json::object all;
    all["seed"] = settings_.seed;
    all["rate"] = settings_.rate;
    all["kinds"] = texts(settings_.kinds, [](FaultKind kind) { return json::string(to_text(kind)); });
    all["fronts"] = texts(settings_.fronts, same);
    all["apis"] = texts(settings_.apis, same);
    all["slow_least_ms"] = settings_.slow_least.count();
    all["slow_most_ms"] = settings_.slow_most.count();
    all["next"] = std::move(next);
    all["happened"] = std::move(happened);
    return all;
}

} // namespace daifa::sandbox
