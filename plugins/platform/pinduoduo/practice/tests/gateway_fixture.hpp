#pragma once

#include "pinduoduo/practice/front.hpp"
#include "sandbox/world.hpp"

#include <boost/json/object.hpp>

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace daifa::practice::test {

using Fields = std::map<std::string, std::string>;

/// A gateway with its world at a fixed time, and a client that signs by hand.
class Gateway {
public:
    explicit Gateway(const sandbox::FrontOptions& options = {});

    /// Signs and sends a form; returns the whole body.
    boost::json::object call(const std::string& type, Fields business = {}, bool has_token = true);
    /// The inner object of the answer; fails the test when there is an error.
    boost::json::object result(const std::string& type, Fields business = {});
    /// The error code; 0 when there is none.
    static int error_code(const boost::json::object& body);
    int refusal(const std::string& type, Fields business = {});

    boost::json::object send(const sandbox::Request& request);
    sandbox::Reply raw(const sandbox::Request& request);
    Fields signed_fields(const std::string& type, Fields business, bool has_token = true) const;
    void sign(Fields& fields) const;

    sandbox::LineService& lines() { return *front_->lines(); }

    boost::json::object control(const std::string& action, const std::string& json);
    void set(const std::string& key, const std::string& value);

    /// Assigns one order and returns its two ids.
    std::pair<std::string, std::string> assign(const std::string& json = "{}");
    Fields order_fields(const std::pair<std::string, std::string>& order) const;
    Fields upload_fields(const std::pair<std::string, std::string>& order, const std::string& number,
                         const std::string& carrier = "YTO") const;
    /// The window around `now`.
    Fields window_fields(std::int64_t from_ms, std::int64_t until_ms, int page = 1, int size = 100) const;
    std::int64_t now_ms() const { return now.time_since_epoch().count(); }
    boost::json::object order_truth(const std::pair<std::string, std::string>& order);

    sandbox::World world;
    TimePoint now = TimePoint(Milliseconds(1'700'000'000'000));
    std::string token;
    std::string secret = "practice-app-secret-0001";

private:
    std::unique_ptr<sandbox::Front> front_;
};

sandbox::Request form_request(const Fields& fields);
sandbox::Request get_request(const std::string& path, const std::string& query);
std::string window_json(std::int64_t from_ms, std::int64_t until_ms, int page, int size);

} // namespace daifa::practice::test
