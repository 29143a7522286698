#include "command/commands.hpp"
#include "command/proposal_files.hpp"
#include "command/table.hpp"
#include "command/words.hpp"

#include <daifa/codec/json.hpp>

#include <fstream>

namespace daifa::command {
namespace json = boost::json;
namespace {

std::string render_proposals(const View& view, const json::array& proposals)
{
    const auto title = [&](const char* en, const char* zh) {
        return std::string(view.say(en, zh));
    };
    Table table({title("SHOP", "店铺"), title("ORDER", "订单"), title("GOODS", "商品"),
                 title("REGION", "地区"), title("FACTORY", "建议厂家"), title("RULE", "规则"),
                 title("SINCE", "等待自"), title("SHIP BY", "最晚发货"),
                 title("IN THE WAY", "阻碍")});
    for (const auto& value : proposals) {
        const auto& proposal = value.as_object();
        std::string factory = printable(text_or(proposal, "factory"));
        const std::string without = printable(text_or(proposal, "without"));
        if (factory.empty())
            factory = title("no rule fits", "没有适用的规则");
        if (!without.empty())
            factory += " (" + title("too little stock: ", "库存不足：") + without + ")";
        table.add({Cell(text_or(proposal, "shop")), Cell(printable(text_or(proposal, "order"))),
                   Cell(printable(shorten(goods_text(proposal), 32))),
                   Cell(printable(text_or(proposal, "region"))), Cell(factory),
                   Cell(printable(text_or(proposal, "rule"))),
                   Cell(show_age(view, proposal, "since")),
                   Cell(show_age(view, proposal, "ship_by")),
                   Cell(obstacle_words(view, proposal), Tone::warning)});
    }
    return table.render(view);
}

Outcome write_file(const View& view, const std::string& path, const std::string& text)
{
    Outcome outcome;
    if (path == "-") {
        outcome.out = text;
        return outcome;
    }
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file << text;
    file.close();
    if (file) {
        outcome.out = std::string(view.say("written: ", "已写入：")) + path + "\n";
        return outcome;
    }
    outcome.code = exit_failed;
    outcome.err = std::string(view.say("can not write ", "无法写入 ")) + path + "\n";
    return outcome;
}

} // namespace

Outcome show_proposals(Session& session, const ProposalOptions& options)
{
    const View& view = session.view;
    const auto answer = session.daemon.get(
        "/v1/proposals?" + to_query({{"shop", options.shop}, {"factory", options.factory}}));
    if (!answer)
        return failed(view, answer.error());
    const auto& proposals = array_of(*answer, "proposals");
    if (!options.csv.empty())
        return write_file(view, options.csv, to_csv(view, proposals));
    if (!options.html.empty())
        return write_file(view, options.html, to_html(view, proposals));
    Outcome outcome;
    if (view.is_json)
        outcome.out = to_json_text(*answer);
    else if (proposals.empty())
        outcome.out =
            std::string(view.say("no order waits to be assigned\n", "没有等待分配的订单\n"));
    else
        outcome.out = render_proposals(view, proposals) + "\n" + by_hand_sentence(view) + "\n";
    return outcome;
}

} // namespace daifa::command
