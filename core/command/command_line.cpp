#include "command/command_line.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <sstream>

namespace daifa::command {
namespace {

/// Builds the commands into one parser; what they say ends up in `line`.
class Parser {
public:
    Parser(CommandLine& line, config::Language language, const std::string& version)
        : line_(line), language_(language)
    {
        app_.name("daifa");
        app_.description(say(
            "daifa shows and steers daifad, which keeps a sales platform and a factory's ERP equal",
            "daifa 查看并操作 daifad：让销售平台与厂家 ERP 保持一致"));
        app_.set_version_flag("--version", version);
        app_.require_subcommand(1);
        app_.fallthrough();
        app_.footer(
            say("Exit codes: 0 done, and for plan: both sides are equal; 1 failed, refused, or "
                "something is "
                "wrong (check, doctor); 2 plan found differences; 64 wrong arguments.",
                "退出码：0 成功（plan：两边一致）；1 失败、被拒绝或发现问题（check、doctor）；"
                "2 plan 发现差异；64 参数错误。"));
        add_globals();
        add_local();
        add_views();
        add_stock();
        add_merchant();
        add_actions();
    }

    CLI::App& app() { return app_; }

private:
    std::string say(const char* en, const char* zh) const
    {
        return language_ == config::Language::zh ? zh : en;
    }

    CLI::App* add(const char* name, Verb verb, const char* en, const char* zh,
                  CLI::App* under = nullptr)
    {
        CLI::App* command = (under == nullptr ? &app_ : under)->add_subcommand(name, say(en, zh));
        command->fallthrough();
        command->callback([this, verb] { line_.verb = verb; });
        return command;
    }

    void add_shop(CLI::App* command, std::string& shop)
    {
        command->add_option("--shop", shop, say("Only this shop", "仅该店铺"));
    }

    void add_order(CLI::App* command)
    {
        command
            ->add_option("order", line_.action.order,
                         say("Order number, its beginning, or merchant/number",
                             "订单号、其开头，或 商家/订单号"))
            ->required();
        add_shop(command, line_.action.shop);
    }

    void add_reason(CLI::App* command)
    {
        command
            ->add_option("--reason", line_.action.reason,
                         say("Kept in the order's history", "记入订单历史"))
            ->required();
    }

    void add_globals()
    {
        app_.add_option("--config", line_.config,
                        say("The daemon's configuration", "守护进程的配置文件"))
            ->capture_default_str();
        app_.add_option("--socket", line_.socket,
                        say("The daemon's socket; else as the configuration says",
                            "守护进程的套接字；默认取自配置"));
        app_.add_flag("--json", line_.is_json, say("JSON for programs", "输出 JSON"));
        app_.add_option("--lang", line_.language,
                        say("zh, en, or auto: by the configuration, else the locale",
                            "zh、en 或 auto（按配置，否则按系统语言）"))
            ->check(CLI::IsMember({"zh", "en", "auto"}))
            ->capture_default_str();
        app_.add_option("--color", line_.color, say("auto: only on a terminal", "auto：仅在终端中"))
            ->check(CLI::IsMember({"auto", "always", "never"}))
            ->capture_default_str();
    }

    void add_local()
    {
        add("init", Verb::init, "Write a commented configuration and the key file",
            "写出带注释的配置和密钥文件")
            ->add_option("directory", line_.directory, say("Where to", "目录"))
            ->required();
        add("check", Verb::check, "Check the configuration without touching anything",
            "检查配置，不做任何改动")
            ->add_option("files", line_.files,
                         say("Only these files; a directory or daifa.yaml is a whole configuration",
                             "仅检查这些文件；目录或 daifa.yaml 表示整套配置"));
        add("schema", Verb::schema, "Print the JSON Schema of the configuration",
            "输出配置的 JSON Schema");
        add("version", Verb::version, "Print the version", "输出版本");
    }

