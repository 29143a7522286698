#include "sandbox/erp_world.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <set>

using namespace daifa;
using namespace daifa::sandbox;
using namespace std::chrono_literals;

namespace {

const TimePoint start{std::chrono::sys_days(std::chrono::year(2026) / 1 / 2)};

SalesDraft make_draft(std::string source_number, std::int64_t quantity = 1)
{
    SalesDraft draft;
    draft.shop = "DF-01";
    draft.source_number = std::move(source_number);
    draft.placed_at = start;
    SalesLine line;
    line.barcode = "B-1";
    line.quantity = quantity;
    draft.lines.push_back(line);
    return draft;
}

OrderIndex create(ErpWorld& erp, std::string source_number, TimePoint now,
                  std::int64_t quantity = 1)
{
    return std::get<OrderIndex>(
        erp.create_order(make_draft(std::move(source_number), quantity), now));
}

boost::json::object act(ErpWorld& erp, std::string_view action, std::string_view arguments,
                        TimePoint now = start)
{
    return erp.control(action, boost::json::parse(arguments).as_object(), now);
}

/// A number in what is true about a source number.
std::int64_t figure(const ErpWorld& erp, std::string_view source_number, std::string_view name)
{
    const auto truth = erp.truth(start);
    return truth.at("sources").at(source_number).at(name).to_number<std::int64_t>();
}

std::string parcel_text(const ErpWorld& erp, std::string_view source_number)
{
    const auto truth = erp.truth(start);
    return boost::json::serialize(truth.at("sources").at(source_number).at("parcels"));
}

OrderFilter modified_between(TimePoint from, TimePoint until)
{
    OrderFilter filter;
    filter.windows.emplace_back(OrderTime::modified, TimeWindow{from, until});
    return filter;
}

/// One run of a house where everything special happens to some orders.
std::string run_house(std::uint64_t seed)
{
    ErpWorld erp(seed);
    act(erp, "settings",
        R"({"ship_delay_ms":10000,"two_parcels":20,"unknown_carrier":20,"reserved_number":20,
            "part_shipping":20})");
    for (int at = 0; at < 200; ++at) {
        const OrderIndex index = create(erp, "S" + std::to_string(at), start, 4);
        BOOST_TEST_REQUIRE((erp.audit_order(index, start) == ChangeOutcome::done));
    }
    for (int second = 0; second <= 30; second += 5)
        erp.tick(start + std::chrono::seconds(second));
    std::string story;
    for (const SalesOrder& order : erp.orders().all())
        for (const SalesParcel& parcel : order.parcels)
            story += order.source_numbers.front() + parcel.waybill_number + ";";
    return story;
}

} // namespace

BOOST_AUTO_TEST_SUITE(erp_world)

BOOST_AUTO_TEST_CASE(creating_twice_makes_two_orders_and_the_truth_counts_them)
{
    ErpWorld erp;

    create(erp, "A", start);
    create(erp, "A", start);

    BOOST_TEST(figure(erp, "A", "creates") == 2);
    BOOST_TEST(figure(erp, "A", "live") == 2);
    BOOST_TEST(figure(erp, "A", "live_imports") == 2);
    BOOST_TEST(erp.totals(start).at("created_twice").to_number<int>() == 1);
}

BOOST_AUTO_TEST_CASE(a_senseless_draft_is_refused_and_leaves_nothing)
{
    ErpWorld erp;
    auto unknown_shop = make_draft("A");
    unknown_shop.shop = "nowhere";
    auto long_number = make_draft(std::string(51, 'x'));
    auto without_goods = make_draft("A");
    without_goods.lines.clear();
    auto half_goods = make_draft("A");
    half_goods.lines[0].barcode.clear();
    half_goods.lines[0].goods_code = "G";

    for (const auto& draft :
         {unknown_shop, long_number, without_goods, half_goods, make_draft("A", 0)})
        BOOST_TEST(std::holds_alternative<CreateRefusal>(erp.create_order(draft, start)));

    BOOST_TEST(erp.orders().size() == 0u);
}

