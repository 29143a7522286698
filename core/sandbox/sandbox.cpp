#include "sandbox/sandbox.hpp"

#include "sandbox/control_api.hpp"
#include "sandbox/page_guard.hpp"

#include <daifa/codec/timestamp.hpp>

namespace daifa::sandbox {
namespace {

/// Below it a front's port has what the control port has, for the pages' practice panel.
constexpr std::string_view practice_root = "/practice";

Reply garbage()
{
    Reply reply;
    reply.headers.push_back({"Content-Type", "application/json;charset=UTF-8"});
    reply.body = "{\"pdd\x01\xff\xfe: <<< this is no JSON";
    return reply;
}

Reply web_page(int status)
{
    Reply reply;
    reply.status = status;
    reply.headers.push_back({"Content-Type", "text/html"});
    reply.body = "<html><head><title>" + std::to_string(status) +
                 "</title></head><body><center><h1>nginx</h1></center></body></html>\n";
    return reply;
}

} // namespace

Sandbox::Sandbox(std::uint64_t seed) : world{PlatformWorld(seed), ErpWorld(seed)}, printer(world)
{
    FaultSettings settings;
    settings.seed = seed;
    faults = FaultPlan(settings);
    world.erp.find_labels = [this](const std::string& source_number) {
        std::vector<ScannedLabel> labels;
        // A later generation of an order has a "-2" behind its number.
        const std::string number = source_number.substr(0, source_number.find('-'));
        for (const auto* taken : world.platform.waybills.labels_of(number))
            labels.push_back({taken->carrier, taken->number});
        return labels;
    };
}

void Sandbox::add_front(std::unique_ptr<Front> front)
{
    front->prepare(world);
    fronts.push_back(std::move(front));
}

Front* Sandbox::find_front(std::string_view name)
{
    for (const auto& front : fronts)
        if (front->name() == name)
            return front.get();
    return nullptr;
}

WorldPart* Sandbox::find_part(std::string_view name)
{
    if (name == "platform")
        return &world.platform;
    if (name == "erp")
        return &world.erp;
    if (name == "messages")
        return &world.platform.messages;
    return name == "printer" ? &printer : nullptr;
}

Reply Sandbox::practise(const Request& request, TimePoint now)
{
    if (auto objection = find_page_objection(request))
        return std::move(*objection);
    Request wanted = request;
    wanted.path.erase(0, practice_root.size());
    return control(wanted, now);
}

Played Sandbox::play(Front& front, const Request& request, TimePoint now)
{
    const TimePoint at = world_time(now);
    if (request.path.starts_with(std::string(practice_root) + "/"))
        return {practise(request, now)};
    const auto fault = faults.is_active() ? faults.next(front.name(), front.api_of(request))
                                          : std::optional<Fault>();
    Played played;
    if (!fault || fault->is_done)
        played.reply = front.answer(request, world, at);
    // Every web server says what time it has; clients with a wrong clock live on it.
    if (find_header(played.reply.headers, "Date").empty())
        played.reply.headers.push_back({"Date", to_http_date(at)});
    if (!fault)
        return played;

    switch (fault->kind) {
    case FaultKind::slow:
        played.delay = fault->delay;
        break;
    case FaultKind::http_5xx:
        played.reply = web_page(fault->status);
        break;
    case FaultKind::rate_limited:
    case FaultKind::expired_token:
        played.reply = front.fault_reply(fault->kind, request, at);
        break;
    case FaultKind::cut_before:
    case FaultKind::done_then_cut:
    case FaultKind::close_at_once:
        played.ending = Ending::closed_without_answer;
        break;
    case FaultKind::garbage_body:
        played.reply = garbage();
        break;
    case FaultKind::wrong_content_type:
        played.reply = web_page(200);
        break;
    case FaultKind::truncated_body:
        if (!fault->is_done)
            played.reply = garbage();
        played.ending = Ending::cut_in_body;
        break;
    }
    return played;
}

Reply Sandbox::control(const Request& request, TimePoint now)
{
    return answer_control(*this, request, now);
}

void Sandbox::tick(TimePoint now)
{
    world.platform.tick(world_time(now));
    world.erp.tick(world_time(now));
    printer.tick(world_time(now));
}

} // namespace daifa::sandbox
