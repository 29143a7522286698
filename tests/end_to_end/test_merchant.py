"""商家: the merchant's own shop and the factory's, in one daemon: proposed, assigned by hand, shipped exactly once."""

import csv
import io
import re
import shlex
import sqlite3
import time
import unittest

from stage import SHOP, SLOW, StageTest, browser, setup, wait_for

MERCHANT = "20000001"  # On the platform: its owner's id.
MERCHANT_NAME = "练习商家店铺"
STORE = "store-1"

FACTORIES = f"""\
  factories:
    - {{name: 云帆, shop: {SHOP}, binding_name: {MERCHANT_NAME}}}
    - {{name: 别家}}
  assign:
    - {{factory: 别家, when: {{region: 西藏自治区}}}}
    - {{factory: 云帆}}
"""


def beijing_day():
    return time.strftime("%y%m%d", time.gmtime(time.time() + 8 * 3600))


class MerchantStage(StageTest):
    def start(self, mode="repair", ship="", factories=FACTORIES, erp="", factory=True, push=False, **extra):
        """A factory's shop and a merchant's that is bound to it; both are authorized."""
        self.placed = 0
        extra["push"] = self.push = push
        self.start_shop(authorize=False, sandbox_arguments=("--limits", "off"), **extra)
        self.write_store(mode, ship, factories, erp)
        if not factory:
            self.shop_file().unlink()
        self.reload()
        self.sandbox.platform("bind", shop=MERCHANT)
        if factory:
            self.authorize()
        self.authorize_store()

    def write_store(self, mode, ship, factories, erp):
        times = setup.QUICK
        self.shop_file(STORE).write_text(f"""\
shop: {STORE}
role: merchant
strategy: practice
platform:
  plugin: pinduoduo
  settings:
    app_key: {setup.APP_KEY}
    app_secret: {{file: ../secrets/pinduoduo}}
    redirect_uri: {setup.REDIRECT}
    gateway: {self.sandbox.gateway("pinduoduo")}/api/router
    authorize_page: {self.sandbox.gateway("pinduoduo")}/service-market/auth
    late_arrival: {times["late_arrival"]}
    timeout: {times["timeout"]}
    {f"push_url: {self.sandbox.messages('pinduoduo')}" if self.push else "push: false"}
{erp}merchant:
  ship: {{mode: {mode}{ship}}}
{factories}""")

    def erp_part(self, channel):
        times = setup.QUICK
        return f"""\
erp:
  plugin: jackyun
  channel: {channel}
  settings:
    app_key: "{setup.ERP_KEY}"
    app_secret: {{file: ../secrets/jackyun}}
    gateway: {self.sandbox.gateway("jackyun")}/open/openapi/do
    calls_per_second: {times["erp_calls"]}
    late_arrival: {times["late_arrival"]}
    timeout: {times["timeout"]}
"""

    def authorize_store(self, login="merchant"):
        begun = self.daemon.post(f"/v1/shops/{STORE}/authorize/start")
        redirected = browser.authorize(begun["address"], login, login)
        self.daifa("authorize", STORE, "--redirected", redirected)

    def place(self, count=1, noted=True, **contents):
        """Buyers order; the merchant's note holds the order's own number, as a batch remark would put it there."""
        numbers = []
        for _ in range(count):
            self.placed += 1
            number = f"{beijing_day()}-{self.placed:015d}"
            remark = f"订单号 {number}" if noted else ""
            made = self.sandbox.platform("place", shop=MERCHANT, remark=remark, **contents)["orders"][0]
            self.assertEqual(made, number)
            numbers.append(number)
        return numbers

    def give(self, orders):
        return self.sandbox.platform("give", orders=orders)["orders"]

    def store_orders(self):
        return {row["order"]: row for row in self.daemon.get("/v1/merchant", shop=STORE, limit=500)["orders"]}

    def desk(self):
        return {one["order"]: one for one in self.sandbox.truth()["platform"]["desk"]["orders"]}

    def proposals(self):
        return {row["order"]: row for row in self.answer_of("proposals")["proposals"]}

    def wait_for_order(self, order, seconds=60, **expected):
        def found():
            self.daemon.check_alive()
            row = self.store_orders().get(order)
            if row is None:
                return None
            row["difference"] = (row["difference"] or {}).get("name", "")
            return row if all(row[key] == value for key, value in expected.items()) else None

        try:
            return wait_for(f"{order}: {expected}", found, seconds * SLOW, 0.1)
        except Exception:
            print(f"{order} is {self.store_orders().get(order)}")
            print(self.daifa("merchant", "--explain", order, check=False).stdout)
            raise

    def wait_until_shipped(self, orders, seconds=90):
        for order in orders:
            self.wait_for_order(order, seconds, state="shipped")
        self.check_shipments(orders)

    def check_shipments(self, orders, address=None):
        """By the sandbox's truth: each once, with the number that its factory returned for it."""
        desk = self.desk()
        for order in orders:
            truth = desk[order]
            self.assertEqual(truth["shipped"], 1, truth)
            self.assertEqual(truth["shipped_with"], truth["returned"], truth)
            self.assertFalse(truth["misplaced"], truth)
            done = [one for one in truth["attempts"] if not one["refused"]]
            self.assertEqual([one["by"] for one in done], [setup.APP_KEY])
            if address is not None:
                self.assertEqual([one["return_address"] for one in done], [address])
        totals = self.sandbox.truth("totals")["platform"]["totals"]["desk"]
        self.assertEqual((totals["shipped_again"], totals["misplaced"]), (0, 0))