BOOST_AUTO_TEST_CASE(strict_goods_and_a_required_recipient_are_settings)
{
    ErpWorld erp;
    act(erp, "settings", R"({"strict_goods":true})");
    BOOST_TEST(std::holds_alternative<CreateRefusal>(erp.create_order(make_draft("A"), start)));
    act(erp, "add_goods", R"({"barcode":"B-1"})");
    BOOST_TEST(std::holds_alternative<OrderIndex>(erp.create_order(make_draft("A"), start)));

    act(erp, "settings", R"({"recipient_required":true})");
    BOOST_TEST(std::holds_alternative<CreateRefusal>(erp.create_order(make_draft("B"), start)));
}

BOOST_AUTO_TEST_CASE(the_warehouse_ships_what_was_audited_after_its_delay)
{
    ErpWorld erp;
    act(erp, "settings", R"({"ship_delay_ms":10000})");
    const OrderIndex audited = create(erp, "A", start);
    const OrderIndex waiting = create(erp, "B", start);
    erp.audit_order(audited, start);

    erp.tick(start + 9s);
    BOOST_TEST(erp.orders().at(audited).parcels.empty());
    erp.tick(start + 10s);

    BOOST_TEST(erp.orders().at(audited).status == 6000);
    BOOST_TEST(erp.orders().at(audited).parcels.at(0).waybill_number == "YT1010000000001");
    BOOST_TEST(erp.orders().at(waiting).status == 1010);
}

BOOST_AUTO_TEST_CASE(after_the_clock_went_back_the_warehouse_still_ships_new_orders)
{
    ErpWorld erp(1);
    act(erp, "settings", R"({"ship_unaudited":true,"ship_delay_ms":1000})");
    create(erp, "S1", start + 1h);
    create(erp, "S2", start);

    erp.tick(start + 1s);

    BOOST_TEST(parcel_text(erp, "S1") == "[]");
    BOOST_TEST(parcel_text(erp, "S2") != "[]");
}

BOOST_AUTO_TEST_CASE(unaudited_orders_are_shipped_when_the_setting_says_so)
{
    ErpWorld erp;
    const OrderIndex index = create(erp, "A", start);

    act(erp, "settings", R"({"ship_unaudited":true,"ship_delay_ms":1000})");
    erp.tick(start + 1s);

    BOOST_TEST(erp.orders().at(index).status == 6000);
}

BOOST_AUTO_TEST_CASE(a_closed_warehouse_ships_nothing_until_it_opens)
{
    ErpWorld erp;
    const OrderIndex index = create(erp, "A", start);
    erp.audit_order(index, start);
    act(erp, "settings", R"({"warehouse_open":false,"ship_delay_ms":0})");
    erp.tick(start + 1h);
    BOOST_TEST(erp.orders().at(index).parcels.empty());

    act(erp, "settings", R"({"warehouse_open":true})");
    erp.tick(start + 1h);

    BOOST_TEST(erp.orders().at(index).status == 6000);
}

BOOST_AUTO_TEST_CASE(a_reserved_number_is_there_before_anything_left_and_goes_with_the_parcel)
{
    ErpWorld erp;
    act(erp, "settings", R"({"reserved_number":100,"ship_delay_ms":10000})");
    const OrderIndex index = create(erp, "A", start);
    erp.audit_order(index, start);

    erp.tick(start + 5s);
    const SalesOrder& order = erp.orders().at(index);
    const std::string reserved = order.reserved_number;
    BOOST_TEST(order.status == 4112);
    BOOST_TEST(order.parcels.empty());
    BOOST_TEST(!reserved.empty());
    erp.tick(start + 10s);

    BOOST_TEST(order.status == 6000);
    BOOST_TEST(order.parcels.at(0).waybill_number == reserved);
}

BOOST_AUTO_TEST_CASE(a_part_leaves_first_and_the_rest_one_delay_later)
{
    ErpWorld erp;
    act(erp, "settings", R"({"part_shipping":100,"ship_delay_ms":10000})");
    const OrderIndex index = create(erp, "A", start, 3);
    erp.audit_order(index, start);
    const SalesOrder& order = erp.orders().at(index);

    erp.tick(start + 10s);
    BOOST_TEST(order.status == 4130);
    BOOST_TEST(order.parcels.at(0).contents.at(0).quantity == 2);
    erp.tick(start + 20s);

    BOOST_TEST(order.status == 6000);
    BOOST_TEST(order.parcels.at(1).contents.at(0).quantity == 1);
}

