#include <daifa/support/settings.hpp>

#include <stdexcept>

namespace daifa {

template <class T>
const T& Settings::get(std::string_view key) const
{
    const auto found = values_.find(key);
    const T* value = found == values_.end() ? nullptr : std::get_if<T>(&found->second);
    if (value == nullptr)
        throw std::logic_error("no setting \"" + std::string(key) + "\" of that type");
    return *value;
}

const std::string& Settings::text(std::string_view key) const
{
    return get<std::string>(key);
}

std::int64_t Settings::integer(std::string_view key) const
{
    return get<std::int64_t>(key);
}

bool Settings::boolean(std::string_view key) const
{
    return get<bool>(key);
}

Milliseconds Settings::duration(std::string_view key) const
{
    return get<Milliseconds>(key);
}

const Secret& Settings::secret(std::string_view key) const
{
    return get<Secret>(key);
}

const std::vector<std::string>& Settings::text_list(std::string_view key) const
{
    return get<std::vector<std::string>>(key);
}

const std::map<std::string, std::string>& Settings::text_map(std::string_view key) const
{
    return get<std::map<std::string, std::string>>(key);
}

} // namespace daifa
