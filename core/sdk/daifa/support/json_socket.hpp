#pragma once

#include <daifa/codec/json.hpp>
#include <daifa/support/clock.hpp>
#include <daifa/support/log.hpp>
#include <daifa/support/websocket.hpp>

#include <boost/asio/steady_timer.hpp>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace daifa {

/// Somebody who waits for messages of a `JsonSocket`.
class JsonListener {
public:
    virtual ~JsonListener() = default;

    /// Is shown every message, whoever it is for.
    virtual void hear(const boost::json::object& message) = 0;
    virtual bool is_done() const = 0;
};

/// A WebSocket that carries JSON objects, shared by several operations. It is read only while
/// somebody waits, by one coroutine that shows each message to all of them. What can't be read is
/// left out, with a line in the log.
class JsonSocket {
public:
    /// `log` must live until `close`.
    JsonSocket(std::unique_ptr<WebSocket> socket, JsonLimits limits, Log& log)
        : socket_(std::move(socket)), limits_(limits), log_(log)
    {
    }
    JsonSocket(const JsonSocket&) = delete;
    JsonSocket& operator=(const JsonSocket&) = delete;
    ~JsonSocket() { close(); }

    bool is_open() const { return is_open_; }
    void close();

    /// A listener's place among those that are shown messages. A socket whose last listener leaves
    /// while a message is awaited is closed, so that nothing stays under way.
    class Place {
    public:
        Place(std::shared_ptr<JsonSocket> socket, JsonListener& listener);
        Place(const Place&) = delete;
        Place& operator=(const Place&) = delete;
        ~Place();

        /// Sends, and waits until the listener is done, the socket is gone, or `span` has passed.
        awaitable<void> ask(std::string text, Clock& clock, Milliseconds span);
        bool is_socket_open() const { return socket_->is_open_; }

    private:
        friend class JsonSocket;

        bool is_over() const { return listener_.is_done() || !socket_->is_open_; }
        awaitable<void> wait_for_change();
        void wake();

        std::shared_ptr<JsonSocket> socket_;
        JsonListener& listener_;
        bool is_changed_ = false;
        std::optional<boost::asio::steady_timer> changed_; ///< Never expires; cancelled by `wake`.
    };

private:
    static awaitable<void> read(std::shared_ptr<JsonSocket> self);
    bool is_awaited() const;
    void show(const std::string& text);
    void wake_all();

    std::unique_ptr<WebSocket> socket_;
    JsonLimits limits_;
    Log& log_;
    std::vector<Place*> places_;
    bool is_open_ = true;
    bool is_reading_ = false;
};

} // namespace daifa
