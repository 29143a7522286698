#include "store/detail/event_table.hpp"

namespace daifa::store {

Event make_event(TimePoint at, std::string what, std::string cause, std::string request_id)
{
    Event event;
    event.at = at;
    event.what = std::move(what);
    event.cause = std::move(cause);
    event.request_id = std::move(request_id);
    return event;
}

void add_word(std::string& text, std::string_view word)
{
    if (!text.empty())
        text += ", ";
    text += word;
}

void add_event(Session& session, const ShopKey& key, OrderHead& head, const Event& event)
{
    constexpr std::string_view insert_event = "insert into events (bucket, shop, number, merchant, "
                                              "seq, at, since, what, cause, request_id) "
                                              "values (:bucket, :shop, :number, :merchant, :seq, "
                                              ":at, :since, :what, :cause, :request_id)";
    ++head.event_seq;
    session.run(insert_event, key.bucket, key.shop, head.id.number, head.id.merchant,
                head.event_seq, event.at, event.since, event.what, event.cause, event.request_id);
}

std::vector<Event> list_events(Session& session, const ShopKey& key, const OrderId& id)
{
    constexpr std::string_view select_events =
        "select at, since, what, cause, request_id from events where bucket = :bucket and shop = "
        ":shop "
        "and number = :number and merchant = :merchant order by seq";
    std::vector<Event> events;
    auto& rows = session.prepare(select_events).bind(key.bucket, key.shop, id.number, id.merchant);
    Event event;
    while (rows.fetch(event.at, event.since, event.what, event.cause, event.request_id))
        events.push_back(event);
    return events;
}

} // namespace daifa::store
