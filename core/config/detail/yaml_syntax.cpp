#include "config/detail/yaml_syntax.hpp"

#include <array>

namespace daifa::config::detail {
namespace {

struct Explanation {
    std::string_view message; ///< How the parser's message begins.
    std::string_view zh;
    std::string_view en;
};

constexpr std::array explanations = {
    Explanation{
        "illegal map value", "这里不应出现冒号：请检查缩进，或给含冒号的文本加上引号",
        "a colon is not expected here: check the indentation, or quote a text that holds a colon"},
    Explanation{"illegal map key", "这里不应出现新的配置项：请检查缩进",
                "a key is not expected here: check the indentation"},
    Explanation{"illegal block entry", "这里不应出现列表项 \"-\"：请检查缩进",
                "a list item \"-\" is not expected here: check the indentation"},
    Explanation{"end of map flow not found", "\"{\" 没有对应的 \"}\"，或缺少逗号",
                "\"{\" has no matching \"}\", or a comma is missing"},
    Explanation{"end of sequence flow not found", "\"[\" 没有对应的 \"]\"，或缺少逗号",
                "\"[\" has no matching \"]\", or a comma is missing"},
    Explanation{"end of map not found", "缩进不一致，或上一行缺少冒号",
                "the indentation does not fit, or the line above lacks a colon"},
    Explanation{"end of sequence not found", "列表的缩进不一致",
                "the indentation of the list does not fit"},
    Explanation{"illegal flow end", "多余的括号", "a closing bracket has no opening one"},
    Explanation{"illegal EOF in scalar", "引号没有结束", "a quotation mark is not closed"},
    Explanation{"illegal document indicator in scalar", "引号没有结束",
                "a quotation mark is not closed"},
    Explanation{"unknown escape character", "双引号内的反斜杠写法无效，可改用单引号",
                "unknown escape inside double quotes; use single quotes instead"},
    Explanation{"bad character found while scanning hex number",
                "双引号内的反斜杠写法无效，可改用单引号",
                "unknown escape inside double quotes; use single quotes instead"},
    Explanation{"illegal tab when looking for indentation", "缩进中有制表符，请改用空格",
                "a tab in the indentation; use spaces"},
    Explanation{"unknown token", "此处的字符不能这样使用，请给文本加上引号",
                "this character can not stand here; quote the text"},
    Explanation{"the referenced anchor is not defined",
                "不支持引用（*）：请直接写出值；以 * 开头的文本请加引号",
                "aliases (*) are not supported: write the value; quote a text that begins with *"},
    Explanation{"alias not found after *", "以 * 开头的文本请加引号",
                "quote a text that begins with *"},
    Explanation{"anchor not found after &", "以 & 开头的文本请加引号",
                "quote a text that begins with &"},
};

} // namespace

Phrase explain_syntax(std::string_view parser_message)
{
    for (const Explanation& explanation : explanations) {
        if (parser_message.starts_with(explanation.message))
            return {"语法错误：" + std::string(explanation.zh),
                    "syntax: " + std::string(explanation.en)};
    }
    return {"语法错误：" + std::string(parser_message), "syntax: " + std::string(parser_message)};
}

} // namespace daifa::config::detail
