#define BOOST_TEST_MODULE daifa
#include <boost/test/unit_test.hpp>
