"""scripts/demo: whatever happens, its last line says how it ended."""

import contextlib
import io
import re
import unittest
from unittest import mock

from practice import demo
from stage import BUILD, Journey, StageTest


class TheDemo(StageTest):
    def play(self, journey, *arguments):
        """Its exit code and its lines, with that class in the journey's place."""

        def build(*arguments, **options):
            made = journey(*arguments, **options)
            self.programs += [made.daemon, made.sandbox]
            return made

        said = io.StringIO()
        with (mock.patch.object(demo, "Journey", build), contextlib.redirect_stdout(said),
              mock.patch.object(demo.tempfile, "mkdtemp", return_value=str(self.folder))):
            code = demo.main(["--build", str(BUILD), "--orders", "10", *arguments])
        return code, said.getvalue().splitlines()

    def dies(self, journey, program):
        code, lines = self.play(journey, "--keep")
        self.assertEqual(code, 1)
        self.assertEqual(lines[-1], f"failed: the practice run came to no account: {program} ended with -9")
        self.assertIn(str(self.folder / "daifad.log"), lines[-2])
        for one in self.programs:
            self.assertIsNotNone(one.process.poll(), one.name)

    def test_it_ends_with_the_account(self):
        code, lines = self.play(Journey)
        self.assertEqual(code, 0, lines)
        self.assertTrue(re.fullmatch(r"assigned=10 imported=\d+ .* lost=0 doubled=0 taken=\d+ printed=\d+ leaked=0 "
                                     r"seconds=[\d.]+", lines[-1]), lines)

    def test_a_daemon_that_dies_while_orders_come_in_is_named(self):
        class Dying(Journey):
            def go_wrong(self):
                self.daemon.kill()

        self.dies(Dying, "daifad")

    def test_a_daemon_that_dies_right_before_the_account_is_named(self):
        class Dying(Journey):
            def account(self):
                self.daemon.kill()
                return super().account()

        self.dies(Dying, "daifad")

    def test_a_sandbox_that_dies_is_named(self):
        class Dying(Journey):
            def go_wrong(self):
                self.sandbox.kill()

        self.dies(Dying, "daifa-sandbox")


if __name__ == "__main__":
    unittest.main()
