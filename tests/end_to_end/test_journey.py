"""The main job, whole, on the real protocols: nothing lost, nothing doubled, whatever happens."""

import unittest

from stage import BUILD, SLOW, Journey, StageTest


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
        return journey

    def test_every_order_reaches_an_end_that_both_sides_agree_on(self):
        self.run_journey(orders=60, seed=1)

    def test_so_it_does_when_a_fifth_of_all_calls_fails(self):
        self.run_journey(orders=60, seed=2, fault_rate=0.2)

    def test_so_it_does_when_the_daemon_is_killed_thirty_times(self):
        journey = self.run_journey(orders=60, seed=3, kills=30)
        self.assertGreaterEqual(journey.killed, 30)

    def test_so_it_does_with_kills_and_failing_calls_together(self):
        self.run_journey(orders=40, seed=4, kills=10, fault_rate=0.2)


class StoppingAndStarting(StageTest):
    def test_a_polite_stop_leaves_nothing_uncertain_and_the_next_start_goes_on(self):
        self.start_shop()
        self.sandbox.platform("assign", count=40, seed=9)
        self.wait_for_row_count(5)
        self.assertEqual(self.daemon.stop(), 0)
        self.daemon.start()
        status = self.daemon.get("/v1/status")["shops"][0]
        self.assertEqual(status["counters"]["writes_uncertain"], 0)
        self.assertEqual(status["orders"]["uncertain_writes"] if "orders" in status else 0, 0)
        self.wait_for_states(uploaded=40)

    def wait_for_row_count(self, count):
        from stage import wait_for
        wait_for(f"{count} orders", lambda: len(self.daemon.orders("factory-1")) >= count, 30 * SLOW, 0.05)

    def test_a_second_daemon_on_the_same_ledger_is_refused(self):
        self.start_shop()
        from stage import Daifad
        second = Daifad(BUILD, self.folder)
        second.log = self.folder / "second.log"
        self.programs.append(second)
        second.start(wait=False)
        self.assertNotEqual(second.process.wait(20 * SLOW), 0)
        text = second.log.read_text()
        self.assertIn("daifa.db", text)
        self.assertIn(str(self.daemon.process.pid), text)


if __name__ == "__main__":
    unittest.main()
