#include "simulation/network.hpp"

#include "simulation/heap.hpp"

#include <boost/asio/this_coro.hpp>

#include <algorithm>
#include <map>

namespace daifa::simulation {
namespace {

using namespace std::chrono_literals;
using sandbox::FaultKind;
using sandbox::Reply;

/// A request may be under way for so long after its client gave up; the connectors' `late_arrival`
/// is a minute.
constexpr Milliseconds late_most = 45s;
constexpr std::string_view shipping_api = "pdd.logistics.online.send";

sandbox::Request to_practice(const HttpRequest& request)
{
    sandbox::Request plain;
    plain.method = request.method;
    const auto host = request.url.find("://") + 3;
    const auto path = request.url.find('/', host);
    const auto query = request.url.find('?', path);
    plain.path = request.url.substr(path, query == std::string::npos ? query : query - path);
    if (query != std::string::npos)
        plain.query = request.url.substr(query + 1);
    plain.headers = request.headers;
    plain.body = request.body;
    return plain;
}

void replace_all(std::string& text, std::string_view what, std::string_view with)
{
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at))
        text.replace(at, what.size(), with);
}

/// What both sides have counted of each number.
std::map<std::string, int> count_effects(const sandbox::World& world)
{
    std::map<std::string, int> effects;
    for (const auto& order : world.platform.orders.all())
        for (const auto& number : order.numbers)
            effects[order.id.number] += number.accepted;
    for (const auto& [source, record] : world.erp.orders().sources())
        effects[source] += static_cast<int>(record.creates);
    for (const auto& listing : world.platform.listings.all())
        effects[to_text(listing)] += static_cast<int>(listing.updates);
    for (const auto& sale : world.platform.desk.orders())
        effects[sale.number] += static_cast<int>(sale.attempts.size());
    return effects;
}

/// Whether calls arrive about when they were sent, all of them from one daemon: then no limit may
/// be exceeded.
bool arrives_in_order(const Plan& plan)
{
    for (const Fault fault : {Fault::duplicated, Fault::reordered, Fault::late})
        if (plan.call_weights[static_cast<std::size_t>(fault)] > 0)
            return false;
    for (auto fault = static_cast<std::size_t>(Fault::stall); fault < trouble_count; ++fault)
        if (plan.times[fault] > 0)
            return false;
    return !plan.mishap || plan.mishap->kind < Mishap::Kind::power_lost;
}

/// What a merchant's shop has met besides; nothing for the calls of factories.
std::optional<Fault> at_merchant(const std::string& api, Fault fault)
{
    if (api == shipping_api)
        return fault == Fault::request_lost || fault == Fault::connection_refused
                   ? Fault::shipment_lost
               : fault == Fault::answer_lost ? Fault::shipment_answer_lost
                                             : Fault::shipment_spoiled;
    if (api.starts_with("pdd.order."))
        return Fault::merchant_read_spoiled;
    return std::nullopt;
}

bool says_too_many(const std::string& body)
{
    const std::string_view begin = std::string_view(body).substr(0, 400);
    for (const std::string_view code : {"52101", "70031", "0859999999"})
        if (begin.find(code) != std::string_view::npos)
            return true;
    return false;
}

class SimulatedHttp : public HttpClient {
public:
    explicit SimulatedHttp(Network& network) : network_(network) {}

    awaitable<Result<HttpResponse>> send(HttpRequest request) override
    {
        const auto executor = co_await boost::asio::this_coro::executor;
        const auto call = std::make_shared<Call>(executor);
        network_.carry(std::move(request), call);
        co_await call->signal.wait();
        co_return std::move(*call->result);
    }

private:
    Network& network_;
};

void finish(const std::weak_ptr<Call>& waiting, Result<HttpResponse> result)
{
    const auto call = waiting.lock();
    if (!call || call->result)
        return;
    call->result.emplace(std::move(result));
    call->signal.give();
}

} // namespace

Network::Network(VirtualTime& time, Clock& world_clock, sandbox::Sandbox& sandbox, const Plan& plan,
                 History& history, Canaries& canaries, FaultCounts& counts)
    : time_(time), world_clock_(world_clock), sandbox_(sandbox), plan_(plan), history_(history),
      canaries_(canaries), counts_(counts), dice_(plan.seed, "network"),
      keeps_order_(arrives_in_order(plan))
{
}

