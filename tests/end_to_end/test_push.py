"""The platform's messages: they make things faster and change nothing else."""

import time
import unittest

from stage import BUILD, SLOW, Journey, StageTest, by, wait_for

# Nothing is read by itself while messages come in.
RARELY = {"interval_with_push": "1h", "recheck": "1h", "delay": "0s"}


class Messages(StageTest):
    def start_listening(self, arguments=(), times=None, **extra):
        self.start_shop(["--limits", "off", *arguments], {**RARELY, **(times or {})}, push=True, **extra)
        self.wait_until_healthy()

    def push(self):
        return self.status_of()["push"]

    def wait_until_healthy(self, healthy=True, seconds=30):
        wait_for(f"healthy messages: {healthy}", lambda: self.push()["is_healthy"] == healthy, seconds * SLOW)

    def totals(self):
        return self.sandbox.truth("totals")["messages"]["totals"]

    def wait_for_total(self, name, least, seconds=30):
        wait_for(f"{name} >= {least}", lambda: self.totals()[name] >= least, seconds * SLOW, 0.1)

    def after_sale_of(self, order):
        return self.answer_of("explain", order)["platform"]["after_sale"]

    def passes(self):
        """How many were begun, and when the last one ended."""
        status = self.status_of()
        return status["counters"]["platform_passes"], status["platform"]["read_at"]

    def wait_for_quiet_polling(self):
        """Until the passes that begin with the line are over."""
        def rests():
            before = self.passes()
            time.sleep(1.5 * SLOW)
            return self.passes() == before

        wait_for("no more passes", rests, 30 * SLOW)


class MessagesAlone(Messages):
    def test_orders_arrive_and_change_although_nothing_is_polled(self):
        self.start_listening()
        self.wait_for_quiet_polling()
        passes = self.passes()
        orders = self.assign(5)
        self.wait_for_states(uploaded=5)
        gone = orders[0]
        self.sandbox.platform("withdraw", order=gone)
        self.wait_for_row(gone, by(difference="withdrawn_after_ship"))
        self.sandbox.platform("after_sale", order=orders[1], step="requested")
        wait_for("the after-sale", lambda: self.after_sale_of(orders[1]) == "open", 30 * SLOW, 0.1)
        self.assertEqual(self.passes(), passes)
        self.wait_for_total("acknowledged", 7)
        self.assertEqual(self.totals()["waiting"], 0)
        said = self.daifa("status").stdout
        self.assertIn("acknowledged 7", said)
        self.assertIn("messages come in", self.daifa("doctor", check=False).stdout)

    def test_many_at_once_are_read_from_the_list(self):
        self.start_listening()
        self.wait_for_quiet_polling()
        looks = self.sandbox.call("GET", "/calls")["platform"]["apis"].get("pdd.fds.order.get", {"calls": 0})["calls"]
        self.assign(300)
        self.wait_for_states(uploaded=300, seconds=120)
        self.wait_for_total("acknowledged", 300)
        calls = self.sandbox.call("GET", "/calls")["platform"]["apis"]["pdd.fds.order.get"]["calls"]
        # Whatever is read again for an upload is the daemon's own wish; 300 looks at news would be too many.
        self.assertLess(calls - looks, 400)

    def test_every_reading_of_the_messages_leads_to_the_same(self):
        for variants in (
            ["message_topics=one_for_all", "message_content=more", "message_noise=merchant_topics"],
            ["message_topics=trade_names", "message_content=as_object", "message_commands=numbers"],
            ["message_ids=new", "redelivery=500ms", "message_kinds=assigned_and_address"],
        ):
            with self.subTest(variants=variants):
                self.start_listening([word for one in variants for word in ("--variant", f"pinduoduo.{one}")])
                self.assign(3)
                self.wait_for_states(uploaded=3)
                wait_for("no message waits", lambda: self.totals()["waiting"] == 0, 30 * SLOW)
                self.daemon.stop()
                self.sandbox.stop()
                self.programs.clear()
                for file in self.folder.glob("daifa.db*"):
                    file.unlink()

    def test_chosen_topics_that_name_no_order_have_the_list_read(self):
        self.start_listening(["--variant", "pinduoduo.message_content=no_order",
                              "--variant", "pinduoduo.message_topics=one_for_all"],
                             platform_extra="    push_topics: [pdd_fds_PracticeOrderChanged]\n")
        self.wait_for_quiet_polling()
        self.assign(3)
        self.wait_for_states(uploaded=3)
        self.wait_for_total("acknowledged", 3)

    def test_an_order_that_can_not_be_read_at_first_is_read_soon(self):
        self.start_listening()
        self.wait_for_quiet_polling()
        self.sandbox.faults(next={"api": "pdd.fds.order.get", "front": "pinduoduo", "kind": "cut_before", "times": 2})
        order = self.assign(1)[0]
        self.wait_for_row(order, by(state="uploaded"))
        self.wait_for_total("acknowledged", 1)


