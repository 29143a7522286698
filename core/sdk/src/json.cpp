#include <daifa/codec/json.hpp>

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/monotonic_resource.hpp>
#include <boost/json/parser.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value_stack.hpp>

#include <charconv>
#include <stdexcept>

namespace daifa {
namespace {

namespace json = boost::json;

/// Counts values while Boost.JSON builds them: its own options limit depth only.
class LimitedHandler {
public:
    static constexpr std::size_t max_object_size = 500'000;
    static constexpr std::size_t max_array_size = 500'000;
    static constexpr std::size_t max_key_size = 4096;
    static constexpr std::size_t max_string_size = std::size_t(64) << 20;

    LimitedHandler(const JsonLimits& limits, json::storage_ptr storage)
        : limits_(limits), storage_(std::move(storage))
    {
    }

    bool on_document_begin(json::error_code&)
    {
        stack_.reset(storage_);
        return true;
    }
    bool on_document_end(json::error_code&) { return true; }
    bool on_object_begin(json::error_code& ec) { return count(ec); }
    bool on_object_end(std::size_t n, json::error_code&)
    {
        stack_.push_object(n);
        return true;
    }
    bool on_array_begin(json::error_code& ec) { return count(ec); }
    bool on_array_end(std::size_t n, json::error_code&)
    {
        stack_.push_array(n);
        return true;
    }
    bool on_key_part(json::string_view text, std::size_t size, json::error_code& ec)
    {
        stack_.push_chars(text);
        return check_string(size, ec);
    }
    bool on_key(json::string_view text, std::size_t size, json::error_code& ec)
    {
        stack_.push_key(text);
        return check_string(size, ec);
    }
    bool on_string_part(json::string_view text, std::size_t size, json::error_code& ec)
    {
        stack_.push_chars(text);
        return check_string(size, ec);
    }
    bool on_string(json::string_view text, std::size_t size, json::error_code& ec)
    {
        stack_.push_string(text);
        return check_string(size, ec) && count(ec);
    }
    bool on_number_part(json::string_view, json::error_code&) { return true; }
    bool on_int64(std::int64_t value, json::string_view, json::error_code& ec)
    {
        stack_.push_int64(value);
        return count(ec);
    }
    bool on_uint64(std::uint64_t value, json::string_view, json::error_code& ec)
    {
        stack_.push_uint64(value);
        return count(ec);
    }
    bool on_double(double value, json::string_view, json::error_code& ec)
    {
        stack_.push_double(value);
        return count(ec);
    }
    bool on_bool(bool value, json::error_code& ec)
    {
        stack_.push_bool(value);
        return count(ec);
    }
    bool on_null(json::error_code& ec)
    {
        stack_.push_null();
        return count(ec);
    }
    bool on_comment_part(json::string_view, json::error_code&) { return true; }
    bool on_comment(json::string_view, json::error_code&) { return true; }

    json::value release() { return stack_.release(); }
    const std::string& problem() const { return problem_; }

private:
    bool count(json::error_code& ec)
    {
        if (++elements_ <= limits_.elements)
            return true;
        problem_ = "more than " + std::to_string(limits_.elements) + " values";
        ec = json::error::extra_data;
        return false;
    }

    bool check_string(std::size_t size, json::error_code& ec)
    {
        if (size <= limits_.string_bytes)
            return true;
        problem_ = "a string longer than " + std::to_string(limits_.string_bytes) + " bytes";
        ec = json::error::string_too_large;
        return false;
    }

    JsonLimits limits_;
    json::storage_ptr storage_;
    json::value_stack stack_;
    std::size_t elements_ = 0;
    std::string problem_;
};

/// Room for the values of an answer of usual form; more is taken as it is needed.
std::size_t guess_memory(std::size_t text_size)
{
    return 1024 + text_size * 2;
}

} // namespace

boost::system::result<json::value, JsonProblem> parse_json(std::string_view text,
                                                           const JsonLimits& limits)
{
    if (text.size() > limits.bytes)
        return JsonProblem{"longer than " + std::to_string(limits.bytes) + " bytes"};

    json::parse_options options;
    options.max_depth = limits.depth;
    auto memory = json::make_shared_resource<json::monotonic_resource>(guess_memory(text.size()));
    json::basic_parser<LimitedHandler> parser(options, limits, std::move(memory));
    json::error_code ec;
    const std::size_t read = parser.write_some(false, text.data(), text.size(), ec);
    if (ec == json::error::too_deep)
        return JsonProblem{"deeper than " + std::to_string(limits.depth) + " levels"};
    if (ec && !parser.handler().problem().empty())
        return JsonProblem{parser.handler().problem()};
    if (ec)
        return JsonProblem{"at byte " + std::to_string(read) + ": " + ec.message()};
    // The parser stops behind the first value and its blanks.
    if (read != text.size())
        return JsonProblem{"at byte " + std::to_string(read) + ": something follows the value"};
    return parser.handler().release();
}

void throw_exception_from_error(const JsonProblem& problem, const boost::source_location&)
{
    throw std::runtime_error("no JSON: " + problem.text);
}

const json::value* find_member(const json::object& object, std::string_view key)
{
    const json::value* value = object.if_contains(key);
    return value == nullptr || value->is_null() ? nullptr : value;
}

std::string scalar_text(const json::value& value)
{
    if (const auto* text = value.if_string())
        return std::string(text->data(), text->size());
    if (value.is_null())
        return {};
    return json::serialize(value);
}

std::string text_or(const json::object& object, std::string_view key, std::string_view fallback)
{
    const json::value* value = find_member(object, key);
    return value == nullptr ? std::string(fallback) : scalar_text(*value);
}

std::optional<std::int64_t> find_integer(const json::object& object, std::string_view key)
{
    const json::value* value = find_member(object, key);
    if (value == nullptr)
        return std::nullopt;
    if (const auto* number = value->if_int64())
        return *number;
    if (const auto* flag = value->if_bool())
        return *flag ? 1 : 0;
    // Doubles that hold a whole number, and texts.
    const std::string text = scalar_text(*value);
    std::int64_t number = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
    if (parsed.ec == std::errc{} && parsed.ptr == text.data() + text.size())
        return number;
    if (const auto* real = value->if_double())
        if (*real >= -9.0e15 && *real <= 9.0e15 &&
            *real == static_cast<double>(static_cast<std::int64_t>(*real)))
            return static_cast<std::int64_t>(*real);
    return std::nullopt;
}

std::optional<bool> find_boolean(const json::object& object, std::string_view key)
{
    const json::value* value = find_member(object, key);
    if (value == nullptr)
        return std::nullopt;
    const std::string text = scalar_text(*value);
    if (text == "true" || text == "1")
        return true;
    if (text == "false" || text == "0" || text.empty())
        return false;
    return std::nullopt;
}

} // namespace daifa
