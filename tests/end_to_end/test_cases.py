"""What goes wrong between assignment and parcel, one order each: it ends right, or by what a person decides."""

import datetime
import shlex
import unittest

from stage import SLOW, StageTest, by, wait_for


def number_of(order):
    return order.split("/")[1]


class Cases(StageTest):
    def setUp(self):
        super().setUp()
        self.next_seed = 100

    def new(self, **contents):
        """One order that the platform assigned just now."""
        self.next_seed += 1
        return self.assign(1, seed=self.next_seed, **contents)[0]

    def imported(self, **contents):
        order = self.new(**contents)
        self.wait_for_row(order, by(state="imported", difference=""))
        return order

    def erp(self, action, order, **arguments):
        return self.sandbox.erp(action, source=number_of(order), **arguments)

    def audited(self, **contents):
        order = self.imported(**contents)
        self.erp("audit", order)
        return order

    def ship(self, order, number, carrier="KD-YTO"):
        self.erp("ship", order, carrier=carrier, numbers=[number])

    def shipped(self, number, **contents):
        """Uploaded, too."""
        order = self.audited(**contents)
        self.ship(order, number)
        self.wait_for_row(order, by(state="uploaded", difference=""))
        return order

    def seen(self, order):
        return next(one for one in self.sandbox.truth()["platform"]["orders"] if one["order"] == order)

    def live(self, order):
        return [one["number"] for one in self.seen(order)["numbers"] if one["live"]]

    def in_erp(self, order):
        sources = self.sandbox.truth()["erp"]["sources"]
        return sources.get(number_of(order), {"creates": 0, "live_imports": 0})

    def stage_in_erp(self, order):
        facts = self.daemon.get("/v1/orders/explain", order=order)["erp"]
        return facts[0]["stage"] if facts else ""

    def open_cases(self):
        return {one["order"]: one for one in self.answer_of("cases", "--limit", "1000")["cases"]}

    def decide(self, order, difference, choice):
        """With the command that `daifa cases` prints for that choice."""
        self.wait_for_row(order, by(difference=difference))
        case = self.open_cases()[order]
        self.assertEqual(case["difference"]["name"], difference)
        commands = {one["name"]: one["command"] for one in case["choices"]}
        self.assertIn(choice, commands, case)
        arguments = shlex.split(commands[choice].replace("TEXT", f"'{choice}, says the test'"))
        self.assertEqual(arguments.pop(0), "daifa")
        self.daifa(*arguments)

    def check_withdrawn(self, order, imports):
        self.wait_for_row(order, by(state="withdrawn", difference=""))
        source = self.in_erp(order)
        self.assertEqual((source["creates"], source["live_imports"]), (imports, 0), source)
        self.assertEqual(self.live(order), [])

    def check_closed(self, order, uploaded=()):
        self.wait_for_row(order, by(state="closed", difference="", next_at=None))
        self.assertEqual(self.live(order), list(uploaded))
        self.assertNotIn(order, self.open_cases())

    def check_uploaded(self, order, *numbers):
        self.wait_for_row(order, by(state="uploaded", difference=""))
        self.assertEqual(sorted(self.live(order)), sorted(numbers))


