#include "pinduoduo/shelf.hpp"

#include "pinduoduo/goods_requests.hpp"
#include "pinduoduo/goods_responses.hpp"
#include "pinduoduo/requests.hpp"
#include "pinduoduo/responses.hpp"

namespace daifa::pinduoduo {

awaitable<Result<Page<Listing>>> Shelf::list_listings(std::string cursor)
{
    const int page_number = find_page_number(cursor).value_or(1);
    Call call = build_goods_list_get(page_number);
    auto answer = co_await gateway_.call(std::move(call));
    if (!answer)
        co_return answer.error();
    auto parsed = parse_listings(*answer, page_number);
    if (!parsed)
        co_return parsed.error();
    for (const auto& row : parsed->unreadable_rows)
        log_.warning("a listing can not be read",
                     {{"row", row}, {"request_id", answer->request_id}});
    co_return std::move(parsed->page);
}

awaitable<Result<Listing>> Shelf::get_listing(ListingId id)
{
    auto call = build_goods_skus_get(id);
    if (!call)
        co_return call.error();
    auto answer = co_await gateway_.call(std::move(*call));
    if (!answer)
        co_return answer.error();
    co_return parse_listing(*answer, id);
}

awaitable<Result<Receipt>> Shelf::set_quantity(ListingId id, std::int64_t quantity)
{
    auto call = build_goods_quantity_update(id, quantity);
    if (!call)
        co_return call.error();
    auto answer = co_await gateway_.call(std::move(*call));
    if (!answer)
        co_return answer.error();
    co_return parse_receipt(*answer);
}

} // namespace daifa::pinduoduo
