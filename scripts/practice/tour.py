"""scripts/tour: the pages of the practice world, with a daemon at work between them."""

import argparse
import json
import locale
import pathlib
import signal
import subprocess
import sys
import tempfile

from . import browser, setup
from .processes import Daifad, Failed, Sandbox, run_daifa

SHOP = "factory-1"
WALK = pathlib.Path(__file__).resolve().parents[2] / "tests/browser/main.mjs"

# At the sandbox's usual ports a person finds the pages again.
PORTS = ("--pinduoduo-port", 9001, "--jackyun-port", 9002, "--control-port", 9000)


class Tour:
    """Sandbox and daemon; the ERP's people audit and ship on their page, nothing leaves by itself."""

    def __init__(self, build, folder, ports):
        self.build = build
        self.folder = folder
        strategies = folder / "strategies.d"
        self.sandbox = Sandbox(build, folder, 1, ["--limits", "off", "--strategies", strategies, *ports])
        self.daemon = Daifad(build, folder)

    def start(self):
        self.sandbox.start()
        self.sandbox.erp("settings", warehouse_open=False)
        setup.write(self.folder, self.build, self.sandbox, [SHOP], audit="manual")
        run_daifa(self.build, self.folder, "check")
        self.daemon.start()

    def begin_authorization(self):
        """The address that a person opens."""
        return self.daemon.post(f"/v1/shops/{SHOP}/authorize/start")["address"]

    def authorize(self):
        redirected = browser.authorize(self.begin_authorization(), "factory", "factory")
        run_daifa(self.build, self.folder, "authorize", SHOP, "--redirected", redirected)

    def check(self):
        """Walks the steps in Chromium; returns the exit code."""
        plan = {
            "addresses": {"platform": self.sandbox.gateway("pinduoduo"), "erp": self.sandbox.gateway("jackyun"),
                          "authorize": self.begin_authorization()},
            "redirect": setup.REDIRECT,
            "authorize": [str(self.build / "bin/daifa"), "--config", str(self.folder / "daifa.yaml"), "authorize",
                          SHOP, "--redirected"],
            "pages": str(self.build / "pages"),
            "folder": str(self.folder),
        }
        file = self.folder / "walk.json"
        file.write_text(json.dumps(plan))
        return subprocess.run(["node", str(WALK), "--check", str(file)], stdin=subprocess.DEVNULL).returncode

    def stay(self):
        """Until Ctrl-C."""
        self.authorize()
        daifa = f"{self.build}/bin/daifa --config {self.folder / 'daifa.yaml'}"
        print("\n  拼多多 back office  " + self.sandbox.gateway("pinduoduo") + "/       merchant / merchant, "
              "factory / factory")
        print("  吉客云              " + self.sandbox.gateway("jackyun") + "/       admin / admin")
        print(f"  daifad              {daifa} status\n")
        language = "zh" if (locale.setlocale(locale.LC_ALL, "") or "").startswith("zh") else "en"
        print("daifad is authorized already. Click:", flush=True)
        subprocess.run(["node", str(WALK), "--steps", language], check=True)
        print("\nCtrl-C ends it all.", flush=True)
        while True:
            signal.pause()

    def stop(self):
        for program in (self.daemon, self.sandbox):
            program.stop()


def main(arguments=None):
    parser = argparse.ArgumentParser(prog="scripts/tour", description="The practice world's pages, to be clicked.")
    parser.add_argument("--check", action="store_true", help="walk all steps in headless Chromium, then end")
    parser.add_argument("--build", type=pathlib.Path, required=True, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    for end in (signal.SIGINT, signal.SIGTERM):
        signal.signal(end, signal.default_int_handler)
    folder = pathlib.Path(tempfile.mkdtemp(prefix="daifa-tour-"))
    tour = Tour(options.build.resolve(), folder, () if options.check else PORTS)
    print(f"Configuration, ledger and logs: {folder}", flush=True)
    try:
        tour.start()
        return tour.check() if options.check else tour.stay()
    except KeyboardInterrupt:
        return 0
    except (Failed, OSError, subprocess.CalledProcessError) as failure:
        print(f"failed: {failure}\nLogs: {tour.daemon.log} {tour.sandbox.log}")
        return 1
    finally:
        tour.stop()


if __name__ == "__main__":
    sys.exit(main())
