#pragma once

#include "admin/backend.hpp"
#include "admin/failure.hpp"
#include "admin/oauth_states.hpp"
#include "http/message.hpp"

#include <daifa/support/awaitable.hpp>

#include <string>
#include <vector>

namespace daifa::admin {

/// One request on its way to the function that answers it.
struct Call {
    Backend& backend;
    OAuthStates& states;
    http::Request request = {};
    std::string shop = {}; ///< The decoded part of the path that stands for a shop.
};

using Answerer = awaitable<http::Response> (*)(Call);

/// What every group of the API answers.
awaitable<http::Response> get_status(Call call);
awaitable<http::Response> list_shops(Call call);
awaitable<http::Response> list_orders(Call call);
awaitable<http::Response> explain_order(Call call);
awaitable<http::Response> list_cases(Call call);
awaitable<http::Response> list_windows(Call call);
awaitable<http::Response> get_plan(Call call);
awaitable<http::Response> list_plugins(Call call);
awaitable<http::Response> list_differences(Call call);
awaitable<http::Response> start_authorization(Call call);
awaitable<http::Response> finish_authorization(Call call);
awaitable<http::Response> adopt_tokens(Call call);
awaitable<http::Response> retry_order(Call call);
awaitable<http::Response> resolve_write(Call call);
awaitable<http::Response> hold_order(Call call);
awaitable<http::Response> release_order(Call call);
awaitable<http::Response> reload_configuration(Call call);
awaitable<http::Response> run_doctor(Call call);
awaitable<http::Response> list_waybills(Call call);
awaitable<http::Response> compare_sender(Call call);
awaitable<http::Response> preview_order(Call call);
awaitable<http::Response> print_labels(Call call);
awaitable<http::Response> reprint_order(Call call);
awaitable<http::Response> cancel_waybill(Call call);
awaitable<http::Response> list_stock(Call call);
awaitable<http::Response> plan_stock(Call call);
awaitable<http::Response> explain_stock(Call call);
awaitable<http::Response> send_stock(Call call);
awaitable<http::Response> list_merchant_orders(Call call);
awaitable<http::Response> plan_merchant(Call call);
awaitable<http::Response> explain_merchant_order(Call call);
awaitable<http::Response> ship_merchant_order(Call call);
awaitable<http::Response> list_proposals(Call call);

/// The shop of that id, or a refusal that names what was probably meant.
Checked<ShopEntry> find_shop(const Backend& backend, const std::string& id);
/// That shop alone, or all when `id` is empty.
Checked<std::vector<ShopEntry>> select_shops(const Backend& backend, const std::string& id);
/// The shop's lane must run, whichever role it has.
Checked<ShopEntry> find_open_shop(const Backend& backend, const std::string& id);
/// The same of a factory's shop.
Checked<ShopEntry> find_running_shop(const Backend& backend, const std::string& id);

/// The time by which a shop's records are kept: the platform's where its lane has measured it.
TimePoint shop_now(const ShopEntry& shop, Backend& backend);

} // namespace daifa::admin
