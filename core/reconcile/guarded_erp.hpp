#pragma once

#include "reconcile/side_health.hpp"

#include <daifa/connector/erp_connector.hpp>
#include <daifa/support/clock.hpp>
#include <daifa/support/log.hpp>

#include <functional>

namespace daifa::reconcile {

/// The ERP connector as the lane uses it: what a plugin throws becomes an error, and every outcome
/// tells the side's health.
class GuardedErp : public ErpConnector {
public:
    GuardedErp(ErpConnector& inner, SideHealth& health, Clock& clock, Log& log)
        : inner_(inner), health_(health), clock_(clock), log_(log)
    {
    }

    const Capabilities& capabilities() const override { return inner_.capabilities(); }
    awaitable<Result<TimePoint>> get_time() override;
    awaitable<Result<std::vector<ErpChannel>>> list_channels() override;
    awaitable<Result<std::vector<Carrier>>> list_carriers() override;
    awaitable<Result<CreatedOrder>> create_order(ErpOrderDraft draft) override;
    awaitable<Result<std::vector<ErpOrder>>>
    find_orders(ChannelId channel, std::vector<std::string> source_numbers) override;
    awaitable<Result<Page<ErpOrder>>> list_changed_orders(ChannelId channel,
                                                          PageQuery query) override;
    awaitable<Result<Receipt>> audit_order(ErpOrderId id) override;
    awaitable<Result<Receipt>> cancel_order(ErpOrderId id) override;
    StockSource* stock() override { return inner_.stock() == nullptr ? nullptr : &stock_; }

private:
    /// Its stock, which has no part in the ERP's health: orders go on without it.
    class Stock : public StockSource {
    public:
        explicit Stock(GuardedErp& guard) : guard_(guard) {}

        awaitable<Result<Page<StockRow>>> list_stock(StockQuery query) override;

    private:
        GuardedErp& guard_;
    };

    template <class T>
    using Call = std::function<awaitable<Result<T>>()>;

    /// `about`: as in `SideHealth::note_failure`.
    template <class T>
    awaitable<Result<T>> run(Operation kind, std::string operation, Call<T> call,
                             std::string about = {});

    ErpConnector& inner_;
    SideHealth& health_;
    Clock& clock_;
    Log& log_;
    Stock stock_{*this};
};

} // namespace daifa::reconcile
