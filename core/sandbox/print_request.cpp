#include "sandbox/print_request.hpp"

#include <daifa/codec/json.hpp>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <set>
#include <stdexcept>

namespace daifa::sandbox {
namespace {

namespace json = boost::json;

constexpr std::size_t id_size_max = 128;
constexpr std::int64_t number_max = 1'000'000;

/// Carries the words of a refusal from any depth.
class Refused : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

[[noreturn]] void refuse(const std::string& field, std::string_view why)
{
    throw Refused("参数错误: " + field + std::string(why));
}

const json::object& object_of(const json::value& value, const std::string& field)
{
    if (!value.is_object())
        refuse(field, " 必须是对象");
    return value.get_object();
}

const json::array& list_of(const json::object& object, std::string_view name,
                           const std::string& field)
{
    const json::value* value = find_member(object, name);
    if (value == nullptr || !value->is_array() || value->get_array().empty())
        refuse(field, " 必须是非空数组");
    return value->get_array();
}

std::string text_of(const json::object& object, std::string_view name, const std::string& field)
{
    const json::value* value = find_member(object, name);
    if (value == nullptr || !value->is_string() || value->get_string().empty())
        refuse(field, " 必须是非空字符串");
    return std::string(value->get_string());
}

std::string id_of(const json::object& object, std::string_view name, const std::string& field)
{
    std::string id = text_of(object, name, field);
    if (id.size() > id_size_max)
        refuse(field, " 过长");
    return id;
}

std::string url_of(const json::object& object, std::string_view name, const std::string& field)
{
    std::string url = text_of(object, name, field);
    if (!url.starts_with("https://") && !url.starts_with("http://"))
        refuse(field, " 不是有效的模板地址");
    return url;
}

bool flag_of(const json::object& object, std::string_view name)
{
    const json::value* value = find_member(object, name);
    if (value != nullptr && !value->is_bool())
        refuse("task." + std::string(name), " 必须是布尔值");
    return value != nullptr && value->get_bool();
}

std::int64_t number_of(const json::object& object, std::string_view name, std::int64_t fallback)
{
    if (find_member(object, name) == nullptr)
        return fallback;
    const auto number = find_integer(object, name);
    if (!number || *number < 1 || *number > number_max)
        refuse("task." + std::string(name), " 必须是正整数");
    return *number;
}

PickLine read_pick_line(const json::object& line)
{
    return {text_or(line, "product"), text_or(line, "spec"), text_or(line, "quantity")};
}

CustomArea read_custom_area(const json::object& data)
{
    CustomArea area;
    const PickLine only = read_pick_line(data);
    if (!only.product.empty() || !only.spec.empty() || !only.quantity.empty())
        area.lines.push_back(only);
    for (const auto& [key, value] : data) {
        if (key == "product" || key == "spec" || key == "quantity" || value.is_null())
            continue;
        if (key == "items" && value.is_array()) {
            for (const auto& line : value.get_array())
                if (line.is_object())
                    area.lines.push_back(read_pick_line(line.get_object()));
        } else if (key == "remark") {
            area.remark = scalar_text(value);
        } else if (key == "sequence") {
            area.sequence = scalar_text(value);
        } else if (key == "reprint") {
            area.is_reprint = find_boolean(data, key).value_or(true);
        } else {
            area.others.emplace_back(key, scalar_text(value));
        }
    }
    return area;
}

/// `addData` may replace the sender at the moment of printing.
LabelParty read_sender(const json::object& content)
{
    LabelParty sender;
    const json::value* added = find_member(content, "addData");
    const json::value* party = added != nullptr && added->is_object()
                                   ? find_member(added->get_object(), "sender")
                                   : nullptr;
    if (party == nullptr || !party->is_object())
        return sender;
    const json::object& given = party->get_object();
    sender.name = text_or(given, "name");
    sender.phone = text_or(given, "mobile", text_or(given, "phone"));
    if (const json::value* address = find_member(given, "address");
        address != nullptr && address->is_object())
        for (const auto* part : {"province", "city", "district", "town", "detail"})
            sender.address += text_or(address->get_object(), part);
    return sender;
}

void read_label(const json::object& content, const std::string& field, const PrintLimits& limits,
                PrintDocument& document)
{
    document.sealed.encrypted = text_of(content, "encryptedData", field + ".encryptedData");
    if (document.sealed.encrypted.size() > limits.print_data_max)
        refuse(field + ".encryptedData", " 过大");
    document.sealed.signature = text_of(content, "signature", field + ".signature");
    document.template_url = url_of(content, "templateUrl", field + ".templateUrl");
    if (text_or(content, "ver").empty())
        refuse(field + ".ver", " 缺失");
    document.sender = read_sender(content);
}

PrintDocument read_document(const json::value& value, const std::string& field,
                            const PrintLimits& limits)
{
    const json::object& object = object_of(value, field);
    PrintDocument document;
    document.id = id_of(object, "documentID", field + ".documentID");
    const json::array& contents = list_of(object, "contents", field + ".contents");
    if (contents.size() > 2)
        refuse(field + ".contents", " 最多两项: 面单和自定义区");
    read_label(object_of(contents.front(), field + ".contents[0]"), field + ".contents[0]", limits,
               document);
    if (contents.size() == 2) {
        const std::string place = field + ".contents[1]";
        const json::object& custom = object_of(contents[1], place);
        url_of(custom, "templateURL", place + ".templateURL");
        const json::value* data = find_member(custom, "data");
        if (data == nullptr || json::serialize(*data).size() > limits.custom_area_max)
            refuse(place + ".data", data == nullptr ? " 缺失" : " 过大");
        document.custom = read_custom_area(object_of(*data, place + ".data"));
    }
    return document;
}

void read_notices(const json::object& object, PrintTask& task)
{
    const json::value* value = find_member(object, "notifyType");
    if (value == nullptr)
        return;
    if (!value->is_array())
        refuse("task.notifyType", " 必须是数组");
    for (const auto& kind : value->get_array()) {
        const std::string text = scalar_text(kind);
        if (text != "print" && text != "render")
            refuse("task.notifyType", " 只能是 print 或 render");
        (text == "print" ? task.tells_printed : task.tells_rendered) = true;
    }
}

PrintTask read_task(const json::object& request, const PrintLimits& limits)
{
    const json::value* value = find_member(request, "task");
    if (value == nullptr)
        refuse("task", " 缺失");
    const json::object& object = object_of(*value, "task");
    PrintTask task;
    task.id = id_of(object, "taskID", "task.taskID");
    task.printer = text_or(object, "printer");
    task.is_preview = flag_of(object, "preview");
    const std::string preview_type = text_or(object, "previewType", "pdf");
    if (preview_type != "pdf" && preview_type != "image")
        refuse("task.previewType", " 只能是 pdf 或 image");
    task.wants_images = preview_type == "image";
    read_notices(object, task);

    const json::array& documents = list_of(object, "documents", "task.documents");
    if (documents.size() > limits.documents_max)
        refuse("task.documents", " 最多 " + std::to_string(limits.documents_max) + " 个");
    std::set<std::string> ids;
    for (const auto& document : documents) {
        const std::string field = "task.documents[" + std::to_string(task.documents.size()) + "]";
        task.documents.push_back(read_document(document, field, limits));
        if (!ids.insert(task.documents.back().id).second)
            refuse(field + ".documentID", " 重复");
    }
    task.first_number = number_of(object, "firstDocumentNumber", 1);
    const auto last = task.first_number + static_cast<std::int64_t>(documents.size()) - 1;
    task.total = number_of(object, "totalDocumentCount", last);
    if (task.total < last)
        refuse("task.totalDocumentCount", " 小于文档序号");
    return task;
}

} // namespace

ReadTask read_print_task(const json::object& request, const PrintLimits& limits)
{
    ReadTask read;
    try {
        read.task = read_task(request, limits);
    } catch (const Refused& refusal) {
        read.problem = refusal.what();
    }
    return read;
}

} // namespace daifa::sandbox
