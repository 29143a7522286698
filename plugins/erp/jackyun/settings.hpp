#pragma once

#include <daifa/plugin/config_key.hpp>
#include <daifa/support/settings.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace daifa::jackyun {

/// What `oms.trade.fullinfoget` is asked to return; the server answers with nothing else.
inline constexpr std::string_view default_fields =
    "tradeNo,onlineTradeNo,tradeStatus,isDelete,shopCode,shopName,mainPostid,extraLogisticNo,"
    "logisticCode,logisticName,expressCode,expressName,consignTime,goodsDetail.sourceTradeNo,"
    "packageDetail.logisticNo,packageDetail.logisticCode,packageDetail.logisticName,"
    "packageDetail.expressCode,packageDetail.expressName,packageDetail.consignTime,scrollId";

inline constexpr ConfigKey config_keys[] = {
    {"app_key", ConfigType::text, required, Secrecy::open, "Application key of the open platform.",
     "开放平台应用的 AppKey。"},
    {"app_secret", ConfigType::text, required, Secrecy::secret, "Signs every request.",
     "开放平台应用的 AppSecret，用于签名。"},
    {"gateway", ConfigType::url, "https://open.jackyun.com/open/openapi/do", Secrecy::open,
     "Where requests go.", "接口网关地址。"},
    {"version", ConfigType::text, "v1.0", Secrecy::open, "The gateway's protocol version.",
     "接口版本号。"},
    {"token", ConfigType::text, "", Secrecy::secret,
     "Authorization token; only for applications of an ISV.",
     "授权 token，仅服务商（ISV）应用需要。"},
    {"timeout", ConfigType::duration, "15s", Secrecy::open, "Longest wait for one answer.",
     "单次请求的最长等待时间。"},
    {"late_arrival", ConfigType::duration, "60s", Secrecy::open,
     "How long after its deadline a lost write may still take effect.",
     "写请求超时后，仍可能生效的最长时间。"},
    {"calls_per_second", ConfigType::integer, "1", Secrecy::open,
     "Ceiling for each method, all shops of the application together.",
     "每个接口每秒最多调用次数（同一应用的店铺合计）。"},
    {"operator", ConfigType::text, "daifa", Secrecy::open, "Who audits, as the ERP's log shows it.",
     "审核操作人，显示在 ERP 日志中。"},
    {"trade_type", ConfigType::integer, "2", Secrecy::open,
     "Kind of the sales order; 2 is dispatch for a distributor.",
     "销售单类型；2 为代发货（来自分销商）。"},
    {"charge_type", ConfigType::text, "", Secrecy::open,
     "Kind of payment, 1 to 9; empty sends none.", "结算方式，1 到 9；留空则不传。"},
    {"warehouse_code", ConfigType::text, "", Secrecy::open,
     "Warehouse of new orders; empty leaves the choice to the ERP.",
     "新订单的仓库编码；留空由 ERP 决定。"},
    {"logistic_name", ConfigType::text, "", Secrecy::open,
     "Carrier of new orders by the ERP's name; empty leaves the choice to the ERP.",
     "新订单的物流公司名称（ERP 中的名称）；留空由 ERP 决定。"},
    {"sf_logistic_name", ConfigType::text, "", Secrecy::open,
     "Carrier of orders that only SF may deliver, by the ERP's name.",
     "仅限顺丰的订单所用的物流公司名称（ERP 中的名称）。"},
    {"cancel_reason", ConfigType::text, "420001", Secrecy::open,
     "Code of the reason given for a cancellation.", "取消订单的原因编码。"},
    {"channel_name", ConfigType::text, "", Secrecy::open,
     "The shop's name in the ERP, for answers that carry the name and not the code.",
     "渠道名称；返回数据只有名称、没有编码时用它识别。"},
    {"own_platform_codes", ConfigType::text_list, "", Secrecy::open,
     "Platform codes that mean an own shop, where the platform's name does not say so.",
     "视为自有商城的平台编码；平台名称不含“自有”时填写。"},
    {"fields", ConfigType::text, default_fields, Secrecy::open,
     "Fields asked of the order query; shorten it if the ERP refuses one.",
     "订单查询返回的字段；若 ERP 不接受某字段，可从中删去。"},
    {"numbers_as", ConfigType::text, "array", Secrecy::open,
     "How lists of order numbers are sent: JSON array or comma-separated text.",
     "单号列表的传法：array 数组，text 逗号分隔文本。", "array|text"},
    {"time_format", ConfigType::text, "text", Secrecy::open,
     "How window limits are sent: Beijing text or milliseconds since 1970.",
     "时间窗口的传法：text 北京时间文本，milliseconds 毫秒时间戳。", "text|milliseconds"},
    {"paging", ConfigType::text, "scroll", Secrecy::open,
     "How a window of changes is paged: by scrollId or by page number.",
     "增量查询的翻页方式：scroll 按 scrollId，page 按页码。", "scroll|page"},
    {"channel_filter", ConfigType::boolean, "true", Secrecy::open,
     "Ask for the changes of the shop's own channel only (shopIds), not for those of all shops.",
     "增量查询是否只查本渠道的订单（shopIds），而不是所有渠道。"},
    {"search_archive", ConfigType::boolean, "true", Secrecy::open,
     "Also look into archived orders before an order counts as absent.",
     "判定订单不存在之前，是否同时查询归档订单。"},
    {"search_deleted", ConfigType::boolean, "true", Secrecy::open,
     "Also ask for deleted orders, which the ERP otherwise leaves out without a word.",
     "同时查询已删除的订单；否则 ERP 会直接略去它们。"},
    {"error_codes", ConfigType::text_map, "", Secrecy::open,
     "Meaning of further error codes: rejected, goods_refused, recipient_refused, misconfigured, "
     "unauthorized, rate_limited (all: surely without effect) or unavailable.",
     "补充错误码的含义：rejected、goods_refused、recipient_refused、misconfigured、unauthorized、"
     "rate_limited（均表示确定未生效）或 unavailable。"},
};

/// What one signed call needs.
struct Access {
    std::string gateway = {};
    std::string app_key = {};
    Secret app_secret = {};
    std::string version = {};
    Secret token = {};
    Milliseconds timeout = {};
};

struct OrderOptions {
    std::int64_t trade_type = 2;
    std::string charge_type = {};
    std::string warehouse_code = {};
    std::string logistic_name = {};
    std::string sf_logistic_name = {};
};

enum class NumbersAs { array, text };
enum class TimeFormat { text, milliseconds };
enum class Paging { scroll, page };

struct QueryOptions {
    std::string fields = std::string(default_fields);
    NumbersAs numbers_as = NumbersAs::array;
    TimeFormat time_format = TimeFormat::text;
    Paging paging = Paging::scroll;
};

/// The settings of one connector, typed.
struct JackyunSettings {
    Access access = {};
    OrderOptions order = {};
    QueryOptions query = {};
    Milliseconds late_arrival = {};
    int calls_per_second = 1;
    std::string operator_name = {};
    std::string cancel_reason = {};
    std::string channel_name = {};
    std::vector<std::string> own_platform_codes = {};
    bool has_channel_filter = true;
    bool search_archive = true;
    bool search_deleted = true;
    std::map<std::string, std::string> error_codes = {};
};

/// Throws `std::invalid_argument` with a sentence for a value the key's type lets through.
JackyunSettings read_settings(const Settings& settings);

} // namespace daifa::jackyun
