#pragma once

#include "reconcile/decide.hpp"

#include <string>

namespace daifa::test {

using namespace std::chrono_literals;

/// An order and its surroundings, a few steps into its way; each test changes what it is about.
struct Scene {
    static constexpr TimePoint start{std::chrono::seconds(1'767'300'000)};

    ShopPlan plan;
    Capabilities platform;
    Capabilities erp;
    reconcile::CarrierTable carriers{{Carrier{"YTO", "圆通快递", true}, Carrier{"SF", "顺丰快递", true},
                                      Carrier{"QF", "全峰快递", false}}};
    reconcile::WaybillDesk desk;
    store::OrderRecord order;
    TimePoint now = start + 1h;
    TimePoint started_at = start - 1h;
    std::optional<TimePoint> restored_at;

    Scene()
    {
        plan.id = ShopId("shop-1");
        plan.channel = ChannelId("PDD-01");
        plan.strategy.download.delay = 10min;
        plan.strategy.download.recheck = 30min;
        plan.strategy.audit.mode = AuditMode::automatic;
        platform.extra_waybills_max = 10;
        platform.extra_upload.verification = Verification::never;
        erp.source_number_max = 50;
        erp.find_orders_max = 50;

        order.id.merchant = MerchantId("m1");
        order.id.number = "o1";
        order.platform.is_assigned = true;
        order.platform.assigned_at = start;
        order.platform.read_at = now;
        // One half of the region, one of the rest.
        order.platform.content_digest = "d1";
        PlatformOrder body;
        body.id = order.id;
        body.merchant_name = "示例店";
        body.is_assigned = true;
        body.assigned_at = start;
        body.region = {"上海市", "上海市", "长宁区"};
        body.item.sku_code = "A-1";
        body.item.product_code = "A";
        body.item.variant_name = "红色 大";
        body.item.quantity = 2;
        body.item.settlement_price.fen = 990;
        order.body = body;
    }

    store::WriteRecord& write(store::WriteKind kind, const std::string& key, store::WriteState state,
                              const std::string& subject = {})
    {
        store::WriteRecord made;
        made.key = key;
        made.kind = kind;
        made.state = state;
        made.subject = subject;
        made.attempts = 1;
        made.claimed_at = start + 20min;
        made.settled_at = start + 20min;
        order.writes.push_back(made);
        return order.writes.back();
    }

    /// The order was imported as "T1", which stands at `stage`.
    ErpOrder& imported(ErpStage stage)
    {
        auto& import = write(store::WriteKind::import_order, "import/1", store::WriteState::confirmed, "o1");
        import.result = "T1";
        order.imported_digest = "d1";
        return in_erp("T1", stage);
    }

    ErpOrder& in_erp(const std::string& id, ErpStage stage)
    {
        store::ErpFacts fact;
        fact.order.id = ErpOrderId(id);
        fact.order.channel = plan.channel;
        fact.order.source_numbers = {"o1"};
        fact.order.stage = stage;
        fact.read_at = now;
        order.erp.push_back(fact);
        order.erp_read_at = now;
        return order.erp.back().order;
    }

    ErpOrder& shipped_with(const std::vector<std::string>& numbers, const std::string& carrier = "YTO")
    {
        ErpOrder& order_in_erp = imported(ErpStage::shipped);
        for (const auto& number : numbers) {
            Parcel parcel;
            parcel.carrier.code = carrier;
            parcel.number = WaybillNumber(number);
            order_in_erp.parcels.push_back(parcel);
        }
        order_in_erp.shipped_at = now - 1min;
        return order_in_erp;
    }

    /// Numbers come from the platform, on contracts with YTO and SF.
    void labels_by_platform()
    {
        plan.waybill_source = WaybillSource::platform;
        plan.sender.address = {"", "浙江省", "金华市", "义乌市", "", "练习路 1 号"};
        platform.waybills_per_call = 10;
        platform.cancel_waybill.late_arrival = platform.take.late_arrival = 60s;
        desk.read_at = now;
        for (const std::string code : {"YTO", "SF"}) {
            WaybillContract contract;
            contract.carrier_code = code;
            contract.balance = 100;
            contract.addresses = {plan.sender.address};
            desk.contracts.push_back(contract);
            desk.templates.push_back({code, "1", "one", "https://templates.example/" + code});
        }
    }

    void taken(const std::string& number, int parcel = 1)
    {
        const std::string key = "take/1/" + std::to_string(parcel) + "/1";
        auto& made = write(store::WriteKind::take_waybill, key, store::WriteState::confirmed);
        made.result = number;
        made.digest = store::address_digest(*order.body);
    }

    store::WriteRecord& printed(const std::string& number,
                                store::WriteState state = store::WriteState::confirmed)
    {
        return write(store::WriteKind::print_label, "print/1/" + number + "/1", state, number);
    }

    void uploaded(const std::string& number)
    {
        write(store::WriteKind::upload_waybill, "upload/1/YTO/" + number, store::WriteState::confirmed,
              "YTO/" + number);
        order.platform.has_waybill = true;
    }

    reconcile::Decision decide() const
    {
        return reconcile::decide(
            order, {plan, platform, erp, carriers, desk, now, started_at, restored_at});
    }
};

} // namespace daifa::test
