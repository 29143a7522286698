"""The main job, whole, on the real protocols: nothing lost, nothing doubled, whatever happens."""

import time
import unittest

from practice.account import settle
from stage import BUILD, SHOP, SLOW, Journey, StageTest, setup, wait_for


class TheMainJob(StageTest):
    def run_journey(self, **options):
        journey = Journey(BUILD, self.folder, **options)
        self.programs += [journey.daemon, journey.sandbox]
        journey.prepare()
        journey.play()
        account = journey.finish(120 * SLOW)
        self.assertEqual(account.complaints, [])
        self.assertEqual((account.lost, account.doubled), (0, 0))
        self.assertEqual(account.assigned, options["orders"])
        self.assertEqual(account.uploaded + account.withdrawn + account.held, account.assigned)
        self.assertGreater(account.uploaded, options["orders"] // 2)
        journey.stop()
        return journey, account

    def test_every_order_reaches_an_end_that_both_sides_agree_on(self):
        self.run_journey(orders=60, seed=1)

    def test_so_it_does_when_a_fifth_of_all_calls_fails(self):
        self.run_journey(orders=60, seed=2, fault_rate=0.2)

    def test_so_it_does_when_the_daemon_is_killed_thirty_times(self):
        journey, account = self.run_journey(orders=60, seed=3, kills=30)
        self.assertGreaterEqual(journey.killed, 30)
        # At moments that matter: most of them while numbers were still to be uploaded.
        self.assertGreaterEqual(journey.kills_at_work(account), 20)

    def test_so_it_does_with_kills_and_failing_calls_together(self):
        self.run_journey(orders=40, seed=4, kills=10, fault_rate=0.2)


class BehindTheDaemonsBack(StageTest):
    def test_the_account_notices_what_others_do_wrong_in_the_erp(self):
        self.start_shop()
        first, second = self.assign(2, seed=9)
        self.wait_for_states(uploaded=2)
        self.assertEqual(self.account(), (0, []))
        self.sandbox.erp("download", shop=setup.CHANNEL, source=first.split("/")[1], barcode="690001", quantity=1)
        self.assertEqual(self.account(), (1, []))
        self.sandbox.erp("change_waybill", source=second.split("/")[1], parcel=1, carrier="KD-YTO", number="YT999")
        doubled, complaints = self.account()
        self.assertEqual((doubled, len(complaints)), (1, 1))
        self.assertIn(second, complaints[0])

    def account(self):
        account = settle(self.sandbox.truth(), self.daemon.orders(SHOP))
        self.assertEqual((account.assigned, account.lost), (2, 0))
        return account.doubled, [text for text in account.complaints if "was uploaded" in text]


class StoppingAndStarting(StageTest):
    def test_a_polite_stop_leaves_nothing_uncertain_and_the_next_start_goes_on(self):
        self.start_shop()
        self.sandbox.platform("assign", count=40, seed=9)
        # Some sent, most not yet.
        wait_for("5 imports", lambda: self.sandbox.truth("totals")["erp"]["totals"]["creates"] >= 5, 30 * SLOW, 0.002)
        self.assertEqual(self.daemon.stop(), 0)
        self.daemon.start()
        self.assertEqual(self.status_of()["uncertain_writes"], 0)
        self.wait_for_states(uploaded=40)
        self.assertEqual(self.status_of()["counters"]["writes_uncertain"], 0)

    def test_a_stop_does_not_wait_for_ever_and_the_next_start_verifies(self):
        self.start_shop(times={"timeout": "3m"})
        self.sandbox.faults(rate=1.0, seed=1, kinds=["slow"], apis=["oms.trade.ordercreate"],
                            slow_least_ms=150_000, slow_most_ms=150_000)
        self.sandbox.platform("assign", count=20, seed=9)
        wait_for("an import", lambda: self.sandbox.truth("totals")["erp"]["totals"]["creates"] > 0, 30 * SLOW)
        began = time.monotonic()
        self.assertEqual(self.daemon.stop(100), 0)
        self.assertLess(time.monotonic() - began, 60)
        self.assertIn("answers are still on their way", self.daemon.log.read_text())
        self.sandbox.faults(rate=0.0)
        self.daemon.start()
        wait_for("doubt about the claims", lambda: "writes cut off by the last stop" in self.daemon.log.read_text(),
                 30 * SLOW)
        self.wait_for_states(uploaded=20)
        self.assertEqual(self.sandbox.truth("totals")["together"]["doubled"], 0)


if __name__ == "__main__":
    unittest.main()
