#include "reconcile/labels.hpp"

#include "reconcile/joint_parcels.hpp"

#include <algorithm>
#include <charconv>

namespace daifa::reconcile {
namespace {

using store::WriteKind;
using store::WriteRecord;
using store::WriteState;

/// The part of "take/1/2/1" with that position.
int number_in(const std::string& key, int position)
{
    std::size_t at = 0;
    for (; position > 0 && at != std::string::npos; --position)
        at = key.find('/', at + 1);
    if (at == std::string::npos)
        return 0;
    int number = 0;
    std::from_chars(key.data() + at + 1, key.data() + key.size(), number);
    return number;
}

/// Given back by this order or by another of the parcel; or left to the others.
bool is_gone(const OrderView& view, const WriteRecord& take)
{
    const auto* own = view.find_write(WriteKind::cancel_waybill, take.result);
    if (own != nullptr && own->state == WriteState::confirmed)
        return true;
    const auto mates = mates_of(view.order, take.subject);
    return std::ranges::any_of(mates, [&](const Mate& mate) {
        return std::ranges::any_of(mate.order->writes, [&](const WriteRecord& write) {
            return write.kind == WriteKind::cancel_waybill && write.subject == take.result &&
                   write.state == WriteState::confirmed && write.result != left_to_mates;
        });
    });
}

bool is_print_of(const Label& label, const WriteRecord& write)
{
    return write.kind == WriteKind::print_label && write.subject == label.text();
}

/// `asks` says whether a person is asked with that order when nobody knows a print's end.
void add_prints(Label& label, const store::OrderRecord& order, bool asks)
{
    for (const auto& print : order.writes) {
        if (!is_print_of(label, print) || print.state == WriteState::refused ||
            print.state == WriteState::requested)
            continue;
        if (print.state == WriteState::confirmed)
            label.printed_at = std::max(label.printed_at.value_or(TimePoint{}), print.settled_at);
        if (print.state == WriteState::given_up && !asks)
            label.is_print_in_doubt = true;
        else
            label.was_sent_to_printer = true;
    }
}

Label to_label(const OrderView& view, const WriteRecord& take)
{
    Label label;
    const std::size_t slash = take.result.find('/');
    label.parcel = parcel_of(take.key);
    label.carrier_code = take.result.substr(0, slash);
    label.number = WaybillNumber(take.result.substr(slash + 1));
    label.taken_at = take.settled_at;
    label.address_digest = take.digest;
    label.package = take.subject;
    for (const auto& print : view.order.writes)
        if (is_print_of(label, print) && !print.digest.empty())
            label.address_digest = print.digest;
    add_prints(label, view.order, true);
    for (const auto& mate : mates_of(view.order, take.subject))
        add_prints(label, *mate.order, may_print(mate, take.subject));
    // What came after this copy of the ledger may have printed it.
    label.may_be_on_paper =
        label.was_sent_to_printer || label.is_print_in_doubt ||
        (view.context.restored_at && view.order.platform.assigned_at <= *view.context.restored_at);
    return label;
}

} // namespace

int parcel_of(const std::string& take_key)
{
    return number_in(take_key, 2);
}

std::vector<Label> labels_of(const OrderView& view)
{
    std::vector<Label> labels;
    for (const auto& write : view.order.writes) {
        const bool is_take = write.kind == WriteKind::take_waybill &&
                             write.generation == view.order.generation &&
                             write.state == WriteState::confirmed;
        if (is_take && !is_gone(view, write))
            labels.push_back(to_label(view, write));
    }
    std::ranges::sort(labels, {}, &Label::parcel);
    return labels;
}

bool is_outdated(const OrderView& view, const Label& label)
{
    return view.order.body && !label.address_digest.empty() &&
           label.address_digest != store::address_digest(*view.order.body);
}

const Label* find_label(const std::vector<Label>& labels, int parcel)
{
    const auto found = std::ranges::find(labels, parcel, &Label::parcel);
    return found == labels.end() ? nullptr : &*found;
}

int parcels_planned(std::int64_t quantity, const WaybillStrategy& strategy, int most)
{
    if (!strategy.quantity_per_parcel)
        return 1;
    const std::int64_t full = *strategy.quantity_per_parcel;
    return static_cast<int>(std::clamp<std::int64_t>((quantity + full - 1) / full, 1, most));
}

std::int64_t pieces_of(std::int64_t quantity, int parcels, int parcel)
{
    // Spread evenly; the first ones get what does not divide.
    return quantity / parcels + (parcel <= quantity % parcels ? 1 : 0);
}

std::string take_key(const OrderView& view, int parcel)
{
    const std::string base = view.write_key("take", std::to_string(parcel));
    int attempt = 1;
    for (const auto& write : view.order.writes)
        if (write.kind == WriteKind::take_waybill && write.key.starts_with(base + "/") &&
            write.state == WriteState::confirmed && is_gone(view, write))
            ++attempt;
    return base + "/" + std::to_string(attempt);
}

std::string package_id(const OrderId& order, const std::string& take_key)
{
    std::string id = order.number;
    for (std::size_t at = take_key.find('/'); at != std::string::npos;
         at = take_key.find('/', at + 1)) {
        const std::size_t end = take_key.find('/', at + 1);
        id += "-" + take_key.substr(at + 1, end == std::string::npos ? end : end - at - 1);
    }
    return id;
}

} // namespace daifa::reconcile
