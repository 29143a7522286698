#include "command/sender_check.hpp"

#include "command/words.hpp"

#include <daifa/codec/json.hpp>

#include <boost/json/array.hpp>

namespace daifa::command {
namespace json = boost::json;
namespace {

json::object not_compared()
{
    json::object finding;
    finding["state"] = "unknown";
    finding["en"] = "waybill.sender could not be compared with the contracts: the daemon does not "
                    "run, or has not read them yet";
    finding["zh"] = "waybill.sender 尚未与签约地址比对：守护进程未运行，或尚未读取签约信息";
    finding["next_en"] = "daifa doctor compares it once the shop is authorized";
    finding["next_zh"] = "店铺授权后由 daifa doctor 比对";
    return finding;
}

} // namespace

json::array compare_senders(const std::vector<ShopSender>& senders, const CompareSender& compare)
{
    json::array findings;
    for (const auto& sender : senders) {
        auto found = compare ? compare(sender) : std::nullopt;
        json::object finding = found ? std::move(*found) : not_compared();
        finding["shop"] = sender.shop;
        findings.push_back(std::move(finding));
    }
    return findings;
}

std::string render_senders(const View& view, const std::vector<ShopSender>& senders,
                           const CompareSender& compare)
{
    std::string out;
    for (const auto& value : compare_senders(senders, compare)) {
        const json::object& finding = value.as_object();
        const bool is_wrong = text_or(finding, "state") == "failed";
        out += printable(text_or(finding, "shop")) + ": " +
               view.paint(printable(view.say(finding)), is_wrong ? Tone::warning : Tone::plain) +
               "\n";
        if (const auto next = view.say(finding, "next_"); !next.empty())
            out += "    → " + printable(next) + "\n";
    }
    return out;
}

} // namespace daifa::command
