"""Bad input ends in a clear message; only the order or shop concerned stops; nothing is lost."""

import http.server
import json
import resource
import sqlite3
import subprocess
import threading
import unittest

from practice.bench import peak_mib
from stage import BUILD, SHOP, SLOW, Daifad, StageTest, setup, wait_for


class ShopsThatCanNotWork(StageTest):
    """What stops a whole shop, and how it is said."""

    def status_text(self):
        return json.dumps(self.daemon.get("/v1/status")["shops"], ensure_ascii=False)

    def wait_for_words(self, *words, seconds=30):
        wait_for(f"the words {words}", lambda: all(word in self.status_text() for word in words), seconds * SLOW, 0.2)

    def test_a_wrong_secret_of_the_platform_says_sign_and_stops_before_any_order(self):
        self.start_shop(authorize=False)
        setup.secret_file(self.folder, "pinduoduo", "another-secret")
        self.daifa("reload")
        done = self.authorize()
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("20004", done.stdout + done.stderr)

    def test_a_wrong_secret_of_the_erp_stops_the_erp_side_and_is_healed_by_a_reload(self):
        self.start_shop()
        setup.secret_file(self.folder, "jackyun", "another-secret")
        self.daifa("reload")
        self.wait_for_words("0858030801")
        self.sandbox.platform("assign", count=3, seed=3)
        setup.secret_file(self.folder, "jackyun", setup.ERP_SECRET)
        self.daifa("reload")
        self.wait_for_states(uploaded=3)

    def test_a_caller_outside_the_white_list_is_told_so(self):
        self.start_shop()
        self.sandbox.platform("set_app", white_list=["10.9.9.9"])
        self.wait_for_words("20005")
        self.sandbox.platform("assign", count=2, seed=3)
        self.sandbox.platform("set_app", white_list=["127.0.0.1"])
        self.wait_for_states(uploaded=2)

    def test_a_shop_that_is_no_factory_is_named(self):
        self.start_shop(authorize=False)
        self.authorize("merchant", "merchant")
        self.wait_for_words("厂家")

    def test_the_authorization_of_another_shop_is_refused(self):
        self.start_shop()
        done = self.authorize("merchant", "merchant")
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("another shop", done.stdout + done.stderr)

    def test_a_clock_that_is_eleven_minutes_off_is_said_and_orders_travel_all_the_same(self):
        self.start_shop(authorize=False)
        self.sandbox.call("POST", "/clock", {"shift_ms": 660_000})
        self.daifa("reload")
        self.authorize()
        self.sandbox.platform("assign", count=3, seed=3)
        self.wait_for_states(uploaded=3)
        doctor = self.daifa("doctor", check=False)
        self.assertIn("time synchronisation", doctor.stdout)

    def test_a_channel_of_the_native_kind_is_refused(self):
        self.start_shop(authorize=False)
        path = self.folder / f"shops.d/{SHOP}.yaml"
        path.write_text(path.read_text().replace("channel: DF-01", "channel: PDD-01"))
        self.daifa("reload")
        self.wait_for_words("自有商城")

    def test_an_unknown_plugin_is_named_with_what_was_meant(self):
        self.start_shop(authorize=False)
        path = self.folder / f"shops.d/{SHOP}.yaml"
        path.write_text(path.read_text().replace("plugin: jackyun", "plugin: jackyum"))
        done = self.daifa("check", check=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn("jackyum", done.stdout + done.stderr)
        self.assertIn("did you mean \"jackyun\"", done.stdout + done.stderr)
        self.assertNotEqual(self.daifa("reload", check=False).returncode, 0)
        self.assertTrue(self.daemon.get("/v1/status"))

    def test_a_gateway_that_nobody_listens_on_is_unreachable_and_comes_back(self):
        self.start_shop()
        port = self.sandbox.ports["jackyun"]
        path = self.folder / f"shops.d/{SHOP}.yaml"
        good = path.read_text()
        path.write_text(good.replace(f":{port}/", ":1/"))
        self.daifa("reload")
        self.wait_for_words("connect refused")
        self.sandbox.platform("assign", count=2, seed=3)
        path.write_text(good)
        self.daifa("reload")
        self.wait_for_states(uploaded=2)


class OrdersThatCanNotGoOn(StageTest):
    """One order waits under a name; the others go on."""

    def wait_for_difference(self, order, name):
        def condition(row):
            return row["difference"] == name

        condition.__doc__ = name
        self.wait_for_row(order, condition)

    def test_an_item_that_is_not_mapped_waits_until_the_map_names_it(self):
        self.start_shop()
        bare = self.sandbox.platform("assign", count=1, seed=3, sku="", product="ART-1", variant="red")["orders"][0]
        self.sandbox.platform("assign", count=3, seed=4)
        self.wait_for_states(uploaded=3, held=1)
        self.wait_for_difference(bare, "item_unmapped")
        (self.folder / "shops.d/items.csv").write_text("key,barcode,goods_no,spec\nART-1/red,690001,,\n")
        path = self.folder / f"shops.d/{SHOP}.yaml"
        path.write_text(path.read_text() + "items: {map: items.csv}\n")
        self.daifa("reload")
        self.wait_for_states(uploaded=4)

    def test_a_carrier_that_is_not_mapped_waits_until_the_strategy_names_it(self):
        self.start_shop()
        self.sandbox.erp("settings", unknown_carrier=100)
        order = self.sandbox.platform("assign", count=1, seed=3)["orders"][0]
        self.wait_for_difference(order, "carrier_unmapped")
        carrier = self.row(order)["detail"].split(" ")[-1]
        path = self.folder / "strategies.d/practice.yaml"
        path.write_text(path.read_text().replace("  parcels: all", f'  parcels: all\n  carriers: {{"{carrier}": YTO}}'))
        self.daifa("reload")
        self.wait_for_states(uploaded=1)

    def imported_order(self, seed, **contents):
        self.sandbox.erp("settings", warehouse_open=False)
        order = self.sandbox.platform("assign", count=1, seed=seed, **contents)["orders"][0]

        def condition(row):
            return row["state"] == "imported"

        self.wait_for_row(order, condition)
        return order, order.split("/")[1]

    def test_what_people_do_to_an_order_in_the_erp_gets_a_name(self):
        self.start_shop()
        for seed, action, difference in ((11, "delete", {"missing_in_erp", "cancelled_in_erp"}),
                                         (12, "cancel", {"cancelled_in_erp"})):
            order, number = self.imported_order(seed)
            self.sandbox.erp(action, source=number)
            wait_for(action, lambda: self.row(order)["difference"] in difference, 30 * SLOW, 0.2)

    def test_orders_that_were_merged_or_split_by_hand_are_uploaded_all_the_same(self):
        self.start_shop()
        first, first_number = self.imported_order(21)
        second, second_number = self.imported_order(22)
        third, third_number = self.imported_order(23, quantity=2)
        self.sandbox.erp("merge", sources=[first_number, second_number])
        self.sandbox.erp("split", source=third_number, parts=2)
        self.sandbox.erp("settings", warehouse_open=True)

        def ended():
            rows = self.daemon.orders(SHOP)
            return all(rows[order]["state"] == "uploaded" or rows[order]["difference"] for order in (first, second, third))

        wait_for("an end for each", ended, 40 * SLOW, 0.2)
        rows = self.daemon.orders(SHOP)
        self.assertEqual(rows[third]["state"], "uploaded")
        # One parcel holds two orders: its number belongs to the first of them, the other waits for a person.
        states = sorted((rows[order]["state"], rows[order]["difference"]) for order in (first, second))
        self.assertIn(("uploaded", ""), states)


class Misbehaving(http.server.BaseHTTPRequestHandler):
    """Answers every request with what the test has put into `body`."""

    body = b""
    length = None

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length", "0")))
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(self.length or len(self.body)))
        self.end_headers()
        try:
            if self.length:
                for _ in range(self.length // 1_000_000):
                    self.wfile.write(b" " * 1_000_000)
            else:
                self.wfile.write(self.body)
        except OSError:
            pass

    def log_message(self, *_):
        pass


class RemotesThatAnswerNonsense(StageTest):
    def test_bodies_too_long_too_deep_or_broken_harm_nothing(self):
        self.start_shop()
        self.sandbox.platform("assign", count=2, seed=3)
        self.wait_for_states(uploaded=2)
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Misbehaving)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        path = self.folder / f"shops.d/{SHOP}.yaml"
        good = path.read_text()
        port = self.sandbox.ports["pinduoduo"]
        path.write_text(good.replace(f"gateway: http://127.0.0.1:{port}/", f"gateway: http://127.0.0.1:{server.server_port}/"))
        try:
            for name, body, length in (("deep", b'{"a":' * 5000 + b"1" + b"}" * 5000, None), ("cut", b'{"error_resp', None),
                                       ("utf8", b'{"a":"\xc3\x28"}', None), ("long", b"", 200_000_000)):
                with self.subTest(name):
                    Misbehaving.body, Misbehaving.length = body, length
                    self.daifa("reload")
                    before = self.daemon.log.stat().st_size

                    def complained():
                        self.daemon.check_alive()
                        with open(self.daemon.log, errors="replace") as log:
                            log.seek(before)
                            return "platform not ready" in log.read()

                    wait_for("a word about the answer", complained, 30 * SLOW, 0.1)
        finally:
            server.shutdown()
            server.server_close()
        self.assertLess(peak_mib(self.daemon.process.pid), 100 * SLOW * 4)
        path.write_text(good)
        self.daifa("reload")
        self.sandbox.platform("assign", count=2, seed=4)
        self.wait_for_states(uploaded=4)


