#pragma once

#include <string_view>

namespace daifa::config {

enum class Language { zh, en };

/// The setting `language`.
enum class LanguageChoice { automatic, zh, en };

/// What a person reads: the setting, or by the locale's name ("zh_CN.UTF-8").
constexpr Language choose_language(LanguageChoice choice, std::string_view locale)
{
    if (choice == LanguageChoice::automatic)
        return locale.starts_with("zh") ? Language::zh : Language::en;
    return choice == LanguageChoice::zh ? Language::zh : Language::en;
}

} // namespace daifa::config
