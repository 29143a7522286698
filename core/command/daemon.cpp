#include "command/daemon.hpp"

#include <daifa/codec/json.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/json/serialize.hpp>

#include <exception>
#include <optional>
#include <stdexcept>

namespace daifa::command {
namespace {

const plugin_host::Sentence start_it = {
    "start it with: systemctl start daifad (or daifad --config FILE); if it runs with another configuration, "
    "give its --config or --socket",
    "启动：systemctl start daifad（或 daifad --config 文件）；若它使用其他配置，请用 --config 或 --socket 指明"};

Trouble not_understood()
{
    Trouble trouble;
    trouble.what = {"the daemon's answer was not understood", "无法理解守护进程的应答"};
    trouble.next = {"use the daifa of the same version as daifad", "请使用与 daifad 版本一致的 daifa"};
    return trouble;
}

Trouble refused(boost::json::object answer)
{
    const auto* error = find_member(answer, "error");
    if (error == nullptr || !error->is_object())
        return not_understood();
    const auto& texts = error->as_object();
    Trouble trouble;
    trouble.what = {text_or(texts, "en"), text_or(texts, "zh")};
    trouble.next = {text_or(texts, "next_en"), text_or(texts, "next_zh")};
    trouble.answer = std::move(answer);
    return trouble;
}

} // namespace

void throw_exception_from_error(const Trouble& trouble, const boost::source_location& location)
{
    boost::throw_exception(std::logic_error("unchecked trouble: " + trouble.what.en), location);
}

Daemon::Daemon(boost::asio::io_context& context, HttpClient& http, std::string socket)
    : context_(context), http_(http), socket_(std::move(socket))
{
}

Answer Daemon::get(std::string target, Milliseconds timeout)
{
    HttpRequest request;
    request.method = "GET";
    request.api = target.substr(0, target.find('?'));
    request.url = "http://daifa" + target;
    request.timeout = timeout;
    return send(std::move(request));
}

Answer Daemon::post(std::string target, const boost::json::object& body, Milliseconds timeout)
{
    HttpRequest request;
    request.api = target;
    request.intent = HttpIntent::write;
    request.url = "http://daifa" + target;
    request.headers.push_back({"Content-Type", "application/json"});
    request.body = boost::json::serialize(body);
    request.timeout = timeout;
    return send(std::move(request));
}

Answer Daemon::send(HttpRequest request)
{
    request.response_size_max = 64u << 20;
    std::optional<Result<HttpResponse>> received;
    std::exception_ptr defect;
    boost::asio::co_spawn(context_, http_.send(std::move(request)),
                          [&](std::exception_ptr thrown, Result<HttpResponse> result) {
                              defect = thrown;
                              received.emplace(std::move(result));
                          });
    context_.restart();
    context_.run();
    if (defect)
        std::rethrow_exception(defect);
    if (!*received)
        return describe_unreachable(received->error(), socket_);

    const HttpResponse& response = **received;
    JsonLimits limits;
    limits.bytes = 64u << 20;
    limits.elements = 10'000'000;
    auto value = parse_json(response.body, limits);
    if (!value || !value->is_object())
        return not_understood();
    if (response.status != 200)
        return refused(std::move(value->as_object()));
    return std::move(value->as_object());
}

Trouble describe_unreachable(const Error& error, const std::string& socket)
{
    Trouble trouble;
    trouble.next = start_it;
    if (error.remote_code == "no such socket") {
        trouble.what = {"daifad is not running: there is no socket " + socket,
                        "daifad 未运行：没有套接字 " + socket};
    } else if (error.remote_code == "connect refused") {
        trouble.what = {"daifad is not running: nobody answers on " + socket,
                        "daifad 未运行：" + socket + " 无人应答"};
    } else if (error.remote_code == "permission denied") {
        trouble.what = {"you may not open daifad's socket " + socket, "没有权限打开 daifad 的套接字 " + socket};
        trouble.next = {"use sudo, or join the socket's group (ls -l shows it): sudo usermod -aG GROUP $USER, then "
                        "log in again",
                        "使用 sudo，或加入套接字所属的组（ls -l 可见）：sudo usermod -aG 组名 $USER，然后重新登录"};
    } else if (error.remote_code == "time-out") {
        trouble.what = {"daifad did not answer in time", "daifad 未在时限内应答"};
        trouble.next = {"look into its log: journalctl -u daifad", "查看日志：journalctl -u daifad"};
    } else {
        trouble.what = {"daifad can not be reached on " + socket + ": " + error.remote_code,
                        "无法通过 " + socket + " 连接 daifad：" + error.remote_code};
    }
    return trouble;
}

Outcome failed(const View& view, const Trouble& trouble)
{
    Outcome outcome;
    outcome.code = exit_failed;
    if (view.is_json) {
        boost::json::object error;
        error["en"] = trouble.what.en;
        error["zh"] = trouble.what.zh;
        error["next_en"] = trouble.next.en;
        error["next_zh"] = trouble.next.zh;
        boost::json::object body = trouble.answer;
        body["error"] = std::move(error);
        outcome.out = to_json_text(body);
        return outcome;
    }
    const auto pick = [&](const plugin_host::Sentence& sentence) {
        return printable(view.say(sentence.en, sentence.zh));
    };
    outcome.err = "daifa: " + view.paint(pick(trouble.what), Tone::bad) + "\n";
    if (!trouble.next.en.empty())
        outcome.err += "  → " + pick(trouble.next) + "\n";
    return outcome;
}

} // namespace daifa::command
