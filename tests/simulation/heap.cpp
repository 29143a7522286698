#include "simulation/heap.hpp"

#include <cstdlib>
#include <new>

namespace daifa::simulation {
namespace {

// A process has one heap.
std::uint64_t count = 0;
std::uint64_t last_one = 0;
bool is_counted = false;
bool has_ended = false;

} // namespace

void Heap::begin(std::uint64_t last)
{
    count = 0;
    last_one = last;
    has_ended = false;
}

std::uint64_t Heap::requests()
{
    return count;
}

bool Heap::is_exhausted()
{
    return has_ended;
}

Heap::Scope::Scope(bool is_daemon) : before_(is_counted)
{
    is_counted = is_daemon;
}

Heap::Scope::~Scope()
{
    is_counted = before_;
}

} // namespace daifa::simulation

// A sanitizer has its own, and nothing is counted then.
#ifndef DAIFA_SANITIZED

void* operator new(std::size_t size)
{
    using namespace daifa::simulation;
    if (is_counted && ++count == last_one)
        has_ended = true;
    void* const memory = std::malloc(size == 0 ? 1 : size);
    if (memory == nullptr)
        throw std::bad_alloc();
    return memory;
}

void operator delete(void* memory) noexcept
{
    std::free(memory);
}

void operator delete(void* memory, std::size_t) noexcept
{
    std::free(memory);
}

#endif
