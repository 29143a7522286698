#include "http/answer_parser.hpp"

namespace daifa::http {
namespace {

constexpr std::uint32_t header_size_max = 64 * 1024;

/// A remote may announce much and send little; beyond this the text grows as bytes come.
constexpr std::uint64_t reserved_size_max = 1 << 20;

} // namespace

AnswerParser::AnswerParser(std::size_t body_size_max)
{
    header_limit(header_size_max);
    body_limit(body_size_max);
    eager(true);
}

void AnswerParser::on_response_impl(int status, Text, int, Ec&)
{
    response_.status = status;
}

void AnswerParser::on_field_impl(boost::beast::http::field, Text name, Text value, Ec&)
{
    auto& header = response_.headers.emplace_back();
    header.name.assign(name.data(), name.size());
    header.value.assign(value.data(), value.size());
}

void AnswerParser::on_body_init_impl(const boost::optional<std::uint64_t>& size, Ec&)
{
    if (size)
        response_.body.reserve(static_cast<std::size_t>(std::min(*size, reserved_size_max)));
}

std::size_t AnswerParser::on_body_impl(Text part, Ec&)
{
    response_.body.append(part.data(), part.size());
    return part.size();
}

std::size_t AnswerParser::on_chunk_body_impl(std::uint64_t, Text part, Ec& ec)
{
    return on_body_impl(part, ec);
}

} // namespace daifa::http
