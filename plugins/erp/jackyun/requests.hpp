#pragma once

#include "jackyun/gateway.hpp"

#include <daifa/connector/page.hpp>
#include <daifa/connector/stock_source.hpp>
#include <daifa/domain/erp_order.hpp>

#include <optional>
#include <span>
#include <string>

namespace daifa::jackyun {

namespace method {
inline constexpr std::string_view list_channels = "erp.sales.get";
inline constexpr std::string_view list_carriers = "erp.logistic.get";
inline constexpr std::string_view query_orders = "oms.trade.fullinfoget";
inline constexpr std::string_view create_order = "oms.trade.ordercreate";
inline constexpr std::string_view audit_order = "oms.trade.audit.pass";
inline constexpr std::string_view cancel_order = "oms.trade.ordercancel";
inline constexpr std::string_view list_stock = "erp.stockquantity.get";
} // namespace method

inline constexpr std::string_view all_methods[] = {
    method::list_channels, method::list_carriers, method::query_orders, method::create_order,
    method::audit_order,   method::cancel_order,  method::list_stock};

inline constexpr int list_page_size = 50;            ///< Of channels and carriers.
inline constexpr int order_page_size = 200;          ///< The most that order queries allow.
inline constexpr int order_page_size_default = 50;   ///< What a server uses that ignores ours.
inline constexpr int stock_page_size = 200;          ///< Rows of stock.
inline constexpr std::size_t find_orders_max = 50;   ///< Source numbers in one query.
inline constexpr std::size_t source_number_max = 50; ///< Characters of `onlineTradeNo`.
inline constexpr std::size_t seller_note_max = 500;  ///< Characters of `sellerMemo`.

/// Pages count from 0.
Call build_list_channels(int page);
Call build_list_carriers(int page);

/// The smallest call that any application may make: its answer's date is what counts.
Call build_probe();

/// Or why the draft can not be sent at all; the ERP has not seen it then.
Result<Call> build_create_order(const OrderOptions& options, const ErpOrderDraft& draft);

/// Live orders, those the ERP moved to its archive, or those somebody deleted.
enum class OrderTable { live, archive, deleted };
Call build_find_orders(const QueryOptions& options, std::span<const std::string> source_numbers,
                       OrderTable table, int page);

/// Where reading a window of changes goes on.
struct WindowCursor {
    bool is_scroll = true;
    std::string scroll_id = {}; ///< Empty: the first page.
    int page = 0;
    bool is_deleted = false; ///< The pass over deleted orders, which follows the other.
    bool is_whole = false;   ///< The orders of all shops, because the filter is not proven yet.

    bool is_first_page() const { return scroll_id.empty() && page == 0; }
};
/// `PageQuery::cursor` as `to_text` wrote it; the empty text is the first page.
WindowCursor parse_cursor(std::string_view text, Paging paging);
std::string to_text(const WindowCursor& cursor);
/// Where a pass goes on after a page with `rows` rows; nothing at its end. A scroll ends with an
/// empty id or an empty page. A full first page without an id comes from a server that does not
/// scroll: it is read on by page number rather than taken for all there is.
std::optional<WindowCursor> next_cursor(const WindowCursor& cursor, std::size_t rows,
                                        const std::string& scroll_id);
/// `shop_id` as the ERP numbers its shops; empty asks for all shops.
Call build_list_changed(const QueryOptions& options, const PageQuery& query,
                        const WindowCursor& cursor, const std::string& shop_id);

/// One page behind the `quantityId` that the query's cursor names. `now` ends the span of changes.
Call build_list_stock(const QueryOptions& options, const StockQuery& query, TimePoint now);

Call build_audit(NumbersAs numbers_as, const ErpOrderId& id, const std::string& operator_name);
Call build_cancel(NumbersAs numbers_as, const ErpOrderId& id, const std::string& reason);

} // namespace daifa::jackyun
