#pragma once

#include "reconcile/lane.hpp"
#include "reconcile/work.hpp"

namespace daifa::reconcile {

/// What a failed call makes of the claimed write it was for; it is logged.
store::Settlement settle_failure(const Lane& lane, const Work& work, const Error& error);

/// Sends a claimed write, once, and says what came of it.
class Sender {
public:
    explicit Sender(Lane& lane) : lane_(lane) {}

    /// Uses `work` up, which has to stay until the end: many wait at a time, each with one of them.
    awaitable<store::Settlement> send(Work& work);

private:
    /// What the other side answered: what it made (for an import) and the id of the request.
    struct Answer {
        std::string result = {};
        std::string request_id = {};
    };

    awaitable<Result<Answer>> call(const Work& work, const ShopPlan& plan);
    awaitable<Result<Answer>> import_order(const Work& work, const ShopPlan& plan);
    awaitable<Result<Receipt>> call_other(const Work& work);
    store::Settlement confirm(Work& work, Answer answer);
    store::Settlement fail(const Work& work, const ShopPlan& plan, const Error& error);

    Lane& lane_;
};

} // namespace daifa::reconcile
