#pragma once

#include "unit/reconcile/answers.hpp"

#include <daifa/connector/listing_shelf.hpp>
#include <daifa/connector/stock_source.hpp>

#include <deque>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace daifa::test {

/// An ERP's stock that a test fills. Whatever is in `failures` is answered first.
class ScriptedStock : public StockSource {
public:
    awaitable<Result<Page<StockRow>>> list_stock(StockQuery query) override
    {
        queries.push_back(query);
        if (!failures.empty()) {
            const Error error = failures.front();
            failures.pop_front();
            co_return error;
        }
        // One row a page, the cursor its number.
        Page<StockRow> page;
        const std::size_t at = query.cursor.empty() ? 0 : std::stoul(query.cursor);
        if (at < rows.size())
            page.rows.push_back(rows[at]);
        if (at + 1 < rows.size())
            page.next = std::to_string(at + 1);
        co_return page;
    }

    void has(const std::string& barcode, std::int64_t usable,
             const std::string& warehouse = "CK-01")
    {
        for (auto& row : rows)
            if (row.barcode == barcode && row.warehouse == warehouse) {
                row.usable = usable;
                return;
            }
        StockRow row;
        row.barcode = barcode;
        row.warehouse = warehouse;
        row.usable = usable;
        rows.push_back(row);
    }

    std::vector<StockRow> rows;
    std::deque<Error> failures;
    std::vector<StockQuery> queries;
};

/// What a platform offers. A quantity that is set takes effect, and its answer may get lost.
class ScriptedShelf : public ListingShelf {
public:
    awaitable<Result<Page<Listing>>> list_listings(std::string) override
    {
        Page<Listing> page;
        if (list_failure)
            co_return *list_failure;
        for (const auto& [id, listing] : shelf)
            page.rows.push_back(listing);
        co_return page;
    }

    awaitable<Result<Listing>> get_listing(ListingId id) override
    {
        ++looks;
        const auto found = shelf.find(id);
        if (found == shelf.end())
            co_return failure(Errc::not_found);
        co_return found->second;
    }

    awaitable<Result<Receipt>> set_quantity(ListingId id, std::int64_t quantity) override
    {
        sent.emplace_back(to_text(id), quantity);
        std::optional<Error> answer;
        if (!failures.empty()) {
            answer = failures.front();
            failures.pop_front();
        }
        if (!answer || takes_effect)
            shelf[id].quantity = quantity;
        if (answer)
            co_return *answer;
        co_return Receipt{"r-" + std::to_string(sent.size())};
    }

    Listing& offer(const std::string& code, std::int64_t quantity)
    {
        Listing listing;
        listing.id = {"71", "8" + code};
        listing.sku_code = code;
        listing.product_name = "杯子";
        listing.quantity = quantity;
        listing.is_on_sale = true;
        return shelf[listing.id] = listing;
    }

    std::map<ListingId, Listing> shelf;
    std::deque<Error> failures; ///< Of `set_quantity`.
    bool takes_effect = false;  ///< Also with such an answer.
    std::optional<Error> list_failure;
    std::vector<std::pair<std::string, std::int64_t>> sent;
    int looks = 0;
};

} // namespace daifa::test
