#pragma once

#include "unit/reconcile/answers.hpp"

#include <daifa/connector/push_channel.hpp>

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <deque>
#include <memory>
#include <string>
#include <vector>

namespace daifa::test {

inline OrderId order_id(const std::string& number)
{
    return {MerchantId("m1"), number};
}

inline PushMessage message_about(const std::string& number, const std::string& owner = "42")
{
    PushMessage message;
    message.id = "id-" + number;
    message.owner = owner;
    message.topic = "changed";
    message.is_news = true;
    message.order = order_id(number);
    return message;
}

/// The platform's end of one line, as a test plays it.
struct ScriptedLineEnd {
    /// Nothing: a sign of life.
    void say(std::optional<PushMessage> message = std::nullopt)
    {
        incoming.push_back(std::move(message));
        wake();
    }
    void hang_up()
    {
        is_open = false;
        wake();
    }
    void wake()
    {
        if (const auto timer = receiving.lock())
            timer->cancel();
    }

    std::deque<std::optional<PushMessage>> incoming = {};
    std::weak_ptr<boost::asio::steady_timer> receiving = {};
    bool is_open = true;
    bool answers_beats = true;
    int beats = 0;
    std::vector<std::string> acknowledged = {}; ///< Ids.
    std::vector<std::string> refused = {};
};

class ScriptedPushLine : public PushLine {
public:
    explicit ScriptedPushLine(std::shared_ptr<ScriptedLineEnd> end) : end_(std::move(end)) {}
    ~ScriptedPushLine() override { end_->hang_up(); }

    awaitable<Result<std::optional<PushMessage>>> receive() override
    {
        const auto end = end_;
        const auto executor = co_await boost::asio::this_coro::executor;
        while (end->incoming.empty() && end->is_open) {
            const auto timer = std::make_shared<boost::asio::steady_timer>(
                executor, boost::asio::steady_timer::time_point::max());
            end->receiving = timer;
            boost::system::error_code ec;
            auto token = boost::asio::redirect_error(boost::asio::use_awaitable, ec);
            co_await timer->async_wait(token);
        }
        if (end->incoming.empty())
            co_return failure(Errc::unavailable, "the line is gone");
        auto message = std::move(end->incoming.front());
        end->incoming.pop_front();
        co_return message;
    }
    awaitable<Result<void>> acknowledge(PushMessage message) override
    {
        end_->acknowledged.push_back(message.id);
        co_return Result<void>();
    }
    awaitable<Result<void>> refuse(PushMessage message, std::string) override
    {
        end_->refused.push_back(message.id);
        co_return Result<void>();
    }
    awaitable<Result<void>> beat() override
    {
        ++end_->beats;
        if (end_->answers_beats)
            end_->say();
        co_return Result<void>();
    }
    void close() override { end_->hang_up(); }

private:
    std::shared_ptr<ScriptedLineEnd> end_;
};

class ScriptedChannel : public PushChannel {
public:
    std::string identity() const override { return "channel"; }
    Milliseconds beat_interval() const override { return std::chrono::seconds(5); }
    Milliseconds silence_max() const override { return std::chrono::minutes(3); }
    awaitable<Result<std::unique_ptr<PushLine>>> open() override
    {
        ++opened;
        if (refusal)
            co_return *refusal;
        lines.push_back(std::make_shared<ScriptedLineEnd>());
        lines.back()->answers_beats = answers_beats;
        std::unique_ptr<PushLine> line = std::make_unique<ScriptedPushLine>(lines.back());
        co_return line;
    }
    awaitable<Result<Receipt>> subscribe() override
    {
        ++subscribed;
        return take(receipts);
    }
    awaitable<Result<bool>> check_subscription() override { co_return is_subscribed; }

    std::optional<Error> refusal;
    bool answers_beats = true;
    bool is_subscribed = true;
    int opened = 0;
    int subscribed = 0;
    std::deque<Result<Receipt>> receipts;
    std::vector<std::shared_ptr<ScriptedLineEnd>> lines;
};

} // namespace daifa::test
