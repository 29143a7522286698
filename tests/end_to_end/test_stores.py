"""A ledger that can't be opened or written: said with file and remedy, nothing lost, nothing doubled."""

import os
import resource
import sqlite3
import subprocess
import unittest

from practice.account import base_number
from stage import BUILD, SHOP, SLOW, Daifad, StageTest, by, user_without_rights, wait_for


class StoresThatCanNotBeOpened(StageTest):
    def test_a_database_of_a_newer_version_is_refused_with_both_versions(self):
        self.start_shop()
        self.daemon.stop()
        with sqlite3.connect(self.folder / "daifa.db") as database:
            (table,) = database.execute("select name from sqlite_master where name like '%migration%'").fetchone()
            columns = [row[1] for row in database.execute(f"pragma table_info({table})")]
            newest = list(database.execute(f"select * from {table} order by 1 desc limit 1").fetchone())
            version = newest[0]
            newest[0] = 999
            database.execute(f"insert into {table} values({','.join('?' * len(columns))})", newest)
        self.refuse_to_start("daifa.db", "999", str(version))

    def test_a_file_that_is_no_database_is_said_and_not_served(self):
        self.start_shop()
        self.daemon.stop()
        (self.folder / "daifa.db").write_bytes(b"this is no database" * 1000)
        self.refuse_to_start("daifa.db")

    def test_another_key_is_refused_and_tells_what_losing_it_means(self):
        self.start_shop()
        self.daemon.stop()
        (self.folder / "daifa.key").write_text("ab" * 32 + "\n")
        self.refuse_to_start("key", "authorize")

    def test_a_directory_that_does_not_exist_is_named(self):
        self.start_shop(authorize=False)
        self.daemon.stop()
        self.edit(self.folder / "daifa.yaml", "daifa.db", "nowhere/daifa.db")
        self.refuse_to_start("nowhere/daifa.db", "does not exist")

    def test_a_second_daemon_on_the_same_ledger_is_refused(self):
        self.start_shop()
        self.refuse_to_start("daifa.db", str(self.daemon.process.pid), daemon=self.another())

    def another(self):
        daemon = Daifad(BUILD, self.folder)
        daemon.log = self.folder / "another.log"
        self.programs.append(daemon)
        return daemon


class StoresOfThePast(StageTest):
    def test_a_ledger_restored_from_an_older_copy_imports_and_uploads_nothing_a_second_time(self):
        self.start_shop()
        self.assign(3, seed=1)
        self.wait_for_states(uploaded=3)
        copy = self.copy_ledger()
        self.sandbox.erp("settings", warehouse_open=False)
        self.assign(4, seed=2)
        self.wait_for_states(uploaded=3, imported=4)
        self.sandbox.erp("settings", warehouse_open=True)
        self.assign(4, seed=3)
        self.wait_for_states(uploaded=11)
        self.sandbox.erp("settings", warehouse_open=False)
        self.assign(4, seed=4)
        self.wait_for_states(uploaded=11, imported=4)

        self.restore(copy)
        self.daemon.start()
        self.sandbox.erp("settings", warehouse_open=True)

        # What was uploaded by the lost ledger is a flag without an attempt of this one: a case for a person.
        def settled():
            states = [(row["state"], row["difference"]) for row in self.daemon.orders(SHOP).values()]
            return len(states) == 15 and all(
                state == "uploaded" or difference == "uploaded_by_other" for state, difference in states)

        wait_for("all orders uploaded", settled, 60 * SLOW, 0.1)
        truth = self.sandbox.truth("totals")
        self.assertEqual(truth["erp"]["totals"]["created_twice"], 0)
        self.assertEqual(truth["together"]["doubled"], 0)
        self.assertEqual(truth["together"]["uploaded"], 15)
        self.adopt_uploads()
        self.assertEqual(self.sandbox.truth("totals")["platform"]["totals"]["accepted_main"], 15)

    def adopt_uploads(self):
        """An operator compares the numbers on the platform with the ERP's and says whose they are."""
        numbers = {}
        for order in self.sandbox.truth()["platform"]["orders"]:
            numbers[order["order"]] = [number["number"] for number in order["numbers"] if number["live"]]
        foreign = [order for order, row in self.daemon.orders(SHOP).items() if row["difference"] == "uploaded_by_other"]
        self.assertEqual(len(foreign), 8)
        for order in foreign:
            self.daifa("resolve", order, "--uploaded", ",".join(numbers[order]), "--reason", "seen in the back office")
        self.wait_for_states(uploaded=15)
        self.assertIn("seen in the back office", self.daifa("explain", foreign[0]).stdout)

    def reassign(self, orders):
        self.sandbox.platform("withdraw", orders=orders)
        for order in orders:
            self.wait_for_row(order, by(state="withdrawn"))
        self.sandbox.platform("reassign", orders=orders)
        for order in orders:
            self.wait_for_row(order, by(state="imported"))

    def live_sources(self, order):
        sources = self.sandbox.truth()["erp"]["sources"]
        return [source for source, of in sources.items() if base_number(source) == order.split("/")[1] and of["live"]]

    def test_orders_assigned_again_after_the_copy_go_on_in_their_last_generation(self):
        self.go_on_in_their_last_generation("found", times=2)

    def test_they_do_so_too_where_the_erp_hides_what_was_cancelled(self):
        """Then of two generations that the ledger lacks, only the next one can be looked for."""
        self.go_on_in_their_last_generation("hidden", times=1)

    def go_on_in_their_last_generation(self, cancelled, times):
        self.start_shop(("--limits", "off", "--variant", f"jackyun.cancelled_by_source={cancelled}"))
        self.sandbox.erp("settings", warehouse_open=False)
        (known,) = self.assign(1, seed=1)
        self.wait_for_states(imported=1)
        copy = self.copy_ledger()
        unknown, gone = self.assign(2, seed=2)
        self.wait_for_states(imported=3)
        self.reassign([known, gone])
        for _ in range(times):
            self.reassign([unknown])

        self.restore(copy)
        self.sandbox.platform("withdraw", orders=[gone])
        self.daemon.start()
        self.wait_for_states(imported=2, withdrawn=1)
        wait_for("the withdrawn order's end in the ERP", lambda: self.live_sources(gone) == [], 30 * SLOW, 0.1)
        self.sandbox.erp("settings", warehouse_open=True)
        self.wait_for_states(uploaded=2, withdrawn=1)
        for order, generation in ((known, 2), (unknown, times + 1)):
            self.assertEqual(self.live_sources(order), [f"{order.split('/')[1]}-{generation}"])
        self.assertEqual(self.sandbox.truth("totals")["erp"]["totals"]["created_twice"], 0)


