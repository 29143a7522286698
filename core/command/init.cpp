#include "command/setup.hpp"

#include "config/init.hpp"
#include "config/service_user.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <unistd.h>

namespace daifa::command {
namespace json = boost::json;
namespace fs = std::filesystem;
namespace {

using Result = config::InitStep::Outcome;

json::object to_json(const config::InitStep& step)
{
    json::object made;
    made["path"] = step.path.string();
    made["outcome"] = step.outcome == Result::failed    ? "failed"
                      : step.outcome == Result::written ? "written"
                                                        : "existed";
    made["reason"] = step.reason;
    return made;
}

InitOwner find_owner(const std::optional<config::ServiceUser>& service)
{
    if (::geteuid() != 0)
        return InitOwner::caller;
    return service ? InitOwner::service : InitOwner::missing_service;
}

/// The commands that give a directory made by somebody else to the service.
std::string hand_over_commands(const std::string& directory)
{
    const std::string user = config::service_user_name;
    return "    sudo chgrp -R " + user + " " + directory + "\n    sudo chown -R " + user + " " +
           directory + "/daifa.key " + directory + "/secrets\n";
}

} // namespace

std::string describe_owner(const View& view, const fs::path& directory, InitOwner owner)
{
    const std::string user = config::service_user_name;
    const std::string name = directory.string();
    const auto say = [&](const std::string& en, const std::string& zh) {
        return std::string(view.say(en, zh));
    };
    switch (owner) {
    case InitOwner::service:
        return say("the service's user " + user +
                       " may read the files; the key and secrets/ are its own. "
                       "Put each secret there so that it can read it:\n",
                   "服务用户 " + user +
                       " 可读取这些文件；密钥和 secrets/ 归它所有。请这样放入每个密钥：\n") +
               "    sudo install -o " + user + " -m 600 /dev/stdin " + name + "/secrets/NAME\n";
    case InitOwner::missing_service:
        return say("the service runs as the user " + user +
                       ", which this machine does not have yet, so it could not "
                       "read these files. Type:\n",
                   "服务以用户 " + user +
                       " 运行，而本机尚无该用户，因此它无法读取这些文件。请执行：\n") +
               "    sudo systemd-sysusers daifa.conf\n" + hand_over_commands(name);
    case InitOwner::caller:
        return say("the files are yours: a daifad that you start yourself can read them. For the "
                   "installed service, "
                   "type:\n",
                   "这些文件归您所有：您自己启动的 daifad 可以读取。若由系统服务使用，请执行：\n") +
               hand_over_commands(name);
    }
    return {};
}

Outcome init(const View& view, const fs::path& directory, Random& random)
{
    const auto service = config::find_user(config::service_user_name);
    const InitOwner owner = find_owner(service);
    const auto steps = config::init_configuration(
        directory, random, owner == InitOwner::service ? service : std::nullopt);
    Outcome outcome;
    json::array list;
    for (const auto& step : steps) {
        const bool has_failed = step.outcome == Result::failed;
        if (has_failed)
            outcome.code = exit_failed;
        (has_failed ? outcome.err : outcome.out) += config::to_text(step, view.language) + "\n";
        list.push_back(to_json(step));
    }
    if (view.is_json) {
        json::object body;
        body["steps"] = std::move(list);
        outcome.out = to_json_text(body);
        outcome.err.clear();
        return outcome;
    }
    if (outcome.code == exit_good)
        outcome.out += describe_owner(view, directory, owner) +
                       std::string(view.say("next: fill in shops.d, then run: daifa --config ",
                                            "下一步：填写 shops.d，然后执行：daifa --config ")) +
                       (directory / "daifa.yaml").string() + " check\n";
    return outcome;
}

} // namespace daifa::command