class Merchant(MerchantStage):
    def test_from_the_order_to_the_shipment(self):
        self.start(mode="propose", ship=", return_address: nowhere")
        order, other = self.place(2)
        self.wait_for_order(order, state="waiting", difference="waits_for_assignment")
        proposal = self.proposals()[order]
        self.assertEqual((proposal["factory"], proposal["obstacles"]), ("云帆", []))
        self.assertIn(f"{STORE}.yaml:", proposal["rule"])

        self.give([order])
        self.wait_for_order(order, state="held", difference="return_address_unusable")
        self.assertEqual(list(self.proposals()), [other])
        doctor = self.answer_of("doctor", "--shop", STORE)
        finding = next(one for one in doctor["findings"] if one["check"] == "return_address")
        self.assertEqual(finding["state"], "failed")
        address = re.search(r"default\): (\S+) \*", finding["next_en"]).group(1)
        self.edit(self.shop_file(STORE), "nowhere", f'"{address}"')
        self.reload()

        self.wait_for_order(order, state="ready", difference="not_shipped_online")
        self.assertEqual(self.desk()[order]["shipped"], 0)
        plan = self.answer_of("merchant", "--plan")["orders"]
        self.assertEqual({row["order"]: row["step"] for row in plan}, {order: "wait", other: "wait"})
        self.daifa("merchant", "--ship", order)
        self.wait_until_shipped([order])
        self.check_shipments([order], address)
        self.assertEqual(self.desk()[other]["shipped"], 0)
        said = self.daifa("merchant", "--explain", order).stdout
        self.assertIn("confirmed", said)
        self.assertIn("merchant", self.daifa("status").stdout)

    def test_what_is_proposed_can_be_taken_along(self):
        self.start()
        orders = self.place(3, goods="=HYPERLINK(\"x\")")
        far = self.place(1, province="西藏自治区", city="拉萨市", district="城关区")
        for order in orders + far:
            self.wait_for_order(order, difference="waits_for_assignment")
        text = self.daifa("proposals", "--csv", "-").stdout
        self.assertTrue(text.startswith("\ufeff"))
        rows = list(csv.reader(io.StringIO(text[1:])))
        self.assertEqual({row[0]: row[5] for row in rows[1:]}, {**{o: "云帆" for o in orders}, far[0]: "别家"})
        self.assertTrue(all(row[1].startswith("'=HYPERLINK") for row in rows[1:] if row[0] in orders))
        page = self.folder / "proposals.html"
        self.daifa("proposals", "--factory", "别家", "--html", page)
        html = page.read_text()
        self.assertIn(far[0], html)
        self.assertNotIn(orders[0], html)
        self.assertIn("代发管理", self.daifa("proposals").stdout)

    def test_every_order_ships_once_while_a_tenth_of_all_calls_fails(self):
        self.start()
        self.sandbox.faults(rate=0.1, seed=7)
        orders = self.place(12)
        for order in orders:
            self.wait_for_order(order, difference="waits_for_assignment")
        self.give(orders)
        for order in orders:
            self.wait_for_order(order, 120, state="shipped")
        self.sandbox.faults(rate=0)
        self.check_shipments(orders)

    def test_a_kill_in_the_middle_ships_nothing_twice(self):
        self.start()
        orders = self.place(12)
        for order in orders:
            self.wait_for_order(order, difference="waits_for_assignment")
        self.sandbox.faults(rate=0.3, seed=5, kinds=["done_then_cut"], apis=["pdd.logistics.online.send"])

        def shipped():
            return sum(one["shipped"] for one in self.desk().values())

        # A few at a time, so that each kill finds some at work.
        for first in range(0, len(orders), 3):
            before = shipped()
            self.give(orders[first:first + 3])
            wait_for("one more shipment", lambda: shipped() > before, 60 * SLOW, 0.02)
            self.daemon.kill()
            self.daemon.start()
        self.sandbox.faults(rate=0)
        self.wait_until_shipped(orders)

    def test_nothing_ships_during_after_sale_risk_and_suspension(self):
        self.start(mode="propose")
        sold, risky, held = orders = self.place(3)
        for order in orders:
            self.wait_for_order(order, difference="waits_for_assignment")
        self.give(orders)
        for order in orders:
            self.wait_for_order(order, state="ready", difference="not_shipped_online")
        self.sandbox.platform("after_sale", orders=[sold], step="requested")
        self.sandbox.platform("risk", orders=[risky], on=True)
        self.sandbox.platform("suspend", orders=[held], on=True)
        for order in orders:
            self.daifa("merchant", "--ship", order, check=False)
        self.wait_for_order(sold, state="held", difference="after_sale_open")
        self.wait_for_order(risky, state="held", difference="risk_control")
        self.wait_for_order(held, state="held", difference="on_hold")
        self.assertEqual([one["shipped"] for one in self.desk().values()], [0, 0, 0])
        self.sandbox.platform("suspend", orders=[held], on=False)
        self.wait_until_shipped([held])

    def test_what_somebody_else_shipped_ends_when_a_person_accepts_it(self):
        self.start(mode="propose")
        order, = self.place(1)
        self.wait_for_order(order, difference="waits_for_assignment")
        self.give([order])
        self.wait_for_order(order, state="ready", difference="not_shipped_online")
        self.sandbox.platform("ship", orders=[order], carrier="YTO", number="YT7500000001")
        self.wait_for_order(order, state="held", difference="shipped_by_other")
        said = self.daifa("merchant", "--explain", order).stdout
        command = next(line for line in said.splitlines() if line.strip().startswith("daifa resolve"))
        self.daifa(*shlex.split(command.replace("TEXT", "'that parcel left'"))[1:])
        self.wait_for_order(order, state="shipped", difference="")
        self.assertIn("that parcel left", self.daifa("merchant", "--explain", order).stdout)
        decided, = self.answer_of("cases", "--closed")["cases"]
        self.assertEqual((decided["order"], decided["choice"], decided["stands"]), (order, "theirs", True))

        self.daifa("resolve", order, "--case", "shipped_by_other", "--choice", "reopen", "--reason", "it did not")
        self.wait_for_order(order, state="held", difference="shipped_by_other")
        self.assertEqual(self.desk()[order]["shipped"], 1)

    def test_an_order_without_its_number_in_the_note_is_never_guessed(self):
        self.start()
        order, = self.place(1, noted=False)
        self.wait_for_order(order, difference="waits_for_assignment")
        given, = self.give([order])
        self.wait_for_row(given if isinstance(given, str) else given["order"],
                          lambda row: row["state"] == "uploaded")
        self.wait_for_order(order, state="waiting", difference="waits_for_assignment")
        self.assertEqual(self.desk()[order]["shipped"], 0)
        self.assertIn(order, self.proposals())

    def test_the_number_of_the_merchants_own_erp_ships_too(self):
        self.placed = 0
        self.push = False
        self.start_shop(authorize=False)
        self.write_store("repair", "", "", self.erp_part(setup.CHANNEL))
        self.shop_file().unlink()
        self.reload()
        self.sandbox.platform("bind", shop=MERCHANT)
        self.authorize_store()
        order, = self.place(1)
        self.wait_for_order(order, state="waiting", difference="waits_for_number")
        self.sandbox.erp("download", shop=setup.CHANNEL, source=order, barcode="690001", quantity=1)
        self.sandbox.erp("audit", source=order)
        self.wait_for_order(order, state="shipped")
        truth = self.desk()[order]
        self.assertEqual(truth["shipped"], 1)
        self.assertEqual(truth["shipped_with"], self.store_orders()[order]["erp"]["number"])

    def test_orders_that_an_older_daemon_stored_are_found_by_their_notes(self):
        self.placed = 0
        self.push = False
        self.start_shop(authorize=False)
        self.sandbox.platform("bind", shop=MERCHANT)
        self.authorize()
        order, = self.place(1)
        self.give([order])
        self.wait_for_states(uploaded=1)
        self.daemon.stop()
        with sqlite3.connect(self.folder / "daifa.db") as database:
            database.execute("delete from noted_numbers")
            database.execute("drop table older_notes")
            database.execute("delete from schema_migrations where version >= 6")
        self.daemon.start()
        self.write_store("repair", "", FACTORIES, "")
        self.reload()
        self.authorize_store()
        self.wait_until_shipped([order])

    def test_a_factorys_authorization_is_no_merchants(self):
        self.placed = 0
        self.push = False
        self.start_shop(authorize=False)
        self.write_store("repair", "", "", "")
        self.reload()
        self.authorize_store("factory")
        self.wait_for_words("role", "厂家", shop=STORE)
        doctor = self.answer_of("doctor", "--shop", STORE)
        self.assertEqual([one["state"] for one in doctor["findings"] if one["check"] == "role"], ["failed"])


