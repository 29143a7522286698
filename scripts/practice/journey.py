"""The main job, whole: orders travel platform → ERP → platform."""

import random
import time

from . import browser, setup
from .account import settle
from .processes import Daifad, Failed, Sandbox, run_daifa

SHOP = "factory-1"

# Numbers from the platform; large orders go in several parcels.
BY_PLATFORM = {"waybill": "platform", "strategy_extra": "waybill:\n  quantity_per_parcel: 3\n"}


class Journey:
    """One factory, its merchants and its ERP's warehouse, from the first assignment to the last
    uploaded number."""

    def __init__(self, build, folder, orders=200, seed=1, fault_rate=0.0, kills=0, variants=(), times=None,
                 settings=None, on_progress=None, labels=None, per_recipient=1):
        self.build = build
        self.folder = folder
        self.orders = orders
        self.seed = seed
        self.fault_rate = fault_rate
        self.kills = kills
        self.times = times
        self.settings = settings or {}
        self.per_recipient = per_recipient
        self.on_progress = on_progress or (lambda *_: None)
        arguments = [word for variant in variants for word in ("--variant", variant)]
        if labels:
            arguments += ["--labels", labels]
        self.sandbox = Sandbox(build, folder, seed, ["--limits", "off", *arguments])
        self.daemon = Daifad(build, folder)
        self.random = random.Random(seed)
        self.killed = 0
        self.uploads_at_kills = []

    def prepare(self):
        """Sandbox, configuration, daemon, and the shop authorized as a person would."""
        self.sandbox.start()
        setup.write(self.folder, self.build, self.sandbox, [SHOP], self.times, **self.settings)
        run_daifa(self.build, self.folder, "check")
        self.daemon.start()
        self.authorize()

    def authorize(self):
        status, begun = self.daemon.call("POST", f"/v1/shops/{SHOP}/authorize/start", {})
        if status != 200:
            raise Failed(f"authorize: {status} {begun}")
        redirected = browser.authorize(begun["address"], "factory", "factory")
        run_daifa(self.build, self.folder, "authorize", SHOP, "--redirected", redirected)

    def play(self):
        """What merchants, buyers and the warehouse do, all in a few seconds; longer where the daemon is to be
        killed often, so that most of it happens to a daemon at work."""
        self.sandbox.erp("settings", seed=self.seed, ship_delay_ms=2000, two_parcels=10, unknown_carrier=4,
                         reserved_number=20, part_shipping=0,
                         scan_labels=self.settings.get("waybill") == "platform")
        waves = min(max(8, self.kills // 3), self.orders)
        for wave in range(waves):
            count = self.orders // waves + (1 if wave < self.orders % waves else 0)
            self.sandbox.platform("assign", count=count, seed=self.seed * 1000 + wave,
                                  per_recipient=self.per_recipient)
            if wave == 0:
                self.go_wrong()
                if self.fault_rate > 0:
                    self.sandbox.faults(rate=self.fault_rate, seed=self.seed, slow_most_ms=300)
            self.watch(0.8)

    def go_wrong(self):
        """Withdrawn on the way, taken back by buyers, assigned again."""
        some = max(1, self.orders // 20)
        self.sandbox.platform("later", action="withdraw", times=some, after_ms=500, within_ms=9000)
        self.sandbox.platform("later", action="after_sale", times=max(1, some // 3), after_ms=1000,
                              within_ms=8000, arguments={"step": "requested"})
        self.sandbox.platform("later", action="reassign", times=max(1, some // 3), after_ms=6000,
                              within_ms=6000)

    def account(self):
        return settle(self.sandbox.truth(), self.daemon.orders(SHOP))

    def watch(self, seconds):
        """Lets time pass; kills the daemon at random moments while kills are left."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.sandbox.check_alive()
            if self.killed < self.kills and self.random.random() < 0.5:
                time.sleep(self.random.uniform(0, 0.25))
                self.crash()
            else:
                self.daemon.check_alive()
                time.sleep(min(0.1, max(0, end - time.monotonic())))
            self.on_progress(self)

    def crash(self):
        self.killed += 1
        self.daemon.kill()
        self.uploads_at_kills.append(self.uploads())
        # Sometimes the next one is killed while it starts.
        self.daemon.start(wait=self.random.random() < 0.7)

    def uploads(self):
        return self.sandbox.truth("totals")["platform"]["totals"]["uploaded"]

    def kills_at_work(self, account):
        """Those after which there was still something to upload."""
        return sum(count < account.uploaded for count in self.uploads_at_kills)

    def finish(self, seconds=180):
        """Until every order has reached an end, then the account."""
        end = time.monotonic() + seconds
        quiet_since = None
        while True:
            self.watch(0.3)
            while self.killed < self.kills:
                self.watch(0.2)
            self.daemon.wait_ready()
            account = self.account()
            now = time.monotonic()
            if account.assigned == self.orders and account.open == 0 and not account.complaints:
                # Stays so: nothing moves any more.
                quiet_since = quiet_since or now
                if now - quiet_since > 1.5:
                    return account
            else:
                quiet_since = None
            if now > end:
                return account

    def stop(self):
        try:
            self.daemon.stop()
        finally:
            self.sandbox.stop()

    def abandon(self):
        for program in (self.daemon, self.sandbox):
            if program.process is not None and program.process.poll() is None:
                program.kill()
