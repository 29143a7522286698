#include "admin/call.hpp"
#include "admin/differences.hpp"
#include "admin/order_json.hpp"
#include "plugin_host/description_json.hpp"

#include <boost/json/array.hpp>

namespace daifa::admin {
namespace json = boost::json;

awaitable<http::Response> list_plugins(Call call)
{
    json::array plugins;
    for (const auto& plugin : call.backend.plugins())
        plugins.push_back(plugin_host::to_json(plugin));
    json::array refused;
    for (const auto& refusal : call.backend.refused_plugins())
        refused.push_back(plugin_host::to_json(refusal));
    json::object body;
    body["plugins"] = std::move(plugins);
    body["refused"] = std::move(refused);
    co_return answer(body);
}

awaitable<http::Response> list_differences(Call)
{
    json::array list;
    for (const auto& difference : all_differences())
        list.push_back(difference_json(difference.name));
    json::object body;
    body["differences"] = std::move(list);
    co_return answer(body);
}

} // namespace daifa::admin
