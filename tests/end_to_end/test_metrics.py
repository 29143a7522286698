"""What Prometheus reads: each order by its state and difference, and how long the oldest one waits."""

import re
import socket
import unittest
import urllib.request

from stage import SLOW, StageTest, by, wait_for


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Metrics(StageTest):
    def start(self):
        self.port = free_port()
        self.start_shop(store_extra=f"metrics: {{listen: \"127.0.0.1:{self.port}\"}}\n")

    def fetch(self, path):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10 * SLOW) as answer:
            return answer.read().decode()

    def value(self, series):
        """Of a series with its labels, as Prometheus writes it; None when it isn't told."""
        found = re.search(rf"^{re.escape(series)} (\S+)$", self.fetch("/metrics"), re.MULTILINE)
        return float(found[1]) if found else None

    def test_orders_are_counted_by_state_and_by_difference(self):
        self.start()
        self.assertEqual(self.fetch("/healthz"), "ok\n")
        self.assertEqual(self.value('daifa_shop_running{shop="factory-1"}'), 1)
        order = self.assign(seed=3)[0]
        self.wait_for_row(order, by(state="uploaded"))
        self.assertEqual(self.value('daifa_orders{shop="factory-1",state="uploaded"}'), 1)
        self.assertEqual(self.value('daifa_oldest_open_seconds{shop="factory-1"}'), 0)

        self.sandbox.erp("settings", ship_delay_ms=3_600_000)
        waiting = self.assign(seed=4)[0]
        self.wait_for_row(waiting, by(state="imported"))
        self.daifa("hold", waiting, "--reason", "look at it")
        difference = 'daifa_differences{difference="held_by_operator",shop="factory-1"}'
        wait_for("the difference is told", lambda: self.value(difference) == 1, 20 * SLOW)
        wait_for("it grows older", lambda: self.value('daifa_oldest_open_seconds{shop="factory-1"}') >= 1, 20 * SLOW)
        self.daifa("release", waiting)
        self.wait_for_row(waiting, by(state="imported"))
        self.assertEqual(self.value(difference), 0)
        self.assertEqual(self.value('daifa_orders{shop="factory-1",state="imported"}'), 1)
        # Two imports, two audits, one upload; one whose answer is late is confirmed by a look.
        answers = [self.value(f'daifa_writes_{how}{{shop="factory-1"}}') for how in ("confirmed", "uncertain")]
        self.assertGreater(sum(answers), 4)

    def test_a_shop_that_was_taken_out_is_told_no_more(self):
        self.start()
        order = self.assign(seed=3)[0]
        self.wait_for_row(order, by(state="uploaded"))
        self.assertEqual(self.value('daifa_orders{shop="factory-1",state="uploaded"}'), 1)
        file = self.shop_file()
        kept = file.read_text()
        file.unlink()
        self.reload()
        told = [line for line in self.fetch("/metrics").splitlines() if 'shop="factory-1"' in line]
        self.assertEqual(told, [])
        file.write_text(kept)
        self.reload()
        wait_for("the shop is told again",
                 lambda: self.value('daifa_orders{shop="factory-1",state="uploaded"}') == 1, 20 * SLOW)


if __name__ == "__main__":
    unittest.main()
