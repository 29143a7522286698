// Asio's own code, compiled once for host and plugins.
#include <boost/asio/impl/src.hpp>
