#include "jackyun/settings.hpp"

#include <stdexcept>

namespace daifa::jackyun {
namespace {

constexpr std::int64_t calls_per_second_max = 100'000;

Access read_access(const Settings& settings)
{
    Access access;
    access.gateway = settings.text("gateway");
    access.app_key = settings.text("app_key");
    access.app_secret = settings.secret("app_secret");
    access.version = settings.text("version");
    access.token = settings.secret("token");
    access.timeout = settings.duration("timeout");
    if (access.app_key.empty() || access.app_secret.empty())
        throw std::invalid_argument("app_key and app_secret must not be empty");
    if (access.timeout <= Milliseconds(0))
        throw std::invalid_argument("timeout must be longer than zero");
    return access;
}

OrderOptions read_order_options(const Settings& settings)
{
    OrderOptions options;
    options.trade_type = settings.integer("trade_type");
    options.charge_type = settings.text("charge_type");
    options.warehouse_code = settings.text("warehouse_code");
    options.logistic_name = settings.text("logistic_name");
    options.sf_logistic_name = settings.text("sf_logistic_name");

    const std::string& charge = options.charge_type;
    if (!charge.empty() && (charge.size() != 1 || charge[0] < '1' || charge[0] > '9'))
        throw std::invalid_argument("charge_type must be a digit from 1 to 9, or empty");
    return options;
}

QueryOptions read_query_options(const Settings& settings)
{
    QueryOptions options;
    options.fields = settings.text("fields");
    options.numbers_as = settings.text("numbers_as") == "text" ? NumbersAs::text : NumbersAs::array;
    options.time_format = settings.text("time_format") == "milliseconds" ? TimeFormat::milliseconds
                                                                         : TimeFormat::text;
    options.paging = settings.text("paging") == "page" ? Paging::page : Paging::scroll;
    return options;
}

int read_calls_per_second(const Settings& settings)
{
    const auto calls = settings.integer("calls_per_second");
    if (calls < 1 || calls > calls_per_second_max)
        throw std::invalid_argument("calls_per_second must be between 1 and " +
                                    std::to_string(calls_per_second_max));
    return static_cast<int>(calls);
}

} // namespace

JackyunSettings read_settings(const Settings& settings)
{
    JackyunSettings read;
    read.access = read_access(settings);
    read.order = read_order_options(settings);
    read.query = read_query_options(settings);
    read.late_arrival = settings.duration("late_arrival");
    read.calls_per_second = read_calls_per_second(settings);
    read.operator_name = settings.text("operator");
    read.cancel_reason = settings.text("cancel_reason");
    read.channel_name = settings.text("channel_name");
    read.own_platform_codes = settings.text_list("own_platform_codes");
    read.has_channel_filter = settings.boolean("channel_filter");
    read.search_archive = settings.boolean("search_archive");
    read.search_deleted = settings.boolean("search_deleted");
    read.error_codes = settings.text_map("error_codes");
    return read;
}

} // namespace daifa::jackyun
