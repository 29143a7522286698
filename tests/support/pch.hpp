// Included before everything by the build; with it each test file starts with Boost.Test already read.
#pragma once

#include <boost/test/unit_test.hpp>
