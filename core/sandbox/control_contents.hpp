#pragma once

#include "sandbox/platform_model.hpp"

#include <boost/json/object.hpp>

namespace daifa::sandbox {

/// Puts what a control request says about goods, region and remark in the place of chance.
void override_contents(PracticeOrder& order, const boost::json::object& arguments);

} // namespace daifa::sandbox
