"""What the end-to-end tests have in common."""

import json
import os
import pathlib
import pwd
import shutil
import subprocess
import tempfile
import unittest

from practice import browser, setup
from practice.journey import SHOP, Journey
from practice.processes import SLOW, Daifad, Sandbox, run_daifa, wait_for

BUILD = pathlib.Path(os.environ["DAIFA_BUILD_DIR"]).resolve()

# How much of each log a failed test shows.
LOG_LINES = int(os.environ.get("DAIFA_LOG_LINES", "40"))

__all__ = ["BUILD", "SHOP", "SLOW", "Daifad", "Journey", "NoSandbox", "Sandbox", "StageTest", "browser", "by",
           "run_daifa", "setup", "user_without_rights", "wait_for"]


def by(**expected):
    """A condition on an order's row, such as by(state="held")."""

    def condition(row):
        return all(row[key] == value for key, value in expected.items())

    condition.__doc__ = str(expected)
    return condition


def user_without_rights(folder):
    """Arguments of Popen for somebody without rights, who owns the folder then; none when we are no root, or when
    he can't reach the programs."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    user = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
    try:
        subprocess.run([str(BUILD / "bin/daifad"), "--version"], check=True, capture_output=True, **user)
    except (OSError, subprocess.CalledProcessError):
        return {}
    for path in [folder, *folder.rglob("*")]:
        os.chown(path, user["user"], user["group"], follow_symlinks=False)
    return user


class NoSandbox:
    """For configurations whose other sides are never asked."""

    def gateway(self, _):
        return "http://127.0.0.1:9"


class StageTest(unittest.TestCase):
    """A folder of its own; on failure the shops' status and the logs' ends are shown."""

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="daifa-test-"))
        # After everything else: a disk may be mounted in it.
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.programs = []

    def tearDown(self):
        outcome = self._outcome.result
        failed = any(getattr(test, "test_case", test) is self for test, _ in outcome.failures + outcome.errors)
        if failed:
            status = run_daifa(BUILD, self.folder, "status", check=False)
            print(f"--- daifa status\n{status.stdout}{status.stderr}")
        for program in self.programs:
            if program.process is not None and program.process.poll() is None:
                program.kill()
        if failed:
            for log in sorted(self.folder.glob("*.log")):
                print(f"--- {log.name}\n" + "\n".join(log.read_text(errors="replace").splitlines()[-LOG_LINES:]))

    def start_shop(self, sandbox_arguments=("--limits", "off"), times=None, authorize=True, **extra):
        """A sandbox, a daemon, and one authorized shop."""
        self.start_shops([SHOP], sandbox_arguments, times, **extra)
        if authorize:
            self.authorize()

    def start_shops(self, names, sandbox_arguments=("--limits", "off"), times=None, **extra):
        """A sandbox and a daemon; the shops' owners have not granted anything yet."""
        self.sandbox = Sandbox(BUILD, self.folder, 1, sandbox_arguments)
        self.daemon = Daifad(BUILD, self.folder)
        self.programs += [self.daemon, self.sandbox]
        self.sandbox.start()
        setup.write(self.folder, BUILD, self.sandbox, names, times, **extra)
        self.sandbox.erp("settings", ship_delay_ms=300, two_parcels=0, unknown_carrier=0, reserved_number=0,
                         part_shipping=0, scan_labels=extra.get("waybill") == "platform")
        self.daemon.start()

    def authorize(self, login="factory", password="factory"):
        begun = self.daemon.post(f"/v1/shops/{SHOP}/authorize/start")
        redirected = browser.authorize(begun["address"], login, password)
        return self.daifa("authorize", SHOP, "--redirected", redirected, check=False)

    def daifa(self, *arguments, check=True):
        return run_daifa(BUILD, self.folder, *arguments, check=check)

    def answer_of(self, *arguments):
        """What a command says in JSON."""
        return json.loads(self.daifa("--json", *arguments, check=False).stdout)

    def shop_file(self, shop=SHOP):
        return self.folder / f"shops.d/{shop}.yaml"

    @property
    def strategy_file(self):
        return self.folder / "strategies.d/practice.yaml"

    def edit(self, path, old, new):
        """Changes a file of the configuration; `reload` takes it."""
        text = path.read_text()
        self.assertIn(old, text)
        path.write_text(text.replace(old, new))

    def reload(self):
        return self.daifa("reload")

    def copy_ledger(self):
        self.daemon.stop()
        copy = (self.folder / "daifa.db").read_bytes()
        self.daemon.start()
        return copy

    def restore(self, copy):
        self.daemon.stop()
        for left in self.folder.glob("daifa.db-*"):
            left.unlink()
        (self.folder / "daifa.db").write_bytes(copy)

    def assign(self, count=1, **contents):
        return self.sandbox.platform("assign", count=count, **contents)["orders"]

    def set_variant(self, front, **values):
        self.sandbox.call("POST", f"/control/{front}/set_variant", values)

    def row(self, order):
        return self.daemon.orders(SHOP).get(order)

    def wait_for_row(self, order, condition, seconds=30):
        def found():
            self.daemon.check_alive()
            row = self.row(order)
            return row if row and condition(row) else None

        try:
            return wait_for(f"{order}: {condition.__doc__ or 'its state'}", found, seconds * SLOW, 0.1)
        except Exception:
            print(f"{order} is {self.row(order)}")
            raise

    def wait_for_states(self, seconds=60, **expected):
        """Until exactly so many orders stand in each state."""
        states = {}

        def counted():
            self.daemon.check_alive()
            states.clear()
            for row in self.daemon.orders(SHOP).values():
                states[row["state"]] = states.get(row["state"], 0) + 1
            return states == expected

        try:
            wait_for(f"states {expected}", counted, seconds * SLOW, 0.1)
        except Exception:
            print(f"the states are {states}")
            raise

    def status_of(self, shop=SHOP):
        return next(one for one in self.daemon.get("/v1/status")["shops"] if one["shop"] == shop)

    def wait_for_words(self, *words, shop=SHOP, seconds=30):
        """Until `daifa status` would say all of them about the shop."""

        def said():
            self.daemon.check_alive()
            text = json.dumps(self.status_of(shop), ensure_ascii=False)
            return all(word in text for word in words)

        try:
            wait_for(f"the words {words}", said, seconds * SLOW, 0.1)
        except Exception:
            print(f"the status is {self.status_of(shop)}")
            raise

    def refuse_to_start(self, *words, daemon=None):
        """A start that ends by itself, with these words as the reason."""
        daemon = daemon or self.daemon
        before = daemon.log.stat().st_size if daemon.log.exists() else 0
        daemon.start(wait=False)
        self.assertNotEqual(daemon.process.wait(30 * SLOW), 0)
        said = daemon.log.read_bytes()[before:].decode(errors="replace")
        for word in words:
            self.assertIn(word, said)
        return said

    def mount_disk(self, size):
        """A small disk of its own for the ledger; where that can't be had, the test says why it is skipped."""
        disk = self.folder / "disk"
        disk.mkdir()
        if os.geteuid() != 0:
            self.skipTest("only root may mount a small disk")
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "daifa-test", disk],
                              capture_output=True, text=True)
        if done.returncode != 0:
            self.skipTest(f"no disk could be mounted: {done.stderr.strip()}")
        self.addCleanup(subprocess.run, ["umount", "--lazy", disk], check=False)
        return disk
