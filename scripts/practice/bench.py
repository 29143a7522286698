"""scripts/bench: how fast, how lean, how close to the limits. Figures, not a test.

Daemon and sandbox share this machine. All intervals are set short (FAST below), so that waiting for the
next look at a side weighs little; what is left of it is part of the figures.
"""

import argparse
import datetime
import os
import pathlib
import re
import shutil
import socket
import sys
import tempfile
import time

from . import setup
from .account import settle
from .processes import Daifad, Failed, Sandbox, wait_for

FAST = {
    "interval": "1s", "delay": "0s", "look_back": "1h", "overlap": "1s", "settle": "2s", "recheck": "10m",
    "late_arrival": "3s", "timeout": "10s", "erp_calls": 100000, "connections": 16,
}
SETTLE_SECONDS = 2
DAY_INTERVAL = "1s"

# The connector's own ceilings for 拼多多 are in the way of a measurement.
UNLIMITED = """\
limits:
  pdd.fds.order.list.get: 100000/1s
  pdd.fds.order.get: 100000/1s
  pdd.fds.waybill.return: 100000/1s
  pdd.fds.waybill.get: 100000/1s
"""
CREATE = ("erp", "oms.trade.ordercreate")
UPLOAD = ("platform", "pdd.fds.waybill.return")
TAKE = ("platform", "pdd.fds.waybill.get")


def cpu_seconds(pid):
    """Of all threads, user and system."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def peak_mib(pid):
    """The most that was ever resident."""
    status = pathlib.Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+)", status).group(1)) / 1024


def resident_mib(pid):
    status = pathlib.Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", status).group(1)) / 1024


def seconds_of(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


class Stage:
    """A sandbox and a daemon on a fresh folder, with tokens for every shop. The daemon is stopped."""

    def __init__(self, build, shops=1, limits="off", shop_extra=UNLIMITED, times=None, arguments=(), waybill="erp",
                 store_extra="", push=False, environment=None):
        self.build = build
        self.waybill = waybill
        self.push = push
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="daifa-bench-"))
        self.names = [f"shop-{i:03d}" for i in range(shops)]
        self.shop_extra = shop_extra
        self.store_extra = store_extra
        self.sandbox = Sandbox(build, self.folder, 1, ["--limits", limits, *arguments])
        self.daemon = Daifad(build, self.folder)
        self.sandbox.environment = self.daemon.environment = environment
        self.sandbox.start()
        if shops > 1:
            self.sandbox.platform("add_shops", count=shops - 1, role="factory")
        self.channels = {name: f"DF-{name}" for name in self.names}
        for channel in self.channels.values():
            self.sandbox.erp("add_shop", code=channel)
        self.owners = self.sandbox.platform("issue_tokens")["tokens"]
        self.sandbox.erp("settings", ship_unaudited=True, ship_delay_ms=0, two_parcels=0, unknown_carrier=0,
                         reserved_number=0, part_shipping=0)
        self.configure(**(times or {}))
        self.daemon.start()
        self.authorize()
        self.daemon.stop()

    def configure(self, **times):
        setup.write(self.folder, self.build, self.sandbox, self.names, {**FAST, **times}, shop_extra=self.shop_extra,
                    channels=self.channels, waybill=self.waybill, store_extra=self.store_extra, push=self.push,
                    strategy_extra="waybill: {moment: imported}\n" if self.waybill == "platform" else "")
        path = self.folder / "strategies.d/practice.yaml"
        path.write_text(path.read_text().replace("mode: auto", "mode: manual"))

    def authorize(self):
        """Puts a pair of tokens into the ledger of each shop, as an unattended set-up does."""
        for name, pair in zip(self.names, self.owners):
            self.daemon.post(f"/v1/shops/{name}/tokens", setup.access_of(pair))

    def assign(self, count, seed):
        """The same number of orders to each shop; answers how many there are now."""
        each = max(1, count // len(self.names))
        for index, pair in enumerate(self.owners):
            self.sandbox.platform("assign", count=each, shop=pair["shop"], seed=seed + index)
        return each * len(self.names)

    def calls(self):
        return self.sandbox.call("GET", "/calls")

    def requests(self):
        calls = self.calls()
        return sum(calls[side][kind] for side in ("platform", "erp") for kind in ("reads", "writes"))

    def rejected(self):
        calls = self.calls()
        return sum(calls[side]["refused_for_rate"] for side in ("platform", "erp"))

    def accepted(self, api):
        """Calls that were not refused. Asked often: the sandbox answers it without counting orders."""
        side, name = api
        entry = self.calls()[side]["apis"].get(name, {"calls": 0, "refused": 0})
        return entry["calls"] - entry["refused"]

    def wait_uploaded(self, count, seconds):
        def uploaded():
            self.daemon.check_alive()
            return self.accepted(UPLOAD) >= count

        wait_for(f"{count} uploaded numbers", uploaded, seconds, 0.02)

    def counters(self):
        return [shop["counters"] for shop in self.daemon.get("/v1/status")["shops"]]

    def end(self):
        self.daemon.stop(60)
        self.sandbox.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


def say(text):
    print(text, flush=True)


def day(build, orders, shops):
    """All orders of a day at once: from the merchants' first assignment to the last number that the
    platform took, by the sandbox's own record. The daemon is at work and finds them by itself."""
    stage = Stage(build, shops)
    stage.configure(interval=DAY_INTERVAL)
    stage.daemon.start()
    time.sleep(SETTLE_SECONDS + 0.5)  # Until the look-back is read.
    pid = stage.daemon.process.pid
    requests, cpu = stage.requests(), cpu_seconds(pid)
    began = time.time()
    total = stage.assign(orders, seed=1000)
    stage.wait_uploaded(total, 300)
    cpu, peak = cpu_seconds(pid) - cpu, peak_mib(pid)
    requests = stage.requests() - requests
    truth = stage.sandbox.truth()
    ended = max(seconds_of(event["at"]) for order in truth["platform"]["orders"] for event in order["timeline"]
                if event["what"].startswith("uploaded"))
    seconds = ended - began
    say(f"{total} orders in {shops:3d} shops, a look every {DAY_INTERVAL}: {total / seconds:7.0f} orders/s, {requests / seconds:7.0f} requests/s, "
        f"{cpu * 10000 / total:5.2f} CPU s per 10,000 orders, {peak:5.1f} MiB peak")
    check(stage, total)
    stage.end()


