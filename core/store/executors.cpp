#include "store/database.hpp"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace daifa::store {
namespace {

class DatabaseThread : public DatabaseExecutor {
public:
    DatabaseThread() : thread_([this] { run(); }) {}

    ~DatabaseThread() override
    {
        {
            const std::lock_guard guard(mutex_);
            is_ending_ = true;
        }
        wake_.notify_one();
        thread_.join();
    }

    void post(std::function<void()> work) override
    {
        {
            const std::lock_guard guard(mutex_);
            queue_.push_back(std::move(work));
        }
        wake_.notify_one();
    }

private:
    /// Ends when it is told to and nothing is left to do.
    void run()
    {
        std::unique_lock lock(mutex_);
        for (;;) {
            wake_.wait(lock, [this] { return is_ending_ || !queue_.empty(); });
            if (queue_.empty())
                return;
            auto work = std::move(queue_.front());
            queue_.pop_front();
            lock.unlock();
            work();
            work = nullptr;
            lock.lock();
        }
    }

    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<std::function<void()>> queue_;
    bool is_ending_ = false;
    std::thread thread_;
};

class InlineExecutor : public DatabaseExecutor {
public:
    void post(std::function<void()> work) override { work(); }
};

} // namespace

std::unique_ptr<DatabaseExecutor> make_database_thread() { return std::make_unique<DatabaseThread>(); }
std::unique_ptr<DatabaseExecutor> make_inline_executor() { return std::make_unique<InlineExecutor>(); }

} // namespace daifa::store
