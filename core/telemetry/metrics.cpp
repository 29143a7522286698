#include "telemetry/metrics.hpp"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <algorithm>
#include <stdexcept>

namespace daifa::telemetry {
namespace {

bool is_own_name(std::string_view name)
{
    return name.starts_with("daifa_") && std::all_of(name.begin(), name.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
           });
}

/// prometheus-cpp throws `std::invalid_argument`, a `std::logic_error`, for labels and changed
/// kinds.
template <class Builder>
auto& register_family(prometheus::Registry& registry, Builder builder, std::string_view name,
                      std::string_view help)
{
    if (!is_own_name(name))
        throw std::logic_error("metric " + std::string(name) +
                               ": names start with daifa_ and have small letters, digits and _");
    return builder.Name(std::string(name)).Help(std::string(help)).Register(registry);
}

} // namespace

struct Metrics::State {
    // One family per name, whatever help text later callers bring along.
    prometheus::Registry registry{prometheus::Registry::InsertBehavior::Merge};
};

void Counter::add(double amount) const
{
    counter_->Increment(amount);
}

double Counter::value() const
{
    return counter_->Value();
}

void Gauge::set(double value) const
{
    gauge_->Set(value);
}

void Gauge::add(double amount) const
{
    gauge_->Increment(amount);
}

double Gauge::value() const
{
    return gauge_->Value();
}

void Histogram::observe(double value) const
{
    histogram_->Observe(value);
}

Metrics::Metrics() : state_(std::make_unique<State>()) {}

Metrics::~Metrics() = default;

Counter Metrics::counter(std::string_view name, std::string_view help, const MetricLabels& labels)
{
    auto& family = register_family(state_->registry, prometheus::BuildCounter(), name, help);
    return Counter(family.Add(labels));
}

Gauge Metrics::gauge(std::string_view name, std::string_view help, const MetricLabels& labels)
{
    auto& family = register_family(state_->registry, prometheus::BuildGauge(), name, help);
    return Gauge(family.Add(labels));
}

void Metrics::remove_gauge(std::string_view name, const MetricLabels& labels)
{
    auto& family = register_family(state_->registry, prometheus::BuildGauge(), name, "");
    family.Remove(&family.Add(labels));
}

Histogram Metrics::histogram(std::string_view name, std::string_view help,
                             std::vector<double> bounds, const MetricLabels& labels)
{
    auto& family = register_family(state_->registry, prometheus::BuildHistogram(), name, help);
    return Histogram(family.Add(labels, std::move(bounds)));
}

std::vector<double> Metrics::latency_bounds()
{
    return {0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30};
}

std::string Metrics::text() const
{
    return prometheus::TextSerializer().Serialize(state_->registry.Collect());
}

} // namespace daifa::telemetry
