#include "http/failures.hpp"

#include <boost/asio/error.hpp>
#include <boost/asio/ssl/error.hpp>

namespace daifa::http {

namespace asio_error = boost::asio::error;

std::string describe_connect_error(const boost::system::error_code& ec)
{
    if (ec == asio_error::connection_refused)
        return "connect refused";
    if (ec == asio_error::timed_out)
        return "time-out";
    if (ec == asio_error::host_unreachable || ec == asio_error::network_unreachable)
        return "host unreachable";
    if (ec == boost::system::errc::no_such_file_or_directory)
        return "no such socket";
    if (ec == boost::system::errc::permission_denied)
        return "permission denied";
    return "connect: " + ec.message();
}

std::string describe_transfer_error(const boost::system::error_code& ec)
{
    if (ec == asio_error::timed_out)
        return "time-out";
    if (ec == asio_error::eof || ec == asio_error::connection_reset ||
        ec == asio_error::broken_pipe || ec == boost::asio::ssl::error::stream_truncated)
        return "connection closed";
    if (ec.category() == asio_error::get_ssl_category())
        return "TLS: " + ec.message();
    return ec.message();
}

std::string describe_name_error(const boost::system::error_code& ec)
{
    if (ec == asio_error::host_not_found || ec == asio_error::no_data)
        return "host not found";
    if (ec == asio_error::timed_out)
        return "time-out";
    return "host not found: " + ec.message();
}

Error failure(const HttpRequest& request, Errc code, std::string reason)
{
    Error error;
    error.code = code;
    error.operation = request.api;
    error.remote_code = std::move(reason);
    return error;
}

} // namespace daifa::http
