#include "pinduoduo/signing.hpp"

#include <daifa/codec/digest.hpp>

#include <algorithm>
#include <vector>

namespace daifa::pinduoduo {

std::string sign(const FormFields& fields, const Secret& app_secret)
{
    using Field = FormFields::value_type;
    std::vector<const Field*> sorted;
    sorted.reserve(fields.size());
    std::size_t size = app_secret.reveal().size() * 2;
    for (const Field& field : fields) {
        sorted.push_back(&field);
        size += field.first.size() + field.second.size();
    }
    std::ranges::sort(sorted, {},
                      [](const Field* field) -> const std::string& { return field->first; });

    std::string text;
    text.reserve(size);
    text += app_secret.reveal();
    for (const Field* field : sorted) {
        text += field->first;
        text += field->second;
    }
    text += app_secret.reveal();
    // The text holds the secret: as a Secret its bytes are wiped with it.
    const Secret signed_text(std::move(text));
    return md5_hex_upper(signed_text.reveal());
}

} // namespace daifa::pinduoduo