class StoresThatFail(StageTest):
    def test_a_database_of_a_newer_version_is_refused_with_both_versions(self):
        self.start_shop()
        self.daemon.stop()
        with sqlite3.connect(self.folder / "daifa.db") as database:
            table, column = database.execute(
                "select m.name, p.name from sqlite_master m join pragma_table_info(m.name) p "
                "where m.name like '%migration%' and p.name like '%version%' or p.name = 'number' and m.name like '%migration%'"
            ).fetchone()
            columns = [row[1] for row in database.execute(f"pragma table_info({table})")]
            values = {name: database.execute(f"select {name} from {table} limit 1").fetchone()[0] for name in columns}
            values[column] = 999
            marks = ",".join("?" * len(columns))
            database.execute(f"insert into {table}({','.join(columns)}) values({marks})", [values[name] for name in columns])
        self.daemon.start(wait=False)
        self.assertNotEqual(self.daemon.process.wait(20 * SLOW), 0)
        self.assertIn("999", self.daemon.log.read_text())

    def test_a_file_that_is_no_database_is_said_and_not_served(self):
        self.start_shop()
        self.daemon.stop()
        (self.folder / "daifa.db").write_bytes(b"this is no database" * 1000)
        self.daemon.start(wait=False)
        self.assertNotEqual(self.daemon.process.wait(20 * SLOW), 0)
        self.assertIn("daifa.db", self.daemon.log.read_text())

    def test_another_key_is_refused_and_tells_what_losing_it_means(self):
        self.start_shop()
        self.daemon.stop()
        (self.folder / "daifa.key").write_text("ab" * 32 + "\n")
        self.daemon.start(wait=False)
        self.assertNotEqual(self.daemon.process.wait(20 * SLOW), 0)
        self.assertIn("key", self.daemon.log.read_text())

    def test_a_full_disk_stops_sending_and_loses_nothing(self):
        self.start_shop()
        self.sandbox.platform("assign", count=5, seed=3)
        self.wait_for_states(uploaded=5)
        self.daemon.stop()
        size = sum(f.stat().st_size for f in self.folder.glob("daifa.db*")) + 60_000
        log_limit = max(size, self.daemon.log.stat().st_size + 3_000_000)

        class Cramped(Daifad):
            def start(self, wait=True):
                with open(self.log, "ab") as log:
                    self.process = subprocess.Popen(
                        self.arguments, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
                        restore_signals=False,
                        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, log_limit)))
                if wait:
                    self.wait_ready()

        cramped = Cramped(BUILD, self.folder)
        self.programs.append(cramped)
        cramped.log = self.folder / "cramped.log"
        cramped.start()
        self.sandbox.platform("assign", count=300, seed=4)
        wait_for("a word about the ledger", lambda: "ledger" in cramped.log.read_text(errors="replace"), 40 * SLOW, 0.2)
        cramped.kill()
        self.daemon.start()
        self.wait_for_states(uploaded=305)
        totals = self.sandbox.truth("totals")
        self.assertEqual(totals["platform"]["totals"]["doubled_uploads"], 0)
        self.assertEqual(totals["erp"]["totals"]["created_twice"], 0)


if __name__ == "__main__":
    unittest.main()
