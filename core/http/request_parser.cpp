#include "http/request_parser.hpp"

namespace daifa::http {
namespace {

/// Clients of a proxy send the whole URL; we serve its path.
std::string_view without_origin(std::string_view target)
{
    const auto scheme_end = target.find("://");
    if (target.starts_with('/') || scheme_end == std::string_view::npos)
        return target;
    const auto path = target.find('/', scheme_end + 3);
    return path == std::string_view::npos ? "/" : target.substr(path);
}

} // namespace

RequestParser::RequestParser(std::size_t header_size_max, std::size_t body_size_max)
{
    header_limit(static_cast<std::uint32_t>(header_size_max));
    body_limit(body_size_max);
    eager(true);
}

void RequestParser::on_request_impl(boost::beast::http::verb, Text method, Text target, int, Ec&)
{
    request_.method.assign(method.data(), method.size());
    request_.target = without_origin(std::string_view(target.data(), target.size()));
    const auto mark = request_.target.find('?');
    request_.path = request_.target.substr(0, mark);
    if (mark != std::string::npos)
        request_.query = request_.target.substr(mark + 1);
}

void RequestParser::on_field_impl(boost::beast::http::field, Text name, Text value, Ec&)
{
    auto& header = request_.headers.emplace_back();
    header.name.assign(name.data(), name.size());
    header.value.assign(value.data(), value.size());
}

std::size_t RequestParser::on_body_impl(Text part, Ec&)
{
    request_.body.append(part.data(), part.size());
    return part.size();
}

std::size_t RequestParser::on_chunk_body_impl(std::uint64_t, Text part, Ec& ec)
{
    return on_body_impl(part, ec);
}

} // namespace daifa::http
