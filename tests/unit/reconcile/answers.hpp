#pragma once

#include <daifa/support/awaitable.hpp>
#include <daifa/support/error.hpp>

#include <deque>
#include <functional>

namespace daifa::test {

/// Takes the next answer that a test listed beforehand; what it does not list fails.
template <class T>
awaitable<Result<T>> take(std::deque<Result<T>>& answers)
{
    if (answers.empty())
        co_return Error{};
    auto answer = std::move(answers.front());
    answers.pop_front();
    co_return answer;
}

/// What a test lets happen while a call is under way.
using Meanwhile = std::function<awaitable<void>()>;

inline Error failure(Errc code, std::string text = {})
{
    Error error;
    error.code = code;
    error.operation = "scripted";
    error.remote_text = std::move(text);
    return error;
}

} // namespace daifa::test
