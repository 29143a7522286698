"""库存同步: what the ERP has arrives at the platform, once, and never a wrong quantity stays."""

import random
import unittest

from stage import SHOP, SLOW, StageTest, wait_for

REPAIR = "stock:\n  enabled: true\n  mode: repair\n  interval: 1s\n"


class Stock(StageTest):
    def start(self, strategy=REPAIR, listings=3, quantity=5, usable=20, **extra):
        """So many listings s-1 … of which the ERP has `usable` pieces each."""
        self.start_shop(authorize=False, strategy_extra=strategy, **extra)
        if listings:
            self.sandbox.platform("add_listing", count=listings, variants=2, outer_id="s", quantity=quantity)
        for code in self.codes(listings):
            self.sandbox.erp("set_stock", barcode=code, quantity=usable)
        self.authorize()

    @staticmethod
    def codes(count):
        return ["s"] if count == 1 else [f"s-{number}" for number in range(1, count + 1)]

    def listings(self):
        return {one["outer_id"]: one for one in self.sandbox.truth()["platform"]["listings"]}

    def quantities(self):
        return {code: one["quantity"] for code, one in self.listings().items()}

    def rows(self, *arguments):
        return {row["sku_code"]: row for row in self.answer_of("stock", *arguments).get("items", [])}

    def wait_for_passes(self, count):
        """Until the stock was read so often after now: whatever it asks for has been decided then."""

        def passes():
            self.daemon.check_alive()
            return self.answer_of("status")["shops"][0]["stock_sync"]["passes"]

        wanted = passes() + count
        wait_for(f"{count} passes of the stock", lambda: passes() >= wanted, 60 * SLOW, 0.1)

    def wait_for_quantities(self, expected, seconds=40):
        def shown():
            self.daemon.check_alive()
            return self.quantities() == expected

        try:
            wait_for(f"quantities {expected}", shown, seconds * SLOW, 0.1)
        except Exception:
            print(f"the quantities are {self.quantities()}")
            print(self.daifa("stock", check=False).stdout)
            raise

    def wait_for_stock(self, code, seconds=30, **expected):
        """Until the row of that listing is so; a difference is compared by its name."""

        def found():
            self.daemon.check_alive()
            row = self.rows().get(code)
            if row is None:
                return None
            row["difference"] = (row["difference"] or {}).get("name", "")
            return row if all(row[key] == value for key, value in expected.items()) else None

        try:
            return wait_for(f"{code}: {expected}", found, seconds * SLOW, 0.1)
        except Exception:
            print(f"{code} is {self.rows().get(code)}")
            raise

    def test_what_changes_in_the_erp_arrives_once(self):
        self.start()
        self.wait_for_quantities({"s-1": 20, "s-2": 20, "s-3": 20})
        self.sandbox.erp("change_stock", barcode="s-2", by=-3)
        self.wait_for_quantities({"s-1": 20, "s-2": 17, "s-3": 20})
        self.wait_for_stock("s-2", state="equal", base=17, wanted=17, platform=17)
        listings = self.listings()
        self.assertEqual([one["sent"] for one in listings.values()], [[20], [20, 17], [20]])
        self.assertEqual(sum(one["repeated"] for one in listings.values()), 0)
        history = self.answer_of("stock", "--explain", "s-2")["events"]
        self.assertIn("set 17 confirmed", [event["what"] for event in history])
        self.assertTrue(all(event["request_id"] for event in history if event["what"].endswith("confirmed")))

    def test_the_strategys_formula_counts(self):
        self.start(REPAIR + "  warehouses: [CK-02]\n  percent: 50\n  plus: -1\n  safety: 1\n  max: 30\n",
                   listings=0)
        self.sandbox.erp("add_warehouse", code="CK-02")
        self.sandbox.platform("add_listing", outer_id="half", quantity=0)
        self.sandbox.platform("add_listing", outer_id="much", quantity=0)
        self.sandbox.erp("set_stock", barcode="half", quantity=1000)
        self.sandbox.erp("set_stock", barcode="half", warehouse="CK-02", quantity=18, locked=2)
        self.sandbox.erp("set_stock", barcode="much", warehouse="CK-02", quantity=500)
        # (16 - 1) × 50 % = 7, less one.
        self.wait_for_quantities({"half": 6, "much": 30})

    def test_what_belongs_to_nothing_is_said_once_and_never_sent(self):
        self.start(listings=1)
        self.sandbox.platform("add_listing", outer_id="nobody", quantity=4)
        self.sandbox.platform("add_listing", outer_id="", quantity=4)
        self.wait_for_stock("nobody", state="held", difference="stock_unmapped")
        self.wait_for_quantities({"s": 20, "nobody": 4, "": 4})
        self.wait_for_words("stock_unmapped", "2")
        self.wait_for_passes(3)
        history = self.answer_of("stock", "--explain", "nobody")["events"]
        self.assertEqual(len([one for one in history if "stock_unmapped" in one["what"]]), 1)
        self.assertEqual(self.listings()["nobody"]["updates"], 0)
        self.assertEqual(self.answer_of("stock", "--difference", "stock_unmapped")["items"][0]["state"], "held")

    def test_the_item_map_names_the_barcode(self):
        self.start(listings=0)
        (self.folder / "shops.d/items.csv").write_text("key,barcode,goods_no,spec\nshop-code,ERP-1,,\n")
        self.shop_file().write_text(self.shop_file().read_text() + "items: {map: items.csv}\n")
        self.sandbox.platform("add_listing", outer_id="shop-code", quantity=1)
        self.sandbox.erp("set_stock", barcode="ERP-1", quantity=9)
        self.reload()
        self.wait_for_quantities({"shop-code": 9})

    def test_observing_and_proposing_send_nothing_until_a_person_says_so(self):
        self.start(REPAIR.replace("repair", "observe"), listings=2)
        self.wait_for_stock("s-1", state="differs", difference="stock_differs", wanted=20)
        refused = self.daifa("stock", "--send", "s-1", check=False)
        self.assertEqual(refused.returncode, 1)
        self.edit(self.strategy_file, "mode: observe", "mode: propose")
        self.reload()
        plan = self.answer_of("stock", "--plan")["items"]
        self.assertEqual({row["sku_code"]: row["wanted"] for row in plan}, {"s-1": 20, "s-2": 20})
        self.assertEqual(self.quantities(), {"s-1": 5, "s-2": 5})
        self.daifa("stock", "--send", "s-1")
        self.wait_for_quantities({"s-1": 20, "s-2": 5})
        self.daifa("stock", "--all")
        self.wait_for_quantities({"s-1": 20, "s-2": 20})
        self.sandbox.erp("set_stock", barcode="s-1", quantity=7)
        self.wait_for_stock("s-1", state="differs", wanted=7)
        self.assertEqual(self.listings()["s-1"]["sent"], [20])

    def test_a_large_change_waits_for_a_person(self):
        self.start(REPAIR + "  change_max: 50\n")
        self.wait_for_quantities({"s-1": 20, "s-2": 20, "s-3": 20})
        self.sandbox.erp("set_stock", barcode="s-3", quantity=500)
        self.wait_for_stock("s-3", state="held", difference="stock_change_capped", wanted=500)
        self.assertEqual(self.quantities()["s-3"], 20)
        self.daifa("stock", "--send", "s-3")
        self.wait_for_quantities({"s-1": 20, "s-2": 20, "s-3": 500})

    def test_what_the_platform_sold_is_not_put_back(self):
        self.start(listings=1)
        self.wait_for_quantities({"s": 20})
        self.wait_for_stock("s", state="equal")
        self.sandbox.platform("sell", listing="s", quantity=2)
        self.wait_for_stock("s", state="waiting", platform=18)
        self.sandbox.erp("change_stock", barcode="s", by=-2)
        self.wait_for_stock("s", state="equal", wanted=18)
        self.assertEqual(self.listings()["s"]["sent"], [20])

    def test_a_promotion_refuses_less_and_takes_more(self):
        self.start(listings=1)
        self.wait_for_quantities({"s": 20})
        self.sandbox.platform("edit_listing", listing="s", promotion=True)
        self.sandbox.erp("set_stock", barcode="s", quantity=3)
        self.wait_for_stock("s", state="held", difference="stock_refused", wanted=3)
        self.assertEqual(self.quantities(), {"s": 20})
        self.sandbox.erp("set_stock", barcode="s", quantity=40)
        self.wait_for_quantities({"s": 40})
        self.sandbox.platform("edit_listing", listing="s", promotion=False)
        self.sandbox.erp("set_stock", barcode="s", quantity=3)
        self.wait_for_quantities({"s": 3})

    def test_a_yes_without_effect_has_a_name_and_is_tried_again(self):
        self.start(listings=1, usable=5)
        self.wait_for_stock("s", state="equal")
        self.set_variant("pinduoduo", quantity_update="ignored")
        self.sandbox.erp("set_stock", barcode="s", quantity=8)
        self.wait_for_stock("s", state="held", difference="stock_not_taken")
        self.set_variant("pinduoduo", quantity_update="applied")
        self.wait_for_quantities({"s": 8})
        self.wait_for_stock("s", state="equal")

    def test_a_missing_permission_is_said_once_and_orders_go_on(self):
        self.start_shop(authorize=False, strategy_extra=REPAIR)
        self.sandbox.erp("permit", method="erp.stockquantity.get", permitted=False)
        self.authorize()
        self.wait_for_words("erp.stockquantity.get", "0130020310")
        self.sandbox.platform("set_app", forbidden_apis=["pdd.goods.list.get"])
        # No reload: it would have the refusal told once more, when it comes between two tries.
        self.sandbox.erp("permit", method="erp.stockquantity.get")
        self.wait_for_words("pdd.goods.list.get", "20031 goods")
        order = self.assign()[0]
        self.wait_for_row(order, lambda row: row["state"] == "uploaded")
        said = self.daemon.log.read_text().count("orders go on")
        self.assertEqual(said, 2)
        self.sandbox.platform("set_app", forbidden_apis=[])
        self.sandbox.platform("add_listing", outer_id="s", quantity=5)
        self.sandbox.erp("set_stock", barcode="s", quantity=6)
        self.reload()
        self.wait_for_quantities({"s": 6})

    def test_every_reading_of_the_erps_cursor_ends_the_same(self):
        for variant in ({"stock_ids": "rising"}, {"stock_cursor": "inclusive"}, {"stock_times": "ignored"},
                        {"stock_numbers": "decimal"}):
            with self.subTest(variant):
                self.setUp()
                arguments = ["--limits", "off"]
                for key, value in variant.items():
                    arguments += ["--variant", f"jackyun.{key}={value}"]
                for key in ("numbers=mixed", "flags=numbers", "nulls=null"):
                    arguments += ["--variant", f"pinduoduo.{key}"]
                self.start(sandbox_arguments=tuple(arguments), listings=230)
                self.wait_for_quantities({code: 20 for code in self.codes(230)}, 90)
                self.sandbox.erp("set_stock", barcode="s-7", quantity=1)
                self.sandbox.erp("set_stock", barcode="s-229", quantity=2)
                expected = {code: 20 for code in self.codes(230)} | {"s-7": 1, "s-229": 2}
                self.wait_for_quantities(expected)
                self.daemon.kill()
                self.sandbox.kill()

    def test_failing_calls_and_kills_leave_no_wrong_quantity(self):
        chance = random.Random(7)
        self.start(listings=40)
        self.sandbox.faults(rate=0.2, seed=7)
        stock = {}
        for _ in range(6):
            for code in chance.sample(self.codes(40), 15):
                stock[code] = chance.randrange(100)
                self.sandbox.erp("set_stock", barcode=code, quantity=stock[code])
            self.wait_for_passes(1)
            self.daemon.kill()
            self.daemon.start()
        self.sandbox.faults(rate=0)
        self.wait_for_quantities({code: stock.get(code, 20) for code in self.codes(40)}, 120)
        self.wait_for_passes(3)
        self.wait_for_quantities({code: stock.get(code, 20) for code in self.codes(40)}, 5)
        for row in self.rows().values():
            self.assertEqual(row["platform"], self.quantities()[row["sku_code"]])


if __name__ == "__main__":
    unittest.main()
