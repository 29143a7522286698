"""What an administrator types, against the real daemon."""

import fcntl
import json
import os
import subprocess
import unittest

from stage import BUILD, SHOP, SLOW, Daifad, StageTest, run_daifa, setup


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
        self.assertEqual(doctor.returncode, 0, doctor.stdout)

    def test_explain_names_the_line_of_the_option_that_decided(self):
        strategy = self.folder / "strategies.d/practice.yaml"
        strategy.write_text(strategy.read_text().replace("  delay: 1s\n", "  delay: 1h\n"))
        self.assertIn("changed: " + SHOP, self.daifa("reload").stdout)
        self.assertIn("changed: -", self.daifa("reload").stdout)
        order = self.sandbox.platform("assign", count=1, seed=8)["orders"][0]
        self.wait_for_row(order, by_state("downloaded"))
        line = strategy.read_text().splitlines().index("  delay: 1h") + 1
        self.assertIn(f"practice.yaml:{line}]", self.daifa("explain", order).stdout)

    def test_what_is_uploaded_can_be_neither_held_nor_retried(self):
        for arguments in (("hold", self.orders[0], "--reason", "late"), ("retry", self.orders[0])):
            done = self.daifa("--lang", "en", *arguments, check=False)
            self.assertEqual(done.returncode, 1)
            self.assertIn("there is nothing to " + arguments[0], done.stderr)

    def test_doctor_and_plan_repeat_the_platforms_last_word_on_the_token(self):
        self.sandbox.platform("revoke_tokens")
        doctor = self.daifa("--lang", "en", "doctor", check=False)
        self.assertEqual(doctor.returncode, 1)
        self.assertIn("authorization: the platform does not take the authorization any more", doctor.stdout)
        plan = self.daifa("--lang", "en", "plan", check=False)
        self.assertEqual(plan.returncode, 1)
        self.assertIn("daifa authorize " + SHOP, plan.stderr)
        self.assertNotIn("0 orders", plan.stdout)

    def test_doctor_names_the_address_that_does_not_answer_and_its_setting(self):
        self.sandbox.kill()
        doctor = self.daifa("--lang", "en", "doctor", check=False)
        self.assertEqual(doctor.returncode, 1)
        for setting, port in (("platform.settings.gateway", "pinduoduo"), ("erp.settings.gateway", "jackyun")):
            self.assertIn(f"nobody answers at 127.0.0.1:{self.sandbox.ports[port]} ({setting})", doctor.stdout)

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


class DeafReader(Daifad):
    """A daifad whose log goes into a small pipe that nobody reads."""

    def start(self, wait=True):
        self.reader, writer = os.pipe()
        fcntl.fcntl(writer, fcntl.F_SETPIPE_SZ, 4096)
        self.process = subprocess.Popen(self.arguments, stdin=subprocess.DEVNULL, stdout=writer, stderr=writer)
        os.close(writer)
        if wait:
            self.wait_ready()

    def read_to_the_end(self):
        with os.fdopen(self.reader, "rb") as log:
            return log.read().decode()


class TheLog(StageTest):
    def test_a_reader_that_stands_still_stops_nobody_and_gets_everything_in_the_end(self):
        self.start_shop(authorize=False)
        self.daemon.stop()
        self.daemon = DeafReader(BUILD, self.folder)
        self.programs.append(self.daemon)
        self.daemon.start()
        self.authorize()
        orders = self.sandbox.platform("assign", count=60, seed=5)["orders"]
        self.wait_for_states(uploaded=60)
        self.daemon.process.terminate()
        log = self.daemon.read_to_the_end()
        self.assertEqual(self.daemon.process.wait(30 * SLOW), 0)
        for order in orders:
            self.assertIn(order, log)
        self.assertRegex(log.splitlines()[-1], "info stopped$")


class WithoutAnAuthorization(StageTest):
    def test_plan_says_that_it_can_not_know(self):
        self.start_shop(authorize=False)
        plan = self.daifa("--lang", "en", "plan", check=False)
        self.assertEqual(plan.returncode, 1)
        self.assertEqual(plan.stdout, "")
        self.assertIn("not authorized", plan.stderr)


class TheSocket(StageTest):
    def setUp(self):
        super().setUp()
        setup.write(self.folder, BUILD, NoSandbox(), [])
        self.daemon = Daifad(BUILD, self.folder)
        self.programs.append(self.daemon)

    def start_another(self, socket):
        """A second daifad, with its own ledger, on that socket; its exit code and what it said."""
        text = (self.folder / "daifa.yaml").read_text()
        text = text.replace("daifa.db", "other.db").replace(f"{self.folder}/admin.sock", socket)
        (self.folder / "other.yaml").write_text(text)
        done = subprocess.run([BUILD / "bin/daifad", "--config", self.folder / "other.yaml"], capture_output=True,
                              text=True, timeout=30 * SLOW)
        return done.returncode, done.stdout + done.stderr

    def test_one_that_is_in_use_is_left_alone_and_named(self):
        self.daemon.start()
        code, said = self.start_another(f"{self.folder}/admin.sock")
        self.assertEqual(code, 1)
        self.assertIn(f"admin.socket {self.folder}/admin.sock: another process listens there already", said)
        self.assertIn("stop the other daifad", said)
        self.daifa("status")

    def test_one_that_a_dead_daemon_left_is_replaced(self):
        self.daemon.start()
        self.daemon.kill()
        self.assertTrue((self.folder / "admin.sock").exists())
        self.daemon.start()
        self.daifa("status")

    def test_a_missing_directory_and_a_long_path_say_what_to_do(self):
        code, said = self.start_another(f"{self.folder}/none/admin.sock")
        self.assertEqual(code, 1)
        self.assertIn(f"make the directory {self.folder}/none", said)
        code, said = self.start_another(f"{self.folder}/{'a' * 120}")
        self.assertEqual(code, 1)
        self.assertRegex(said, r"other\.yaml:\d+:\d+: (error|错误): .*107")


class NoSandbox:
    def gateway(self, _):
        return "http://127.0.0.1:9"


class WithoutADaemon(StageTest):
    def test_a_shop_that_is_switched_off_is_told_and_is_no_warning(self):
        setup.write(self.folder, BUILD, NoSandbox(), [SHOP], {"interval": "10m"}, shop_extra="enabled: false\n")
        done = run_daifa(BUILD, self.folder, "--lang", "en", "check")
        self.assertIn(f"switched off: {SHOP} ({self.folder}/shops.d/{SHOP}.yaml:1)\nthe configuration is right",
                      done.stdout)
        self.assertEqual(done.stderr, "")

    def test_a_postgresql_ledger_is_refused_where_it_is_written(self):
        (self.folder / "daifa.yaml").write_text("store:\n  url: postgresql://daifa@db/daifa\n")
        done = run_daifa(BUILD, self.folder, "--lang", "en", "check", check=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn("daifa.yaml:2:8: error: this version of daifa keeps its ledger in SQLite only", done.stderr)

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
