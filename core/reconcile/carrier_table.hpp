#pragma once

#include <daifa/domain/waybill.hpp>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace daifa::reconcile {

/// The platform's carriers. Empty until they were read.
class CarrierTable {
public:
    CarrierTable() = default;
    explicit CarrierTable(std::vector<Carrier> carriers) : carriers_(std::move(carriers)) {}

    bool empty() const { return carriers_.empty(); }
    std::size_t size() const { return carriers_.size(); }
    /// Is there exactly this code, and may it be used?
    bool has_code(const std::string& code) const;
    /// The code of the only available carrier of that name.
    std::optional<std::string> find_by_name(const std::string& name) const;

    friend bool operator==(const CarrierTable&, const CarrierTable&) = default;

private:
    std::vector<Carrier> carriers_;
};

/// The platform's code for a carrier of the ERP, or what has to be mended to have one.
struct CarrierMatch {
    std::string code = {};    ///< Empty: none fits.
    std::string problem = {}; ///< Why none fits.
};

/// The strategy's entry for its code or name wins, as long as the platform has what it names; then
/// the same code on the platform, then the same name.
CarrierMatch map_carrier(const Carrier& carrier, const std::map<std::string, std::string>& entries,
                         const CarrierTable& table);

} // namespace daifa::reconcile