    void add_views()
    {
        add("status", Verb::status, "All shops at a glance", "所有店铺概览");
        auto* plan = add("plan", Verb::plan, "What would be done next; changes nothing",
                         "接下来会做什么；不做任何改动");
        add_shop(plan, line_.plan.shop);
        plan->add_flag("--refresh", line_.plan.refreshes,
                       say("Read both sides first", "先读取两边"));

        auto* orders = add("orders", Verb::orders, "List orders", "订单列表");
        add_shop(orders, line_.orders.shop);
        orders->add_option("--state", line_.orders.state,
                           "downloaded, imported, shipped, uploaded, withdrawn, held, skipped, "
                           "closed");
        orders->add_option("--difference", line_.orders.difference,
                           say("Only with this difference", "仅含该差异"));
        orders->add_option(
            "--text", line_.orders.text,
            say("Part of the order's number or the merchant's id", "订单号或商家号的一部分"));
        orders->add_option("--sort", line_.orders.sort, "oldest, newest");
        orders->add_option("--limit", line_.orders.limit, say("At most so many", "最多条数"))
            ->check(CLI::Range(1, 1'000'000))
            ->capture_default_str();

        auto* cases = add("cases", Verb::cases, "What waits for a person's decision, oldest first",
                          "等待人工决定的异常，最早的在前");
        add_shop(cases, line_.cases.shop);
        cases
            ->add_option("--owner", line_.cases.owner,
                         say("Only what this one can decide", "仅由该角色处理的"))
            ->check(CLI::IsMember({"administrator", "warehouse", "merchant", "developer"}));
        cases->add_flag("--closed", line_.cases.is_closed,
                        say("What was decided, the latest first", "已作的决定，最近的在前"));
        cases->add_option("--limit", line_.cases.limit, say("At most so many", "最多条数"))
            ->check(CLI::Range(1, 1000))
            ->capture_default_str();

        add_order(add("explain", Verb::explain,
                      "Why an order stands where it stands, and who can move it",
                      "订单为何处于当前状态，由谁处理"));
        auto* windows =
            add("windows", Verb::windows, "What was read, and what could not be", "读取记录与缺口");
        add_shop(windows, line_.shop);
        windows->add_flag("--holes", line_.only_holes,
                          say("Only what could not be read", "仅缺口"));
        windows
            ->add_option("--limit", line_.limit,
                         say("At most so many for each shop", "每店最多条数"))
            ->check(CLI::Range(1, 1000))
            ->capture_default_str();

        auto* plugins = add("plugins", Verb::plugins, "The daemon's plugins", "守护进程的插件");
        auto* inspect =
            add("inspect", Verb::inspect_plugin, "What a plugin file is, or why it is refused",
                "查看插件文件，或被拒绝的原因", plugins);
        inspect->add_option("file", line_.directory, say("The plugin", "插件文件"))->required();
        // A parent's callback runs after its child's.
        plugins->callback([this, inspect] {
            line_.verb = inspect->parsed() ? Verb::inspect_plugin : Verb::plugins;
        });
        add_shop(add("waybills", Verb::waybills, "Contracts with carriers and the numbers left",
                     "电子面单签约与余额"),
                 line_.shop);
        add_shop(add("doctor", Verb::doctor,
                     "Examine clocks, access, permissions, channel and carriers",
                     "检查时钟、授权、权限、渠道和快递"),
                 line_.shop);
    }

    void add_stock()
    {
        auto* stock = add("stock", Verb::stock,
                          "What the ERP has, what is wanted, and what the platform offers",
                          "ERP 库存、应有数量与平台数量");
        add_shop(stock, line_.stock.shop);
        stock->add_option("--difference", line_.stock.difference,
                          say("Only with this difference", "仅含该差异"));
        stock->add_option("--state", line_.stock.state,
                          "waiting, equal, sending, differs, held, skipped");
        stock->add_option(
            "--text", line_.stock.text,
            say("Part of the listing's id, code or title", "商品号、编码或名称的一部分"));
        stock
            ->add_option("--limit", line_.stock.limit,
                         say("At most so many for each shop", "每店最多条数"))
            ->check(CLI::Range(1, 1000))
            ->capture_default_str();
        auto* plan = stock->add_flag("--plan", line_.stock.is_plan,
                                     say("Only what would be sent or waits; changes nothing",
                                         "仅显示将上传或等待处理的；不做任何改动"));
        auto* explain =
            stock->add_option("--explain", line_.stock.explain,
                              say("One listing with its history", "查看某商品及其历史"));
        auto* send = stock->add_option(
            "--send", line_.stock.send,
            say("Send what is wanted of this listing now", "立即上传该商品的应有数量"));
        auto* all =
            stock->add_flag("--all", line_.stock.sends_all,
                            say("Send all that waits for a person", "上传所有等待人工确认的商品"));
        send->excludes(all)->excludes(plan)->excludes(explain);
        all->excludes(plan)->excludes(explain);
        plan->excludes(explain);
    }

