#include "plugin_host/refusal.hpp"

namespace daifa::plugin_host {

std::string_view to_text(RefusalReason reason)
{
    switch (reason) {
    case RefusalReason::not_readable:
        return "not_readable";
    case RefusalReason::not_a_library:
        return "not_a_library";
    case RefusalReason::truncated:
        return "truncated";
    case RefusalReason::no_stamp:
        return "no_stamp";
    case RefusalReason::bad_stamp:
        return "bad_stamp";
    case RefusalReason::wrong_stamp:
        return "wrong_stamp";
    case RefusalReason::writable_by_others:
        return "writable_by_others";
    case RefusalReason::foreign_owner:
        return "foreign_owner";
    case RefusalReason::duplicate_name:
        return "duplicate_name";
    case RefusalReason::not_loadable:
        return "not_loadable";
    case RefusalReason::missing_symbol:
        return "missing_symbol";
    case RefusalReason::fails_when_loaded:
        return "fails_when_loaded";
    case RefusalReason::bad_descriptor:
        break;
    }
    return "bad_descriptor";
}

Refusal refuse(const std::filesystem::path& file, RefusalReason reason, Sentence what)
{
    Sentence sentence{file.string() + ": " + what.en, file.string() + "：" + what.zh};
    return Refusal{file, reason, std::move(sentence)};
}

Refusal refuse_stamp(const std::filesystem::path& file, StampProblem problem)
{
    switch (problem) {
    case StampProblem::not_a_library:
        return refuse(file, RefusalReason::not_a_library,
                      {"not a shared library for this machine; remove it or put the built plugin here",
                       "不是本机可用的共享库；请删除它，或放入编译好的插件"});
    case StampProblem::truncated:
        return refuse(file, RefusalReason::truncated,
                      {"truncated, its end is missing; copy it again", "文件不完整，缺少末尾；请重新复制"});
    case StampProblem::no_stamp:
        return refuse(file, RefusalReason::no_stamp,
                      {"carries no daifa stamp; export it with DAIFA_EXPORT_PLATFORM or "
                       "DAIFA_EXPORT_ERP and rebuild it with the installed SDK",
                       "没有 daifa 标记；请用 DAIFA_EXPORT_PLATFORM 或 DAIFA_EXPORT_ERP 导出，"
                       "并用本机已安装的 SDK 重新编译"});
    case StampProblem::bad_stamp:
        break;
    }
    return refuse(file, RefusalReason::bad_stamp,
                  {"its daifa stamp is not readable by this version; rebuild it with the installed SDK",
                   "本版本无法识别它的 daifa 标记；请用本机已安装的 SDK 重新编译"});
}

} // namespace daifa::plugin_host
