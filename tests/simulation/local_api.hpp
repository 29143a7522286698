#pragma once

#include "admin/api.hpp"
#include "daemon/shops.hpp"

#include <boost/json/object.hpp>

#include <memory>
#include <string>
#include <vector>

namespace daifa::simulation {

/// What people's commands ask of a daemon, and what it answers: its local API without a socket.
class LocalApi : public admin::Backend {
public:
    LocalApi(const daemon::Shops& shops, store::Ledger& ledger, Clock& clock, Random& random)
        : shops_(shops), ledger_(ledger), clock_(clock), random_(random)
    {
    }

    struct Answer {
        int status = 0;
        boost::json::object body = {};
    };

    awaitable<Answer> get(std::string path, std::string query);
    awaitable<Answer> post(std::string path, boost::json::object body);

    admin::DaemonFacts facts() const override { return {}; }
    std::vector<admin::ShopEntry> shops() const override { return shops_.entries(); }
    store::Ledger& ledger() override { return ledger_; }
    Clock& clock() override { return clock_; }
    Random& random() override { return random_; }
    std::vector<plugin_host::PluginDescription> plugins() const override { return {}; }
    std::vector<plugin_host::Refusal> refused_plugins() const override { return {}; }
    std::vector<config::Problem> configuration_problems() const override { return {}; }
    awaitable<admin::ReloadResult> reload() override;

private:
    awaitable<Answer> ask(http::Request request);

    const daemon::Shops& shops_;
    store::Ledger& ledger_;
    Clock& clock_;
    Random& random_;
    admin::Api api_{*this};
};

} // namespace daifa::simulation
