#pragma once

#include <daifa/domain/ids.hpp>
#include <daifa/domain/order.hpp>
#include <daifa/domain/time.hpp>

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace daifa::sandbox {

/// An application that a software house registered with the platform.
struct PracticeApp {
    std::string key = {};
    std::string secret = {};
    std::string name = {};
    std::string redirect_uri = {};
    std::set<std::string, std::less<>> forbidden_apis = {}; ///< Not in the app's permission packages.
    std::set<std::string, std::less<>> white_list = {};     ///< Callers' addresses; empty: everybody.
    std::size_t body_size_max = 4u << 20;
};

enum class ShopRole { unknown, merchant, factory };

/// A shop that can log in. A factory is a shop, too.
struct PracticeShop {
    std::string owner_id = {};
    std::string name = {};
    std::string login = {};
    std::string password = {};
    ShopRole role = ShopRole::factory;
};

/// A merchant as factories see it.
struct PracticeMerchant {
    MerchantId id = {};
    std::string name = {};
};

/// Where an after-sale of the practice platform stands. Fronts know the wire's codes.
enum class AfterSaleStep {
    none,
    requested,
    refunding,
    refunded,
    withdrawn,
    rejected,
    goods_return,
    exchange,
};

std::string_view to_text(AfterSaleStep step);
std::optional<AfterSaleStep> parse_after_sale_step(std::string_view text);
/// The platform takes no waybill number while an after-sale stands here.
bool forbids_shipping(AfterSaleStep step);

/// What came to pass with one waybill number of one order in one generation.
struct NumberRecord {
    std::string number = {};
    std::string carrier = {}; ///< As the caller spelled it.
    bool is_extra = false;
    int generation = 1;
    bool is_live = false; ///< Stands on the order now.
    int accepted = 0;
    int retracted = 0;
    int refused = 0;
};

struct TimelineEvent {
    TimePoint at = {};
    std::string what = {};
};

/// An order of a merchant, assigned to a factory.
struct PracticeOrder {
    OrderId id = {};
    std::string shop = {}; ///< The factory's owner id.
    std::string merchant_name = {};
    TimePoint assigned_at = {};
    TimePoint updated_at = {};
    bool is_assigned = true;
    int generation = 1; ///< Rises with each new assignment.
    bool is_under_risk_control = false;
    bool is_sf_only = false;
    AfterSaleStep after_sale = AfterSaleStep::none;
    Region region = {};
    std::string recipient_group = {};
    OrderItem item = {};
    std::string remark = {};
    std::size_t label_filler = 0;    ///< Its labels' print data is so many bytes too long.
    bool is_label_malformed = false; ///< Its labels' print data is cut in half.
    std::string replaced_by = {}; ///< The number it got when it was assigned again under a new one.
    std::vector<NumberRecord> numbers = {};
    std::vector<TimelineEvent> timeline = {};
};

/// The number on the order that its merchant would ship with; null when there is none.
const NumberRecord* live_main_number(const PracticeOrder& order);

/// What a repeated upload of the main number does.
enum class RepeatedUpload {
    accepted,   ///< The same number is taken again, another one is refused.
    overwrites, ///< Whatever comes last stands.
    refused,    ///< One upload, then refusals.
};

/// What taking a number again does for a package that has one from the same branch.
enum class RepeatedTake {
    returns_same,
    refused,
    another, ///< A second number, and the first one stays live.
};

/// What a call does whose parcels can't all have a number.
enum class BrokenBatch {
    none_taken,
    earlier_taken, ///< The parcels before the first bad one get theirs, and the answer is an error.
    good_taken,    ///< The answer has the numbers of the good parcels only.
};

/// How the practice platform answers what the public record leaves open.
struct PlatformRules {
    RepeatedUpload repeated_upload = RepeatedUpload::accepted;
    bool extra_numbers_repeatable = true;
    bool upload_moves_update_time = true;
    bool after_sale_moves_update_time = true;
    bool reassign_gets_new_number = false;
    bool refresh_rotates = false; ///< The old pair dies at once; else it lives on until its own end.
    RepeatedTake repeated_take = RepeatedTake::returns_same;
    BrokenBatch broken_batch = BrokenBatch::none_taken;
    bool takes_respect_sf_only = true;
    bool cancelled_package_repeatable = true;
    bool cancel_repeatable = false;
    bool own_numbers_checked = true; ///< Uploads of numbers that the platform gave for another order are refused.
    Milliseconds row_delay = {};  ///< How long after its update time a row appears in lists.
    Milliseconds code_life = std::chrono::minutes(10);
    Milliseconds access_life = std::chrono::hours(24);
    Milliseconds refresh_life = std::chrono::hours(24 * 30);
};

} // namespace daifa::sandbox
