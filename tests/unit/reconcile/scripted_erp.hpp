#pragma once

#include "unit/reconcile/answers.hpp"

#include <daifa/connector/erp_connector.hpp>

#include <algorithm>
#include <vector>

namespace daifa::test {

/// An ERP whose answers a test lists beforehand. Orders that stand on its shelf are found without a
/// listed answer.
class ScriptedErp : public ErpConnector {
public:
    const Capabilities& capabilities() const override { return can; }
    awaitable<Result<TimePoint>> get_time() override { return take(times); }
    awaitable<Result<std::vector<ErpChannel>>> list_channels() override { return take(channels); }
    awaitable<Result<std::vector<Carrier>>> list_carriers() override { co_return Error{}; }
    awaitable<Result<CreatedOrder>> create_order(ErpOrderDraft draft) override
    {
        drafts.push_back(draft);
        if (during_create)
            co_await during_create();
        co_return co_await take(creates);
    }
    awaitable<Result<std::vector<ErpOrder>>> find_orders(ChannelId,
                                                         std::vector<std::string> numbers) override
    {
        asked.push_back(numbers);
        if (!finds.empty())
            co_return co_await take(finds);
        std::vector<ErpOrder> found;
        for (const auto& order : shelf)
            if (std::ranges::find_first_of(order.source_numbers, numbers) !=
                order.source_numbers.end())
                found.push_back(order);
        co_return found;
    }
    awaitable<Result<Page<ErpOrder>>> list_changed_orders(ChannelId, PageQuery query) override
    {
        queries.push_back(query);
        auto page = co_await take(pages);
        if (behind_page) {
            const Meanwhile meanwhile = std::exchange(behind_page, nullptr);
            co_await meanwhile();
        }
        co_return page;
    }
    awaitable<Result<Receipt>> audit_order(ErpOrderId) override { return take(audits); }
    awaitable<Result<Receipt>> cancel_order(ErpOrderId id) override
    {
        cancelled.push_back(id);
        return take(cancels);
    }
    StockSource* stock() override { return source; }

    Capabilities can;
    StockSource* source = nullptr;
    std::deque<Result<TimePoint>> times;
    std::deque<Result<std::vector<ErpChannel>>> channels;
    std::deque<Result<CreatedOrder>> creates;
    std::deque<Result<std::vector<ErpOrder>>> finds;
    std::deque<Result<Page<ErpOrder>>> pages;
    std::deque<Result<Receipt>> audits;
    std::deque<Result<Receipt>> cancels;
    std::vector<ErpOrder> shelf;
    Meanwhile during_create;
    Meanwhile behind_page; ///< While an answer is under way; once.

    std::vector<ErpOrderDraft> drafts;
    std::vector<std::vector<std::string>> asked;
    std::vector<PageQuery> queries;
    std::vector<ErpOrderId> cancelled;
};

} // namespace daifa::test
