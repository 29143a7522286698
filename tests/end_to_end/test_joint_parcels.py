"""Several orders of one recipient in one parcel: one number, one label, and an upload for each order."""

import unittest

from practice.journey import BY_PLATFORM
from stage import BUILD, SLOW, Journey, StageTest, by, wait_for

JOINTLY = "waybill:\n  joint_parcels: auto\n"


class JointParcels(StageTest):
    def start(self, strategy=JOINTLY):
        self.start_shop(waybill="platform", strategy_extra=strategy)
        self.sandbox.erp("settings", warehouse_open=False)

    def orders_of_one_buyer(self, count=3, seed=5):
        return self.assign(count, per_recipient=count, seed=seed)

    def truth_of(self, order):
        return next(one for one in self.sandbox.truth()["platform"]["orders"] if one["order"] == order)

    def numbers(self, order):
        return [one["number"] for one in self.truth_of(order)["taken"] if one["state"] != "cancelled"]

    def printed_together(self, orders):
        for order in orders:
            self.wait_for_row(order, by(difference="waybill_not_in_erp"))
        self.assertEqual(len({number for order in orders for number in self.numbers(order)}), 1)
        self.assertEqual(len(self.truth_of(orders[0])["taken"][0]["printed"]), 1)

    def test_orders_of_one_recipient_share_a_number_a_label_and_upload_it_each(self):
        self.start()
        orders = self.orders_of_one_buyer()
        self.printed_together(orders)
        self.sandbox.erp("settings", warehouse_open=True)
        self.wait_for_states(uploaded=3)
        for order in orders:
            uploaded = [one["number"] for one in self.truth_of(order)["numbers"] if one["accepted"]]
            self.assertEqual(uploaded, self.numbers(order))

    def test_a_lost_answer_costs_no_second_number(self):
        self.start()
        self.sandbox.faults(kinds=["done_then_cut"], rate=1, apis=["pdd.fds.waybill.get"])
        orders = self.orders_of_one_buyer()
        wait_for("the number", lambda: self.numbers(orders[0]), 30 * SLOW)
        self.daemon.kill()
        self.sandbox.faults(rate=0)
        self.daemon.start()
        self.printed_together(orders)

    def test_a_withdrawn_order_leaves_the_number_to_the_others_and_the_last_one_gives_it_back(self):
        self.start(JOINTLY + "print:\n  mode: manual\n")
        orders = self.orders_of_one_buyer(2)
        wait_for("the number", lambda: all(self.numbers(order) for order in orders), 30 * SLOW)
        self.sandbox.platform("withdraw", order=orders[0])
        self.wait_for_row(orders[0], by(state="withdrawn", difference=""))
        self.assertEqual([one["state"] for one in self.truth_of(orders[1])["taken"]], ["taken"])
        self.sandbox.platform("withdraw", order=orders[1])
        self.wait_for_row(orders[1], by(state="withdrawn", difference=""))
        self.assertEqual([one["state"] for one in self.truth_of(orders[1])["taken"]], ["cancelled"])

    def test_what_is_withdrawn_from_a_packed_parcel_must_come_out_of_it(self):
        self.start()
        orders = self.orders_of_one_buyer(2)
        self.printed_together(orders)
        self.sandbox.platform("withdraw", order=orders[0])
        self.wait_for_row(orders[0], by(difference="joint_parcel_changed"))
        self.daifa("cancel-waybill", orders[0], "--reason", "taken out of the parcel")
        self.wait_for_row(orders[0], by(state="withdrawn", difference=""))
        self.assertEqual([one["state"] for one in self.truth_of(orders[1])["taken"]], ["taken"])
        self.sandbox.erp("settings", warehouse_open=True)
        self.wait_for_row(orders[1], by(state="uploaded"))

    def test_who_moves_gets_a_parcel_of_his_own_when_a_person_says_so(self):
        self.start(JOINTLY + "print:\n  mode: manual\n")
        orders = self.orders_of_one_buyer(2)
        wait_for("the number", lambda: all(self.numbers(order) for order in orders), 30 * SLOW)
        self.sandbox.platform("address", order=orders[0])
        self.wait_for_row(orders[0], by(difference="joint_parcel_changed"))
        self.daifa("resolve", orders[0], "--single", "--reason", "moved")
        wait_for("a number of its own", lambda: self.numbers(orders[0]) not in ([], self.numbers(orders[1])),
                 30 * SLOW)
        # Its ERP order still says the old region.
        self.wait_for_row(orders[0], by(difference="address_not_in_erp"))
        self.assertEqual([one["state"] for one in self.truth_of(orders[1])["taken"]], ["taken"])

    def test_a_person_decides_about_what_is_proposed(self):
        self.start("waybill:\n  joint_parcels: propose\n")
        together = self.orders_of_one_buyer(2)
        apart = self.orders_of_one_buyer(2, seed=6)
        for order in together + apart:
            self.wait_for_row(order, by(difference="joint_parcel_proposed"))
            self.assertEqual(self.numbers(order), [])
        self.daifa("resolve", together[0], "--joint", "--reason", "one box")
        self.printed_together(together)
        self.daifa("resolve", apart[0], "--single", "--reason", "too large")
        for order in apart:
            self.wait_for_row(order, by(difference="waybill_not_in_erp"))
        self.assertNotEqual(self.numbers(apart[0]), self.numbers(apart[1]))


class TheWayOfJointParcels(StageTest):
    def test_nothing_is_lost_or_doubled_when_a_fifth_of_all_calls_fails_and_the_daemon_is_killed(self):
        settings = dict(BY_PLATFORM, strategy_extra=JOINTLY)
        journey = Journey(BUILD, self.folder, orders=48, seed=21, fault_rate=0.2, kills=15, settings=settings,
                          per_recipient=3)
        self.programs += [journey.daemon, journey.sandbox]
        journey.prepare()
        journey.play()
        account = journey.finish(150 * SLOW)
        self.assertEqual(account.complaints, [])
        self.assertEqual(account.leaks, [])
        self.assertEqual((account.lost, account.doubled, account.leaked), (0, 0, 0))
        self.assertEqual(account.uploaded + account.withdrawn + account.held, account.assigned)
        self.assertGreater(account.uploaded, 24)
        self.assertLess(account.taken, account.uploaded)
        totals = journey.sandbox.truth("totals")["platform"]["totals"]["waybills"]
        self.assertEqual((totals["taken_twice"], totals["printed_twice"], totals["misplaced"]), (0, 0, 0))
        journey.stop()


if __name__ == "__main__":
    unittest.main()
