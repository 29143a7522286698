#pragma once

#include <daifa/support/http.hpp>

#include <boost/beast/http/basic_parser.hpp>

namespace daifa::http {

/// Reads one answer straight into an HttpResponse. For one use.
class AnswerParser : public boost::beast::http::basic_parser<false> {
public:
    explicit AnswerParser(std::size_t body_size_max);

    HttpResponse& response() { return response_; }

private:
    using Text = boost::beast::string_view;
    using Ec = boost::beast::error_code;

    void on_request_impl(boost::beast::http::verb, Text, Text, int, Ec&) override {}
    void on_response_impl(int status, Text, int, Ec&) override;
    void on_field_impl(boost::beast::http::field, Text name, Text value, Ec&) override;
    void on_header_impl(Ec&) override {}
    void on_body_init_impl(const boost::optional<std::uint64_t>& size, Ec&) override;
    std::size_t on_body_impl(Text part, Ec&) override;
    void on_chunk_header_impl(std::uint64_t, Text, Ec&) override {}
    std::size_t on_chunk_body_impl(std::uint64_t, Text part, Ec& ec) override;
    void on_finish_impl(Ec&) override {}

    HttpResponse response_;
};

} // namespace daifa::http
