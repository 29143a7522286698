#pragma once

#include "unit/reconcile/answers.hpp"

#include <daifa/connector/merchant_desk.hpp>

#include <deque>
#include <map>
#include <string>
#include <vector>

namespace daifa::test {

/// A merchant's orders that a test fills. A shipment takes effect, and its answer may get lost.
class ScriptedMerchant : public MerchantDesk {
public:
    awaitable<Result<Page<MerchantOrder>>> list_orders_to_ship(PageQuery query) override
    {
        co_return page_of(query, [&](const MerchantOrder& order) {
            return order.stage == MerchantStage::to_ship && is_in(query, order.confirmed_at);
        });
    }
    awaitable<Result<Page<MerchantOrder>>> list_changed_orders(PageQuery query) override
    {
        co_return page_of(
            query, [&](const MerchantOrder& order) { return is_in(query, order.updated_at); });
    }
    awaitable<Result<MerchantOrder>> get_order(std::string number) override
    {
        ++looks;
        if (!failures.empty()) {
            const Error error = failures.front();
            failures.pop_front();
            co_return error;
        }
        const auto found = orders.find(number);
        if (found == orders.end())
            co_return failure(Errc::not_found);
        co_return found->second;
    }
    awaitable<Result<std::vector<ReturnAddress>>> list_return_addresses() override
    {
        co_return addresses;
    }
    awaitable<Result<Receipt>> ship(OnlineShipment shipment) override
    {
        sent.push_back(shipment);
        std::optional<Error> answer;
        if (!ship_answers.empty()) {
            answer = ship_answers.front();
            ship_answers.pop_front();
        }
        const bool takes_effect = !answer || (answer->code == Errc::uncertain && !is_lost_before);
        if (takes_effect) {
            auto& order = orders[shipment.order];
            order.stage = MerchantStage::shipped;
            order.waybill = shipment.number;
            order.carrier_code = shipment.carrier_code;
            order.updated_at += std::chrono::seconds(1);
        }
        if (answer)
            co_return *answer;
        Receipt receipt;
        receipt.request_id = "r-1";
        co_return receipt;
    }

    std::map<std::string, MerchantOrder> orders;
    std::vector<ReturnAddress> addresses;
    std::deque<Error> failures; ///< Of looks.
    std::deque<Error> ship_answers;
    bool is_lost_before = false; ///< An uncertain shipment never arrived.
    std::vector<OnlineShipment> sent;
    int looks = 0;

private:
    static bool is_in(const PageQuery& query, TimePoint at)
    {
        return query.from <= at && at < query.to;
    }

    template <class Wanted>
    Result<Page<MerchantOrder>> page_of(const PageQuery&, Wanted wanted)
    {
        Page<MerchantOrder> page;
        for (const auto& [number, order] : orders)
            if (wanted(order))
                page.rows.push_back(order);
        page.total = static_cast<std::int64_t>(page.rows.size());
        page.request_id = "r-list";
        return page;
    }
};

} // namespace daifa::test
