"""daifad as systemd runs it: its notify socket, watchdog, credential, directories and user."""

import os
import shutil
import signal
import socket
import subprocess
import time
import unittest

from stage import BUILD, SHOP, SLOW, Daifad, Sandbox, StageTest, setup, user_without_rights, wait_for

WATCHDOG = 4.0 * SLOW


class NotifySocket:
    """The end of systemd: what the daemon tells, in its order, each with its time."""

    def __init__(self, path):
        self.path = str(path)
        self.told = []
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(self.path)
        os.chmod(self.path, 0o666)

    def read(self, seconds):
        """Takes what comes within so many seconds; returns after the first message."""
        self.socket.settimeout(max(0.001, seconds))
        try:
            text = self.socket.recv(4096).decode()
        except TimeoutError:
            return None
        fields = dict(line.split("=", 1) for line in text.splitlines() if "=" in line)
        self.told.append((time.monotonic(), fields))
        return fields

    def wait_for(self, key, seconds=30.0):
        end = time.monotonic() + seconds * SLOW
        while time.monotonic() < end:
            fields = self.read(end - time.monotonic())
            if fields and key in fields:
                return fields
        raise AssertionError(f"{key} was not told within {seconds * SLOW:.0f} s; told: {self.told}")

    def drain(self):
        while self.read(0.05):
            pass

    def close(self):
        self.socket.close()


class Service(Daifad):
    """The daemon in the surroundings that the unit gives it, as another user where that can be."""

    def __init__(self, folder, user):
        self.notify = NotifySocket(folder / "notify")
        environment = {
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "NOTIFY_SOCKET": self.notify.path,
            "WATCHDOG_USEC": str(int(WATCHDOG * 1_000_000)),
            "CREDENTIALS_DIRECTORY": str(folder / "credentials"),
        }
        for name in ("LSAN_OPTIONS", "ASAN_OPTIONS", "UBSAN_OPTIONS"):
            if name in os.environ:
                environment[name] = os.environ[name]
        super().__init__(BUILD, folder, environment)
        self.socket = folder / "run/admin.sock"
        self.user = user

    def start(self, wait=True):
        with open(self.log, "ab") as log:
            stream = os.fstat(log.fileno())
            self.environment["JOURNAL_STREAM"] = f"{stream.st_dev}:{stream.st_ino}"
            self.process = subprocess.Popen(self.arguments, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                            env=self.environment, umask=0o027, **self.user)
        if wait:
            self.notify.wait_for("READY")


class AsAService(StageTest):
    def setUp(self):
        super().setUp()
        self.sandbox = Sandbox(BUILD, self.folder, 1, ["--limits", "off"])
        self.programs.append(self.sandbox)
        self.sandbox.start()
        self.sandbox.erp("settings", ship_delay_ms=300, two_parcels=0, unknown_carrier=0, reserved_number=0,
                         part_shipping=0)
        setup.write(self.folder, BUILD, self.sandbox, [SHOP])
        for name, mode in (("run", 0o755), ("state", 0o750), ("credentials", 0o700)):
            (self.folder / name).mkdir(mode=mode)
        shutil.move(self.folder / "daifa.key", self.folder / "credentials/daifa-key")
        os.chmod(self.folder / "credentials/daifa-key", 0o400)
        self.configure(self.folder / "run/admin.sock")
        self.daemon = Service(self.folder, user_without_rights(self.folder))
        self.programs.append(self.daemon)
        self.addCleanup(self.daemon.notify.close)

    def configure(self, admin_socket):
        (self.folder / "daifa.yaml").write_text(f"""\
store:
  url: sqlite://{self.folder}/state/daifa.db
  key: {{credential: daifa-key}}
plugins: {{directory: "{BUILD}/plugins"}}
admin: {{socket: "{admin_socket}"}}
""")

    def test_it_is_ready_when_it_serves_and_not_before(self):
        self.daemon.start(wait=False)
        told = self.daemon.notify.wait_for("READY")
        # No second try: who was told "ready" may ask.
        self.assertEqual(self.daemon.call("GET", "/v1/status")[0], 200)
        self.assertEqual(told["STATUS"], "1 shops")
        self.assertEqual(os.stat(self.daemon.socket).st_mode & 0o777, 0o660)
        self.assertEqual(os.stat(self.folder / "state/daifa.db").st_mode & 0o007, 0)

    def test_it_is_never_ready_when_it_can_not_serve(self):
        self.configure(self.folder / "missing/admin.sock")
        self.daemon.start(wait=False)
        self.assertNotEqual(self.daemon.process.wait(30 * SLOW), 0)
        self.daemon.notify.drain()
        self.assertEqual([fields for _, fields in self.daemon.notify.told if "READY" in fields], [])
        self.assertIn("directory", self.daemon.log.read_text())

    def test_a_missing_credential_is_said_and_ends_it(self):
        (self.folder / "credentials/daifa-key").unlink()
        self.daemon.start(wait=False)
        self.assertNotEqual(self.daemon.process.wait(30 * SLOW), 0)
        self.assertIn("daifa-key", self.daemon.log.read_text())

    def test_the_watchdog_hears_of_it_in_time(self):
        self.daemon.start()
        for _ in range(4):
            self.daemon.notify.wait_for("WATCHDOG", WATCHDOG)
        times = [when for when, fields in self.daemon.notify.told if "WATCHDOG" in fields]
        for before, after in zip(times, times[1:]):
            self.assertLess(after - before, WATCHDOG)

    def test_a_reload_is_announced_and_ends(self):
        self.daemon.start()
        self.daemon.process.send_signal(signal.SIGHUP)
        begun = self.daemon.notify.wait_for("RELOADING")
        self.assertLess(abs(int(begun["MONOTONIC_USEC"]) / 1e6 - time.clock_gettime(time.CLOCK_MONOTONIC)), 5 * SLOW)
        self.daemon.notify.wait_for("READY")

    def test_sigterm_amid_work_ends_it_with_everything_written_down(self):
        self.daemon.start()
        self.authorize()
        self.sandbox.faults(rate=1.0, kinds=["slow"], slow_least_ms=200, slow_most_ms=600)
        self.sandbox.platform("assign", count=40, seed=9)
        writes = lambda: self.sandbox.truth("totals")["erp"]["totals"]["creates"]
        wait_for("the first imports", lambda: writes() >= 3, 60 * SLOW, 0.02)
        self.daemon.process.send_signal(signal.SIGTERM)
        self.daemon.notify.wait_for("STOPPING")
        self.assertEqual(self.daemon.process.wait(40 * SLOW), 0)
        self.assertFalse(self.daemon.socket.exists())

        self.sandbox.faults(rate=0.0)
        self.daemon.start()
        self.assertEqual(self.daemon.get("/v1/status")["shops"][0]["counters"]["writes_uncertain"], 0)
        self.wait_for_states(uploaded=40)
        together = self.sandbox.truth()["together"]
        self.assertEqual((together["assigned"], together["uploaded"], together["doubled"]), (40, 40, 0))

    def test_its_log_is_made_for_the_journal_and_holds_no_secret(self):
        self.daemon.start()
        self.authorize()
        self.daemon.stop(40)
        text = self.daemon.log.read_text()
        for line in text.splitlines():
            self.assertRegex(line, r"^<[3-7]>")
        self.assertIn("daifad is ready", text)
        for secret in (setup.APP_SECRET, setup.ERP_SECRET, (self.folder / "credentials/daifa-key").read_text().strip()):
            self.assertNotIn(secret, text)


if __name__ == "__main__":
    unittest.main()
