#include "simulation/campaign.hpp"

#include "simulation/play.hpp"

#include <poll.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstring>
#include <fstream>
#include <iostream>
#include <sstream>
#include <stdexcept>

namespace daifa::simulation {
namespace {

/// A seed that takes more of a processor than this hangs.
#ifdef DAIFA_SANITIZED
constexpr int seconds_per_seed = 600;
#else
constexpr int seconds_per_seed = 60;
#endif

void limit_processor_time()
{
    ::itimerval timer = {};
    timer.it_value.tv_sec = seconds_per_seed;
    ::setitimer(ITIMER_VIRTUAL, &timer, nullptr);
}

/// One process that plays every n-th seed and tells on a pipe: "begin SEED", "bad SEED why",
/// "end SEED lived orders cells faults…".
struct Worker {
    ::pid_t process = -1;
    int pipe = -1;
    std::string unread = {};
    std::uint64_t next = 0;    ///< The seed after the one that was begun last.
    std::uint64_t playing = 0; ///< Zero between two.
};

void tell(int pipe, const std::string& line)
{
    const std::string whole = line + "\n";
    if (::write(pipe, whole.data(), whole.size()) < 0)
        ::_exit(3);
}

void tell_outcome(int pipe, const Outcome& outcome)
{
    for (std::string violation : outcome.violations) {
        std::ranges::replace(violation, '\n', ' ');
        tell(pipe, "bad " + std::to_string(outcome.seed) + " " + violation);
    }
    std::ostringstream line;
    line << "end " << outcome.seed << ' ' << outcome.lived.count() << ' ' << outcome.orders << ' '
         << outcome.cells.to_text();
    for (const auto count : outcome.faults)
        line << ' ' << count;
    tell(pipe, line.str());
}

void play_share(const CampaignOptions& options, std::uint64_t from, int pipe)
{
    const Installation installation(options.plugins);
    const auto end = options.first_seed + options.seeds;
    for (auto seed = from; seed < end; seed += static_cast<std::uint64_t>(options.jobs)) {
        tell(pipe, "begin " + std::to_string(seed));
        limit_processor_time();
        tell_outcome(pipe, play_world(installation, options.make(seed), false));
    }
}

[[noreturn]] void work(const CampaignOptions& options, std::uint64_t from, int pipe)
{
    try {
        play_share(options, from, pipe);
    } catch (const std::exception& e) {
        std::cerr << e.what() << std::endl;
        ::_exit(1);
    }
    ::_exit(0);
}

class Campaign {
public:
    explicit Campaign(const CampaignOptions& options) : options_(options)
    {
        for (int i = 0; i < options.jobs; ++i) {
            Worker worker;
            worker.next = options.first_seed + static_cast<std::uint64_t>(i);
            start(worker);
            workers_.push_back(worker);
        }
    }

    Totals run()
    {
        const auto start = std::chrono::steady_clock::now();
        while (read_some()) {
        }
        result_.next_seed = options_.first_seed + options_.seeds;
        result_.took =
            std::chrono::duration_cast<Milliseconds>(std::chrono::steady_clock::now() - start);
        return std::move(result_);
    }

private:
    void start(Worker& worker)
    {
        int ends[2];
        if (::pipe(ends) != 0)
            throw std::runtime_error(std::strerror(errno));
        worker.process = ::fork();
        if (worker.process == 0) {
            ::close(ends[0]);
            work(options_, worker.next, ends[1]);
        }
        ::close(ends[1]);
        worker.pipe = ends[0];
        worker.playing = 0;
    }

    /// False when all workers have ended.
    bool read_some()
    {
        std::vector<::pollfd> waiting;
        for (const auto& worker : workers_)
            waiting.push_back({worker.pipe, POLLIN, 0});
        if (::poll(waiting.data(), waiting.size(), -1) < 0)
            return errno == EINTR;
        bool is_any_left = false;
        for (std::size_t i = 0; i < workers_.size(); ++i) {
            if (waiting[i].revents != 0)
                read(workers_[i]);
            is_any_left = is_any_left || workers_[i].pipe >= 0;
        }
        return is_any_left;
    }

    void read(Worker& worker)
    {
        char bytes[4096];
        const auto size = ::read(worker.pipe, bytes, sizeof bytes);
        if (size <= 0) {
            end(worker);
            return;
        }
        worker.unread.append(bytes, static_cast<std::size_t>(size));
        for (auto at = worker.unread.find('\n'); at != std::string::npos;
             at = worker.unread.find('\n')) {
            hear(worker, worker.unread.substr(0, at));
            worker.unread.erase(0, at + 1);
        }
    }

    void hear(Worker& worker, const std::string& line)
    {
        std::istringstream words(line);
        std::string what;
        std::uint64_t seed = 0;
        words >> what >> seed;
        if (what == "begin") {
            worker.playing = seed;
            worker.next = seed + static_cast<std::uint64_t>(options_.jobs);
        } else if (what == "bad") {
            std::string why;
            std::getline(words, why);
            fail(seed, why.substr(1));
        } else {
            std::int64_t lived = 0;
            std::uint64_t orders = 0;
            std::string cells;
            words >> lived >> orders >> cells;
            result_.cells.merge(Cells::parse(cells));
            result_.lived += Milliseconds(lived);
            result_.orders += orders;
            for (auto& count : result_.faults) {
                std::uint64_t more = 0;
                words >> more;
                count += more;
            }
            ++result_.seeds;
            worker.playing = 0;
        }
    }

    /// A worker that ended in the middle of a seed is that seed's failure; the next ones go on.
    void end(Worker& worker)
    {
        ::close(worker.pipe);
        worker.pipe = -1;
        int status = 0;
        ::waitpid(worker.process, &status, 0);
        if (status == 0)
            return;
        if (worker.playing == 0)
            throw std::runtime_error("a process could not begin to play");
        fail(worker.playing,
             WIFSIGNALED(status) && WTERMSIG(status) == SIGVTALRM
                 ? std::string("it takes too long")
                 : "the simulation ended by itself, status " + std::to_string(status));
        ++result_.seeds;
        if (worker.next < options_.first_seed + options_.seeds)
            start(worker);
    }

    void fail(std::uint64_t seed, const std::string& why)
    {
        std::cout << "seed " << seed << ": " << why << std::endl;
        if (!result_.failing.empty() && result_.failing.back() == seed)
            return;
        result_.failing.push_back(seed);
        std::cout << "  replay: " << options_.replay << " --seed " << seed << std::endl;
        if (!options_.keep.empty())
            std::ofstream(options_.keep, std::ios::app)
                << options_.replay << " --seed " << seed << "  # " << why << "\n";
    }

    const CampaignOptions& options_;
    std::vector<Worker> workers_;
    Totals result_;
};

} // namespace

Totals play(const CampaignOptions& options)
{
    return Campaign(options).run();
}

} // namespace daifa::simulation
