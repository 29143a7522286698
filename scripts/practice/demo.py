"""scripts/demo: shows the main job on a terminal."""

import argparse
import http.client
import pathlib
import subprocess
import sys
import tempfile
import time

from .account import base_number
from .journey import BY_PLATFORM, SHOP, Journey
from .processes import Failed

BAR = 28


class Display:
    """One line that is drawn again on a terminal, a plain line now and then in a pipe."""

    def __init__(self, orders):
        self.orders = orders
        self.is_terminal = sys.stdout.isatty()
        self.next_at = 0.0
        self.begun = time.monotonic()

    def show(self, journey):
        now = time.monotonic()
        if now < self.next_at:
            return
        self.next_at = now + (0.25 if self.is_terminal else 2.0)
        truth = journey.sandbox.truth()
        platform = truth["platform"]["totals"]
        imported = len({base_number(s) for s, e in truth["erp"]["sources"].items() if e["creates"] > 0})
        done = platform["uploaded"] + platform["withdrawn"]
        share = min(1.0, done / max(1, self.orders))
        text = (
            f"{now - self.begun:5.1f} s  assigned {platform['orders']:4d}  in ERP {imported:4d}  "
            f"printed {platform['waybills']['printed']:4d}  shipped {truth['erp']['totals']['shipped']:4d}  uploaded {platform['uploaded']:4d}  "
            f"withdrawn {platform['withdrawn']:3d}"
        )
        if journey.kills:
            text += f"  killed {journey.killed:3d}"
        if self.is_terminal:
            full = int(share * BAR)
            sys.stdout.write(f"\r\x1b[K[{'█' * full}{'·' * (BAR - full)}] {text}")
            sys.stdout.flush()
        else:
            print(text, flush=True)

    def end(self):
        if self.is_terminal:
            sys.stdout.write("\n")


def look_around(journey):
    config = pathlib.Path(journey.folder) / "daifa.yaml"
    daifa = f"{journey.build}/bin/daifa --config {config}"
    print("\nBoth keep running. Look around with:")
    for words in ("status", "orders --state held", "orders --state uploaded --limit 3", "explain ORDER",
                  "windows", "doctor", "plan"):
        print(f"  {daifa} {words}")
    print(f"  curl -s http://127.0.0.1:{journey.sandbox.ports['control']}/truth?only=totals")
    print(f"Stop them with:\n  kill {journey.daemon.process.pid} {journey.sandbox.process.pid}")
    print(f"Logs: {journey.daemon.log} {journey.sandbox.log}\n")


def explain(journey, failure):
    """Why the run can't go on: who has died says more than a refused connection."""
    for program in (journey.daemon, journey.sandbox):
        try:
            if program.process is not None:
                return f"{program.name} ended with {program.process.wait(1)}"
        except subprocess.TimeoutExpired:
            continue
    return str(failure) or "interrupted"


def parse(arguments):
    parser = argparse.ArgumentParser(prog="scripts/demo", description="Orders travel platform → ERP → platform.")
    parser.add_argument("--orders", type=int, default=200, help="how many orders merchants assign (200)")
    parser.add_argument("--seed", type=int, default=1, help="the same seed plays the same story (1)")
    parser.add_argument("--faults", type=float, default=0.0, metavar="RATE",
                        help="share of all calls that go wrong, e.g. 0.2")
    parser.add_argument("--kills", type=int, default=0, help="how often daifad is killed on the way")
    parser.add_argument("--waybill", choices=("platform", "erp"), default="platform",
                        help="who gives the waybill numbers: the platform, with labels printed (default), or the ERP")
    parser.add_argument("--keep", action="store_true", help="leave both running at the end")
    parser.add_argument("--build", type=pathlib.Path, required=True, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.orders < 1 or options.orders > 100_000:
        parser.error("--orders takes a number from 1 to 100000")
    if not 0 <= options.faults <= 0.9:
        parser.error("--faults takes a share from 0 to 0.9")
    return options


def main(arguments=None):
    options = parse(arguments)
    folder = pathlib.Path(tempfile.mkdtemp(prefix="daifa-demo-"))
    display = Display(options.orders)
    journey = Journey(options.build.resolve(), folder, options.orders, options.seed, options.faults,
                      options.kills, settings=BY_PLATFORM if options.waybill == "platform" else None,
                      on_progress=display.show, labels=folder / "labels")
    print("A practice run: daifad, a practice 拼多多 and a practice 吉客云 on this machine's loopback.")
    print("Its intervals and delays are set short (0.5 s instead of minutes) and the other sides' call limits are off, so that a "
          "day takes half a minute.")
    print(f"Configuration, ledger, logs and the printed labels: {folder}\n")
    began = time.monotonic()
    is_good = stays = False
    try:
        journey.prepare()
        print(f"Shop {SHOP} is authorized: opened the address, logged in, consented, pasted the redirected address back.")
        journey.play()
        account = journey.finish(seconds=max(180, options.orders / 5))
        seconds = time.monotonic() - began
        display.end()
        for complaint in account.complaints[:20]:
            print("disagreement: " + complaint)
        total = account.uploaded + account.withdrawn + account.held
        is_good = (not account.complaints and account.lost == 0 and account.doubled == 0 and account.leaked == 0
                   and account.assigned == options.orders and total == account.assigned)
        stays = options.keep
        if stays:
            look_around(journey)
        else:
            journey.stop()
        if journey.killed:
            print(f"daifad was killed {journey.killed} times, {journey.kills_at_work(account)} of them with numbers "
                  "still to upload.")
        print(account.line(seconds))
    except (Failed, OSError, http.client.HTTPException, KeyboardInterrupt) as failure:
        display.end()
        print(f"Logs: {journey.daemon.log} {journey.sandbox.log}")
        print(f"failed: the practice run came to no account: {explain(journey, failure)}")
    finally:
        if not stays:
            journey.abandon()
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main())
