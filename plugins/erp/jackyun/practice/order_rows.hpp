#pragma once

#include "jackyun/practice/business.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace daifa::practice::jackyun {

/// The names asked for in one group of fields: of the order itself, its goods or its packages.
struct FieldGroup {
    bool is_whole = false; ///< The group's bare name was given.
    std::vector<std::string> names = {};

    bool is_wanted() const { return is_whole || !names.empty(); }
    bool has(std::string_view name) const;
};

/// The fields a client asked for, from "tradeNo,goodsDetail.goodsNo,…". Only these are answered;
/// unknown names are passed over.
struct FieldList {
    explicit FieldList(std::string_view fields);

    FieldGroup order = {};
    FieldGroup goods = {};
    FieldGroup packages = {};
};

json::object build_row(const Call& call, const FieldList& fields, const sandbox::SalesOrder& order);

} // namespace daifa::practice::jackyun
