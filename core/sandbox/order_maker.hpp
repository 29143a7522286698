#pragma once

#include "sandbox/platform_model.hpp"
#include "sandbox/seeded_random.hpp"

#include <vector>

namespace daifa::sandbox {

/// What the merchants of the practice world sell. An ERP that is to take all of it needs these codes.
const std::vector<OrderItem>& practice_catalogue();

/// `count` merchants; the first ones have names of their own.
std::vector<PracticeMerchant> make_merchants(SeededRandom& random, std::size_t count);

/// Another region than `except`.
Region make_region(SeededRandom& random, const Region& except = {});

/// Opaque and equal for equal recipients.
std::string make_recipient_group(SeededRandom& random);

/// A believable order of `merchant`: goods, quantity, region and remark by chance.
PracticeOrder make_order(SeededRandom& random, const PracticeMerchant& merchant);

/// Makes it another order of the same buyer: same merchant, same recipient.
void give_to_same(PracticeOrder& order, const PracticeOrder& other);

} // namespace daifa::sandbox
