"""What the end-to-end tests have in common."""

import os
import pathlib
import shutil
import tempfile
import unittest

from practice import browser, setup
from practice.journey import SHOP, Journey
from practice.processes import Daifad, Sandbox, run_daifa, wait_for

BUILD = pathlib.Path(os.environ["DAIFA_BUILD_DIR"]).resolve()
# Sanitizer builds take several times as long.
SLOW = float(os.environ.get("DAIFA_SLOW", "1"))

__all__ = ["BUILD", "SHOP", "SLOW", "Journey", "StageTest", "run_daifa", "setup", "browser", "wait_for", "Daifad", "Sandbox"]


class StageTest(unittest.TestCase):
    """A folder of its own; on failure the logs' ends are shown."""

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="daifa-test-"))
        self.programs = []

    def tearDown(self):
        for program in self.programs:
            if program.process is not None and program.process.poll() is None:
                program.kill()
        outcome = self._outcome.result
        failed = any(test is self for test, _ in outcome.failures + outcome.errors)
        if failed:
            for log in sorted(self.folder.glob("*.log")):
                print(f"--- {log.name}\n" + "\n".join(log.read_text(errors="replace").splitlines()[-40:]))
        shutil.rmtree(self.folder, ignore_errors=True)

    def start_shop(self, sandbox_arguments=("--limits", "off"), times=None, authorize=True, **extra):
        """A sandbox, a daemon, and one authorized shop."""
        self.sandbox = Sandbox(BUILD, self.folder, 1, sandbox_arguments)
        self.daemon = Daifad(BUILD, self.folder)
        self.programs += [self.daemon, self.sandbox]
        self.sandbox.start()
        setup.write(self.folder, BUILD, self.sandbox, [SHOP], times, **extra)
        self.sandbox.erp("settings", ship_delay_ms=300, two_parcels=0, unknown_carrier=0, reserved_number=0,
                         part_shipping=0)
        self.daemon.start()
        if authorize:
            self.authorize()

    def authorize(self, login="factory", password="factory"):
        _, begun = self.daemon.call("POST", f"/v1/shops/{SHOP}/authorize/start", {})
        redirected = browser.authorize(begun["address"], login, password)
        return self.daifa("authorize", SHOP, "--redirected", redirected, check=False)

    def daifa(self, *arguments, check=True):
        return run_daifa(BUILD, self.folder, *arguments, check=check)

    def row(self, order):
        return self.daemon.orders(SHOP).get(order)

    def wait_for_row(self, order, condition, seconds=30):
        def found():
            self.daemon.check_alive()
            row = self.row(order)
            return row if row and condition(row) else None

        return wait_for(f"{order}: {condition.__doc__ or 'its state'}", found, seconds * SLOW, 0.1)

    def wait_for_states(self, seconds=60, **expected):
        """Until exactly so many orders stand in each state."""

        def counted():
            self.daemon.check_alive()
            states = {}
            for row in self.daemon.orders(SHOP).values():
                states[row["state"]] = states.get(row["state"], 0) + 1
            return states == expected

        wait_for(f"states {expected}", counted, seconds * SLOW, 0.1)
