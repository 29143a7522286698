"""What people ask about numbers, contracts and labels: the sender, what may be cancelled, low balances, previews, and
labels that a restored ledger knows nothing of."""

import shutil
import subprocess
import unittest
import urllib.request

from stage import SLOW, StageTest, by, wait_for

BY_HAND = "print:\n  mode: manual\n"
ONLY_YTO = "waybill:\n  carriers: [YTO]\n"


class WaybillDesk(StageTest):
    def start(self, *arguments, **extra):
        self.start_shop(("--limits", "off", *arguments), waybill="platform", **extra)

    def numbers(self, order):
        for one in self.sandbox.truth()["platform"]["orders"]:
            if one["order"] == order:
                return one["taken"]
        return []

    def wait_for_number(self, order):
        return wait_for("its number", lambda: self.numbers(order), 30 * SLOW, 0.1)

    def contract(self, carrier="YTO"):
        """What the daemon knows of the first contract with a carrier, once it has read them."""

        def known():
            contracts = self.answer_of("waybills")["shops"][0]["contracts"]
            return next((one for one in contracts if one["carrier"] == carrier and one["is_sender"]), None)

        return wait_for("the contracts", known, 30 * SLOW, 0.1)

    def restart(self):
        """Contracts are read anew."""
        self.daemon.stop()
        self.daemon.start()

    def test_check_compares_the_sender_of_the_files_with_the_contracts_that_the_daemon_read(self):
        self.start()
        self.contract()
        said = self.daifa("--lang", "en", "check")
        self.assertIn("waybill.sender is the address of a contract", said.stdout)

        self.edit(self.shop_file(), "1688号 3号楼", "１688号3号楼")
        said = self.daifa("--lang", "en", "check")
        self.assertIn("【１(U+FF11)688号】3号楼", said.stdout)
        self.assertIn("【1688号␣】3号楼", said.stdout)
        self.assertEqual(self.answer_of("check")["senders"][0]["state"], "failed")
        self.reload()
        self.assertIn("【1688号␣】3号楼", self.daifa("doctor", check=False).stdout)

        self.daemon.stop()
        self.assertIn("daifa doctor compares it", self.daifa("--lang", "en", "check").stdout)
        self.assertEqual(self.answer_of("check")["senders"][0]["state"], "unknown")

    def test_numbers_beyond_the_branchs_share_wait_until_it_has_given_more(self):
        self.start(strategy_extra=BY_HAND + ONLY_YTO)
        orders = self.assign(3, seed=5)
        for order in orders:
            self.wait_for_number(order)
        self.sandbox.platform("set_balance", carrier="YTO", allocated=1000, cancelled=199)
        self.restart()
        self.assertEqual(self.contract()["may_cancel"], 1)
        self.assertIn("1 more may be", self.daifa("--lang", "en", "doctor", check=False).stdout)
        for order in orders:
            self.sandbox.platform("withdraw", order=order)
        wait_for("one cancelled number", lambda: self.states(orders).count("cancelled") == 1, 30 * SLOW, 0.1)
        kept = [order for order in orders if self.states([order]) == ["taken"]]
        for order in kept:
            row = self.wait_for_row(order, by(difference="waybill_not_cancelled"))
            self.assertIn("200 of 1000", row["detail"])
            self.assertIn("tried again at", row["detail"])
        self.assertEqual(self.contract()["may_cancel"], 0)

        self.sandbox.platform("set_balance", carrier="YTO", allocated=2000)
        self.restart()
        for order in kept:
            self.wait_for_row(order, by(state="withdrawn", difference=""))
        self.assertEqual(self.states(orders), ["cancelled"] * 3)

    def states(self, orders):
        return [self.numbers(order)[0]["state"] for order in orders]

    def test_a_low_balance_is_told_before_it_is_empty(self):
        self.start(strategy_extra=ONLY_YTO)
        self.contract()
        self.assertNotIn("top up", self.daifa("--lang", "en", "status").stdout)
        self.sandbox.platform("set_balance", carrier="YTO", quantity=99)
        self.sandbox.platform("set_balance", carrier="ZTO", quantity=99)
        self.restart()
        self.contract()
        said = self.daifa("--lang", "en", "status").stdout
        self.assertIn("waybill numbers left: 99", said)
        self.assertNotIn("ZTO", said)
        self.assertEqual(self.daemon.log.read_text().count("few waybill numbers are left"), 1)

    def test_a_preview_shows_the_label_and_prints_nothing(self):
        self.start("--labels", self.folder / "labels", strategy_extra=BY_HAND)
        order = self.assign(1, seed=5)[0]
        self.wait_for_number(order)
        shown = wait_for("a preview", lambda: self.answer_of("print", "--preview", order).get("addresses"), 20 * SLOW)
        with urllib.request.urlopen(shown[0], timeout=10 * SLOW) as answer:
            self.assertTrue(answer.read().startswith(b"%PDF"))
        self.assertEqual(self.numbers(order)[0]["printed"], [])
        self.assertEqual(self.answer_of("print")["orders"], 1)
        wait_for("its label", lambda: self.numbers(order)[0]["printed"], 20 * SLOW, 0.1)
        self.assertFalse(self.numbers(order)[0]["printed"][0]["is_reprint"])

    def test_a_mother_number_of_a_freight_is_shown_beside_its_label(self):
        self.start(strategy_extra=BY_HAND)
        self.set_variant("pinduoduo", parent_number="given")
        order = self.assign(1, seed=5)[0]
        number = self.wait_for_number(order)[0]["number"]
        wait_for("its label", lambda: f"M{number}" in self.daifa("explain", order).stdout, 20 * SLOW, 0.1)

    def test_a_restored_ledger_prints_no_label_a_second_time(self):
        self.start()
        self.sandbox.erp("settings", warehouse_open=False)
        self.daemon.stop()
        shutil.copy(self.folder / "daifa.db", self.folder / "copy.db")
        self.daemon.start()
        there, gone = self.assign(2, seed=5)
        for order in (there, gone):
            self.wait_for_row(order, by(difference="waybill_not_in_erp"))
        self.daemon.stop()
        for file in self.folder.glob("daifa.db*"):
            file.unlink()
        shutil.copy(self.folder / "copy.db", self.folder / "daifa.db")
        subprocess.run([*self.daemon.arguments, "--restored"], check=True, capture_output=True, timeout=60 * SLOW)
        self.daemon.start()
        for order in (there, gone):
            self.wait_for_row(order, by(difference="print_unknown"))
            self.assertEqual(len(self.numbers(order)), 1)
            self.assertEqual(len(self.numbers(order)[0]["printed"]), 1)

        writes = self.answer_of("explain", there)["writes"]
        key = next(one["key"] for one in writes if one["key"].startswith("print/"))
        self.daifa("resolve", there, "--write", key, "--outcome", "confirmed", "--reason", "it is in the box")
        self.daifa("print", "--reprint", gone, "--reason", "not found after the restore")
        for order, copies in ((there, [False]), (gone, [False, True])):
            self.wait_for_row(order, by(difference="waybill_not_in_erp"))
            self.assertEqual([one["is_reprint"] for one in self.numbers(order)[0]["printed"]], copies)

        later = self.assign(1, seed=6)[0]
        self.wait_for_row(later, by(difference="waybill_not_in_erp"))


if __name__ == "__main__":
    unittest.main()
