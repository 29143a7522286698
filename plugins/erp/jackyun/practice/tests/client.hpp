#pragma once

#include "jackyun/practice/front.hpp"
#include "jackyun/practice/sign.hpp"
#include "sandbox/world.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace daifa::practice::jackyun {

using Options = sandbox::FrontOptions;

/// A well-behaved client of the practice gateway, its world and the time.
struct Client {
    explicit Client(const Options& options = {});

    /// System parameters of a call, without sign.
    Parameters parameters(std::string_view method, std::string_view business) const;
    /// A form request with these parameters, signed.
    sandbox::Request request(Parameters with) const;
    /// Sends and reads the body.
    boost::json::object send(const sandbox::Request& request);
    boost::json::object call(std::string_view method, std::string_view business);
    /// The data of a call that must succeed.
    boost::json::object data(std::string_view method, std::string_view business);
    /// The sub code of a call.
    std::string subcode(std::string_view method, std::string_view business);

    /// Creates an order in the own shop and returns its number.
    std::string create(std::string_view source_number, int quantity = 1);
    /// The rows of a query by fields and one more condition such as `"sourceTradeNos":["A"]`.
    boost::json::array query(std::string_view fields, std::string_view condition);
    void act(std::string_view action, std::string_view arguments);

    sandbox::World world;
    std::unique_ptr<sandbox::Front> front = {};
    TimePoint now = {};
};

/// `tradeNo` of every row, or another member as text.
std::vector<std::string> column(const boost::json::array& rows, std::string_view name = "tradeNo");

} // namespace daifa::practice::jackyun
