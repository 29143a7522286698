#pragma once

#include "store/ledger.hpp"
#include "support/manual_clock.hpp"
#include "support/run_coroutine.hpp"

#include <daifa/support/random.hpp>

#include <boost/asio/io_context.hpp>

#include <filesystem>
#include <memory>
#include <string>

namespace daifa::test {

/// A directory of its own that goes with the test.
class TemporaryDirectory {
public:
    TemporaryDirectory();
    ~TemporaryDirectory();
    TemporaryDirectory(const TemporaryDirectory&) = delete;
    TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;

    std::string file(const std::string& name) const { return (path / name).string(); }

    std::filesystem::path path;
};

/// Counts instead of surprising.
class CountingRandom : public Random {
public:
    std::uint64_t next() override { return ++last_; }
    void fill(std::span<std::byte> bytes) override
    {
        for (auto& byte : bytes)
            byte = static_cast<std::byte>(next());
    }

private:
    std::uint64_t last_ = 0;
};

constexpr std::string_view test_master_key =
    "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
constexpr std::string_view other_master_key =
    "ff0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

store::DatabaseOptions make_options(const std::string& file);

/// A ledger on a real file, its work done inline.
class StoreFixture {
public:
    StoreFixture();

    /// Closes the database and opens the file again.
    void reopen();

    template <class T>
    T run(awaitable<T> work)
    {
        return run_coroutine(context, clock, std::move(work));
    }

    store::OrderRecord load(const OrderId& id);
    void record(const PlatformOrder& row, const std::string& cause = "window");
    store::ClaimOutcome claim(const OrderId& id, const std::string& key,
                              store::WriteKind kind = store::WriteKind::import_order,
                              const std::string& subject = {});
    void settle(const OrderId& id, const std::string& key, store::WriteState state);
    /// The history of an order as "what/cause" lines.
    std::vector<std::string> history(const OrderId& id);
    store::StoreFailure::Kind failure_kind(const std::function<void()>& action);

    TemporaryDirectory directory;
    boost::asio::io_context context;
    ManualClock clock;
    CountingRandom random;
    std::unique_ptr<store::DatabaseExecutor> executor = store::make_inline_executor();
    store::DatabaseOptions options;
    std::unique_ptr<store::Database> database;
    std::unique_ptr<store::Ledger> ledger;
    ShopId shop{"yiwu"};
};

PlatformOrder make_order(const std::string& number, const std::string& merchant = "m1");
store::ErpRow make_erp_row(const std::string& number, const std::string& erp_id, ErpStage stage);

} // namespace daifa::test
