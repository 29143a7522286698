#include "connector.hpp"

#include <daifa/plugin/export.hpp>

namespace {

constexpr daifa::ConfigKey settings[] = {
    {"endpoint", daifa::ConfigType::url, daifa::required, daifa::Secrecy::open,
     "Where the ERP answers.", "ERP 地址"},
};

} // namespace

DAIFA_EXPORT_ERP("sample_erp", "0.1.0", settings, SampleErp)
