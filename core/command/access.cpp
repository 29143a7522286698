#include "command/access_file.hpp"
#include "command/commands.hpp"
#include "command/words.hpp"

#include <daifa/codec/form.hpp>
#include <daifa/codec/json.hpp>

namespace daifa::command {
namespace json = boost::json;
namespace {

std::string path_of(const std::string& shop, const char* action)
{
    return "/v1/shops/" + percent_encode(shop) + "/" + action;
}

Outcome show_token(const View& view, const Answer& answer)
{
    if (!answer)
        return failed(view, answer.error());
    Outcome outcome;
    const auto& token = object_of(*answer, "token");
    if (view.is_json)
        outcome.out = to_json_text(*answer);
    else
        outcome.out = std::string(view.say("authorized by ", "授权成功：")) +
                      printable(text_or(token, "owner_name") + " (" + text_or(token, "owner_id") + ")") +
                      std::string(view.say("; the token is refreshed by itself, it ends ", "；令牌会自动刷新，到期 ")) +
                      show_time(view, token, "expires_at") + "\n";
    return outcome;
}

} // namespace

Answer start_authorization(Session& session, const std::string& shop)
{
    const json::object nothing;
    return session.daemon.post(path_of(shop, "authorize/start"), nothing);
}

Outcome show_address(Session& session, const json::object& started)
{
    Outcome outcome;
    if (session.view.is_json) {
        outcome.out = to_json_text(started);
        return outcome;
    }
    outcome.out = std::string(session.view.say(
                      "Open this address within 10 minutes, log in as the shop's owner and agree:\n\n  ",
                      "请在 10 分钟内打开以下地址，用店铺主账号登录并同意授权：\n\n  ")) +
                  printable(text_or(started, "address")) + "\n\n" +
                  std::string(session.view.say("Then paste the address that the browser shows afterwards:\n",
                                               "然后把浏览器跳转后的地址粘贴到这里：\n"));
    return outcome;
}

Outcome finish_authorization(Session& session, const std::string& shop, const std::string& redirected)
{
    json::object body;
    body["redirected"] = redirected;
    return show_token(session.view, session.daemon.post(path_of(shop, "authorize/finish"), body));
}

Outcome adopt_tokens(Session& session, const std::string& shop, const std::string& file)
{
    const auto tokens = read_access_file(file);
    if (!tokens)
        return failed(session.view, tokens.error());
    return show_token(session.view, session.daemon.post(path_of(shop, "tokens"), *tokens));
}

} // namespace daifa::command
