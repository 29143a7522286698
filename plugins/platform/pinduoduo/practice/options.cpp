#include "pinduoduo/practice/options.hpp"

#include <algorithm>
#include <charconv>

namespace daifa::practice::pinduoduo {
namespace {

using sandbox::BrokenBatch;
using sandbox::ControlError;
using sandbox::RepeatedTake;
using sandbox::RepeatedUpload;
using sandbox::VariantDescription;

std::optional<std::int64_t> parse_count(std::string_view text)
{
    std::int64_t number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec != std::errc{} || read.ptr != text.data() + text.size() || number < 0 ||
        number > 1'000'000'000)
        return std::nullopt;
    return number;
}

/// "10s", "500ms"; a bare number is seconds.
std::optional<Milliseconds> parse_span(std::string_view text)
{
    std::int64_t unit = 1000;
    if (text.ends_with("ms")) {
        unit = 1;
        text.remove_suffix(2);
    } else if (text.ends_with('s')) {
        text.remove_suffix(1);
    }
    const auto count = parse_count(text);
    return count ? std::optional(Milliseconds(*count * unit)) : std::nullopt;
}

/// Keys without a list of values hold a span of time; this is their first value.
std::string_view first_value(const VariantDescription& description)
{
    if (!description.values.empty())
        return description.values.front();
    if (description.key == "redelivery")
        return "30s";
    if (description.key == "code_life")
        return "600s";
    if (description.key == "access_life")
        return "86400s";
    if (description.key == "refresh_life")
        return "2592000s";
    return "0s";
}

} // namespace

std::optional<Limit> parse_limit(std::string_view text)
{
    if (text == "off")
        return Limit{};
    const auto slash = text.find('/');
    if (slash == std::string_view::npos)
        return std::nullopt;
    const auto calls = parse_count(text.substr(0, slash));
    const auto window = parse_span(text.substr(slash + 1));
    if (!calls || !window || *calls == 0 || *window == Milliseconds(0))
        return std::nullopt;
    return Limit{static_cast<std::size_t>(*calls), *window};
}

Options::Options()
{
    for (const auto& description : descriptions())
        values_[description.key] = first_value(description);
    build_rules();
}

const std::vector<VariantDescription>& Options::descriptions()
{
    static const std::vector<VariantDescription> all = {
        {"limits", {"on", "off"}, "Whether the published call limits are enforced."},
        {"list_order",
         {"asc", "desc", "shuffled"},
         "Order of the rows of order.list.get by update time."},
        {"list_end",
         {"inclusive", "exclusive"},
         "Whether a row at end_updated_time is in the window."},
        {"row_delay", {}, "How long after its update time a row appears in the list (\"5s\")."},
        {"upload_moves_update_time",
         {"yes", "no"},
         "Whether a returned number moves the update time."},
        {"after_sale_moves_update_time",
         {"yes", "no"},
         "Whether an after-sale moves the update time."},
        {"repeated_upload",
         {"accepted", "overwrites", "refused"},
         "A second waybill.return: the same number is taken again; any number replaces; refused."},
        {"extras_repeatable", {"yes", "no"}, "Whether waybill.return.slave takes a number twice."},
        {"taken_again",
         {"returns_same", "refused", "another"},
         "A second fds.waybill.get for a package: the same number, a refusal, or a second number."},
        {"broken_batch",
         {"none_taken", "earlier_taken", "good_taken"},
         "fds.waybill.get with a bad parcel: nothing is taken; the parcels before it are, behind "
         "an error; "
         "the answer has the good ones."},
        {"parent_number",
         {"none", "given"},
         "Whether fds.waybill.get gives a freight's mother number, too."},
        {"cancelled_package",
         {"repeatable", "closed"},
         "Whether a package can have a number after a cancelled one."},
        {"cancelled_query",
         {"empty", "error"},
         "waybill.query of a number that was cancelled or never there."},
        {"repeated_cancel", {"refused", "accepted"}, "A second waybill.cancel of a number."},
        {"own_numbers",
         {"checked", "unchecked"},
         "Whether a taken number can be returned to its own orders only."},
        {"sf_only_takes",
         {"checked", "unchecked"},
         "Whether an SF-only order gets numbers of SF only."},
        {"refusal",
         {"error", "false_result"},
         "A refused return or cancel: error_response, or a false result."},
        {"reassign",
         {"same_number", "new_number"},
         "Whether a re-assigned order keeps order_mask_sn."},
        {"refresh", {"keeps_old", "rotates"}, "Whether the old pair of tokens survives a refresh."},
        {"clock_error",
         {"10001", "20004"},
         "Code of a timestamp that is off by more than ten minutes."},
        {"rate_error", {"52101", "70031"}, "Code of too many calls."},
        {"window_error", {"21001", "50001", "10000"}, "Code of a bad window, page or page size."},
        {"order_error", {"50001", "45001"}, "Code of an unknown order."},
        {"grant_error",
         {"20032", "50001", "10000"},
         "Code of a dead authorization code or refresh token."},
        {"time_format", {"beijing", "seconds", "milliseconds", "utc"}, "Text of pdd.time.get."},
        {"time_checks_clock", {"yes", "no"}, "Whether pdd.time.get itself checks the timestamp."},
        {"numbers", {"numbers", "texts", "mixed"}, "Numbers in answers: as such, as texts, both."},
        {"flags", {"booleans", "numbers", "texts"}, "Booleans in answers."},
        {"nulls", {"empty", "null", "absent"}, "Empty texts in answers."},
        {"quantity_update",
         {"applied", "ignored"},
         "goods.quantity.update: done, or a success that changes nothing."},
        {"change_pages",
         {"backwards", "any"},
         "Whether the pages of a merchant's changes must be turned from the last to the first."},
        {"shows_risk", {"no", "yes"}, "Whether orders carry risk_control_status."},
        {"message_topics",
         {"each_its_own", "one_for_all", "trade_names"},
         "Names of the topics that tell a factory of its orders."},
        {"message_content",
         {"masks", "more", "as_object", "no_order"},
         "Content of a message: both mask ids; more beside them; an object instead of JSON text; "
         "no order at all."},
        {"message_kinds",
         {"all", "assigned_and_address"},
         "Which changes of an order are told of."},
        {"message_commands", {"words", "numbers"}, "commandType of the messages."},
        {"message_ids", {"same", "new"}, "Id of a message that comes again."},
        {"message_beats", {"answered", "unanswered"}, "Whether a heartbeat is answered."},
        {"message_noise",
         {"none", "merchant_topics"},
         "Whether messages for merchants come as well."},
        {"redelivery", {}, "Until a message comes again that was not acknowledged (\"30s\")."},
        {"code_life", {}, "Life of an authorization code (\"600s\")."},
        {"access_life", {}, "Life of an access token (\"86400s\")."},
        {"refresh_life", {}, "Life of a refresh token (\"2592000s\")."},
    };
    return all;
}

void Options::set(std::string_view key, std::string_view value)
{
    if (key.starts_with("limit.")) {
        const auto limit = parse_limit(value);
        if (!limit)
            throw ControlError("a limit is CALLS/TIME like \"200/1s\", or \"off\"");
        limits_[std::string(key.substr(6))] = *limit;
        return;
    }
    std::string known;
    for (const auto& description : descriptions()) {
        known += (known.empty() ? "" : ", ") + description.key;
        if (description.key != key)
            continue;
        const auto& values = description.values;
        const bool is_known = values.empty() ? parse_span(value).has_value()
                                             : std::find(values.begin(), values.end(), value) != values.end();
        std::string choice = values.empty() ? "a time like \"5s\"" : "";
        for (const auto& text : values)
            choice += (choice.empty() ? "" : " | ") + text;
        if (!is_known)
            throw ControlError("\"" + std::string(key) + "\" must be " + choice);
        values_[std::string(key)] = value;
        build_rules();
        return;
    }
    throw ControlError("pinduoduo has no variant \"" + std::string(key) + "\"; it has " + known +
                       " and limit.<api>");
}

bool Options::plays(std::string_view key, std::string_view value) const
{
    return values_.find(key)->second == value;
}

int Options::code(std::string_view key) const
{
    return static_cast<int>(parse_count(values_.find(key)->second).value_or(0));
}

const Limit* Options::changed_limit(std::string_view api) const
{
    const auto found = limits_.find(api);
    return found == limits_.end() ? nullptr : &found->second;
}

sandbox::MessageRules Options::message_rules() const
{
    sandbox::MessageRules rules;
    rules.redelivery = parse_span(values_.find("redelivery")->second).value_or(Milliseconds(0));
    rules.tells_all_changes = plays("message_kinds", "all");
    rules.repeats_have_new_ids = plays("message_ids", "new");
    return rules;
}

void Options::build_rules()
{
    const auto span = [&](std::string_view key) {
        return parse_span(values_.find(key)->second).value_or(Milliseconds(0));
    };
    has_limits_ = plays("limits", "on");
    rules_.repeated_upload = plays("repeated_upload", "overwrites") ? RepeatedUpload::overwrites
                             : plays("repeated_upload", "refused")  ? RepeatedUpload::refused
                                                                    : RepeatedUpload::accepted;
    rules_.extra_numbers_repeatable = plays("extras_repeatable", "yes");
    rules_.upload_moves_update_time = plays("upload_moves_update_time", "yes");
    rules_.after_sale_moves_update_time = plays("after_sale_moves_update_time", "yes");
    rules_.repeated_take = plays("taken_again", "another")   ? RepeatedTake::another
                           : plays("taken_again", "refused") ? RepeatedTake::refused
                                                             : RepeatedTake::returns_same;
    rules_.broken_batch = plays("broken_batch", "earlier_taken") ? BrokenBatch::earlier_taken
                          : plays("broken_batch", "good_taken")  ? BrokenBatch::good_taken
                                                                 : BrokenBatch::none_taken;
    rules_.takes_respect_sf_only = plays("sf_only_takes", "checked");
    rules_.cancelled_package_repeatable = plays("cancelled_package", "repeatable");
    rules_.cancel_repeatable = plays("repeated_cancel", "accepted");
    rules_.own_numbers_checked = plays("own_numbers", "checked");
    rules_.reassign_gets_new_number = plays("reassign", "new_number");
    rules_.refresh_rotates = plays("refresh", "rotates");
    rules_.row_delay = span("row_delay");
    rules_.code_life = span("code_life");
    rules_.access_life = span("access_life");
    rules_.refresh_life = span("refresh_life");
}

} // namespace daifa::practice::pinduoduo
