#pragma once

#include <daifa/connector/capabilities.hpp>
#include <daifa/connector/credential.hpp>
#include <daifa/connector/label_printer.hpp>
#include <daifa/connector/listing_shelf.hpp>
#include <daifa/connector/merchant_desk.hpp>
#include <daifa/connector/page.hpp>
#include <daifa/connector/push_channel.hpp>
#include <daifa/connector/waybill_issuer.hpp>
#include <daifa/domain/order.hpp>
#include <daifa/domain/waybill.hpp>
#include <daifa/support/awaitable.hpp>
#include <daifa/support/error.hpp>

#include <string>
#include <vector>

namespace daifa {

enum class ShopRole { unknown, merchant, factory };

struct ShopAccess {
    ShopRole role = ShopRole::unknown;
    std::string request_id = {};
};

/// A sales platform, as a factory's shop sees it; a merchant's shop has `merchant` and the reads that
/// every shop has.
///
/// Every operation is one attempt; the host decides on a second. A read fails as `Errc` says. A write
/// fails with `uncertain` unless the answer proves that nothing happened. Parameters are values; the
/// object is used from one thread and several operations may be under way at once.
class PlatformConnector {
public:
    virtual ~PlatformConnector() = default;

    /// Constant for the life of the object.
    virtual const Capabilities& capabilities() const = 0;

    /// The address a shop's owner opens to grant access; `state` comes back unchanged.
    virtual std::string authorize_url(std::string state) const = 0;
    /// A write: the code is used up, an earlier token pair may die.
    virtual awaitable<Result<Credential>> exchange(Secret code) = 0;
    /// A write: a lost answer may cost both tokens.
    virtual awaitable<Result<Credential>> refresh(Credential credential) = 0;

    /// The platform's clock. Must also answer when ours is far off.
    virtual awaitable<Result<TimePoint>> get_time() = 0;
    virtual awaitable<Result<ShopAccess>> check_access() = 0;
    virtual awaitable<Result<std::vector<Carrier>>> list_carriers() = 0;

    /// Orders whose record changed in the window, withdrawn ones included.
    virtual awaitable<Result<Page<PlatformOrder>>> list_assigned_orders(PageQuery query) = 0;
    virtual awaitable<Result<PlatformOrder>> get_order(OrderId id) = 0;

    /// Sets the order's main waybill number.
    virtual awaitable<Result<Receipt>> upload_waybill(WaybillUpload upload) = 0;
    virtual awaitable<Result<Receipt>> upload_extra_waybills(ExtraWaybillUpload upload) = 0;
    virtual awaitable<Result<Receipt>> retract_upload(WaybillUpload upload) = 0;

    /// Null where the platform hands out no e-waybills, has no print component, or tells nothing by
    /// itself. They live as long as the connector.
    virtual WaybillIssuer* waybills() { return nullptr; }
    virtual LabelPrinter* printer() { return nullptr; }
    virtual PushChannel* push() { return nullptr; }
    /// Null where what the shop offers can't be read and set; lives as long as the connector.
    virtual ListingShelf* listings() { return nullptr; }
    /// Null where merchants' own orders can't be read and shipped; lives as long as the connector.
    virtual MerchantDesk* merchant() { return nullptr; }
};

} // namespace daifa
