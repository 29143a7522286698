#pragma once

#include <daifa/support/http.hpp>

#include <deque>
#include <vector>

namespace daifa::test {

/// Answers requests from a list, in order, and keeps what was asked.
class ScriptedHttpClient : public HttpClient {
public:
    void answer(HttpResponse response) { answers_.emplace_back(std::move(response)); }
    void answer(std::string body, int status = 200)
    {
        HttpResponse response;
        response.status = status;
        response.body = std::move(body);
        answers_.emplace_back(std::move(response));
    }
    void fail(Error error) { answers_.emplace_back(std::move(error)); }

    awaitable<Result<HttpResponse>> send(HttpRequest request) override
    {
        requests.push_back(std::move(request));
        if (answers_.empty()) {
            Error error;
            error.operation = "a request the test did not script";
            co_return error;
        }
        auto next = std::move(answers_.front());
        answers_.pop_front();
        co_return next;
    }

    std::vector<HttpRequest> requests;

private:
    std::deque<Result<HttpResponse>> answers_;
};

} // namespace daifa::test
