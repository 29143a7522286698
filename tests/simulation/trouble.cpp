// What goes wrong with the sides, the machine and the daemon.

#include "simulation/disk.hpp"
#include "simulation/world.hpp"

namespace daifa::simulation {

using namespace std::chrono_literals;

void World::plan_trouble()
{
    const auto first = static_cast<std::size_t>(Fault::tokens_expired);
    for (auto fault = first; fault < trouble_count; ++fault)
        for (int i = 0; i < plan_.times[fault]; ++i)
            time_.after(dice_.between(1ms, plan_.troubled),
                        [this, fault] { trouble(static_cast<Fault>(fault)); });
}

void World::trouble(Fault fault)
{
    if (is_quiet_ || !daemon_)
        return;
    auto& platform = sandbox_.world.platform;
    const TimePoint now = sandbox_.world_time(world_clock_.now());
    const auto count = [&] {
        ++counts_[static_cast<std::size_t>(fault)];
        history_.add("trouble", to_text(fault));
    };
    switch (fault) {
    case Fault::tokens_expired:
        count();
        platform.accounts.expire("", now);
        break;
    case Fault::tokens_revoked:
        count();
        platform.accounts.revoke("");
        break;
    case Fault::remote_clock_jump:
        count();
        // What the platform dated is read again for some minutes only: it can't go back by hours.
        sandbox_.shift_time(dice_.chance(0.5) ? dice_.between(-150s, -1s) : dice_.between(1s, 2h));
        break;
    case Fault::lines_cut:
    case Fault::print_results_lost:
    case Fault::printer_away:
    case Fault::paper_out:
        count();
        trouble_printer(fault);
        break;
    case Fault::messages_lost:
    case Fault::messages_doubled:
    case Fault::messages_shuffled:
    case Fault::messages_late:
    case Fault::message_line_cut:
    case Fault::messages_away:
        count();
        trouble_messages(fault);
        break;
    case Fault::disk_full:
    case Fault::io_error:
    case Fault::failed_sync:
    case Fault::torn_write:
        if (fault != Fault::torn_write)
            count();
        Disk::get().fail(fault);
        if (fault == Fault::disk_full)
            time_.after(dice_.between(10s, 20min), [] { Disk::get().heal(); });
        break;
    case Fault::power_lost:
        lose_power(fault);
        break;
    case Fault::our_clock_jump:
        count();
        machine_clock_.set_back_or_forth(dice_.between(-3h, 3h));
        break;
    case Fault::stall:
        count();
        daemon_->stall_until(time_.now() + dice_.between(1s, 20min));
        break;
    case Fault::killed:
    case Fault::killed_before_commit:
    case Fault::killed_after_commit:
        if (!armed_)
            arm(fault);
        break;
    case Fault::restarted:
        count();
        daemon_->stop();
        break;
    case Fault::reloaded:
        count();
        strategy_ = (strategy_ + 1) % plan_.strategies.size();
        daemon_->reload(plan_.strategies[strategy_]);
        break;
    default:
        if (!former_) {
            count();
            take_over();
        }
    }
}

void World::control_printer(const std::string& action)
{
    people_.act("printer", action, {});
    printer_lines_.follow();
}

void World::trouble_printer(Fault fault)
{
    if (fault == Fault::lines_cut) {
        control_printer("cut_lines");
        return;
    }
    if (fault == Fault::print_results_lost) {
        control_printer("lose_results");
        return;
    }
    const bool is_away = fault == Fault::printer_away;
    control_printer(is_away ? "go_away" : "paper_out");
    time_.after(dice_.between(1min, 2h),
                [this, is_away] { control_printer(is_away ? "come_back" : "paper_in"); });
}

void World::control_messages(const std::string& action, boost::json::object arguments)
{
    people_.act("messages", action, std::move(arguments));
    message_lines_.follow();
}

void World::trouble_messages(Fault fault)
{
    if (fault == Fault::message_line_cut) {
        control_messages("cut_lines");
        return;
    }
    const Milliseconds span = dice_.between(1min, 4h);
    if (fault == Fault::messages_away) {
        control_messages("go_away");
        time_.after(span, [this] { control_messages("come_back"); });
        return;
    }
    boost::json::object mischief;
    if (fault == Fault::messages_lost)
        mischief["lose"] = dice_.chance(0.5) ? 1.0 : 0.3;
    else if (fault == Fault::messages_doubled)
        mischief["double"] = dice_.chance(0.5) ? 1.0 : 0.3;
    else if (fault == Fault::messages_late)
        mischief["delay_ms"] = dice_.between(10s, 2h).count();
    else
        mischief["shuffle_ms"] = dice_.between(10s, 30min).count();
    control_messages("mischief", std::move(mischief));
    time_.after(span, [this] { end_mischief(); });
}

void World::end_mischief()
{
    control_messages("mischief", {{"lose", 0}, {"double", 0}, {"delay_ms", 0}, {"shuffle_ms", 0}});
}

void World::take_over()
{
    former_ = std::move(daemon_);
    installation_.give_up_lock();
    start_daemon();
    time_.after(dice_.between(1s, 15min), [this] { former_.reset(); });
}

void World::crash(Fault how)
{
    ++counts_[static_cast<std::size_t>(how)];
    history_.add("trouble", to_text(how));
    armed_.reset();
    daemon_.reset();
    cells_.add(installation_.store(), how, network_.latest_write_fault());
    restart_later(dice_.chance(0.5) ? dice_.between(1s, 10s) : dice_.between(10s, 10min));
}

/// Half of the kills come right after a write that met a fault, and many where there is a merchant
/// after a request to ship: by chance alone that is rare.
void World::arm(Fault fault)
{
    armed_ = Armed{fault, dice_.below(400), 0, 0};
    if (dice_.chance(0.5))
        armed_ = Armed{fault, dice_.below(20), network_.spoiled_writes() + 1, 0};
    if (plan_.merchant && dice_.chance(0.4))
        armed_ = Armed{fault, dice_.below(6), 0, network_.shipments() + 1};
}

bool World::is_struck(const Daemon& daemon) const
{
    return armed_ && &daemon == daemon_.get() &&
           network_.spoiled_writes() >= armed_->spoiled_writes &&
           network_.shipments() >= armed_->shipments;
}

/// Of all that run on the machine.
void World::lose_power(Fault how)
{
    ++counts_[static_cast<std::size_t>(how)];
    history_.add("trouble", to_text(how));
    armed_.reset();
    Disk::get().cut_power();
    daemon_.reset();
    former_.reset();
    Disk::get().restore_power(dice_);
    restart_later(dice_.between(10s, 10min));
}

} // namespace daifa::simulation