    void add_merchant()
    {
        auto* merchant = add("merchant", Verb::merchant,
                             "The orders of merchants' shops: what ships, what waits",
                             "商家店铺的订单：发货与等待");
        MerchantOptions& options = line_.merchant;
        add_shop(merchant, options.shop);
        merchant->add_option("--difference", options.difference,
                             say("Only with this difference", "仅含该差异"));
        merchant->add_option("--state", options.state,
                             "waiting, ready, shipping, held, shipped, closed");
        merchant->add_option("--text", options.text,
                             say("Beginning of the order's number", "订单号开头"));
        merchant
            ->add_option("--limit", options.limit,
                         say("At most so many for each shop", "每店最多条数"))
            ->check(CLI::Range(1, 1000))
            ->capture_default_str();
        auto* plan = merchant->add_flag(
            "--plan", options.is_plan,
            say("What would be done next; changes nothing", "下一步会做什么；不做任何改动"));
        auto* explain = merchant->add_option("--explain", options.explain,
                                             say("One order with its history", "查看某单及其历史"));
        auto* ship = merchant->add_option(
            "--ship", options.ship,
            say("Ship this order with the number it has", "用已得到的运单号发货该单"));
        ship->excludes(plan)->excludes(explain);
        plan->excludes(explain);

        auto* proposals = add("proposals", Verb::proposals,
                              "Orders that wait to be assigned, and to which factory by the rules",
                              "等待分配的订单，及按规则建议的厂家");
        add_shop(proposals, line_.proposals.shop);
        proposals->add_option("--factory", line_.proposals.factory,
                              say("Only for this factory", "仅该厂家"));
        auto* csv =
            proposals->add_option("--csv", line_.proposals.csv,
                                  say("Write them to a file for a spreadsheet, - to the screen",
                                      "写入表格文件，- 为屏幕"));
        proposals
            ->add_option("--html", line_.proposals.html,
                         say("Write them to a page to read or print, - to the screen",
                             "写入网页（可打印），- 为屏幕"))
            ->excludes(csv);
    }

    void add_actions()
    {
        auto* authorize =
            add("authorize", Verb::authorize, "Let a shop's owner grant access", "由店主授权店铺");
        authorize->add_option("shop", line_.authorize.shop, say("The shop", "店铺"))->required();
        auto* redirected = authorize->add_option(
            "--redirected", line_.authorize.redirected,
            say("The address the browser showed after agreeing", "同意授权后浏览器中的地址"));
        authorize
            ->add_option(
                "--tokens", line_.authorize.tokens_file,
                say("Tokens from a JSON file with mode 0600", "权限为 0600 的令牌 JSON 文件"))
            ->excludes(redirected);

        add_order(add("retry", Verb::retry, "Try an order's refused step again now",
                      "立即重试被拒绝的操作"));
        add_resolve();
        auto* hold =
            add("hold", Verb::hold, "Stop an order until it is released", "暂停订单，直到放行");
        add_order(hold);
        add_reason(hold);
        add_order(add("release", Verb::release, "Let a held order go on", "放行已暂停的订单"));
        auto* print = add("print", Verb::print,
                          "Print the labels that were never printed, or one order's again",
                          "打印尚未打印的面单，或重打某个订单的面单");
        add_shop(print, line_.print.shop);
        print->add_option("--carrier", line_.print.carrier,
                          say("Only of this carrier", "仅该快递"));
        print
            ->add_option("--batch", line_.print.limit,
                         say("Of so many orders, at most", "最多多少个订单"))
            ->check(CLI::Range(1, 1'000'000));
        auto* preview = print->add_option(
            "--preview", line_.print.preview,
            say("Show this order's labels without paper", "预览该订单的面单，不打印"));
        auto* reprint = print->add_option("--reprint", line_.print.reprint,
                                          say("Of this order, once more", "重打该订单"));
        print
            ->add_option("--reason", line_.print.reason,
                         say("Why once more; kept in its history", "重打原因，记入历史"))
            ->needs(reprint);
        reprint->excludes(preview);
        auto* cancel = add("cancel-waybill", Verb::cancel_waybill,
                           "Give an order's waybill numbers back", "退回订单的运单号");
        add_order(cancel);
        add_reason(cancel);
        add("reload", Verb::reload, "Read the configuration again", "重新读取配置");
    }

