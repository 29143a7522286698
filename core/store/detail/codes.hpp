#pragma once

#include "store/database.hpp"
#include "store/merchant_records.hpp"

#include <boost/json/value.hpp>

#include <string>
#include <string_view>

/// How words and wide values are spelled inside the tables. Spellings never change; new ones may
/// come.
namespace daifa::store {

std::string_view to_code(WriteKind kind);
std::string_view to_code(WriteState state);
std::string_view to_code(OrderState state);
std::string_view to_code(ParcelChoice choice);
std::string_view to_code(Stream stream);
std::string_view to_code(WindowState state);
std::string_view to_code(AfterSale after_sale);
std::string_view to_code(ErpStage stage);
std::string_view to_code(MerchantStage stage);
std::string_view to_code(MerchantState state);
/// No failure is the empty word.
std::string_view to_code(const std::optional<Errc>& failure);

// A word nobody knows means that the file was written by something else: StoreFailure, damaged.
void from_code(std::string_view code, WriteKind& kind);
void from_code(std::string_view code, WriteState& state);
void from_code(std::string_view code, OrderState& state);
void from_code(std::string_view code, ParcelChoice& choice);
void from_code(std::string_view code, Stream& stream);
void from_code(std::string_view code, WindowState& state);
void from_code(std::string_view code, AfterSale& after_sale);
void from_code(std::string_view code, ErpStage& stage);
void from_code(std::string_view code, MerchantStage& stage);
void from_code(std::string_view code, MerchantState& state);
void from_code(std::string_view code, std::optional<Errc>& failure);

/// What of an order stands in no column of its row, as JSON text, and back.
std::string to_json_text(const PlatformOrder& order);
PlatformOrder parse_platform_order(std::string_view text);
std::string to_json_text(const std::vector<Parcel>& parcels);
std::vector<Parcel> parse_parcels(std::string_view text);
std::string to_json_text(const std::vector<std::string>& texts);
std::vector<std::string> parse_texts(std::string_view text);

struct OrderDigests {
    std::string facts = {};   ///< Over everything the platform said, except of a waybill.
    std::string content = {}; ///< `content_digest`.
};
OrderDigests digests_of(const PlatformOrder& order);

/// The file holds `what` nothing of ours has written.
StoreFailure damaged(const std::string& what);
/// Throws it for a text that is no JSON.
boost::json::value parse_stored(std::string_view text);

/// Milliseconds since 1970.
inline std::int64_t to_count(TimePoint at)
{
    return at.time_since_epoch().count();
}

} // namespace daifa::store
