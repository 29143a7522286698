#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace daifa::sandbox {

/// Who sends or gets a parcel, in full.
struct LabelParty {
    std::string name = {};
    std::string phone = {};
    std::string address = {};

    friend bool operator==(const LabelParty&, const LabelParty&) = default;
};

struct LabelItem {
    std::string name = {};
    std::int64_t count = 0;

    friend bool operator==(const LabelItem&, const LabelItem&) = default;
};

/// All that stands on the paper of one waybill.
struct LabelContents {
    std::string carrier = {}; ///< As the platform spells it, e.g. "YTO".
    std::string branch = {};
    std::string number = {};
    std::string three_segment_code = {}; ///< Where the carrier sorts the parcel to.
    std::string merchant = {};
    LabelParty recipient = {};
    LabelParty sender = {};
    std::vector<LabelItem> items = {};
    std::vector<std::string> orders = {}; ///< The numbers of the orders in the parcel.

    friend bool operator==(const LabelContents&, const LabelContents&) = default;
};

/// What travels to the print component instead of the contents. Both are Base64.
struct SealedLabel {
    std::string encrypted = {};
    std::string signature = {}; ///< Of 128 bytes.
};

/// Encrypts with the practice world's own key. Equal contents give equal seals; `filler_bytes`
/// makes the encrypted text longer by about a third more than that.
SealedLabel seal_label(const LabelContents& contents, std::size_t filler_bytes = 0);

/// What was sealed; nothing when the texts are not what `seal_label` returned.
std::optional<LabelContents> open_label(const SealedLabel& sealed);

} // namespace daifa::sandbox