def labels(build, parcels):
    """Numbers taken and labels handed to the print component, which renders nothing: from the first number asked
    for to the last label that was printed, by the sandbox's record."""
    stage = Stage(build, waybill="platform")
    stage.sandbox.erp("settings", warehouse_open=False)
    stage.configure(interval=DAY_INTERVAL)
    stage.daemon.start()
    time.sleep(SETTLE_SECONDS + 0.5)
    stage.assign(parcels, seed=1000)

    def totals():
        stage.daemon.check_alive()
        return stage.sandbox.truth("totals")["platform"]["totals"]["waybills"]

    wait_for("the first number", lambda: totals()["taken"] > 0, 300, 0.02)
    pid = stage.daemon.process.pid
    cpu, began = cpu_seconds(pid), time.monotonic()
    wait_for("all labels", lambda: totals()["printed"] >= parcels, 600, 0.1)
    seconds, cpu = time.monotonic() - began, cpu_seconds(pid) - cpu
    say(f"{parcels} parcels: {parcels / seconds:7.0f} labels/s taken and printed, {cpu * 10000 / parcels:5.2f} CPU s "
        f"per 10,000, {stage.accepted(TAKE)} calls for numbers, {peak_mib(pid):5.1f} MiB peak")
    if totals()["taken_twice"] or totals()["printed_twice"]:
        say(f"  THIS IS WRONG: {totals()}")
    stage.end()


def push(build, orders, per_second=5):
    """From a merchant's assignment to the order in the ERP, one order after the other, by the platform's messages
    alone: no list is read meanwhile."""
    stage = Stage(build, times={"interval": "1h", "interval_with_push": "1h"}, push=True)
    stage.daemon.start()
    status = lambda: stage.daemon.get("/v1/status")["shops"][0]
    wait_for("messages", lambda: status()["push"]["is_healthy"], 30)
    time.sleep(SETTLE_SECONDS)  # Until the passes that begin with the line are over.
    passes = status()["counters"]["platform_passes"]
    taken = []
    for number in range(orders):
        before, began = stage.accepted(CREATE), time.monotonic()
        stage.assign(1, seed=9000 + number)
        wait_for("an order in the ERP", lambda: stage.accepted(CREATE) > before, 60, 0.002)
        taken.append((time.monotonic() - began) * 1000)
        time.sleep(max(0, 1 / per_second - (time.monotonic() - began)))
    taken.sort()
    at = lambda share: taken[min(len(taken) - 1, int(len(taken) * share))]
    say(f"assigned until in the ERP, by messages, {per_second} orders/s: {at(0.5):.0f} ms (median), {at(0.99):.0f} ms "
        f"(99 of 100), {taken[-1]:.0f} ms (worst) of {orders}")
    if status()["counters"]["platform_passes"] != passes:
        say("  THIS IS WRONG: lists were read")
    stage.end()


