#pragma once

#include "simulation/dice.hpp"
#include "simulation/history.hpp"
#include "simulation/plan.hpp"

#include "sandbox/sandbox.hpp"

#include <daifa/connector/credential.hpp>

#include <string>
#include <vector>

namespace daifa::simulation {

/// Merchants, buyers, the platform's staff and the ERP's users: they act at moments of their own.
class People {
public:
    People(VirtualTime& time, Clock& world_clock, sandbox::Sandbox& sandbox, const Plan& plan,
           History& history);

    /// Plans their whole working time.
    void come(std::vector<std::string> owners);
    /// New tokens for a factory, as an operator gets them.
    Credential authorize(const std::string& owner);
    void act(const std::string& side, const std::string& action, boost::json::object arguments);

private:
    void assign();
    void do_something();

    VirtualTime& time_;
    Clock& world_clock_;
    sandbox::Sandbox& sandbox_;
    const Plan& plan_;
    History& history_;
    Dice dice_;
    std::vector<std::string> owners_;
};

} // namespace daifa::simulation
