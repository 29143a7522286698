#pragma once

#include "command/view.hpp"

#include <boost/json/array.hpp>

#include <string>

namespace daifa::command {

/// A table for spreadsheets, of the proposals as the API tells them: UTF-8 with its mark, every
/// field quoted, and none that a spreadsheet would take for a formula.
std::string to_csv(const View& view, const boost::json::array& proposals);

/// One page that needs nothing else, to read on a phone and to print.
std::string to_html(const View& view, const boost::json::array& proposals);

/// What keeps an order from being assigned: "after-sale under way".
std::string obstacle_words(const View& view, const boost::json::object& proposal);
/// "cup red ×2"
std::string goods_text(const boost::json::object& proposal);
/// What no program can do, in one sentence.
std::string by_hand_sentence(const View& view);

} // namespace daifa::command
