#pragma once

#include <daifa/domain/time.hpp>
#include <daifa/support/secret.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace daifa {

/// One checked value of a plugin's configuration.
using SettingValue = std::variant<std::string, std::int64_t, bool, Milliseconds, Secret,
                                  std::vector<std::string>, std::map<std::string, std::string>>;

/// The validated, read-only settings of one connector. Every key of its `ConfigKey` list is present,
/// with its default where the file says nothing; asking for another key or type is a defect and
/// throws `std::logic_error`.
class Settings {
public:
    Settings() = default;
    explicit Settings(std::map<std::string, SettingValue, std::less<>> values)
        : values_(std::move(values))
    {
    }

    bool has(std::string_view key) const { return values_.find(key) != values_.end(); }
    const std::string& text(std::string_view key) const;
    std::int64_t integer(std::string_view key) const;
    bool boolean(std::string_view key) const;
    Milliseconds duration(std::string_view key) const;
    const Secret& secret(std::string_view key) const;
    const std::vector<std::string>& text_list(std::string_view key) const;
    const std::map<std::string, std::string>& text_map(std::string_view key) const;

    friend bool operator==(const Settings&, const Settings&) = default;

private:
    template <class T>
    const T& get(std::string_view key) const;

    std::map<std::string, SettingValue, std::less<>> values_;
};

} // namespace daifa
