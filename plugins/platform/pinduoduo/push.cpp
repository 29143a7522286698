#include "pinduoduo/push.hpp"

#include "pinduoduo/failures.hpp"
#include "pinduoduo/requests.hpp"
#include "pinduoduo/responses.hpp"

#include <utility>

namespace daifa::pinduoduo {
namespace {

/// Refers to the clock and the log that the connector was lent.
class Line : public PushLine {
public:
    Line(std::unique_ptr<WebSocket> socket, PushTopics topics, Clock& clock, Log& log)
        : socket_(std::move(socket)), topics_(std::move(topics)), clock_(clock), log_(log)
    {
    }

    awaitable<Result<std::optional<PushMessage>>> receive() override
    {
        auto text = co_await socket_->receive();
        if (!text)
            co_return as_push_failure(text.error());
        PushFrame frame = parse_push_frame(*text, topics_);
        if (!frame.problem.empty())
            log_.warning("a message of the platform can not be read",
                         {{"why", frame.problem}, {"bytes", text->size()}});
        co_return std::move(frame.message);
    }
    awaitable<Result<void>> acknowledge(PushMessage message) override
    {
        return socket_->send(build_acknowledgement(message, clock_.now()));
    }
    awaitable<Result<void>> refuse(PushMessage message, std::string reason) override
    {
        return socket_->send(build_refusal(message, reason, clock_.now()));
    }
    awaitable<Result<void>> beat() override { return socket_->send(build_beat(clock_.now())); }
    void close() override { socket_->close(); }

private:
    std::unique_ptr<WebSocket> socket_;
    PushTopics topics_;
    Clock& clock_;
    Log& log_;
};

std::string without_slash(std::string url)
{
    while (url.ends_with('/'))
        url.pop_back();
    return url;
}

} // namespace

Push::Push(const ConnectorContext& context, const Gateway& gateway)
    : sockets_(context.sockets), clock_(context.clock), log_(context.log),
      credentials_(context.credentials), gateway_(gateway),
      app_key_(context.settings.text("app_key")),
      app_secret_(context.settings.secret("app_secret")),
      url_(without_slash(context.settings.text("push_url"))),
      timeout_(context.settings.duration("timeout"))
{
    const auto& topics = context.settings.text_list("push_topics");
    topics_.insert(topics.begin(), topics.end());
}

std::string Push::identity() const
{
    return url_ + " " + app_key_;
}

awaitable<Result<std::unique_ptr<PushLine>>> Push::open()
{
    std::string url = url_ + build_push_path(app_key_, app_secret_, clock_.now());
    auto socket = co_await sockets_.connect(std::move(url), timeout_);
    if (!socket)
        co_return as_push_failure(socket.error());
    std::unique_ptr<PushLine> line =
        std::make_unique<Line>(std::move(*socket), topics_, clock_, log_);
    co_return line;
}

awaitable<Result<Receipt>> Push::subscribe()
{
    Call call = build_user_permit();
    auto answer = co_await gateway_.call(std::move(call));
    if (!answer)
        co_return answer.error();
    co_return parse_receipt(*answer);
}

awaitable<Result<bool>> Push::check_subscription()
{
    const Credential* credential = credentials_.current();
    auto call = build_user_get(credential == nullptr ? std::string() : credential->owner_id);
    if (!call)
        co_return call.error();
    auto answer = co_await gateway_.call(std::move(*call));
    if (!answer)
        co_return answer.error();
    co_return parse_is_subscribed(*answer);
}

} // namespace daifa::pinduoduo
