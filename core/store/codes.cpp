#include "store/detail/codes.hpp"

#include "store/database.hpp"

#include <array>
#include <utility>

namespace daifa::store {
namespace {

template <class Enum>
using Word = std::pair<Enum, std::string_view>;

constexpr std::array write_kinds = {
    Word<WriteKind>(WriteKind::import_order, "import"),
    Word<WriteKind>(WriteKind::audit_order, "audit"),
    Word<WriteKind>(WriteKind::cancel_order, "cancel"),
    Word<WriteKind>(WriteKind::upload_waybill, "upload"),
    Word<WriteKind>(WriteKind::upload_extra, "upload_extra"),
    Word<WriteKind>(WriteKind::retract_upload, "retract"),
    Word<WriteKind>(WriteKind::take_waybill, "take"),
    Word<WriteKind>(WriteKind::cancel_waybill, "void"),
    Word<WriteKind>(WriteKind::print_label, "print"),
};

constexpr std::array write_states = {
    Word<WriteState>(WriteState::claimed, "claimed"),
    Word<WriteState>(WriteState::confirmed, "confirmed"),
    Word<WriteState>(WriteState::refused, "refused"),
    Word<WriteState>(WriteState::uncertain, "uncertain"),
    Word<WriteState>(WriteState::given_up, "given_up"),
    Word<WriteState>(WriteState::requested, "requested"),
};

constexpr std::array order_states = {
    Word<OrderState>(OrderState::downloaded, "downloaded"),
    Word<OrderState>(OrderState::imported, "imported"),
    Word<OrderState>(OrderState::shipped, "shipped"),
    Word<OrderState>(OrderState::uploaded, "uploaded"),
    Word<OrderState>(OrderState::withdrawn, "withdrawn"),
    Word<OrderState>(OrderState::held, "held"),
    Word<OrderState>(OrderState::skipped, "skipped"),
    Word<OrderState>(OrderState::closed, "closed"),
};

constexpr std::array parcel_choices = {
    Word<ParcelChoice>(ParcelChoice::undecided, "undecided"),
    Word<ParcelChoice>(ParcelChoice::joint, "joint"),
    Word<ParcelChoice>(ParcelChoice::single, "single"),
};

constexpr std::array streams = {
    Word<Stream>(Stream::platform_orders, "platform_orders"),
    Word<Stream>(Stream::erp_orders, "erp_orders"),
    Word<Stream>(Stream::merchant_orders, "merchant_orders"),
    Word<Stream>(Stream::merchant_changes, "merchant_changes"),
};

constexpr std::array window_states = {
    Word<WindowState>(WindowState::provisional, "provisional"),
    Word<WindowState>(WindowState::proven, "proven"),
    Word<WindowState>(WindowState::hole, "hole"),
};

constexpr std::array claim_outcomes = {
    Word<ClaimOutcome>(ClaimOutcome::claimed, "claimed"),
    Word<ClaimOutcome>(ClaimOutcome::stale, "stale"),
    Word<ClaimOutcome>(ClaimOutcome::taken, "taken"),
    Word<ClaimOutcome>(ClaimOutcome::number_in_use, "number_in_use"),
};

constexpr std::array after_sales = {
    Word<AfterSale>(AfterSale::none, "none"),
    Word<AfterSale>(AfterSale::open, "open"),
    Word<AfterSale>(AfterSale::refunded, "refunded"),
};

constexpr std::array erp_stages = {
    Word<ErpStage>(ErpStage::waiting_audit, "waiting_audit"),
    Word<ErpStage>(ErpStage::in_progress, "in_progress"),
    Word<ErpStage>(ErpStage::part_shipped, "part_shipped"),
    Word<ErpStage>(ErpStage::shipped, "shipped"),
    Word<ErpStage>(ErpStage::cancelled, "cancelled"),
    Word<ErpStage>(ErpStage::merged, "merged"),
    Word<ErpStage>(ErpStage::split, "split"),
};

constexpr std::array merchant_stages = {
    Word<MerchantStage>(MerchantStage::to_ship, "to_ship"),
    Word<MerchantStage>(MerchantStage::shipped, "shipped"),
    Word<MerchantStage>(MerchantStage::closed, "closed"),
};

constexpr std::array merchant_states = {
    Word<MerchantState>(MerchantState::waiting, "waiting"),
    Word<MerchantState>(MerchantState::ready, "ready"),
    Word<MerchantState>(MerchantState::shipping, "shipping"),
    Word<MerchantState>(MerchantState::held, "held"),
    Word<MerchantState>(MerchantState::shipped, "shipped"),
    Word<MerchantState>(MerchantState::closed, "closed"),
};

constexpr std::array failures = {
    Word<Errc>(Errc::unavailable, "unavailable"),
    Word<Errc>(Errc::rate_limited, "rate_limited"),
    Word<Errc>(Errc::token_expired, "token_expired"),
    Word<Errc>(Errc::unauthorized, "unauthorized"),
    Word<Errc>(Errc::misconfigured, "misconfigured"),
    Word<Errc>(Errc::rejected, "rejected"),
    Word<Errc>(Errc::goods_refused, "goods_refused"),
    Word<Errc>(Errc::recipient_refused, "recipient_refused"),
    Word<Errc>(Errc::not_served, "not_served"),
    Word<Errc>(Errc::already_taken, "already_taken"),
    Word<Errc>(Errc::not_found, "not_found"),
    Word<Errc>(Errc::bad_response, "bad_response"),
    Word<Errc>(Errc::uncertain, "uncertain"),
};

template <class Words, class Enum>
constexpr std::string_view find_word(const Words& words, Enum value)
{
    for (const auto& word : words) {
        if (word.first == value)
            return word.second;
    }
    return {};
}

template <class Words, class Enum>
void find_value(const Words& words, std::string_view code, Enum& value)
{
    for (const auto& word : words) {
        if (word.second == code) {
            value = word.first;
            return;
        }
    }
    throw StoreFailure(StoreFailure::Kind::damaged,
                       "the database holds the word \"" + std::string(code) +
                           "\", which this program does not know: restore the last backup, or use the "
                           "program that wrote it");
}

} // namespace

std::string_view to_text(WriteKind kind) { return find_word(write_kinds, kind); }
std::string_view to_text(WriteState state) { return find_word(write_states, state); }
std::string_view to_text(OrderState state) { return find_word(order_states, state); }
std::string_view to_text(ParcelChoice choice)
{
    return find_word(parcel_choices, choice);
}
std::string_view to_text(Stream stream) { return find_word(streams, stream); }
std::string_view to_text(WindowState state) { return find_word(window_states, state); }
std::string_view to_text(ClaimOutcome outcome) { return find_word(claim_outcomes, outcome); }

std::string_view to_code(WriteKind kind) { return to_text(kind); }
std::string_view to_code(WriteState state) { return to_text(state); }
std::string_view to_code(OrderState state) { return to_text(state); }
std::string_view to_code(ParcelChoice choice)
{
    return to_text(choice);
}
std::string_view to_code(Stream stream) { return to_text(stream); }
std::string_view to_code(WindowState state) { return to_text(state); }
std::string_view to_code(AfterSale after_sale) { return find_word(after_sales, after_sale); }
std::string_view to_code(ErpStage stage) { return find_word(erp_stages, stage); }
std::string_view to_code(MerchantStage stage)
{
    return find_word(merchant_stages, stage);
}
std::string_view to_text(MerchantState state)
{
    return find_word(merchant_states, state);
}
std::string_view to_code(MerchantState state)
{
    return to_text(state);
}
std::string_view to_code(const std::optional<Errc>& failure)
{
    return failure ? find_word(failures, *failure) : std::string_view();
}

void from_code(std::string_view code, WriteKind& kind) { find_value(write_kinds, code, kind); }
void from_code(std::string_view code, WriteState& state) { find_value(write_states, code, state); }
void from_code(std::string_view code, OrderState& state) { find_value(order_states, code, state); }
void from_code(std::string_view code, ParcelChoice& choice)
{
    find_value(parcel_choices, code, choice);
}
void from_code(std::string_view code, Stream& stream) { find_value(streams, code, stream); }
void from_code(std::string_view code, WindowState& state) { find_value(window_states, code, state); }
void from_code(std::string_view code, AfterSale& after_sale)
{
    find_value(after_sales, code, after_sale);
}
void from_code(std::string_view code, ErpStage& stage) { find_value(erp_stages, code, stage); }
void from_code(std::string_view code, MerchantStage& stage)
{
    find_value(merchant_stages, code, stage);
}
void from_code(std::string_view code, MerchantState& state)
{
    find_value(merchant_states, code, state);
}
void from_code(std::string_view code, std::optional<Errc>& failure)
{
    failure.reset();
    if (!code.empty())
        find_value(failures, code, failure.emplace());
}

} // namespace daifa::store
