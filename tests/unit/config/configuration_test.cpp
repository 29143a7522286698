#include "config/configuration.hpp"

#include "config_directory.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::config;
using namespace std::chrono_literals;

namespace {

std::string problems_of(const test::ConfigDirectory& directory, Language language = Language::en)
{
    return test::problem_lines(directory, test::load(directory), language);
}

/// The good shop with further lines, from line 9 on.
std::string shop_with(std::string_view lines)
{
    return std::string(test::ConfigDirectory::good_shop) + std::string(lines);
}

constexpr std::string_view full_strategy = R"(strategy: factory
download:
  enabled: false
  order_types: [factory_dispatch]
  interval: 6m
  delay: 0
  look_back: 7d
  overlap: 1m
  settle: 30s
  recheck: 1h
  filter: {regions: [浙江省/杭州市], merchants_except: [某店], keywords: [直发]}
audit:
  mode: auto
  hold: 5m
  block_if: [seller_note, sf_only, {keyword: [改地址]}, {quantity_over: 10}, {amount_over: 99.5}]
  on_withdraw: hold
upload:
  moment: reserved
  delay: 2h
  parcels: all
  part_shipping: any
  carriers: {中通快递: ZTO}
stock:
  enabled: true
  mode: repair
  percent: 80
  plus: -2
  max: 999
  except: [X]
retry: [1s, 10s]
)";

} // namespace

BOOST_AUTO_TEST_SUITE(configuration)

BOOST_AUTO_TEST_CASE(takes_everything_at_its_default_from_the_shortest_files)
{
    const test::ConfigDirectory directory;

    const auto loaded = test::load(directory);

    BOOST_TEST(test::problem_lines(directory, loaded, Language::en) == "");
    BOOST_TEST_REQUIRE(loaded.configuration.has_value());
    const DaemonSettings& daemon = loaded.configuration->daemon;
    BOOST_TEST(daemon.store.url == "sqlite:///var/lib/daifa/daifa.db");
    BOOST_TEST(daemon.store.key.reveal() == std::string(64, 'a'));
    BOOST_TEST((daemon.store.retention == 24h * 90));
    BOOST_TEST(daemon.admin.socket == "/run/daifa/admin.sock");
    BOOST_TEST(daemon.admin.mode == 0660u);
    BOOST_TEST(daemon.metrics_listen == "");
    BOOST_TEST_REQUIRE(loaded.configuration->shops.size() == 1u);
    const ShopConfig& shop = loaded.configuration->shops.front();
    BOOST_TEST(shop.plan.id.text() == "alpha");
    BOOST_TEST(shop.plan.channel.text() == "0042");
    BOOST_TEST(directory.shortened(shop.source) == "shops.d/alpha.yaml:1");
    BOOST_TEST(shop.plan.recipient_fill.name == "代发 {order:6}");
    BOOST_TEST(shop.plan.strategy.name == "factory");
    BOOST_TEST(directory.shortened(shop.plan.strategy.source) == "strategies.d/factory.yaml:1");
    BOOST_TEST((shop.plan.strategy.download.interval == DownloadStrategy{}.interval));
}

BOOST_AUTO_TEST_CASE(knows_where_each_option_of_a_strategy_stands)
{
    const test::ConfigDirectory directory;
    directory.write("strategies.d/factory.yaml",
                    "strategy: factory\nupload:\n  parcels: all\n  delay: 1m\n");

    const auto places =
        test::load(directory).configuration.value().shops.at(0).plan.strategy.places;

    BOOST_TEST(directory.shortened(places.at("upload.delay")) == "strategies.d/factory.yaml:4");
    BOOST_TEST(!places.contains("upload.interval"));
}

BOOST_AUTO_TEST_CASE(reads_every_part_of_the_daemon)
{
    const test::ConfigDirectory directory;
    directory.write(
        "daifa.yaml",
        "language: zh\n"
        "store: {url: \"sqlite:///srv/daifa.db\", key: {file: daifa.key}, retention: 60d}\n"
        "plugins: {directory: plugins}\n"
        "admin: {socket: admin.sock, mode: \"0600\"}\n"
        "metrics: {listen: \"[::1]:9464\"}\n"
        "log: {level: debug, format: json}\n"
        "include: {shops: [shops.d/alpha.yaml]}\n");

    const auto loaded = test::load(directory);

    BOOST_TEST(test::problem_lines(directory, loaded, Language::en) == "");
    const DaemonSettings& daemon = loaded.configuration->daemon;
    BOOST_TEST((daemon.language == LanguageChoice::zh));
    BOOST_TEST(daemon.store.url == "sqlite:///srv/daifa.db");
    BOOST_TEST(directory.shortened(daemon.plugin_directory) == "plugins");
    BOOST_TEST(directory.shortened(daemon.admin.socket) == "admin.sock");
    BOOST_TEST(daemon.admin.mode == 0600u);
    BOOST_TEST(daemon.metrics_listen == "[::1]:9464");
    BOOST_TEST((daemon.log.level == LogThreshold::debug));
    BOOST_TEST((daemon.log.format == LogFormat::json));
}

