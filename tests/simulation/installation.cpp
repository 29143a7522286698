#include "simulation/installation.hpp"

#include "simulation/dice.hpp"
#include "simulation/disk.hpp"
#include "simulation/message_lines.hpp"
#include "simulation/network.hpp"
#include "simulation/virtual_time.hpp"

#include "config/configuration.hpp"
#include "plugin_host/catalog_settings.hpp"
#include "store/database.hpp"

#include <boost/asio/io_context.hpp>

#include <cstdlib>
#include <fstream>
#include <stdexcept>

namespace daifa::simulation {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view daemon_file = R"(store:
  url: sqlite:///var/lib/daifa/daifa.db
  key: {credential: master}
plugins: {directory: /usr/lib/daifa/plugins}
)";

constexpr std::string_view strategy_file = R"(strategy: practice
)";

constexpr std::string_view erp_shop_file = R"(shop: by-erp
strategy: practice
waybill:
  source: erp
)";

constexpr std::string_view platform_shop_file = R"(shop: by-platform
strategy: practice
waybill:
  source: platform
  sender:
    name: 练习工厂
    mobile: "12655501688"
    province: 浙江省
    city: 金华市
    district: 义乌市
    detail: 北苑街道练习路1688号 3号楼
)";

constexpr std::string_view merchant_file = R"(shop: merchant
role: merchant
strategy: practice
)";

constexpr std::string_view merchant_with_erp_file = R"(shop: merchant-with-erp
role: merchant
strategy: practice
)";

/// What all have.
constexpr std::string_view platform_side = R"(platform:
  plugin: pinduoduo
  settings:
    app_key: practice-app-key-0001
    app_secret: {credential: pinduoduo}
    redirect_uri: http://127.0.0.1/daifa/authorized
    gateway: https://platform.example/api/router
    authorize_page: https://platform.example/service-market/auth
    custom_area_url: https://file-link.pinduoduo.com/yto_custom
)";

constexpr std::string_view erp_side = R"(erp:
  plugin: jackyun
  channel: DF-01
  settings:
    app_key: "10000001"
    app_secret: {credential: jackyun}
    gateway: https://erp.example/open/openapi/do
)";

/// The keys that the practice world starts with.
class PracticeSecrets : public config::SecretReader {
public:
    std::variant<Secret, config::SecretFailure> read(const config::SecretSource& source,
                                                     const fs::path&) override
    {
        if (source.name == "pinduoduo")
            return Secret("practice-app-secret-0001");
        if (source.name == "jackyun")
            return Secret(std::string(erp_secret));
        return Secret(std::string(64, 'a'));
    }
};

void write(const fs::path& file, std::string_view text)
{
    fs::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
}

/// For configurations and lock files; stores are on the simulated disk.
fs::path make_folder()
{
    const fs::path memory = "/dev/shm";
    const fs::path base = fs::is_directory(memory) ? memory : fs::temp_directory_path();
    std::string pattern = (base / "daifa-simulation-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr)
        throw std::runtime_error("no temporary folder in " + base.string());
    return pattern;
}

} // namespace

Installation::Installation(const fs::path& plugins)
    : plugins_(plugin_host::PluginCatalog::scan(plugins)), folder_(make_folder()),
      master_key_(std::string(64, 'a'))
{
    Disk::get();
    silent_ = load_shops("    push: false\n");
    listening_ = load_shops("    push_url: " + std::string(message_service) + "\n");
    make_empty_store();
}

Installation::~Installation()
{
    std::error_code ec;
    fs::remove_all(folder_, ec);
}

Installation::Shops Installation::load_shops(const std::string& settings) const
{
    const fs::path folder = folder_ / "configuration";
    write(folder / "daifa.yaml", daemon_file);
    write(folder / "strategies.d/practice.yaml", strategy_file);
    const std::string sides = std::string(platform_side) + settings + std::string(erp_side);
    write(folder / "shops.d/by-erp.yaml", std::string(erp_shop_file) + sides);
    write(folder / "shops.d/by-platform.yaml", std::string(platform_shop_file) + sides);
    write(folder / "shops.d/merchant.yaml",
          std::string(merchant_file) + std::string(platform_side) + settings);
    write(folder / "shops.d/merchant-with-erp.yaml", std::string(merchant_with_erp_file) + sides);
    const plugin_host::CatalogSettings known(plugins_);
    PracticeSecrets secrets;
    auto loaded = config::load_configuration(folder / "daifa.yaml", known, secrets);
    for (const auto& problem : loaded.problems)
        if (problem.severity == config::Severity::error)
            throw std::runtime_error(to_text(problem, config::Language::en));
    Shops shops;
    for (auto& shop : loaded.configuration->shops) {
        const std::string id = shop.plan.id.text();
        auto& place = id == "by-erp"        ? shops.by_erp
                      : id == "by-platform" ? shops.by_platform
                      : id == "merchant"    ? shops.merchant
                                            : shops.merchant_with_erp;
        place = std::move(shop);
    }
    return shops;
}

void Installation::make_empty_store() const
{
    boost::asio::io_context context;
    VirtualTime time;
    MachineClock clock(time, TimePoint(std::chrono::seconds(1'767'323'045)));
    Dice random(1, "empty store");
    const auto executor = store::make_inline_executor();
    store::DatabaseOptions options;
    options.url = "sqlite://" + (folder_ / "empty.db").string();
    options.master_key = master_key_;
    const store::Database database(options, *executor, context.get_executor(), clock, random);
}

void Installation::give_up_lock() const
{
    fs::remove(store().string() + ".lock");
}

void Installation::renew_store() const
{
    give_up_lock();
    Disk& disk = Disk::get();
    disk.remove(store().string() + "-wal");
    disk.copy((folder_ / "empty.db").string(), store().string());
}

} // namespace daifa::simulation
