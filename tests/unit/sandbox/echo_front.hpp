#pragma once

#include "sandbox/front.hpp"

namespace daifa::sandbox::test {

/// A protocol of one word: it counts what it has done.
class EchoFront : public Front {
public:
    std::string_view name() const override { return "echo"; }

    Reply answer(const Request& request, World&, TimePoint now) override
    {
        ++answered;
        seen_at = now;
        Reply reply;
        reply.body = "echo " + request.body;
        return reply;
    }

    Reply fault_reply(FaultKind kind, const Request&, TimePoint) override
    {
        Reply reply;
        reply.body = std::string(to_text(kind));
        return reply;
    }

    void set_option(std::string_view key, std::string_view value, World&) override
    {
        options[std::string(key)] = value;
    }

    int answered = 0;
    TimePoint seen_at = {};
    FrontOptions options = {};
};

} // namespace daifa::sandbox::test
