#pragma once

#include "simulation/dice.hpp"
#include "simulation/history.hpp"
#include "simulation/laws.hpp"
#include "simulation/plan.hpp"

#include "sandbox/sandbox.hpp"

#include <daifa/connector/credential.hpp>

#include <boost/json/array.hpp>

#include <functional>
#include <string>
#include <vector>

namespace daifa::simulation {

/// What a merchant should not write into an order's note, and does.
inline constexpr const char* private_note = "收件人张三丰 13800138000 解放路五号";
inline constexpr const char* private_words[] = {"张三丰", "13800138000", "解放路五号"};

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
    /// A merchant was asked about an order, and does something about it.
    void answer(const OrderId& order);
    /// One of their habits, now.
    void do_something();
    void go_home() { is_over_ = true; }
    const std::vector<FormerNumber>& former_numbers() const { return former_; }
    const std::vector<ForeignNumber>& foreign_numbers() const { return foreign_; }

    /// Somebody sells, counts or corrects goods.
    std::function<void(const std::string& action)> on_stock;
    /// A merchant whose shop the daemon serves, or who works for it.
    std::function<void(const std::string& action)> on_merchant;
    /// What an operator does at the daemon (`Daemon::operate`) with an order of that factory.
    std::function<void(const std::string& action, const sandbox::PracticeOrder& order)> on_operator;

private:
    void assign();
    void act_on_platform(const std::string& action);
    void act_in_erp(const std::string& action);
    void operate(const std::string& action);
    void remember_numbers(sandbox::OrderIndex index);
    /// The other number that an ERP order's parcel gets.
    void change_number(const std::string& action, boost::json::object& arguments);
    /// Somebody types a number into the platform's page.
    void upload_by_hand();
    std::string number_in_erp(const std::string& order);
    /// The numbers of some of the ERP's orders; empty when there are none.
    boost::json::array some_erp_orders(std::size_t count);

    VirtualTime& time_;
    Clock& world_clock_;
    sandbox::Sandbox& sandbox_;
    const Plan& plan_;
    History& history_;
    Dice dice_;
    std::vector<std::string> owners_;
    bool is_over_ = false;
    std::vector<FormerNumber> former_;
    std::vector<ForeignNumber> foreign_;
};

} // namespace daifa::simulation
