#pragma once

#include <daifa/connector/connector_context.hpp>
#include <daifa/connector/erp_connector.hpp>

/// An ERP that knows its time and its shops and refuses everything else.
class SampleErp : public daifa::ErpConnector {
public:
    explicit SampleErp(daifa::ConnectorContext context);

    static daifa::Capabilities default_capabilities();
    const daifa::Capabilities& capabilities() const override { return capabilities_; }

    daifa::awaitable<daifa::Result<daifa::TimePoint>> get_time() override;
    daifa::awaitable<daifa::Result<std::vector<daifa::ErpChannel>>> list_channels() override;
    daifa::awaitable<daifa::Result<std::vector<daifa::Carrier>>> list_carriers() override;
    daifa::awaitable<daifa::Result<daifa::CreatedOrder>>
    create_order(daifa::ErpOrderDraft draft) override;
    daifa::awaitable<daifa::Result<std::vector<daifa::ErpOrder>>>
    find_orders(daifa::ChannelId channel, std::vector<std::string> source_numbers) override;
    daifa::awaitable<daifa::Result<daifa::Page<daifa::ErpOrder>>>
    list_changed_orders(daifa::ChannelId channel, daifa::PageQuery query) override;
    daifa::awaitable<daifa::Result<daifa::Receipt>> audit_order(daifa::ErpOrderId id) override;
    daifa::awaitable<daifa::Result<daifa::Receipt>> cancel_order(daifa::ErpOrderId id) override;

private:
    daifa::ConnectorContext context_;
    daifa::Capabilities capabilities_ = default_capabilities();
};
