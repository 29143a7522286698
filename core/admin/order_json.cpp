#include "admin/order_json.hpp"

#include "admin/case_texts.hpp"
#include "admin/error_json.hpp"

#include <daifa/codec/timestamp.hpp>

#include <algorithm>

namespace daifa::admin {
namespace json = boost::json;
namespace {

std::string_view to_text(ErpStage stage)
{
    switch (stage) {
    case ErpStage::waiting_audit:
        return "waiting_audit";
    case ErpStage::in_progress:
        return "in_progress";
    case ErpStage::part_shipped:
        return "part_shipped";
    case ErpStage::shipped:
        return "shipped";
    case ErpStage::cancelled:
        return "cancelled";
    case ErpStage::merged:
        return "merged";
    case ErpStage::split:
        return "split";
    }
    return "unknown";
}

json::object platform_json(const store::OrderRecord& order)
{
    const auto& facts = order.platform;
    json::object made;
    made["is_assigned"] = facts.is_assigned;
    made["has_waybill"] = facts.has_waybill;
    made["is_sf_only"] = facts.is_sf_only;
    made["is_under_risk_control"] = facts.is_under_risk_control;
    made["after_sale"] = after_sale_text(facts.after_sale);
    made["after_sale_code"] = facts.after_sale_code;
    made["assigned_at"] = time_json(facts.assigned_at);
    made["withdrawn_at"] = time_json(order.withdrawn_at);
    made["read_at"] = time_json(facts.read_at);
    if (!order.body)
        return made;
    const auto& body = *order.body;
    made["merchant_name"] = body.merchant_name;
    made["region"] = body.region.province + "/" + body.region.city + "/" + body.region.district;
    made["product"] = body.item.product_name;
    made["variant"] = body.item.variant_name;
    made["sku_code"] = body.item.sku_code;
    made["product_code"] = body.item.product_code;
    made["quantity"] = body.item.quantity;
    made["settlement_price"] = to_yuan_text(body.item.settlement_price);
    return made;
}

json::object erp_json(const store::ErpFacts& facts)
{
    json::object made;
    made["id"] = facts.order.id.text();
    made["generation"] = facts.generation;
    made["stage"] = to_text(facts.order.stage);
    made["status_code"] = facts.order.status_code;
    made["is_missing"] = facts.is_missing;
    made["shipped_at"] = time_json(facts.order.shipped_at);
    made["read_at"] = time_json(facts.read_at);
    json::array numbers;
    for (const auto& number : facts.order.source_numbers)
        numbers.emplace_back(number);
    made["source_numbers"] = std::move(numbers);
    json::array parcels;
    for (const auto& parcel : facts.order.parcels) {
        json::object one;
        one["carrier_code"] = parcel.carrier.code;
        one["carrier_name"] = parcel.carrier.name;
        one["number"] = parcel.number.text();
        parcels.push_back(std::move(one));
    }
    made["parcels"] = std::move(parcels);
    return made;
}

json::object label_json(const std::string& number, TimePoint taken_at,
                        const store::OrderRecord& order)
{
    json::object made;
    made["number"] = number;
    made["parent"] = "";
    made["taken_at"] = time_json(taken_at);
    made["printed_at"] = nullptr;
    made["is_cancelled"] = false;
    for (const auto& write : order.writes) {
        if (write.state != store::WriteState::confirmed || write.subject != number)
            continue;
        if (write.kind == store::WriteKind::print_label)
            made["printed_at"] = time_json(write.settled_at);
        if (write.kind == store::WriteKind::cancel_waybill)
            made["is_cancelled"] = true;
    }
    return made;
}

} // namespace

std::string_view after_sale_text(AfterSale after_sale)
{
    switch (after_sale) {
    case AfterSale::none:
        return "none";
    case AfterSale::open:
        return "open";
    case AfterSale::refunded:
        return "refunded";
    }
    return "unknown";
}

json::value time_json(TimePoint at)
{
    if (at == TimePoint{})
        return nullptr;
    return json::string(to_utc_text(at));
}

json::value time_json(const std::optional<TimePoint>& at)
{
    return at ? time_json(*at) : json::value(nullptr);
}

json::value difference_json(std::string_view name)
{
    if (name.empty())
        return nullptr;
    json::object made;
    made["name"] = name;
    const DifferenceText* text = find_difference(name);
    if (text == nullptr)
        return made;
    made["en"] = text->meaning.en;
    made["zh"] = text->meaning.zh;
    made["next_en"] = text->next.en;
    made["next_zh"] = text->next.zh;
    made["who"] = to_text(text->who);
    made["who_en"] = describe(text->who).en;
    made["who_zh"] = describe(text->who).zh;
    return made;
}

json::object rule_json(std::string_view name)
{
    json::object made;
    made["name"] = name;
    if (const RuleText* text = find_rule(name)) {
        made["en"] = text->meaning.en;
        made["zh"] = text->meaning.zh;
    }
    return made;
}

json::object to_json(const store::Verdict& verdict)
{
    json::object made;
    made["state"] = store::to_text(verdict.state);
    made["rule"] = rule_json(verdict.rule);
    made["difference"] = difference_json(verdict.difference);
    made["detail"] = verdict.detail;
    made["next_at"] = time_json(verdict.due_at);
    return made;
}

json::object to_row(const store::OrderRecord& order)
{
    json::object made;
    made["order"] = daifa::to_text(order.id);
    made["state"] = store::to_text(order.verdict.state);
    made["difference"] = order.verdict.difference;
    made["detail"] = order.verdict.detail;
    made["rule"] = order.verdict.rule;
    made["since"] = time_json(order.verdict_since);
    made["assigned_at"] = time_json(order.platform.assigned_at);
    made["is_assigned"] = order.platform.is_assigned;
    made["next_at"] = time_json(order.verdict.due_at);
    made["generation"] = order.generation;
    return made;
}

json::object to_json(const store::WriteRecord& write)
{
    json::object made;
    made["key"] = write.key;
    made["kind"] = store::to_text(write.kind);
    made["subject"] = write.subject;
    made["generation"] = write.generation;
    made["state"] = store::to_text(write.state);
    made["attempts"] = write.attempts;
    made["claimed_at"] = time_json(write.claimed_at);
    made["settled_at"] = time_json(write.settled_at);
    made["verify_after"] = time_json(write.verify_after);
    made["absent_reads"] = write.absent_reads;
    made["retry_after"] = time_json(write.retry_after);
    made["result"] = write.result;
    made["request_id"] = write.request_id;
    made["failure"] = nullptr;
    if (write.failure) {
        const auto next = next_step(*write.failure);
        json::object failure;
        failure["code"] = daifa::to_text(*write.failure);
        failure["text"] = write.failure_text;
        failure["next_en"] = next.en;
        failure["next_zh"] = next.zh;
        made["failure"] = std::move(failure);
    }
    return made;
}

json::array labels_json(const store::OrderRecord& order, const std::vector<store::KeptLabel>& kept)
{
    json::array labels;
    for (const auto& write : order.writes) {
        if (write.kind != store::WriteKind::take_waybill ||
            write.state != store::WriteState::confirmed)
            continue;
        json::object label = label_json(write.result, write.settled_at, order);
        const auto own = std::ranges::find(kept, write.result, &store::KeptLabel::number);
        if (own != kept.end())
            label["parent"] = own->parent;
        labels.push_back(std::move(label));
    }
    return labels;
}

json::object to_json(const store::Event& event)
{
    json::object made;
    made["at"] = time_json(event.at);
    made["since"] = time_json(event.since);
    made["what"] = event.what;
    made["cause"] = event.cause;
    made["request_id"] = event.request_id;
    return made;
}

json::object to_json(const store::OrderRecord& order)
{
    json::object made = to_json(order.verdict);
    made["order"] = daifa::to_text(order.id);
    made["generation"] = order.generation;
    made["since"] = time_json(order.verdict_since);
    made["first_seen_at"] = time_json(order.first_seen_at);
    made["platform"] = platform_json(order);
    made["erp_read_at"] = time_json(order.erp_read_at);
    json::array erp;
    for (const auto& facts : order.erp)
        erp.push_back(erp_json(facts));
    made["erp"] = std::move(erp);
    json::array writes;
    for (const auto& write : order.writes)
        writes.push_back(to_json(write));
    made["writes"] = std::move(writes);
    made["hold"] = nullptr;
    if (order.hold) {
        json::object hold;
        hold["by"] = order.hold->by;
        hold["reason"] = order.hold->reason;
        hold["at"] = time_json(order.hold->at);
        made["hold"] = std::move(hold);
    }
    return made;
}

json::object to_json(const store::WindowRecord& window)
{
    json::object made;
    made["stream"] = store::to_text(window.stream);
    made["from"] = time_json(window.from);
    made["to"] = time_json(window.to);
    made["state"] = store::to_text(window.state);
    made["pages"] = window.pages;
    made["rows"] = window.rows;
    made["new"] = window.new_rows;
    made["changed"] = window.changed_rows;
    made["digest"] = window.digest;
    made["read_at"] = time_json(window.read_at);
    made["problem"] = window.problem;
    return made;
}

json::object to_json(const store::ShopSummary& summary, TimePoint now)
{
    json::object made;
    json::object states;
    for (const auto& [state, count] : summary.states)
        states[store::to_text(state)] = count;
    made["states"] = std::move(states);
    json::object differences;
    json::object meanings;
    std::int64_t cases = 0;
    for (const auto& [name, count] : summary.differences) {
        differences[name] = count;
        meanings[name] = difference_json(name);
        const auto* text = find_difference(name);
        cases += text != nullptr && is_case(*text) ? count : 0;
    }
    made["cases"] = cases;
    made["differences"] = std::move(differences);
    made["meanings"] = std::move(meanings);
    made["oldest_open_since"] = time_json(summary.oldest_open_since);
    made["oldest_open_age_ms"] = nullptr;
    if (summary.oldest_open_since)
        made["oldest_open_age_ms"] = (now - *summary.oldest_open_since).count();
    made["holes"] = summary.holes;
    made["uncertain_writes"] = summary.uncertain_writes;
    return made;
}

json::object to_json(const reconcile::Decision& decision)
{
    json::object made = to_json(decision.verdict);
    made["step"] = nullptr;
    if (decision.step) {
        json::object step;
        step["kind"] = reconcile::to_text(decision.step->kind);
        step["is_write"] = reconcile::is_write(decision.step->kind);
        step["key"] = decision.step->key;
        step["subject"] = decision.step->subject;
        made["step"] = std::move(step);
    }
    return made;
}

} // namespace daifa::admin
