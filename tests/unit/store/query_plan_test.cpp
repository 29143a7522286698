#include "store_fixture.hpp"

#include "store/detail/session.hpp"
#include "store/detail/shop_key.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::store;
using namespace daifa::test;

namespace {

struct PlanFixture : StoreFixture {
    /// Two orders of one recipient under one number.
    void share_a_parcel()
    {
        std::vector<Claim> claims;
        std::vector<Settlement> settled;
        for (const std::string number : {"D8", "D9"}) {
            record(make_order(number));
            Claim take;
            take.order = make_order(number).id;
            take.revision = load(take.order).revision;
            take.key = "take/1/1";
            take.kind = WriteKind::take_waybill;
            take.subject = take.group = "YTO/D8-1-1-joint";
            claims.push_back(take);
            Settlement taken;
            taken.order = take.order;
            taken.key = take.key;
            taken.result = "YTO/YT8";
            settled.push_back(taken);
        }
        run(ledger->claim(shop, claims, clock.now()));
        run(ledger->settle(shop, settled, clock.now()));
        for (const auto& taken : settled)
            claim(taken.order, "upload/1/YTO/YT8", WriteKind::upload_waybill, "YTO/YT8");
        run(ledger->choose_parcel(shop, settled[0].order, ParcelChoice::single, "li", "heavy",
                                  clock.now()));
        run(ledger->load_due(shop, clock.now(), 10, OrderIds(), Bodies::all_of_one_recipient));
    }

    void use_stock()
    {
        auto& stock = ledger->stock();
        StockRow level;
        level.barcode = "6901";
        level.warehouse = "CK-01";
        run(stock.record_levels(shop, std::vector{level}, clock.now(), clock.now()));
        ShelfRow row;
        row.listing.id = {"71", "81"};
        row.item = "6901";
        row.read_at = clock.now();
        run(stock.record_shelf(shop, std::vector{row}, clock.now()));
        run(stock.finish_full_reading(shop, clock.now(), clock.now()));
        run(stock.save_changes_at(shop, clock.now()));
        run(stock.load_progress(shop));
        run(stock.list_warehouses(shop));
        run(stock.count_unlisted(shop));
        const auto due = run(stock.load_due(shop, clock.now(), 10));
        run(stock.find_next_due(shop));
        StockClaim claim;
        claim.id = due.at(0).id;
        claim.revision = due.at(0).revision;
        run(stock.claim(shop, std::vector{claim}, clock.now()));
        run(stock.doubt_claimed_writes(shop, clock.now(), Milliseconds(1)));
        StockSettlement settlement;
        settlement.id = claim.id;
        run(stock.settle(shop, std::vector{settlement}, clock.now()));
        StockVerdictUpdate update;
        update.id = claim.id;
        update.revision = run(stock.find_item(shop, claim.id))->revision;
        update.verdict.state = StockState::held;
        run(stock.save_verdicts(shop, std::vector{update}, clock.now()));
        run(stock.make_all_due(shop, clock.now()));
        run(stock.approve(shop, claim.id, 3, "li", clock.now()));
        StockListQuery query;
        run(stock.list(shop, query));
        query.difference = "stock_unmapped";
        run(stock.list(shop, query));
        run(stock.summarize(shop));
        run(stock.list_events(shop, claim.id));
        run(stock.archive(shop, clock.now()));
    }