void Network::carry(HttpRequest request, const std::shared_ptr<Call>& call)
{
    const Heap::Scope scope(false);
    if (Heap::is_exhausted())
        return;
    ++calls_;
    const Sent sent = std::make_shared<const HttpRequest>(std::move(request));
    const Waiting waiting = call;
    fail(sent->timeout, waiting, sent, "time-out");
    if (sent->api == shipping_api)
        note_shipment(*sent);
    const auto fault = draw(*sent);
    if (sent->intent == HttpIntent::write) {
        latest_write_fault_ = fault;
        spoiled_writes_ += fault ? 1 : 0;
    }
    if (fault) {
        ++counts_[static_cast<std::size_t>(*fault)];
        if (const auto special = at_merchant(sent->api, *fault))
            ++counts_[static_cast<std::size_t>(*special)];
        if (history_.is_wanted())
            history_.add("network", sent->api + " meets " + std::string(to_text(*fault)));
        carry_through(*fault, sent, waiting);
        return;
    }
    time_.after(latency(), [this, sent, waiting] { answer(latency(), waiting, play(*sent)); });
}

std::optional<Fault> Network::draw(const HttpRequest& request)
{
    if (plan_.mishap && plan_.mishap->number == calls_ && !is_healed_) {
        if (plan_.mishap->kind == Mishap::Kind::request_lost)
            return Fault::request_lost;
        if (plan_.mishap->kind == Mishap::Kind::answer_lost)
            return Fault::answer_lost;
    }
    if (is_healed_ || !dice_.chance(share_of_faults(request)))
        return std::nullopt;
    int sum = 0;
    for (const int weight : plan_.call_weights)
        sum += weight;
    auto left = static_cast<int>(dice_.below(static_cast<std::uint64_t>(sum)));
    for (std::size_t fault = 0; sum > 0; ++fault) {
        left -= plan_.call_weights[fault];
        if (left < 0)
            return static_cast<Fault>(fault);
    }
    return std::nullopt;
}

double Network::share_of_faults(const HttpRequest& request) const
{
    if (request.api == shipping_api && plan_.merchant)
        return std::max(plan_.write_faults, plan_.merchant->shipment_faults);
    return request.intent == HttpIntent::write ? plan_.write_faults : plan_.read_faults;
}

void Network::note_shipment(const HttpRequest& request)
{
    ++shipments_;
    constexpr std::string_view name = "order_sn=";
    const auto at = request.body.find(name);
    if (is_healed_ || at == std::string::npos || !dice_.chance(plan_.merchant->races))
        return;
    const auto begin = at + name.size();
    on_shipment(request.body.substr(begin, request.body.find('&', begin) - begin));
}

void Network::carry_through(Fault fault, const Sent& sent, const Waiting& waiting)
{
    // Some failures are told at once, others only by the silence.
    const bool is_told = dice_.chance(0.5);
    const bool is_done = dice_.chance(0.5);
    const Milliseconds there = latency();
    switch (fault) {
    case Fault::connection_refused: {
        Error error;
        error.operation = sent->api;
        error.remote_code = "connect refused";
        time_.after(latency(), [waiting, error] { finish(waiting, error); });
        break;
    }
    case Fault::request_lost:
        if (is_told)
            fail(there, waiting, sent, "connection closed");
        break;
    case Fault::answer_lost:
        time_.after(there, [this, sent] { arrive(sent); });
        if (is_told)
            fail(there + latency(), waiting, sent, "connection closed");
        break;
    case Fault::duplicated:
        time_.after(there, [this, sent, waiting] { answer(latency(), waiting, play(*sent)); });
        time_.after(there + dice_.between(0ms, 5000ms), [this, sent] { arrive_twice(sent); });
        break;
    case Fault::reordered:
        time_.after(dice_.between(1ms, sent->timeout - 1ms),
                    [this, sent, waiting] { answer(latency(), waiting, play(*sent)); });
        break;
    case Fault::late:
        time_.after(sent->timeout + dice_.between(1ms, late_most), [this, sent] { arrive(sent); });
        break;
    case Fault::throttled_hint: {
        Reply reply;
        reply.status = 429;
        reply.headers.push_back({"Retry-After", std::to_string(dice_.between(1, 300))});
        answer(there, waiting, std::move(reply));
        break;
    }
    case Fault::throttled:
        answer(there, waiting, refuse(*sent, FaultKind::rate_limited));
        break;
    case Fault::token_doubted:
        answer(there, waiting, refuse(*sent, FaultKind::expired_token));
        break;
    default:
        // The others spoil an answer, and nobody knows whether something was done.
        time_.after(there, [this, fault, sent, waiting, is_done] {
            Reply reply;
            if (is_done)
                reply = play(*sent);
            if (fault == Fault::truncated_body) {
                fail(latency(), waiting, sent, "connection closed");
                return;
            }
            if (fault == Fault::server_error) {
                reply = {};
                reply.status = static_cast<int>(dice_.between(500, 504));
                reply.body = "<html>server error</html>";
            } else if (fault == Fault::failure_in_200) {
                reply = refuse(*sent, FaultKind::rate_limited);
                replace_all(reply.body, "52101", "52002");
                replace_all(reply.body, "70031", "50000");
                replace_all(reply.body, "0859999999", "0130020001");
            } else {
                reply.status = 200;
                reply.body = reply.body.substr(0, reply.body.size() / 2) + "\xff\xfe{[<";
            }
            answer(latency(), waiting, std::move(reply));
        });
    }
}

