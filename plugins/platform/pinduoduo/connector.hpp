#pragma once

#include "pinduoduo/gateway.hpp"
#include "pinduoduo/merchant.hpp"
#include "pinduoduo/print_component.hpp"
#include "pinduoduo/push.hpp"
#include "pinduoduo/requests.hpp"
#include "pinduoduo/responses.hpp"
#include "pinduoduo/shelf.hpp"
#include "pinduoduo/waybill_issuer.hpp"

#include <daifa/connector/platform_connector.hpp>

#include <memory>

namespace daifa::pinduoduo {

/// 拼多多 as a factory's shop sees it, through the open platform's factory dispatch calls
/// (pdd.fds.*), its e-waybills and its print component; and as a merchant's shop sees its own
/// orders.
class Connector : public PlatformConnector {
public:
    /// Throws std::invalid_argument for settings that can't work.
    explicit Connector(ConnectorContext context);

    /// With every setting at its default.
    static Capabilities default_capabilities();

    const Capabilities& capabilities() const override { return capabilities_; }
    std::string authorize_url(std::string state) const override;
    awaitable<Result<Credential>> exchange(Secret code) override;
    awaitable<Result<Credential>> refresh(Credential credential) override;
    awaitable<Result<TimePoint>> get_time() override;
    awaitable<Result<ShopAccess>> check_access() override;
    awaitable<Result<std::vector<Carrier>>> list_carriers() override;
    awaitable<Result<Page<PlatformOrder>>> list_assigned_orders(PageQuery query) override;
    awaitable<Result<PlatformOrder>> get_order(OrderId id) override;
    awaitable<Result<Receipt>> upload_waybill(WaybillUpload upload) override;
    awaitable<Result<Receipt>> upload_extra_waybills(ExtraWaybillUpload upload) override;
    awaitable<Result<Receipt>> retract_upload(WaybillUpload upload) override;
    WaybillIssuer* waybills() override { return &issuer_; }
    LabelPrinter* printer() override { return printer_.get(); }
    ListingShelf* listings() override { return &shelf_; }
    PushChannel* push() override { return push_.get(); }
    MerchantDesk* merchant() override { return &merchant_; }

private:
    awaitable<Result<Credential>> call_for_credential(Result<Call> call) const;

    Clock& clock_;
    Gateway gateway_;
    Issuer issuer_;
    Shelf shelf_;
    Merchant merchant_;
    std::unique_ptr<PrintComponent> printer_; ///< Null: there is no print component.
    std::unique_ptr<Push> push_;              ///< Null: nobody listens to messages.
    AuthorizePage authorize_page_;
    AfterSaleCodes after_sale_codes_;
    Capabilities capabilities_;
};

} // namespace daifa::pinduoduo
