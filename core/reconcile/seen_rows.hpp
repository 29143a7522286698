#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace daifa::reconcile {

/// What the ledger has of the rows read lately. Windows that have not settled are read over and over;
/// what did not change since need not be compared with the ledger again.
class SeenRows {
public:
    bool has(const std::string& key, std::uint64_t print) const
    {
        const auto found = prints_.find(key);
        return found != prints_.end() && found->second == print;
    }

    /// To be called once the rows are durable.
    void note(std::vector<std::pair<std::string, std::uint64_t>> rows)
    {
        if (prints_.size() > rows_max)
            prints_.clear();
        for (auto& [key, print] : rows)
            prints_[std::move(key)] = print;
    }

    /// Something else wrote this row: what a list says next is compared afresh.
    void forget(const std::string& key) { prints_.erase(key); }

private:
    static constexpr std::size_t rows_max = 20'000;

    std::unordered_map<std::string, std::uint64_t> prints_;
};

} // namespace daifa::reconcile
