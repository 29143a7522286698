#include "admin/case_texts.hpp"

#include <algorithm>
#include <array>

namespace daifa::admin {
namespace {

constexpr std::string_view retry = "daifa retry ORDER";
constexpr std::string_view give_back = "daifa cancel-waybill ORDER --reason TEXT";
constexpr std::string_view joint = "daifa resolve ORDER --joint --reason TEXT";
constexpr std::string_view single = "daifa resolve ORDER --single --reason TEXT";
constexpr std::string_view confirm =
    "daifa resolve ORDER --write WRITE --outcome confirmed --reason TEXT";
constexpr std::string_view refuse_write =
    "daifa resolve ORDER --write WRITE --outcome refused --reason TEXT";

constexpr Words try_again = {"it is mended: try again now", "已处理：立即重试"};
constexpr Words close_order = {
    "shipped by hand, or not ours any more: daifa does nothing more for it",
    "已人工发货，或不再由我方处理：daifa 不再处理该订单"};

constexpr auto choices = std::to_array<ChoiceText>({
    {"withdrawn_but_open",
     "cancel",
     {"daifa cancels the order in the ERP", "由 daifa 在 ERP 中取消该订单"}},
    {"withdrawn_but_open",
     "settled",
     {"it may stay in the ERP: daifa does nothing more", "可保留在 ERP 中：daifa 不再处理"}},
    {"withdrawn_after_print",
     "destroyed",
     {"the label is destroyed: its number is given back", "面单已销毁：退回运单号"}},
    {"withdrawn_after_print",
     "settled",
     {"settled with the merchant: the number stays, nothing is uploaded",
      "已与商家协商：运单号保留，不回传"}},
    {"waybill_kept", "give_back", {"the number is given back", "退回运单号"}},
    {"waybill_kept",
     "kept",
     {"the number stays: daifa does nothing more", "运单号保留：daifa 不再处理"}},
    {"withdrawn_after_ship",
     "intercepted",
     {"the parcel is intercepted: nothing is uploaded", "包裹已拦截：不再回传"}},
    {"withdrawn_after_ship",
     "settled",
     {"settled with the merchant: nothing is uploaded", "已与商家协商：不再回传"}},
    {"address_changed_after_take",
     "another_number",
     {"the number is given back and another one taken; one that was uploaded is retracted first",
      "退号并重新取号；已回传的会先取消回传"}},
    {"address_changed_after_take",
     "ship_anyway",
     {"the parcel goes with the number it has", "仍用原运单号发货"}},
    {"address_changed_after_print",
     "destroyed",
     {"the label is destroyed: its number is given back and another one taken",
      "面单已销毁：退号并重新取号"}},
    {"address_changed_after_print",
     "ship_anyway",
     {"the parcel goes, or has gone, with the label it has", "仍用（或已用）原面单发货"}},
    {"address_not_in_erp",
     "accepted",
     {"corrected in the ERP, or nobody there goes by it", "已在 ERP 中改正，或无人按此处理"}},
    {"changed_after_import",
     "accepted",
     {"corrected in the ERP, or the change does not matter: the order goes on",
      "已在 ERP 中改正，或无需改正：订单继续"}},
    {"changed_after_import",
     "cancel",
     {"daifa cancels the order in the ERP", "由 daifa 在 ERP 中取消该订单"}},
    {"item_unmapped", "closed", close_order},
    {"import_refused", "closed", close_order},
    {"import_refused", "retry", try_again, retry},
    {"missing_in_erp", "closed", close_order},
    {"cancelled_in_erp", "closed", close_order},
    {"merged_in_erp", "closed", close_order},
    {"split_in_erp", "closed", close_order},
    {"shipped_without_number", "closed", close_order},
    {"carrier_not_allowed",
     "agreed",
     {"the merchant agrees: the number is uploaded", "商家同意：照常回传"}},
    {"carrier_not_allowed", "closed", close_order},
    {"waybill_in_use", "closed", close_order},
    {"waybill_mismatch",
     "keep",
     {"the label's number, or the one that was uploaded, is right: it stays",
      "面单上的或已回传的运单号正确：保持不变"}},
    {"waybill_mismatch",
     "retract",
     {"the new number is right: the uploaded one is taken off, then the new one uploaded",
      "新运单号正确：取消原回传后重新回传"}},
    {"upload_refused", "closed", close_order},
    {"upload_refused", "retry", try_again, retry},
    {"upload_gone",
     "settled",
     {"settled with the merchant: daifa does nothing more", "已与商家协商：daifa 不再处理"}},
    {"extra_parcel",
     "by_hand",
     {"the other numbers are on the platform, or need not be: the order is done",
      "其余运单号已在平台上补充，或无需补充：订单完成"}},
    {"uploaded_by_other",
     "theirs",
     {"the number on the platform stands: daifa uploads nothing",
      "以平台上的运单号为准：daifa 不再回传"}},
    {"uploaded_by_other",
     "ours",
     {"the number is the ERP's: it counts as uploaded by daifa",
      "该运单号即 ERP 的：视为由 daifa 回传"},
     "daifa resolve ORDER --uploaded NUMBER --reason TEXT"},
    {"waybill_number_lost",
     "found",
     {"the platform's back office shows the number", "已在平台后台查到运单号"},
     "daifa resolve ORDER --write WRITE --outcome confirmed --number CARRIER/NUMBER --reason TEXT"},
    {"waybill_number_lost", "none", {"no number was given", "没有取到号"}, refuse_write},
    {"print_unknown", "printed", {"the label is there", "面单已打印"}, confirm},
    {"print_unknown",
     "not_printed",
     {"there is no label: it is printed now", "没有打印：立即打印"},
     refuse_write},
    {"extra_parcel_unverifiable",
     "there",
     {"the platform shows the extra numbers", "平台上已有其余运单号"},
     confirm},
    {"extra_parcel_unverifiable",
     "not_there",
     {"the platform does not have them: they are sent again", "平台上没有：重新回传"},
     refuse_write},
    {"joint_parcel_proposed", "joint", {"all in one parcel", "合为一包"}, joint},
    {"joint_parcel_proposed", "single", {"a parcel of its own", "单独发一包"}, single},
    {"joint_parcel_changed",
     "give_back",
     {"its goods are out of the parcel: the number stays with the others",
      "商品已取出：运单号留给其他订单"},
     give_back},
    {"joint_parcel_changed",
     "single",
     {"its goods are out of the parcel: it gets one of its own", "商品已取出：单独发一包"},
     single},
    {"joint_parcel_waits",
     "single",
     {"it does not wait: a parcel of its own", "不再等待：单独发一包"},
     single},
    {"audit_refused", "retry", try_again, retry},
    {"waybill_refused", "retry", try_again, retry},
    {"waybill_not_cancelled", "retry", try_again, retry},
    {"upload_not_retracted", "retry", try_again, retry},
    {"print_refused", "retry", try_again, retry},
    {"shipped_by_other",
     "theirs",
     {"the number on the platform stands: daifa does nothing more",
      "以平台上的运单号为准：daifa 不再处理"},
     "daifa resolve ORDER --case CASE --choice theirs --reason TEXT"},
    {"number_changed_after_ship",
     "keep",
     {"the number that was shipped with stands: daifa does nothing more",
      "以已发货的运单号为准：daifa 不再处理"},
     "daifa resolve ORDER --case CASE --choice keep --reason TEXT"},
    {"held_by_operator", "release", {"the order may go on", "订单可以继续"}, "daifa release ORDER"},
});

/// Those of orders that somebody's usual work ends.
constexpr auto routine = std::to_array<std::string_view>({"after_sale_open", "waybill_not_in_erp"});

/// Those of merchants' own orders: daifa merchant lists them.
constexpr auto of_merchants = std::to_array<std::string_view>(
    {"waits_for_assignment", "waits_for_number", "factory_order_ambiguous", "numbers_differ",
     "after_sale_refunded", "not_shipped_online", "return_address_unusable", "ship_refused",
     "shipped_by_other", "number_changed_after_ship", "shipment_gone"});

} // namespace

std::span<const ChoiceText> all_choices()
{
    return choices;
}

std::span<const ChoiceText> choices_of(std::string_view difference)
{
    const auto is_of = [&](const ChoiceText& choice) { return choice.difference == difference; };
    const auto first = std::ranges::find_if(choices, is_of);
    const auto last = std::find_if_not(first, choices.end(), is_of);
    return {first, last};
}

const ChoiceText* find_choice_text(std::string_view difference, std::string_view name)
{
    const auto found = std::ranges::find_if(choices, [&](const ChoiceText& choice) {
        return choice.difference == difference && choice.name == name;
    });
    return found == choices.end() ? nullptr : &*found;
}

bool is_case(const DifferenceText& difference)
{
    return difference.who != Unblocker::nobody && difference.who != Unblocker::platform &&
           !difference.name.starts_with("stock_") &&
           std::ranges::find(routine, difference.name) == routine.end() &&
           std::ranges::find(of_merchants, difference.name) == of_merchants.end();
}

} // namespace daifa::admin
