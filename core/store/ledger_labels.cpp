#include "store/ledger.hpp"

#include "store/detail/event_table.hpp"
#include "store/detail/label_table.hpp"
#include "store/detail/write_table.hpp"

namespace daifa::store {

awaitable<std::vector<Secret>> Ledger::load_print_data(ShopId shop,
                                                       std::vector<std::string> numbers)
{
    std::vector<Secret> data;
    std::function<void(Session&)> unit = [&](Session& session) {
        const ShopKey key(shop);
        data.clear();
        for (const auto& number : numbers)
            data.push_back(find_print_data(session, key, number));
    };
    co_await database_.run(std::move(unit));
    co_return data;
}

awaitable<std::vector<KeptLabel>> Ledger::list_labels(ShopId shop, OrderId order)
{
    std::vector<KeptLabel> labels;
    std::function<void(Session&)> unit = [&](Session& session) {
        labels = store::list_labels(session, ShopKey(shop), order);
    };
    co_await database_.run(std::move(unit));
    co_return labels;
}

awaitable<bool> Ledger::request_write(ShopId shop, RequestedWrite write, std::string by,
                                      std::string reason, TimePoint now)
{
    bool is_requested = false;
    std::function<void(Session&)> unit = [&](Session& session) {
        const ShopKey key(shop);
        auto head = find_head(session, key, write.order);
        is_requested = head && save_request(session, key, write, head->generation, now);
        if (!is_requested)
            return;
        Event event;
        event.at = now;
        event.what = std::string(to_text(write.kind)) + " requested";
        event.cause = reason.empty() ? by : by + ": " + reason;
        add_event(session, key, *head, event);
        touch(session, key, *head, now);
    };
    co_await database_.run(std::move(unit));
    co_return is_requested;
}

awaitable<bool> Ledger::choose_parcel(ShopId shop, OrderId order, ParcelChoice choice,
                                      std::string by, std::string reason, TimePoint now)
{
    bool is_chosen = false;
    std::function<void(Session&)> unit = [&](Session& session) {
        const ShopKey key(shop);
        auto head = find_head(session, key, order);
        is_chosen = head.has_value();
        if (!is_chosen)
            return;
        Event event;
        event.at = now;
        event.what = "parcel " + std::string(to_text(choice));
        event.cause = by + ": " + reason;
        add_event(session, key, *head, event);
        save_parcel_choice(session, key, order, choice);
        touch(session, key, *head, now);
    };
    co_await database_.run(std::move(unit));
    co_return is_chosen;
}

} // namespace daifa::store
