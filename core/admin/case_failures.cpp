#include "admin/case_failures.hpp"

#include "admin/action_target.hpp"
#include "admin/case_texts.hpp"

namespace daifa::admin {

Failure no_such_case(const std::string& present, const std::string& wanted)
{
    Sentence next{"see daifa explain", "请看 daifa explain"};
    if (!present.empty())
        next = {"its case is " + present, "该订单的异常是 " + present};
    return not_so({"the order has no case \"" + wanted + "\"", "该订单没有异常“" + wanted + "”"},
                  std::move(next));
}

Failure not_decidable(std::string_view difference)
{
    std::string commands;
    for (const auto& choice : choices_of(difference))
        commands += (commands.empty() ? "" : "; ") + std::string(choice.command);
    const DifferenceText* text = find_difference(difference);
    Sentence next{std::string(text->next.en), std::string(text->next.zh)};
    if (!commands.empty())
        next = {commands, commands};
    return not_so({"nothing can be chosen about " + std::string(difference),
                   std::string(difference) + " 没有可选的决定"},
                  std::move(next));
}

Failure not_possible(std::string_view difference, const std::string& wanted,
                     const std::string& possible)
{
    return not_so(
        {"\"" + wanted + "\" can not be chosen about " + std::string(difference) + " of this order",
         "该订单的 " + std::string(difference) + " 不能选择“" + wanted + "”"},
        {"choose one of: " + possible, "可选：" + possible});
}

Failure other_facts(const std::string& present)
{
    return not_so({"the order has changed since that case was listed", "列出之后，该订单又有变化"},
                  {"look again (daifa explain), then decide " + present,
                   "请重新查看（daifa explain），再处理 " + present});
}

Failure nothing_decided()
{
    return not_so({"nothing was decided about that case", "该异常尚未作过决定"},
                  {"see daifa explain", "请看 daifa explain"});
}

} // namespace daifa::admin
