#include "http/client.hpp"

#include "http/dial.hpp"
#include "http/exchange.hpp"
#include "http/failures.hpp"

namespace daifa::http {

struct Client::State {
    ClientOptions options;
    boost::asio::any_io_executor executor;
    std::shared_ptr<Deadlines> deadlines;
    Dialer dialer;
    std::unordered_map<std::string, std::shared_ptr<ConnectionPool>> pools = {};

    ConnectionPool& pool_of(const Url& url)
    {
        auto& pool = pools[url.origin()];
        if (!pool) {
            const PoolOptions limits{options.connections_max, options.waiting_max,
                                     options.idle_keep};
            pool = std::make_shared<ConnectionPool>(deadlines, executor, limits);
        }
        return *pool;
    }
};

namespace {

std::shared_ptr<Client::State> make_state(boost::asio::any_io_executor executor,
                                          ClientOptions options)
{
    auto deadlines = std::make_shared<Deadlines>(executor);
    Dialer dialer{.executor = executor,
                  .deadlines = deadlines,
                  .names = std::make_shared<NameCache>(executor, options.names_keep),
                  .ca_file = options.ca_file,
                  .proxy = parse_proxy(options.proxy)};
    // A wrong file is told at once; without one, OpenSSL's start can wait for the first https
    // request.
    if (!options.ca_file.empty())
        dialer.tls = std::make_unique<TlsContext>(options.ca_file);
    return std::make_shared<Client::State>(Client::State{std::move(options), std::move(executor),
                                                         std::move(deadlines), std::move(dialer)});
}

/// A kept-alive connection may have been closed by the other side just now; that is nobody's
/// failure.
bool may_repeat(const Outcome& outcome, HttpIntent intent)
{
    return outcome.kind == Outcome::Kind::lost && !outcome.has_answer_byte &&
           (intent == HttpIntent::read || outcome.size_sent == 0);
}

awaitable<Result<HttpResponse>> run(std::shared_ptr<Client::State> state, HttpRequest request)
{
    const auto url = parse_url(request.url);
    if (!url)
        co_return failure(request, Errc::misconfigured, url.error().remote_code);
    if (const auto flaw = find_flaw(request))
        co_return failure(request, Errc::misconfigured, *flaw);

    Deadline deadline(*state->deadlines, request.timeout);
    ConnectionPool& pool = state->pool_of(*url);
    Lease lease = pool.try_acquire();
    if (!lease) {
        auto granted = co_await pool.acquire(deadline);
        if (!granted) {
            Error error = granted.error();
            error.operation = request.api;
            co_return error;
        }
        lease = std::move(*granted);
    }

    RequestForm form;
    form.user_agent = state->options.user_agent;
    form.is_for_proxy = state->dialer.proxy && !url->is_tls;
    for (;;) {
        const bool is_reused = lease.has_connection();
        if (!is_reused) {
            auto dialed = co_await dial(state->dialer, *url, deadline);
            if (!dialed) {
                Error error = dialed.error();
                error.operation = request.api;
                co_return error;
            }
            lease.hold(std::move(*dialed));
        }
        auto outcome = co_await exchange(lease.connection(), request, *url, form, deadline);
        if (outcome.kind == Outcome::Kind::answered) {
            if (outcome.can_reuse)
                lease.keep();
            co_return std::move(outcome.response);
        }
        lease.drop_connection();
        if (!is_reused || !may_repeat(outcome, request.intent))
            co_return failure(request, failure_code(outcome, request.intent), outcome.problem);
    }
}

} // namespace

Client::Client(boost::asio::io_context& context, ClientOptions options)
    : state_(make_state(context.get_executor(), std::move(options)))
{
}

Client::~Client()
{
    close();
}

awaitable<Result<HttpResponse>> Client::send(HttpRequest request)
{
    return run(state_, std::move(request));
}

void Client::close()
{
    for (const auto& [origin, pool] : state_->pools)
        pool->close();
    state_->deadlines->trim();
}

} // namespace daifa::http