BOOST_AUTO_TEST_CASE(reads_every_part_of_a_strategy)
{
    const test::ConfigDirectory directory;
    directory.write("strategies.d/factory.yaml", full_strategy);

    const auto loaded = test::load(directory);

    BOOST_TEST(test::problem_lines(directory, loaded, Language::en) == "");
    const Strategy& strategy = loaded.configuration->shops.at(0).plan.strategy;
    BOOST_TEST(!strategy.download.is_enabled);
    BOOST_TEST((strategy.download.interval == 6min));
    BOOST_TEST((strategy.download.delay == 0ms));
    BOOST_TEST((strategy.download.look_back == 24h * 7));
    BOOST_TEST((strategy.download.settle == 30s));
    BOOST_TEST(strategy.download.filter.regions.at(0) == "浙江省/杭州市");
    BOOST_TEST(strategy.download.filter.merchants_except.at(0) == "某店");
    BOOST_TEST((strategy.audit.mode == AuditMode::automatic));
    BOOST_TEST(strategy.audit.block_on_seller_note);
    BOOST_TEST(strategy.audit.block_on_sf_only);
    BOOST_TEST(strategy.audit.block_on_keywords.at(0) == "改地址");
    BOOST_TEST(strategy.audit.block_above_quantity.value() == 10);
    BOOST_TEST(strategy.audit.block_above_amount.value().fen == 9950);
    BOOST_TEST((strategy.audit.on_withdraw == OnWithdraw::hold));
    BOOST_TEST((strategy.upload.moment == UploadMoment::reserved));
    BOOST_TEST((strategy.upload.parcels == UploadParcels::all));
    BOOST_TEST((strategy.upload.part_shipping == PartShipping::any));
    BOOST_TEST(strategy.upload.carriers.at("中通快递") == "ZTO");
    BOOST_TEST((strategy.stock.mode == RepairMode::repair));
    BOOST_TEST(strategy.stock.plus == -2);
    BOOST_TEST(strategy.stock.max.value() == 999);
    BOOST_TEST((strategy.retry.delays == std::vector<Milliseconds>{1s, 10s}));
}

BOOST_AUTO_TEST_CASE(reads_every_part_of_a_shop)
{
    const test::ConfigDirectory directory;
    directory.write("shops.d/items.csv", "\xef\xbb\xbfkey,barcode\nSKU-1,690001\n");
    directory.write(
        "shops.d/alpha.yaml",
        shop_with("items: {match: goods_no=product_sn + spec=goods_spec, map: items.csv}\n"
                  "recipient_fill: {name: \"{merchant}\", phone: \"\", address: 仓库}\n"
                  "limits: {order.get: 20/1s, trade.create: 100/m}\n"
                  "connections: 8\nproxy: http://127.0.0.1:3128\n"));

    const auto loaded = test::load(directory);

    BOOST_TEST(test::problem_lines(directory, loaded, Language::en) == "");
    const ShopConfig& shop = loaded.configuration->shops.at(0);
    BOOST_TEST((shop.plan.items.match == ItemMatch::goods_variant));
    BOOST_TEST(shop.plan.items.map.at("SKU-1").barcode == "690001");
    BOOST_TEST(shop.plan.recipient_fill.name == "{merchant}");
    BOOST_TEST((shop.limits.at("order.get") == RateOverride{20, 1s}));
    BOOST_TEST((shop.limits.at("trade.create") == RateOverride{100, 1min}));
    BOOST_TEST(shop.connections == 8);
    BOOST_TEST(shop.proxy == "http://127.0.0.1:3128");
}