    void use_merchant()
    {
        auto& merchant = ledger->merchant();
        MerchantOrder order;
        order.number = "261127-1";
        run(merchant.record_orders(shop, std::vector{order}, clock.now(), "window", ""));
        const auto due = run(merchant.load_due(shop, clock.now(), 10));
        run(merchant.find_next_due(shop));
        MerchantLook look;
        look.order = order;
        look.began = clock.now();
        run(merchant.record_look(shop, look, clock.now()));
        run(merchant.record_erp(shop, std::vector<ErpFinding>(1), true, clock.now(), clock.now()));
        run(merchant.record_factories(shop, std::vector<FactoryFinding>(1), clock.now()));
        run(merchant.list_open(shop, "", 10));
        run(merchant.list_factory_prints(shop, "", 10));
        run(merchant.find_noted_orders(shop, std::vector<std::string>{"261127-1"}));
        std::function<void(Session&)> upgrade = [&](Session& session) {
            const ShopKey key(shop);
            session.run("insert into older_notes (bucket, shop, number, merchant) "
                        "values (:bucket, :shop, '', '')",
                        key.bucket, key.shop);
        };
        run(database->run(std::move(upgrade)));
        for (const int limit : {1, 10})
            run(merchant.note_older_orders(shop, limit));
        run(merchant.sum_stock(shop, "6901"));
        MerchantClaim claim;
        claim.revision = run(merchant.find_order(shop, "261127-1"))->revision;
        claim.shipment.order = "261127-1";
        run(merchant.claim(shop, std::vector{claim}, clock.now()));
        run(merchant.doubt_claimed_writes(shop, clock.now(), Milliseconds(1)));
        ShipSettlement settlement;
        settlement.order = "261127-1";
        run(merchant.settle(shop, std::vector{settlement}, clock.now()));
        run(merchant.save_verdicts(shop, std::vector<MerchantVerdictUpdate>(1), clock.now()));
        run(merchant.make_all_due(shop, clock.now()));
        run(merchant.approve(shop, "261127-1", "YTO/YT1", "li", clock.now()));
        MerchantQuery query;
        run(merchant.list(shop, query));
        query.state = MerchantState::waiting;
        run(merchant.list(shop, query));
        query.difference = "risk_control";
        run(merchant.list(shop, query));
        run(merchant.summarize(shop));
        run(merchant.list_events(shop, "261127-1"));
        CaseDecision decision;
        decision.difference = "shipped_by_other";
        run(merchant.decide_case(shop, "261127-1", decision));
        run(merchant.reopen_case(shop, "261127-1", "shipped_by_other", "li", "", clock.now()));
        run(merchant.record_gone(shop, "261127-1", clock.now()));
        MerchantVerdictUpdate closed;
        closed.order = "261127-1";
        closed.revision = run(merchant.find_order(shop, "261127-1"))->revision;
        closed.verdict.state = MerchantState::closed;
        run(merchant.save_verdicts(shop, std::vector{closed}, clock.now()));
        run(merchant.archive(shop, clock.now() + Milliseconds(1), 10));
    }

    /// Runs everything a ledger can do, so that each statement is prepared once.
    void use_everything()
    {
        auto row = make_order("D1");
        record(row);
        row.is_sf_only = true;
        record(row);
        record(row, "look");
        const auto erp_row = make_erp_row("D1", "E1", ErpStage::shipped);
        run(ledger->record_erp_orders(shop, std::vector{erp_row}, clock.now(), "w", ""));
        run(ledger->record_erp_look(shop, std::vector{row.id}, std::vector{erp_row}, clock.now(),
                                    ""));
        run(ledger->record_erp_look(shop, std::vector{row.id}, std::vector<ErpRow>(), clock.now(),
                                    ""));
        WindowRecord window;
        window.state = WindowState::proven;
        window.to = clock.now();
        run(ledger->record_window(shop, window));
        run(ledger->list_windows(shop, true, 10));
        run(ledger->list_windows(shop, false, 10));
        run(ledger->save_proven_until(shop, Stream::erp_orders, clock.now()));
        run(ledger->load_proven_until(shop, Stream::erp_orders));
        run(ledger->load_due(shop, clock.now(), 10));
        run(ledger->find_next_due(shop));
        claim(row.id, "upload/1/YTO/YT1", WriteKind::upload_waybill, "YTO/YT1");
        settle(row.id, "upload/1/YTO/YT1", WriteState::confirmed);
        claim(row.id, "retract/1/YTO/YT1", WriteKind::retract_upload, "YTO/YT1");
        settle(row.id, "retract/1/YTO/YT1", WriteState::confirmed);
        claim(row.id, "take/1/1", WriteKind::take_waybill, "YTO/D1-1-1");
        Settlement taken;
        taken.order = row.id;
        taken.key = "take/1/1";
        taken.result = "YTO/YT1";
        taken.label = NewLabel{"YTO/YT1", Secret("sealed by the platform"), "", "YTO/D1-1-1"};
        run(ledger->settle(shop, std::vector{taken}, clock.now()));
        RequestedWrite reprint;
        reprint.order = row.id;
        reprint.key = "print/1/YTO/YT1/2";
        reprint.subject = "YTO/YT1";
        run(ledger->request_write(shop, reprint, "li", "torn", clock.now()));
        run(ledger->list_labels(shop, row.id));
        run(ledger->load_print_data(shop, std::vector<std::string>{"YTO/YT1"}));
        share_a_parcel();
        claim(row.id, "import/1");
        run(ledger->doubt_claimed_writes(shop, clock.now(), Milliseconds(1)));
        settle(row.id, "import/1", WriteState::uncertain);
        Ledger::VerdictUpdate update;
        update.order = row.id;
        update.revision = load(row.id).revision;
        run(ledger->save_verdicts(shop, std::vector{update}, clock.now()));
        update.verdict.state = OrderState::uploaded;
        update.verdict.difference = "extra_parcel";
        run(ledger->save_verdicts(shop, std::vector{update}, clock.now()));
        run(ledger->make_all_due(shop, clock.now()));
        Hold hold;
        run(ledger->set_hold(shop, row.id, hold));
        run(ledger->retry(shop, row.id, "li", clock.now()));
        CaseDecision decision;
        decision.difference = "extra_parcel";
        run(ledger->decide_case(shop, row.id, decision));
        load(row.id);
        run(ledger->load_due(shop, clock.now(), 10));
        run(ledger->list_decisions(shop, 10));
        run(ledger->reopen_case(shop, row.id, "extra_parcel", "li", "", clock.now()));
        run(ledger->summarize(shop));
        for (const bool oldest_first : {true, false}) {
            OrderQuery query;
            query.oldest_first = oldest_first;
            run(ledger->list_orders(shop, query));
            query.difference = "extra_parcel";
            run(ledger->list_orders(shop, query));
        }
        run(ledger->search_orders(shop, "x"));
        run(ledger->search_orders(shop, "m1/D"));
        run(ledger->list_events(shop, row.id));
        run(ledger->save_credential(shop, Credential(), clock.now()));
        run(ledger->load_credential(shop));
        run(ledger->save_access_write(shop, Ledger::AccessWrite()));
        run(ledger->load_access_write(shop));
        run(ledger->begin_generation(shop, row.id, load(row.id).revision, "again", clock.now()));
        run(ledger->lift_hold(shop, row.id, "li", clock.now()));
        update.revision = load(row.id).revision;
        run(ledger->save_verdicts(shop, std::vector{update}, clock.now()));
        use_stock();
        use_merchant();
        run(ledger->archive(shop, clock.now() + Milliseconds(1), 10));
    }

