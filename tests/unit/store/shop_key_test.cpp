#include "store/detail/shop_key.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa::store;

BOOST_AUTO_TEST_SUITE(shop_key)

BOOST_AUTO_TEST_CASE(a_bucket_is_the_crc_of_the_name)
{
    // The check value of CRC-32 (IEEE) is 0xCBF43926.
    BOOST_TEST(bucket_of("123456789") == 0xCBF43926u % 16384u);
    BOOST_TEST(bucket_of("") == 0);
}

BOOST_AUTO_TEST_SUITE_END()
