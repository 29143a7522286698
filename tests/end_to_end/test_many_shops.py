"""Many shops in one daemon: what is wrong with one stops that one, loudly, and no other."""

import unittest

from stage import SLOW, StageTest, setup, wait_for

NAMES = [f"shop-{i:02d}" for i in range(1, 13)]
BROKEN = NAMES[:5]
REVOKED, BAD_PLATFORM_SECRET, BAD_ERP_SECRET, BAD_HOST, REFUSED = BROKEN
NO_PLUGIN, NO_YAML = NAMES[5:7]


class OneOfManyFails(StageTest):
    def setUp(self):
        super().setUp()
        self.start_shops(NAMES)
        self.sandbox.platform("add_shops", count=len(NAMES) - 1, role="factory")
        self.owners = {}
        for name, pair in zip(NAMES, self.sandbox.platform("issue_tokens")["tokens"]):
            self.owners[name] = pair["shop"]
            self.daemon.post(f"/v1/shops/{name}/tokens", setup.access_of(pair))

    def assign_to_each(self, seed):
        for index, owner in enumerate(self.owners.values()):
            self.sandbox.platform("assign", count=2, shop=owner, seed=seed + index)

    def uploaded(self, name):
        return sum(row["state"] == "uploaded" for row in self.daemon.orders(name).values())

    def wait_uploaded(self, names, count):
        wait_for(f"{count} uploaded orders in each of {names}", lambda: all(self.uploaded(n) == count for n in names),
                 60 * SLOW, 0.2)

    def break_some(self):
        setup.secret_file(self.folder, "wrong", "no-such-secret")
        self.good = {name: self.shop_file(name).read_text() for name in BROKEN}
        self.edit(self.shop_file(BAD_PLATFORM_SECRET), "../secrets/pinduoduo", "../secrets/wrong")
        self.edit(self.shop_file(BAD_ERP_SECRET), "../secrets/jackyun", "../secrets/wrong")
        platform = self.sandbox.gateway("pinduoduo") + "/api"
        self.edit(self.shop_file(BAD_HOST), platform, "http://no-such-host.invalid/api")
        self.edit(self.shop_file(REFUSED), self.sandbox.gateway("jackyun"), "http://127.0.0.1:1")
        self.reload()
        self.sandbox.platform("revoke_tokens", shop=self.owners[REVOKED])

    def test_one_daemon_serves_the_good_ones_and_names_the_bad_ones_until_they_are_mended(self):
        self.assign_to_each(100)
        self.wait_uploaded(NAMES, 2)
        self.break_some()
        self.assign_to_each(200)
        self.wait_uploaded([name for name in NAMES if name not in BROKEN], 4)

        for name, words in ((REVOKED, ["20032"]), (BAD_PLATFORM_SECRET, ["20004"]), (BAD_ERP_SECRET, ["0858030801"]),
                            (BAD_HOST, ["host not found"]), (REFUSED, ["connect refused"])):
            with self.subTest(name):
                self.wait_for_words(*words, shop=name)
                self.assertNotEqual(self.status_of(name)["state"], "working")
                self.assertEqual(self.uploaded(name), 2)
        log = self.daemon.log.read_text()
        told = self.daifa("status").stdout
        for name in BROKEN:
            with self.subTest(f"{name} in log and status"):
                self.assertRegex(log, rf"(?mi)^.*(warning|error).*{name}\b")
                self.assertRegex(told, rf"(?m)^  {name}  \S")
        self.assertRegex(told, rf"(?m)^  {REVOKED}  .*20032.*\n.*daifa authorize")

        for name, text in self.good.items():
            self.shop_file(name).write_text(text)
        self.reload()
        pair = self.sandbox.platform("issue_tokens", shop=self.owners[REVOKED])["tokens"][0]
        self.daemon.post(f"/v1/shops/{REVOKED}/tokens", setup.access_of(pair))
        self.wait_uploaded(NAMES, 4)
        self.assertEqual(self.sandbox.truth("totals")["together"]["doubled"], 0)

    def test_at_a_start_a_shop_with_mistakes_in_its_file_is_left_out_and_named(self):
        self.daemon.stop()
        self.edit(self.shop_file(NO_PLUGIN), "plugin: jackyun", "plugin: no_such_erp")
        self.shop_file(NO_YAML).write_text("shop: [\n")
        self.daemon.start()
        self.assign_to_each(300)
        self.wait_uploaded([name for name in NAMES if name not in (NO_PLUGIN, NO_YAML)], 2)
        told = self.daifa("--lang", "en", "status").stdout
        log = self.daemon.log.read_text()
        for text in (told, log):
            self.assertRegex(text, rf"{NO_PLUGIN}.yaml:\d+:\d+: error: .*no_such_erp")
            self.assertRegex(text, rf"{NO_YAML}.yaml:\d+:\d+: error: ")
        self.edit(self.shop_file(NO_PLUGIN), "plugin: no_such_erp", "plugin: jackyun")
        self.shop_file(NO_YAML).write_text(self.shop_file(NAMES[-1]).read_text().replace(NAMES[-1], NO_YAML))
        self.reload()
        self.wait_uploaded(NAMES, 2)


if __name__ == "__main__":
    unittest.main()
