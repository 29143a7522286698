#include "pinduoduo/shelf.hpp"

#include "pinduoduo/goods_requests.hpp"
#include "pinduoduo/goods_responses.hpp"
#include "pinduoduo/requests.hpp"
#include "pinduoduo/responses.hpp"

namespace daifa::pinduoduo {

awaitable<Result<Page<Listing>>> Shelf::list_listings(std::string cursor)
{
    const int page_number = find_page_number(cursor).value_or(1);
    return gateway_.list(build_goods_list_get(page_number), [page_number](const Answer& answer) {
        return parse_listings(answer, page_number);
    });
}

awaitable<Result<Listing>> Shelf::get_listing(ListingId id)
{
    return gateway_.ask(build_goods_skus_get(id),
                        [id](const Answer& answer) { return parse_listing(answer, id); });
}

awaitable<Result<Receipt>> Shelf::set_quantity(ListingId id, std::int64_t quantity)
{
    return gateway_.ask(build_goods_quantity_update(id, quantity), parse_receipt);
}

} // namespace daifa::pinduoduo