class WithNumbersOfTheErp(Cases):
    """One daemon, whose warehouse ships what the test says."""

    def setUp(self):
        super().setUp()
        self.start_shop(audit="manual", erp_extra="    search_archive: false\n")
        self.sandbox.erp("settings", warehouse_open=False)

    def test_withdrawals(self):
        with self.subTest("before the import"):
            self.edit(self.strategy_file, "delay: 1s", "delay: 10s")
            self.reload()
            order = self.new()
            self.sandbox.platform("withdraw", order=order)
            self.check_withdrawn(order, 0)
            self.edit(self.strategy_file, "delay: 10s", "delay: 1s")
            self.reload()
        with self.subTest("after the import"):
            order = self.imported()
            self.sandbox.platform("withdraw", order=order)
            self.check_withdrawn(order, 1)
        with self.subTest("after the audit"):
            order = self.audited()
            self.sandbox.platform("withdraw", order=order)
            self.check_withdrawn(order, 1)
        with self.subTest("after shipping"):
            order = self.audited()
            self.sandbox.platform("after_sale", order=order, step="requested")
            self.wait_for_row(order, by(difference="after_sale_open"))
            self.ship(order, "YT7000000001")
            self.sandbox.platform("withdraw", order=order)
            self.decide(order, "withdrawn_after_ship", "intercepted")
            self.check_closed(order)
            said = self.daifa("explain", order).stdout
            self.assertIn("intercepted, says the test", said)
            # Taken back, and decided in the other way.
            self.daifa("resolve", order, "--case", "withdrawn_after_ship", "--choice", "reopen", "--reason", "wrong")
            self.decide(order, "withdrawn_after_ship", "settled")
            self.check_closed(order)
        with self.subTest("after the upload"):
            order = self.shipped("YT7000000002")
            self.sandbox.platform("withdraw", order=order)
            self.decide(order, "withdrawn_after_ship", "settled")
            self.wait_for_row(order, by(state="closed", difference=""))
        with self.subTest("assigned again under the same number"):
            order = self.imported()
            self.sandbox.platform("withdraw", order=order)
            self.check_withdrawn(order, 1)
            self.sandbox.platform("reassign", order=order)
            self.wait_for_row(order, by(state="imported", generation=2))
            again = number_of(order) + "-2"
            self.sandbox.erp("audit", source=again)
            self.sandbox.erp("ship", source=again, carrier="KD-YTO", numbers=["YT7000000003"])
            self.check_uploaded(order, "YT7000000003")
        with self.subTest("assigned again under a new number"):
            self.set_variant("pinduoduo", reassign="new_number")
            order = self.imported()
            self.sandbox.platform("withdraw", order=order)
            self.check_withdrawn(order, 1)
            other = self.sandbox.platform("reassign", order=order)["orders"][0]
            self.assertNotEqual(other, order)
            self.wait_for_row(other, by(state="imported", generation=1))
            self.wait_for_row(order, by(state="withdrawn", difference=""))
        with self.subTest("the merchant unbound"):
            uploaded, order = self.shipped("YT7000000004", merchants=1), self.imported(merchants=1)
            self.sandbox.platform("take_back", merchant=order.split("/")[0])
            self.check_withdrawn(order, 1)
            self.check_uploaded(uploaded, "YT7000000004")
        closed = self.answer_of("cases", "--closed")["cases"]
        self.assertEqual([(one["choice"], one["stands"]) for one in closed], [("settled", True), ("settled", True)])

    def test_after_sales_and_the_gate_before_the_upload(self):
        with self.subTest("opened, withdrawn and opened again"):
            order = self.audited()
            for _ in range(2):
                self.sandbox.platform("after_sale", order=order, step="requested")
                self.wait_for_row(order, by(state="held", difference="after_sale_open"))
                self.sandbox.platform("after_sale", order=order, step="withdrawn")
                self.wait_for_row(order, by(state="imported", difference=""))
            self.assertNotIn(order, self.open_cases())
            self.ship(order, "YT7100000001")
            self.check_uploaded(order, "YT7100000001")
        with self.subTest("refunded"):
            order = self.imported()
            self.sandbox.platform("after_sale", order=order, step="refunded")
            self.check_withdrawn(order, 1)
        with self.subTest("read again before it is uploaded"):
            # No list shows the after-sale, and nobody looks at the order before it is to be uploaded.
            self.set_variant("pinduoduo", after_sale_moves_update_time="no")
            self.edit(self.strategy_file, "recheck: 5s", "recheck: 10m\n  fresh: 10s")
            self.reload()
            order = self.audited()
            wait_for("facts that are too old", lambda: self.age_of_facts(order) > 10.5, 20 * SLOW, 0.2)
            self.sandbox.platform("after_sale", order=order, step="requested")
            self.assertEqual(self.row(order)["state"], "imported")
            self.ship(order, "YT7100000002")
            self.wait_for_row(order, by(state="held", difference="after_sale_open"))
            self.assertEqual(self.live(order), [])

    def age_of_facts(self, order):
        """Seconds since the platform told of the order."""
        explained = self.daemon.get("/v1/orders/explain", order=order)
        now, read_at = (datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
                        for text in (explained["now"], explained["platform"]["read_at"]))
        return (now - read_at).total_seconds()

    def test_changes_of_address_and_contents(self):
        with self.subTest("address before the import"):
            order = self.new()
            self.sandbox.platform("address", order=order, province="浙江省", city="杭州市", district="西湖区")
            self.wait_for_row(order, by(state="imported", difference=""))
        with self.subTest("address after the import"):
            order = self.imported()
            self.sandbox.platform("address", order=order)
            self.decide(order, "changed_after_import", "accepted")
            self.wait_for_row(order, by(state="imported", difference=""))
            # Other facts are another case, and the old name decides nothing any more.
            self.sandbox.platform("address", order=order)
            self.wait_for_row(order, by(difference="changed_after_import"))
            name = self.open_cases()[order]["case"]
            self.sandbox.platform("address", order=order)
            wait_for("another case", lambda: self.open_cases()[order]["case"] != name, 20 * SLOW, 0.1)
            refused = self.daifa("resolve", order, "--case", name, "--choice", "accepted", "--reason", "r",
                                 check=False)
            self.assertEqual(refused.returncode, 1)
            self.assertIn(self.open_cases()[order]["case"], refused.stderr)
            self.decide(order, "changed_after_import", "accepted")
            self.erp("audit", order)
            self.ship(order, "YT7200000001")
            self.check_uploaded(order, "YT7200000001")
        with self.subTest("address after the audit"):
            order = self.audited()
            self.sandbox.platform("address", order=order)
            self.decide(order, "changed_after_import", "cancel")
            self.decide(order, "cancelled_in_erp", "closed")
            self.check_closed(order)
            self.assertEqual(self.in_erp(order)["live_imports"], 0)
            # The merchant takes it back, and assigns it again.
            self.sandbox.platform("withdraw", order=order)
            self.wait_for_row(order, by(state="withdrawn", difference=""))
            self.sandbox.platform("reassign", order=order)
            self.wait_for_row(order, by(state="imported", generation=2))
        with self.subTest("address after shipping"):
            order = self.audited()
            self.sandbox.platform("address", order=order)
            self.wait_for_row(order, by(difference="changed_after_import"))
            self.ship(order, "YT7200000002")
            self.decide(order, "changed_after_import", "accepted")
            self.check_uploaded(order, "YT7200000002")
        with self.subTest("address after the upload"):
            order = self.shipped("YT7200000003")
            self.sandbox.platform("address", order=order)
            self.check_uploaded(order, "YT7200000003")
        with self.subTest("quantity"):
            order = self.imported()
            self.sandbox.platform("quantity", order=order)
            self.decide(order, "changed_after_import", "accepted")
            self.wait_for_row(order, by(state="imported", difference=""))
        with self.subTest("item"):
            order = self.imported()
            self.sandbox.platform("edit", order=order, sku="B-9", remark="another one, please")
            self.decide(order, "changed_after_import", "cancel")
            self.wait_for_row(order, by(state="held", difference="cancelled_in_erp"))

    def test_numbers_and_carriers(self):
        with self.subTest("an order for SF"):
            order = self.audited(sf_only=True)
            self.ship(order, "SF7300000001", carrier="KD-SF")
            self.check_uploaded(order, "SF7300000001")
        with self.subTest("an order for SF that left with another carrier"):
            order = self.audited(sf_only=True)
            self.ship(order, "YT7300000001")
            self.decide(order, "carrier_not_allowed", "closed")
            self.check_closed(order)
        with self.subTest("another number after the upload, which is right"):
            order = self.shipped("YT7300000002")
            self.erp("change_waybill", order, carrier="KD-YTO", number="YT7300000003")
            self.decide(order, "waybill_mismatch", "retract")
            self.check_uploaded(order, "YT7300000003")
        with self.subTest("another carrier after the upload, which is right"):
            order = self.shipped("YT7300000004")
            self.erp("change_waybill", order, carrier="KD-SF", number="SF7300000002")
            self.decide(order, "waybill_mismatch", "retract")
            self.check_uploaded(order, "SF7300000002")
        with self.subTest("another number after the upload, which is a mistake"):
            order = self.shipped("YT7300000005")
            self.erp("change_waybill", order, carrier="KD-YTO", number="YT7300000006")
            self.decide(order, "waybill_mismatch", "keep")
            self.check_uploaded(order, "YT7300000005")
        with self.subTest("a number that another order has"):
            first = self.shipped("YT7300000007")
            closed, mended = self.audited(), self.audited()
            for order in (closed, mended):
                self.ship(order, "YT7300000007")
                self.wait_for_row(order, by(state="held", difference="waybill_in_use"))
            self.decide(closed, "waybill_in_use", "closed")
            self.check_closed(closed)
            self.erp("change_waybill", mended, carrier="KD-YTO", number="YT7300000008")
            self.check_uploaded(mended, "YT7300000008")
            self.check_uploaded(first, "YT7300000007")

    def test_what_people_do_in_the_erp(self):
        with self.subTest("merged"):
            one, other = self.audited(), self.audited()
            self.sandbox.erp("merge", sources=[number_of(one), number_of(other)])
            self.ship(one, "YT7400000001")
            self.wait_for_row(one, lambda row: row["state"] == "uploaded" or row["difference"] == "waybill_in_use")
            self.wait_for_row(other, lambda row: row["state"] == "uploaded" or row["difference"] == "waybill_in_use")
            # One number stands for one order on the platform: the other is settled with the merchant.
            left = one if self.row(one)["difference"] == "waybill_in_use" else other
            self.decide(left, "waybill_in_use", "closed")
            self.check_closed(left)
        with self.subTest("split"):
            order = self.audited(quantity=2)
            parts = self.erp("split", order, parts=2)["orders"]
            for part, number in zip(parts, ("YT7400000002", "YT7400000003")):
                self.sandbox.erp("ship", order=part, carrier="KD-YTO", numbers=[number])
            self.check_uploaded(order, "YT7400000002", "YT7400000003")
        with self.subTest("merged into one that nobody sees"):
            one, other = self.audited(), self.audited()
            merged = self.sandbox.erp("merge", sources=[number_of(one), number_of(other)])["order"]
            # Nobody looks where old orders go.
            self.sandbox.erp("archive", order=merged)
            for order in (one, other):
                self.decide(order, "merged_in_erp", "closed")
                self.check_closed(order)
        with self.subTest("split into parts that nobody sees"):
            order = self.audited(quantity=2)
            for part in self.erp("split", order, parts=2)["orders"]:
                self.sandbox.erp("archive", order=part)
            self.decide(order, "split_in_erp", "closed")
            self.check_closed(order)
        for action in ("cancel", "delete"):
            with self.subTest(action):
                order = self.imported()
                self.erp(action, order)
                self.decide(order, "cancelled_in_erp", "closed")
                self.check_closed(order)
        with self.subTest("gone without a trace"):
            order = self.imported()
            wait_for("a look at it in the ERP", lambda: self.daemon.get("/v1/orders/explain", order=order)["erp"],
                     20 * SLOW, 0.1)
            self.erp("archive", order)
            self.decide(order, "missing_in_erp", "closed")
            self.check_closed(order)
            # Made again by hand it goes on.
            self.sandbox.erp("download", shop="DF-01", source=number_of(order))
            self.wait_for_row(order, by(state="imported", difference=""))

    def test_a_number_on_the_platform_that_daifa_did_not_upload(self):
        order = self.audited()
        copy = self.copy_ledger()
        self.ship(order, "YT7500000001")
        self.wait_for_row(order, by(state="uploaded", difference=""))
        # The ledger that knows of the upload is lost.
        self.restore(copy)
        self.daemon.start()
        # What the ERP says belongs to what a person decides about.
        wait_for("its shipment", lambda: self.stage_in_erp(order) == "shipped", 30 * SLOW, 0.1)
        self.decide(order, "uploaded_by_other", "theirs")
        self.check_closed(order, ["YT7500000001"])
        self.assertEqual(self.sandbox.truth("totals")["platform"]["totals"]["accepted_main"], 1)


