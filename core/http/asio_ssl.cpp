// Asio's TLS part, compiled once; its other parts are compiled in the SDK.
#include <boost/asio/ssl/impl/src.hpp>
