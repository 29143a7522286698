"""Disks that fail and lose power: what the ledger promised stays true."""

import os
import shutil
import signal
import time
import unittest

from practice.journey import Journey
from practice.processes import Daifad
from stage import BUILD, SLOW, StageTest, wait_for


class PoorDisk(Daifad):
    """The daemon on a disk that fails while `fail` says so, and that keeps only what was synced when the power goes."""

    def __init__(self, folder, keeps_only_synced=False):
        self.folder = folder
        self.plan = folder / "disk-fails"
        self.synced = folder / "synced"
        self.synced.mkdir()
        environment = {**os.environ, "LD_PRELOAD": str(BUILD / "tests/failing_disk.so"), "DISK_FAILS": str(self.plan),
                       "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "") + ":verify_asan_link_order=0"}
        if keeps_only_synced:
            environment["DISK_SYNCED"] = str(self.synced)
        super().__init__(BUILD, folder, environment)
        self.keeps_only_synced = keeps_only_synced

    def fail(self, spacing):
        self.plan.write_text(f"{spacing}\n")

    def heal(self):
        self.plan.unlink()

    def kill(self):
        super().kill()
        if not self.keeps_only_synced:
            return
        for name in ("daifa.db", "daifa.db-wal"):
            (self.folder / name).unlink(missing_ok=True)
            if (self.synced / name).exists():
                shutil.copyfile(self.synced / name, self.folder / name)
        (self.folder / "daifa.db-shm").unlink(missing_ok=True)


class Disks(StageTest):
    def begin(self, orders, seed, kills=0, **disk):
        journey = Journey(BUILD, self.folder, orders=orders, seed=seed, kills=kills)
        journey.daemon = PoorDisk(self.folder, **disk)
        self.programs += [journey.daemon, journey.sandbox]
        journey.prepare()
        return journey

    def end(self, journey, orders):
        # A claim that is there although its commit failed is verified after five minutes.
        account = journey.finish(max(400, 120 * SLOW))
        self.assertEqual(account.complaints, [])
        self.assertEqual((account.lost, account.doubled, account.assigned), (0, 0, orders))
        self.assertGreater(account.uploaded, orders // 2)
        journey.stop()
        return account

    def test_what_was_not_synced_when_the_power_went_was_never_sent(self):
        journey = self.begin(40, seed=21, kills=12, keeps_only_synced=True)
        journey.play()
        account = self.end(journey, 40)
        self.assertGreaterEqual(journey.kills_at_work(account), 6)

    def test_failing_writes_and_syncs_lose_and_double_nothing(self):
        journey = self.begin(40, seed=22)
        journey.daemon.fail(20)
        journey.play()
        said = (self.folder / "daifad.log").read_text(errors="replace")
        self.assertIn("can not be written", said)
        journey.daemon.heal()
        self.end(journey, 40)


class LongStops(StageTest):
    def test_a_daemon_that_stood_still_longer_than_its_time_outs_goes_on(self):
        journey = Journey(BUILD, self.folder, orders=30, seed=23)
        self.programs += [journey.daemon, journey.sandbox]
        journey.prepare()
        stops = 0

        def stand_still(process, seconds):
            process.send_signal(signal.SIGSTOP)
            time.sleep(seconds)
            process.send_signal(signal.SIGCONT)

        def now_and_then(_):
            nonlocal stops
            if stops < 2 and journey.uploads() >= 5 * stops:
                stops += 1
                # Longer than the 2 seconds that a call may take and the 3 that one may be late.
                stand_still(journey.daemon.process, 3.5)
                stand_still(journey.sandbox.process, 3.5)

        journey.on_progress = now_and_then
        journey.play()
        account = journey.finish(120 * SLOW)
        self.assertEqual(account.complaints, [])
        self.assertEqual((stops, account.lost, account.doubled, account.assigned), (2, 0, 0, 30))

        def working():
            status, answer = journey.daemon.call("GET", "/v1/status")
            return status == 200 and [row["state"] for row in answer["shops"]] == ["working"]

        wait_for("a shop that works", working, 30 * SLOW)
        journey.stop()


if __name__ == "__main__":
    unittest.main()
