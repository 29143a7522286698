#pragma once

#include "simulation/people.hpp"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace daifa::simulation {

/// The merchant that daifa serves beside its factory, as the platform and the ERP name it.
inline constexpr const char* merchant_owner = "20000001";
inline constexpr const char* merchant_channel = "SJ-01";

/// Who ships on the page, as the platform writes it down.
inline constexpr std::string_view by_merchant = "back office";

/// A merchant's buyers, and the people who give its orders to the factory, have its own ERP
/// download them, suspend them and ship them by hand.
class MerchantSide {
public:
    MerchantSide(VirtualTime& time, Clock& world_clock, sandbox::Sandbox& sandbox, People& people,
                 const Plan& plan);

    /// They agree with that factory.
    void open(const std::string& factory);
    /// Plans all orders of the troubled time.
    void come();
    /// "suspend", "release", "after_sale", "risk", "take_away", "give_again", "ship" or "approve".
    void act(const std::string& action);
    /// Something of that, while the daemon's request to ship that order is on its way.
    void interfere(const std::string& number);

    /// The dispatch of an order was suspended, or went on, at that moment.
    struct Suspension {
        TimePoint at = {};
        bool is_on = false;
    };
    const std::map<std::string, std::vector<Suspension>>& suspensions() const
    {
        return suspensions_;
    }
    std::uint64_t shipped_by_hand() const { return shipped_by_hand_; }

    /// An operator says that the order may ship.
    std::function<void(const std::string& order)> on_approve;

private:
    void place();
    void act(const std::string& action, const sandbox::MerchantOrder& chosen);
    void give(const std::string& order);
    void download(const std::string& order);
    void suspend(const std::string& order, bool is_on);
    void act_on(const std::string& action, const std::string& order,
                boost::json::object arguments = {});

    VirtualTime& time_;
    Clock& world_clock_;
    sandbox::Sandbox& sandbox_;
    People& people_;
    const Plan& plan_;
    Dice dice_;
    std::string factory_;
    std::map<std::string, std::vector<Suspension>> suspensions_;
    std::uint64_t shipped_by_hand_ = 0;
};

} // namespace daifa::simulation
