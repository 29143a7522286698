#pragma once

#include <compare>
#include <functional>
#include <string>
#include <utility>

namespace daifa {

/// A string that can't be mixed up with another kind of string.
template <class Tag>
class Id {
public:
    Id() = default;
    explicit Id(std::string text) : text_(std::move(text)) {}

    const std::string& text() const { return text_; }
    bool empty() const { return text_.empty(); }

    friend auto operator<=>(const Id&, const Id&) = default;

private:
    std::string text_;
};

using ShopId = Id<struct ShopTag>;         ///< The name of a shop in our configuration; never changes.
using MerchantId = Id<struct MerchantTag>; ///< A merchant as the platform shows it to a factory.
using ErpOrderId = Id<struct ErpOrderTag>; ///< The ERP's own number of one of its orders.
using ChannelId = Id<struct ChannelTag>;   ///< The code of a shop inside the ERP.
using WaybillNumber = Id<struct WaybillTag>;

/// An order as the platform identifies it: unique together with the merchant only.
struct OrderId {
    MerchantId merchant = {};
    std::string number = {};

    friend auto operator<=>(const OrderId&, const OrderId&) = default;
};

/// "merchant/number": how people and logs write an order.
inline std::string to_text(const OrderId& id)
{
    return id.merchant.text() + "/" + id.number;
}

} // namespace daifa

template <class Tag>
struct std::hash<daifa::Id<Tag>> {
    std::size_t operator()(const daifa::Id<Tag>& id) const noexcept
    {
        return std::hash<std::string>{}(id.text());
    }
};

template <>
struct std::hash<daifa::OrderId> {
    std::size_t operator()(const daifa::OrderId& id) const noexcept
    {
        const std::size_t merchant = std::hash<std::string>{}(id.merchant.text());
        return merchant ^ (std::hash<std::string>{}(id.number) + 0x9e3779b97f4a7c15ULL + (merchant << 6));
    }
};