BOOST_AUTO_TEST_CASE(two_parcels_and_a_carrier_nobody_knows_are_shares_too)
{
    ErpWorld erp;
    act(erp, "settings", R"({"two_parcels":100,"unknown_carrier":100,"ship_delay_ms":0})");
    erp.audit_order(create(erp, "A", start), start);

    erp.tick(start);

    BOOST_TEST(parcel_text(erp, "A") ==
               R"([{"carrier":"","carrier_name":"本地配送","number":"BD1010000000001"},)"
               R"({"carrier":"","carrier_name":"本地配送","number":"BD1010000000002"}])");
}

BOOST_AUTO_TEST_CASE(one_seed_tells_one_story)
{
    BOOST_TEST(run_house(7) == run_house(7));
    BOOST_TEST(run_house(7) != run_house(8));
}

BOOST_AUTO_TEST_CASE(a_share_is_drawn_by_seed_and_number_alone)
{
    ErpSettings settings;
    settings.two_parcels = 30;
    int drawn = 0;
    for (int at = 0; at < 10'000; ++at)
        drawn += plan_shipping(settings, "260102-" + std::to_string(at)).two_parcels ? 1 : 0;

    BOOST_TEST(drawn > 2'800);
    BOOST_TEST(drawn < 3'200);
}

BOOST_AUTO_TEST_CASE(pieces_are_dealt_out_evenly_and_none_is_lost)
{
    const auto dealt = deal_out({{0, 3}, {1, 2}, {2, 1}}, 2);

    std::int64_t first = 0;
    std::int64_t second = 0;
    for (const PackedLine& packed : dealt.at(0))
        first += packed.quantity;
    for (const PackedLine& packed : dealt.at(1))
        second += packed.quantity;
    BOOST_TEST(first == 3);
    BOOST_TEST(second == 3);
}

BOOST_AUTO_TEST_CASE(a_shipped_order_can_not_be_cancelled)
{
    ErpWorld erp;
    const OrderIndex shipped = create(erp, "A", start);
    const OrderIndex waiting = create(erp, "B", start);
    act(erp, "ship", R"({"source":"A"})");

    BOOST_TEST((erp.cancel_order(shipped, start) == ChangeOutcome::already_shipped));
    BOOST_TEST((erp.cancel_order(waiting, start) == ChangeOutcome::done));
    BOOST_TEST((erp.cancel_order(waiting, start) == ChangeOutcome::already_done));
    BOOST_TEST((erp.cancel_order(99, start) == ChangeOutcome::unknown_order));
    BOOST_TEST(figure(erp, "B", "live") == 0);
}

BOOST_AUTO_TEST_CASE(a_merged_order_carries_all_numbers_and_is_one_import_of_each)
{
    ErpWorld erp;
    const OrderIndex first = create(erp, "A", start);
    create(erp, "B", start);

    const auto merged = act(erp, "merge", R"({"sources":["A","B"]})");
    act(erp, "ship", R"({"source":"B","numbers":["YT7"]})");

    const SalesOrder& whole = erp.orders().at(*parse_order_name(merged.at("order").as_string()));
    BOOST_TEST((whole.source_numbers == std::vector<std::string>{"A", "B"}));
    BOOST_TEST(erp.orders().at(first).status == 5020);
    for (const std::string_view source : {"A", "B"}) {
        BOOST_TEST(figure(erp, source, "live") == 1);
        BOOST_TEST(figure(erp, source, "live_imports") == 1);
        BOOST_TEST(parcel_text(erp, source).find("YT7") != std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(a_split_order_is_several_orders_and_still_one_import)
{
    ErpWorld erp;
    const OrderIndex whole = create(erp, "A", start, 3);

    act(erp, "split", R"({"source":"A","parts":3})");

    BOOST_TEST(erp.orders().at(whole).status == 5030);
    BOOST_TEST(figure(erp, "A", "live") == 3);
    BOOST_TEST(figure(erp, "A", "live_imports") == 1);
    BOOST_CHECK_THROW(act(erp, "split", R"({"order":"JY26000000000001","parts":2})"), ControlError);
}

BOOST_AUTO_TEST_CASE(an_audited_order_stays_audited_when_it_is_split_and_its_parts_are_shipped)
{
    ErpWorld erp;
    act(erp, "settings", R"({"ship_delay_ms":1000})");
    erp.audit_order(create(erp, "A", start, 2), start);
    act(erp, "split", R"({"source":"A"})");

    erp.tick(start + 1s);

    BOOST_TEST(erp.orders().at(1).status == 6000);
    BOOST_TEST(erp.orders().at(2).status == 6000);
    BOOST_TEST(erp.orders().at(0).parcels.empty());
}

BOOST_AUTO_TEST_CASE(deleted_and_archived_orders_leave_the_live_table)
{
    ErpWorld erp;
    create(erp, "A", start);
    create(erp, "B", start);
    create(erp, "C", start);
    act(erp, "delete", R"({"source":"A"})", start + 1s);
    act(erp, "archive", R"({"source":"B"})", start + 1s);

    auto live = modified_between(start, start + 1min);
    auto deleted = live;
    deleted.deleted = true;
    auto archived = live;
    archived.archived = true;

    BOOST_TEST(erp.orders().count(live) == 1u);
    BOOST_TEST(erp.orders().count(deleted) == 1u);
    BOOST_TEST(erp.orders().count(archived) == 1u);
    BOOST_TEST(figure(erp, "A", "live") == 0);
    BOOST_TEST(figure(erp, "B", "live") == 1);
}

BOOST_AUTO_TEST_CASE(carrier_and_number_can_change_after_shipping)
{
    ErpWorld erp;
    create(erp, "A", start);
    act(erp, "ship", R"({"source":"A","numbers":["YT1","YT2"]})");

    act(erp, "change_waybill", R"({"source":"A","parcel":2,"carrier":"KD-SF","number":"SF9"})",
        start + 1s);

    BOOST_TEST(parcel_text(erp, "A") ==
               R"([{"carrier":"YTO","carrier_name":"圆通-北仓","number":"YT1"},)"
               R"({"carrier":"SF","carrier_name":"顺丰特快","number":"SF9"}])");
    BOOST_TEST((erp.orders().at(0).modified_at == start + 1s));
}

BOOST_AUTO_TEST_CASE(a_page_goes_on_where_it_stopped_while_orders_move)
{
    ErpWorld erp;
    for (int at = 0; at < 5; ++at)
        create(erp, "S" + std::to_string(at), start + std::chrono::seconds(at));
    const auto filter = modified_between(start, start + 1min);

    const auto first = erp.orders().list(filter, std::nullopt, 0, 2);
    act(erp, "cancel", R"({"source":"S0"})", start + 10s);
    act(erp, "cancel", R"({"source":"S2"})", start + 11s);
    const auto second = erp.orders().list(filter, first.next, 0, 2);
    const auto third = erp.orders().list(filter, second.next, 0, 2);

    std::vector<OrderIndex> seen;
    for (const auto* page : {&first, &second, &third})
        for (const SalesOrder* order : page->orders)
            seen.push_back(order->index);
    BOOST_TEST((seen == std::vector<OrderIndex>{0, 1, 3, 4, 0, 2}));
    BOOST_TEST(!third.next.has_value());
}

BOOST_AUTO_TEST_CASE(a_place_behind_the_window_ends_the_list)
{
    ErpWorld erp;
    create(erp, "A", start);

    const auto page =
        erp.orders().list(modified_between(start, start + 1s), ListPosition{start + 1h, 0}, 0, 10);

    BOOST_TEST(page.orders.empty());
}

BOOST_AUTO_TEST_CASE(every_kind_of_moment_has_its_window)
{
    ErpWorld erp;
    const OrderIndex index = create(erp, "A", start);
    create(erp, "B", start + 1s);
    erp.audit_order(index, start + 10s);
    act(erp, "ship", R"({"source":"A"})", start + 20s);
    act(erp, "complete", R"({"source":"A"})", start + 30s);

    const std::pair<OrderTime, Milliseconds> moments[] = {{OrderTime::created, 0s},
                                                          {OrderTime::audited, 10s},
                                                          {OrderTime::shipped, 20s},
                                                          {OrderTime::modified, 30s}};
    for (const auto& [kind, at] : moments) {
        OrderFilter filter;
        filter.windows.emplace_back(kind, TimeWindow{start + at, start + at + 1s});
        const auto page = erp.orders().list(filter, std::nullopt, 0, 10);
        BOOST_TEST_REQUIRE(page.orders.size() == 1u);
        BOOST_TEST(page.orders[0]->index == index);
    }
}

BOOST_AUTO_TEST_CASE(a_clock_that_goes_back_does_not_hide_orders)
{
    ErpWorld erp;
    create(erp, "A", start + 1h);
    create(erp, "B", start);

    BOOST_TEST(erp.orders().count(modified_between(start + 1h, start + 2h)) == 2u);
}

BOOST_AUTO_TEST_CASE(order_names_are_read_back)
{
    for (const auto& name : {order_number(42), delivery_number(42), order_id(42)})
        BOOST_TEST((parse_order_name(name) == OrderIndex{42}));
    BOOST_TEST(order_id(42).size() == 19u);
    for (const std::string_view name : {"", "JY2600", "JY260000000004x", "JY26009999999999"})
        BOOST_TEST((parse_order_name(name) == std::nullopt));
}

BOOST_AUTO_TEST_CASE(orders_of_a_marketplace_shop_are_the_erps_own)
{
    ErpWorld erp;

    act(erp, "download", R"({"shop":"PDD-01","source":"A"})");

    BOOST_TEST(figure(erp, "A", "creates") == 0);
    BOOST_TEST(figure(erp, "A", "live_imports") == 1);
}

BOOST_AUTO_TEST_CASE(a_senseless_control_request_says_why)
{
    ErpWorld erp;
    create(erp, "A", start);
    create(erp, "A", start);
    const std::pair<std::string_view, std::string_view> requests[] = {
        {"fly", "{}"},
        {"ship", R"({"source":"A"})"},
        {"ship", R"({"order":"JY26000000000099"})"},
        {"ship", "{}"},
        {"ship", R"({"order":"JY26000000000000","color":1})"},
        {"ship", R"({"order":"JY26000000000000","carrier":"nobody"})"},
        {"complete", R"({"order":"JY26000000000000"})"},
        {"merge", R"({"orders":["JY26000000000000"]})"},
        {"set_status", R"({"order":"JY26000000000000","status":6000})"},
        {"change_waybill", R"({"order":"JY26000000000000"})"},
        {"settings", R"({"two_parcels":101})"},
        {"add_shop", R"({"code":"DF-01"})"},
        {"download", R"({"shop":"nowhere","source":"A"})"}};

    for (const auto& [action, arguments] : requests)
        BOOST_CHECK_THROW(act(erp, action, arguments), ControlError);
}

BOOST_AUTO_TEST_CASE(the_warehouse_passes_over_an_order_that_a_status_holds_back)
{
    ErpWorld erp;
    act(erp, "settings", R"({"ship_delay_ms":1000})");
    const OrderIndex index = create(erp, "A", start);
    erp.audit_order(index, start);
    act(erp, "set_status", R"({"source":"A","status":4121})");

    erp.tick(start + 1s);
    BOOST_TEST(erp.orders().at(index).status == 4121);
    act(erp, "set_status", R"({"source":"A","status":4123})", start + 1s);
    erp.tick(start + 2s);

    BOOST_TEST(erp.orders().at(index).status == 6000);
}

BOOST_AUTO_TEST_CASE(a_limit_counts_calls_in_any_stretch_of_its_length)
{
    ErpGate gate;
    const CallLimit limit{.calls = 2, .window = 1s};

    BOOST_TEST(gate.admit("query", limit, start));
    BOOST_TEST(gate.admit("query", limit, start + 900ms));
    BOOST_TEST(!gate.admit("query", limit, start + 999ms));
    BOOST_TEST(gate.admit("create", limit, start + 999ms));
    BOOST_TEST(gate.admit("query", limit, start + 1000ms));
    BOOST_TEST(!gate.admit("query", limit, start + 1000ms));
    BOOST_TEST(gate.admit("query", limit, start - 1h));
}

BOOST_AUTO_TEST_SUITE_END()
