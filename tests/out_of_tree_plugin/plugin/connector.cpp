#include "connector.hpp"

#include <daifa/codec/timestamp.hpp>

#include <stdexcept>

using namespace daifa;

namespace {

Error refused(std::string operation)
{
    Error error;
    error.code = Errc::rejected;
    error.operation = std::move(operation);
    return error;
}

} // namespace

SampleErp::SampleErp(ConnectorContext context) : context_(std::move(context))
{
    if (context_.settings.text("endpoint").empty())
        throw std::invalid_argument("\"endpoint\" is empty");
}

Capabilities SampleErp::default_capabilities()
{
    Capabilities capabilities;
    capabilities.orders.window_max = std::chrono::hours(1);
    return capabilities;
}

awaitable<Result<TimePoint>> SampleErp::get_time()
{
    HttpRequest request;
    request.api = "time";
    request.url = context_.settings.text("endpoint");
    const auto response = co_await context_.http.send(std::move(request));
    if (!response)
        co_return response.error();
    const auto time = parse_beijing_text(response->body);
    if (!time)
        co_return refused("time");
    co_return *time;
}

awaitable<Result<std::vector<ErpChannel>>> SampleErp::list_channels()
{
    co_return std::vector<ErpChannel>();
}

awaitable<Result<std::vector<Carrier>>> SampleErp::list_carriers()
{
    co_return std::vector<Carrier>();
}

awaitable<Result<CreatedOrder>> SampleErp::create_order(ErpOrderDraft)
{
    co_return refused("create");
}

awaitable<Result<std::vector<ErpOrder>>> SampleErp::find_orders(ChannelId, std::vector<std::string>)
{
    co_return refused("find");
}

awaitable<Result<Page<ErpOrder>>> SampleErp::list_changed_orders(ChannelId, PageQuery)
{
    co_return refused("list");
}

awaitable<Result<Receipt>> SampleErp::audit_order(ErpOrderId)
{
    co_return refused("audit");
}

awaitable<Result<Receipt>> SampleErp::cancel_order(ErpOrderId)
{
    co_return refused("cancel");
}
