"""Bad plugins beside good ones, under the real daemon."""

import shutil
import unittest

from stage import BUILD, SHOP, StageTest

# What is wrong with a plugin's file, and what its sentence has to say.
BAD_PLUGINS = {
    "wrong_stamp": "rebuild it with the installed SDK",
    "no_stamp": "carries no daifa stamp",
    "missing_symbol": "does not export daifa_plugin",
    "unresolved_symbol": "function_of_a_forgotten_library",
    "throws_on_load": "no licence found",
    "crashes_on_load": "fails while it is loaded",
    "throws_when_asked": "not today",
    "null_descriptor": "describes itself with nothing",
    "other_name": "something else than its stamp says",
    "good_again": "is already provided by",
    "no_library": "not a shared library",
    "cut": "truncated",
    "writable": "chmod go-w",
}


class PluginsThatCanNotBeUsed(StageTest):
    """Each gets one sentence; a shop of another plugin works as if they were not there."""

    def setUp(self):
        super().setUp()
        self.start_shop()
        self.daemon.stop()
        self.plugins = self.folder / "plugins"
        self.plugins.mkdir()
        for name in ("pinduoduo", "jackyun"):
            shutil.copy(BUILD / f"plugins/{name}.so", self.plugins)
        self.edit(self.folder / "daifa.yaml", f"{BUILD}/plugins", str(self.plugins))

    def put_bad_plugins(self):
        for file in (BUILD / "tests/plugins").glob("*.so"):
            shutil.copy(file, self.plugins)
        (self.plugins / "duplicate_name.so").rename(self.plugins / "good_again.so")
        (self.plugins / "no_library.so").write_text("this is no library\n")
        (self.plugins / "cut.so").write_bytes((BUILD / "plugins/jackyun.so").read_bytes()[:5000])
        shutil.copy(BUILD / "tests/plugins/null_connector.so", self.plugins / "writable.so")
        (self.plugins / "writable.so").chmod(0o666)

    def add_shop(self, plugin):
        """A shop like the good one whose ERP is reached by that plugin."""
        text = self.shop_file().read_text()
        text = text[:text.index("erp:\n")].replace(f"shop: {SHOP}", f"shop: {plugin}")
        self.shop_file(plugin).write_text(f"""\
{text}erp:
  plugin: {plugin}
  channel: c1
  settings: {{endpoint: "http://127.0.0.1:9/", app_secret: {{file: ../secrets/jackyun}}}}
""")

    def one_line(self, lines, *words):
        found = [line for line in lines if all(word in line for word in words)]
        self.assertEqual(len(found), 1, lines)
        return found[0]

    def works(self, seed=3, uploaded=2):
        self.assign(2, seed=seed)
        self.wait_for_states(uploaded=uploaded)

    def test_each_bad_file_gets_one_sentence_in_the_log_and_in_the_list_and_stops_nobody(self):
        self.daemon.start()
        self.put_bad_plugins()
        self.reload()
        self.works()
        self.daemon.stop()
        before = self.daemon.log.stat().st_size
        self.daemon.start()
        log = self.daemon.log.read_bytes()[before:].decode().splitlines()
        listed = self.daifa("--lang", "en", "plugins").stdout.splitlines()
        chinese = self.daifa("--lang", "zh", "plugins").stdout.splitlines()
        for name, words in BAD_PLUGINS.items():
            with self.subTest(name):
                path = self.plugins / f"{name}.so"
                self.assertIn(words, self.one_line(log, "plugin refused", f"{path}: "))
                self.assertIn(words, self.one_line(listed, "refused: ", f"{path}: "))
                self.one_line(chinese, "已拒绝：", f"{path}：")
        self.assertEqual(sum("plugin refused" in line for line in log), len(BAD_PLUGINS))
        self.assertIn("some plugins were refused", self.daifa("--lang", "en", "status").stdout)
        self.works(seed=4, uploaded=4)

    def test_shops_of_bad_plugins_stand_still_with_the_reason_and_the_good_one_goes_on(self):
        self.put_bad_plugins()
        for plugin in ("wrong_stamp", "throwing_factory"):
            self.add_shop(plugin)
        self.daemon.start()
        self.assertIn("wrong_stamp.so: it was built with SDK headers", self.daifa("status").stdout)
        standing = self.status_of("throwing_factory")
        self.assertEqual(standing["state"], "not_started")
        self.assertIn("must end with a slash", standing["problem"]["en"])
        self.works()


if __name__ == "__main__":
    unittest.main()
