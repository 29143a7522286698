#include "sandbox/paper/label_drawing.hpp"

#include <daifa/codec/timestamp.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace daifa::sandbox {
namespace {

constexpr double margin = 2;
constexpr double inner = label_width - 2 * margin;
constexpr double right = label_width - margin;

constexpr std::array<std::pair<std::string_view, std::string_view>, 12> carriers = {{
    {"YTO", "圆通速递"},
    {"ZTO", "中通快递"},
    {"YUNDA", "韵达快递"},
    {"STO", "申通快递"},
    {"SF", "顺丰速运"},
    {"JTSD", "极兔速递"},
    {"JD", "京东物流"},
    {"EMS", "中国邮政EMS"},
    {"YZXB", "邮政快递包裹"},
    {"DB", "德邦快递"},
    {"HT", "百世快递"},
    {"CAINIAO", "菜鸟速递"},
}};

std::string carrier_name(const std::string& code)
{
    for (const auto& [known, name] : carriers)
        if (known == code)
            return std::string(name);
    return code;
}

/// A white sign on black, as carriers mark 收 and 寄.
void draw_sign(Canvas& canvas, const Box& box, const std::string& sign)
{
    canvas.fill_black(box);
    canvas.text(
        box, sign,
        {.size = box.height * 0.62, .is_bold = true, .align = Align::centre, .is_white = true});
}

void draw_head(Canvas& canvas, const Paper& paper)
{
    const Box name{margin + 1, 2, 44, 10};
    canvas.text(name, carrier_name(paper.label.carrier), {.size = 7, .is_bold = true});
    const Box branch{right - 27, 2.4, 26, 4.4};
    canvas.text(branch, paper.label.branch, {.size = 2.8, .align = Align::right});
    const Box when{right - 27, 7, 26, 4.4};
    canvas.text(when, to_beijing_text(paper.at), {.size = 2.4, .align = Align::right});
    canvas.line(margin, 12.5, right, 12.5);
}

void draw_route(Canvas& canvas, const Paper& paper)
{
    const Box code{margin, 12.8, inner, 14};
    canvas.text(code, paper.label.three_segment_code,
                {.size = 11, .is_bold = true, .align = Align::centre});
    canvas.line(margin, 27, right, 27);
}

void draw_number(Canvas& canvas, const Paper& paper)
{
    const Box bars{margin + 4, 28.2, inner - 8, 11};
    canvas.barcode(bars, make_code_128(paper.label.number));
    const Box text{margin, 39.4, inner, 5};
    canvas.text(text, paper.label.number, {.size = 4.2, .is_bold = true, .align = Align::centre});
    canvas.line(margin, 45, right, 45);
}

void draw_recipient(Canvas& canvas, const Paper& paper)
{
    const LabelParty& to = paper.label.recipient;
    const Box sign{margin + 0.8, 47.5, 6.5, 6.5};
    draw_sign(canvas, sign, "收");
    const Box who{margin + 9, 45.7, inner - 10, 5.6};
    canvas.text(who, to.name + "　" + to.phone, {.size = 4.4, .is_bold = true});
    const Box where{margin + 9, 51.4, inner - 10, 11};
    canvas.text(where, to.address, {.size = 3.9, .is_bold = true});
    canvas.line(margin, 63, right, 63);
}

void draw_sender(Canvas& canvas, const Paper& paper)
{
    const LabelParty& from = paper.label.sender;
    const Box sign{margin + 1.8, 65, 4.5, 4.5};
    draw_sign(canvas, sign, "寄");
    const Box who{margin + 9, 63.3, inner - 10, 4};
    canvas.text(who, from.name + "　" + from.phone, {.size = 2.7});
    const Box where{margin + 9, 67.4, inner - 10, 4.2};
    canvas.text(where, from.address, {.size = 2.7, .size_min = 1.6});
    canvas.line(margin, 72, right, 72);
}

std::string joined(const std::vector<std::string>& parts, const std::string& between)
{
    std::string text;
    for (const auto& part : parts)
        text += (text.empty() ? "" : between) + part;
    return text;
}

void draw_contents(Canvas& canvas, const Paper& paper)
{
    std::vector<std::string> items;
    for (const auto& item : paper.label.items)
        items.push_back(item.name + " ×" + std::to_string(item.count));
    const Box goods{margin + 1, 72.7, inner - 2, 7.7};
    canvas.text(goods, "内件: " + joined(items, ", "), {.size = 2.7, .size_min = 1.8});
    const Box orders{margin + 1, 80.4, inner - 2, 4.2};
    canvas.text(orders, paper.label.merchant + "　订单: " + joined(paper.label.orders, ", "),
                {.size = 2.4, .size_min = 1.6});
    canvas.line(margin, 85, right, 85, true);
}

/// The rows of what is to be packed; what finds no room is counted.
double draw_pick_lines(Canvas& canvas, const CustomArea& custom, double top, double bottom)
{
    constexpr double quantity_width = 9;
    constexpr double row_min = 3.6;
    constexpr double row_max = 6;
    const double room = bottom - top;
    const std::size_t fitting = static_cast<std::size_t>(room / row_min);
    const bool is_cut = custom.lines.size() > fitting;
    const std::size_t shown = is_cut ? fitting - 1 : custom.lines.size();
    const double row =
        std::clamp(room / static_cast<double>(std::max<std::size_t>(shown, 1)), row_min, row_max);
    for (std::size_t i = 0; i < shown; ++i, top += row) {
        const PickLine& line = custom.lines[i];
        const Box what{margin + 1, top, inner - quantity_width - 3, row - 0.4};
        const std::string spec = line.spec.empty() ? "" : " [" + line.spec + "]";
        canvas.text(what, line.product + spec, {.size = 3.4, .size_min = 2});
        const Box quantity{right - quantity_width - 1, top, quantity_width, row - 0.4};
        canvas.text(quantity, line.quantity.empty() ? "" : "×" + line.quantity,
                    {.size = 4, .is_bold = true, .align = Align::right});
    }
    if (is_cut) {
        const Box rest{margin + 1, top, inner - 2, row_min};
        canvas.text(rest, "……另有 " + std::to_string(custom.lines.size() - shown) + " 种",
                    {.size = 3});
        top += row_min;
    }
    return top;
}

void draw_custom_area(Canvas& canvas, const Paper& paper)
{
    const CustomArea& custom = paper.custom;
    std::vector<std::string> notes;
    for (const auto& [key, value] : custom.others)
        notes.push_back(key == "note" ? value : key + ": " + value);
    if (!custom.remark.empty())
        notes.push_back("备注: " + custom.remark);
    constexpr double top = 86;
    constexpr double bottom = 119;
    constexpr double notes_height = 9;
    const bool has_notes = !notes.empty();
    double y = top;
    if (!custom.lines.empty())
        y = draw_pick_lines(canvas, custom, top, has_notes ? bottom - notes_height : bottom);
    if (has_notes) {
        const Box box{margin + 1, y, inner - 2, bottom - y};
        canvas.text(box, joined(notes, "\n"), {.size = 3.4, .is_high = true, .size_min = 1.9});
    }
}

void draw_foot(Canvas& canvas, const Paper& paper)
{
    canvas.line(margin, 119.4, right, 119.4);
    if (paper.custom.is_reprint) {
        const Box sign{margin + 1, 120.6, 11, 6};
        draw_sign(canvas, sign, "补打");
    }
    const Box practice{margin + 14, 120.2, 34, 7};
    canvas.text(practice, "练习面单 不可寄件\n" + paper.printer,
                {.size = 2.3, .align = Align::centre, .size_min = 1.6});
    const Box sequence{right - 23, 120, 22, 7.4};
    canvas.text(sequence, paper.custom.sequence,
                {.size = 5.4, .is_bold = true, .align = Align::right});
}

} // namespace

void draw_label(Canvas& canvas, const Paper& paper)
{
    canvas.fill_white({0, 0, label_width, label_height});
    canvas.frame({1, 1, label_width - 2, label_height - 2});
    draw_head(canvas, paper);
    draw_route(canvas, paper);
    draw_number(canvas, paper);
    draw_recipient(canvas, paper);
    draw_sender(canvas, paper);
    draw_contents(canvas, paper);
    draw_custom_area(canvas, paper);
    draw_foot(canvas, paper);
}

} // namespace daifa::sandbox
