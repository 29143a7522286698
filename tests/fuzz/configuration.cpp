// What administrators write: files, each behind a line "=== NAME".
#include "fuzz/fuzz.hpp"

#include "config/configuration.hpp"
#include "unit/config/config_directory.hpp"

#include <string>

namespace daifa::fuzz {
namespace {

/// The files that a configuration can be made of; others can not change what is read.
bool is_known(std::string_view name)
{
    for (const auto known : {"daifa.yaml", "shops.d/alpha.yaml", "strategies.d/factory.yaml", "shops.d/items.csv"})
        if (name == known)
            return true;
    return false;
}

void write_files(const config::test::ConfigDirectory& directory, std::string_view input)
{
    std::string name;
    std::string text;
    const auto write = [&] {
        if (is_known(name))
            directory.write(name, text);
        text.clear();
    };
    while (!input.empty()) {
        const auto [line, rest] = split_line(input);
        if (line.starts_with("=== ")) {
            write();
            name = line.substr(4);
        } else {
            text += line;
            text += '\n';
        }
        input = rest;
    }
    write();
}

class OneSecret : public config::SecretReader {
public:
    std::variant<Secret, config::SecretFailure> read(const config::SecretSource&,
                                                     const std::filesystem::path&) override
    {
        return Secret(std::string(64, 'a'));
    }
};

} // namespace

void try_input(std::string_view input)
{
    static const config::test::ConfigDirectory directory;
    directory.write("daifa.yaml", "");
    directory.write("strategies.d/factory.yaml", "strategy: factory\n");
    directory.write("shops.d/alpha.yaml", config::test::ConfigDirectory::good_shop);
    write_files(directory, input);

    const config::test::TwoPlugins plugins;
    OneSecret secrets;
    const auto loaded = load_configuration(directory / "daifa.yaml", plugins, secrets);
    for (const auto& problem : loaded.problems) {
        require(!problem.text_en.empty() && !problem.text_zh.empty(), "a mistake is told in both languages");
        require(!problem.file.empty(), "a mistake has a place");
        (void)to_text(problem, config::Language::zh);
        (void)to_excerpt_text(problem);
    }
    require(loaded.configuration || has_errors(loaded.problems), "what is not taken says why");
}

} // namespace daifa::fuzz
