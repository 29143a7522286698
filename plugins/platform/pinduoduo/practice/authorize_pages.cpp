#include "pinduoduo/practice/authorize_pages.hpp"

#include "pinduoduo/practice/html.hpp"

#include <daifa/codec/form.hpp>

#include <algorithm>

namespace daifa::practice::pinduoduo {
namespace {

using sandbox::Reply;

constexpr std::string_view auth_root = "/service-market/auth";
constexpr std::size_t visits_max = 1000;
constexpr auto visit_life = std::chrono::minutes(10);

std::string_view without_trailing_slash(std::string_view path)
{
    while (path.size() > 1 && path.ends_with('/'))
        path.remove_suffix(1);
    return path;
}

Reply redirect(const std::string& to)
{
    Reply reply;
    reply.status = 302;
    reply.headers.push_back({"Location", to});
    reply.headers.push_back({"Cache-Control", "no-store"});
    return reply;
}

std::string with_query(const std::string& uri, const FormFields& fields)
{
    return uri + (uri.find('?') == std::string::npos ? "?" : "&") + encode_form(fields);
}

} // namespace

bool AuthorizePages::is_page(std::string_view path)
{
    path = without_trailing_slash(path);
    return path == auth_root || path.starts_with(std::string(auth_root) + "/");
}

Reply AuthorizePages::answer(const sandbox::Request& request, sandbox::PlatformWorld& world,
                             TimePoint now)
{
    const std::string_view step = without_trailing_slash(request.path).substr(auth_root.size());
    if (step.empty() && request.method == "GET")
        return open(request, world, now);
    if (step == "/login" && request.method == "POST")
        return log_in(request, world, now);
    if (step == "/consent" && request.method == "POST")
        return decide(request, world, now);
    return message_page(step.empty() || step == "/login" || step == "/consent" ? 405 : 404,
                        "页面不存在", "请从应用给出的授权地址重新开始。");
}

Reply AuthorizePages::open(const sandbox::Request& request, sandbox::PlatformWorld& world,
                           TimePoint now)
{
    const FormFields query = decode_form(request.query);
    const auto* app = world.accounts.find_app(find_field(query, "client_id"));
    if (find_field(query, "response_type") != "code")
        return message_page(400, "授权地址有误", "response_type 必须为 code。");
    if (app == nullptr)
        return message_page(400, "授权地址有误", "client_id 不存在。");
    // Nobody is ever sent to an address that the app did not register.
    if (app->redirect_uri.empty() || find_field(query, "redirect_uri") != app->redirect_uri)
        return message_page(400, "授权地址有误", "redirect_uri 与应用登记的回调地址不一致。");

    Visit visit;
    visit.app = app->key;
    visit.redirect_uri = app->redirect_uri;
    visit.state = find_field(query, "state");
    visit.expires_at = now + visit_life;
    return log_in_page(app->name, keep(std::move(visit)).form_key, "");
}

Reply AuthorizePages::log_in(const sandbox::Request& request, sandbox::PlatformWorld& world,
                             TimePoint now)
{
    const FormFields form = decode_form(request.body);
    auto visit = take(find_field(form, "csrf_token"), now);
    const auto* app = visit ? world.accounts.find_app(visit->app) : nullptr;
    if (app == nullptr || !visit->shop.empty())
        return message_page(403, "页面已失效", "请从应用给出的授权地址重新开始。");

    const auto* shop =
        world.accounts.log_in(find_field(form, "username"), find_field(form, "password"));
    if (shop == nullptr)
        return log_in_page(app->name, keep(std::move(*visit)).form_key, "账号或密码错误");
    visit->shop = shop->owner_id;
    return consent_page(app->name, shop->name, keep(std::move(*visit)).form_key);
}

Reply AuthorizePages::decide(const sandbox::Request& request, sandbox::PlatformWorld& world,
                             TimePoint now)
{
    const FormFields form = decode_form(request.body);
    const auto visit = take(find_field(form, "csrf_token"), now);
    if (!visit || visit->shop.empty())
        return message_page(403, "页面已失效", "请从应用给出的授权地址重新开始。");

    FormFields answer;
    if (find_field(form, "decision") == "agree")
        answer.emplace_back("code",
                            world.accounts.issue_code(visit->app, visit->shop, now, world.rules));
    else
        answer.emplace_back("error", "access_denied");
    if (!visit->state.empty())
        answer.emplace_back("state", visit->state);
    return redirect(with_query(visit->redirect_uri, answer));
}

std::optional<AuthorizePages::Visit> AuthorizePages::take(std::string_view form_key, TimePoint now)
{
    const auto found = std::find_if(visits_.begin(), visits_.end(),
                                    [&](const Visit& visit) { return visit.form_key == form_key; });
    if (found == visits_.end())
        return std::nullopt;
    Visit visit = std::move(*found);
    visits_.erase(found);
    return now < visit.expires_at ? std::optional(std::move(visit)) : std::nullopt;
}

const AuthorizePages::Visit& AuthorizePages::keep(Visit visit)
{
    if (visits_.size() >= visits_max)
        visits_.pop_front();
    visit.form_key = random_.hex(32);
    visits_.push_back(std::move(visit));
    return visits_.back();
}

} // namespace daifa::practice::pinduoduo
