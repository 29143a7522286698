#include "config/detail/text_file.hpp"

#include "config/detail/report.hpp"
#include "config/detail/utf8.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <system_error>

namespace daifa::config::detail {
namespace {

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

Position position_of(std::string_view bytes, std::size_t at)
{
    const std::string_view before = bytes.substr(0, at);
    const auto line = static_cast<int>(std::ranges::count(before, '\n'));
    const std::size_t begin = before.rfind('\n') + 1;
    return {line + 1, static_cast<int>(count_characters(before.substr(begin))) + 1};
}

Phrase wrong_encoding(std::string_view bytes)
{
    if (bytes.starts_with("\xff\xfe") || bytes.starts_with("\xfe\xff"))
        return {"文件编码是 UTF-16，请另存为 UTF-8", "the file is UTF-16; save it as UTF-8"};
    if (looks_like_gbk(bytes))
        return {"文件编码不是 UTF-8（看起来是 GBK），请另存为 UTF-8",
                "the file is not UTF-8 (it looks like GBK); save it as UTF-8"};
    return {"文件编码不是 UTF-8，请另存为 UTF-8", "the file is not UTF-8; save it as UTF-8"};
}

Phrase unreadable(std::string_view reason)
{
    return {"无法读取文件：" + std::string(reason),
            "can not read the file: " + std::string(reason)};
}

/// Why the path can't be opened as a text file of bearable size.
std::optional<Phrase> find_obstacle(const std::filesystem::path& path, std::size_t size_max)
{
    std::error_code failure;
    const auto status = std::filesystem::status(path, failure);
    if (!std::filesystem::exists(status)) {
        const bool is_missing = status.type() == std::filesystem::file_type::not_found;
        return is_missing ? Phrase{"文件不存在", "the file does not exist"}
                          : unreadable(failure.message());
    }
    if (!std::filesystem::is_regular_file(status))
        return Phrase{"不是普通文件", "this is not a regular file"};
    if (std::filesystem::file_size(path, failure) > size_max) {
        const std::string limit = std::to_string(size_max >> 10);
        return Phrase{"文件过大，最大 " + limit + " KiB",
                      "the file is too large: at most " + limit + " KiB"};
    }
    return std::nullopt;
}

} // namespace

bool check_text(const std::string& file, std::string_view bytes, std::vector<Problem>& problems)
{
    Report report(file, {}, problems);
    if (const auto bad = find_bad_utf8(bytes)) {
        report.syntax_error(position_of(bytes, *bad), wrong_encoding(bytes));
        return false;
    }
    const auto control = std::ranges::find_if(bytes, [](char c) {
        return (c >= 0 && c < ' ' && c != '\t' && c != '\n' && c != '\r') || c == '\x7f';
    });
    if (control == bytes.end())
        return true;
    report.syntax_error(position_of(bytes, static_cast<std::size_t>(control - bytes.begin())),
                        {"文件中有控制字符，请删除", "there is a control character; remove it"});
    return false;
}

std::optional<std::string> read_text_file(const std::filesystem::path& path, std::size_t size_max,
                                          std::vector<Problem>& problems)
{
    Report report(path.string(), {}, problems);
    if (const auto obstacle = find_obstacle(path, size_max)) {
        report.file_error(*obstacle);
        return std::nullopt;
    }
    std::ifstream stream(path, std::ios::binary);
    if (!stream) {
        report.file_error(unreadable(std::strerror(errno)));
        return std::nullopt;
    }
    std::string text(std::istreambuf_iterator<char>(stream), {});
    if (text.starts_with(byte_order_mark))
        text.erase(0, byte_order_mark.size());
    if (!check_text(path.string(), text, problems))
        return std::nullopt;
    return text;
}

} // namespace daifa::config::detail
