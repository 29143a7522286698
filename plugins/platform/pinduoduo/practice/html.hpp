#pragma once

#include "sandbox/message.hpp"

#include <string>
#include <string_view>

namespace daifa::practice::pinduoduo {

std::string escape_html(std::string_view text);

sandbox::Reply log_in_page(std::string_view app_name, std::string_view form_key, std::string_view problem);
sandbox::Reply consent_page(std::string_view app_name, std::string_view shop_name, std::string_view form_key);
sandbox::Reply message_page(int status, std::string_view title, std::string_view text);

} // namespace daifa::practice::pinduoduo
