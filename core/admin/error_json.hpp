#pragma once

#include "plugin_host/sentence.hpp"
#include "reconcile/side_health.hpp"

#include <daifa/connector/capabilities.hpp>

#include <boost/json/object.hpp>

#include <span>
#include <string>

namespace daifa::admin {

/// What to do about an error of that class when the connector's table says nothing better.
plugin_host::Sentence next_step(Errc code);

/// An error with its meaning and next step, from the connector's table where its code stands there.
boost::json::object to_json(const Error& error, std::span<const ErrorRow> table);

boost::json::object to_json(const reconcile::SideStop& stop, std::span<const ErrorRow> table);

} // namespace daifa::admin
