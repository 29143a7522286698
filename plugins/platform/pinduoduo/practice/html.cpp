#include "pinduoduo/practice/html.hpp"

namespace daifa::practice::pinduoduo {
namespace {

sandbox::Reply page(int status, std::string_view title, const std::string& content)
{
    sandbox::Reply reply;
    reply.status = status;
    reply.headers.push_back({"Content-Type", "text/html; charset=utf-8"});
    reply.headers.push_back({"Cache-Control", "no-store"});
    reply.headers.push_back({"Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'"});
    reply.body = "<!doctype html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n"
                 "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" +
                 escape_html(title) +
                 "</title>\n<style>body{font:16px/1.6 sans-serif;max-width:24em;margin:3em auto;padding:0 1em}"
                 "label,input,button{display:block;margin:.5em 0;font:inherit}input{width:100%;"
                 "box-sizing:border-box;padding:.4em}button{padding:.5em 1.5em}.problem{color:#b00020}"
                 "</style>\n</head>\n<body>\n<h1>" +
                 escape_html(title) + "</h1>\n" + content +
                 "<p><small>练习平台：不是拼多多，账号均为虚构。</small></p>\n</body>\n</html>\n";
    return reply;
}

std::string hidden_field(std::string_view form_key)
{
    return "<input type=\"hidden\" name=\"csrf_token\" value=\"" + escape_html(form_key) + "\">\n";
}

} // namespace

std::string escape_html(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        switch (c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '"':
            out += "&quot;";
            break;
        case '\'':
            out += "&#39;";
            break;
        default:
            out += c;
        }
    }
    return out;
}

sandbox::Reply log_in_page(std::string_view app_name, std::string_view form_key, std::string_view problem)
{
    std::string content = "<p>应用 <strong>" + escape_html(app_name) + "</strong> 请求访问您的店铺。</p>\n";
    if (!problem.empty())
        content += "<p class=\"problem\" role=\"alert\">" + escape_html(problem) + "</p>\n";
    content += "<form method=\"post\" action=\"/service-market/auth/login\">\n" + hidden_field(form_key) +
               "<label for=\"username\">账号</label>\n"
               "<input id=\"username\" name=\"username\" autocomplete=\"username\" required>\n"
               "<label for=\"password\">密码</label>\n<input id=\"password\" name=\"password\" "
               "type=\"password\" autocomplete=\"current-password\" required>\n"
               "<button type=\"submit\">登录</button>\n</form>\n";
    return page(problem.empty() ? 200 : 401, "商家登录", content);
}

sandbox::Reply consent_page(std::string_view app_name, std::string_view shop_name, std::string_view form_key)
{
    const std::string content =
        "<p>店铺 <strong>" + escape_html(shop_name) + "</strong></p>\n<p>允许应用 <strong>" +
        escape_html(app_name) +
        "</strong> 读取代发订单并回传运单号吗？原有授权将立即失效。</p>\n"
        "<form method=\"post\" action=\"/service-market/auth/consent\">\n" +
        hidden_field(form_key) +
        "<button type=\"submit\" name=\"decision\" value=\"agree\">同意授权</button>\n"
        "<button type=\"submit\" name=\"decision\" value=\"deny\">拒绝</button>\n</form>\n";
    return page(200, "授权确认", content);
}

sandbox::Reply message_page(int status, std::string_view title, std::string_view text)
{
    return page(status, title, "<p>" + escape_html(text) + "</p>\n");
}

} // namespace daifa::practice::pinduoduo
