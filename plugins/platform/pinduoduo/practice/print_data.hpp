#pragma once

#include "sandbox/waybill_model.hpp"

#include <string>
#include <string_view>

namespace daifa::practice::pinduoduo {

/// The address of a standard template, and back; empty for an address of another form.
std::string template_url(std::string_view key);
std::string template_key(std::string_view url);

/// What the caller hands to the print component: JSON text with the sealed label, the damage that
/// the practice world wants in it included.
std::string print_data(const sandbox::TakenNumber& taken);

} // namespace daifa::practice::pinduoduo
