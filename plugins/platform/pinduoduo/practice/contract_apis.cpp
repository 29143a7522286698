#include "pinduoduo/practice/contract_apis.hpp"

#include "pinduoduo/practice/print_data.hpp"

#include <boost/json/array.hpp>

#include <charconv>
#include <map>

namespace daifa::practice::pinduoduo {
namespace {

namespace json = boost::json;
using sandbox::LabelTemplate;
using sandbox::WaybillBranch;

json::array address_list(const WaybillBranch& branch)
{
    json::array list;
    for (const auto& address : branch.addresses) {
        json::object entry;
        entry["country"] = "中国";
        entry["province"] = address.province;
        entry["city"] = address.city;
        entry["district"] = address.district;
        entry["detail"] = address.detail;
        list.push_back(std::move(entry));
    }
    return list;
}

json::array service_list(const Call& call, const WaybillBranch& branch)
{
    json::array list;
    for (const auto& service : branch.services) {
        json::object attribute;
        attribute["attribute_code"] = "value";
        attribute["attribute_name"] = service.name;
        attribute["attribute_type"] = "string";
        set_text(call, attribute, "type_desc", "");
        json::object entry;
        entry["service_code"] = service.code;
        entry["service_name"] = service.name;
        set_text(call, entry, "service_desc", "");
        entry["required"] = flag_value(call, service.is_required);
        entry["service_attributes"] = json::array({std::move(attribute)});
        list.push_back(std::move(entry));
    }
    return list;
}

json::object branch_entry(const Call& call, const WaybillBranch& branch)
{
    json::object entry;
    entry["branch_code"] = branch.code;
    entry["branch_name"] = branch.name;
    entry["quantity"] = number_value(call, branch.quantity, 0);
    entry["allocated_quantity"] = number_value(call, branch.allocated, 1);
    entry["cancel_quantity"] = number_value(call, branch.cancelled, 2);
    entry["recycled_quantity"] = number_value(call, branch.recycled, 3);
    entry["shipp_address_cols"] = address_list(branch);
    entry["service_info_cols"] = service_list(call, branch);
    entry["vas_account_cols"] = json::array();
    return entry;
}

json::object template_entry(const Call& call, const LabelTemplate& form)
{
    json::object entry;
    entry["standard_template_id"] = number_value(call, form.id, 1);
    entry["standard_template_name"] = form.name;
    entry["standard_template_url"] = template_url(form.key);
    entry["standard_waybill_type"] = number_value(call, form.kind, 0);
    return entry;
}

json::object data_result(json::array datas)
{
    json::object inner;
    inner["datas"] = std::move(datas);
    json::object result;
    result["result"] = std::move(inner);
    return result;
}

} // namespace

Outcome search_contracts(const Call& call)
{
    const std::string_view only = find_parameter(call.parameters, "wp_code");
    json::array list;
    // Whoever is no factory has never agreed on anything with a carrier.
    if (call.shop->role == sandbox::ShopRole::factory)
        for (const auto& contract : call.world.waybills.contracts.of(call.shop->owner_id)) {
            if (!only.empty() && contract.carrier != only)
                continue;
            json::array branches;
            for (const auto& branch : contract.branches)
                branches.push_back(branch_entry(call, branch));
            json::object entry;
            entry["wp_code"] = contract.carrier;
            entry["wp_type"] = number_value(call, contract.is_direct ? 1 : 2, 0);
            entry["branch_account_cols"] = std::move(branches);
            list.push_back(std::move(entry));
        }
    json::object result;
    result["waybill_apply_subscription_cols"] = std::move(list);
    return result;
}

Outcome list_templates(const Call& call)
{
    const std::string_view only = find_parameter(call.parameters, "wp_code");
    std::map<std::string_view, json::array> by_carrier;
    for (const auto& form : call.world.waybills.contracts.templates())
        if (!form.is_gone && (only.empty() || form.carrier == only))
            by_carrier[form.carrier].push_back(template_entry(call, form));
    json::array datas;
    for (auto& [carrier, forms] : by_carrier) {
        json::object entry;
        entry["wp_code"] = carrier;
        entry["standard_templates"] = std::move(forms);
        datas.push_back(std::move(entry));
    }
    return data_result(std::move(datas));
}

Outcome list_custom_areas(const Call& call)
{
    const std::string_view text = find_parameter(call.parameters, "template_id");
    if (text.empty())
        return Failure{21002, "template_id不能为空"};
    std::int64_t id = 0;
    std::from_chars(text.data(), text.data() + text.size(), id);
    for (const auto& form : call.world.waybills.contracts.templates()) {
        if (form.id != id || form.is_gone)
            continue;
        json::object area;
        area["custom_area_id"] = number_value(call, form.id + 1000, 1);
        area["custom_area_name"] = "商品清单";
        area["custom_area_url"] = template_url(form.key + "_custom");
        area["keys"] = json::array({"goods", "remark", "sequence"});
        return data_result(json::array({std::move(area)}));
    }
    return Failure{50001, "打印模板不存在"};
}

} // namespace daifa::practice::pinduoduo
