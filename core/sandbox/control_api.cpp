#include "sandbox/control_api.hpp"

#include "sandbox/control_arguments.hpp"
#include "sandbox/joint_truth.hpp"
#include "sandbox/json_reply.hpp"
#include "sandbox/sandbox.hpp"

#include <daifa/codec/form.hpp>
#include <daifa/codec/json.hpp>
#include <daifa/codec/timestamp.hpp>

#include <boost/json/array.hpp>

namespace daifa::sandbox {
namespace {

namespace json = boost::json;

constexpr std::int64_t ten_years_ms = 10LL * 366 * 24 * 3600 * 1000;

/// "/control/platform/assign" → "platform", "assign".
std::pair<std::string_view, std::string_view> split_control_path(std::string_view path)
{
    path.remove_prefix(std::string_view("/control/").size());
    const auto slash = path.find('/');
    if (slash == std::string_view::npos)
        return {path, {}};
    return {path.substr(0, slash), path.substr(slash + 1)};
}

json::object set_front(Sandbox& sandbox, Front& front, std::string_view action, const json::object& arguments)
{
    if (action == "set_variant") {
        for (const auto& [key, value] : arguments)
            front.set_option(key, scalar_text(value), sandbox.world);
    } else if (action == "set_limits") {
        for (const auto& [key, value] : arguments)
            if (key == "enabled")
                front.set_option("limits", flag_argument(arguments, "enabled", true) ? "on" : "off",
                                 sandbox.world);
            else
                front.set_option("limit." + std::string(key), scalar_text(value), sandbox.world);
    } else {
        throw ControlError("a front knows set_variant and set_limits");
    }
    return {};
}

Reply answer_action(Sandbox& sandbox, const Request& request, TimePoint now)
{
    const auto [target, action] = split_control_path(request.path);
    const json::object arguments = read_json_body(request);
    if (WorldPart* part = sandbox.find_part(target))
        return json_reply(200, part->control(action, arguments, sandbox.world_time(now)));
    if (Front* front = sandbox.find_front(target))
        return json_reply(200, set_front(sandbox, *front, action, arguments));
    std::string known = "platform, erp, messages, printer";
    for (const auto& front : sandbox.fronts)
        known += ", " + std::string(front->name());
    return error_reply(404, "there is no \"" + std::string(target) + "\" to control; there are " + known);
}

json::object clock(Sandbox& sandbox, const Request& request, TimePoint now)
{
    const json::object arguments = read_json_body(request);
    sandbox.shift_time(
        Milliseconds(integer_argument(arguments, "shift_ms", 0, -ten_years_ms, ten_years_ms)));
    if (request.method == "POST")
        sandbox.tick(now);
    json::object body;
    body["now"] = to_utc_text(sandbox.world_time(now));
    body["shift_ms"] = (sandbox.world_time(now) - now).count();
    return body;
}

json::object truth(Sandbox& sandbox, const Request& request, TimePoint now)
{
    const FormFields query = decode_form(request.query);
    const bool wants_totals = find_field(query, "only") == "totals";
    const TimePoint at = sandbox.world_time(now);
    json::object body;
    body["now"] = to_utc_text(at);
    body["together"] = joint_totals(sandbox.world);
    for (const std::string_view name : {"platform", "erp", "messages", "printer"}) {
        const WorldPart* part = sandbox.find_part(name);
        if (wants_totals) {
            json::object totals;
            totals["totals"] = part->totals(at);
            body[name] = std::move(totals);
        } else {
            body[name] = part->truth(at);
        }
    }
    return body;
}

json::object calls(Sandbox& sandbox)
{
    json::object body;
    body["platform"] = sandbox.world.platform.calls();
    body["erp"] = sandbox.world.erp.calls();
    body["printer"] = sandbox.printer.calls();
    return body;
}

json::array variant_list(const std::vector<VariantDescription>& descriptions)
{
    json::array list;
    for (const auto& description : descriptions) {
        json::object entry;
        entry["key"] = description.key;
        entry["values"] = json::array(description.values.begin(), description.values.end());
        entry["meaning"] = description.meaning;
        list.push_back(std::move(entry));
    }
    return list;
}

json::object variants(Sandbox& sandbox)
{
    json::object body;
    for (const auto& front : sandbox.fronts)
        body[front->name()] = variant_list(front->variants());
    body["printer"] = variant_list(PrintComponent::variants());
    return body;
}

Reply route(Sandbox& sandbox, const Request& request, TimePoint now)
{
    const bool is_get = request.method == "GET";
    const bool is_post = request.method == "POST";
    if (is_post && request.path.starts_with("/control/"))
        return answer_action(sandbox, request, now);
    if (request.path == "/faults" && (is_post || is_get)) {
        if (is_post)
            sandbox.faults.change(read_json_body(request));
        return json_reply(200, sandbox.faults.to_json());
    }
    if (request.path == "/clock" && (is_post || is_get))
        return json_reply(200, clock(sandbox, request, now));
    if (request.path == "/truth" && is_get)
        return json_reply(200, truth(sandbox, request, now));
    if (request.path == "/calls" && is_get)
        return json_reply(200, calls(sandbox));
    if (request.path == "/variants" && is_get)
        return json_reply(200, variants(sandbox));
    return error_reply(404, "the control port knows POST /control/PART/ACTION, GET /truth, GET /calls, "
                            "GET /variants, GET|POST /faults and GET|POST /clock");
}

} // namespace

Reply answer_control(Sandbox& sandbox, const Request& request, TimePoint now)
{
    try {
        return route(sandbox, request, now);
    } catch (const ControlError& problem) {
        return error_reply(400, problem.what());
    }
}

} // namespace daifa::sandbox
