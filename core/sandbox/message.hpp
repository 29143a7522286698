#pragma once

#include <daifa/support/http.hpp>

#include <string>
#include <vector>

namespace daifa::sandbox {

/// A request as a practice front sees it: no sockets.
struct Request {
    std::string method = {};
    std::string path = {};  ///< Without the query.
    std::string query = {}; ///< Still encoded.
    std::vector<HttpHeader> headers = {};
    std::string body = {};
};

struct Reply {
    int status = 200;
    std::vector<HttpHeader> headers = {};
    std::string body = {};
};

} // namespace daifa::sandbox
