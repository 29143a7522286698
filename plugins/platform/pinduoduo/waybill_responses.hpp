#pragma once

#include "pinduoduo/envelope.hpp"

#include <daifa/connector/label.hpp>
#include <daifa/connector/waybill_issuer.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace daifa::pinduoduo {

/// One contract per branch; a carrier without branches is one contract of its own.
Result<std::vector<WaybillContract>> parse_contracts(const Answer& answer);
Result<std::vector<LabelTemplate>> parse_templates(const Answer& answer);

/// Refuses an answer that holds anything else than one number with print data for each of the
/// parcels asked for. Print data is at most `print_data_max` bytes.
Result<TakenWaybills> parse_taken(const Answer& answer, const std::vector<ParcelDraft>& asked,
                                  std::size_t print_data_max);

/// The one number that was asked for; `not_found` when the answer has none. Its package id stays
/// empty: whether the platform gives back the id of the take is not documented.
Result<TakenWaybill> parse_found(const Answer& answer, const WaybillNumber& asked,
                                 std::size_t print_data_max);

} // namespace daifa::pinduoduo
