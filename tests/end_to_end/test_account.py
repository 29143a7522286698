"""The account by which demo and tests are judged notices every kind of loss, doubling and lie."""

import unittest

from practice.account import settle


def order(number, uploaded=(), **changes):
    """An order of the platform's truth; `uploaded` are pairs of carrier and number."""
    numbers = [{"carrier": carrier, "number": waybill, "accepted": 1, "doubled": 0} for carrier, waybill in uploaded]
    return {"order": f"m/{number}", "number": number, "assigned": True, "uploaded": bool(numbers), "replaced_by": "",
            "numbers": numbers, **changes}


def source(*parcels, creates=1, live_imports=1):
    """What the ERP's truth says of one source number."""
    return {"creates": creates, "live_imports": live_imports,
            "parcels": [{"carrier": carrier, "number": waybill} for carrier, waybill in parcels]}


def row(state, difference="", next_at=None):
    return {"state": state, "difference": difference, "next_at": next_at, "rule": "some.rule"}


def account_of(orders, sources, ledger):
    return settle({"platform": {"orders": orders}, "erp": {"sources": sources}}, ledger)


YTO = ("YTO", "YT1")


class WhatIsRight(unittest.TestCase):
    def test_each_order_counts_once(self):
        account = account_of(
            [order("A", [YTO]), order("B", assigned=False), order("C")],
            {"A": source(YTO), "B": source(live_imports=0), "C": source()},
            {"m/A": row("uploaded"), "m/B": row("withdrawn"), "m/C": row("held", "carrier_unmapped")})

        self.assertEqual(account.complaints, [])
        self.assertEqual((account.assigned, account.uploaded, account.withdrawn, account.held), (3, 1, 1, 1))
        self.assertEqual((account.imported, account.lost, account.doubled, account.open), (3, 0, 0, 0))

    def test_a_second_generation_belongs_to_its_order_and_is_no_double(self):
        account = account_of([order("A", [YTO])], {"A": source(live_imports=0), "A-2": source(YTO)},
                             {"m/A": row("uploaded")})

        self.assertEqual((account.complaints, account.imported, account.doubled), ([], 1, 0))

    def test_an_order_that_lives_on_under_a_new_number_is_not_counted_twice(self):
        account = account_of([order("A", assigned=False, replaced_by="m/B"), order("B", [YTO])], {"B": source(YTO)},
                             {"m/B": row("uploaded")})

        self.assertEqual((account.complaints, account.assigned), ([], 1))

    def test_a_number_that_orders_of_one_parcel_share_is_no_double_and_counts_once(self):
        taken = [{"number": "YT1", "carrier": "YTO", "orders": ["m/A", "m/B"], "state": "used",
                  "printed": [{"is_reprint": False}]}]
        account = account_of([order("A", [YTO], taken=taken), order("B", [YTO], taken=taken)],
                             {"A": source(YTO), "B": source(YTO)}, {"m/A": row("uploaded"), "m/B": row("uploaded")})

        self.assertEqual(account.complaints, [])
        self.assertEqual((account.uploaded, account.doubled, account.taken, account.printed), (2, 0, 1, 1))

    def test_a_shared_number_is_leaked_only_when_none_of_its_orders_is_named(self):
        taken = [{"number": "YT1", "carrier": "YTO", "orders": ["m/A", "m/B"], "state": "taken", "printed": []}]
        orders = [order("A", assigned=False, taken=taken), order("B", taken=taken)]
        for difference, leaked in (("after_sale_open", 0), ("", 1)):
            account = account_of(orders, {"A": source(), "B": source()},
                                 {"m/A": row("withdrawn"), "m/B": row("held", difference)})
            self.assertEqual(account.leaked, leaked)


class WhatIsWrong(unittest.TestCase):
    def wrong(self, orders, sources, ledger):
        account = account_of(orders, sources, ledger)
        self.assertEqual(len(account.complaints), 1, account.complaints)
        return account

    def test_an_order_that_the_ledger_does_not_know_is_lost(self):
        self.assertEqual(self.wrong([order("A")], {}, {}).lost, 1)

    def test_an_order_without_a_state_is_lost(self):
        self.assertEqual(self.wrong([order("A")], {}, {"m/A": row("")}).lost, 1)

    def test_two_imports_of_one_order_are_doubled(self):
        account = account_of([order("A", [YTO])], {"A": source(YTO, creates=2, live_imports=2)},
                             {"m/A": row("uploaded")})
        self.assertEqual(account.doubled, 1)

    def test_a_number_that_was_taken_twice_is_doubled(self):
        twice = order("A", [YTO])
        twice["numbers"][0].update(accepted=2, doubled=1)
        self.assertEqual(account_of([twice], {"A": source(YTO)}, {"m/A": row("uploaded")}).doubled, 1)

    def test_another_orders_number_is_told(self):
        account = account_of([order("A", [("YTO", "YT2")]), order("B", [("YTO", "YT1")])],
                             {"A": source(("YTO", "YT1")), "B": source(("YTO", "YT2"))},
                             {"m/A": row("uploaded"), "m/B": row("uploaded")})
        self.assertEqual(len(account.complaints), 2)

    def test_a_number_under_another_carrier_is_told(self):
        self.wrong([order("A", [("ZTO", "YT1")])], {"A": source(YTO)}, {"m/A": row("uploaded")})

    def test_an_upload_that_the_ledger_does_not_know_is_told(self):
        self.wrong([order("A", [YTO])], {"A": source(YTO)}, {"m/A": row("held", "upload_refused")})

    def test_an_upload_that_only_the_ledger_knows_is_told(self):
        self.wrong([order("A")], {"A": source(YTO)}, {"m/A": row("uploaded")})

    def test_a_withdrawal_that_the_ledger_missed_is_told(self):
        self.wrong([order("A", assigned=False)], {}, {"m/A": row("held", "item_unmapped")})

    def test_a_hold_without_a_name_is_told(self):
        self.assertEqual(self.wrong([order("A")], {}, {"m/A": row("held")}).open, 1)

    def test_an_order_that_still_has_something_to_do_is_told(self):
        account = self.wrong([order("A", [YTO])], {"A": source(YTO)}, {"m/A": row("uploaded", next_at="soon")})
        self.assertEqual(account.open, 1)


if __name__ == "__main__":
    unittest.main()
