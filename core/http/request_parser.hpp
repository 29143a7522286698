#pragma once

#include "http/message.hpp"

#include <boost/beast/http/basic_parser.hpp>

namespace daifa::http {

/// Reads one request straight into a Request. For one use.
class RequestParser : public boost::beast::http::basic_parser<true> {
public:
    RequestParser(std::size_t header_size_max, std::size_t body_size_max);

    Request& request() { return request_; }

private:
    using Text = boost::beast::string_view;
    using Ec = boost::beast::error_code;

    void on_request_impl(boost::beast::http::verb, Text method, Text target, int, Ec&) override;
    void on_response_impl(int, Text, int, Ec&) override {}
    void on_field_impl(boost::beast::http::field, Text name, Text value, Ec&) override;
    void on_header_impl(Ec&) override {}
    void on_body_init_impl(const boost::optional<std::uint64_t>&, Ec&) override {}
    std::size_t on_body_impl(Text part, Ec&) override;
    void on_chunk_header_impl(std::uint64_t, Text, Ec&) override {}
    std::size_t on_chunk_body_impl(std::uint64_t, Text part, Ec& ec) override;
    void on_finish_impl(Ec&) override {}

    Request request_;
};

} // namespace daifa::http
