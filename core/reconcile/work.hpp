#pragma once

#include "reconcile/decide.hpp"
#include "store/ledger.hpp"

#include <string>
#include <vector>

namespace daifa::reconcile {

/// A due order with the step that was decided for it, and the verdict that holds meanwhile.
struct Work {
    store::OrderRecord order = {};
    Step step = {};
    store::Verdict verdict = {};
    std::vector<Work> mates = {}; ///< Of other orders, to be claimed and sent together with it.
};

/// The work's verdict, for the revision that was decided on.
store::Ledger::VerdictUpdate to_update(Work work);

/// Of a step that is a write, or takes one for done.
store::Claim to_claim(const store::OrderRecord& order, const Step& step);

/// The write of that key; null when it was never claimed.
const store::WriteRecord* find_write(const store::OrderRecord& order, const std::string& key);

/// Of a step that is a write.
store::WriteKind write_kind(StepKind kind);
/// Does the step ask the ERP (else the platform)?
bool asks_erp(const Work& work);

bool is_about_erp(store::WriteKind kind);
bool is_about_label(store::WriteKind kind);
const WriteCapability& capability(const Capabilities& platform, const Capabilities& erp,
                                  store::WriteKind kind);

} // namespace daifa::reconcile
