#pragma once

#include "sandbox/label_sealer.hpp"
#include "sandbox/platform_model.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace daifa::sandbox {

/// An address that a factory ships from. It counts as the same when it is equal character by
/// character.
struct SenderAddress {
    std::string province = {};
    std::string city = {};
    std::string district = {};
    std::string detail = {};
    std::string town = {}; ///< No contract has one.

    friend bool operator==(const SenderAddress&, const SenderAddress&) = default;
};

/// A value-added service of a carrier's branch.
struct WaybillService {
    std::string code = {};
    std::string name = {};
    bool is_required = false;
};

/// A branch of a carrier that gives numbers to a factory.
struct WaybillBranch {
    std::string code = {};
    std::string name = {};
    std::int64_t quantity = 0;  ///< Numbers left.
    std::int64_t allocated = 0; ///< Ever taken, those that were cancelled among them.
    std::int64_t cancelled = 0;
    std::int64_t recycled = 0; ///< Cancelled ones that went back to `quantity`.
    std::vector<SenderAddress> addresses = {};
    std::vector<WaybillService> services = {};
};

/// What a factory has agreed on with a carrier.
struct WaybillContract {
    std::string carrier = {};
    bool is_direct = false; ///< The carrier itself, without franchisees.
    std::vector<WaybillBranch> branches = {};
};

/// A form of a carrier's label that the print component knows.
struct LabelTemplate {
    std::int64_t id = 0;
    std::string carrier = {};
    std::string key = {}; ///< "yto_one": the last part of its address.
    std::string name = {};
    int kind = 0;
    bool is_gone = false;
};

struct PrintRecord {
    TimePoint at = {};
    std::string printer = {};
    bool is_reprint = false;
};

/// A waybill number that the platform gave to a factory. Numbers are never removed.
struct TakenNumber {
    std::string number = {};
    std::string carrier = {};
    std::string branch = {};
    std::string shop = {};
    std::string object_id = {}; ///< The caller's name for the parcel, of the first taking.
    std::string package = {};   ///< The caller's id of the package; may be empty.
    std::string template_key = {};
    std::string recipient_group = {}; ///< Of the orders when it was taken.
    SenderAddress sender = {};
    std::vector<const PracticeOrder*> orders = {};
    LabelContents label = {};
    TimePoint taken_at = {};
    bool is_cancelled = false;
    const TakenNumber* older = nullptr; ///< The live number that the package had already.
    int misplaced = 0; ///< Accepted uploads for another order or carrier, or after its end.
    std::vector<PrintRecord> printed = {};
};

/// Whether it stands on one of its orders, or did when an earlier generation of that order ended.
bool is_used(const TakenNumber& taken);

/// Whether its label shows a recipient that is not the order's any more.
bool is_outdated(const TakenNumber& taken);

} // namespace daifa::sandbox
