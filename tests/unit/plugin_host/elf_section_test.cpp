#include "plugin_host/elf_section.hpp"
#include "unit/plugin_host/plugin_folder.hpp"

#include <boost/test/unit_test.hpp>

#include <elf.h>

#include <cstring>
#include <sstream>

using namespace daifa::plugin_host;
using daifa::test::fixture;
using daifa::test::read_bytes;

namespace {

constexpr const char* stamp_section = ".daifa_stamp";

boost::system::result<std::string, ElfProblem> read(const std::string& bytes)
{
    std::istringstream stream(bytes);
    return read_elf_section(stream, stamp_section, 4096);
}

/// The fixture with its ELF header changed.
template <class Change>
std::string with_header(std::string bytes, Change change)
{
    Elf64_Ehdr header;
    std::memcpy(&header, bytes.data(), sizeof(header));
    change(header);
    std::memcpy(bytes.data(), &header, sizeof(header));
    return bytes;
}

} // namespace

BOOST_AUTO_TEST_SUITE(elf_section)

BOOST_AUTO_TEST_CASE(finds_the_bytes_of_a_section)
{
    const auto section = read(read_bytes(fixture("good")));

    BOOST_REQUIRE(section.has_value());
    BOOST_TEST(section->starts_with("daifa-plugin 1\nkind=erp\nname=good\n"));
}

BOOST_AUTO_TEST_CASE(says_that_other_files_are_no_library)
{
    BOOST_TEST((read("").error() == ElfProblem::not_a_library));
    BOOST_TEST((read("#!/bin/sh\n").error() == ElfProblem::not_a_library));

    const auto other_machine = with_header(read_bytes(fixture("good")), [](Elf64_Ehdr& header) {
        header.e_machine = EM_SPARC;
    });
    BOOST_TEST((read(other_machine).error() == ElfProblem::not_a_library));

    const auto small_class = with_header(read_bytes(fixture("good")), [](Elf64_Ehdr& header) {
        header.e_ident[EI_CLASS] = ELFCLASS32;
    });
    BOOST_TEST((read(small_class).error() == ElfProblem::not_a_library));
}

BOOST_AUTO_TEST_CASE(notices_every_cut_of_the_file)
{
    const std::string whole = read_bytes(fixture("good"));

    for (std::size_t size = 4; size < whole.size(); size += 1 + whole.size() / 200)
        BOOST_TEST((read(whole.substr(0, size)).error() == ElfProblem::truncated), "at " << size);
}

BOOST_AUTO_TEST_CASE(survives_headers_that_point_anywhere)
{
    const std::string whole = read_bytes(fixture("good"));
    const auto far = ~std::uint64_t(0) - 7;

    const auto sections_far =
        with_header(whole, [&](Elf64_Ehdr& header) { header.e_shoff = far; });
    const auto segments_far =
        with_header(whole, [&](Elf64_Ehdr& header) { header.e_phoff = far; });
    const auto no_names =
        with_header(whole, [](Elf64_Ehdr& header) { header.e_shstrndx = 0xfff0; });

    BOOST_TEST((read(sections_far).error() == ElfProblem::truncated));
    BOOST_TEST((read(segments_far).error() == ElfProblem::truncated));
    BOOST_TEST((read(no_names).error() == ElfProblem::no_such_section));
}

BOOST_AUTO_TEST_CASE(survives_a_flipped_byte_anywhere_in_the_tables)
{
    const std::string whole = read_bytes(fixture("good"));
    Elf64_Ehdr header;
    std::memcpy(&header, whole.data(), sizeof(header));

    const auto flip = [&](std::size_t at) {
        std::string broken = whole;
        broken[at] = static_cast<char>(broken[at] ^ 0xff);
        // What comes out may be the section or a problem; it must come out.
        const auto section = read(broken);
        BOOST_TEST((section.has_value() || section.has_error()));
    };
    for (std::size_t at = 0; at < sizeof(header); ++at)
        flip(at);
    for (std::size_t at = header.e_shoff; at < whole.size(); at += 3)
        flip(at);
}

BOOST_AUTO_TEST_CASE(refuses_a_section_longer_than_allowed)
{
    std::istringstream stream(read_bytes(fixture("good")));

    const auto section = read_elf_section(stream, stamp_section, 16);

    BOOST_TEST((section.error() == ElfProblem::bad_section));
}

BOOST_AUTO_TEST_CASE(says_when_a_library_has_no_such_section)
{
    BOOST_TEST((read(read_bytes(fixture("no_stamp"))).error() == ElfProblem::no_such_section));
}

BOOST_AUTO_TEST_SUITE_END()
