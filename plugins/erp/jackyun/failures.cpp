#include "jackyun/failures.hpp"

#include <algorithm>
#include <stdexcept>

namespace daifa::jackyun {
namespace {

constexpr bool without_effect = true;
constexpr bool effect_unknown = false;

constexpr ErrorRow known[] = {
    {"0858030801", Errc::misconfigured, without_effect, "The signature is wrong.", "签名错误。",
     "Check app_key and app_secret; after a change of the secret reload.",
     "检查 app_key 与 app_secret；更换密钥后请重新加载配置。"},
    {"0858030802", Errc::misconfigured, without_effect, "The application key is unknown.",
     "AppKey 不存在。", "Check app_key on the open platform's application page.",
     "在开放平台的应用页面核对 app_key。"},
    {"0858030803", Errc::unauthorized, without_effect, "The authorization token is invalid.",
     "授权 token 无效。",
     "Authorize the application again and put the new token into the settings.",
     "重新授权应用，并更新配置中的 token。"},
    {"0130020310", Errc::misconfigured, without_effect,
     "The application is unknown or has not subscribed to this method.",
     "应用不存在，或未订购该接口。", "Subscribe the application to the method named here.",
     "在开放平台为应用订购此处所示的接口。"},
    {"0050030002", Errc::rejected, without_effect,
     "A business parameter is missing, unknown or out of range.",
     "业务参数缺失、不存在或超出范围。",
     "Read the ERP's text: check the goods, the channel code, the warehouse and the recipient.",
     "请看 ERP 返回的文字：检查货品、渠道编码、仓库和收件人。"},
    {"0859999999", Errc::rate_limited, without_effect,
     "Too many calls, or the gateway is busy for a moment.", "调用过于频繁，或网关暂时繁忙。",
     "Nothing to do; if it stays, lower calls_per_second.",
     "无需处理；若持续出现，请调低 calls_per_second。"},
    {"0040139996", Errc::misconfigured, without_effect, "The query names no fields.",
     "查询未指定返回字段。", "Give the setting \"fields\" its default again.",
     "请将配置项 fields 恢复为默认值。"},
    {"0130020001", Errc::unavailable, effect_unknown, "The ERP reports an unknown error.",
     "ERP 返回未知错误。",
     "It is tried again; if it stays, ask the ERP's support with the request id.",
     "系统会自动重试；若持续出现，请带上请求编号联系 ERP 客服。"},
    {failed_row, Errc::rejected, without_effect,
     "The ERP took the request and refused its only row.", "ERP 收到请求，但拒绝了其中的单据。",
     "Read the ERP's text and look at the order in the ERP.",
     "请看 ERP 返回的文字，并在 ERP 中查看该单据。"},
};

struct Meaning {
    std::string_view word;
    Errc errc;
    bool is_without_effect;
};

constexpr Meaning meanings[] = {
    {"rejected", Errc::rejected, without_effect},
    {"goods_refused", Errc::goods_refused, without_effect},
    {"recipient_refused", Errc::recipient_refused, without_effect},
    {"misconfigured", Errc::misconfigured, without_effect},
    {"unauthorized", Errc::unauthorized, without_effect},
    {"rate_limited", Errc::rate_limited, without_effect},
    {"unavailable", Errc::unavailable, effect_unknown},
};

struct Subject {
    std::string_view word;
    Errc errc;
};

/// The first that stands in the text decides.
constexpr Subject subjects[] = {
    {"货品", Errc::goods_refused},         {"商品", Errc::goods_refused},
    {"条码", Errc::goods_refused},         {"规格", Errc::goods_refused},
    {"收货", Errc::recipient_refused},     {"收件", Errc::recipient_refused},
    {"联系方式", Errc::recipient_refused}, {"手机", Errc::recipient_refused},
    {"电话", Errc::recipient_refused},
};

ErrorRow build_row(std::string_view code, std::string_view word)
{
    const auto* const meaning = std::ranges::find(meanings, word, &Meaning::word);
    if (meaning == std::ranges::end(meanings))
        throw std::invalid_argument("error_codes: \"" + std::string(word) + "\" for code " +
                                    std::string(code) +
                                    " is none of rejected, goods_refused, recipient_refused, "
                                    "misconfigured, unauthorized, rate_limited, unavailable");
    ErrorRow row;
    row.code = code;
    row.errc = meaning->errc;
    row.is_without_effect = meaning->is_without_effect;
    row.meaning_en = "A code that the shop's settings explain.";
    row.meaning_zh = "由店铺配置补充说明的错误码。";
    row.next_step_en = "Read the ERP's text.";
    row.next_step_zh = "请看 ERP 返回的文字。";
    return row;
}

} // namespace

std::span<const ErrorRow> known_failures()
{
    return known;
}

FailureTable::FailureTable(std::map<std::string, std::string> added) : added_(std::move(added))
{
    for (const auto& [code, word] : added_)
        rows_.push_back(build_row(code, word));
    rows_.insert(rows_.end(), std::begin(known), std::end(known));
}

Error name_subject(Error error)
{
    if (error.code != Errc::rejected)
        return error;
    const auto* const subject = std::ranges::find_if(subjects, [&](const Subject& candidate) {
        return error.remote_text.find(candidate.word) != std::string::npos;
    });
    if (subject != std::ranges::end(subjects))
        error.code = subject->errc;
    return error;
}

} // namespace daifa::jackyun
