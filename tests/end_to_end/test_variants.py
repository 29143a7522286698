"""What the public record leaves open is played in every way that fits together: each journey ends right."""

import unittest

from stage import BUILD, SLOW, Journey, StageTest

JOURNEYS = {
    "first": [
        "pinduoduo.list_order=desc", "pinduoduo.row_delay=500ms", "pinduoduo.upload_moves_update_time=no",
        "pinduoduo.repeated_upload=refused", "pinduoduo.time_format=seconds", "pinduoduo.numbers=texts",
        "pinduoduo.flags=numbers", "pinduoduo.nulls=null",
        "jackyun.code=0", "jackyun.subcode=empty", "jackyun.data=text", "jackyun.status=text", "jackyun.scroll=once",
        "jackyun.cancelled_by_source=hidden", "jackyun.success_key=succees", "jackyun.main_post_id=missing",
        "jackyun.package_rows=parcel", "jackyun.shop_filter=ignored",
    ],
    "second": [
        "pinduoduo.list_order=shuffled", "pinduoduo.list_end=exclusive", "pinduoduo.after_sale_moves_update_time=no",
        "pinduoduo.repeated_upload=overwrites", "pinduoduo.refusal=false_result", "pinduoduo.time_format=milliseconds",
        "pinduoduo.numbers=mixed", "pinduoduo.flags=texts", "pinduoduo.nulls=absent", "pinduoduo.refresh=rotates",
        "pinduoduo.rate_error=70031",
        "jackyun.subcode=0000000000", "jackyun.numbers=array", "jackyun.times=text", "jackyun.window_end=exclusive",
        "jackyun.scroll=advances", "jackyun.scroll_end=late", "jackyun.merged_by_source=hidden",
        "jackyun.success_value=flag", "jackyun.reserved_package=present", "jackyun.shop_filter=code",
    ],
    "third": [
        "pinduoduo.reassign=new_number", "pinduoduo.order_error=45001", "pinduoduo.time_checks_clock=no",
        "pinduoduo.time_format=utc", "pinduoduo.shows_risk=yes", "pinduoduo.extras_repeatable=no",
        "jackyun.subcode=0030000004", "jackyun.reply_times=milliseconds",
    ],
    "fourth": [
        "pinduoduo.clock_error=20004", "pinduoduo.window_error=50001", "pinduoduo.grant_error=50001",
        "jackyun.numbers=text", "jackyun.times=milliseconds", "jackyun.native_orders=shown",
    ],
    "fifth": [
        "pinduoduo.window_error=10000", "pinduoduo.grant_error=10000", "pinduoduo.time_checks_clock=no",
        "jackyun.subcode=200", "jackyun.failure_code=500", "jackyun.refusal_subcode=0130029999",
    ],
}
# Where a reading is a matter of the ERP's version, the operator says which.
ERP_SETTINGS = {"fourth": "    numbers_as: text\n    time_format: milliseconds\n", "fifth": "    paging: page\n"}


class EveryReading(StageTest):
    def play(self, name, seed):
        journey = Journey(BUILD, self.folder, orders=24, seed=seed, fault_rate=0.1, variants=JOURNEYS[name],
                          settings={"erp_extra": ERP_SETTINGS.get(name, "")})
        self.programs += [journey.daemon, journey.sandbox]
        journey.prepare()
        journey.play()
        account = journey.finish(120 * SLOW)
        self.assertEqual(account.complaints, [])
        self.assertEqual((account.lost, account.doubled), (0, 0))
        self.assertGreater(account.uploaded, 12)
        journey.stop()

    def test_the_first_reading(self):
        self.play("first", 31)

    def test_the_second_reading(self):
        self.play("second", 32)

    def test_the_third_reading(self):
        self.play("third", 33)

    def test_the_fourth_reading(self):
        self.play("fourth", 34)

    def test_the_fifth_reading(self):
        self.play("fifth", 35)


if __name__ == "__main__":
    unittest.main()
