#include <daifa/support/error.hpp>

#include <cctype>

namespace daifa {
namespace {

constexpr std::size_t remote_text_max = 200;
constexpr std::size_t digit_run_max = 6;

/// Where to cut so that no UTF-8 character is split.
std::size_t clip_point(std::string_view text, std::size_t size_max)
{
    if (text.size() <= size_max)
        return text.size();
    std::size_t cut = size_max;
    while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0u) == 0x80u)
        --cut;
    return cut;
}

} // namespace

std::string_view to_text(Errc code)
{
    switch (code) {
    case Errc::unavailable: return "unavailable";
    case Errc::rate_limited: return "rate_limited";
    case Errc::token_expired: return "token_expired";
    case Errc::unauthorized: return "unauthorized";
    case Errc::misconfigured: return "misconfigured";
    case Errc::rejected: return "rejected";
    case Errc::goods_refused:
        return "goods_refused";
    case Errc::recipient_refused:
        return "recipient_refused";
    case Errc::not_served:
        return "not_served";
    case Errc::already_taken:
        return "already_taken";
    case Errc::not_found: return "not_found";
    case Errc::bad_response: return "bad_response";
    case Errc::uncertain: return "uncertain";
    }
    return "unknown";
}

std::string to_text(const Error& error)
{
    std::string text = error.operation;
    text += text.empty() ? "" : ": ";
    text += to_text(error.code);
    if (!error.remote_code.empty())
        text += " (" + error.remote_code + ")";
    if (!error.remote_text.empty())
        text += " " + error.remote_text;
    if (!error.request_id.empty())
        text += ", request " + error.request_id;
    return text;
}

std::string safe_remote_text(std::string_view text)
{
    std::string safe;
    const auto clipped = text.substr(0, clip_point(text, remote_text_max));
    for (std::size_t at = 0; at < clipped.size();) {
        std::size_t end = at;
        while (end < clipped.size() && std::isdigit(static_cast<unsigned char>(clipped[end])) != 0)
            ++end;
        if (end - at > digit_run_max) {
            safe += "***";
            at = end;
        } else if (end > at) {
            safe += clipped.substr(at, end - at);
            at = end;
        } else {
            const auto byte = static_cast<unsigned char>(clipped[at]);
            safe += byte < 0x20 ? ' ' : clipped[at];
            ++at;
        }
    }
    return safe;
}

ErrorException::ErrorException(Error error)
    : std::runtime_error(to_text(error)), error_(std::move(error))
{
}

void throw_exception_from_error(const Error& error, const boost::source_location&)
{
    throw ErrorException(error);
}

} // namespace daifa
