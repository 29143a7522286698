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
/// "token" → "authorization" / "授权": what the doctor looked at.
std::string check_word(const View& view, std::string_view check);
/// "import confirmed" → "导入 ERP 已确认"; what is no fixed phrase stays as the ledger has it.
std::string event_word(const View& view, std::string_view event);
std::string after_sale_word(const View& view, std::string_view after_sale);

// Members of the API's answers; an absent one is empty.
const boost::json::array& array_of(const boost::json::object& object, std::string_view key);
const boost::json::object& object_of(const boost::json::object& object, std::string_view key);
/// Of a rule or a difference, which are objects with texts.
std::string name_of(const boost::json::object& object, std::string_view key);
bool flag_of(const boost::json::object& object, std::string_view key);

} // namespace daifa::command
