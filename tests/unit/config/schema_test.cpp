#include "config/schema.hpp"

#include "config/detail/defaults.hpp"

#include <daifa/codec/json.hpp>

#include <boost/json/object.hpp>
#include <boost/test/unit_test.hpp>

using namespace daifa::config;
using namespace daifa::config::detail;

namespace {

/// The schema of an option, found along its path.
const boost::json::object* find_schema(const boost::json::object& file, std::string_view path)
{
    const boost::json::object* at = &file;
    std::string_view rest = path;
    while (!rest.empty()) {
        const std::size_t dot = std::min(rest.find('.'), rest.size());
        if (const auto* items = at->if_contains("items"))
            at = &items->at("anyOf").at(1).as_object();
        const auto* properties = at->if_contains("properties");
        const auto* next =
            properties ? properties->as_object().if_contains(rest.substr(0, dot)) : nullptr;
        if (next == nullptr)
            return nullptr;
        at = &next->as_object();
        rest.remove_prefix(std::min(dot + 1, rest.size()));
    }
    return at;
}

} // namespace

BOOST_AUTO_TEST_SUITE(schema)

BOOST_AUTO_TEST_CASE(describes_every_option_with_type_default_and_words)
{
    const auto parsed = daifa::parse_json(make_schema());
    BOOST_TEST_REQUIRE(parsed.has_value());
    const auto& kinds = parsed->at("$defs");
    const std::pair<const char*, FileKind> files[] = {
        {"daemon", FileKind::daemon}, {"shop", FileKind::shop}, {"strategy", FileKind::strategy}};

    for (const auto& [name, kind] : files) {
        for (const Option& option : options(kind)) {
            const auto* schema = find_schema(kinds.at(name).as_object(), option.path);
            BOOST_TEST_REQUIRE(schema != nullptr);
            BOOST_TEST(schema->contains("type"), option.path);
            BOOST_TEST(!option.zh.empty(), option.path);
            BOOST_TEST(!option.en.empty(), option.path);
            BOOST_TEST(schema->at("description").as_string() ==
                       std::string(option.zh) + "\n" + std::string(option.en));
            if (option.bind != nullptr && default_json(option))
                BOOST_TEST(schema->at("default") == *default_json(option));
        }
    }
}

BOOST_AUTO_TEST_CASE(tells_the_three_files_apart_by_their_first_key)
{
    const auto parsed = daifa::parse_json(make_schema());

    BOOST_TEST_REQUIRE(parsed.has_value());
    BOOST_TEST(parsed->at("$schema").as_string() == "https://json-schema.org/draft/2020-12/schema");
    BOOST_TEST(parsed->at("then").at("$ref").as_string() == "#/$defs/shop");
    BOOST_TEST(parsed->at("else").at("then").at("$ref").as_string() == "#/$defs/strategy");
    BOOST_TEST(parsed->at("else").at("else").at("$ref").as_string() == "#/$defs/daemon");
}

BOOST_AUTO_TEST_SUITE_END()
