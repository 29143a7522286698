#include "admin/ledger_text.hpp"

namespace daifa::admin {
namespace {

using Kind = store::StoreFailure::Kind;

/// The store speaks English alone.
std::string_view in_chinese(Kind kind)
{
    switch (kind) {
    case Kind::disk_full:
        return "磁盘已满，请腾出空间";
    case Kind::read_only:
        return "没有写入权限，请让 daifad 的用户可以写入该文件及其目录";
    case Kind::io:
        return "读写失败，请检查磁盘和所在目录";
    case Kind::damaged:
        return "文件已损坏或不是数据库，请恢复最近的备份";
    case Kind::locked:
        return "文件被其他程序占用，请关闭该程序";
    case Kind::newer_schema:
        return "文件由更新版本的 daifa 写成，请使用该版本";
    case Kind::wrong_key:
        return "主密钥不是写入时所用的密钥，请换回原来的密钥";
    case Kind::ownership_lost:
        return "另一个 daifad 已接管，请只运行一个";
    case Kind::defect:
        break;
    }
    return "数据库拒绝了一条语句，详情请看 daifad 的日志";
}

} // namespace

std::string_view to_text(Kind kind)
{
    switch (kind) {
    case Kind::disk_full:
        return "disk_full";
    case Kind::read_only:
        return "read_only";
    case Kind::io:
        return "io";
    case Kind::damaged:
        return "damaged";
    case Kind::locked:
        return "locked";
    case Kind::newer_schema:
        return "newer_schema";
    case Kind::wrong_key:
        return "wrong_key";
    case Kind::ownership_lost:
        return "ownership_lost";
    case Kind::defect:
        break;
    }
    return "defect";
}

plugin_host::Sentence explain(const store::StoreFailure& why, const std::string& url)
{
    return {"the ledger can not be used: " + std::string(why.what()),
            "账本 " + url + " 无法使用：" + std::string(in_chinese(why.kind()))};
}

plugin_host::Sentence next_step(const store::StoreFailure& why)
{
    if (why.kind() == Kind::ownership_lost)
        return {"stop this daifad: it changes nothing any more",
                "请停止此 daifad：它不再做任何改动"};
    return {"mend this; daifad tries again by itself", "请处理；daifad 会自动重试"};
}

boost::json::object to_json(const store::StoreFailure& why, const std::string& url)
{
    const auto told = explain(why, url);
    const auto next = next_step(why);
    boost::json::object made;
    made["kind"] = to_text(why.kind());
    made["en"] = told.en;
    made["zh"] = told.zh;
    made["next_en"] = next.en;
    made["next_zh"] = next.zh;
    return made;
}

} // namespace daifa::admin
