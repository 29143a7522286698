#include "command/proposal_files.hpp"

#include "command/words.hpp"

#include <daifa/codec/json.hpp>

#include <vector>

namespace daifa::command {
namespace json = boost::json;
namespace {

using Row = std::vector<std::string>;

Row titles(const View& view)
{
    Row row;
    for (const auto& [en, zh] : std::initializer_list<std::pair<const char*, const char*>>{
             {"Order", "订单号"},
             {"Goods", "商品"},
             {"SKU", "商家编码"},
             {"Quantity", "数量"},
             {"Region", "地区"},
             {"Factory proposed", "建议厂家"},
             {"Rule", "规则"},
             {"Waiting since", "等待自"},
             {"Ship by", "最晚发货"},
             {"In the way", "阻碍"},
             {"Shop", "店铺"}})
        row.emplace_back(view.say(en, zh));
    return row;
}

std::string time_text(const View& view, const json::object& proposal, std::string_view key)
{
    const auto at = parse_utc_text(text_or(proposal, key));
    return at ? to_local_text(*at, view.now) : std::string();
}

Row row_of(const View& view, const json::object& proposal)
{
    std::string skus;
    std::int64_t quantity = 0;
    for (const auto& value : array_of(proposal, "items")) {
        const auto& item = value.as_object();
        skus += (skus.empty() ? "" : "; ") + text_or(item, "sku_code");
        quantity += find_integer(item, "quantity").value_or(0);
    }
    return {text_or(proposal, "order"),
            goods_text(proposal),
            skus,
            std::to_string(quantity),
            text_or(proposal, "region"),
            text_or(proposal, "factory"),
            text_or(proposal, "rule"),
            time_text(view, proposal, "since"),
            time_text(view, proposal, "ship_by"),
            obstacle_words(view, proposal),
            text_or(proposal, "shop")};
}

std::string csv_field(const std::string& text)
{
    std::string field = "\"";
    // Whatever stands in front of it, a spreadsheet would calculate these.
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first != std::string::npos &&
        std::string_view("=+-@|%").find(text[first]) != std::string_view::npos)
        field += '\'';
    else if (!text.empty() &&
             (text.front() == '\t' || text.front() == '\r' || text.front() == '\n'))
        field += '\'';
    for (const char c : text) {
        if (c == '"')
            field += '"';
        field += c == '\r' || c == '\n' ? ' ' : c;
    }
    return field + "\"";
}

std::string csv_line(const Row& row)
{
    std::string line;
    for (const auto& field : row)
        line += (line.empty() ? "" : ",") + csv_field(field);
    return line + "\r\n";
}

std::string escaped(std::string_view text)
{
    std::string safe;
    for (const char c : text) {
        switch (c) {
        case '&':
            safe += "&amp;";
            break;
        case '<':
            safe += "&lt;";
            break;
        case '>':
            safe += "&gt;";
            break;
        case '"':
            safe += "&quot;";
            break;
        case '\'':
            safe += "&#39;";
            break;
        default:
            safe += c;
        }
    }
    return safe;
}

constexpr std::string_view style = R"css(
body{font:16px/1.5 system-ui,"Noto Sans CJK SC","Microsoft YaHei",sans-serif;margin:1rem;color:#222}
h1{font-size:1.3rem;margin:0 0 .5rem}
.note{background:#fff6e0;border-left:4px solid #e0a020;padding:.5rem .75rem;margin:.5rem 0 1rem}
table{border-collapse:collapse;width:100%}
th,td{border:1px solid #ccc;padding:.35rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}
th{background:#f2f2f2;overflow-wrap:normal}
td:first-child{white-space:nowrap}
.stop{color:#b00020;font-weight:600}
@media (max-width:1100px){
thead{display:none}
table,tbody,tr,td{display:block;width:auto}
tr{border:1px solid #ccc;margin:0 0 .75rem;padding:.25rem}
td{border:0;padding:.15rem .35rem}
td::before{content:attr(data-title) ": ";color:#666}
td:empty{display:none}
}
@media print{body{margin:0;font-size:11px}.note{background:none}tr{break-inside:avoid}thead{display:table-header-group}}
)css";

} // namespace

std::string obstacle_words(const View& view, const json::object& proposal)
{
    std::string words;
    for (const auto& value : array_of(proposal, "obstacles")) {
        const std::string name = scalar_text(value);
        std::string_view word = name;
        if (name == "after_sale_open")
            word = view.say("after-sale under way", "售后中");
        else if (name == "after_sale_refunded")
            word = view.say("refunded", "已退款");
        else if (name == "risk_control")
            word = view.say("risk control", "风控中");
        else if (name == "on_hold")
            word = view.say("dispatch suspended", "暂停发货");
        words += (words.empty() ? "" : ", ") + std::string(word);
    }
    return words;
}

std::string goods_text(const json::object& proposal)
{
    std::string goods;
    for (const auto& value : array_of(proposal, "items")) {
        const auto& item = value.as_object();
        const std::string variant = text_or(item, "variant");
        goods += (goods.empty() ? "" : "; ") + text_or(item, "product") +
                 (variant.empty() ? "" : " " + variant) + " ×" +
                 std::to_string(find_integer(item, "quantity").value_or(0));
    }
    return goods;
}

std::string by_hand_sentence(const View& view)
{
    return std::string(view.say(
        "These are proposals only: the platform lets no program assign orders. A person has to "
        "assign them in the platform's back office under 代发管理. daifa can not see whether that "
        "was "
        "done, unless the factory is served by this daifa too and the order's number stands in the "
        "seller's note.",
        "以上仅为建议：平台不允许程序分配订单，须由人在平台后台的 代发管理 "
        "中分配。除非厂家也由本 daifa 服务、且备注中写有订单号，否则 daifa 看不到是否已分配。"));
}

std::string to_csv(const View& view, const json::array& proposals)
{
    std::string text = "\xEF\xBB\xBF" + csv_line(titles(view));
    for (const auto& proposal : proposals)
        text += csv_line(row_of(view, proposal.as_object()));
    return text;
}

std::string to_html(const View& view, const json::array& proposals)
{
    const std::string title(view.say("Orders to assign", "待分配订单"));
    std::string text = "<!DOCTYPE html>\n<html lang=\"" + std::string(view.say("en", "zh-CN")) +
                       "\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
                       "content=\"width=device-width, initial-scale=1\">\n<title>" +
                       title + "</title>\n<style>" + std::string(style) +
                       "</style>\n</head>\n<body>\n" + "<h1>" + title + " (" +
                       std::to_string(proposals.size()) + ")</h1>\n" + "<p class=\"note\">" +
                       escaped(by_hand_sentence(view)) + "</p>\n<p>" +
                       escaped(to_local_text(view.now, view.now)) + "</p>\n<table>\n<thead><tr>";
    const Row heads = titles(view);
    for (const auto& head : heads)
        text += "<th>" + escaped(head) + "</th>";
    text += "</tr></thead>\n<tbody>\n";
    for (const auto& proposal : proposals) {
        const Row row = row_of(view, proposal.as_object());
        constexpr std::size_t obstacles = 9;
        text += "<tr>";
        for (std::size_t i = 0; i < row.size(); ++i)
            text += "<td data-title=\"" + escaped(heads[i]) + "\"" +
                    (i == obstacles ? " class=\"stop\"" : "") + ">" + escaped(row[i]) + "</td>";
        text += "</tr>\n";
    }
    return text + "</tbody>\n</table>\n</body>\n</html>\n";
}

} // namespace daifa::command
