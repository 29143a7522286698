#pragma once

#include <daifa/plugin/config_key.hpp>

namespace daifa::pinduoduo {

inline constexpr ConfigKey settings[] = {
    {"app_key", ConfigType::text, required, Secrecy::open,
     "Application key (client_id) from the open platform.", "开放平台应用的 client_id。"},
    {"app_secret", ConfigType::text, required, Secrecy::secret,
     "Application secret (client_secret); signs every call.",
     "应用的 client_secret，用于给每次调用签名。"},
    {"redirect_uri", ConfigType::url, required, Secrecy::open,
     "Call-back address, exactly as registered with the application.",
     "授权回调地址，须与应用登记的完全一致。"},
    {"gateway", ConfigType::url, "https://gw-api.pinduoduo.com/api/router", Secrecy::open,
     "Address of the API gateway.", "API 网关地址。"},
    {"authorize_page", ConfigType::url, "https://fuwu.pinduoduo.com/service-market/auth",
     Secrecy::open, "Page on which the shop's owner grants access.", "店铺主账号授权的页面地址。"},
    {"timeout", ConfigType::duration, "10s", Secrecy::open, "Longest wait for one answer.",
     "单次调用的最长等待时间。"},
    {"late_arrival", ConfigType::duration, "60s", Secrecy::open,
     "How long after its deadline a lost upload may still arrive: before that, \"not there\" "
     "proves nothing.",
     "回传请求超时后仍可能到达的时长；在此之前查不到不算没有回传。"},
    {"slave_repeatable", ConfigType::boolean, "false", Secrecy::open,
     "Whether extra numbers may be sent again after a lost answer; nothing on the platform shows "
     "them.",
     "应答丢失后，从运单号是否允许再次回传（平台无法查询从运单号）。"},
    {"take_repeatable", ConfigType::boolean, "true", Secrecy::open,
     "Whether taking numbers again for the same parcels, after a lost answer, gives the same "
     "numbers or is refused; false: a person decides.",
     "应答丢失后，对同一包裹再次取号是否只会返回原号或被拒绝；false 则交由人工处理。"},
    {"print_data_max", ConfigType::integer, "65536", Secrecy::open,
     "Longest print data that is accepted, bytes.", "打印数据的最大长度（字节）。"},
    {"print_component", ConfigType::socket_url, "ws://127.0.0.1:5000", Secrecy::open,
     "Address of the print component; empty: nothing is printed.",
     "打印组件的地址；留空则不打印。"},
    {"print_timeout", ConfigType::duration, "2m", Secrecy::open,
     "Longest wait for the end of a print task.", "等待一个打印任务完成的最长时间。"},
    {"custom_area_url", ConfigType::url, "", Secrecy::open,
     "Template of the labels' custom area, which is given product, spec, quantity, remark and "
     "sequence; empty: none.",
     "面单自定义区模板的地址，可用字段为 "
     "product、spec、quantity、remark、sequence；留空则没有自定义区。"},
    {"push", ConfigType::boolean, "true", Secrecy::open,
     "Whether the platform's messages are listened to.", "是否接收平台的消息推送。"},
    {"push_url", ConfigType::socket_url, "wss://message-api.pinduoduo.com", Secrecy::open,
     "Address of the message service; empty: none.", "消息推送服务的地址；留空则不接收。"},
    {"push_topics", ConfigType::text_list, "", Secrecy::open,
     "Topics that are news of an order; empty: every topic whose content has mall_mask_id and "
     "order_mask_sn, or tid.",
     "哪些消息主题表示订单有变化；留空则内容中含 mall_mask_id 与 order_mask_sn，或含 tid "
     "的主题都算。"},
    {"after_sale_clear", ConfigType::text_list, "0, 6, 7, 12, 16, 17, 24, 25", Secrecy::open,
     "Values of after_sales_status with which an order ships as usual.",
     "可以照常发货的售后状态码（after_sales_status）。"},
    {"after_sale_refunded", ConfigType::text_list, "5", Secrecy::open,
     "Values of after_sales_status with which an order never ships; every other value holds it.",
     "已退款、不再发货的售后状态码；其余取值一律暂停发货。"},
    {"merchant_after_sale_clear", ConfigType::text_list, "0, 9, 11, 12, 13, 16, 17, 24, 25",
     Secrecy::open,
     "The same for a merchant's own orders, whose values of after_sales_status mean other things.",
     "商家订单中可以照常发货的售后状态码（取值含义与厂家订单不同）。"},
    {"merchant_after_sale_refunded", ConfigType::text_list, "10", Secrecy::open,
     "The same: a merchant's order that never ships; every other value holds it.",
     "商家订单中已退款、不再发货的售后状态码；其余取值一律暂停发货。"},
    {"logistics_ids", ConfigType::text_map, "", Secrecy::open,
     "logistics_id by carrier code, for shipping a merchant's orders: added to the ten that are "
     "known, or in their place.",
     "商家发货时快递公司代码对应的 logistics_id；可补充或覆盖内置的十家。"},
};

} // namespace daifa::pinduoduo
