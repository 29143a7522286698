// What the ledger reads back from a file that may be damaged: "order", "parcels", "texts", "words" or "sealed",
// and the text.
#include "fuzz/fuzz.hpp"

#include "store/database.hpp"
#include "store/detail/codes.hpp"
#include "store/vault.hpp"

#include <cstddef>
#include <string>

namespace daifa::fuzz {
namespace {

using namespace daifa::store;

class NoRandom : public Random {
public:
    std::uint64_t next() override { return 1; }
    void fill(std::span<std::byte> bytes) override { std::ranges::fill(bytes, std::byte(1)); }
};

template <class Kind>
void read_word(std::string_view word)
{
    Kind kind = {};
    from_code(word, kind);
    require(to_code(kind) == word, "a word that is known is written the same");
}

template <class Value, class Parse>
void read_again(std::string_view text, Parse parse)
{
    const Value value = parse(text);
    const std::string written = to_json_text(value);
    require(to_json_text(parse(written)) == written, "a value that was read is written and read the same");
}

void open_sealed(std::string_view text)
{
    NoRandom random;
    const Vault vault(Secret(std::string(64, 'a')), random);
    const auto [key, sealed] = split_line(text);
    (void)vault.open("shop", "purpose", {std::string(key), std::string(sealed)});
    require(false, "what nobody sealed can't be opened");
}

void read_stored(std::string_view kind, std::string_view text)
{
    if (kind == "order")
        read_again<PlatformOrder>(text, parse_platform_order);
    if (kind == "parcels")
        read_again<std::vector<Parcel>>(text, parse_parcels);
    if (kind == "texts")
        read_again<std::vector<std::string>>(text, parse_texts);
    if (kind == "write words")
        read_word<WriteKind>(text);
    if (kind == "state words")
        read_word<OrderState>(text);
    if (kind == "stage words")
        read_word<ErpStage>(text);
    if (kind == "sealed")
        open_sealed(text);
}

} // namespace

void try_input(std::string_view input)
{
    const auto [kind, text] = split_line(input);
    try {
        read_stored(kind, text);
    } catch (const StoreFailure&) {
        // A damaged file is said, not served.
    }
}

} // namespace daifa::fuzz