def check(stage, total):
    """A wrong result has no speed."""
    account = None

    def agreed():
        nonlocal account
        ledger = {}
        for name in stage.names:
            ledger.update(stage.daemon.orders(name))
        account = settle(stage.sandbox.truth(), ledger)
        return account.uploaded == total and not account.complaints

    try:
        wait_for("ledger and sandbox to agree", agreed, 20, 0.5)
    except Failed:
        pass
    if account.lost or account.doubled or account.complaints:
        say(f"  THIS IS WRONG: {account.line(0)}; {account.complaints[:3]}")


def cold_start(build, runs=9):
    """From the start of the process to the first byte of its first request, tokens and ledger in place.
    The files are in the machine's cache."""
    stage = Stage(build)
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(20)
    path = stage.folder / f"shops.d/{stage.names[0]}.yaml"
    text = path.read_text()
    for front in ("pinduoduo", "jackyun"):
        text = text.replace(stage.sandbox.gateway(front) + "/", f"http://127.0.0.1:{listener.getsockname()[1]}/")
    path.write_text(text)
    taken = []
    for _ in range(runs):
        began = time.monotonic()
        stage.daemon.start(wait=False)
        connection, _ = listener.accept()
        connection.settimeout(20)
        if not connection.recv(1):
            raise Failed("the daemon connected and sent nothing")
        taken.append((time.monotonic() - began) * 1000)
        stage.daemon.kill()
        connection.close()
        # What else it had begun must not be taken for the next one's first request.
        listener.setblocking(False)
        try:
            while True:
                listener.accept()[0].close()
        except BlockingIOError:
            listener.settimeout(20)
    taken.sort()
    median, worst = taken[len(taken) // 2], taken[-1]
    say(f"cold start to the first request: {median:.0f} ms (median of {runs}, worst {worst:.0f} ms)")
    listener.close()
    stage.sandbox.stop()
    shutil.rmtree(stage.folder, ignore_errors=True)


def limited(build, name, api, seconds, per_second, shop_extra, erp_calls, arguments):
    """How close to a limit of one call the daemon stays while it has more to do than the limit allows,
    and how often the other side told it off, whatever the call. Other limits are the published ones."""
    stage = Stage(build, limits="on", shop_extra=shop_extra, times={"erp_calls": erp_calls}, arguments=arguments)
    stage.assign(per_second * (seconds + 10), seed=77)
    time.sleep(SETTLE_SECONDS + 0.5)
    stage.daemon.start(wait=False)
    # The first second's burst is not the rate.
    wait_for("the limit to be reached", lambda: stage.accepted(api) > 3 * per_second, 60)
    first, began = stage.accepted(api), time.monotonic()
    time.sleep(seconds)
    rate = (stage.accepted(api) - first) / (time.monotonic() - began)
    say(f"at the {name}'s limit of {per_second} calls/s ({api[1]}): {rate:.1f} calls/s ({rate / per_second:.1%}), "
        f"{stage.rejected()} of {stage.requests()} calls rejected")
    stage.end()


def limits(build, seconds=20):
    limited(build, "ERP", CREATE, seconds, 50, "", 50, ["--variant", "jackyun.limit=50/1s"])
    limited(build, "platform", UPLOAD, seconds, 50, f"limits:\n  {UPLOAD[1]}: 50/1s\n", 100000,
            ["--variant", "jackyun.limits=off", "--variant", f"pinduoduo.limit.{UPLOAD[1]}=50/1s"])


def idle(build, stored, seconds=20):
    """Passes over both sides that find nothing, ten of each in a second, with so many orders stored."""
    stage = Stage(build)
    stage.daemon.start()
    assigned = 0
    while assigned < stored:
        assigned += stage.assign(min(stored - assigned, 50_000), seed=5000 + assigned)
        stage.wait_uploaded(assigned, 900)
    stage.configure(interval="100ms")
    reloaded = stage.daemon.post("/v1/reload")
    if not reloaded["is_taken"]:
        raise Failed(f"the configuration was not reloaded: {reloaded['problems']}")
    pid = stage.daemon.process.pid

    def at_rest():
        before = stage.counters()[0]["rows_read"], cpu_seconds(pid)
        time.sleep(2 * SETTLE_SECONDS)
        return stage.counters()[0]["rows_read"] == before[0]

    wait_for("nothing to do", at_rest, 120)
    first, cpu, began = stage.counters()[0], cpu_seconds(pid), time.monotonic()
    time.sleep(seconds)
    last, cpu, took = stage.counters()[0], cpu_seconds(pid) - cpu, time.monotonic() - began
    passes = {side: last[f"{side}_passes"] - first[f"{side}_passes"] for side in ("platform", "erp")}
    count = sum(passes.values())
    each = cpu * 1000 / max(1, count)
    say(f"a pass with nothing to do, {stored:9,} orders stored: {each:.2f} ms CPU; {count / took:.0f} "
        f"passes/s ({passes['platform']} of the platform, {passes['erp']} of the ERP), {peak_mib(pid):.0f} MiB peak")
    if last["rows_read"] != first["rows_read"]:
        say("  THIS IS WRONG: they found something")
    stage.end()
    return each


def growth(build, orders, retention_days=31):
    """The ledger and the process while orders come and go: a hundred days, whose nights are left out."""
    library = next(pathlib.Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))
    with tempfile.NamedTemporaryFile("w", prefix="daifa-days-") as clock:

        def begin(day):
            clock.seek(0)
            clock.write(f"+{day}d\n")
            clock.truncate()
            clock.flush()

        begin(0)
        stage = Stage(build, store_extra=f"  retention: {retention_days}d\n", environment={
            **os.environ, "LD_PRELOAD": str(library), "FAKETIME_TIMESTAMP_FILE": clock.name,
            "FAKETIME_CACHE_DURATION": "1"})
        stage.daemon.start()
        pid = stage.daemon.process.pid
        samples = []
        for day in range(1, 101):
            begin(day)
            stage.assign(orders // 100, seed=9000 + day)
            stage.wait_uploaded(day * orders // 100, 3600)
            files = sum(path.stat().st_size for path in stage.folder.glob("daifa.db*")) / 2**20
            samples.append((resident_mib(pid), files))
            if day in (1, 5) or day % 10 == 0:
                say(f"after {day * orders // 100:9,} orders: {samples[-1][0]:6.1f} MiB resident, "
                    f"{samples[-1][1]:6.1f} MiB of ledger")
        settled = samples[retention_days + 9:]
        say(f"growth over {orders:,} orders in 100 days, each kept for {retention_days} d: "
            f"resident {min(s[0] for s in settled):.1f} to {max(s[0] for s in settled):.1f} MiB, "
            f"ledger {min(s[1] for s in settled):.1f} to {max(s[1] for s in settled):.1f} MiB from day "
            f"{retention_days + 10} on")
        stage.end()


def main():
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__.splitlines()[0])
    parser.add_argument("--orders", type=int, default=10_000)
    parser.add_argument("--stored", type=int, default=1_000_000,
                        help="for the idle pass with much history; 0 leaves it out")
    parser.add_argument("--only", choices=["day", "labels", "push", "start", "limit", "idle", "growth"])
    parser.add_argument("--build", type=pathlib.Path, required=True, help=argparse.SUPPRESS)
    options = parser.parse_args()
    build = options.build.resolve()
    wanted = lambda name: options.only in (None, name)
    say(f"On {os.cpu_count()} cores shared with the sandbox.")
    if wanted("day"):
        day(build, options.orders, 1)
        day(build, options.orders, 100)
    if wanted("labels"):
        labels(build, options.orders)
    if wanted("push"):
        push(build, min(options.orders, 300))
    if wanted("start"):
        cold_start(build)
    if wanted("limit"):
        limits(build)
    if options.only == "growth":
        growth(build, options.stored)
    if wanted("idle"):
        few = idle(build, 10_000)
        if options.stored:
            many = idle(build, options.stored)
            say(f"  {many / few:.2f} times as long with {options.stored / 10_000:g} times as many")


if __name__ == "__main__":
    main()
