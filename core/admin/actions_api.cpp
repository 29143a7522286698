#include "admin/action_target.hpp"
#include "admin/cases.hpp"
#include "admin/merchant_cases.hpp"
#include "admin/order_json.hpp"
#include "admin/query.hpp"
#include "admin/shop_json.hpp"
#include "admin/unblock.hpp"

#include <daifa/codec/json.hpp>

#include <boost/json/array.hpp>

#include <sstream>

namespace daifa::admin {
namespace json = boost::json;
namespace {

/// "YTO/YT1"
bool is_waybill(const std::string& text)
{
    const auto slash = text.find('/');
    return slash != std::string::npos && slash > 0 && slash + 1 < text.size();
}

Failure needs_number()
{
    return not_so(
        {"a number that was taken is confirmed by naming it, and nothing else is",
         "确认已取号时须写明运单号，其他情况不写"},
        {"daifa resolve ORDER --write take/… --outcome confirmed --number YTO/YT1 --reason …",
         "daifa resolve 订单 --write take/… --outcome confirmed --number YTO/YT1 --reason …"});
}

Failure not_uncertain(const std::string& key, const std::optional<store::OrderRecord>& order)
{
    json::array keys;
    std::string all;
    if (order)
        for (const auto& write : order->writes)
            if (write.state == store::WriteState::uncertain) {
                keys.emplace_back(write.key);
                all += (all.empty() ? "" : ", ") + write.key;
            }
    Failure failure = not_so({"the order has no uncertain write \"" + key + "\"",
                              "该订单没有状态不确定的写操作“" + key + "”"},
                             {"nothing has to be resolved here", "无需处理"});
    if (!all.empty())
        failure.next = {"its uncertain writes are: " + all, "状态不确定的写操作有：" + all};
    failure.more["uncertain"] = std::move(keys);
    return failure;
}

Failure not_adopted(reconcile::Adoption outcome)
{
    switch (outcome) {
    case reconcile::Adoption::unknown_parcel:
        return not_so({"the ERP shows no such parcel that left with a carrier the platform knows",
                       "ERP 中没有该运单号的已发包裹，或其快递在平台上没有对应编码"},
                      {"see daifa explain for the ERP's numbers; daifa retry reads the ERP again",
                       "ERP 的运单号请看 daifa explain；daifa retry 会重新读取 ERP"});
    case reconcile::Adoption::clash:
        return not_so({"another order holds such a number, or the order has just changed",
                       "运单号已被另一订单使用，或订单刚有变更"},
                      {"see daifa explain, then ask again", "请看 daifa explain，然后重试"});
    default:
        return not_so({"the order is not uploaded_by_other", "该订单不是 uploaded_by_other"},
                      {"see daifa explain", "请看 daifa explain"});
    }
}

std::vector<WaybillNumber> split_numbers(const std::string& text)
{
    std::vector<WaybillNumber> numbers;
    std::istringstream list(text);
    for (std::string number; std::getline(list, number, ',');)
        numbers.emplace_back(number);
    return numbers;
}

/// A person knows that the numbers on the platform are ours.
awaitable<http::Response> adopt_uploads(Backend& backend, FoundOrder found,
                                        std::vector<WaybillNumber> numbers, std::string cause)
{
    const auto shop = find_running_shop(backend, found.shop.id.text());
    if (!shop)
        co_return refuse(shop.error());
    const auto outcome =
        co_await shop->lane->adopt_uploads(found.id, std::move(numbers), std::move(cause));
    if (outcome != reconcile::Adoption::adopted)
        co_return refuse(not_adopted(outcome));
    co_return co_await done(backend, std::move(found));
}

/// A person says whether the order shares a parcel.
awaitable<http::Response> choose_parcel(Backend& backend, Target target, std::string parcel,
                                        std::string reason)
{
    const auto shop = find_running_shop(backend, target.found.shop.id.text());
    if (!shop)
        co_return refuse(shop.error());
    const auto choice =
        parcel == "joint" ? store::ParcelChoice::joint : store::ParcelChoice::single;
    const int orders =
        co_await shop->lane->choose(choice, target.found.id, target.by, std::move(reason));
    if (orders == 0)
        co_return refuse(not_so(
            {"the order has its number already, or no other open order goes to its recipient",
             "该订单已取号或已回传，或没有同一收件人的其他未完成订单"},
            {"see daifa explain", "请看 daifa explain"}));
    co_return co_await done(backend, std::move(target.found));
}

/// Refuses to act on an order that is at its end: whoever asks means another one, or comes too
/// late.
awaitable<std::optional<Failure>> find_end(Backend& backend, FoundOrder found, Sentence what)
{
    const auto order = co_await backend.ledger().find_order(found.shop.id, found.id);
    if (!order || !has_ended(*order))
        co_return std::nullopt;
    const std::string state(store::to_text(order->verdict.state));
    co_return not_so(
        {"the order is " + state + ": " + what.en, "订单状态为 " + state + "：" + what.zh},
        {"daifa explain shows its history", "历史请看 daifa explain"});
}

} // namespace

awaitable<http::Response> retry_order(Call call)
{
    auto target = co_await find_target(call.backend, call.request);
    if (!target)
        co_return refuse(target.error());
    const Sentence nothing{"there is nothing to retry", "没有可重试的操作"};
    if (const auto end = co_await find_end(call.backend, target->found, nothing))
        co_return refuse(*end);
    const auto& [shop, id] = target->found;
    const auto outcome =
        co_await call.backend.ledger().retry(shop.id, id, target->by, shop_now(shop, call.backend));
    if (outcome == store::RetryOutcome::given_up)
        co_return refuse(
            not_so({"a write of this order was given up: nobody knows whether it happened",
                    "该订单有已放弃的写操作：无人知道它是否已生效"},
                   {"look on the other side, then say with daifa resolve whether it was confirmed "
                    "or refused",
                    "在对方系统中查明，然后用 daifa resolve 说明它已确认还是被拒绝"}));
    if (outcome == store::RetryOutcome::unknown_order)
        co_return refuse(not_so({"nothing of this order can be retried", "该订单没有可重试的操作"},
                                {"see daifa explain", "请看 daifa explain"}));
    co_return co_await done(call.backend, target->found);
}

awaitable<http::Response> hold_order(Call call)
{
    auto target = co_await find_target(call.backend, call.request);
    if (!target)
        co_return refuse(target.error());
    const auto reason = require_text(target->body, "reason");
    if (!reason)
        co_return refuse(reason.error());
    const Sentence nothing{"there is nothing to hold", "没有可暂停的操作"};
    if (const auto end = co_await find_end(call.backend, target->found, nothing))
        co_return refuse(*end);
    const auto& [shop, id] = target->found;
    store::Hold hold;
    hold.by = target->by;
    hold.reason = *reason;
    hold.at = shop_now(shop, call.backend);
    const bool is_done = co_await call.backend.ledger().set_hold(shop.id, id, std::move(hold));
    if (!is_done)
        co_return refuse(not_so({"the order is held already", "该订单已暂停"},
                                {"daifa release ends the hold", "执行 daifa release 可放行"}));
    co_return co_await done(call.backend, target->found);
}

awaitable<http::Response> release_order(Call call)
{
    auto target = co_await find_target(call.backend, call.request);
    if (!target)
        co_return refuse(target.error());
    const auto& [shop, id] = target->found;
    const bool is_done = co_await call.backend.ledger().lift_hold(shop.id, id, target->by,
                                                                  shop_now(shop, call.backend));
    if (!is_done)
        co_return refuse(
            not_so({"no operator holds this order", "该订单没有被操作员暂停"},
                   {"see daifa explain for what stops it", "停住的原因请看 daifa explain"}));
    co_return co_await done(call.backend, target->found);
}

awaitable<http::Response> resolve_write(Call call)
{
    if (auto decided = co_await decide_merchant_case(call.backend, call.request))
        co_return std::move(*decided);
    auto target = co_await find_target(call.backend, call.request);
    if (!target)
        co_return refuse(target.error());
    const auto reason = require_text(target->body, "reason");
    if (!reason)
        co_return refuse(reason.error());
    if (!text_or(target->body, "case").empty()) {
        std::string why = *reason;
        co_return co_await decide_case(call.backend, std::move(*target), std::move(why));
    }
    auto uploaded = split_numbers(text_or(target->body, "uploaded"));
    if (!uploaded.empty()) {
        std::string cause = target->by + ": " + *reason;
        co_return co_await adopt_uploads(call.backend, target->found, std::move(uploaded),
                                         std::move(cause));
    }
    const std::string parcel = text_or(target->body, "parcel");
    if (parcel == "joint" || parcel == "single") {
        std::string why = *reason;
        co_return co_await choose_parcel(call.backend, std::move(*target), parcel, std::move(why));
    }
    const auto key = require_text(target->body, "write");
    if (!key)
        co_return refuse(key.error());
    const std::string wanted = text_or(target->body, "outcome");
    const auto outcome = parse_outcome(wanted);
    if (!outcome)
        co_return refuse(outcome.error());
    const std::string number = text_or(target->body, "number");
    const bool is_take = key->starts_with("take/") && *outcome == store::WriteState::confirmed;
    if (is_take != is_waybill(number))
        co_return refuse(needs_number());
    const auto& [shop, id] = target->found;
    store::Ledger& ledger = call.backend.ledger();
    const TimePoint now = shop_now(shop, call.backend);
    const bool is_done = co_await ledger.resolve_write(shop.id, id, *key, *outcome, target->by,
                                                       *reason, now, number);
    if (!is_done) {
        const auto order = co_await ledger.find_order(shop.id, id);
        co_return refuse(not_uncertain(*key, order));
    }
    co_return co_await done(call.backend, target->found);
}

awaitable<http::Response> reload_configuration(Call call)
{
    const auto result = co_await call.backend.reload();
    const auto ids = [](const std::vector<ShopId>& shops) {
        json::array list;
        for (const auto& shop : shops)
            list.emplace_back(shop.text());
        return list;
    };
    json::object body;
    body["is_taken"] = result.is_taken;
    body["problems"] = to_json(result.problems);
    body["started"] = ids(result.started);
    body["changed"] = ids(result.changed);
    body["stopped"] = ids(result.stopped);
    co_return answer(body);
}

} // namespace daifa::admin
