#include "sandbox/drop_ship_model.hpp"

#include <algorithm>

namespace daifa::sandbox {
namespace {

constexpr std::size_t name_characters_max = 30;
constexpr std::size_t street_characters_max = 100;

bool is_blank(std::string_view text)
{
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

std::size_t count_characters(std::string_view text)
{
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    }));
}

bool is_digits(std::string_view text)
{
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// A mobile number (11 digits from 1), or a fixed one: an area code from 0, perhaps "-", 7 or 8
/// digits.
bool is_phone(std::string_view text)
{
    if (is_digits(text) && text.size() == 11 && text.front() == '1')
        return true;
    std::string digits(text);
    if (const auto dash = digits.find('-'); dash == 3 || dash == 4)
        digits.erase(dash, 1);
    return is_digits(digits) && digits.front() == '0' && digits.size() >= 10 && digits.size() <= 12;
}

class Checker {
public:
    void need(std::string field, std::string_view text, std::size_t characters_max)
    {
        if (is_blank(text))
            add(std::move(field), "required");
        else if (count_characters(text) > characters_max)
            add(std::move(field), "too_long");
    }

    void add(std::string field, std::string problem)
    {
        problems.push_back({std::move(field), std::move(problem)});
    }

    std::vector<FieldProblem> problems;
};

} // namespace

std::vector<FieldProblem> check_form(const ProfileForm& form, const MerchantProfile& profile)
{
    Checker checker;
    checker.need("binding_name", form.binding_name, name_characters_max);
    checker.need("sender", form.sender, name_characters_max);
    if (is_blank(form.phone))
        checker.add("phone", "required");
    else if (!is_phone(form.phone))
        checker.add("phone", "no_phone");
    if (form.address.empty()) {
        checker.need("country", form.new_address.country, name_characters_max);
        checker.need("province", form.new_address.province, name_characters_max);
        checker.need("city", form.new_address.city, name_characters_max);
        checker.need("district", form.new_address.district, name_characters_max);
        checker.need("street", form.new_address.street, street_characters_max);
    } else {
        const auto is_it = [&](const MerchantAddress& address) {
            return address.id == form.address;
        };
        if (std::none_of(profile.addresses.begin(), profile.addresses.end(), is_it))
            checker.add("address", "unknown");
    }
    if (!form.has_agreed)
        checker.add("agreed", "must_agree");
    return checker.problems;
}

} // namespace daifa::sandbox
