#include "client.hpp"

#include <daifa/codec/json.hpp>

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::practice::jackyun;
namespace json = boost::json;

namespace {

constexpr std::string_view method = "erp.stockquantity.get";

struct Warehouse : Client {
    explicit Warehouse(const Options& options = {}) : Client(options)
    {
        for (const std::string code : {"A", "B", "C"})
            act("set_stock", R"({"barcode":")" + code + R"(","quantity":10,"locked":3})");
    }

    json::array rows(const std::string& business)
    {
        return data(method, business).at("goodsStockQuantity").as_array();
    }

    std::vector<std::string> codes(const std::string& business)
    {
        return column(rows(business), "skuBarcode");
    }

    std::string id_of(std::size_t at)
    {
        return text_or(rows(R"({"maxQuantityId":"0"})").at(at).as_object(), "quantityId");
    }
};

using Codes = std::vector<std::string>;

} // namespace

BOOST_AUTO_TEST_SUITE(stock)

BOOST_AUTO_TEST_CASE(a_row_tells_what_may_be_sold)
{
    Warehouse erp;
    const auto row = erp.rows(R"({"pageIndex":0,"pageSize":50})").at(0).as_object();

    BOOST_TEST(text_or(row, "warehouseCode") == "CK-01");
    BOOST_TEST(find_integer(row, "currentQuantity").value_or(-1) == 10);
    BOOST_TEST(find_integer(row, "useQuantity").value_or(-1) == 7);
    BOOST_TEST(find_integer(row, "lockedQuantity").value_or(-1) == 3);
}

BOOST_AUTO_TEST_CASE(the_cursor_leads_behind_a_row)
{
    Warehouse erp;
    const std::string first = erp.id_of(0);

    BOOST_TEST(erp.codes(R"({"pageSize":2,"maxQuantityId":"0"})") == (Codes{"A", "B"}),
               boost::test_tools::per_element());
    BOOST_TEST(erp.codes(R"({"maxQuantityId":")" + first + R"("})") == (Codes{"B", "C"}),
               boost::test_tools::per_element());
    BOOST_TEST(erp.codes(R"({"maxQuantityId":")" + erp.id_of(2) + R"("})").empty());
}

BOOST_AUTO_TEST_CASE(an_id_stays_with_its_row_or_rises_with_its_changes)
{
    Warehouse stable;
    const std::string before = stable.id_of(0);
    stable.act("change_stock", R"({"barcode":"A","by":-1})");
    BOOST_TEST(stable.id_of(0) == before);

    Warehouse rising(Options{{"stock_ids", "rising"}});
    rising.act("change_stock", R"({"barcode":"A","by":-1})");
    BOOST_TEST(rising.codes("{}") == (Codes{"B", "C", "A"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(an_inclusive_cursor_gives_its_row_once_more)
{
    Warehouse erp(Options{{"stock_cursor", "inclusive"}});

    BOOST_TEST(erp.codes(R"({"maxQuantityId":")" + erp.id_of(2) + R"("})") == Codes{"C"},
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_span_of_time_shows_what_changed_in_it)
{
    for (const std::string reading : {"honoured", "ignored"}) {
        Warehouse erp(Options{{"stock_times", reading}});
        erp.now += std::chrono::hours(1);
        erp.act("change_stock", R"({"barcode":"B","by":2})");
        const auto ms = [&](Milliseconds back) {
            return std::to_string((erp.now - back).time_since_epoch().count());
        };
        const auto shown = erp.codes(R"({"gmtModifiedStart":)" + ms(std::chrono::minutes(1)) +
                                     R"(,"gmtModifiedEnd":)" + ms(Milliseconds(0)) + "}");
        BOOST_TEST(shown.size() == (reading == "honoured" ? 1u : 3u), reading);
    }
    Warehouse erp;
    BOOST_TEST(erp.subcode(method, R"({"gmtModifiedStart":"2026-01-01 00:00:00"})") ==
               "0050030002");
}

BOOST_AUTO_TEST_CASE(quantities_drift_between_kinds)
{
    Warehouse text(Options{{"stock_numbers", "text"}});
    BOOST_TEST(text.rows("{}").at(0).at("useQuantity").is_string());
    Warehouse decimal(Options{{"stock_numbers", "decimal"}});
    BOOST_TEST(text_or(decimal.rows("{}").at(0).as_object(), "useQuantity") == "7.0000");
}

BOOST_AUTO_TEST_CASE(warehouses_and_barcodes_narrow_the_list)
{
    Warehouse erp;
    erp.act("add_warehouse", R"({"code":"CK-02"})");
    erp.act("set_stock", R"({"barcode":"A","warehouse":"CK-02","quantity":4})");

    BOOST_TEST(erp.codes(R"({"warehouseCode":"CK-02"})") == Codes{"A"},
               boost::test_tools::per_element());
    BOOST_TEST(erp.codes(R"({"skuBarcode":"A"})").size() == 2u);
    BOOST_TEST(erp.world.erp.truth(erp.now).at("stock").at("A").to_number<int>() == 11);
}

BOOST_AUTO_TEST_CASE(an_application_without_the_method_is_turned_away)
{
    Warehouse erp;
    erp.act("permit", R"({"method":"erp.stockquantity.get","permitted":false})");

    BOOST_TEST(erp.subcode(method, "{}") == "0130020310");
}

BOOST_AUTO_TEST_SUITE_END()
