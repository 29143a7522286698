#include "sandbox/erp_status.hpp"

#include <algorithm>
#include <array>

namespace daifa::sandbox {
namespace {

struct StatusRow {
    int status = 0;
    ErpStage stage = ErpStage::waiting_audit;
    std::string_view name = {};
};

constexpr std::array<StatusRow, 25> rows = {{
    {1010, ErpStage::waiting_audit, "待审核"},
    {1020, ErpStage::waiting_audit, "审核中"},
    {1030, ErpStage::waiting_audit, "预售"},
    {1050, ErpStage::waiting_audit, "待复核"},
    {2000, ErpStage::waiting_audit, "备货等待"},
    {2010, ErpStage::waiting_audit, "等补货"},
    {2020, ErpStage::waiting_audit, "服务等待"},
    {2030, ErpStage::waiting_audit, "等生产"},
    {2040, ErpStage::waiting_audit, "采购等待"},
    {3010, ErpStage::in_progress, "虚拟发货"},
    {4040, ErpStage::in_progress, "代销发货待递交"},
    {4041, ErpStage::in_progress, "代销已递交"},
    {4110, ErpStage::in_progress, "待发货待递交"},
    {4111, ErpStage::in_progress, "递交中"},
    {4112, ErpStage::in_progress, "已递交"},
    {4113, ErpStage::in_progress, "递交失败"},
    {4121, ErpStage::in_progress, "取消中"},
    {4122, ErpStage::in_progress, "已取消(待发货)"},
    {4123, ErpStage::in_progress, "取消失败"},
    {4130, ErpStage::part_shipped, "部分发货"},
    {5010, ErpStage::cancelled, "已取消"},
    {5020, ErpStage::merged, "被合并"},
    {5030, ErpStage::split, "被拆分"},
    {6000, ErpStage::shipped, "发货在途"},
    {9090, ErpStage::shipped, "已完成"},
}};

const StatusRow* find_row(int status)
{
    const auto* row = std::find_if(rows.begin(), rows.end(),
                                   [status](const StatusRow& r) { return r.status == status; });
    return row == rows.end() ? nullptr : row;
}

} // namespace

std::optional<ErpStage> find_stage(int status)
{
    const StatusRow* row = find_row(status);
    return row == nullptr ? std::nullopt : std::optional(row->stage);
}

std::string_view status_name(int status)
{
    const StatusRow* row = find_row(status);
    return row == nullptr ? std::string_view{} : row->name;
}

} // namespace daifa::sandbox
