"""A clock that is eleven minutes off, where ten are the most that either side takes."""

import unittest

from stage import StageTest, by

ELEVEN_MINUTES_MS = 660_000

# What the public record leaves open: the code of the refusal, whether asking for the time needs a right
# clock, and how the time is written.
READINGS = [
    ("10001", "yes", "beijing"),
    ("20004", "yes", "beijing"),
    ("10001", "no", "beijing"),
    ("20004", "no", "seconds"),
    ("10001", "no", "milliseconds"),
    ("20004", "no", "utc"),
]


class AClockThatIsOff(StageTest):
    def shift(self, span_ms):
        self.sandbox.call("POST", "/clock", {"shift_ms": span_ms})

    def read_as(self, clock_error, checks_clock, time_format):
        self.set_variant("pinduoduo", clock_error=clock_error, time_checks_clock=checks_clock, time_format=time_format)

    def order_travels(self, seed):
        self.wait_for_row(self.assign(seed=seed)[0], by(state="uploaded"), 60)

    def test_at_the_start_it_is_measured_in_every_reading_of_the_record(self):
        self.start_shop()
        for seed, reading in enumerate(READINGS, start=1):
            with self.subTest(reading):
                self.daemon.stop()
                self.read_as(*reading)
                self.shift(ELEVEN_MINUTES_MS)
                self.daemon.start()
                self.order_travels(seed)
                self.assertIn("time synchronisation", self.daifa("doctor", check=False).stdout)

    def test_in_the_middle_of_a_run_the_shop_recovers_by_itself(self):
        self.start_shop()
        self.order_travels(50)
        for seed, reading in enumerate(READINGS[:3], start=51):
            with self.subTest(reading):
                self.read_as(*reading)
                self.shift(ELEVEN_MINUTES_MS)
                self.order_travels(seed)

    def test_it_recovers_also_when_time_goes_back(self):
        self.start_shop()
        self.order_travels(60)
        self.shift(-ELEVEN_MINUTES_MS)
        self.order_travels(61)


if __name__ == "__main__":
    unittest.main()
