#pragma once

#include "pinduoduo/practice/authorize_pages.hpp"
#include "pinduoduo/practice/back_office.hpp"
#include "pinduoduo/practice/call.hpp"
#include "pinduoduo/practice/message_lines.hpp"
#include "pinduoduo/practice/page_turns.hpp"
#include "pinduoduo/practice/rate_limits.hpp"
#include "sandbox/front.hpp"

#include <memory>

namespace daifa::practice {
namespace pinduoduo {

/// The practice gateway of the platform, with its authorize pages and its back office.
class GatewayFront : public sandbox::Front {
public:
    explicit GatewayFront(const sandbox::FrontOptions& options);

    std::string_view name() const override { return "pinduoduo"; }
    sandbox::Reply answer(const sandbox::Request& request, sandbox::World& world, TimePoint now) override;
    void prepare(sandbox::World& world) const override;
    std::string api_of(const sandbox::Request& request) const override;
    sandbox::Reply fault_reply(sandbox::FaultKind kind, const sandbox::Request& request,
                               TimePoint now) override;
    sandbox::LineService* lines() override { return &lines_; }
    std::vector<sandbox::VariantDescription> variants() const override { return Options::descriptions(); }
    void set_option(std::string_view key, std::string_view value, sandbox::World& world) override;

private:
    sandbox::Reply answer_call(const sandbox::Request& request, sandbox::PlatformWorld& world, TimePoint now);
    Outcome run(const Parameters& parameters, std::size_t body_size, sandbox::PlatformWorld& world,
                TimePoint now);

    Options options_;
    Envelope envelope_;
    RateLimits rate_limits_;
    PageTurns turns_;
    AuthorizePages pages_;
    BackOffice back_office_;
    MessageLines lines_{options_};
};

} // namespace pinduoduo

std::unique_ptr<sandbox::Front> make_pinduoduo_front(const sandbox::FrontOptions& options);

} // namespace daifa::practice
