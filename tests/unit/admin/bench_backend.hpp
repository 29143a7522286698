#pragma once

#include "admin/api.hpp"
#include "unit/store/store_fixture.hpp"

#include <daifa/codec/json.hpp>

#include <utility>

namespace daifa::test {

/// The API over a real ledger with shops that have no lane: what it can answer without the other
/// sides.
class BenchBackend : public StoreFixture, public admin::Backend {
public:
    explicit BenchBackend(std::vector<std::string> shop_ids)
    {
        for (auto& id : shop_ids) {
            admin::ShopEntry entry;
            entry.id = ShopId(std::move(id));
            entry.source = "shops.d/a.yaml:1";
            entry.problem = {"a reason", "原因"};
            entries.push_back(std::move(entry));
        }
    }

    admin::DaemonFacts facts() const override { return {.store_url = "sqlite:///ledger.db"}; }
    std::vector<admin::ShopEntry> shops() const override { return entries; }
    store::Ledger& ledger() override { return *StoreFixture::ledger; }
    Clock& clock() override { return StoreFixture::clock; }
    Random& random() override { return StoreFixture::random; }
    std::vector<plugin_host::PluginDescription> plugins() const override { return {}; }
    std::vector<plugin_host::Refusal> refused_plugins() const override { return {}; }
    std::vector<config::Problem> configuration_problems() const override { return problems; }
    awaitable<admin::ReloadResult> reload() override { co_return admin::ReloadResult{}; }

    /// Status and body of one request's answer.
    std::pair<int, boost::json::object> ask(const std::string& method, const std::string& target,
                                            const std::string& body = {})
    {
        http::Request request;
        request.method = method;
        request.target = target;
        request.path = target.substr(0, target.find('?'));
        request.query =
            target.find('?') == std::string::npos ? "" : target.substr(target.find('?') + 1);
        request.body = body;
        request.peer = "uid=1000 pid=1";
        const auto response = run(api.handle(std::move(request)));
        auto value = parse_json(response.body);
        return {response.status,
                value && value->is_object() ? value->as_object() : boost::json::object()};
    }

    void record_in(const std::string& shop_id, const PlatformOrder& order)
    {
        shop = ShopId(shop_id);
        record(order);
    }

    std::vector<admin::ShopEntry> entries;
    std::vector<config::Problem> problems;
    admin::Api api{*this};
};

/// The sentences of a refused request, in one line.
inline std::string refusal_of(const boost::json::object& body)
{
    const auto* const error = find_member(body, "error");
    if (error == nullptr || !error->is_object())
        return "no refusal";
    return text_or(error->as_object(), "en") + " -> " + text_or(error->as_object(), "next_en");
}

} // namespace daifa::test
