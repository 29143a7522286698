#include "admin/call.hpp"
#include "admin/examine.hpp"
#include "admin/query.hpp"

#include <daifa/codec/json.hpp>

#include <boost/json/array.hpp>

namespace daifa::admin {
namespace {

using Findings = std::vector<Finding>;

Findings examine_daemon(const Backend& backend)
{
    Findings findings;
    for (const auto& refusal : backend.refused_plugins())
        findings.push_back(
            fails("plugin", refusal.sentence,
                  {"install a plugin that was built for this version and restart daifad",
                   "安装与本版本匹配的插件并重启 daifad"}));
    for (const auto& problem : backend.configuration_problems()) {
        Finding finding =
            fails("configuration",
                  {config::to_text(problem, config::Language::en),
                   config::to_text(problem, config::Language::zh)},
                  {"mend the file and run daifa reload", "修正文件后执行 daifa reload"});
        if (problem.severity == config::Severity::warning)
            finding.state = FindingState::warning;
        findings.push_back(std::move(finding));
    }
    if (findings.empty())
        findings.push_back(
            works("daemon", {"configuration and plugins are in order", "配置和插件正常"}));
    return findings;
}

} // namespace

awaitable<http::Response> run_doctor(Call call)
{
    const auto body = parse_body(call.request.body);
    if (!body)
        co_return refuse(body.error());
    const auto shops = select_shops(call.backend, text_or(*body, "shop"));
    if (!shops)
        co_return refuse(shops.error());
    Findings findings = examine_daemon(call.backend);
    for (const auto& shop : *shops) {
        if (!shop.is_enabled)
            continue;
        const auto found = co_await examine_shop(shop, call.backend);
        findings.insert(findings.end(), found.begin(), found.end());
    }
    boost::json::array list;
    bool is_ok = true;
    for (const auto& finding : findings) {
        is_ok = is_ok && finding.state != FindingState::failed;
        list.push_back(to_json(finding));
    }
    boost::json::object answered;
    answered["is_ok"] = is_ok;
    answered["findings"] = std::move(list);
    co_return answer(answered);
}

} // namespace daifa::admin
