#pragma once

#include <daifa/connector/capabilities.hpp>
#include <daifa/support/awaitable.hpp>
#include <daifa/support/log.hpp>

#include <boost/asio/error.hpp>
#include <boost/system/system_error.hpp>

#include <exception>
#include <functional>
#include <string>

namespace daifa::reconcile {

/// A plugin must not throw; what it throws all the same becomes an error, and a write is uncertain.
template <class T>
awaitable<Result<T>> contained(Operation kind, std::string operation, Log& log,
                               std::function<awaitable<Result<T>>()> call)
{
    Error defect;
    try {
        co_return co_await call();
    } catch (const boost::system::system_error& e) {
        if (e.code() == boost::asio::error::operation_aborted)
            throw;
        defect.remote_text = safe_remote_text(e.what());
    } catch (const std::exception& e) {
        defect.remote_text = safe_remote_text(e.what());
    }
    defect.code = kind == Operation::write ? Errc::uncertain : Errc::bad_response;
    defect.operation = std::move(operation);
    defect.remote_code = "plugin defect";
    log.error("the plugin threw", {{"error", defect}});
    co_return defect;
}

} // namespace daifa::reconcile
