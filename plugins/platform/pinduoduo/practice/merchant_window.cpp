#include "pinduoduo/practice/merchant_window.hpp"

#include "pinduoduo/practice/flat_parameters.hpp"

namespace daifa::practice::pinduoduo {
namespace {

constexpr std::int64_t merchant_page_size_max = 100;
constexpr std::int64_t milliseconds_min = 100'000'000'000;

/// Reads required whole numbers one after the other, until the first that is absent.
class NumberReader {
public:
    explicit NumberReader(const Call& call) : call_(call) {}

    std::int64_t read(std::string_view name)
    {
        const auto number = find_number(call_, name);
        if (!number && !failure_)
            failure_ = Failure{21002, std::string(name) + "不能为空"};
        return number.value_or(0);
    }
    const std::optional<Failure>& failure() const { return failure_; }

private:
    const Call& call_;
    std::optional<Failure> failure_;
};

bool is_order_status(std::int64_t status)
{
    return status == 1 || status == 2 || status == 3 || status == 5;
}

} // namespace

std::variant<MerchantWindow, Failure> read_merchant_window(const Call& call, const WindowRule& rule)
{
    NumberReader reader(call);
    const std::int64_t from = reader.read("start_" + rule.what);
    const std::int64_t until = reader.read("end_" + rule.what);
    MerchantWindow window;
    window.order_status = reader.read("order_status");
    window.refund_status = reader.read("refund_status");
    window.page = reader.read("page");
    if (rule.needs_page_size || !find_parameter(call.parameters, "page_size").empty())
        window.page_size = reader.read("page_size");
    if (reader.failure())
        return *reader.failure();
    window.wants_has_next = find_parameter(call.parameters, "use_has_next") == "true";

    const int code = call.options.code("window_error");
    // Milliseconds, as the factory's list wants them, are the classic mistake here.
    if (from < 0 || until < 0 || from >= milliseconds_min || until >= milliseconds_min)
        return Failure{code, "时间必须为秒级时间戳"};
    window.from = TimePoint(std::chrono::seconds(from));
    window.until = TimePoint(std::chrono::seconds(until));
    if (window.until < window.from)
        return Failure{code, "结束时间不能早于开始时间"};
    if (window.until - window.from > rule.longest)
        return Failure{code, "时间跨度超出限制"};
    if (!is_order_status(window.order_status) || window.refund_status < 1 ||
        window.refund_status > 5)
        return Failure{21001, "order_status或refund_status取值错误"};
    if (window.page < 1)
        return Failure{code, "page必须从1开始"};
    if (window.page_size < 1 || window.page_size > merchant_page_size_max)
        return Failure{code, "page_size不能超过100"};
    return window;
}

} // namespace daifa::practice::pinduoduo
