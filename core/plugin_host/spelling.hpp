#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daifa::plugin_host {

/// The least number of inserted, deleted, replaced or swapped neighbouring characters between two words.
std::size_t edit_distance(std::string_view from, std::string_view to);

/// The known word that somebody who wrote `word` most likely meant: at most a third of it is wrong.
std::optional<std::string> find_nearest(std::string_view word,
                                        const std::vector<std::string>& known);

} // namespace daifa::plugin_host