    void add_resolve()
    {
        auto* resolve = add("resolve", Verb::resolve,
                            "Decide a case (see daifa cases), or say what became of an uncertain "
                            "write, whose an upload is, or which parcel an order goes in",
                            "决定异常（见 daifa "
                            "cases），或说明不确定的写操作的结果、回传的归属、订单放入哪个包裹");
        add_order(resolve);
        auto* what =
            resolve->add_option_group(say("what is resolved", "处理对象"))->require_option(1);
        auto* case_name = what->add_option("--case", line_.action.case_name,
                                           say("A difference of the order, as daifa cases names it",
                                               "订单的差异，名称见 daifa cases"));
        auto* choice = resolve
                           ->add_option("--choice", line_.action.choice,
                                        say("What is to be done, or reopen: decide anew",
                                            "如何处理；reopen 表示撤回决定"))
                           ->needs(case_name);
        case_name->needs(choice);
        auto* write = what->add_option("--write", line_.action.write,
                                       say("Its key, see explain", "写操作的键，见 explain"));
        what->add_option(
            "--uploaded", line_.action.uploaded,
            say("Of uploaded_by_other: the number on the platform is ours; extra ones behind a "
                "comma",
                "用于 uploaded_by_other：平台上的运单号由我方回传；从运单号以逗号隔开"));
        what->add_flag("--joint", line_.action.is_joint,
                       say("In one parcel with the other open orders of its recipient",
                           "与同一收件人的其他未完成订单合为一包"));
        what->add_flag("--single", line_.action.is_single,
                       say("In a parcel of its own", "单独发一包"));
        auto* outcome = resolve
                            ->add_option("--outcome", line_.action.outcome,
                                         say("What is true over there", "对方的实际情况"))
                            ->check(CLI::IsMember({"confirmed", "refused", "given_up"}))
                            ->needs(write);
        write->needs(outcome);
        resolve
            ->add_option("--number", line_.action.number,
                         say("Of a number that was taken: carrier and number, YTO/YT1",
                             "已取到的运单号：快递/运单号，如 YTO/YT1"))
            ->needs(write);
        add_reason(resolve);
    }

    CommandLine& line_;
    config::Language language_;
    CLI::App app_;
};

} // namespace

ParsedLine parse_command_line(std::vector<std::string> arguments, config::Language language,
                              const std::string& version)
{
    ParsedLine parsed;
    Parser parser(parsed.line, language, version);
    // CLI11 takes them from the back.
    std::ranges::reverse(arguments);
    try {
        parser.app().parse(std::move(arguments));
        parsed.line.has_config = parser.app().count("--config") > 0;
    } catch (const CLI::ParseError& end) {
        std::ostringstream out;
        std::ostringstream err;
        const bool is_good = parser.app().exit(end, out, err) == 0;
        parsed.is_answered = true;
        parsed.answer.code = is_good ? exit_good : exit_usage;
        parsed.answer.out = out.str();
        parsed.answer.err = err.str();
    }
    return parsed;
}

config::Language find_language(const std::vector<std::string>& arguments, const std::string& locale)
{
    config::LanguageChoice choice = config::LanguageChoice::automatic;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        std::string value;
        if (arguments[i].starts_with("--lang="))
            value = arguments[i].substr(7);
        else if (arguments[i] == "--lang" && i + 1 < arguments.size())
            value = arguments[i + 1];
        if (value == "zh")
            choice = config::LanguageChoice::zh;
        else if (value == "en")
            choice = config::LanguageChoice::en;
    }
    return config::choose_language(choice, locale);
}

} // namespace daifa::command
