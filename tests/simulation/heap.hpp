#pragma once

#include <cstdint>

namespace daifa::simulation {

/// What the daemon asks the heap for, counted. One request may find no memory: that ends the
/// daemon's process there, and nothing that this one does until the world notices reaches anybody.
class Heap {
public:
    /// Counts from zero again; zero: memory is never short.
    static void begin(std::uint64_t last);
    static std::uint64_t requests();
    static bool is_exhausted();

    /// While it lives, the requests are the daemon's, or not.
    class Scope {
    public:
        explicit Scope(bool is_daemon);
        ~Scope();
        Scope(const Scope&) = delete;
        Scope& operator=(const Scope&) = delete;

    private:
        bool before_;
    };
};

} // namespace daifa::simulation
