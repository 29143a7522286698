#include "admin/redirected.hpp"

#include <daifa/codec/form.hpp>

namespace daifa::admin {
namespace {

Failure not_the_address(std::string en, std::string zh)
{
    Failure failure;
    failure.what = {std::move(en), std::move(zh)};
    failure.next = {"copy the whole address out of the browser's address bar after you agreed, and put it "
                    "in quotes on the command line",
                    "同意授权后，从浏览器地址栏复制完整地址；在命令行中请用引号括起来"};
    return failure;
}

std::string_view trimmed(std::string_view text)
{
    const std::string_view blanks = " \t\r\n\"'<>";
    const auto first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

} // namespace

Checked<Redirected> parse_redirected(std::string_view address)
{
    const std::string_view text = trimmed(address);
    if (text.empty())
        return not_the_address("no address was given", "没有给出地址");
    if (text.size() > 8192)
        return not_the_address("the address is longer than 8192 bytes", "地址超过 8192 字节");
    const auto question = text.find('?');
    if (question == std::string_view::npos)
        return not_the_address("the address has no \"?\" with the code behind it",
                               "地址中没有“?”，也就没有授权码");
    std::string_view query = text.substr(question + 1);
    query = query.substr(0, query.find('#'));

    const FormFields fields = decode_form(query);
    if (!find_field(fields, "error").empty())
        return not_the_address("the platform sent the owner back without agreeing",
                               "平台返回的是拒绝授权的结果");
    Redirected redirected;
    redirected.code = Secret(std::string(find_field(fields, "code")));
    redirected.state = std::string(find_field(fields, "state"));
    if (redirected.code.empty())
        return not_the_address("the address holds no code", "地址中没有授权码 code");
    if (redirected.state.empty())
        return not_the_address("the address holds no state, so it may be cut off or somebody else's",
                               "地址中没有 state，可能不完整或不是本次授权的结果");
    return redirected;
}

} // namespace daifa::admin