void Network::arrive(const Sent& sent)
{
    play(*sent);
}

void Network::arrive_twice(const Sent& sent)
{
    const auto before = count_effects(sandbox_.world);
    play(*sent);
    for (const auto& [number, effects] : count_effects(sandbox_.world)) {
        const auto known = before.find(number);
        if (known == before.end() || known->second != effects)
            doubled_.insert(number);
    }
}

Reply Network::play(const HttpRequest& request)
{
    sandbox_.tick(world_clock_.now());
    auto played = sandbox_.play(front_of(request), to_practice(request), world_clock_.now());
    if (history_.is_wanted() && request.intent == HttpIntent::write)
        history_.add("remote", request.api + " arrives");
    if (request.api.find("token") != std::string::npos)
        canaries_.hide_tokens(played.reply.body);
    if (keeps_order_ && says_too_many(played.reply.body))
        excesses_.push_back("L6 " + request.api + " was called too often");
    if (request.intent == HttpIntent::read && !is_healed_ && dice_.chance(plan_.moved_rows)) {
        ++counts_[static_cast<std::size_t>(Fault::rows_moved)];
        on_read();
    }
    return std::move(played.reply);
}

Reply Network::refuse(const HttpRequest& request, FaultKind kind)
{
    return front_of(request).fault_reply(kind, to_practice(request),
                                         sandbox_.world_time(world_clock_.now()));
}

void Network::answer(Milliseconds after, const Waiting& waiting, Reply reply)
{
    HttpResponse response;
    response.status = reply.status;
    response.headers = std::move(reply.headers);
    response.body = std::move(reply.body);
    time_.after(after, [waiting, response = std::move(response)] { finish(waiting, response); });
}

void Network::fail(Milliseconds after, const Waiting& waiting, const Sent& sent, std::string why)
{
    Error error;
    error.code = sent->intent == HttpIntent::write ? Errc::uncertain : Errc::unavailable;
    error.operation = sent->api;
    error.remote_code = std::move(why);
    time_.after(after, [waiting, error = std::move(error)] { finish(waiting, error); });
}

Milliseconds Network::latency()
{
    return dice_.between(10ms, 200ms);
}

sandbox::Front& Network::front_of(const HttpRequest& request)
{
    const bool is_erp = request.url.find(erp_host) != std::string::npos;
    return *sandbox_.find_front(is_erp ? "jackyun" : "pinduoduo");
}

std::unique_ptr<HttpClient> SimulatedTransports::make_http(const config::ShopConfig&)
{
    return std::make_unique<SimulatedHttp>(network_);
}

std::unique_ptr<WebSocketPort> SimulatedTransports::make_sockets(const config::ShopConfig&)
{
    return std::make_unique<SimulatedSockets>(printer_, messages_, clock_);
}

} // namespace daifa::simulation
