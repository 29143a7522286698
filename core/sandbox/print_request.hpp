#pragma once

#include "sandbox/print_model.hpp"

#include <boost/json/object.hpp>

#include <cstddef>

namespace daifa::sandbox {

struct PrintLimits {
    std::size_t documents_max = 100;         ///< Of one task.
    std::size_t print_data_max = 64 * 1024;  ///< Encrypted text of one label, bytes.
    std::size_t custom_area_max = 16 * 1024; ///< Of one label, bytes of JSON.
};

/// A task, or in `problem` the words that refuse all of it.
struct ReadTask {
    PrintTask task = {};
    std::string problem = {};
};

/// Reads the "task" of a print request and checks every field of it.
ReadTask read_print_task(const boost::json::object& request, const PrintLimits& limits);

} // namespace daifa::sandbox
