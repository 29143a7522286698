#pragma once

#include <daifa/domain/erp_order.hpp>

#include <optional>
#include <string_view>

namespace daifa::sandbox {

/// The status numbers of a sales order that this ERP's own steps use.
namespace erp_status {
inline constexpr int waiting_audit = 1010;
inline constexpr int in_warehouse = 4110;
inline constexpr int submitting = 4111;
inline constexpr int number_reserved = 4112;
inline constexpr int cancel_failed = 4123;
inline constexpr int part_shipped = 4130;
inline constexpr int cancelled = 5010;
inline constexpr int merged = 5020;
inline constexpr int split = 5030;
inline constexpr int on_its_way = 6000;
inline constexpr int completed = 9090;
} // namespace erp_status

/// The step a status number means; nothing when there is no such status.
std::optional<ErpStage> find_stage(int status);
/// The name an owner of the ERP reads on the screen; empty when there is no such status.
std::string_view status_name(int status);

} // namespace daifa::sandbox
