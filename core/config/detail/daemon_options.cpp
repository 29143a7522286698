#include "config/detail/option.hpp"

namespace daifa::config::detail {
namespace {

constexpr Option daemon_table[] = {
    {.path = "language",
     .bind = [](Draft& d) -> ValueRef { return choice(d.daemon.language); },
     .zh = "daifa 输出和配置问题的语言（日志为英文）；auto 按系统语言",
     .en = "Language of what daifa prints and of the configuration's problems (the log is "
           "English); auto "
           "follows the locale",
     .choices = "auto|zh|en"},

    {.path = "store", .zh = "账本", .en = "The ledger"},
    {.path = "store.url",
     .bind = [](Draft& d) -> ValueRef { return &d.daemon.store.url; },
     .zh = "数据库文件：sqlite:///绝对路径（本版本只支持 SQLite）",
     .en = "Database file: sqlite:///absolute/path (this version keeps it in SQLite only)",
     .format = TextFormat::store_url},
    {.path = "store.key",
     .bind = [](Draft& d) -> ValueRef { return &d.daemon.store.key_source; },
     .zh = "主密钥的来源：{file: 文件}、{credential: systemd 凭据} 或 {env: 环境变量}；内容为 64 "
           "位十六进制数",
     .en = "Where the master key stands: {file: …}, {credential: …} or {env: …}; 64 hex digits"},
    {.path = "store.retention",
     .bind = [](Draft& d) -> ValueRef { return &d.daemon.store.retention; },
     .zh = "已结束的订单保留多久后归档；须长于平台还可再次分配的时间",
     .en = "How long closed orders stay before they are archived; longer than the platform can "
           "assign one again",
     .min = span(std::chrono::hours(24 * 31)),
     .max = span(std::chrono::hours(24 * 3650))},

    {.path = "plugins", .zh = "插件", .en = "Plugins"},
    {.path = "plugins.directory",
     .bind = [](Draft& d) -> ValueRef { return &d.daemon.plugin_directory; },
     .zh = "插件所在目录",
     .en = "Where the plugins stand",
     .format = TextFormat::path},

    {.path = "admin",
     .zh = "管理接口（daifa 命令使用）",
     .en = "The admin interface, used by the daifa command"},
    {.path = "admin.socket",
     .bind = [](Draft& d) -> ValueRef { return &d.daemon.admin.socket; },
     .zh = "Unix 套接字的路径",
     .en = "Path of the Unix socket",
     .format = TextFormat::path},
    {.path = "admin.mode",
     .bind = [](Draft& d) -> ValueRef { return ModeRef{&d.daemon.admin.mode}; },
     .zh = "套接字的权限：谁能管理",
     .en = "Permissions of the socket: who may administer"},

    {.path = "metrics", .zh = "监控指标", .en = "Metrics"},
    {.path = "metrics.listen",
     .bind = [](Draft& d) -> ValueRef { return &d.daemon.metrics_listen; },
     .zh = "Prometheus 抓取地址；不写则关闭",
     .en = "Where Prometheus may read them; off when not given",
     .format = TextFormat::endpoint,
     .example = "127.0.0.1:9464"},

    {.path = "log",
     .zh = "日志（写到标准错误，由 journald 收集）",
     .en = "The log, on standard error for journald"},
    {.path = "log.level",
     .bind = [](Draft& d) -> ValueRef { return choice(d.daemon.log.level); },
     .zh = "最低级别",
     .en = "Lowest level",
     .choices = "debug|info|warning|error"},
    {.path = "log.format",
     .bind = [](Draft& d) -> ValueRef { return choice(d.daemon.log.format); },
     .zh = "格式",
     .en = "Format",
     .choices = "text|json"},

    {.path = "include",
     .zh = "其他配置文件（相对本文件所在目录）",
     .en = "Further files, relative to this file's directory"},
    {.path = "include.shops",
     .bind = [](Draft& d) -> ValueRef { return &d.daemon.shop_files; },
     .zh = "店铺文件，每个店铺一个",
     .en = "Files of shops, one each"},
    {.path = "include.strategies",
     .bind = [](Draft& d) -> ValueRef { return &d.daemon.strategy_files; },
     .zh = "策略文件，每个策略一个",
     .en = "Files of strategies, one each"},
};

} // namespace

std::span<const Option> daemon_options()
{
    return daemon_table;
}

} // namespace daifa::config::detail
