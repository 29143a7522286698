#pragma once

#include <daifa/domain/time.hpp>

#include <boost/assert/source_location.hpp>
#include <boost/system/result.hpp>

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace daifa {

/// Named by what the caller should do.
enum class Errc {
    unavailable,   ///< A read failed, or no byte of a write left: try again later.
    rate_limited,  ///< The remote asked us to slow down: wait `retry_after`.
    token_expired, ///< The host refreshes and repeats once.
    unauthorized,  ///< A person must authorize the shop again.
    misconfigured, ///< Permission, white list, wrong key: stops the shop, not order after order.
    rejected,      ///< Understood and refused, surely without effect: stops this order.
    goods_refused, ///< As `rejected`, for goods the remote does not know: the item map stops this
                   ///< order.
    recipient_refused, ///< As `rejected`, for what stands in for the recipient: `recipient_fill`
                       ///< does.
    not_served,        ///< As `rejected`, by a carrier without contract, balance or service there:
                       ///< another carrier may take it.
    already_taken,     ///< As `rejected`: the parcel has a waybill number, of an earlier attempt.
    not_found,         ///< The order, shop or waybill does not exist over there.
    bad_response,      ///< A read answered something else than its format: a developer must look.
    uncertain,         ///< A write may have happened: ask the remote before anything else.
};

std::string_view to_text(Errc code);

/// A failure as a value. Nothing in it may hold a name, phone, address or token.
struct Error {
    Errc code = Errc::unavailable;
    std::string operation = {};   ///< What was tried, e.g. the remote's name of the call.
    std::string remote_code = {}; ///< As the remote spells it, e.g. "52101"; or "HTTP 503", "time-out".
    std::string remote_text = {}; ///< The remote's own words for people, clipped, long digit runs masked.
    std::string request_id = {};  ///< The remote's id of this request, for its support desk.
    std::optional<Milliseconds> retry_after = {};
};

/// "pdd.fds.order.get: rate_limited (52101), request 17…": one line for people and logs.
std::string to_text(const Error& error);

/// Clips a remote's words to 200 bytes and masks runs of seven or more digits.
std::string safe_remote_text(std::string_view text);

/// What `Result<T>::value()` throws when the caller did not look first.
class ErrorException : public std::runtime_error {
public:
    explicit ErrorException(Error error);
    const Error& error() const { return error_; }

private:
    Error error_;
};

[[noreturn]] void throw_exception_from_error(const Error& error,
                                             const boost::source_location& location);

template <class T>
using Result = boost::system::result<T, Error>;

} // namespace daifa
