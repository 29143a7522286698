#include <daifa/domain/money.hpp>

#include <cassert>
#include <cstdlib>

namespace daifa {

std::string to_yuan_text(Money amount)
{
    const bool is_negative = amount.fen < 0;
    const auto size = is_negative ? 0 - static_cast<std::uint64_t>(amount.fen)
                                  : static_cast<std::uint64_t>(amount.fen);
    std::string cents = std::to_string(size % 100);
    if (cents.size() == 1)
        cents.insert(0, "0");
    return (is_negative ? "-" : "") + std::to_string(size / 100) + "." + cents;
}

Money times(Money amount, std::int64_t quantity)
{
    Money product;
    const bool overflows = __builtin_mul_overflow(amount.fen, quantity, &product.fen);
    assert(!overflows);
    (void)overflows;
    return product;
}

} // namespace daifa
