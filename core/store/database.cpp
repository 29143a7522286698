#include "store/database.hpp"

#include "store/detail/file_lock.hpp"
#include "store/detail/migration.hpp"
#include "store/detail/ownership.hpp"
#include "store/detail/session.hpp"
#include "store/dialect.hpp"
#include "store/vault.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <soci/soci.h>

#include <deque>
#include <future>
#include <mutex>
#include <optional>
#include <vector>

namespace daifa::store {
namespace {

constexpr int attempts_max = 3;
constexpr Milliseconds damage_check_max = Milliseconds(300);

/// A unit of work and the coroutine that waits for it.
struct Request {
    std::function<void(Session&)> unit = {};
    std::function<void(std::exception_ptr)> resume = {};
    boost::asio::any_io_executor work = {}; ///< Keeps the engine running meanwhile.
    std::exception_ptr failure = {};
};

/// How the units of one commit are kept apart. A savepoint makes the database copy each page that a
/// unit touches, so there is none before one of them fails.
enum class Apart { no, by_savepoints };

/// A unit failed amid others that nothing kept apart.
struct Entangled {};

/// Whether nobody knows after it what the disk has. Of a full disk and of a database that another
/// one holds or took over all is known.
bool leaves_doubt(const std::exception_ptr& failure)
{
    using Kind = StoreFailure::Kind;
    try {
        std::rethrow_exception(failure);
    } catch (const StoreFailure& known) {
        return known.kind() != Kind::disk_full && known.kind() != Kind::locked &&
               known.kind() != Kind::ownership_lost;
    } catch (...) {
        return true;
    }
}

/// Resumes coroutines one after the other; when one lets an exception escape, the others still go
/// on.
void resume_all(const boost::asio::any_io_executor& engine,
                std::shared_ptr<std::vector<Request>> batch, std::size_t first)
{
    for (std::size_t i = first; i < batch->size(); ++i) {
        Request request = std::move((*batch)[i]);
        try {
            request.resume(request.failure);
        } catch (...) {
            boost::asio::post(engine, [engine, batch, i] { resume_all(engine, batch, i + 1); });
            throw;
        }
    }
}

} // namespace

class Database::Impl {
public:
    Impl(DatabaseOptions options, DatabaseExecutor& executor, boost::asio::any_io_executor engine,
         Clock& clock, Random& random)
        : options_(std::move(options)), file_(dialect::file_of(options_.url)), executor_(executor),
          engine_(std::move(engine)), clock_(clock), vault_(options_.master_key, random)
    {
        if (!file_.empty())
            lock_.emplace(file_);
        try {
            connect();
            auto& connection = session_->connection();
            dialect::check_damage(connection, file_, clock_, damage_check_max);
            migrate(connection, all_migrations(), file_, clock_.now());
            take_ownership();
        } catch (...) {
            session_.reset();
            std::rethrow_exception(dialect::translate(file_));
        }
    }

    ~Impl()
    {
        // Behind everything that waits, so the queue is empty then.
        std::promise<void> drained;
        executor_.post([&] {
            session_.reset();
            drained.set_value();
        });
        drained.get_future().wait();
    }

    std::int64_t epoch() const { return epoch_; }

    void push(Request request)
    {
        request.work =
            boost::asio::prefer(engine_, boost::asio::execution::outstanding_work.tracked);
        {
            const std::lock_guard guard(mutex_);
            queue_.push_back(std::move(request));
            if (is_draining_)
                return;
            is_draining_ = true;
        }
        executor_.post([this] { drain(); });
    }

private:
    void connect() { session_ = std::make_unique<Session>(dialect::connect(file_), vault_); }

    void take_ownership()
    {
        auto& connection = session_->connection();
        dialect::begin(connection);
        if (options_.forget_credentials)
            forget_credentials(*session_);
        check_key(*session_, vault_.fingerprint(), file_);
        epoch_ = raise_epoch(*session_);
        dialect::commit(connection);
    }

    std::optional<Request> pop()
    {
        const std::lock_guard guard(mutex_);
        if (queue_.empty())
            return std::nullopt;
        Request request = std::move(queue_.front());
        queue_.pop_front();
        return request;
    }

    bool finish_when_empty()
    {
        const std::lock_guard guard(mutex_);
        is_draining_ = !queue_.empty();
        return !is_draining_;
    }

