#include <daifa/support/http.hpp>

#include <boost/algorithm/string/predicate.hpp>

namespace daifa {

std::string_view find_header(const std::vector<HttpHeader>& headers, std::string_view name)
{
    for (const auto& header : headers)
        if (boost::algorithm::iequals(header.name, name))
            return header.value;
    return {};
}

} // namespace daifa
