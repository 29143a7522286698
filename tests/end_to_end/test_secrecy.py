"""No secret, no token and no personal data in anything that the daemon or the command says."""

import re
import unittest
import urllib.parse

from stage import SHOP, StageTest, browser, setup

NOTE = "张三丰 13800138000 解放路五号"


class NothingLeaks(StageTest):
    def everything_is_said(self):
        """Runs whatever prints, in both forms; returns all of it."""
        said = []
        for arguments in (("status",), ("orders",), ("plan",), ("plan", "--refresh"), ("windows",), ("plugins",),
                          ("doctor",), ("check",), ("reload",), *(("explain", order) for order in self.orders)):
            for form in ("--json", "--color=never"):
                done = self.daifa(form, *arguments, check=False)
                said.append(done.stdout + done.stderr)
        return said

    def refused_in_every_way(self, code):
        """Failures like to repeat what they were given."""
        said = [self.daifa("authorize", SHOP, "--redirected", address, check=False) for address in
                (f"{setup.REDIRECT}?code={code}&state=unknown", f"{setup.REDIRECT}?code={code}", code)]
        tokens = self.folder / "broken-tokens.json"
        tokens.touch(mode=0o600)
        tokens.write_text(f'{{"access_token": "{self.pair["access_token"]}", "refresh_token": 7}}')
        said.append(self.daifa("authorize", SHOP, "--tokens", tokens, check=False))
        for done in said:
            self.assertNotEqual(done.returncode, 0)
        return [done.stdout + done.stderr for done in said]

    def test_not_in_logs_answers_errors_plans_or_the_ledger(self):
        self.start_shop(authorize=False)
        self.edit(self.folder / "daifa.yaml", "store:", "log: {level: debug}\nstore:")
        self.daemon.stop()
        self.daemon.start()
        begun = self.daemon.post(f"/v1/shops/{SHOP}/authorize/start")
        redirected = browser.authorize(begun["address"], "factory", "factory")
        code = urllib.parse.parse_qs(urllib.parse.urlsplit(redirected).query)["code"][0]
        said = [self.daifa("authorize", SHOP, "--redirected", redirected).stdout]
        self.pair = self.sandbox.platform("issue_tokens")["tokens"][0]
        said += self.refused_in_every_way(code)
        self.daemon.post(f"/v1/shops/{SHOP}/tokens", setup.access_of(self.pair))

        self.sandbox.faults(rate=0.2, seed=5, slow_most_ms=50)
        self.orders = self.assign(4, seed=3, remark=NOTE) + self.assign(seed=4, remark=NOTE, sku="")
        self.wait_for_states(uploaded=4, held=1)
        self.sandbox.faults(rate=0)
        said += self.everything_is_said()
        self.sandbox.platform("expire_tokens")
        setup.secret_file(self.folder, "jackyun", "another-Erp-Secret")
        self.reload()
        self.wait_for_words("0858030801")
        said += self.everything_is_said()
        self.sandbox.platform("revoke_tokens")
        self.wait_for_words("20032")
        said += self.everything_is_said()
        self.daemon.stop()

        forbidden = {"app secret": setup.APP_SECRET, "ERP secret": setup.ERP_SECRET,
                     "wrong secret": "another-Erp-Secret", "access token": self.pair["access_token"],
                     "refresh token": self.pair["refresh_token"],
                     "code": code, "name": "张三丰", "phone": "13800138000", "street": "解放路五号"}
        log = self.daemon.log.read_text()
        for what, text in forbidden.items():
            with self.subTest(what):
                self.assertNotIn(text, log)
                for answer in said:
                    self.assertNotIn(text, answer)
        # Tokens that the daemon fetched by itself are known by their form alone.
        for answer in [log, *said]:
            self.assertIsNone(re.search(r"\b[0-9a-f]{40}\b", answer))
        kept = b"".join(file.read_bytes() for file in self.folder.glob("daifa.db*"))
        for what in ("app secret", "ERP secret", "access token", "refresh token", "code"):
            with self.subTest(f"{what} in the ledger"):
                self.assertNotIn(forbidden[what].encode(), kept)


if __name__ == "__main__":
    unittest.main()
