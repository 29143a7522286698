#pragma once

#include <daifa/domain/ids.hpp>
#include <daifa/domain/personal.hpp>
#include <daifa/domain/waybill.hpp>
#include <daifa/support/secret.hpp>

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// What stands between an order and a printed e-waybill (电子面单).
namespace daifa {

/// Where parcels start. Carriers compare it with their contract character by character.
struct SenderAddress {
    std::string country = {}; ///< Empty: left out.
    std::string province = {};
    std::string city = {};
    std::string district = {};
    std::string town = {}; ///< Empty: left out.
    std::string detail = {};

    friend auto operator<=>(const SenderAddress&, const SenderAddress&) = default;
};

struct Sender {
    Personal name = {};
    Personal mobile = {};
    Personal phone = {};
    SenderAddress address = {};

    friend auto operator<=>(const Sender&, const Sender&) = default;
};

/// A service that a carrier sells beside the transport; its codes are the platform's.
struct WaybillService {
    std::string code = {};
    std::string name = {};
    bool is_required = false;

    friend auto operator<=>(const WaybillService&, const WaybillService&) = default;
};

/// What a shop may take from one branch (网点) of one carrier.
struct WaybillContract {
    std::string carrier_code = {};
    std::string branch_code = {}; ///< Empty where the carrier runs its branches itself.
    std::string branch_name = {};
    std::int64_t balance = 0; ///< Numbers left.
    std::int64_t taken = 0;
    std::int64_t cancelled = 0;
    std::vector<SenderAddress> addresses = {};
    std::vector<WaybillService> services = {};
};

/// The look of a label, as the platform keeps it.
struct LabelTemplate {
    std::string carrier_code = {};
    std::string id = {};
    std::string name = {};
    std::string url = {};
};

struct PackageItem {
    std::string name = {};
    std::int64_t count = 0;
};

/// One parcel that needs a number.
struct ParcelDraft {
    /// Ours, and the same in every attempt: the platform knows a parcel by it.
    std::string package_id = {};
    std::vector<OrderId> orders = {}; ///< All of one recipient.
    std::vector<PackageItem> items = {};
    std::optional<std::int64_t> weight_grams = {};
    std::string template_url = {};
    std::string services = {}; ///< As the carrier wants them; empty: none.
};

/// Parcels of one carrier from one address.
struct WaybillRequest {
    std::string carrier_code = {};
    Sender sender = {};
    std::vector<ParcelDraft> parcels = {}; ///< At most `Capabilities::waybills_per_call`.
};

/// A number and what its label is printed from.
struct TakenWaybill {
    std::string package_id = {};
    WaybillNumber number = {};
    WaybillNumber parent = {}; ///< Of freight in several pieces; else empty.
    Secret print_data = {};    ///< The platform's, encrypted by it; handed on unchanged.
};

/// What whoever packs the parcel reads in the label's custom area.
struct PickNote {
    std::string product = {};
    std::string variant = {};
    std::int64_t quantity = 0;
    Personal remark = {};
    std::string sequence = {}; ///< "3/50" of its pile.
};

/// One label on its way to the printer.
struct LabelDocument {
    std::string id = {}; ///< Ours; what the printer reports about names it.
    Secret print_data = {};
    PickNote note = {};
    bool is_reprint = false; ///< A person asked for another copy.
};

/// Labels that are printed in this order, as one.
struct PrintTask {
    std::string id = {};      ///< Ours, and the same when we ask about it again.
    std::string printer = {}; ///< Empty: the default one.
    std::vector<LabelDocument> documents = {};
    int first_number = 1; ///< Of the first document among `total`, for people.
    int total = 0;
};

enum class PrintOutcome {
    printed,
    failed,  ///< Surely not on paper.
    unknown, ///< Perhaps.
};

/// What became of one document.
struct DocumentResult {
    std::string id = {};
    PrintOutcome outcome = PrintOutcome::unknown;
    std::string text = {}; ///< The printer's own words; no personal data.
};

struct PrinterList {
    std::vector<std::string> names = {};
    std::string default_name = {};
};

} // namespace daifa
