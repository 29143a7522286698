#pragma once

#include "sandbox/waybill_model.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace daifa::sandbox {

/// Where numbers come from: the factories' contracts with carriers, the carriers' templates, and
/// the regions that a carrier doesn't reach.
class WaybillContracts {
public:
    explicit WaybillContracts(std::uint64_t seed);

    /// The contracts of a factory; the usual ones the first time it is asked for.
    std::vector<WaybillContract>& of(const std::string& shop);
    /// Null when there is none.
    WaybillContract* find(const std::string& shop, std::string_view carrier);
    WaybillBranch* find_branch(const std::string& shop, std::string_view carrier,
                               std::string_view code);
    /// Makes the contract, and templates of the carrier, where there are none.
    WaybillContract& add(const std::string& shop, const std::string& carrier);
    /// A branch like the usual ones; an empty code gets one.
    WaybillBranch& add_branch(const std::string& shop, WaybillContract& contract, std::string code);

    std::vector<LabelTemplate>& templates() { return templates_; }
    /// Null for one that is gone.
    const LabelTemplate* find_template(std::string_view carrier, std::string_view key) const;

    /// Empty parts of the region mean all of them.
    void set_served(const std::string& carrier, const Region& region, bool is_served);
    bool is_served(std::string_view carrier, const Region& region) const;

private:
    void add_templates(std::string_view carrier);

    std::uint64_t seed_;
    std::map<std::string, std::vector<WaybillContract>, std::less<>> contracts_;
    std::vector<LabelTemplate> templates_;
    std::map<std::string, std::vector<Region>, std::less<>> not_served_;
};

/// Where every branch of a factory without other wishes ships from.
const SenderAddress& usual_sender();

/// A number of a carrier, well-formed: its beginning, "0", two digits of `house`, ten of `serial`.
/// A practice ERP has no 0 there, so theirs are never the same.
std::string format_waybill_number(std::string_view carrier, std::uint64_t house,
                                  std::uint64_t serial);

} // namespace daifa::sandbox
