#include "reconcile/access_check.hpp"

#include "reconcile/cancel_budget.hpp"

#include <algorithm>

namespace daifa::reconcile {
namespace {

using namespace std::chrono_literals;

/// A machine that is further off than this tells its administrator.
constexpr Milliseconds clock_offset_max = 30s;

/// What of the contracts decides who can be asked.
std::string usable(const WaybillDesk& desk)
{
    std::string text;
    for (const auto& contract : desk.contracts) {
        text += contract.carrier_code + (contract.balance > 0 ? "+" : "-");
        text += cancellations_left(contract).value_or(1) > 0 ? "+" : "-";
        for (const auto& address : contract.addresses)
            text += to_text(address) + ";";
    }
    for (const auto& look : desk.templates)
        text += look.carrier_code + look.url;
    return text;
}

/// One warning when a branch gets low, and one when it is empty.
void warn_of_low_balances(Lane& lane, WaybillDesk& desk)
{
    for (const auto& contract : low_contracts(desk, *lane.plan)) {
        const std::string name = contract.carrier_code + "/" + contract.branch_code +
                                 (contract.balance > 0 ? "" : " empty");
        desk.low.insert(name);
        if (lane.desk.low.contains(name))
            continue;
        lane.log.warning("few waybill numbers are left: top up in the platform's back office",
                         {{"shop", lane.shop},
                          {"carrier", contract.carrier_code},
                          {"branch", contract.branch_name},
                          {"left", contract.balance}});
    }
}

} // namespace

Error misconfigured(std::string operation, std::string text)
{
    Error error;
    error.code = Errc::misconfigured;
    error.operation = std::move(operation);
    error.remote_text = std::move(text);
    return error;
}

std::string find_channel_problem(const std::vector<ErpChannel>& channels, const ChannelId& id)
{
    const auto channel = std::ranges::find(channels, id, &ErpChannel::id);
    if (channel == channels.end())
        return "the ERP has no channel \"" + id.text() +
               "\": add it in 渠道列表, or mend erp.channel in the shop's file";
    if (!channel->is_own_platform)
        return "channel \"" + id.text() +
               "\" is not of the own platform (自有商城): the ERP would hide its orders from us "
               "and import them a second time itself; use a channel of platform 自有商城";
    return {};
}

awaitable<bool> read_desk(Lane& lane)
{
    WaybillDesk desk;
    const auto begun_before = lane.desk.cancellations;
    WaybillIssuer* const issuer = lane.platform.waybills();
    if (issuer != nullptr) {
        auto contracts = co_await issuer->list_contracts();
        if (!contracts) {
            lane.log.warning("contracts can not be read",
                             {{"shop", lane.shop}, {"error", contracts.error()}});
            co_return false;
        }
        desk.contracts = std::move(*contracts);
        auto templates = co_await issuer->list_templates();
        if (!templates) {
            lane.log.warning("label templates can not be read",
                             {{"shop", lane.shop}, {"error", templates.error()}});
            co_return false;
        }
        desk.templates = std::move(*templates);
    }
    desk.read_at = lane.clock.now();
    desk.cancellations = lane.desk.cancellations;
    for (const auto& [carrier, numbers] : begun_before)
        for (const auto& number : numbers)
            desk.cancellations[carrier].erase(number);
    warn_of_low_balances(lane, desk);
    const bool is_changed = !lane.desk.read_at || usable(desk) != usable(lane.desk);
    lane.desk = std::move(desk);
    co_return is_changed;
}

awaitable<Result<void>> AccessCheck::check_platform()
{
    co_await platform_watch_.measure();
    const Milliseconds offset = lane_.clock.offset();
    if (offset > clock_offset_max || offset < -clock_offset_max)
        lane_.log.warning("this machine's clock differs from the platform's; signing with the "
                          "platform's time; switch on time synchronisation (NTP)",
                          {{"shop", lane_.shop}, {"offset", offset}});
    const auto learned = co_await learn_platform();
    if (!learned)
        co_return learned.error();
    // Only now the platform's clock is known.
    if (!is_platform_ready_)
        lane_.started_at = lane_.clock.now();
    is_platform_ready_ = true;
    co_return Result<void>();
}

awaitable<Result<void>> AccessCheck::learn_platform()
{
    auto access = co_await lane_.platform.check_access();
    if (!access)
        co_return access.error();
    if (access->role != ShopRole::factory) {
        const Error error = misconfigured(
            "check role",
            "the authorized shop has not the role of a factory (厂家): choose the role in "
            "the platform's 代发管理, or authorize the factory's own shop");
        lane_.platform_health.note_failure(error, lane_.clock.now());
        co_return error;
    }
    auto carriers = co_await lane_.platform.list_carriers();
    if (!carriers)
        co_return carriers.error();
    CarrierTable read(std::move(*carriers));
    const bool is_new = read != lane_.carriers;
    lane_.carriers = std::move(read);
    if (is_new && on_new_carriers)
        on_new_carriers();
    co_return Result<void>();
}

awaitable<Result<void>> AccessCheck::check_erp()
{
    co_await erp_watch_.measure();
    const auto found = co_await find_channel();
    is_erp_ready_ =
        found.has_value() || (is_erp_ready_ && found.error().code != Errc::misconfigured);
    co_return found;
}

awaitable<Result<void>> AccessCheck::find_channel()
{
    const auto channels = co_await lane_.erp.list_channels();
    if (!channels)
        co_return channels.error();
    const std::string problem = find_channel_problem(*channels, lane_.plan->channel);
    if (problem.empty())
        co_return Result<void>();
    const Error error = misconfigured("check channel", problem);
    lane_.erp_health.note_failure(error, lane_.clock.now());
    co_return error;
}

} // namespace daifa::reconcile
