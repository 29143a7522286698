"""Numbers that the platform gives: taken once, printed once, uploaded at their moment, given back when not needed."""

import unittest

from practice.journey import BY_PLATFORM
from stage import BUILD, SLOW, Journey, StageTest, by, wait_for


class TheWayOfALabel(StageTest):
    def run_journey(self, variants=(), **options):
        journey = Journey(BUILD, self.folder, variants=variants, settings=BY_PLATFORM, **options)
        self.programs += [journey.daemon, journey.sandbox]
        journey.prepare()
        journey.play()
        account = journey.finish(150 * SLOW)
        self.assertEqual(account.complaints, [])
        self.assertEqual(account.leaks, [])
        self.assertEqual((account.lost, account.doubled, account.leaked), (0, 0, 0))
        self.assertEqual(account.uploaded + account.withdrawn + account.held, account.assigned)
        self.assertGreater(account.uploaded, options["orders"] // 2)
        self.assertGreaterEqual(account.taken, account.printed)
        self.assertGreaterEqual(account.printed, account.uploaded)
        totals = journey.sandbox.truth("totals")["platform"]["totals"]["waybills"]
        self.assertEqual((totals["taken_twice"], totals["printed_twice"], totals["misplaced"]), (0, 0, 0))
        journey.stop()
        return journey, account

    def test_every_order_gets_one_number_one_label_and_one_upload(self):
        self.run_journey(orders=60, seed=11)

    def test_so_it_does_when_a_fifth_of_all_calls_fails(self):
        self.run_journey(orders=40, seed=12, fault_rate=0.2)

    def test_so_it_does_when_the_daemon_is_killed_thirty_times(self):
        journey, _ = self.run_journey(orders=60, seed=13, kills=30)
        self.assertGreaterEqual(journey.killed, 30)


class Labels(StageTest):
    def start(self, *arguments, **extra):
        self.start_shop(("--limits", "off", *arguments), waybill="platform", **extra)

    def numbers(self, order):
        for one in self.sandbox.truth()["platform"]["orders"]:
            if one["order"] == order:
                return one["taken"]
        return []

    def held(self, difference, *words, seed=5):
        """One order waits with that difference, whose detail says why; the others go on."""
        order = self.assign(1, seed=seed)[0]
        row = self.wait_for_row(order, by(difference=difference))
        for word in words:
            self.assertIn(word, row["detail"])
        return order

    def test_a_withdrawn_order_whose_label_is_on_paper_waits_until_its_number_is_given_back(self):
        self.start()
        self.sandbox.erp("settings", warehouse_open=False)
        order = self.assign(1, seed=5)[0]
        self.wait_for_row(order, by(difference="waybill_not_in_erp"))
        refused = self.daifa("cancel-waybill", order, "--reason", "too early", check=False)
        self.assertEqual(refused.returncode, 1)
        self.assertIn("still assigned", refused.stderr)
        self.sandbox.platform("withdraw", order=order)
        self.wait_for_row(order, by(difference="withdrawn_after_print"))
        self.assertEqual([one["state"] for one in self.numbers(order)], ["taken"])
        self.daifa("cancel-waybill", order, "--reason", "label destroyed")
        self.wait_for_row(order, by(state="withdrawn", difference=""))
        self.assertEqual([one["state"] for one in self.numbers(order)], ["cancelled"])

    def test_a_label_is_printed_again_only_with_a_reason(self):
        self.start()
        self.sandbox.erp("settings", warehouse_open=False)
        order = self.assign(1, seed=5)[0]
        self.wait_for_row(order, by(difference="waybill_not_in_erp"))
        self.daifa("print", "--reprint", order, "--reason", "paper jam")
        wait_for("the second copy", lambda: len(self.numbers(order)[0]["printed"]) == 2, 20 * SLOW)
        self.assertEqual([one["is_reprint"] for one in self.numbers(order)[0]["printed"]], [False, True])
        self.assertIn("paper jam", self.daifa("explain", order).stdout)

    def knows_its_number(self, order):
        writes = self.answer_of("explain", order).get("writes", [])
        return any(one["key"].startswith("take/") and one["state"] == "confirmed" for one in writes)

    def test_in_manual_mode_labels_wait_for_daifa_print(self):
        self.start(strategy_extra="print:\n  mode: manual\n")
        self.sandbox.erp("settings", warehouse_open=False)
        orders = self.assign(3, seed=5)
        for order in orders:
            wait_for("its number", lambda name=order: self.knows_its_number(name), 30 * SLOW, 0.1)
        self.assertFalse(any(self.numbers(order)[0]["printed"] for order in orders))
        wait_for("labels of 3 orders", lambda: self.answer_of("print")["orders"] == 3, 20 * SLOW, 0.2)
        for order in orders:
            self.wait_for_row(order, by(difference="waybill_not_in_erp"))

    def test_a_lost_answer_costs_no_second_number_whichever_way_the_platform_reads_it(self):
        self.start()
        for seed, answer in enumerate(("returns_same", "refused")):
            with self.subTest(answer):
                self.set_variant("pinduoduo", taken_again=answer)
                self.sandbox.faults(kinds=["done_then_cut"], rate=1, apis=["pdd.fds.waybill.get"])
                order = self.assign(1, seed=seed)[0]
                wait_for("its number", lambda name=order: self.numbers(name), 30 * SLOW)
                self.sandbox.faults(rate=0)
                if answer == "refused":
                    self.wait_for_row(order, by(difference="waybill_number_lost"))
                else:
                    self.wait_for_row(order, by(state="uploaded"))
                self.assertEqual(len(self.numbers(order)), 1)

    def test_an_empty_balance_and_a_region_that_is_not_served_go_to_the_next_carrier(self):
        self.start(strategy_extra="waybill:\n  carriers: [YTO, ZTO, STO]\n")
        self.sandbox.platform("set_balance", carrier="YTO", quantity=0)
        self.sandbox.platform("serve_region", carrier="ZTO", on=False)
        order = self.assign(1, seed=5)[0]
        self.wait_for_row(order, by(state="uploaded"))
        self.assertEqual([one["carrier"] for one in self.numbers(order)], ["STO"])

    def test_what_keeps_a_number_from_being_taken_is_named(self):
        self.start(strategy_extra="waybill:\n  carriers: [YUNDA]\n")
        self.sandbox.platform("remove_contract", carrier="YUNDA")
        self.daemon.stop()
        self.daemon.start()
        self.held("waybill_not_served", "YUNDA", "no contract")
        said = self.daifa("waybills").stdout
        self.assertIn("YTO", said)
        self.assertNotIn("YUNDA", said)

    def test_another_sender_than_the_contracts_is_named_by_the_doctor(self):
        self.start()
        self.edit(self.shop_file(), "3号楼", "4号楼")
        self.reload()
        self.held("waybill_not_served", "sender")
        self.assertIn("【3】号楼", self.daifa("doctor", check=False).stdout)

    def test_a_missing_printer_and_a_component_that_does_not_run_stop_only_the_printing(self):
        self.start(strategy_extra="print:\n  printers: {YTO: no-such-printer, ZTO: no-such-printer, STO: no-such-printer, "
                   "YUNDA: no-such-printer, SF: no-such-printer, JTSD: no-such-printer}\n")
        order = self.held("print_refused", "no-such-printer")
        self.edit(self.strategy_file, "no-such-printer", "practice-thermal-1")
        self.reload()
        self.daifa("retry", order)
        self.wait_for_row(order, by(state="uploaded"))
        self.sandbox.call("POST", "/control/printer/go_away", {})
        order = self.held("print_refused", "print component", seed=6)
        self.sandbox.call("POST", "/control/printer/come_back", {})
        self.wait_for_row(order, by(state="uploaded"))

    def test_paper_that_runs_out_loses_and_doubles_nothing(self):
        self.start()
        self.sandbox.call("POST", "/control/printer/paper_out", {})
        orders = self.assign(3, seed=5)
        for order in orders:
            self.wait_for_row(order, by(difference="print_refused"))
        self.sandbox.call("POST", "/control/printer/paper_in", {})
        self.wait_for_states(uploaded=3)
        self.assertTrue(all(len(self.numbers(order)[0]["printed"]) == 1 for order in orders))

    def test_a_lost_result_is_asked_for_and_printed_once(self):
        self.start()
        self.sandbox.call("POST", "/control/printer/lose_results", {"count": 1})
        order = self.assign(1, seed=5)[0]
        self.wait_for_row(order, by(state="uploaded"), 60)
        self.assertEqual(len(self.numbers(order)[0]["printed"]), 1)

    def test_print_data_that_makes_no_sense_holds_only_its_order(self):
        self.start()
        self.sandbox.erp("settings", warehouse_open=False)
        bad, good = self.assign(2, seed=5)
        self.sandbox.platform("label", order=bad, malformed=True)
        self.wait_for_row(good, by(difference="waybill_not_in_erp"))
        row = self.wait_for_row(bad, lambda row: row["difference"] not in ("", "waybill_not_in_erp"), 60)
        self.assertEqual(row["difference"], "waybill_number_lost")


if __name__ == "__main__":
    unittest.main()
