#pragma once

#include <compare>
#include <cstdint>
#include <string>

namespace daifa {

/// An amount in fen (1/100 yuan). There is no floating point in money.
struct Money {
    std::int64_t fen = 0;

    friend auto operator<=>(const Money&, const Money&) = default;
};

/// Exact decimal text in yuan: 990 fen is "9.90", -5 fen is "-0.05".
std::string to_yuan_text(Money amount);

/// The amount times a quantity. Asserts that the product fits.
Money times(Money amount, std::int64_t quantity);

} // namespace daifa
