"""How daifa-sandbox serves pages: what a browser may have, and what it says when they were not built."""

import http.client
import json
import os
import pathlib
import shutil
import tempfile
import unittest

from practice.processes import Sandbox

BUILD = pathlib.Path(os.environ["DAIFA_BUILD_DIR"]).resolve()


class ThePages(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="daifa-pages-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def start(self, *arguments):
        sandbox = Sandbox(BUILD, self.folder, 1, arguments)
        self.addCleanup(sandbox.stop)
        sandbox.start()
        return sandbox

    def with_pages(self, *arguments):
        pages = self.folder / "pages"
        (pages / "assets").mkdir(parents=True)
        (pages / "pinduoduo").mkdir()
        (pages / "pinduoduo/index.html").write_text("<title>the page</title>")
        (pages / "assets/kit.js").write_text("start()")
        (self.folder / "secret.js").write_text("secret")
        return self.start("--pages", pages, *arguments)

    def get(self, sandbox, path, front="pinduoduo", **headers):
        connection = http.client.HTTPConnection("127.0.0.1", sandbox.ports[front], timeout=30)
        self.addCleanup(connection.close)
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        return answer.status, dict(answer.headers), answer.read().decode()

    def test_a_page_may_load_nothing_from_elsewhere(self):
        status, headers, text = self.get(self.with_pages(), "/")
        self.assertEqual((status, text), (200, "<title>the page</title>"))
        self.assertEqual(headers["Content-Type"], "text/html; charset=utf-8")
        self.assertIn("default-src 'self'", headers["Content-Security-Policy"])

    def test_what_pages_load_is_kept_because_its_name_changes_with_it(self):
        status, headers, text = self.get(self.with_pages(), "/assets/kit.js")
        self.assertEqual((status, text), (200, "start()"))
        self.assertIn("immutable", headers["Cache-Control"])
        self.assertEqual(headers["Content-Type"], "text/javascript; charset=utf-8")

    def test_no_name_leads_out_of_the_folder(self):
        sandbox = self.with_pages()
        for path in ("/assets/../../secret.js", "/assets/..", "/assets/.", "/assets/", "/assets/%2e%2e/secret.js",
                     "/assets//etc/passwd"):
            status, _, text = self.get(sandbox, path)
            self.assertEqual(status, 404, path)
            self.assertNotIn("secret", text.replace(path, ""))

    def test_without_pages_the_address_says_how_to_get_them_and_the_gateway_works(self):
        empty = self.folder / "empty"
        empty.mkdir()
        sandbox = self.start("--pages", empty)
        status, _, text = self.get(sandbox, "/")
        self.assertEqual(status, 404)
        self.assertIn("install Node.js 18 or newer", text)
        self.assertEqual(text.count("\n"), 1)
        status, _, text = self.get(sandbox, "/api/router?type=pdd.time.get")
        self.assertIn("error_response", text)

    def test_strategies_are_shown_as_they_stand_to_this_machine_only(self):
        strategies = self.folder / "strategies.d"
        strategies.mkdir()
        (strategies / "one.yaml").write_text("strategy: one\n")
        (strategies / "notes.txt").write_text("not a strategy")
        sandbox = self.with_pages("--strategies", strategies)
        status, _, text = self.get(sandbox, "/practice/strategies", "jackyun")
        self.assertEqual(json.loads(text)["files"], [{"name": "one.yaml", "text": "strategy: one\n"}])
        status, _, text = self.get(sandbox, "/practice/strategies", "jackyun", Host="evil.example")
        self.assertEqual(status, 421)
        self.assertNotIn("one", json.loads(text))


if __name__ == "__main__":
    unittest.main()