class MerchantMessages(MerchantStage):
    """The platform's messages wake both shops; they make things faster and change nothing else."""

    def start_listening(self, **times):
        self.start(push=True, times={"interval_with_push": "1h", "recheck": "1h", "delay": "0s", **times})
        for shop in (SHOP, STORE):
            wait_for(f"healthy messages of {shop}", lambda: self.status_of(shop)["push"]["is_healthy"], 30 * SLOW)

    def passes(self):
        """How many were begun, and when the last one ended."""
        status = self.status_of(STORE)
        return status["counters"]["platform_passes"], status["platform"]["read_at"]

    def wait_for_quiet_polling(self):
        """Until the passes that begin with the line are over."""
        def rests():
            before = self.passes()
            time.sleep(1.5 * SLOW)
            return self.passes() == before

        wait_for("no more passes", rests, 30 * SLOW)

    def totals(self):
        return self.sandbox.truth("totals")["messages"]["totals"]

    def test_orders_are_seen_stopped_and_shipped_although_nothing_is_polled(self):
        self.start_listening()
        self.wait_for_quiet_polling()
        passes = self.passes()
        orders = self.place(3)
        for order in orders:
            self.wait_for_order(order, difference="waits_for_assignment")
        sold = orders.pop()
        self.sandbox.platform("after_sale", orders=[sold], step="requested")
        self.wait_for_order(sold, state="held", difference="after_sale_open")
        self.give(orders)
        self.wait_until_shipped(orders)
        self.sandbox.platform("after_sale", orders=[sold], step="withdrawn")
        self.wait_for_order(sold, state="waiting", difference="waits_for_assignment")
        self.sandbox.platform("ship", orders=[sold], carrier="YTO", number="YT7600000001")
        self.wait_for_order(sold, state="shipped")
        self.assertEqual(self.passes(), passes)
        wait_for("no message waits", lambda: self.totals()["waiting"] == 0, 30 * SLOW)
        self.assertGreaterEqual(self.status_of(STORE)["push"]["acknowledged"], 6)
        self.assertIn("messages come in", self.daifa("doctor", "--shop", STORE, check=False).stdout)

    def test_losing_doubling_and_shuffling_them_makes_it_later_and_nothing_else(self):
        self.start_listening(interval_with_push="3s")
        for mischief in ({"lose": 1}, {"lose": 0, "double": 1, "shuffle_ms": 3000}):
            with self.subTest(**mischief):
                self.sandbox.mischief(**mischief)
                orders = self.place(4)
                for order in orders:
                    self.wait_for_order(order, difference="waits_for_assignment")
                self.give(orders)
                self.wait_until_shipped(orders)
        self.assertGreaterEqual(self.totals()["lost"], 4)


if __name__ == "__main__":
    unittest.main()
