#pragma once

#include <boost/asio/awaitable.hpp>

namespace daifa {

using boost::asio::awaitable;

} // namespace daifa
