#include "config/detail/item_map.hpp"

#include "config/detail/csv.hpp"
#include "config/detail/text_file.hpp"
#include "config/did_you_mean.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace daifa::config::detail {
namespace {

constexpr std::size_t item_map_size_max = 32u << 20;

enum Column { key, barcode, goods_no, spec, column_count };
const std::vector<std::string> column_names = {"key", "barcode", "goods_no", "spec"};

/// Which column each field of a row belongs to; nothing when the header is wrong.
std::optional<std::vector<Column>> read_header(const CsvRow& row, Report& report)
{
    std::vector<Column> columns;
    bool is_right = true;
    for (const CsvField& field : row.fields) {
        const auto name = std::ranges::find(column_names, field.text);
        const auto column = static_cast<Column>(name - column_names.begin());
        if (name == column_names.end()) {
            report.error(
                field.at,
                {"未知的列 " + in_quotes(field.text) + "，可用：key、barcode、goods_no、spec",
                 "unknown column " + in_quotes(field.text) + ": key, barcode, goods_no or spec"},
                did_you_mean(field.text, column_names));
            is_right = false;
        } else if (std::ranges::find(columns, column) != columns.end()) {
            report.error(field.at, {"列 " + in_quotes(field.text) + " 重复",
                                    "the column " + in_quotes(field.text) + " stands twice"});
            is_right = false;
        }
        columns.push_back(column);
    }
    if (is_right && std::ranges::find(columns, Column::key) == columns.end()) {
        report.error({row.line, 1}, {"第一行应为列名，且要有 key 列，如 key,barcode,goods_no,spec",
                                     "the first line must name the columns, with key among them: "
                                     "key,barcode,goods_no,spec"});
        is_right = false;
    }
    return is_right ? std::optional(columns) : std::nullopt;
}

class RowReader {
public:
    RowReader(std::vector<Column> columns, Report& report)
        : columns_(std::move(columns)), report_(report)
    {
    }

    void read(const CsvRow& row)
    {
        if (row.fields.size() != columns_.size()) {
            const std::string given = std::to_string(row.fields.size());
            const std::string expected = std::to_string(columns_.size());
            return report_.error({row.line, 1},
                                 {"这一行有 " + given + " 列，应为 " + expected + " 列",
                                  "this row has " + given + " columns instead of " + expected});
        }
        std::array<std::string, column_count> values;
        for (std::size_t i = 0; i < columns_.size(); ++i)
            values[columns_[i]] = row.fields[i].text;
        if (check(row, values))
            items_[values[key]] = {values[barcode], values[goods_no], values[spec]};
    }

    ItemMap take() { return std::move(items_); }

private:
    bool check(const CsvRow& row, const std::array<std::string, column_count>& values)
    {
        const Position at{row.line, 1};
        if (values[key].empty()) {
            report_.error(at, {"key 为空", "the key is empty"});
            return false;
        }
        if (values[barcode].empty() && values[goods_no].empty()) {
            report_.error(at, {in_quotes(values[key]) + " 既没有 barcode 也没有 goods_no",
                               in_quotes(values[key]) + " has neither barcode nor goods_no"});
            return false;
        }
        const auto [first, is_new] = lines_.emplace(values[key], row.line);
        if (is_new)
            return true;
        const std::string line = std::to_string(first->second);
        report_.error(at, {in_quotes(values[key]) + " 重复，第一次出现在第 " + line + " 行",
                           in_quotes(values[key]) + " stands twice, first in line " + line});
        return false;
    }

    std::vector<Column> columns_;
    Report& report_;
    ItemMap items_;
    std::map<std::string, int> lines_;
};

} // namespace

ItemMap parse_item_map(const std::string& file, std::string_view text,
                       std::vector<Problem>& problems)
{
    Report report(file, text, problems);
    const auto rows = parse_csv(text, report);
    if (rows.empty()) {
        report.error({1, 1},
                     {"文件是空的，第一行应为 key,barcode,goods_no,spec",
                      "the file is empty; its first line must be key,barcode,goods_no,spec"});
        return {};
    }
    const auto columns = read_header(rows.front(), report);
    if (!columns)
        return {};
    RowReader reader(*columns, report);
    for (std::size_t i = 1; i < rows.size(); ++i)
        reader.read(rows[i]);
    return reader.take();
}

ItemMap read_item_map(const std::filesystem::path& path, std::vector<Problem>& problems)
{
    const auto text = read_text_file(path, item_map_size_max, problems);
    return text ? parse_item_map(path.string(), *text, problems) : ItemMap{};
}

} // namespace daifa::config::detail
