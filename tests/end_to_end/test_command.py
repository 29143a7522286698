"""What an administrator types, against the real daemon."""

import fcntl
import json
import os
import subprocess
import unittest

from stage import BUILD, SHOP, SLOW, Daifad, NoSandbox, StageTest, by, setup, wait_for


class LookingAround(StageTest):
    def setUp(self):
        super().setUp()
        self.start_shop()
        self.orders = self.assign(4, seed=5)
        self.bare = self.assign(seed=6, sku="")[0]
        self.wait_for_states(uploaded=4, held=1)

    def test_status_orders_explain_windows_plugins_and_doctor_answer(self):
        self.assertIn(SHOP, self.daifa("status").stdout)
        self.assertIn(self.bare, json.dumps(self.answer_of("orders", "--state", "held")))
        told = self.daifa("explain", self.bare).stdout
        self.assertIn("item_unmapped", told)
        self.assertIn("practice.yaml", told)
        number = self.orders[0].split("/")[1]
        self.assertIn("uploaded", self.daifa("explain", number).stdout)
        self.assertIn("proven", self.daifa("windows").stdout)
        self.assertNotIn("proven", self.daifa("windows", "--holes").stdout)
        plugins = self.daifa("plugins").stdout
        self.assertIn("pinduoduo", plugins)
        self.assertIn("jackyun", plugins)
        doctor = self.daifa("doctor", check=False)
        self.assertIn(SHOP, doctor.stdout)
        self.assertEqual(doctor.returncode, 0, doctor.stdout)

    def test_explain_names_the_line_of_the_option_that_decided(self):
        self.edit(self.strategy_file, "  delay: 1s\n", "  delay: 1h\n")
        self.assertIn("changed: " + SHOP, self.daifa("reload").stdout)
        self.assertIn("changed: -", self.daifa("reload").stdout)
        order = self.assign(seed=8)[0]
        self.wait_for_row(order, by(state="downloaded"))
        line = self.strategy_file.read_text().splitlines().index("  delay: 1h") + 1
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

    def test_answers_are_chinese_where_the_reader_is(self):
        self.assertRegex(self.daifa("--lang", "zh", "status").stdout, "[一-鿿]")

    def test_an_order_that_nobody_knows_is_said(self):
        done = self.daifa("--lang", "en", "explain", "no-such-order", check=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn("no-such-order", done.stderr)


class Planning(StageTest):
    def setUp(self):
        super().setUp()
        self.start_shop()
        self.assign(3, seed=5)
        self.wait_for_states(uploaded=3)

    def plan(self, *arguments):
        """A plan, and the proof that it wrote nothing on either side."""
        before = self.sandbox.call("GET", "/calls")
        done = self.daifa("plan", *arguments, check=False)
        after = self.sandbox.call("GET", "/calls")
        for side in ("platform", "erp"):
            self.assertEqual(before[side]["writes"], after[side]["writes"])
        return done

    def test_it_ends_with_0_when_both_sides_are_equal(self):
        for arguments in ((), ("--refresh",)):
            done = self.plan(*arguments)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_it_ends_with_2_and_names_the_difference_when_they_are_not(self):
        bare = self.assign(seed=6, sku="")[0]
        self.wait_for_row(bare, by(difference="item_unmapped"))
        for arguments in ((), ("--refresh",)):
            done = self.plan(*arguments)
            self.assertEqual(done.returncode, 2, done.stdout + done.stderr)
            self.assertIn("item_unmapped", done.stdout)

    def test_it_ends_with_1_when_a_side_or_the_daemon_can_not_be_asked(self):
        self.edit(self.shop_file(), self.sandbox.gateway("jackyun"), "http://127.0.0.1:1")
        self.reload()
        done = self.plan("--refresh")
        self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
        self.assertIn(SHOP, done.stderr)
        self.daemon.stop()
        self.assertEqual(self.plan().returncode, 1)


class Acting(StageTest):
    def test_tokens_come_from_a_file_that_nobody_else_can_read(self):
        self.start_shop(authorize=False)
        pair = self.sandbox.platform("issue_tokens")["tokens"][0]
        file = self.folder / "tokens.json"
        file.write_text(json.dumps(setup.access_of(pair)))
        file.chmod(0o644)
        refused = self.daifa("--lang", "en", "authorize", SHOP, "--tokens", file, check=False)
        self.assertEqual(refused.returncode, 1)
        self.assertIn(f"chmod 600 {file}", refused.stderr)
        self.assertNotEqual(self.status_of()["token_problem"], None)
        file.chmod(0o600)
        self.assertIn(pair["shop_name"], self.daifa("authorize", SHOP, "--tokens", file).stdout)
        self.assign(2, seed=3)
        self.wait_for_states(uploaded=2)

    def test_a_held_order_waits_until_it_is_released(self):
        self.start_shop()
        self.sandbox.erp("settings", warehouse_open=False)
        order = self.assign(seed=7)[0]
        self.wait_for_row(order, by(state="imported"))
        self.daifa("hold", order, "--reason", "the merchant will call")
        again = self.daifa("hold", order, "--reason", "something else", check=False)
        self.assertEqual(again.returncode, 1)
        self.assertIn("held already", again.stderr)
        self.sandbox.erp("settings", warehouse_open=True)
        self.wait_for_row(order, by(state="held", difference="held_by_operator"))
        self.assertIn("the merchant will call", self.daifa("explain", order).stdout)
        self.daifa("release", order)
        self.wait_for_row(order, by(state="uploaded"))
        self.assertEqual(self.daifa("release", order, check=False).returncode, 1)

    def test_a_refused_import_is_tried_again_when_an_operator_says_so(self):
        self.start_shop(times={"retry": "[1h]"})
        self.sandbox.erp("settings", strict_goods=True)
        order = self.assign(seed=8, sku="690777")[0]
        row = self.wait_for_row(order, lambda row: row["state"] == "held")
        self.assertIn(row["difference"], ("import_refused", "item_unmapped"))
        self.assertIn("690777", self.daifa("explain", order).stdout)
        again = self.daifa("retry", order)
        self.assertIn(order, again.stdout)
        self.wait_for_refused_import(order, 2)
        self.sandbox.erp("add_goods", barcode="690777", goods_code="G-1", variant_name="red")
        self.daifa("retry", order)
        self.wait_for_row(order, by(state="uploaded"))

    def wait_for_refused_import(self, order, attempts):
        """Written down, too: a write that is under way is not tried again."""

        def refused():
            writes = self.answer_of("explain", order)["writes"]
            return any(one["key"] == "import/1" and one["state"] == "refused" and one["attempts"] == attempts
                       for one in writes)

        wait_for(f"{attempts} refusals", refused, 30 * SLOW, 0.1)

    def uncertain_write(self, order):
        writes = self.answer_of("explain", order)["writes"]
        return next(write["key"] for write in writes if write["state"] == "uncertain")

    def test_an_uncertain_write_is_resolved_by_an_operator_with_a_reason(self):
        self.start_shop()
        self.sandbox.erp("settings", two_parcels=100)
        self.sandbox.faults(next={"api": "pdd.fds.waybill.return.slave", "kind": "done_then_cut", "times": 1})
        order = self.assign(seed=9)[0]
        self.wait_for_row(order, by(state="uploaded", difference="extra_parcel_unverifiable"))
        key = self.uncertain_write(order)
        without = self.daifa("resolve", order, "--write", key, "--outcome", "confirmed", check=False)
        self.assertEqual(without.returncode, 64)
        self.daifa("resolve", order, "--write", key, "--outcome", "confirmed", "--reason",
                   "seen on the platform's page")
        self.wait_for_row(order, by(state="uploaded", difference="", next_at=None))
        told = self.daifa("explain", order).stdout
        self.assertIn("seen on the platform's page", told)
        again = self.daifa("--lang", "en", "resolve", order, "--write", key, "--outcome", "refused", "--reason", "x",
                           check=False)
        self.assertEqual((again.returncode, "no uncertain write" in again.stderr), (1, True))
        numbers = self.sandbox.truth()["platform"]["orders"][0]["numbers"]
        self.assertEqual([entry["accepted"] for entry in numbers], [1, 1])

    def test_a_write_that_an_operator_calls_refused_is_sent_once_more(self):
        self.start_shop()
        self.sandbox.erp("settings", two_parcels=100)
        self.sandbox.faults(next={"api": "pdd.fds.waybill.return.slave", "kind": "cut_before", "times": 1})
        order = self.assign(seed=10)[0]
        self.wait_for_row(order, by(state="uploaded", difference="extra_parcel_unverifiable"))
        self.daifa("resolve", order, "--write", self.uncertain_write(order), "--outcome", "refused",
                   "--reason", "the page shows one number only")
        self.wait_for_row(order, by(state="uploaded", difference="", next_at=None))
        numbers = self.sandbox.truth()["platform"]["orders"][0]["numbers"]
        self.assertEqual([entry["accepted"] for entry in numbers], [1, 1])

    def test_a_plugin_file_is_inspected_without_a_daemon(self):
        self.start_shop(authorize=False)
        self.daemon.stop()
        told = self.daifa("plugins", "inspect", BUILD / "plugins/jackyun.so").stdout
        self.assertIn("erp jackyun", told)
        self.assertIn("calls_per_second", told)
        broken = self.folder / "broken.so"
        broken.write_bytes((BUILD / "plugins/jackyun.so").read_bytes()[:5000])
        done = self.daifa("--lang", "en", "plugins", "inspect", broken, check=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn("broken.so", done.stderr)
        self.assertEqual(len(done.stderr.strip().splitlines()), 1)


class OnePass(StageTest):
    def once(self):
        return subprocess.run([*self.daemon.arguments, "--once"], capture_output=True, text=True, timeout=60 * SLOW)

    def test_a_daemon_that_runs_once_reads_acts_and_ends(self):
        self.start_shop(times={"delay": "0s"})
        self.daemon.stop()
        self.assign(3, seed=3)

        def all_uploaded():
            self.assertEqual(self.once().returncode, 0)
            return self.sandbox.truth("totals")["together"]["uploaded"] == 3

        wait_for("three uploads by single passes", all_uploaded, 60 * SLOW)
        self.assertEqual(self.sandbox.truth("totals")["together"]["doubled"], 0)

    def test_stock_is_made_equal_as_well(self):
        self.start_shop(strategy_extra="stock: {enabled: true, mode: repair}\n")
        self.daemon.stop()
        self.sandbox.platform("add_listing", outer_id="s", quantity=5)
        self.sandbox.erp("set_stock", barcode="s", quantity=8)
        self.assertEqual(self.once().returncode, 0)
        self.assertEqual([one["quantity"] for one in self.sandbox.truth()["platform"]["listings"]], [8])

    def test_it_ends_with_1_when_a_side_can_not_be_read(self):
        self.start_shop()
        self.daemon.stop()
        self.edit(self.shop_file(), self.sandbox.gateway("jackyun"), "http://127.0.0.1:1")
        done = self.once()
        self.assertEqual(done.returncode, 1)
        self.assertIn(SHOP, done.stderr)


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
        orders = self.assign(60, seed=5)
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


if __name__ == "__main__":
    unittest.main()
