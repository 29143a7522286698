#pragma once

#include "reconcile/label_sender.hpp"
#include "reconcile/observers.hpp"
#include "reconcile/work.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <optional>
#include <vector>

namespace daifa::reconcile {

/// Reads single orders because somebody waits for them, and settles what the reading is to verify.
class Looks {
public:
    Looks(Lane& lane, PlatformObserver& platform, ErpObserver& erp, LabelSender& labels,
          boost::asio::any_io_executor executor)
        : lane_(lane), platform_(platform), erp_(erp), labels_(labels), executor_(executor)
    {
    }

    /// Several at once.
    awaitable<void> look_at_platform(std::vector<Work> works);
    /// As many as the ERP takes in one call.
    awaitable<void> look_at_erp(std::vector<Work> works);

private:
    /// False: what is left is still due, and waits for that side from the next round on.
    bool may_ask(const SideHealth& side) const;
    awaitable<void> look_at_platform_once(Work work);
    awaitable<void> verify_label(Work work, store::WriteRecord write);
    awaitable<void> look_at_erp_once(std::vector<Work> works);
    /// One order may have spoilt the answer for all.
    awaitable<void> look_at_erp_singly(std::vector<Work> works);
    /// The write that the look is to verify; nothing when it only looks.
    std::optional<store::WriteRecord> write_to_verify(const Work& work, TimePoint began) const;
    awaitable<void> put_off(std::vector<Work> works, Error error);

    Lane& lane_;
    PlatformObserver& platform_;
    ErpObserver& erp_;
    LabelSender& labels_;
    boost::asio::any_io_executor executor_;
};

} // namespace daifa::reconcile