BOOST_AUTO_TEST_CASE(names_what_a_reference_does_not_find)
{
    const test::ConfigDirectory directory;
    directory.write("shops.d/alpha.yaml",
                    "shop: alpha\nstrategy: factroy\nplatform: {plugin: markt}\n"
                    "erp: {plugin: boks, channel: c}\nitems: {map: none.csv}\n"
                    "waybill: {source: erp}\n");

    BOOST_TEST(problems_of(directory) ==
               "shops.d/none.csv: error: the file does not exist\n"
               "shops.d/alpha.yaml:2:11: error: there is no strategy \"factroy\", did you mean "
               "\"factory\"?\n"
               "shops.d/alpha.yaml:3:20: error: no markt\n"
               "shops.d/alpha.yaml:4:15: error: no boks");
    BOOST_TEST(
        problems_of(directory, Language::zh) ==
        "shops.d/none.csv: 错误: 文件不存在\n"
        "shops.d/alpha.yaml:2:11: 错误: 没有名为 \"factroy\" 的策略，是否想写 \"factory\"？\n"
        "shops.d/alpha.yaml:3:20: 错误: 没有 markt\n"
        "shops.d/alpha.yaml:4:15: 错误: 没有 boks");
}

BOOST_AUTO_TEST_CASE(names_what_a_shop_lacks)
{
    const test::ConfigDirectory directory;
    directory.write("shops.d/alpha.yaml",
                    "shop: alpha\nerp: {plugin: books, channel: c}\nplatform:\n"
                    "waybill: {source: erp}\n");

    BOOST_TEST(
        problems_of(directory) ==
        "shops.d/alpha.yaml:1:1: error: the key \"strategy\" is missing (The strategy it follows)\n"
        "shops.d/alpha.yaml:3:1: error: the key \"platform.plugin\" is missing (Name of the "
        "plugin, "
        "see daifa plugins)");
}

BOOST_AUTO_TEST_CASE(refuses_what_a_shop_may_not_say)
{
    const test::ConfigDirectory directory;
    directory.write("shops.d/alpha.yaml", shop_with("limits: {order.gte: 20/1s, order.get: fast}\n"
                                                    "recipient_fill: {name: \"{orders}\"}\n"
                                                    "connections: 0\nproxy: 127.0.0.1\n"));

    BOOST_TEST(
        problems_of(directory) ==
        "shops.d/alpha.yaml:10:10: warning: neither plugin has a limit of the name \"order.gte\", "
        "did you mean \"order.get\"?\n"
        "shops.d/alpha.yaml:10:39: error: \"order.get\" must be calls per span such as 20/1s, not "
        "\"fast\"\n"
        "shops.d/alpha.yaml:11:24: error: unknown placeholder \"{orders}\": {order:6}, {merchant}, "
        "{province}, {city} or {district}\n"
        "shops.d/alpha.yaml:12:14: error: \"connections\" must be between 1 and 64, not 0\n"
        "shops.d/alpha.yaml:13:8: error: \"proxy\" must be an address that begins with http:// or "
        "https://, not \"127.0.0.1\"");
}

BOOST_AUTO_TEST_CASE(numbers_from_the_platform_need_a_sender_and_a_moment_that_comes)
{
    const test::ConfigDirectory directory;
    std::string shop(test::ConfigDirectory::good_shop);
    shop.erase(shop.find("waybill:"));
    directory.write("shops.d/alpha.yaml", shop);
    BOOST_TEST(
        problems_of(directory) ==
        "shops.d/alpha.yaml:1:7: error: numbers from the platform (waybill.source: platform, "
        "the default) need a waybill.sender; where the ERP gives them, write waybill: "
        "{source: erp}");

    directory.write(
        "shops.d/alpha.yaml",
        shop + "waybill:\n  sender: {name: n, mobile: m, province: p, city: c, detail: x}\n");
    BOOST_TEST(problems_of(directory) ==
               "shops.d/alpha.yaml:10:11: error: the key \"waybill.sender.district\" is missing "
               "(District)");

    const std::string sender =
        "waybill:\n  sender: {name: n, mobile: m, province: p, city: c, district: d, detail: x}\n";
    directory.write("shops.d/alpha.yaml", shop + sender);
    BOOST_TEST(problems_of(directory) == "");

    directory.write("strategies.d/factory.yaml", "strategy: factory\nupload: {moment: reserved}\n");
    BOOST_TEST(
        problems_of(directory) ==
        "shops.d/alpha.yaml:1:7: error: with numbers from the platform upload.moment can't be "
        "reserved: write taken, printed or shipped");
}

BOOST_AUTO_TEST_CASE(a_carrier_is_chosen_by_conditions_that_make_sense)
{
    const test::ConfigDirectory directory;
    directory.write("strategies.d/factory.yaml",
                    "strategy: factory\nwaybill:\n  carrier_for:\n    region:浙江省: YTO\n"
                    "    wieght_over:5: ZTO\n    weight_over:five: ZTO\n");
    BOOST_TEST(
        problems_of(directory) ==
        "strategies.d/factory.yaml:5:5: error: \"wieght_over:5\" must be merchant:, region:, "
        "product: or weight_over: with something behind it\n"
        "strategies.d/factory.yaml:6:5: error: \"weight_over:five\" must be grams, such as "
        "weight_over:3000");
}

