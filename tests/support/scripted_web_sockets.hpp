#pragma once

#include <daifa/support/websocket.hpp>

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace daifa::test {

/// The other side of one opened WebSocket, as a test plays it.
class ScriptedLine {
public:
    /// What the connector will receive next.
    void say(std::string text)
    {
        incoming_.push_back(std::move(text));
        wake();
    }
    /// Breaks the line once what was said has been received.
    void hang_up()
    {
        is_open = false;
        wake();
    }

    std::vector<std::string> heard; ///< What the connector sent.
    bool is_open = true;

private:
    friend class ScriptedWebSocket;

    void wake()
    {
        if (const auto timer = receiving_.lock())
            timer->cancel();
    }

    std::deque<std::string> incoming_;
    std::weak_ptr<boost::asio::steady_timer> receiving_;
};

class ScriptedWebSocket : public WebSocket {
public:
    using Reaction = std::function<void(ScriptedLine&, const std::string&)>;

    ScriptedWebSocket(std::shared_ptr<ScriptedLine> line, Reaction reaction)
        : line_(std::move(line)), reaction_(std::move(reaction))
    {
    }
    ~ScriptedWebSocket() override { line_->hang_up(); }

    awaitable<Result<void>> send(std::string text) override
    {
        if (!line_->is_open)
            co_return Error{};
        line_->heard.push_back(std::move(text));
        if (reaction_)
            reaction_(*line_, line_->heard.back());
        co_return Result<void>();
    }

    awaitable<Result<std::string>> receive() override
    {
        const auto line = line_;
        const auto executor = co_await boost::asio::this_coro::executor;
        while (line->incoming_.empty() && line->is_open) {
            const auto timer = std::make_shared<boost::asio::steady_timer>(
                executor, boost::asio::steady_timer::time_point::max());
            line->receiving_ = timer;
            boost::system::error_code ec;
            auto token = boost::asio::redirect_error(boost::asio::use_awaitable, ec);
            co_await timer->async_wait(token);
        }
        if (line->incoming_.empty())
            co_return Error{};
        std::string text = std::move(line->incoming_.front());
        line->incoming_.pop_front();
        co_return text;
    }

    void close() override { line_->hang_up(); }

private:
    std::shared_ptr<ScriptedLine> line_;
    Reaction reaction_;
};

/// Opens WebSockets whose other side `reaction` plays: it is told each message that arrives.
class ScriptedWebSockets : public WebSocketPort {
public:
    awaitable<Result<std::unique_ptr<WebSocket>>> connect(std::string url, Milliseconds) override
    {
        urls.push_back(std::move(url));
        if (refusal)
            co_return *refusal;
        lines.push_back(std::make_shared<ScriptedLine>());
        std::unique_ptr<WebSocket> socket =
            std::make_unique<ScriptedWebSocket>(lines.back(), reaction);
        co_return socket;
    }

    ScriptedWebSocket::Reaction reaction;
    std::optional<Error> refusal; ///< Of every connect, while it is set.
    std::vector<std::string> urls;
    std::vector<std::shared_ptr<ScriptedLine>> lines;
};

} // namespace daifa::test
