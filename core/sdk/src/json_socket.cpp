#include <daifa/support/json_socket.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>

namespace daifa {

JsonSocket::Place::Place(std::shared_ptr<JsonSocket> socket, JsonListener& listener)
    : socket_(std::move(socket)), listener_(listener)
{
    socket_->places_.push_back(this);
}

JsonSocket::Place::~Place()
{
    std::erase(socket_->places_, this);
    if (socket_->is_reading_ && !socket_->is_awaited())
        socket_->close();
}

awaitable<void> JsonSocket::Place::ask(std::string text, Clock& clock, Milliseconds span)
{
    using namespace boost::asio::experimental::awaitable_operators;
    const Milliseconds end = clock.uptime() + span;
    const auto executor = co_await boost::asio::this_coro::executor;
    changed_.emplace(executor, boost::asio::steady_timer::time_point::max());
    const auto sent = co_await socket_->socket_->send(std::move(text));
    if (!sent)
        socket_->close();
    while (!is_over() && clock.uptime() < end) {
        is_changed_ = false;
        if (!socket_->is_reading_) {
            socket_->is_reading_ = true;
            boost::asio::co_spawn(executor, read(socket_), boost::asio::detached);
        }
        auto change = wait_for_change();
        auto timeout = clock.sleep_for(end - clock.uptime());
        auto either = std::move(change) || std::move(timeout);
        co_await std::move(either);
    }
}

awaitable<void> JsonSocket::Place::wait_for_change()
{
    if (is_changed_)
        co_return;
    boost::system::error_code ec;
    auto token = boost::asio::redirect_error(boost::asio::use_awaitable, ec);
    co_await changed_->async_wait(token);
}

void JsonSocket::Place::wake()
{
    is_changed_ = true;
    if (changed_)
        changed_->cancel();
}

void JsonSocket::close()
{
    if (!is_open_)
        return;
    is_open_ = false;
    socket_->close();
    wake_all();
}

awaitable<void> JsonSocket::read(std::shared_ptr<JsonSocket> self)
{
    while (self->is_open_ && self->is_awaited()) {
        const auto text = co_await self->socket_->receive();
        // Whoever closed the socket may be gone by now, and what it logs to with it.
        if (!self->is_open_)
            break;
        if (text) {
            self->show(*text);
        } else {
            self->log_.warning("WebSocket ended", {{"error", text.error()}});
            self->close();
        }
    }
    self->is_reading_ = false;
}

bool JsonSocket::is_awaited() const
{
    return std::ranges::any_of(places_,
                               [](const Place* place) { return !place->listener_.is_done(); });
}

void JsonSocket::show(const std::string& text)
{
    const auto message = parse_json(text, limits_);
    const bool is_object = message && message->is_object();
    if (!is_object) {
        const std::string why = message ? "no JSON object" : message.error().text;
        log_.warning("message of a WebSocket can not be read", {{"why", why}});
        return;
    }
    for (Place* place : places_)
        place->listener_.hear(message->get_object());
    wake_all();
}

void JsonSocket::wake_all()
{
    for (Place* place : places_)
        place->wake();
}

} // namespace daifa
