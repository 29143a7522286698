#include "simulation/canaries.hpp"

#include <array>
#include <bitset>
#include <cstdint>
#include <cstring>
#include <unordered_map>

namespace daifa::simulation {
namespace {

std::uint16_t two_bytes(const char* at)
{
    std::uint16_t bytes = 0;
    std::memcpy(&bytes, at, sizeof bytes);
    return bytes;
}

/// Looks for many texts in one pass: where none begins with these two bytes, nothing is compared.
class Search {
public:
    void add(const std::string& text)
    {
        begins_.set(two_bytes(text.data()));
        by_begin_[two_bytes(text.data())].push_back(&text);
    }

    template <class OnFound>
    void run(std::string_view in, OnFound on_found) const
    {
        for (std::size_t at = 0; at + 1 < in.size(); ++at) {
            if (!begins_.test(two_bytes(in.data() + at)))
                continue;
            for (const std::string* text : by_begin_.at(two_bytes(in.data() + at)))
                if (in.compare(at, text->size(), *text) == 0)
                    on_found(*text, at);
        }
    }

private:
    std::bitset<65536> begins_;
    std::unordered_map<std::uint16_t, std::vector<const std::string*>> by_begin_;
};

std::string around(std::string_view text, std::size_t at)
{
    const auto begin =
        text.rfind('\n', at) == std::string_view::npos ? 0 : text.rfind('\n', at) + 1;
    return std::string(text.substr(begin, std::min(text.find('\n', at), begin + 300) - begin));
}

} // namespace

void Canaries::hide(std::string_view kind, std::string text)
{
    hidden_.insert_or_assign(std::move(text), Canary{std::string(kind), false});
}

void Canaries::keep_in_ledger(std::string_view kind, std::string text)
{
    hidden_.insert_or_assign(std::move(text), Canary{std::string(kind), true});
}

void Canaries::hide_tokens(std::string_view body)
{
    for (const std::string_view name : {"access_token\":\"", "refresh_token\":\""})
        for (auto at = body.find(name); at != std::string_view::npos; at = body.find(name, at)) {
            at += name.size();
            const auto end = body.find('"', at);
            if (end != std::string_view::npos && end > at + 8)
                hide("token", std::string(body.substr(at, end - at)));
        }
}

void Canaries::hear(std::string_view said)
{
    said_ += said;
    said_ += '\n';
}

std::vector<std::string> Canaries::find_leaks(const std::vector<std::string_view>& kept) const
{
    Search anywhere;
    Search in_ledger;
    for (const auto& [text, canary] : hidden_) {
        anywhere.add(text);
        if (!canary.may_be_kept)
            in_ledger.add(text);
    }
    std::set<std::string> leaks;
    anywhere.run(said_, [&](const std::string& text, std::size_t at) {
        leaks.insert("L7 a " + hidden_.at(text).kind + " was said: " + around(said_, at));
    });
    for (const auto bytes : kept)
        in_ledger.run(bytes, [&](const std::string& text, std::size_t) {
            leaks.insert("L7 a " + hidden_.at(text).kind + " stands in the ledger: " + text);
        });
    return {leaks.begin(), leaks.end()};
}

} // namespace daifa::simulation
