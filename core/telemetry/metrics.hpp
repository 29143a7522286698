#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace prometheus {
class Counter;
class Gauge;
class Histogram;
} // namespace prometheus

namespace daifa::telemetry {

using MetricLabels = std::map<std::string, std::string>;

/// Handles are small, can be copied, and stay valid as long as their Metrics: get them once, not
/// per event.
class Counter {
public:
    explicit Counter(prometheus::Counter& counter) : counter_(&counter) {}
    void add(double amount = 1) const; ///< Not negative.
    double value() const;

private:
    prometheus::Counter* counter_;
};

class Gauge {
public:
    explicit Gauge(prometheus::Gauge& gauge) : gauge_(&gauge) {}
    void set(double value) const;
    void add(double amount) const;
    double value() const;

private:
    prometheus::Gauge* gauge_;
};

class Histogram {
public:
    explicit Histogram(prometheus::Histogram& histogram) : histogram_(&histogram) {}
    void observe(double value) const;

private:
    prometheus::Histogram* histogram_;
};

/// All metrics of the process. Asking again with the same name and labels gives the same series.
/// Names are `daifa_` with small letters, digits and "_", ending in their unit (`_seconds`, `_total`).
/// A bad name or label, or a name used for two kinds, is a defect and throws `std::logic_error`.
/// Labels never hold order ids: each combination of values is a series that stays.
class Metrics {
public:
    Metrics();
    Metrics(const Metrics&) = delete;
    Metrics& operator=(const Metrics&) = delete;
    ~Metrics();

    Counter counter(std::string_view name, std::string_view help, const MetricLabels& labels = {});
    Gauge gauge(std::string_view name, std::string_view help, const MetricLabels& labels = {});
    /// The series is told no more. No handle of it may be used afterwards.
    void remove_gauge(std::string_view name, const MetricLabels& labels);
    /// `bounds` rise; they count for the first call with that name and labels.
    Histogram histogram(std::string_view name, std::string_view help, std::vector<double> bounds,
                        const MetricLabels& labels = {});

    /// Bounds for the time of one remote call, in seconds.
    static std::vector<double> latency_bounds();

    /// Everything in Prometheus' text format.
    std::string text() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace daifa::telemetry
