#pragma once

#include "plugin_host/sentence.hpp"
#include "store/database.hpp"

#include <boost/json/object.hpp>

#include <string>
#include <string_view>

namespace daifa::admin {

/// A stable name for programs: "disk_full", "read_only" …
std::string_view to_text(store::StoreFailure::Kind kind);

/// Why the ledger can not be used, where it stands and what to do.
plugin_host::Sentence explain(const store::StoreFailure& why, const std::string& url);
/// What goes on meanwhile, and who ends it.
plugin_host::Sentence next_step(const store::StoreFailure& why);

/// The kind, why, and what to do.
boost::json::object to_json(const store::StoreFailure& why, const std::string& url);

} // namespace daifa::admin
