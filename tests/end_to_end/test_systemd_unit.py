"""The unit file as it is installed: what daifad relies on, and how little it may do."""

import configparser
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

from stage import BUILD

ROOT = pathlib.Path(__file__).resolve().parents[2]
UNIT = BUILD / "packaging/daifad.service"

# What a daemon on a factory's server never needs.
HARDENING = {
    "NoNewPrivileges": "yes",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "PrivateDevices": "yes",
    "ProtectKernelTunables": "yes",
    "ProtectKernelModules": "yes",
    "ProtectKernelLogs": "yes",
    "ProtectControlGroups": "yes",
    "ProtectClock": "yes",
    "ProtectHostname": "yes",
    "ProtectProc": "invisible",
    "RemoveIPC": "yes",
    "RestrictAddressFamilies": "AF_INET AF_INET6 AF_UNIX",
    "RestrictNamespaces": "yes",
    "RestrictRealtime": "yes",
    "RestrictSUIDSGID": "yes",
    "LockPersonality": "yes",
    "MemoryDenyWriteExecute": "yes",
    "CapabilityBoundingSet": "",
    "SystemCallArchitectures": "native",
    "SystemCallFilter": "@system-service",
}


def seconds(span):
    return float(re.fullmatch(r"(\d+)s", span).group(1))


def install_prefix():
    cache = (BUILD / "CMakeCache.txt").read_text()
    return re.search(r"^CMAKE_INSTALL_PREFIX:PATH=(.*)$", cache, re.MULTILINE).group(1)


class TheUnit(unittest.TestCase):
    def setUp(self):
        self.text = UNIT.read_text()
        # A key that stands twice is an error for the parser, as is a line that is no setting.
        unit = configparser.RawConfigParser(delimiters=("=",), comment_prefixes=("#",))
        unit.optionxform = str
        unit.read_string(self.text)
        self.unit, self.service, self.install = (dict(unit[name]) for name in ("Unit", "Service", "Install"))

    def test_nothing_is_left_to_fill_in(self):
        self.assertNotRegex(self.text, r"@[A-Z_]+@")

    def test_it_starts_the_installed_daemon_as_its_user_and_waits_until_it_is_ready(self):
        self.assertEqual(self.service["Type"], "notify")
        self.assertEqual(self.service["ExecStart"],
                         f"{install_prefix()}/bin/daifad --config /etc/daifa/daifa.yaml")
        self.assertEqual(self.service["ExecReload"], "/bin/kill -HUP $MAINPID")
        user = re.search(r"^u (\S+)", (ROOT / "packaging/sysusers.d/daifa.conf").read_text(), re.MULTILINE).group(1)
        self.assertEqual((self.service["User"], self.service["Group"]), (user, user))
        self.assertIn("network-online.target", self.unit["After"])
        self.assertIn("network-online.target", self.unit["Wants"])
        self.assertEqual(self.install["WantedBy"], "multi-user.target")

    def test_it_comes_back_whatever_stopped_it_and_however_often(self):
        self.assertEqual(self.service["Restart"], "on-failure")
        self.assertEqual(self.unit["StartLimitIntervalSec"], "0")
        self.assertEqual(seconds(self.service["WatchdogSec"]), 60)

    def test_it_may_stop_as_long_as_the_daemon_waits_for_outcomes(self):
        source = (ROOT / "core/daemon/application.cpp").read_text()
        patience = seconds(re.search(r"drain_patience = (\d+s);", source).group(1))
        self.assertGreaterEqual(seconds(self.service["TimeoutStopSec"]), patience + 10)

    def test_its_directories_are_those_of_the_configurations_defaults(self):
        schema = (ROOT / "config/daifa.schema.json").read_text()
        self.assertIn(f'"default": "sqlite:///var/lib/{self.service["StateDirectory"]}/daifa.db"', schema)
        self.assertIn(f'"default": "/run/{self.service["RuntimeDirectory"]}/admin.sock"', schema)
        self.assertEqual(self.service["StateDirectoryMode"], "0750")
        self.assertEqual(self.service["UMask"], "0027")

    def test_it_may_do_nothing_that_the_daemon_does_not_need(self):
        self.assertEqual({key: self.service.get(key) for key in HARDENING}, HARDENING)


@unittest.skipUnless(shutil.which("systemd-analyze"), "there is no systemd-analyze")
class ForSystemd(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="daifa-test-")
        self.addCleanup(folder.cleanup)
        # It looks for the program, which is not installed here.
        self.file = pathlib.Path(folder.name) / "daifad.service"
        self.file.write_text(UNIT.read_text().replace(f"{install_prefix()}/bin/daifad", f"{BUILD}/bin/daifad"))

    def analyze(self, *arguments):
        done = subprocess.run(["systemd-analyze", *arguments, self.file], capture_output=True, text=True, timeout=60)
        return done.returncode, done.stdout + done.stderr

    def test_it_understands_every_line(self):
        self.assertEqual(self.analyze("verify", "--man=no"), (0, ""))

    def test_it_finds_little_that_the_service_is_exposed_to(self):
        code, said = self.analyze("security", "--offline=true", "--threshold=20")
        self.assertEqual(code, 0, said)


if __name__ == "__main__":
    unittest.main()
