"""scripts/bench: how fast, how lean, how close to the limits. Figures, not a test."""

import argparse
import os
import pathlib
import re
import shutil
import sys
import tempfile
import time

from . import setup
from .account import settle
from .processes import Daifad, Sandbox, run_daifa, wait_for

FAST = {
    "interval": "1s", "delay": "0s", "look_back": "1h", "overlap": "1s", "settle": "2s", "recheck": "10m",
    "late_arrival": "3s", "timeout": "10s", "erp_calls": 100000, "connections": 16,
}

# The connector's own ceilings for 拼多多 are in the way of a measurement.
UNLIMITED = """\
limits:
  pdd.fds.order.list.get: 100000/1s
  pdd.fds.order.get: 100000/1s
  pdd.fds.waybill.return: 100000/1s
"""


def cpu_seconds(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def peak_mib(pid):
    status = pathlib.Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+)", status).group(1)) / 1024


def counted(calls):
    """Sum of all calls in GET /calls, whatever its nesting."""
    if isinstance(calls, dict):
        if "reads" in calls or "writes" in calls:
            return sum(v for k, v in calls.items() if k in ("reads", "writes") and isinstance(v, int))
        return sum(counted(v) for v in calls.values())
    return 0


class Stage:
    """A sandbox and a daemon on a fresh folder, with tokens for every shop."""

    def __init__(self, build, shops, times=None, limits="off", strategy="", shop_extra="", arguments=()):
        self.build = build
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="daifa-bench-"))
        self.names = [f"shop-{i:03d}" for i in range(shops)]
        self.sandbox = Sandbox(build, self.folder, 1, ["--limits", limits, *arguments])
        self.daemon = Daifad(build, self.folder)
        self.sandbox.start()
        if shops > 1:
            self.sandbox.platform("add_shops", count=shops - 1, role="factory")
        self.tokens = self.sandbox.platform("issue_tokens")["tokens"]
        if not shop_extra and limits == "off":
            shop_extra = UNLIMITED
        setup.write(self.folder, build, self.sandbox, self.names, {**FAST, **(times or {})}, strategy, shop_extra)
        text = (self.folder / "strategies.d/practice.yaml").read_text()
        (self.folder / "strategies.d/practice.yaml").write_text(text.replace("mode: auto", "mode: manual"))
        self.sandbox.erp("settings", ship_unaudited=True, ship_delay_ms=0, two_parcels=0, unknown_carrier=0,
                         reserved_number=0, part_shipping=0)

    def authorize(self):
        """Puts a pair of tokens into the ledger of each shop, as an unattended set-up does."""
        for name, pair in zip(self.names, self.tokens):
            body = {"access_token": pair["access_token"], "refresh_token": pair["refresh_token"],
                    "expires_in": 86_000, "refresh_expires_in": 2_000_000, "owner_id": pair["shop"],
                    "owner_name": pair["shop_name"]}
            status, answer = self.daemon.call("POST", f"/v1/shops/{name}/tokens", body)
            if status != 200:
                raise SystemExit(f"bench: tokens of {name}: {status} {answer}")

    def end(self):
        self.daemon.stop(60)
        self.sandbox.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