    void drain()
    {
        do {
            auto first = pop();
            if (!first)
                continue;
            auto batch = std::make_shared<std::vector<Request>>();
            batch->push_back(std::move(*first));
            commit(*batch);
            // The coroutines belong to the engine: this thread keeps nothing of them.
            boost::asio::post(engine_, [engine = engine_, batch = std::move(batch)]() mutable {
                resume_all(engine, std::move(batch), 0);
            });
        } while (!finish_when_empty());
    }

    /// One commit of the first unit of `batch` and what else waits. Every unit knows its fate then.
    void commit(std::vector<Request>& batch)
    {
        for (int attempt = 1;; ++attempt) {
            try {
                if (!session_)
                    connect();
                run_batch(batch);
                return;
            } catch (...) {
                const bool is_worth_another = dialect::is_busy() && attempt < attempts_max;
                const std::exception_ptr failure = dialect::translate(file_);
                recover_from(failure);
                if (is_worth_another)
                    continue;
                for (auto& request : batch)
                    request.failure = failure;
                return;
            }
        }
    }

    void run_batch(std::vector<Request>& batch)
    {
        try {
            run_transaction(batch, Apart::no);
        } catch (const Entangled&) {
            session_->close_cursors();
            dialect::roll_back(session_->connection());
            run_transaction(batch, Apart::by_savepoints);
        }
    }

    void run_transaction(std::vector<Request>& batch, Apart apart)
    {
        auto& connection = session_->connection();
        const Milliseconds start = clock_.uptime();
        dialect::begin(connection);
        check_epoch(*session_, epoch_, file_);
        for (auto& request : batch)
            run_unit(request, apart);
        while (static_cast<int>(batch.size()) < options_.commit_units_max &&
               clock_.uptime() - start < options_.commit_work_max) {
            auto next = pop();
            if (!next)
                break;
            batch.push_back(std::move(*next));
            run_unit(batch.back(), apart);
        }
        dialect::commit(connection);
    }

    void run_unit(Request& request, Apart apart)
    {
        if (apart == Apart::by_savepoints)
            session_->run("savepoint unit");
        try {
            request.failure = nullptr;
            request.unit(*session_);
        } catch (...) {
            // Out of disk or memory the database may end the whole transaction by itself: then the
            // units before this one are lost too.
            if (dialect::is_busy() || !dialect::is_in_transaction(session_->connection()))
                throw;
            if (apart == Apart::no)
                throw Entangled();
            request.failure = dialect::translate(file_);
            session_->close_cursors();
            session_->run("rollback to savepoint unit");
        }
        if (apart == Apart::by_savepoints)
            session_->run("release savepoint unit");
    }

    /// In doubt the file is read again from the start. Else that would be the price of each further
    /// try while a disk is full, and the log may be long. A database in memory can't be read again.
    void recover_from(const std::exception_ptr& failure)
    {
        if (!session_)
            return;
        session_->close_cursors();
        dialect::roll_back(session_->connection());
        if (!file_.empty() && leaves_doubt(failure))
            session_.reset();
    }

    DatabaseOptions options_;
    std::string file_;
    DatabaseExecutor& executor_;
    boost::asio::any_io_executor engine_;
    Clock& clock_;
    Vault vault_;
    std::optional<FileLock> lock_;
    std::int64_t epoch_ = 0;

    std::unique_ptr<Session> session_; ///< After the constructor, of the executor only.
    std::mutex mutex_;
    std::deque<Request> queue_;
    bool is_draining_ = false;
};

Database::Database(DatabaseOptions options, DatabaseExecutor& executor,
                   boost::asio::any_io_executor engine, Clock& clock, Random& random)
    : impl_(std::make_unique<Impl>(std::move(options), executor, std::move(engine), clock, random))
{
}

Database::~Database() = default;

awaitable<void> Database::run(std::function<void(Session&)> unit)
{
    // The handler owns the suspended coroutine, so the coroutine's variables live as long as the
    // unit.
    auto initiate = [this, &unit](auto handler) {
        auto shared = std::make_shared<decltype(handler)>(std::move(handler));
        Request request;
        request.unit = std::move(unit);
        request.resume = [shared](std::exception_ptr failure) { (*shared)(std::move(failure)); };
        impl_->push(std::move(request));
    };
    co_await boost::asio::async_initiate<const boost::asio::use_awaitable_t<>,
                                         void(std::exception_ptr)>(initiate,
                                                                   boost::asio::use_awaitable);
}

std::int64_t Database::epoch() const
{
    return impl_->epoch();
}

} // namespace daifa::store