BOOST_AUTO_TEST_CASE(never_repeats_a_password_that_stands_in_an_address)
{
    const test::ConfigDirectory directory;
    directory.write("shops.d/alpha.yaml", shop_with("proxy: http://u:made-up@127.0.0.1:3128\n"));

    BOOST_TEST(problems_of(directory) ==
               "shops.d/alpha.yaml:10:8: error: no user and password may stand in "
               "the address \"proxy\"");
    BOOST_TEST(test::load(directory).problems.front().excerpt == "");
}

BOOST_AUTO_TEST_CASE(stops_listing_when_a_file_is_nothing_but_problems)
{
    const test::ConfigDirectory directory;
    std::string lines = "strategy: factory\n";
    for (int i = 0; i < 50'000; ++i)
        lines += "wrong" + std::to_string(i) + ": 1\n";
    directory.write("strategies.d/factory.yaml", lines);

    const auto loaded = test::load(directory);

    BOOST_TEST(loaded.problems.size() == 200u);
    BOOST_TEST(loaded.problems.back().text_en == "too many problems: what follows is not listed");
}

BOOST_AUTO_TEST_CASE(a_faulty_shop_hides_neither_the_others_nor_their_problems)
{
    const test::ConfigDirectory directory;
    directory.write("shops.d/beta.yaml", "shop: [beta\n");
    directory.write("shops.d/gamma.yaml", "shop: gamma\nbad: 1\nwaybill: {source: erp}\n");

    const auto loaded = test::load(directory);

    BOOST_TEST(loaded.problems.front().is_syntax);
    BOOST_TEST(loaded.problems.size() == 5u);
    BOOST_TEST_REQUIRE(loaded.configuration->shops.size() == 1u);
    BOOST_TEST(loaded.configuration->shops.front().plan.id.text() == "alpha");
    BOOST_TEST_REQUIRE(loaded.faulty_shops.size() == 2u);
    BOOST_TEST(directory.shortened(loaded.faulty_shops.at(0)) == "shops.d/beta.yaml");
    BOOST_TEST(loaded.faulty_shops.at(1) == "gamma");
}

BOOST_AUTO_TEST_CASE(of_two_shops_with_one_id_neither_runs)
{
    const test::ConfigDirectory directory;
    directory.write("shops.d/beta.yaml", test::ConfigDirectory::good_shop);

    const auto loaded = test::load(directory);

    BOOST_TEST(test::problem_lines(directory, loaded, Language::en) ==
               "shops.d/beta.yaml:1:7: error: the shop id \"alpha\" is used twice, first in "
               "shops.d/alpha.yaml:1");
    BOOST_TEST(loaded.configuration->shops.empty());
}

BOOST_AUTO_TEST_CASE(a_strategy_that_can_not_be_read_is_not_called_missing)
{
    const test::ConfigDirectory directory;
    directory.write("strategies.d/factory.yaml", "strategy: factory\nretry: [1s\n");

    const auto loaded = test::load(directory);

    BOOST_TEST(loaded.problems.size() == 1u);
    BOOST_TEST(loaded.problems.front().is_syntax);
    BOOST_TEST(loaded.configuration->shops.empty());
}

BOOST_AUTO_TEST_CASE(a_strategy_defined_twice_stops_its_shops)
{
    const test::ConfigDirectory directory;
    directory.write("strategies.d/other.yaml", "strategy: factory\n");

    const auto loaded = test::load(directory);

    BOOST_TEST(test::problem_lines(directory, loaded, Language::zh) ==
               "strategies.d/other.yaml:1:11: 错误: 策略 \"factory\" 重复，已在 "
               "strategies.d/factory.yaml:1 "
               "定义");
    BOOST_TEST(loaded.configuration->shops.empty());
}

BOOST_AUTO_TEST_CASE(reads_no_secret_of_a_shop_that_is_off)
{
    const test::ConfigDirectory directory;
    std::filesystem::remove(directory / "secret");
    directory.write("shops.d/alpha.yaml", shop_with("enabled: false\n"));

    const auto loaded = test::load(directory);

    BOOST_TEST(loaded.problems.empty());
    BOOST_TEST(!loaded.configuration->shops.at(0).is_enabled);
    BOOST_TEST(loaded.configuration->shops.at(0).platform_settings.secret("app_secret").empty());
}

BOOST_AUTO_TEST_CASE(there_is_no_configuration_when_the_daemons_own_file_is_wrong)
{
    const test::ConfigDirectory directory;
    directory.write("daifa.key", "too short\n", 0600);
    BOOST_TEST(!test::load(directory).configuration.has_value());
    BOOST_TEST(problems_of(directory) ==
               "daifa.yaml:1:1: error: the master key must be 64 hex digits; daifa init makes one");

    directory.write("daifa.key", std::string(64, '0'), 0600);
    // Neither the sentence nor the line shown with it may repeat a password.
    for (const char* const url :
         {"postgresql://daifa@db/daifa", "postgresql://u:made-up@db/daifa"}) {
        directory.write("daifa.yaml", "store: {url: \"" + std::string(url) + "\"}\n");
        BOOST_TEST(problems_of(directory) ==
                   "daifa.yaml:1:14: error: this version of daifa keeps its ledger in SQLite only, "
                   "PostgreSQL is not supported yet: write sqlite:///absolute/path");
        BOOST_TEST(test::load(directory).problems.at(0).excerpt.find("made-up") ==
                   std::string::npos);
    }

    std::filesystem::remove(directory / "daifa.yaml");
    BOOST_TEST(problems_of(directory) == "daifa.yaml: error: the file does not exist");
}

BOOST_AUTO_TEST_CASE(a_mistake_in_the_daemons_own_file_hides_none_of_the_others)
{
    const test::ConfigDirectory directory;
    directory.write("strategies.d/factory.yaml", "strategy: factory\nretyr: [1s]\n");
    for (const char* const daemon : {"log: {level: loud}\n", "log: [level\n"}) {
        directory.write("daifa.yaml", daemon);

        const std::string problems = problems_of(directory);

        BOOST_TEST(problems.find("daifa.yaml:") != std::string::npos, problems);
        BOOST_TEST(problems.find("strategies.d/factory.yaml:2:1: error:") != std::string::npos,
                   problems);
    }
}

BOOST_AUTO_TEST_CASE(knows_where_the_plugins_stand_unless_a_mistake_may_concern_that)
{
    const test::ConfigDirectory directory;
    const auto known_with = [&](std::string_view text) {
        directory.write("daifa.yaml", text);
        return load_daemon_settings(directory / "daifa.yaml").plugin_directory;
    };

    BOOST_TEST(known_with("") == "/usr/lib/daifa/plugins");
    BOOST_TEST(known_with("plugins: {directory: /p}\nlog: {level: loud}\n") == "/p");
    BOOST_TEST(known_with("plugins: {directry: /p}\n") == "");
    BOOST_TEST(known_with("plugins: {directory: [/p]}\n") == "");
    BOOST_TEST(known_with("plugins: {directory: /p\n") == "");
}

BOOST_AUTO_TEST_CASE(blames_no_shop_for_plugins_that_nobody_can_look_for)
{
    const test::ConfigDirectory directory;
    SystemSecretReader secrets;

    const auto loaded = load_configuration(directory / "daifa.yaml", UnknownPlugins(), secrets);

    BOOST_TEST(loaded.problems.empty());
    BOOST_TEST(loaded.configuration->shops.empty());
    BOOST_TEST(loaded.faulty_shops == std::vector<std::string>{"alpha"},
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(refuses_a_socket_path_that_no_system_takes)
{
    const test::ConfigDirectory directory;
    directory.write("daifa.yaml", "admin:\n  socket: " + std::string(108, 'a') + "\n");

    const std::string problems = problems_of(directory);

    BOOST_TEST(problems.starts_with("daifa.yaml:2:11: error: "), problems);
    BOOST_TEST(problems.find("at most 107 bytes") != std::string::npos, problems);
    BOOST_TEST(!test::load(directory).configuration.has_value());
}

BOOST_AUTO_TEST_CASE(says_when_there_is_no_shop_at_all)
{
    const test::ConfigDirectory directory;
    std::filesystem::remove(directory / "shops.d/alpha.yaml");

    BOOST_TEST(problems_of(directory) ==
               "daifa.yaml: warning: there is no file of a shop (include.shops)");
    BOOST_TEST(test::load(directory).configuration.has_value());
}

BOOST_AUTO_TEST_CASE(reads_the_daemons_settings_alone_without_any_secret)
{
    const test::ConfigDirectory directory;
    std::filesystem::remove(directory / "daifa.key");
    directory.write("daifa.yaml", "admin: {socket: /tmp/x.sock}\n");

    const auto loaded = load_daemon_settings(directory / "daifa.yaml");

    BOOST_TEST(loaded.problems.empty());
    BOOST_TEST(loaded.configuration->daemon.admin.socket == "/tmp/x.sock");
}

BOOST_AUTO_TEST_SUITE_END()