class MessagesThatGoWrong(Messages):
    def play(self, **mischief):
        journey = Journey(BUILD, self.folder, orders=60, seed=5, times={**RARELY, "interval_with_push": "3s"},
                          settings={"push": True}, variants=["pinduoduo.redelivery=1s"])
        self.programs += [journey.daemon, journey.sandbox]
        journey.prepare()
        journey.sandbox.mischief(**mischief)
        journey.play()
        account = journey.finish(120 * SLOW)
        self.assertEqual((account.lost, account.doubled, account.complaints), (0, 0, []))
        self.assertEqual(account.assigned, 60)
        totals = journey.sandbox.truth("totals")["messages"]["totals"]
        journey.stop()
        return totals

    def test_losing_all_of_them_makes_it_later_and_nothing_else(self):
        totals = self.play(lose=1)
        self.assertGreaterEqual(totals["lost"], 60)
        self.assertEqual(totals["acknowledged"], 0)

    def test_doubling_shuffling_and_delaying_them_makes_nothing_else(self):
        totals = self.play(double=1, shuffle_ms=3000, delay_ms=200)
        self.assertGreaterEqual(totals["doubled"], 40)

    def test_a_cut_line_is_opened_again_and_nothing_is_missed(self):
        self.start_listening(times={"interval": "1h"})
        self.wait_for_quiet_polling()
        self.sandbox.mischief("cut_lines")
        self.assign(3)
        self.wait_for_states(imported=3)
        self.wait_until_healthy()

    def test_while_the_service_is_gone_polling_is_as_frequent_as_without_it(self):
        self.start_listening()
        self.wait_for_quiet_polling()
        self.sandbox.mischief("go_away")
        self.wait_until_healthy(False)
        self.assertIn("message channel", self.daifa("status").stdout)
        self.assertIn("usual interval", self.daifa("doctor", check=False).stdout)
        self.assign(3)
        self.wait_for_states(uploaded=3)
        self.sandbox.mischief("come_back")
        self.wait_until_healthy()
        # What was told meanwhile is still waiting there, and is known already.
        wait_for("no message waits", lambda: self.totals()["waiting"] == 0, 30 * SLOW)

    def test_a_daemon_that_is_killed_hears_again_what_it_did_not_acknowledge(self):
        self.start_listening()
        self.wait_for_quiet_polling()
        # It can hear and not look.
        self.sandbox.faults(rate=1, kinds=["cut_before"], apis=["pdd.fds.order.get", "pdd.fds.order.list.get"])
        self.assign(3)
        wait_for("the messages", lambda: self.push()["received"] >= 3, 30 * SLOW)
        self.assertEqual(self.totals()["acknowledged"], 0)
        self.daemon.kill()
        self.sandbox.faults(rate=0)
        self.daemon.start()
        self.wait_for_states(uploaded=3)
        self.wait_for_total("acknowledged", 3)
        self.assertEqual(self.totals()["waiting"], 0)

    def test_a_refused_line_is_told_and_orders_come_by_polling(self):
        self.start_shop(times={"delay": "0s"}, push=True)
        self.edit(self.shop_file(), self.sandbox.messages("pinduoduo"), self.sandbox.messages("pinduoduo") + "/wrong")
        self.reload()
        self.wait_for_words("push refused")
        self.assign(2)
        self.wait_for_states(uploaded=2)
        self.assertFalse(self.push()["is_healthy"])


class WhoIsTold(Messages):
    def test_only_shops_that_granted_it_are_told_of(self):
        self.start_listening()
        other = self.sandbox.platform("add_shops", count=1, role="factory")["shops"][0]["shop"]
        self.wait_for_quiet_polling()
        self.sandbox.platform("assign", count=2, shop=other)
        mine = self.assign(1, shop="10000001")
        self.wait_for_row(mine[0], by(state="uploaded"))
        self.assertEqual(self.push()["received"], 1)
        self.assertEqual(self.push()["unknown"], 0)

    def test_push_can_be_switched_off_and_on_again(self):
        self.start_shop(times={"delay": "0s"})
        self.assertIsNone(self.push())
        self.edit(self.shop_file(), "push: false", f"push_url: {self.sandbox.messages('pinduoduo')}")
        self.reload()
        self.wait_until_healthy()
        self.edit(self.shop_file(), f"push_url: {self.sandbox.messages('pinduoduo')}", "push: false")
        self.reload()
        self.assertIsNone(self.push())
        self.assign(1)
        self.wait_for_states(uploaded=1)

    def test_messages_are_asked_for_again_after_each_authorization(self):
        self.start_listening()
        self.assertEqual(self.totals()["permits"], 1)
        self.sandbox.platform("revoke_tokens")
        self.authorize()
        self.wait_until_healthy()
        calls = lambda: self.sandbox.call("GET", "/calls")["platform"]["apis"]["pdd.pmc.user.permit"]["calls"]
        wait_for("a second permit", lambda: calls() >= 2, 30 * SLOW, 0.1)


if __name__ == "__main__":
    unittest.main()
