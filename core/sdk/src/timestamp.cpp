#include <daifa/codec/timestamp.hpp>

#include <array>
#include <charconv>
#include <cstdio>

namespace daifa {
namespace {

constexpr auto beijing_offset = std::chrono::hours(8);
constexpr std::array<std::string_view, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr std::array<std::string_view, 7> weekdays = {"Sun", "Mon", "Tue", "Wed",
                                                      "Thu", "Fri", "Sat"};

struct Parts {
    std::chrono::year_month_day date = {};
    std::chrono::hh_mm_ss<Milliseconds> time = {};
    unsigned weekday = 0;
};

Parts split(TimePoint at)
{
    const auto day = std::chrono::floor<std::chrono::days>(at);
    return {std::chrono::year_month_day(day), std::chrono::hh_mm_ss<Milliseconds>(at - day),
            std::chrono::weekday(day).c_encoding()};
}

template <class... Args>
std::string format(const char* pattern, Args... args)
{
    std::array<char, 64> buffer{};
    const int size = std::snprintf(buffer.data(), buffer.size(), pattern, args...);
    return {buffer.data(), static_cast<std::size_t>(size)};
}

/// Reads `count` digits at `at`; nothing when one of them is none.
std::optional<int> digits(std::string_view text, std::size_t at, std::size_t count)
{
    if (at + count > text.size())
        return std::nullopt;
    int value = 0;
    const char* end = text.data() + at + count;
    const auto parsed = std::from_chars(text.data() + at, end, value);
    if (parsed.ec != std::errc{} || parsed.ptr != end || value < 0)
        return std::nullopt;
    return value;
}

std::optional<TimePoint> build(int year, unsigned month, unsigned day, int hour, int minute,
                               int second)
{
    const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month),
                                           std::chrono::day(day)};
    if (!date.ok() || hour > 23 || minute > 59 || second > 60)
        return std::nullopt;
    return TimePoint(std::chrono::sys_days(date)) + std::chrono::hours(hour) +
           std::chrono::minutes(minute) + std::chrono::seconds(second);
}

} // namespace

std::string to_beijing_text(TimePoint at)
{
    const Parts p = split(at + beijing_offset);
    return format("%04d-%02u-%02u %02d:%02d:%02d", static_cast<int>(p.date.year()),
                  static_cast<unsigned>(p.date.month()), static_cast<unsigned>(p.date.day()),
                  static_cast<int>(p.time.hours().count()), static_cast<int>(p.time.minutes().count()),
                  static_cast<int>(p.time.seconds().count()));
}

std::optional<TimePoint> parse_beijing_text(std::string_view text)
{
    if (text.size() < 19 || text[4] != '-' || text[7] != '-' || text[13] != ':' || text[16] != ':')
        return std::nullopt;
    const auto year = digits(text, 0, 4);
    const auto month = digits(text, 5, 2);
    const auto day = digits(text, 8, 2);
    const auto hour = digits(text, 11, 2);
    const auto minute = digits(text, 14, 2);
    const auto second = digits(text, 17, 2);
    if (!year || !month || !day || !hour || !minute || !second)
        return std::nullopt;
    const auto at = build(*year, static_cast<unsigned>(*month), static_cast<unsigned>(*day), *hour,
                          *minute, *second);
    if (!at)
        return std::nullopt;
    return *at - beijing_offset;
}

std::string to_utc_text(TimePoint at)
{
    const Parts p = split(at);
    return format("%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", static_cast<int>(p.date.year()),
                  static_cast<unsigned>(p.date.month()), static_cast<unsigned>(p.date.day()),
                  static_cast<int>(p.time.hours().count()), static_cast<int>(p.time.minutes().count()),
                  static_cast<int>(p.time.seconds().count()),
                  static_cast<int>(p.time.subseconds().count()));
}

std::optional<TimePoint> parse_http_date(std::string_view text)
{
    if (text.size() != 29)
        return std::nullopt;
    const auto day = digits(text, 5, 2);
    const auto year = digits(text, 12, 4);
    const auto hour = digits(text, 17, 2);
    const auto minute = digits(text, 20, 2);
    const auto second = digits(text, 23, 2);
    unsigned month = 0;
    while (month < months.size() && months[month] != text.substr(8, 3))
        ++month;
    if (!day || !year || !hour || !minute || !second || month == months.size())
        return std::nullopt;
    return build(*year, month + 1, static_cast<unsigned>(*day), *hour, *minute, *second);
}

std::string to_http_date(TimePoint at)
{
    const Parts p = split(at);
    return format("%s, %02u %s %04d %02d:%02d:%02d GMT", weekdays[p.weekday].data(),
                  static_cast<unsigned>(p.date.day()),
                  months[static_cast<unsigned>(p.date.month()) - 1].data(),
                  static_cast<int>(p.date.year()), static_cast<int>(p.time.hours().count()),
                  static_cast<int>(p.time.minutes().count()),
                  static_cast<int>(p.time.seconds().count()));
}

} // namespace daifa
