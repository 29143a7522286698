#include "config/detail/json_text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>

namespace daifa::config::detail {
namespace {

bool is_short(const boost::json::array& list)
{
    return std::ranges::none_of(
        list, [](const boost::json::value& item) { return item.is_structured(); });
}

void write(const boost::json::value& value, const std::string& indent, std::string& text)
{
    const std::string deeper = indent + "  ";
    const auto* map = value.if_object();
    const auto* list = value.if_array();
    if (map != nullptr && !map->empty()) {
        const char* before = "{\n";
        for (const auto& [key, item] : *map) {
            text += before + deeper + boost::json::serialize(boost::json::value(key)) + ": ";
            write(item, deeper, text);
            before = ",\n";
        }
        text += "\n" + indent + "}";
    } else if (list != nullptr && is_short(*list)) {
        text += "[";
        for (std::size_t i = 0; i < list->size(); ++i)
            text += (i == 0 ? "" : ", ") + boost::json::serialize((*list)[i]);
        text += "]";
    } else if (list != nullptr) {
        const char* before = "[\n";
        for (const auto& item : *list) {
            text += before + deeper;
            write(item, deeper, text);
            before = ",\n";
        }
        text += "\n" + indent + "]";
    } else {
        text += boost::json::serialize(value);
    }
}

} // namespace

std::string to_indented_text(const boost::json::value& value)
{
    std::string text;
    write(value, "", text);
    return text;
}

} // namespace daifa::config::detail
