#include "reconcile/merchant_numbers.hpp"

#include <algorithm>

namespace daifa::reconcile {
namespace {

using store::FoundNumber;
using store::WriteKind;
using store::WriteState;

bool is_live(const ErpOrder& order)
{
    return order.stage != ErpStage::cancelled && order.stage != ErpStage::merged &&
           order.stage != ErpStage::split;
}

bool may_be_told(ErpStage stage, const UploadStrategy& strategy)
{
    if (stage == ErpStage::shipped)
        return true;
    if (stage == ErpStage::part_shipped)
        return strategy.part_shipping == PartShipping::any ||
               strategy.moment == UploadMoment::reserved;
    return stage == ErpStage::in_progress && strategy.moment == UploadMoment::reserved;
}

/// What the merchant's order and the factory's have to agree in; empty when they do.
std::string find_disagreement(const MerchantOrder& order, const PlatformOrder& seen)
{
    if (order.items.size() != 1)
        return "the order has several lines of goods";
    const OrderItem& item = order.items.front();
    const bool has_codes = !item.sku_code.empty() && !seen.item.sku_code.empty();
    const bool is_same_item = has_codes ? item.sku_code == seen.item.sku_code
                                        : item.product_name == seen.item.product_name &&
                                              item.variant_name == seen.item.variant_name;
    if (!is_same_item)
        return "other goods";
    if (item.quantity != seen.item.quantity)
        return "another quantity";
    if (order.region != seen.region)
        return "another region";
    return {};
}

/// "YTO/YT1" of the one upload that the factory's ledger has confirmed and not taken back.
std::string confirmed_upload(const store::OrderRecord& order)
{
    std::string found;
    for (const auto& write : order.writes) {
        const bool is_upload = write.kind == WriteKind::upload_waybill &&
                               write.generation == order.generation &&
                               write.state == WriteState::confirmed;
        const bool is_retracted = std::ranges::any_of(order.writes, [&](const auto& other) {
            return other.kind == WriteKind::retract_upload && other.subject == write.subject &&
                   other.generation == write.generation && other.state != WriteState::refused &&
                   other.settled_at >= write.settled_at;
        });
        if (!is_upload || is_retracted)
            continue;
        if (!found.empty())
            return {};
        found = write.subject;
    }
    return found;
}

FoundNumber found_at(const BoundFactory& factory, const store::OrderRecord& order)
{
    FoundNumber found;
    found.origin = to_text(order.id);
    found.factory = factory.name;
    const std::string subject = confirmed_upload(order);
    const auto slash = std::ranges::find(subject, '/');
    if (slash == subject.end())
        return found;
    found.carrier.code.assign(subject.begin(), slash);
    found.number = WaybillNumber(std::string(slash + 1, subject.end()));
    return found;
}

std::string describe(const FoundNumber& found)
{
    return (found.factory.empty() ? "ERP" : found.factory) + " " + found.origin;
}

} // namespace

FoundNumber find_erp_number(const std::vector<ErpOrder>& orders, const UploadStrategy& strategy)
{
    FoundNumber found;
    for (const auto& order : orders) {
        if (!is_live(order))
            continue;
        if (found.origin.empty())
            found.origin = order.id.text();
        if (!may_be_told(order.stage, strategy))
            continue;
        for (const auto& parcel : order.parcels) {
            if (parcel.number.empty())
                continue;
            if (found.number.empty()) {
                found.origin = order.id.text();
                found.carrier = parcel.carrier;
                found.carrier.is_available = true;
                found.number = parcel.number;
            } else if (found.origin != order.id.text() && found.number != parcel.number) {
                found.problem = "several ERP orders have numbers: " + found.origin + " " +
                                found.number.text() + ", " + order.id.text() + " " +
                                parcel.number.text();
            }
        }
    }
    return found;
}

FoundNumber match_factories(const MerchantOrder& order,
                            const std::vector<NotedCandidates>& factories)
{
    std::vector<FoundNumber> linked;
    std::string disagreement;
    for (const auto& candidate : factories) {
        for (const auto& noted : candidate.orders) {
            // What another merchant wrote into a note is no word of ours.
            if (!noted.body || noted.body->merchant_name != candidate.factory.binding_name ||
                !noted.platform.is_assigned)
                continue;
            const std::string why = find_disagreement(order, *noted.body);
            if (why.empty())
                linked.push_back(found_at(candidate.factory, noted));
            else
                disagreement = candidate.factory.name + " " + to_text(noted.id) + ": " + why;
        }
    }
    if (linked.size() == 1)
        return linked.front();
    FoundNumber found;
    found.problem = disagreement;
    if (linked.size() > 1)
        found.problem = "several: " + describe(linked[0]) + ", " + describe(linked[1]);
    return found;
}

FoundNumber choose_number(const store::MerchantRecord& record)
{
    const FoundNumber& erp = record.erp;
    const FoundNumber& factory = record.factory;
    if (!erp.has_number())
        return factory;
    if (!factory.has_number() || erp.number == factory.number)
        return erp;
    FoundNumber both;
    both.problem = describe(erp) + " " + erp.number.text() + ", " + describe(factory) + " " +
                   factory.number.text();
    return both;
}

} // namespace daifa::reconcile
