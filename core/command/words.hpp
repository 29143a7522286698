#pragma once

#include "command/view.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <string>
#include <string_view>

namespace daifa::command {

/// A state of an order, write, window, shop or finding as people call it.
std::string state_word(const View& view, std::string_view state);
Tone state_tone(std::string_view state);
/// "import_order" → "import into the ERP" / "导入 ERP".
std::string step_word(const View& view, std::string_view kind);

// Members of the API's answers; an absent one is empty.
const boost::json::array& array_of(const boost::json::object& object, std::string_view key);
const boost::json::object& object_of(const boost::json::object& object, std::string_view key);
bool flag_of(const boost::json::object& object, std::string_view key);

} // namespace daifa::command
