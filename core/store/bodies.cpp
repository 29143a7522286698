#include "store/detail/codes.hpp"

#include <daifa/codec/digest.hpp>
#include <daifa/codec/json.hpp>

#include <boost/json.hpp>

namespace daifa::store {
namespace {

namespace json = boost::json;

/// Texts one behind the other, each with its length, so that no two lists look alike.
class DigestText {
public:
    DigestText& add(std::string_view text)
    {
        add(static_cast<std::int64_t>(text.size()));
        text_.append(text);
        return *this;
    }
    DigestText& add(std::int64_t number)
    {
        text_.append(std::to_string(number));
        text_.push_back(':');
        return *this;
    }
    /// Half of the hash: 128 bits tell two states of one order apart and keep the row narrow.
    std::string digest() const { return sha256_hex(text_).substr(0, 32); }
    /// A quarter, for one of two parts.
    std::string half_digest() const { return sha256_hex(text_).substr(0, 16); }

private:
    std::string text_;
};

json::object parse_stored_object(std::string_view text)
{
    json::value parsed = parse_stored(text);
    if (!parsed.is_object())
        throw damaged("something else where an object was written");
    return std::move(parsed.as_object());
}

json::array parse_stored_list(std::string_view text)
{
    json::value parsed = parse_stored(text);
    if (!parsed.is_array())
        throw damaged("something else where a list was written");
    return std::move(parsed.as_array());
}

std::int64_t integer(const json::object& object, std::string_view key)
{
    return find_integer(object, key).value_or(0);
}

void add_region(DigestText& text, const PlatformOrder& order)
{
    text.add(order.region.province).add(order.region.city).add(order.region.district);
}

} // namespace

StoreFailure damaged(const std::string& what)
{
    return {StoreFailure::Kind::damaged,
            "the database holds " + what + ": restore the last backup"};
}

json::value parse_stored(std::string_view text)
{
    auto parsed = parse_json(text);
    if (!parsed)
        throw damaged("a text that is no JSON (" + parsed.error().text + ")");
    return std::move(*parsed);
}

std::string content_digest(const PlatformOrder& order)
{
    DigestText region;
    add_region(region, order);
    DigestText text;
    text.add(order.item.product_name).add(order.item.variant_name).add(order.item.sku_code);
    text.add(order.item.product_code).add(order.item.quantity).add(order.item.settlement_price.fen);
    text.add(order.seller_note.reveal());
    return region.half_digest() + text.half_digest();
}

bool differs_in_region_only(std::string_view one, std::string_view other)
{
    return one != other && one.substr(one.size() / 2) == other.substr(other.size() / 2);
}

std::string address_digest(const PlatformOrder& order)
{
    DigestText text;
    add_region(text, order);
    return text.add(order.recipient_group).digest();
}

OrderDigests digests_of(const PlatformOrder& order)
{
    OrderDigests digests;
    digests.content = content_digest(order);
    DigestText text;
    text.add(digests.content).add(order.merchant_name).add(order.recipient_group);
    text.add(to_count(order.assigned_at)).add(order.is_assigned ? 1 : 0);
    text.add(order.is_sf_only ? 1 : 0).add(order.is_under_risk_control ? 1 : 0);
    text.add(to_code(order.after_sale)).add(order.after_sale_code);
    digests.facts = text.digest();
    return digests;
}

std::string to_json_text(const PlatformOrder& order)
{
    json::object body;
    body.reserve(16);
    body["merchant_name"] = order.merchant_name;
    body["province"] = order.region.province;
    body["city"] = order.region.city;
    body["district"] = order.region.district;
    body["recipient_group"] = order.recipient_group;
    body["product_name"] = order.item.product_name;
    body["variant_name"] = order.item.variant_name;
    body["sku_code"] = order.item.sku_code;
    body["product_code"] = order.item.product_code;
    body["quantity"] = order.item.quantity;
    body["settlement_fen"] = order.item.settlement_price.fen;
    body["seller_note"] = order.seller_note.reveal();
    return json::serialize(body);
}

PlatformOrder parse_platform_order(std::string_view text)
{
    const json::object body = parse_stored_object(text);
    PlatformOrder order;
    order.merchant_name = text_or(body, "merchant_name");
    order.region.province = text_or(body, "province");
    order.region.city = text_or(body, "city");
    order.region.district = text_or(body, "district");
    order.recipient_group = text_or(body, "recipient_group");
    order.item.product_name = text_or(body, "product_name");
    order.item.variant_name = text_or(body, "variant_name");
    order.item.sku_code = text_or(body, "sku_code");
    order.item.product_code = text_or(body, "product_code");
    order.item.quantity = integer(body, "quantity");
    order.item.settlement_price.fen = integer(body, "settlement_fen");
    order.seller_note = Personal(text_or(body, "seller_note"));
    return order;
}

std::string to_json_text(const std::vector<Parcel>& parcels)
{
    json::array list;
    for (const auto& parcel : parcels) {
        json::object entry;
        entry["code"] = parcel.carrier.code;
        entry["name"] = parcel.carrier.name;
        entry["number"] = parcel.number.text();
        list.push_back(std::move(entry));
    }
    return json::serialize(list);
}

std::vector<Parcel> parse_parcels(std::string_view text)
{
    std::vector<Parcel> parcels;
    for (const auto& value : parse_stored_list(text)) {
        const auto* entry = value.if_object();
        if (entry == nullptr)
            throw damaged("something else where a parcel was written");
        Parcel parcel;
        parcel.carrier.code = text_or(*entry, "code");
        parcel.carrier.name = text_or(*entry, "name");
        parcel.number = WaybillNumber(text_or(*entry, "number"));
        parcels.push_back(std::move(parcel));
    }
    return parcels;
}

std::string to_json_text(const std::vector<std::string>& texts)
{
    return json::serialize(json::array(texts.begin(), texts.end()));
}

std::vector<std::string> parse_texts(std::string_view text)
{
    std::vector<std::string> texts;
    for (const auto& entry : parse_stored_list(text))
        texts.emplace_back(scalar_text(entry));
    return texts;
}

} // namespace daifa::store
