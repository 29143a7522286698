"""What is wrong in the YAML files is told with its place, all of it at once; what runs goes on."""

import os
import signal
import sqlite3
import unittest

from stage import BUILD, SHOP, SLOW, Daifad, NoSandbox, StageTest, by, run_daifa, setup, wait_for


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
        self.edit(target / "daifa.yaml", "#directory: /usr/lib/daifa/plugins", f"directory: {BUILD}/plugins")
        run_daifa(BUILD, target, "check")
        key = (target / "daifa.key").read_text()
        run_daifa(BUILD, self.folder, "init", target, check=False)
        self.assertEqual((target / "daifa.key").read_text(), key)

    def test_a_daemon_that_does_not_run_is_said_clearly(self):
        (self.folder / "daifa.yaml").write_text(f'admin: {{socket: "{self.folder}/admin.sock"}}\n')
        done = run_daifa(BUILD, self.folder, "status", check=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn("daifad", done.stderr)
        self.assertIn("admin.sock", done.stderr)

    def check(self, language):
        done = run_daifa(BUILD, self.folder, "--lang", language, "check", check=False)
        self.assertEqual(done.returncode, 1)
        return done.stdout + done.stderr

    def make_configuration(self):
        (self.folder / "shops.d").mkdir()
        (self.folder / "strategies.d").mkdir()
        (self.folder / "daifa.yaml").write_text(f'plugins: {{directory: "{BUILD}/plugins"}}\n')

    def test_a_mistake_in_the_first_file_hides_none_of_the_others(self):
        self.make_configuration()
        self.edit(self.folder / "daifa.yaml", "plugins:", "log: {level: loud}\nplugins:")
        (self.folder / "strategies.d/a.yaml").write_text("strategy: a\ndownload:\n  intervall: 10m\n")
        told = self.check("en")
        self.assertIn("daifa.yaml:1:14: error:", told)
        self.assertIn("strategies.d/a.yaml:3:3: error:", told)

    def test_check_reports_every_mistake_of_all_files_with_its_place_in_both_languages(self):
        self.make_configuration()
        (self.folder / "strategies.d/a.yaml").write_text(
            "strategy: a\ndownload:\n  intervall: 10m\n  delay: soon\nupload: {parcels: none}\nretry: 5\n")
        (self.folder / "shops.d/s.yaml").write_text("shop: s\nstrategy: b\nplatform: {plugin: pinduoduoo}\n")
        (self.folder / "shops.d/open.yaml").write_text("shop: open\nplatform: {plugin: pinduoduo\nstrategy: a\n")
        (self.folder / "shops.d/tab.yaml").write_text("shop: t\nplatform:\n\tplugin: pinduoduo\n")
        (self.folder / "shops.d/utf8.yaml").write_bytes(b"shop: u\nstrategy: \xc3\x28\n")
        (self.folder / "shops.d/secret.yaml").write_text(
            "shop: c\nstrategy: a\nplatform: {plugin: pinduoduo, settings: {app_secret: Ge4eimText}}\n")
        english, chinese = self.check("en"), self.check("zh")
        for place in (r"strategies.d/a.yaml:3:3", r"strategies.d/a.yaml:4:10",
                      r"strategies.d/a.yaml:5:19", r"strategies.d/a.yaml:6:8", r"shops.d/s.yaml:2:11",
                      r"shops.d/s.yaml:3:20", r"shops.d/open.yaml:\d+:\d+", r"shops.d/tab.yaml:3:\d+",
                      r"shops.d/utf8.yaml:2:\d+", r"shops.d/secret.yaml:3:\d+"):
            with self.subTest(place):
                self.assertRegex(english, rf"(?m){place}: error: .*\S")
                self.assertRegex(chinese, rf"(?m){place}: (error|错误)[:：] ?.*[一-鿿]")
        self.assertIn('unknown key "intervall"', english)
        self.assertIn('did you mean "interval"', english)
        self.assertIn('did you mean "pinduoduo"', english)
        self.assertNotIn("Ge4eimText", english + chinese)

    def test_a_daemon_without_a_usable_configuration_does_not_start_and_says_where_it_looked(self):
        self.refuse_to_start("daifa.yaml", daemon=Daifad(BUILD, self.folder))


class WhileTheDaemonRuns(StageTest):
    def test_a_reload_of_broken_files_keeps_the_old_configuration_and_says_why(self):
        self.start_shop()
        good = self.strategy_file.read_text()
        for text, place in (("strategy: practice\ndownload: {intervall: 1s}\n", "practice.yaml:2:12"),
                            ("strategy: [practice\n", "practice.yaml:")):
            with self.subTest(place):
                self.strategy_file.write_text(text)
                done = self.daifa("--lang", "en", "reload", check=False)
                self.assertEqual(done.returncode, 1)
                self.assertIn(place, done.stderr)
                self.assertIn("the old configuration goes on", done.stderr)
                order = self.assign(seed=len(text))[0]
                self.wait_for_row(order, by(state="uploaded"))
        self.assertRegex(self.daifa("--lang", "en", "status").stdout, "practice.yaml:.* error: ")
        self.strategy_file.write_text(good)
        self.reload()
        self.assertNotIn("error:", self.daifa("--lang", "en", "status").stdout)

    def test_a_signal_reloads_as_the_command_does(self):
        self.start_shop()
        self.edit(self.strategy_file, "strategy: practice", "strategy: others")
        self.daemon.process.send_signal(signal.SIGHUP)
        wait_for("the refusal", lambda: "old configuration stays" in self.daemon.log.read_text(), 20 * SLOW)
        self.edit(self.shop_file(), "strategy: practice", "strategy: others")
        self.daemon.process.send_signal(signal.SIGHUP)
        wait_for("the new strategy", lambda: self.status_of()["strategy"] == "others", 20 * SLOW)


class WhileTheLedgerFails(StageTest):
    def test_a_reload_that_fails_for_one_shop_is_said_and_the_next_one_mends_it(self):
        self.start_shop()
        ledger = sqlite3.connect(self.folder / "daifa.db")
        self.addCleanup(ledger.close)
        ledger.execute("alter table credentials rename to elsewhere")
        self.edit(self.shop_file(), "connections: 8", "connections: 7")
        said = self.daifa("--lang", "en", "reload", check=False)
        self.assertEqual(said.returncode, 1)
        self.assertIn("the ledger failed while the shop took its configuration", said.stderr)
        self.assertIn("reload again", self.daifa("--lang", "en", "status").stdout)

        ledger.execute("alter table elsewhere rename to credentials")
        self.assertEqual(self.reload().returncode, 0)
        order = self.assign()[0]
        self.wait_for_row(order, by(state="uploaded"))


if __name__ == "__main__":
    unittest.main()
