#pragma once

#include "pinduoduo/gateway.hpp"

#include <daifa/connector/connector_context.hpp>
#include <daifa/connector/waybill_issuer.hpp>

namespace daifa::pinduoduo {

/// 拼多多's e-waybills for factory orders (电子面单代打), on the factory's own contracts.
class Issuer : public WaybillIssuer {
public:
    /// `gateway` outlives it.
    Issuer(const ConnectorContext& context, const Gateway& gateway);

    awaitable<Result<std::vector<WaybillContract>>> list_contracts() override;
    awaitable<Result<std::vector<LabelTemplate>>> list_templates() override;
    awaitable<Result<TakenWaybills>> take_waybills(WaybillRequest request) override;
    awaitable<Result<TakenWaybill>> find_waybill(std::string carrier_code,
                                                 WaybillNumber number) override;
    awaitable<Result<Receipt>> cancel_waybill(std::string carrier_code,
                                              WaybillNumber number) override;

private:
    const Gateway& gateway_;
    const CredentialSource& credentials_;
    std::size_t print_data_max_;
};

} // namespace daifa::pinduoduo
