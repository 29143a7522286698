#pragma once

#include "command/daemon.hpp"
#include "command/view.hpp"

#include <optional>
#include <string>

/// One function per command that asks the daemon. Each returns what to print and the exit code.
namespace daifa::command {

struct Session {
    View view = {};
    Daemon& daemon;
    std::string operator_name = {}; ///< Who acts, for the order's history.
};

struct OrdersOptions {
    std::string shop = {};
    std::string state = {};
    std::string difference = {};
    std::string text = {};
    std::string sort = {};
    int limit = 50;
};

struct CasesOptions {
    std::string shop = {};
    std::string owner = {};
    bool is_closed = false; ///< Those that were decided, instead of the open ones.
    int limit = 50;
};

struct PlanOptions {
    std::string shop = {};
    bool refreshes = false;
};

struct AuthorizeOptions {
    std::string shop = {};
    std::string redirected = {};
    std::string tokens_file = {};
};

struct ActionOptions {
    std::string order = {};
    std::string shop = {};
    std::string write = {};
    std::string outcome = {};
    std::string uploaded = {};
    bool is_joint = false;
    bool is_single = false;
    std::string number = {}; ///< "YTO/YT1", of a take that is confirmed.
    std::string case_name = {}; ///< A difference, perhaps with what it is about: "…@1f2e3d4c".
    std::string choice = {};
    std::string reason = {};
};

struct PrintOptions {
    std::string shop = {};
    std::string carrier = {};
    int limit = 0; ///< Orders, at most; 0: all.
    std::string preview = {}; ///< An order whose labels are shown instead of printed.
    std::string reprint = {}; ///< An order, instead of all that were never printed.
    std::string reason = {};
};

struct StockOptions {
    std::string shop = {};
    std::string state = {};
    std::string difference = {};
    std::string text = {};
    int limit = 200;
    bool is_plan = false;
    std::string explain = {}; ///< A listing whose history is told.
    std::string send = {};    ///< A listing whose wanted quantity may be sent.
    bool sends_all = false;
};

struct MerchantOptions {
    std::string shop = {};
    std::string state = {};
    std::string difference = {};
    std::string text = {}; ///< Beginning of the order's number.
    int limit = 200;
    bool is_plan = false;
    std::string explain = {}; ///< An order whose history is told.
    std::string ship = {};    ///< An order that may ship with the number it has.
};

struct ProposalOptions {
    std::string shop = {};
    std::string factory = {};
    std::string csv = {};  ///< A file, or "-".
    std::string html = {}; ///< A file, or "-".
};

Outcome show_status(Session& session);
Outcome list_orders(Session& session, const OrdersOptions& options);
Outcome list_cases(Session& session, const CasesOptions& options);
Outcome explain_order(Session& session, const std::string& order, const std::string& shop);
Outcome show_plan(Session& session, const PlanOptions& options);
Outcome list_windows(Session& session, const std::string& shop, bool only_holes, int limit);
Outcome list_plugins(Session& session);
Outcome run_doctor(Session& session, const std::string& shop);
Outcome reload(Session& session);

/// Begins an authorization; the outcome is the address to open.
Answer start_authorization(Session& session, const std::string& shop);
Outcome show_address(Session& session, const boost::json::object& started);
Outcome finish_authorization(Session& session, const std::string& shop, const std::string& redirected);
Outcome adopt_tokens(Session& session, const std::string& shop, const std::string& file);

/// The contracts with carriers.
Outcome show_waybills(Session& session, const std::string& shop);
Outcome print_labels(Session& session, const PrintOptions& options);
Outcome cancel_waybill(Session& session, const ActionOptions& options);
Outcome show_stock(Session& session, const StockOptions& options);
/// The orders of merchants' shops.
Outcome show_merchant(Session& session, const MerchantOptions& options);
/// Which of them wait to be assigned, and to whom by the rules.
Outcome show_proposals(Session& session, const ProposalOptions& options);
Outcome retry(Session& session, const ActionOptions& options);
Outcome resolve(Session& session, const ActionOptions& options);
Outcome hold(Session& session, const ActionOptions& options);
Outcome release(Session& session, const ActionOptions& options);

/// "shop=a&limit=5" of those with a value, percent-encoded.
std::string to_query(const std::vector<std::pair<std::string, std::string>>& fields);

} // namespace daifa::command
