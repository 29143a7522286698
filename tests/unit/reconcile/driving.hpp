#pragma once

#include "reconcile/driver.hpp"
#include "unit/reconcile/lane_scene.hpp"

#include <algorithm>
#include <stdexcept>

namespace daifa::test {

/// One shop's lane with its driver, over a real ledger.
struct Driving : LaneScene {
    reconcile::PlatformObserver platform_observer{lane};
    reconcile::ErpObserver erp_observer{lane};
    reconcile::Driver driver;

    explicit Driving(int in_flight_max = 2)
        : driver(lane, platform_observer, erp_observer, context.get_executor(), in_flight_max)
    {
    }

    /// Everything that is due, and what comes of it.
    void drive()
    {
        run(driver.run());
        run(driver.drain());
        run(driver.run());
    }

    /// The engine at work for a while, as the scheduler runs it.
    void drive_for(Milliseconds span)
    {
        const TimePoint end = clock.now() + span;
        while (clock.now() < end) {
            const auto next = run(driver.run());
            run(driver.drain());
            const Milliseconds left = std::max<Milliseconds>(end - clock.now(), 1ms);
            clock.advance(std::clamp(next.value_or(left), Milliseconds(1ms), left));
        }
    }

    void assign(const std::string& number)
    {
        record(make_order(number));
        platform.shelf[number] = make_order(number);
    }

    void withdraw(const std::string& number) { platform.shelf[number].is_assigned = false; }

    awaitable<void> see_withdrawn(std::string number)
    {
        auto row = make_order(number);
        row.is_assigned = false;
        std::vector<PlatformOrder> rows(1, row);
        co_await ledger->record_platform_orders(shop, std::move(rows), clock.now(), "window", "");
    }

    ErpOrder in_erp(const std::string& number, ErpStage stage)
    {
        ErpOrder order = make_erp_row(number, "T-" + number, stage).order;
        if (stage == ErpStage::shipped) {
            Parcel parcel;
            parcel.carrier.code = "YTO";
            parcel.number = WaybillNumber("YT-" + number);
            order.parcels = {parcel};
            order.shipped_at = clock.now();
        }
        return order;
    }

    /// Imported before, and it stands at `stage` in the ERP now.
    void imported(const std::string& number, ErpStage stage)
    {
        assign(number);
        const OrderId id = make_order(number).id;
        claim(id, "import/1");
        store::Settlement settlement;
        settlement.order = id;
        settlement.key = "import/1";
        settlement.result = "T-" + number;
        run(ledger->settle(shop, std::vector{settlement}, clock.now()));
        erp.shelf.push_back(in_erp(number, stage));
        run(ledger->record_erp_orders(shop, reconcile::rows_of({erp.shelf.back()}), clock.now(),
                                      "window", ""));
    }

    /// Numbers come from the platform, on a contract with YTO.
    void give_labels()
    {
        plan->waybill_source = WaybillSource::platform;
        platform.can.waybills_per_call = 10;
        WaybillContract contract;
        contract.carrier_code = "YTO";
        contract.balance = 100;
        contract.addresses = {plan->sender.address};
        lane.desk.contracts = {contract};
        lane.desk.templates.push_back({"YTO", "1", "one", "https://templates.example/yto"});
        lane.desk.read_at = clock.now();
    }

    store::OrderRecord order(const std::string& number) { return load(make_order(number).id); }

    store::WriteRecord write(const std::string& number, const std::string& key)
    {
        for (const auto& write : order(number).writes)
            if (write.key == key)
                return write;
        throw std::runtime_error("no write " + key);
    }

    static CreatedOrder created(const std::string& id) { return {ErpOrderId(id), "r-" + id}; }
};

} // namespace daifa::test
