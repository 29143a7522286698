"""What an administrator types, against the real daemon."""

import json
import os
import unittest

from stage import BUILD, SHOP, SLOW, StageTest, browser, run_daifa, setup


def by_state(row_state):
    def condition(row):
        return row["state"] == row_state

    condition.__doc__ = row_state
    return condition


class LookingAround(StageTest):
    def setUp(self):
        super().setUp()
        self.start_shop()
        self.orders = self.sandbox.platform("assign", count=4, seed=5)["orders"]
        self.bare = self.sandbox.platform("assign", count=1, seed=6, sku="")["orders"][0]
        self.wait_for_states(uploaded=4, held=1)

    def test_status_orders_explain_windows_plugins_and_doctor_answer(self):
        self.assertIn(SHOP, self.daifa("status").stdout)
        rows = json.loads(self.daifa("--json", "orders", "--state", "held").stdout)
        self.assertIn(self.bare, json.dumps(rows))
        told = self.daifa("explain", self.bare).stdout
        self.assertIn("item_unmapped", told)
        self.assertIn("practice.yaml", told)
        number = self.orders[0].split("/")[1]
        self.assertIn("uploaded", self.daifa("explain", number).stdout)
        self.assertIn("proven", self.daifa("windows").stdout)
        plugins = self.daifa("plugins").stdout
        self.assertIn("pinduoduo", plugins)
        self.assertIn("jackyun", plugins)
        self.assertIn("jackyun", self.daifa("plugins", "inspect", BUILD / "plugins/jackyun.so").stdout)
        doctor = self.daifa("doctor", check=False)
        self.assertIn(SHOP, doctor.stdout)

    def test_plan_tells_differences_by_its_exit_code_and_writes_nothing(self):
        before = self.sandbox.call("GET", "/calls")
        plan = self.daifa("plan", "--refresh", check=False)
        after = self.sandbox.call("GET", "/calls")
        self.assertEqual(plan.returncode, 2, plan.stdout + plan.stderr)
        self.assertIn("item_unmapped", plan.stdout)
        for side in ("platform", "erp"):
            self.assertEqual(before[side]["writes"], after[side]["writes"])

    def test_answers_are_chinese_where_the_reader_is(self):
        self.assertRegex(self.daifa("--lang", "zh", "status").stdout, "[一-鿿]")

    def test_a_held_order_waits_until_it_is_released(self):
        self.sandbox.erp("settings", warehouse_open=False)
        order = self.sandbox.platform("assign", count=1, seed=7)["orders"][0]
        self.wait_for_row(order, by_state("imported"))
        self.daifa("hold", order, "--reason", "the merchant will call")
        self.sandbox.erp("settings", warehouse_open=True)
        self.wait_for_row(order, by_state("held"))
        self.daifa("release", order)
        self.wait_for_row(order, by_state("uploaded"))


class WithoutADaemon(StageTest):
    def test_init_writes_what_check_accepts_and_overwrites_nothing(self):
        target = self.folder / "new"
        run_daifa(BUILD, self.folder, "init", target)
        self.assertEqual(os.stat(target / "daifa.key").st_mode & 0o777, 0o600)
        key = (target / "daifa.key").read_text()
        run_daifa(BUILD, self.folder, "init", target, check=False)
        self.assertEqual((target / "daifa.key").read_text(), key)

    def test_a_daemon_that_does_not_run_is_said_clearly(self):
        (self.folder / "daifa.yaml").write_text(f'admin: {{socket: "{self.folder}/admin.sock"}}\n')
        done = run_daifa(BUILD, self.folder, "status", check=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn("daifad", done.stderr)
        self.assertIn("admin.sock", done.stderr)

    def test_check_reports_every_mistake_with_its_place(self):
        (self.folder / "shops.d").mkdir()
        (self.folder / "strategies.d").mkdir()
        (self.folder / "daifa.yaml").write_text(f'plugins: {{directory: "{BUILD}/plugins"}}\n')
        (self.folder / "strategies.d/a.yaml").write_text("strategy: a\ndownload:\n  intervall: 10m\n  delay: soon\n")
        (self.folder / "shops.d/s.yaml").write_text("shop: s\nstrategy: b\nplatform: {plugin: pinduoduoo}\n")
        done = run_daifa(BUILD, self.folder, "--lang", "en", "check", check=False)
        self.assertEqual(done.returncode, 1)
        text = done.stdout + done.stderr
        self.assertIn("strategies.d/a.yaml:3:3: error: unknown key \"intervall\"", text)
        self.assertIn("did you mean", text)
        self.assertIn("a.yaml:4:10: error:", text)
        self.assertIn("pinduoduoo", text)


if __name__ == "__main__":
    unittest.main()
