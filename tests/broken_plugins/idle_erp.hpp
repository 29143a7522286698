#pragma once

#include <daifa/connector/connector_context.hpp>
#include <daifa/connector/erp_connector.hpp>
#include <daifa/plugin/config_key.hpp>

namespace daifa::test {

/// An ERP that is never there: enough to be loaded and created.
class IdleErp : public ErpConnector {
public:
    explicit IdleErp(ConnectorContext context) : context_(std::move(context)) {}

    static Capabilities default_capabilities()
    {
        Capabilities capabilities;
        capabilities.orders.window_max = std::chrono::minutes(30);
        capabilities.orders.page_max = 50;
        return capabilities;
    }

    const Capabilities& capabilities() const override { return capabilities_; }

    awaitable<Result<TimePoint>> get_time() override { co_return context_.clock.now(); }
    awaitable<Result<std::vector<ErpChannel>>> list_channels() override { co_return Error{}; }
    awaitable<Result<std::vector<Carrier>>> list_carriers() override { co_return Error{}; }
    awaitable<Result<CreatedOrder>> create_order(ErpOrderDraft) override { co_return Error{}; }
    awaitable<Result<std::vector<ErpOrder>>> find_orders(ChannelId,
                                                         std::vector<std::string>) override
    {
        co_return Error{};
    }
    awaitable<Result<Page<ErpOrder>>> list_changed_orders(ChannelId, PageQuery) override
    {
        co_return Error{};
    }
    awaitable<Result<Receipt>> audit_order(ErpOrderId) override { co_return Error{}; }
    awaitable<Result<Receipt>> cancel_order(ErpOrderId) override { co_return Error{}; }

private:
    ConnectorContext context_;
    Capabilities capabilities_ = default_capabilities();
};

constexpr ConfigKey idle_settings[] = {
    {"endpoint", ConfigType::url, required, Secrecy::open, "Where the ERP answers.", "ERP 地址"},
    {"app_secret", ConfigType::text, required, Secrecy::secret, "Signs every request.", "签名密钥"},
    {"timeout", ConfigType::duration, "10s", Secrecy::open, "Longest wait.", "最长等待时间"},
    {"audit", ConfigType::text, "auto", Secrecy::open, "Who audits.", "审核方式", "auto|manual"},
};

} // namespace daifa::test