def day(build, orders, shops):
    """All orders of a day at once, from assignment to upload, limits off."""
    stage = Stage(build, shops)
    stage.daemon.start()
    stage.authorize()
    owners = [pair["shop"] for pair in stage.tokens]
    pid = stage.daemon.process.pid
    cpu = cpu_seconds(pid)
    calls = counted(stage.sandbox.call("GET", "/calls"))
    began = time.monotonic()
    for index, owner in enumerate(owners):
        stage.sandbox.platform("assign", count=orders // shops, shop=owner, seed=1000 + index)

    def uploaded():
        stage.daemon.check_alive()
        return stage.sandbox.truth("totals")["platform"]["totals"]["uploaded"] >= orders

    wait_for("all numbers uploaded", uploaded, 300, 0.05)
    seconds = time.monotonic() - began
    requests = counted(stage.sandbox.call("GET", "/calls")) - calls
    print(f"{orders} orders in {shops:3d} shops: {orders / seconds:7.0f} orders/s, {requests / seconds:7.0f} requests/s, "
          f"{(cpu_seconds(pid) - cpu) * 10000 / orders:5.2f} CPU s per 10,000 orders, {peak_mib(pid):5.1f} MiB peak")
    sys.stdout.flush()
    truth = stage.sandbox.truth()
    ledger = {}
    for name in stage.names:
        ledger.update(stage.daemon.orders(name))
    account = settle(truth, ledger)
    if account.lost or account.doubled:
        print(f"  lost={account.lost} doubled={account.doubled}: THIS IS WRONG")
    stage.end()


def cold_start(build):
    """From the process's start to its first request on the wire."""
    stage = Stage(build, 1)
    stage.daemon.start()
    stage.authorize()
    stage.daemon.stop()
    best = []
    for _ in range(5):
        before = counted(stage.sandbox.call("GET", "/calls"))
        began = time.monotonic()
        stage.daemon.start(wait=False)
        wait_for("the first request", lambda: counted(stage.sandbox.call("GET", "/calls")) > before, 20, 0.0005)
        best.append((time.monotonic() - began) * 1000)
        stage.daemon.wait_ready()
        stage.daemon.stop()
    print(f"cold start to the first request: {sorted(best)[len(best) // 2]:.0f} ms")
    stage.end()


def limited(build, seconds=20):
    """How close to a limit the daemon stays, and how often it is told off."""
    stage = Stage(build, 1, limits="on", arguments=[
        "--variant", "jackyun.limit.oms.trade.ordercreate=50/1s", "--variant", "pinduoduo.limits=on"],
        times={"erp_calls": 50})
    stage.daemon.start()
    stage.authorize()
    stage.sandbox.platform("assign", count=seconds * 60, seed=77)
    creates = lambda: stage.sandbox.truth("totals")["erp"]["totals"]["creates"]
    wait_for("the first imports", lambda: creates() > 50, 60)
    first, began = creates(), time.monotonic()
    time.sleep(seconds)
    rate = (creates() - first) / (time.monotonic() - began)
    refused = refusals(stage.sandbox.call("GET", "/calls"))
    print(f"at a limit of 50 calls/s: {rate:.1f} calls/s ({rate / 50:.1%}), {refused} calls refused")
    stage.end()


def refusals(calls):
    if isinstance(calls, dict):
        own = sum(v for k, v in calls.items() if k.startswith("refused") and isinstance(v, int))
        return own + sum(refusals(v) for v in calls.values() if isinstance(v, dict))
    return 0


def idle(build, stored):
    """CPU time of passes that find nothing, with so many orders stored."""
    stage = Stage(build, 1, times={"interval": "200ms"})
    stage.daemon.start()
    stage.authorize()
    pid = stage.daemon.process.pid
    left = stored
    seed = 5000
    while left > 0:
        count = min(left, 50_000)
        stage.sandbox.platform("assign", count=count, seed=seed)
        seed += 1
        left -= count
        wait_for("orders on their way", lambda: stage.sandbox.truth("totals")["platform"]["totals"]["uploaded"]
                 >= stored - left, 900, 0.2)
    passes = lambda: sum(shop["counters"]["platform_passes"] + shop["counters"]["erp_passes"]
                         for shop in stage.daemon.get("/v1/status")["shops"])
    time.sleep(6)
    before, cpu = passes(), cpu_seconds(pid)
    time.sleep(10)
    count = passes() - before
    print(f"a pass with nothing to do, {stored:,} orders stored: {(cpu_seconds(pid) - cpu) * 1000 / max(1, count):.2f} ms CPU "
          f"({count} passes), {peak_mib(pid):.0f} MiB peak")
    stage.end()


def main():
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    parser.add_argument("--orders", type=int, default=10_000)
    parser.add_argument("--stored", type=int, default=1_000_000, help="for the idle pass with much history; 0 leaves it out")
    parser.add_argument("--only", choices=["day", "start", "limit", "idle"])
    parser.add_argument("--build", type=pathlib.Path, required=True, help=argparse.SUPPRESS)
    options = parser.parse_args()
    build = options.build.resolve()
    wanted = lambda name: options.only in (None, name)
    if wanted("day"):
        day(build, options.orders, 1)
        day(build, options.orders, 100)
    if wanted("start"):
        cold_start(build)
    if wanted("limit"):
        limited(build)
    if wanted("idle"):
        idle(build, 10_000)
        if options.stored:
            idle(build, options.stored)


if __name__ == "__main__":
    main()
