#include "command/view.hpp"

#include <daifa/codec/json.hpp>

#include <boost/json/serialize.hpp>

#include <array>
#include <charconv>
#include <ctime>

namespace daifa::command {
namespace {

std::optional<int> digits(std::string_view text, std::size_t at, std::size_t count)
{
    int value = 0;
    const char* const begin = text.data() + at;
    const auto [end, problem] = std::from_chars(begin, begin + count, value);
    if (problem != std::errc() || end != begin + count)
        return std::nullopt;
    return value;
}

struct Unit {
    std::int64_t milliseconds;
    const char* en;
    const char* zh;
};

constexpr std::array<Unit, 4> units = {{{86'400'000, " d", " 天"},
                                        {3'600'000, " h", " 小时"},
                                        {60'000, " min", " 分钟"},
                                        {1'000, " s", " 秒"}}};

} // namespace

std::string View::say(const boost::json::object& texts, std::string_view prefix) const
{
    return printable(text_or(texts, std::string(prefix) + std::string(say("en", "zh"))));
}

std::string View::paint(std::string_view text, Tone tone) const
{
    if (!has_color || tone == Tone::plain || text.empty())
        return std::string(text);
    std::string_view code = "2";
    if (tone == Tone::good)
        code = "32";
    else if (tone == Tone::warning)
        code = "33";
    else if (tone == Tone::bad)
        code = "1;31";
    return "\x1b[" + std::string(code) + "m" + std::string(text) + "\x1b[0m";
}

std::optional<TimePoint> parse_utc_text(std::string_view text)
{
    using namespace std::chrono;
    if (text.size() != 24 || text[10] != 'T' || text[19] != '.' || text[23] != 'Z')
        return std::nullopt;
    const auto y = digits(text, 0, 4), mo = digits(text, 5, 2), d = digits(text, 8, 2);
    const auto h = digits(text, 11, 2), mi = digits(text, 14, 2), s = digits(text, 17, 2);
    const auto ms = digits(text, 20, 3);
    if (!y || !mo || !d || !h || !mi || !s || !ms)
        return std::nullopt;
    const year_month_day date(year(*y), month(static_cast<unsigned>(*mo)), day(static_cast<unsigned>(*d)));
    if (!date.ok())
        return std::nullopt;
    return sys_days(date) + hours(*h) + minutes(*mi) + seconds(*s) + milliseconds(*ms);
}

std::string to_age_text(Milliseconds span_since, config::Language language)
{
    const bool is_zh = language == config::Language::zh;
    const bool is_past = span_since.count() >= 0;
    const std::int64_t distance = is_past ? span_since.count() : -span_since.count();
    for (const auto& unit : units) {
        if (distance < unit.milliseconds)
            continue;
        const std::string amount = std::to_string(distance / unit.milliseconds);
        if (is_zh)
            return amount + unit.zh + (is_past ? "前" : "后");
        return is_past ? amount + unit.en + " ago" : "in " + amount + unit.en;
    }
    return is_zh ? "现在" : "now";
}

std::string to_local_text(TimePoint at, TimePoint now)
{
    const auto to_tm = [](TimePoint moment) {
        const std::time_t seconds =
            std::chrono::floor<std::chrono::seconds>(moment).time_since_epoch().count();
        std::tm parts = {};
        localtime_r(&seconds, &parts);
        return parts;
    };
    const std::tm parts = to_tm(at);
    const bool is_this_year = parts.tm_year == to_tm(now).tm_year;
    std::array<char, 32> text = {};
    const std::size_t size =
        std::strftime(text.data(), text.size(), is_this_year ? "%m-%d %H:%M:%S" : "%Y-%m-%d %H:%M", &parts);
    return std::string(text.data(), size);
}

std::string show_time(const View& view, const boost::json::object& object, std::string_view key)
{
    const auto at = parse_utc_text(text_or(object, key));
    if (!at)
        return "-";
    const std::string age = to_age_text(view.now - *at, view.language);
    return to_local_text(*at, view.now) + std::string(view.say(" (", "（")) + age +
           std::string(view.say(")", "）"));
}

std::string show_age(const View& view, const boost::json::object& object, std::string_view key)
{
    const auto at = parse_utc_text(text_or(object, key));
    return at ? to_age_text(view.now - *at, view.language) : "-";
}

std::string printable(std::string_view text)
{
    std::string clean;
    for (const char c : text)
        clean += (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) ? ' ' : c;
    return clean;
}

std::string to_json_text(const boost::json::value& value)
{
    return boost::json::serialize(value) + "\n";
}

} // namespace daifa::command