    std::vector<std::string> texts()
    {
        std::vector<std::string> found;
        std::function<void(Session&)> unit = [&](Session& session) {
            found = session.prepared_texts();
        };
        run_coroutine(context, clock, database->run(std::move(unit)));
        return found;
    }

    std::string plan(const std::string& text)
    {
        std::string lines;
        for (const auto& line : run_sql(directory.file("daifa.db"), "explain query plan " + text))
            lines += line.substr(line.rfind('|') + 1) + "\n";
        return lines;
    }
};

bool is_explainable(const std::string& text)
{
    return text.starts_with("select") || text.starts_with("update") || text.starts_with("delete") ||
           text.starts_with("insert");
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(query_plan, PlanFixture)

BOOST_AUTO_TEST_CASE(no_statement_walks_a_table)
{
    use_everything();

    int explained = 0;
    for (const auto& text : texts()) {
        if (!is_explainable(text))
            continue;
        ++explained;
        const std::string lines = plan(text);
        // The orders picked by an inner query are walked; they are at most as many as asked for.
        for (const char* table : {"SCAN orders",
                                  "SCAN o\n",
                                  "SCAN writes",
                                  "SCAN w\n",
                                  "SCAN events",
                                  "SCAN erp_orders",
                                  "SCAN e\n",
                                  "SCAN order_bodies",
                                  "SCAN b\n",
                                  "SCAN windows",
                                  "SCAN meta",
                                  "SCAN stock_items",
                                  "SCAN stock_levels",
                                  "SCAN stock_events",
                                  "SCAN merchant_orders",
                                  "SCAN merchant_events",
                                  "SCAN merchant_tallies",
                                  "SCAN noted_numbers",
                                  "SCAN n\n",
                                  "SCAN older_notes",
                                  "SCAN decisions"})
            BOOST_TEST(lines.find(table) == std::string::npos, text + "\n" + lines);
    }
    BOOST_TEST(explained > 60);
}

BOOST_AUTO_TEST_CASE(every_statement_names_its_bucket)
{
    use_everything();

    for (const auto& text : texts()) {
        if (is_explainable(text))
            BOOST_TEST(text.find("bucket") != std::string::npos, text);
    }
}

BOOST_AUTO_TEST_CASE(due_work_and_pages_come_sorted_out_of_an_index)
{
    use_everything();

    for (const auto& text : texts()) {
        const bool is_due = text.find("due_at is not null") != std::string::npos &&
                            text.find(" join ") == std::string::npos;
        const bool is_page = text.find(":after_number") != std::string::npos;
        if (!is_due && !is_page)
            continue;
        const std::string lines = plan(text);
        BOOST_TEST(lines.find("TEMP B-TREE") == std::string::npos, text + "\n" + lines);
        const bool is_stock = text.find("stock_items") != std::string::npos;
        const char* const index = is_stock ? "stock_items_due" : is_due ? "orders_due" : "orders_";
        BOOST_TEST(lines.find(index) != std::string::npos, text + "\n" + lines);
    }
}

BOOST_AUTO_TEST_SUITE_END()
