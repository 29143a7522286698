#include "jackyun/capabilities.hpp"

#include "jackyun/requests.hpp"

namespace daifa::jackyun {
namespace {

WriteCapability verified_by_reading(std::string_view name, Milliseconds late_arrival)
{
    WriteCapability write;
    write.api = std::string(name);
    write.verification = Verification::by_reading;
    write.late_arrival = late_arrival;
    return write;
}

} // namespace

Capabilities build_capabilities(Milliseconds late_arrival, int calls_per_second,
                                std::span<const ErrorRow> failures)
{
    Capabilities capabilities;
    capabilities.orders.window_max = std::chrono::days(7);
    capabilities.orders.page_max = order_page_size;
    capabilities.orders.history_max = std::chrono::days(90);
    capabilities.orders.time_step = std::chrono::seconds(1);
    for (const auto name : all_methods) {
        RateLimit limit;
        limit.api = std::string(name);
        limit.scope = RateScope::app;
        limit.calls = calls_per_second;
        limit.per = std::chrono::seconds(1);
        capabilities.rate_limits.push_back(std::move(limit));
    }
    capabilities.errors = failures;
    capabilities.create_order = verified_by_reading(method::create_order, late_arrival);
    capabilities.audit = verified_by_reading(method::audit_order, late_arrival);
    capabilities.cancel = verified_by_reading(method::cancel_order, late_arrival);
    capabilities.source_number_max = source_number_max;
    capabilities.find_orders_max = find_orders_max;
    return capabilities;
}

} // namespace daifa::jackyun
