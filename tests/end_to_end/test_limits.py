"""The other sides' limits: kept without a single refused call, by shops that share them too."""

import unittest

from stage import SLOW, StageTest, setup, wait_for

NAMES = ["factory-1", "factory-2"]
UPLOAD = "pdd.fds.waybill.return"


class Limits(StageTest):
    def test_two_shops_of_one_application_stay_below_every_limit(self):
        self.start_shops(NAMES, ("--limits", "on", "--variant", "jackyun.limit=15/1s", "--variant",
                                 f"pinduoduo.limit.{UPLOAD}=5/1s"),
                         times={"erp_calls": 15}, shop_extra=f"limits:\n  {UPLOAD}: 5/1s\n")
        self.sandbox.platform("add_shops", count=1, role="factory")
        owners = self.sandbox.platform("issue_tokens")["tokens"]
        for name, owner in zip(NAMES, owners):
            self.daemon.post(f"/v1/shops/{name}/tokens", setup.access_of(owner))
        for seed, owner in enumerate(owners, start=1):
            self.assign(20, seed=seed, shop=owner["shop"])

        wait_for("all numbers uploaded", lambda: self.uploaded() == 40, 90 * SLOW, 0.2)
        calls = self.sandbox.call("GET", "/calls")
        self.assertEqual({side: calls[side]["refused_for_rate"] for side in ("platform", "erp")},
                         {"platform": 0, "erp": 0})

    def uploaded(self):
        self.daemon.check_alive()
        return self.sandbox.truth("totals")["together"]["uploaded"]


if __name__ == "__main__":
    unittest.main()
