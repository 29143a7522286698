#pragma once

#include "simulation/dice.hpp"
#include "simulation/faults.hpp"
#include "simulation/history.hpp"
#include "simulation/local_api.hpp"

#include <boost/json/array.hpp>

#include <functional>
#include <string>
#include <vector>

namespace daifa::simulation {

/// A decision that the daemon acknowledged.
struct KeptDecision {
    ShopId shop = {};
    OrderId order = {};
    std::string difference = {};
    std::string choice = {};
    std::string reason = {}; ///< No other decision has it.
    std::string facts = {};  ///< All that was known of the order then; empty: it was changing.
};

/// An operator who looks at `daifa cases` now and then, thinks about one, and carries out one of
/// the commands that are printed there. By then the order may be another one.
class CaseDesk {
public:
    CaseDesk(Clock& clock, std::uint64_t seed, History& history, FaultCounts& counts)
        : clock_(clock), dice_(seed, "cases"), history_(history), counts_(counts)
    {
    }

    /// One case of those that are open, by chance.
    awaitable<void> decide_one(LocalApi& api);
    /// Each of them, one after the other and without thinking.
    awaitable<void> decide_all(LocalApi& api);

    const std::vector<KeptDecision>& kept() const { return kept_; }
    /// What the daemon did with a decision and must not do.
    const std::vector<std::string>& violations() const { return violations_; }

    /// The number that the platform's pages show on an order; empty when there is none.
    std::function<std::string(const OrderId&)> find_number;
    /// Somebody is asked about an order before it is decided.
    std::function<void(const OrderId&)> on_question;

private:
    struct Wish;
    class Turn;

    awaitable<void> decide(LocalApi& api, boost::json::object row, bool is_thinking);
    awaitable<void> say(LocalApi& api, Wish wish);
    awaitable<void> take_back(LocalApi& api, Wish wish);
    std::optional<Wish> choose(const boost::json::object& row);
    void judge_acceptance(const Wish& wish, const store::OrderRecord& before,
                          const store::OrderRecord& after);
    void judge_refusal(const Wish& wish, const store::OrderRecord& before,
                       const store::OrderRecord& after);
    void forget(const Wish& wish);
    void count(Fault what) { ++counts_[static_cast<std::size_t>(what)]; }

    Clock& clock_;
    Dice dice_;
    History& history_;
    FaultCounts& counts_;
    std::vector<KeptDecision> kept_;
    std::vector<std::string> violations_;
    std::uint64_t said_ = 0;
    int open_ = 0; ///< Said and not answered.
};

/// All that the ledger knows of the order and a decision may be about.
std::string facts_of(const store::OrderRecord& order);

/// What `daifa cases` shows of factories' orders.
awaitable<void> list_cases(LocalApi& api, boost::json::array& cases, bool& is_done);

} // namespace daifa::simulation