class WithLabels(Cases):
    """Numbers of the platform, printed by themselves."""

    def taken(self, order):
        return [one["state"] for one in self.seen(order)["taken"]]

    def printed(self):
        order = self.new()
        self.wait_for_row(order, by(state="imported", difference="waybill_not_in_erp"))
        return order

    def test_what_changes_after_the_label_is_on_paper(self):
        self.start_shop(waybill="platform")
        self.sandbox.erp("settings", warehouse_open=False)
        withdrawn, settled, destroyed, kept = [self.printed() for _ in range(4)]
        with self.subTest("withdrawn"):
            for order in (withdrawn, settled):
                self.sandbox.platform("withdraw", order=order)
                self.wait_for_row(order, by(state="held", difference="withdrawn_after_print"))
            self.assertEqual(self.status_of()["cases"], 2)
            self.assertIn("daifa cases", self.daifa("status").stdout)
            self.decide(withdrawn, "withdrawn_after_print", "destroyed")
            self.check_withdrawn(withdrawn, 1)
            self.assertEqual(self.taken(withdrawn), ["cancelled"])
            self.decide(settled, "withdrawn_after_print", "settled")
            self.check_closed(settled)
            self.assertEqual(self.taken(settled), ["taken"])
        with self.subTest("another address"):
            for order in (destroyed, kept):
                self.sandbox.platform("address", order=order)
            self.decide(destroyed, "address_changed_after_print", "destroyed")
            wait_for("another number", lambda: self.taken(destroyed) == ["cancelled", "taken"], 20 * SLOW, 0.1)
            self.decide(kept, "address_changed_after_print", "ship_anyway")
            self.decide(kept, "address_not_in_erp", "accepted")
            self.wait_for_row(kept, by(state="imported", difference="waybill_not_in_erp"))
            self.assertEqual(self.taken(kept), ["taken"])
        self.sandbox.erp("settings", warehouse_open=True)
        for order in (destroyed, kept):
            self.wait_for_row(order, by(state="uploaded", difference=""))
        totals = self.sandbox.truth("totals")["platform"]["totals"]
        self.assertEqual((totals["doubled_uploads"], totals["waybills"]["printed_twice"]), (0, 0))

    def test_what_happens_after_an_early_upload(self):
        self.start_shop(waybill="platform", strategy_extra="print:\n  mode: manual\n")
        self.edit(self.strategy_file, "  parcels: all\n", "  parcels: all\n  moment: taken\n")
        self.reload()
        self.sandbox.erp("settings", warehouse_open=False)
        stopped, changed = self.new(), self.new()
        for order in (stopped, changed):
            self.wait_for_row(order, by(state="uploaded", difference=""))
        number = self.live(stopped)
        self.erp("cancel", stopped)
        self.wait_for_row(stopped, by(state="uploaded", difference="cancelled_in_erp"))
        self.decide(stopped, "cancelled_in_erp", "closed")
        self.check_closed(stopped, number)
        self.sandbox.platform("quantity", order=changed)
        self.decide(changed, "changed_after_import", "accepted")
        self.wait_for_row(changed, by(state="uploaded", difference=""))
        # What has left is at its end.
        self.ship(changed, *self.live(changed))
        wait_for("its shipment", lambda: self.daemon.get("/v1/orders/explain", order=changed)["erp"][0]["stage"]
                 == "shipped", 20 * SLOW, 0.1)
        self.erp("delete", changed)
        wait_for("its end", lambda: self.daemon.get("/v1/orders/explain", order=changed)["erp"][0]["stage"]
                 == "cancelled", 20 * SLOW, 0.1)
        self.wait_for_row(changed, by(state="uploaded", difference=""))


if __name__ == "__main__":
    unittest.main()