class StoresThatFail(StageTest):
    def start_on_a_disk_of_its_own(self, size):
        disk = self.mount_disk(size)
        self.start_shop(authorize=False)
        self.daemon.stop()
        self.edit(self.folder / "daifa.yaml", f"{self.folder}/daifa.db", f"{disk}/daifa.db")
        self.daemon.start()
        self.authorize()
        return disk

    def make_read_only(self, disk):
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)

    def nothing_doubled(self):
        together = self.sandbox.truth("totals")["together"]
        self.assertEqual(together["doubled"], 0)
        self.assertEqual(self.sandbox.truth("totals")["erp"]["totals"]["created_twice"], 0)

    def test_a_read_only_database_is_refused_with_what_to_do(self):
        disk = self.start_on_a_disk_of_its_own("8m")
        self.daemon.stop()
        self.make_read_only(disk)
        self.refuse_to_start("disk/daifa.db", "can't be written", "right to write")

    def test_a_read_only_directory_is_refused_with_what_to_do(self):
        disk = self.start_on_a_disk_of_its_own("8m")
        self.daemon.stop()
        for file in disk.iterdir():
            file.unlink()
        self.make_read_only(disk)
        self.refuse_to_start("disk/daifa.db", "can't be written", "right to write")

    def test_a_read_only_file_is_refused_with_what_to_do(self):
        """As a user without rights: root may write everything."""
        self.start_shop()
        self.daemon.stop()
        (self.folder / "daifa.db").chmod(0o444)
        self.daemon.user = user_without_rights(self.folder)
        if os.geteuid() == 0 and not self.daemon.user:
            self.skipTest(f"nobody can not reach {BUILD}, and root may write read-only files")
        self.refuse_to_start("daifa.db", "can't be written", "right to write")

    def test_a_full_disk_stops_sending_and_the_daemon_goes_on_when_there_is_room_again(self):
        disk = self.start_on_a_disk_of_its_own("24m")
        self.assign(count=5, seed=3)
        self.wait_for_states(uploaded=5)
        with open(disk / "filler", "wb", buffering=0) as filler:
            try:
                while True:
                    filler.write(b"\0" * 4096)
            except OSError:
                pass
        self.assign(count=200, seed=4)
        wait_for("a word about the full disk", lambda: "daifa.db is full" in self.daemon.log.read_text(), 40 * SLOW)
        self.assertIn("disk/daifa.db is full", self.daifa("status").stdout)
        self.assertIn("磁盘已满", self.daifa("--lang", "zh", "status").stdout)
        (disk / "filler").unlink()
        wait_for("the ledger to be read again", lambda: self.status_of()["states"] is not None, 30 * SLOW, 0.1)
        self.wait_for_states(uploaded=205)
        wait_for("an end of the words", lambda: self.status_of()["store_problem"] is None, 30 * SLOW, 0.1)
        self.nothing_doubled()

    def test_a_daemon_killed_with_a_full_disk_loses_nothing(self):
        self.start_shop()
        self.assign(count=5, seed=3)
        self.wait_for_states(uploaded=5)
        self.daemon.stop()
        size = sum(f.stat().st_size for f in self.folder.glob("daifa.db*")) + 60_000
        log_limit = max(size, self.daemon.log.stat().st_size + 3_000_000)

        class Cramped(Daifad):
            def start(self, wait=True):
                with open(self.log, "ab") as log:
                    self.process = subprocess.Popen(
                        self.arguments, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
                        restore_signals=False,
                        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, log_limit)))
                if wait:
                    self.wait_ready()

        cramped = Cramped(BUILD, self.folder)
        self.programs.append(cramped)
        cramped.log = self.folder / "cramped.log"
        cramped.start()
        self.assign(count=300, seed=4)
        wait_for("a word about the ledger", lambda: "ledger" in cramped.log.read_text(errors="replace"), 40 * SLOW, 0.2)
        cramped.kill()
        self.daemon.start()
        self.wait_for_states(uploaded=305)
        self.nothing_doubled()


if __name__ == "__main__":
    unittest.main()
