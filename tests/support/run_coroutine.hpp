#pragma once

#include "support/manual_clock.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <exception>
#include <optional>
#include <stdexcept>

namespace daifa::test {

/// Runs one coroutine to its end on `context`, moving the clock whenever nothing else can happen.
/// Throws when it waits for something that will never come.
template <class T>
T run_coroutine(boost::asio::io_context& context, ManualClock& clock, awaitable<T> work)
{
    std::optional<T> value;
    std::exception_ptr failure;
    bool is_done = false;
    boost::asio::co_spawn(context, std::move(work), [&](std::exception_ptr e, T result) {
        failure = e;
        value.emplace(std::move(result));
        is_done = true;
    });
    while (!is_done) {
        context.restart();
        if (context.poll() > 0)
            continue;
        if (!clock.has_sleepers())
            throw std::logic_error("the coroutine waits for something that will never come");
        clock.advance_to_next();
    }
    if (failure)
        std::rethrow_exception(failure);
    return std::move(*value);
}

inline void run_coroutine(boost::asio::io_context& context, ManualClock& clock, awaitable<void> work)
{
    auto wrapped = [](awaitable<void> inner) -> awaitable<bool> {
        co_await std::move(inner);
        co_return true;
    };
    run_coroutine(context, clock, wrapped(std::move(work)));
}

} // namespace daifa::test
