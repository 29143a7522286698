#include "pinduoduo/practice/front.hpp"

#include "pinduoduo/practice/api_table.hpp"
#include "pinduoduo/practice/sign.hpp"

#include <daifa/codec/timestamp.hpp>

#include <charconv>

namespace daifa::practice {
namespace pinduoduo {
namespace {

using sandbox::Reply;

constexpr std::size_t body_size_limit = 4u << 20;
constexpr auto clock_tolerance = std::chrono::minutes(10);
/// Everybody who reaches the practice gateway does so from this machine.
constexpr std::string_view caller_address = "127.0.0.1";

bool is_router(std::string_view path)
{
    while (path.size() > 1 && path.ends_with('/'))
        path.remove_suffix(1);
    return path == "/api/router";
}

std::optional<Failure> check_common(const Parameters& parameters)
{
    for (const std::string_view name : {"type", "client_id", "timestamp", "sign"})
        if (find_parameter(parameters, name).empty())
            return Failure{10001, std::string(name)};
    const std::string_view data_type = find_parameter(parameters, "data_type");
    if (!data_type.empty() && data_type != "JSON")
        return Failure{10001, "data_type"};
    return std::nullopt;
}

bool is_near(std::string_view timestamp, TimePoint now)
{
    std::int64_t seconds = 0;
    const auto read = std::from_chars(timestamp.data(), timestamp.data() + timestamp.size(), seconds);
    const bool is_number = read.ec == std::errc{} && read.ptr == timestamp.data() + timestamp.size();
    // Milliseconds instead of seconds are far off as well, and would overflow below.
    if (!is_number || seconds < 0 || seconds > 100'000'000'000)
        return false;
    const TimePoint sent(Milliseconds(seconds * 1000));
    return sent <= now + clock_tolerance && now <= sent + clock_tolerance;
}

std::optional<Failure> check_token(const Parameters& parameters, const sandbox::PlatformAccounts& accounts,
                                   std::string_view app, TimePoint now)
{
    const std::string_view token = find_parameter(parameters, "access_token");
    if (token.empty())
        return Failure{10001, "access_token"};
    switch (accounts.check(token, app, now)) {
    case sandbox::TokenState::valid:
        return std::nullopt;
    case sandbox::TokenState::expired:
        return Failure{10019, {}};
    case sandbox::TokenState::unknown:
        return Failure{20032, {}};
    }
    return std::nullopt;
}

} // namespace

GatewayFront::GatewayFront(const sandbox::FrontOptions& options)
{
    for (const auto& [key, value] : options)
        options_.set(key, value);
}

Reply GatewayFront::answer(const sandbox::Request& request, sandbox::World& world, TimePoint now)
{
    prepare(world);
    if (BackOffice::is_meant(request.path))
        return back_office_.answer(request, world.platform, now);
    if (AuthorizePages::is_page(request.path)) {
        Reply reply = pages_.answer(request, world.platform, now);
        reply.headers.push_back({"Date", to_http_date(now)});
        return reply;
    }
    if (is_router(request.path) && (request.method == "POST" || request.method == "GET"))
        return answer_call(request, world.platform, now);
    Reply reply = gateway_reply("{\"error\":\"not found\"}", now);
    reply.status = is_router(request.path) ? 405 : 404;
    return reply;
}

void GatewayFront::prepare(sandbox::World& world) const
{
    world.platform.rules = options_.rules();
    world.platform.messages.rules = options_.message_rules();
}

std::string GatewayFront::api_of(const sandbox::Request& request) const
{
    if (AuthorizePages::is_page(request.path) || BackOffice::is_meant(request.path))
        return {};
    return std::string(find_parameter(read_parameters(request), "type"));
}

Reply GatewayFront::fault_reply(sandbox::FaultKind kind, const sandbox::Request& request, TimePoint now)
{
    // Calls without an access token, such as its refresh, can't be told that it has expired: there it
    // would say that the grant itself is over, which only a person can mend.
    const bool has_token = !find_parameter(read_parameters(request), "access_token").empty();
    const bool is_token = kind == sandbox::FaultKind::expired_token && has_token;
    return envelope_.failure({is_token ? 10019 : options_.code("rate_error"), {}}, now);
}

void GatewayFront::set_option(std::string_view key, std::string_view value, sandbox::World& world)
{
    options_.set(key, value);
    prepare(world);
}

Reply GatewayFront::answer_call(const sandbox::Request& request, sandbox::PlatformWorld& world, TimePoint now)
{
    if (request.body.size() > body_size_limit)
        return envelope_.failure({52004, {}}, now);
    const Parameters parameters = read_parameters(request);
    const std::string_view type = find_parameter(parameters, "type");
    const ApiEntry* api = find_api(type);
    const std::string_view counted_as = api != nullptr ? type : std::string_view("unknown");
    world.call_counts.arrived(counted_as, api != nullptr && api->is_write);

    Outcome outcome = run(parameters, request.body.size(), world, now);
    if (const auto* failure = std::get_if<Failure>(&outcome)) {
        const bool is_for_rate = failure->code == 52101 || failure->code == 70031;
        world.call_counts.refused(counted_as, std::to_string(failure->code), is_for_rate);
        return envelope_.failure(*failure, now);
    }
    return envelope_.success(type, std::move(std::get<boost::json::object>(outcome)), now);
}

Outcome GatewayFront::run(const Parameters& parameters, std::size_t body_size, sandbox::PlatformWorld& world,
                          TimePoint now)
{
    if (const auto failure = check_common(parameters))
        return *failure;
    const ApiEntry* api = find_api(find_parameter(parameters, "type"));
    if (api == nullptr)
        return Failure{10017, {}};
    const sandbox::PracticeApp* app = world.accounts.find_app(find_parameter(parameters, "client_id"));
    if (app == nullptr)
        return Failure{10016, {}};
    if (body_size > app->body_size_max)
        return Failure{52004, {}};
    const bool checks_clock = api->run != &get_time || options_.plays("time_checks_clock", "yes");
    if (checks_clock && !is_near(find_parameter(parameters, "timestamp"), now))
        return Failure{options_.code("clock_error"), "timestamp"};
    if (!has_right_sign(parameters, app->secret))
        return Failure{20004, {}};
    if (!app->white_list.empty() && !app->white_list.contains(caller_address))
        return Failure{20005, {}};

    const sandbox::PracticeShop* shop = nullptr;
    if (api->needs_token) {
        if (const auto failure = check_token(parameters, world.accounts, app->key, now))
            return *failure;
        shop = world.accounts.find_shop(
            world.accounts.find_pair(find_parameter(parameters, "access_token"))->shop);
        if (shop == nullptr)
            return Failure{20032, {}};
    }
    if (app->forbidden_apis.contains(api->name))
        return Failure{20031, {}};
    const std::string_view caller = shop == nullptr ? std::string_view{} : std::string_view(shop->owner_id);
    if (!rate_limits_.take(options_, api->name, caller, app->key, now))
        return Failure{options_.code("rate_error"), {}};
    if (api->side == Side::factory && shop->role != sandbox::ShopRole::factory)
        return Failure{50001, "当前店铺不是代发厂家，无权操作"};
    if (api->side == Side::merchant && shop->role == sandbox::ShopRole::factory)
        return Failure{50001, "当前店铺不是商家，无权操作"};
    return api->run({api->name, parameters, options_, world, now, *app, shop, turns_});
}

} // namespace pinduoduo

std::unique_ptr<sandbox::Front> make_pinduoduo_front(const sandbox::FrontOptions& options)
{
    return std::make_unique<pinduoduo::GatewayFront>(options);
}

} // namespace daifa::practice
