#pragma once

#include <daifa/support/secret.hpp>

#include <boost/json/object.hpp>

#include <cstddef>
#include <string_view>

namespace daifa::pinduoduo {

/// Why this is no print data of the platform's (encrypted: encryptedData, signature, templateUrl;
/// plain: data, templateUrl), without a word of it; empty when it is.
std::string_view find_print_data_fault(std::string_view text, std::size_t size_max);

/// The fields of print data that has been checked before; empty when it is none after all.
boost::json::object read_print_data(const Secret& print_data);

} // namespace daifa::pinduoduo
