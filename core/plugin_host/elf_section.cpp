#include "plugin_host/elf_section.hpp"

#include <elf.h>

#include <cstdint>
#include <cstring>
#include <optional>
#include <type_traits>

namespace daifa::plugin_host {
namespace {

#if defined(__x86_64__)
constexpr Elf64_Half host_machine = EM_X86_64;
#elif defined(__aarch64__)
constexpr Elf64_Half host_machine = EM_AARCH64;
#else
#error "name this machine's ELF number here"
#endif

/// Section names are short; a longer table is garbage or an attack.
constexpr std::uint64_t name_table_max = 1u << 20;

/// Reads at any offset; nothing when the file ends before.
class Bytes {
public:
    explicit Bytes(std::istream& file) : file_(file)
    {
        file_.clear();
        file_.seekg(0, std::ios::end);
        const auto end = file_.tellg();
        size_ = end < 0 ? 0 : static_cast<std::uint64_t>(end);
    }

    bool holds(std::uint64_t offset, std::uint64_t size) const
    {
        return offset <= size_ && size <= size_ - offset;
    }

    std::optional<std::string> read(std::uint64_t offset, std::uint64_t size)
    {
        if (!holds(offset, size))
            return std::nullopt;
        std::string bytes(size, '\0');
        file_.clear();
        file_.seekg(static_cast<std::streamoff>(offset));
        file_.read(bytes.data(), static_cast<std::streamsize>(size));
        if (static_cast<std::uint64_t>(file_.gcount()) != size)
            return std::nullopt;
        return bytes;
    }

private:
    std::istream& file_;
    std::uint64_t size_ = 0;
};

template <class Header>
Header header_at(const std::string& table, std::size_t index)
{
    static_assert(std::is_trivially_copyable_v<Header>);
    Header header;
    std::memcpy(&header, table.data() + index * sizeof(Header), sizeof(Header));
    return header;
}

bool is_library_for_this_machine(const Elf64_Ehdr& header)
{
    return header.e_ident[EI_CLASS] == ELFCLASS64 && header.e_ident[EI_DATA] == ELFDATA2LSB &&
           header.e_type == ET_DYN && header.e_machine == host_machine;
}

/// The loader maps segments without asking how long the file is; touching a page behind its end
/// would kill the process.
bool holds_segments(Bytes& bytes, const Elf64_Ehdr& header)
{
    const auto table =
        bytes.read(header.e_phoff, std::uint64_t(header.e_phnum) * sizeof(Elf64_Phdr));
    if (!table)
        return false;
    for (std::size_t i = 0; i < header.e_phnum; ++i) {
        const auto segment = header_at<Elf64_Phdr>(*table, i);
        if (segment.p_type == PT_LOAD && !bytes.holds(segment.p_offset, segment.p_filesz))
            return false;
    }
    return true;
}

bool is_named(const std::string& names, std::uint64_t at, std::string_view name)
{
    return at < names.size() && names.compare(at, name.size(), name) == 0 &&
           at + name.size() < names.size() && names[at + name.size()] == '\0';
}

} // namespace

boost::system::result<std::string, ElfProblem>
read_elf_section(std::istream& file, std::string_view name, std::size_t size_max)
{
    Bytes bytes(file);
    const auto magic = bytes.read(0, SELFMAG);
    if (!magic || *magic != std::string_view(ELFMAG, SELFMAG))
        return ElfProblem::not_a_library;
    const auto first = bytes.read(0, sizeof(Elf64_Ehdr));
    if (!first)
        return ElfProblem::truncated;
    const auto header = header_at<Elf64_Ehdr>(*first, 0);
    if (!is_library_for_this_machine(header) || header.e_phentsize != sizeof(Elf64_Phdr))
        return ElfProblem::not_a_library;
    if (!holds_segments(bytes, header))
        return ElfProblem::truncated;
    if (header.e_shoff == 0 || header.e_shnum == 0 || header.e_shentsize != sizeof(Elf64_Shdr) ||
        header.e_shstrndx >= header.e_shnum)
        return ElfProblem::no_such_section;

    const auto sections =
        bytes.read(header.e_shoff, std::uint64_t(header.e_shnum) * sizeof(Elf64_Shdr));
    if (!sections)
        return ElfProblem::truncated;
    const auto name_section = header_at<Elf64_Shdr>(*sections, header.e_shstrndx);
    if (name_section.sh_size > name_table_max)
        return ElfProblem::no_such_section;
    const auto names = bytes.read(name_section.sh_offset, name_section.sh_size);
    if (!names)
        return ElfProblem::truncated;

    for (std::size_t i = 0; i < header.e_shnum; ++i) {
        const auto section = header_at<Elf64_Shdr>(*sections, i);
        if (!is_named(*names, section.sh_name, name))
            continue;
        if (section.sh_type != SHT_PROGBITS || (section.sh_flags & SHF_COMPRESSED) != 0 ||
            section.sh_size > size_max)
            return ElfProblem::bad_section;
        auto content = bytes.read(section.sh_offset, section.sh_size);
        if (!content)
            return ElfProblem::truncated;
        return std::move(*content);
    }
    return ElfProblem::no_such_section;
}

} // namespace daifa::plugin_host
