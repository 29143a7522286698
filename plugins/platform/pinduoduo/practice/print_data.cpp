#include "pinduoduo/practice/print_data.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace daifa::practice::pinduoduo {
namespace {

constexpr std::string_view template_folder = "https://file-link.pinduoduo.com/";

} // namespace

std::string template_url(std::string_view key)
{
    return std::string(template_folder) + std::string(key);
}

std::string template_key(std::string_view url)
{
    if (!url.starts_with(template_folder))
        return {};
    return std::string(url.substr(template_folder.size()));
}

std::string print_data(const sandbox::TakenNumber& taken)
{
    const sandbox::PracticeOrder& first = *taken.orders.front();
    const sandbox::SealedLabel sealed = sandbox::seal_label(taken.label, first.label_filler);
    boost::json::object data;
    data["encryptedData"] = sealed.encrypted;
    data["signature"] = sealed.signature;
    data["templateUrl"] = template_url(taken.template_key);
    data["ver"] = "3";
    std::string text = boost::json::serialize(data);
    if (first.is_label_malformed)
        text.resize(text.size() / 2);
    return text;
}

} // namespace daifa::practice::pinduoduo
