#pragma once

#include "reconcile/side_health.hpp"
#include "reconcile/token_keeper.hpp"

#include <daifa/connector/platform_connector.hpp>

#include <functional>

namespace daifa::reconcile {

/// The platform connector as the lane uses it: an expired token is refreshed and the call repeated
/// once, what a plugin throws becomes an error, and every outcome tells the side's health.
class GuardedPlatform : public PlatformConnector {
public:
    GuardedPlatform(PlatformConnector& inner, TokenKeeper& keeper, SideHealth& health, Clock& clock,
                    Log& log)
        : inner_(inner), keeper_(keeper), health_(health), clock_(clock), log_(log)
    {
    }

    const Capabilities& capabilities() const override { return inner_.capabilities(); }
    std::string authorize_url(std::string state) const override
    {
        return inner_.authorize_url(std::move(state));
    }
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
    WaybillIssuer* waybills() override { return inner_.waybills() == nullptr ? nullptr : &issuer_; }
    LabelPrinter* printer() override { return inner_.printer() == nullptr ? nullptr : &printer_; }
    ListingShelf* listings() override { return inner_.listings() == nullptr ? nullptr : &shelf_; }
    PushChannel* push() override { return inner_.push() == nullptr ? nullptr : &push_; }
    MerchantDesk* merchant() override
    {
        return inner_.merchant() == nullptr ? nullptr : &merchant_;
    }

private:
    /// Its e-waybills, guarded likewise.
    class Issuer : public WaybillIssuer {
    public:
        explicit Issuer(GuardedPlatform& guard) : guard_(guard) {}

        awaitable<Result<std::vector<WaybillContract>>> list_contracts() override;
        awaitable<Result<std::vector<LabelTemplate>>> list_templates() override;
        awaitable<Result<TakenWaybills>> take_waybills(WaybillRequest request) override;
        awaitable<Result<TakenWaybill>> find_waybill(std::string carrier_code,
                                                     WaybillNumber number) override;
        awaitable<Result<Receipt>> cancel_waybill(std::string carrier_code,
                                                  WaybillNumber number) override;

    private:
        WaybillIssuer& inner() { return *guard_.inner_.waybills(); }

        GuardedPlatform& guard_;
    };

    /// Its print component, which has neither tokens nor a part in the platform's health.
    class Printer : public LabelPrinter {
    public:
        explicit Printer(GuardedPlatform& guard) : guard_(guard) {}

        awaitable<Result<PrinterList>> list_printers() override;
        awaitable<Result<std::vector<DocumentResult>>> print(PrintTask task) override;
        awaitable<Result<LabelPreview>> preview(PrintTask task) override;
        awaitable<Result<std::vector<DocumentResult>>> find_task(std::string task_id) override;

    private:
        LabelPrinter& inner() { return *guard_.inner_.printer(); }

        GuardedPlatform& guard_;
    };

    /// Its listings: tokens as for orders, but no part in the platform's health. A shop whose
    /// application may not touch goods goes on with its orders.
    class Shelf : public ListingShelf {
    public:
        explicit Shelf(GuardedPlatform& guard) : guard_(guard) {}

        awaitable<Result<Page<Listing>>> list_listings(std::string cursor) override;
        awaitable<Result<Listing>> get_listing(ListingId id) override;
        awaitable<Result<Receipt>> set_quantity(ListingId id, std::int64_t quantity) override;

    private:
        ListingShelf& inner() { return *guard_.inner_.listings(); }

        GuardedPlatform& guard_;
    };

    /// Its message channel. Orders ship without it, so its failures say nothing of the platform's
    /// health.
    class Push : public PushChannel {
    public:
        explicit Push(GuardedPlatform& guard) : guard_(guard) {}

        std::string identity() const override { return inner().identity(); }
        Milliseconds beat_interval() const override { return inner().beat_interval(); }
        Milliseconds silence_max() const override { return inner().silence_max(); }
        awaitable<Result<std::unique_ptr<PushLine>>> open() override;
        awaitable<Result<Receipt>> subscribe() override;
        awaitable<Result<bool>> check_subscription() override;

    private:
        PushChannel& inner() const { return *guard_.inner_.push(); }

        GuardedPlatform& guard_;
    };

    /// What a merchant's own shop reads and ships, guarded as the orders of a factory are.
    class Merchant : public MerchantDesk {
    public:
        explicit Merchant(GuardedPlatform& guard) : guard_(guard) {}

        awaitable<Result<Page<MerchantOrder>>> list_orders_to_ship(PageQuery query) override;
        awaitable<Result<Page<MerchantOrder>>> list_changed_orders(PageQuery query) override;
        awaitable<Result<MerchantOrder>> get_order(std::string number) override;
        awaitable<Result<std::vector<ReturnAddress>>> list_return_addresses() override;
        awaitable<Result<Receipt>> ship(OnlineShipment shipment) override;

    private:
        MerchantDesk& inner() { return *guard_.inner_.merchant(); }

        GuardedPlatform& guard_;
    };

    template <class T>
    using Call = std::function<awaitable<Result<T>>()>;

    /// With a fresh token when the platform says that the present one has expired.
    template <class T>
    awaitable<Result<T>> with_token(Operation kind, std::string operation, Call<T> call);
    /// `about`: as in `SideHealth::note_failure`.
    template <class T>
    awaitable<Result<T>> run(Operation kind, std::string operation, Call<T> call,
                             std::string about = {});

    PlatformConnector& inner_;
    TokenKeeper& keeper_;
    SideHealth& health_;
    Clock& clock_;
    Log& log_;
    Issuer issuer_{*this};
    Printer printer_{*this};
    Shelf shelf_{*this};
    Push push_{*this};
    Merchant merchant_{*this};
};

} // namespace daifa::reconcile
