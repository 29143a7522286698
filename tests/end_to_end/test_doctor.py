"""`daifa doctor`: every line it has to say, and the next step of what is not in order."""

import unittest

from stage import SHOP, StageTest, by

HEALTHY = [
    ("platform", "ok"),  # Reachability and clock.
    ("token", "ok"),
    ("token", "ok"),  # How long it can be refreshed.
    ("role", "ok"),
    ("carriers", "ok"),
    ("orders", "ok"),
    ("order", "ok"),
    ("permissions", "ok"),
    ("erp", "ok"),
    ("channel", "ok"),
    ("erp_carriers", "ok"),
    ("erp_orders", "ok"),
    ("erp_order", "ok"),
    ("erp_permissions", "ok"),
]


class TheDoctor(StageTest):
    def examine(self, is_ok):
        """Its findings about the shop; whatever isn't in order says what to do in both languages."""
        answer = self.answer_of("doctor", "--shop", SHOP)
        self.assertEqual(answer["is_ok"], is_ok, answer)
        findings = [one for one in answer["findings"] if one["shop"] == SHOP]
        for one in findings:
            self.assertTrue(one["en"] and one["zh"], one)
            self.assertEqual(bool(one["next_en"] and one["next_zh"]), one["state"] != "ok", one)
        return findings

    def trouble(self, is_ok=False):
        """Check, text and next step of the only finding that isn't in order."""
        found = [one for one in self.examine(is_ok) if one["state"] != "ok"]
        self.assertEqual(len(found), 1, found)
        return found[0]["check"], found[0]["en"], found[0]["next_en"]

    def test_a_healthy_shop_is_told_line_by_line(self):
        self.start_shop()
        self.wait_for_row(self.assign(seed=3)[0], by(state="uploaded"))
        before = self.sandbox.call("GET", "/calls")
        findings = self.examine(is_ok=True)
        after = self.sandbox.call("GET", "/calls")
        self.assertEqual([(one["check"], one["state"]) for one in findings], HEALTHY)
        told = {one["check"]: one["en"] for one in findings}
        for check in ("platform", "erp"):
            self.assertRegex(told[check], r"^reachable; its clock minus ours is -?\d\.\d s$")
            self.assertEqual(before[check]["writes"], after[check]["writes"])
        self.assertIn("pdd.fds.waybill.return, pdd.fds.waybill.return.slave", told["permissions"])
        for api in ("oms.trade.ordercreate", "oms.trade.audit.pass", "oms.trade.ordercancel"):
            self.assertIn(api, told["erp_permissions"])
        self.assertIn("own platform", told["channel"])

    def test_an_api_that_the_token_does_not_allow_is_named(self):
        self.start_shop(authorize=False)
        self.sandbox.platform("set_app", forbidden_apis=["pdd.fds.waybill.return.slave"])
        self.authorize()
        check, said, todo = self.trouble()
        self.assertEqual((check, said), ("permissions", "not granted: pdd.fds.waybill.return.slave"))
        self.assertIn("open platform", todo)

    def test_a_read_that_is_not_allowed_is_named(self):
        self.start_shop()
        self.wait_for_row(self.assign(seed=3)[0], by(state="uploaded"))
        self.sandbox.platform("set_app", forbidden_apis=["pdd.fds.order.get"])
        check, said, todo = self.trouble()
        self.assertEqual(check, "order")
        self.assertIn("no permission", said)
        self.assertIn("权限包", todo)

    def test_what_stock_needs_is_tried_too(self):
        self.start_shop(strategy_extra="stock: {enabled: true, mode: observe}\n")
        checks = {one["check"]: one["state"] for one in self.examine(is_ok=True)}
        self.assertEqual((checks["erp_stock"], checks["listings"]), ("ok", "ok"))
        self.sandbox.erp("permit", method="erp.stockquantity.get", permitted=False)
        check, said, todo = self.trouble()
        self.assertEqual(check, "erp_stock")
        self.assertIn("erp.stockquantity.get", said + todo)
        self.sandbox.erp("permit", method="erp.stockquantity.get")
        self.sandbox.platform("set_app", forbidden_apis=["pdd.goods.list.get"])
        self.assertEqual(self.trouble()[0], "listings")

    def test_a_shop_without_an_authorization_or_the_role_of_a_factory_is_told_with_its_cure(self):
        self.start_shop(authorize=False)
        self.assertEqual(self.trouble()[0], "token")
        self.authorize("merchant", "merchant")
        check, said, todo = self.trouble()
        self.assertEqual(check, "role")
        self.assertIn("代发管理", todo)

    def test_a_channel_of_the_native_kind_is_told_with_its_cure(self):
        self.start_shop()
        self.edit(self.shop_file(), "channel: DF-01", "channel: PDD-01")
        self.reload()
        check, said, todo = self.trouble()
        self.assertEqual(check, "channel")
        self.assertIn("拼多多", said)
        self.assertIn("自有商城", todo)


if __name__ == "__main__":
    unittest.main()
