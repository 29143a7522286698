#include "command/program.hpp"

#include "command/command_line.hpp"
#include "command/plugins.hpp"
#include "command/setup.hpp"
#include "config/configuration.hpp"
#include "http/unix_client.hpp"

#include <daifa/codec/form.hpp>
#include <daifa/codec/json.hpp>

#include <optional>

namespace daifa::command {
namespace {

/// Prints the address, takes what is pasted.
Outcome authorize_by_hand(Session& session, const std::string& shop, Environment& environment)
{
    const auto started = start_authorization(session, shop);
    if (!started)
        return failed(session.view, started.error());
    Outcome outcome = show_address(session, *started);
    if (session.view.is_json)
        return outcome;
    environment.out << outcome.out << std::flush;
    std::string pasted;
    if (std::getline(environment.in, pasted) && !pasted.empty())
        return finish_authorization(session, shop, pasted);
    Outcome nothing;
    nothing.code = exit_failed;
    nothing.err = std::string(session.view.say("daifa: no address was pasted; later: daifa authorize ",
                                               "daifa：没有粘贴地址；稍后可执行：daifa authorize ")) +
                  shop + " --redirected 'https://…'\n";
    return nothing;
}

Outcome authorize(Session& session, const AuthorizeOptions& options, Environment& environment)
{
    if (!options.tokens_file.empty())
        return adopt_tokens(session, options.shop, options.tokens_file);
    if (!options.redirected.empty())
        return finish_authorization(session, options.shop, options.redirected);
    return authorize_by_hand(session, options.shop, environment);
}

Outcome run_with_daemon(Session& session, const CommandLine& line, Environment& environment)
{
    switch (line.verb) {
    case Verb::status: return show_status(session);
    case Verb::plan: return show_plan(session, line.plan);
    case Verb::orders: return list_orders(session, line.orders);
    case Verb::cases:
        return list_cases(session, line.cases);
    case Verb::explain: return explain_order(session, line.action.order, line.action.shop);
    case Verb::windows: return list_windows(session, line.shop, line.only_holes, line.limit);
    case Verb::plugins: return list_plugins(session);
    case Verb::doctor: return run_doctor(session, line.shop);
    case Verb::authorize: return authorize(session, line.authorize, environment);
    case Verb::retry: return retry(session, line.action);
    case Verb::resolve: return resolve(session, line.action);
    case Verb::hold: return hold(session, line.action);
    case Verb::release: return release(session, line.action);
    case Verb::waybills: return show_waybills(session, line.shop);
    case Verb::print: return print_labels(session, line.print);
    case Verb::stock: return show_stock(session, line.stock);
    case Verb::merchant:
        return show_merchant(session, line.merchant);
    case Verb::proposals:
        return show_proposals(session, line.proposals);
    case Verb::cancel_waybill: return cancel_waybill(session, line.action);
    case Verb::reload: return reload(session);
    default: return {};
    }
}

/// Where the daemon listens. A configuration that was named must be readable; without one the usual
/// place is as good a guess as any.
boost::system::result<std::string, Outcome> find_socket(const View& view, const CommandLine& line)
{
    if (!line.socket.empty())
        return line.socket;
    auto loaded = config::load_daemon_settings(line.config);
    if (loaded.configuration)
        return loaded.configuration->daemon.admin.socket;
    if (!line.has_config)
        return config::AdminSettings().socket;
    Outcome outcome;
    outcome.code = exit_failed;
    for (const auto& problem : loaded.problems)
        outcome.err += config::to_text(problem, view.language) + "\n";
    return outcome;
}

/// Asks the daemon of that configuration, briefly: a check works without one.
CompareSender compare_with_daemon(const View& view, const CommandLine& line)
{
    return [&view, &line](const ShopSender& sender) -> std::optional<boost::json::object> {
        const auto socket = find_socket(view, line);
        if (!socket)
            return std::nullopt;
        boost::asio::io_context context;
        http::UnixClient client(context, *socket);
        Daemon daemon(context, client, *socket);
        boost::json::object body;
        body["country"] = sender.address.country;
        body["province"] = sender.address.province;
        body["city"] = sender.address.city;
        body["district"] = sender.address.district;
        body["town"] = sender.address.town;
        body["detail"] = sender.address.detail;
        const auto answer = daemon.post("/v1/shops/" + percent_encode(sender.shop) + "/sender",
                                        body, std::chrono::seconds(5));
        const auto* finding = answer ? find_member(*answer, "finding") : nullptr;
        if (finding == nullptr || !finding->is_object())
            return std::nullopt;
        return finding->get_object();
    };
}

/// What needs no daemon; nothing for the rest.
std::optional<Outcome> run_local(const View& view, const CommandLine& line,
                                 Environment& environment)
{
    Outcome outcome;
    switch (line.verb) {
    case Verb::init:
        return init(view, line.directory, environment.random);
    case Verb::check:
        return check(view, line.config, line.files, compare_with_daemon(view, line));
    case Verb::schema:
        return show_schema();
    case Verb::inspect_plugin:
        return inspect_plugin(view, line.directory);
    case Verb::version:
        outcome.out = environment.version + "\n";
        return outcome;
    default:
        return std::nullopt;
    }
}

Outcome run(const View& view, const CommandLine& line, Environment& environment)
{
    if (auto outcome = run_local(view, line, environment))
        return std::move(*outcome);
    const auto socket = find_socket(view, line);
    if (!socket)
        return socket.error();
    boost::asio::io_context context;
    http::UnixClient client(context, *socket);
    Daemon daemon(context, client, *socket);
    Session session{view, daemon, environment.operator_name};
    return run_with_daemon(session, line, environment);
}

/// The language that the configuration sets; nothing when it can not be read.
config::LanguageChoice configured_language(const std::string& file)
{
    const auto loaded = config::load_daemon_settings(file);
    return loaded.configuration ? loaded.configuration->daemon.language
                                : config::LanguageChoice::automatic;
}

bool wants_color(const std::string& choice, bool is_terminal)
{
    return choice == "always" || (choice == "auto" && is_terminal);
}

} // namespace

int run_program(std::vector<std::string> arguments, Environment environment)
{
    View view;
    view.language = find_language(arguments, environment.locale);
    view.now = environment.clock.now();
    view.width = environment.width;
    auto parsed = parse_command_line(std::move(arguments), view.language, environment.version);
    if (!parsed.is_answered && parsed.line.language == "auto")
        view.language =
            config::choose_language(configured_language(parsed.line.config), environment.locale);
    view.is_json = parsed.line.is_json;
    view.has_color = !view.is_json && wants_color(parsed.line.color, environment.is_terminal);

    const Outcome outcome =
        parsed.is_answered ? std::move(parsed.answer) : run(view, parsed.line, environment);
    environment.out << outcome.out << std::flush;
    environment.err << outcome.err << std::flush;
    return outcome.code;
}

} // namespace daifa::command
