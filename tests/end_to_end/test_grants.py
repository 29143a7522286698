"""What a shop's owner granted comes to an end: said loudly, mended by granting it again."""

import unittest

from stage import SHOP, SLOW, StageTest, by, setup, wait_for


class DeadGrants(StageTest):
    """The record leaves open under which of three codes a dead code or refresh token is refused."""

    def play(self, code):
        self.start_shop(("--limits", "off", "--variant", f"pinduoduo.grant_error={code}"), authorize=False)
        state = self.daemon.post(f"/v1/shops/{SHOP}/authorize/start")["state"]
        dead = self.daifa("authorize", SHOP, "--redirected", f"{setup.REDIRECT}?code=dead&state={state}", check=False)
        self.assertEqual(dead.returncode, 1)
        self.assertIn(code, dead.stderr)

        self.set_variant("pinduoduo", refresh_life="1ms")
        self.assertEqual(self.authorize().returncode, 0)
        self.sandbox.platform("expire_tokens")
        wait_for("the shop to stop", lambda: self.status_of()["token_problem"], 30 * SLOW)
        self.assertIn(code, self.status_of()["token_problem"]["en"])
        self.assertIn(f"daifa authorize {SHOP}", self.daifa("status").stdout)

        order = self.assign(seed=1)[0]
        self.assertEqual(self.authorize().returncode, 0)
        self.wait_for_row(order, by(state="uploaded"))

    def test_20032_leads_to_a_new_authorization(self):
        self.play("20032")

    def test_50001_leads_to_a_new_authorization(self):
        self.play("50001")

    def test_10000_leads_to_a_new_authorization(self):
        self.play("10000")


class TokensThatEnd(StageTest):
    """The record leaves open whether a refresh keeps the old pair alive or replaces it."""

    REFRESH = "pdd.pop.auth.token.refresh"

    def start(self, reading):
        self.start_shop(("--limits", "off", "--variant", f"pinduoduo.refresh={reading}"))
        self.wait_for_row(self.assign(seed=1)[0], by(state="uploaded"))

    def refreshes(self):
        return self.sandbox.truth("totals")["platform"]["totals"]["token_refreshes"]

    def refresh_unnoticed(self, reading):
        self.start(reading)
        self.sandbox.platform("expire_tokens")
        self.wait_for_row(self.assign(seed=2)[0], by(state="uploaded"))
        self.assertGreaterEqual(self.refreshes(), 1)
        self.assertIsNone(self.status_of()["token_problem"])

    def test_an_expired_token_is_refreshed_where_the_old_pair_stays(self):
        self.refresh_unnoticed("keeps_old")

    def test_an_expired_token_is_refreshed_where_the_pair_is_replaced(self):
        self.refresh_unnoticed("rotates")

    def test_a_lost_answer_to_a_refresh_is_tried_again_with_the_same_token(self):
        self.start("keeps_old")
        self.sandbox.faults(next={"api": self.REFRESH, "kind": "done_then_cut"})
        self.sandbox.platform("expire_tokens")
        self.wait_for_row(self.assign(seed=2)[0], by(state="uploaded"))
        self.assertGreaterEqual(self.refreshes(), 2)

    def test_where_a_lost_answer_took_the_token_along_a_person_is_asked(self):
        self.start("rotates")
        self.sandbox.faults(next={"api": self.REFRESH, "kind": "done_then_cut"})
        self.sandbox.platform("expire_tokens")
        wait_for("the shop to stop", lambda: self.status_of()["token_problem"], 30 * SLOW)
        self.assertIn(f"daifa authorize {SHOP}", self.daifa("status").stdout)
        self.assertEqual(self.authorize().returncode, 0)
        self.wait_for_row(self.assign(seed=2)[0], by(state="uploaded"))


if __name__ == "__main__":
    unittest.main()
