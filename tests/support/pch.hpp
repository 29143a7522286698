#pragma once

// Parsed once for all unit tests, after what the whole repository shares.
#include <boost/test/unit_test.hpp>
