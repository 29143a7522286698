"""Builds each mutant in a copy of the sources and runs the tests that have to notice it."""

import argparse
import os
import pathlib
import shutil
import subprocess
import sys
import time

from . import mutants

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAMS = ["daifad", "daifa", "daifa-sandbox", "daifa_plugin_pinduoduo", "daifa_plugin_jackyun"]
UNIT_SECONDS = 300
END_TO_END_SECONDS = 600


class Bench:
    """A copy of the committed sources and its build."""

    def __init__(self, work):
        self.source = work / "source"
        self.build = work / "build"
        shutil.rmtree(self.source, ignore_errors=True)
        self.source.mkdir(parents=True)
        archive = subprocess.run(["git", "-C", ROOT, "archive", "HEAD"], check=True, capture_output=True)
        subprocess.run(["tar", "-x", "-C", self.source], input=archive.stdout, check=True)
        self.environment = {**os.environ, "DAIFA_BUILD_DIR": str(self.build), "DAIFA_SOURCE_DIR": str(self.source),
                            "PYTHONPATH": str(self.source / "scripts"), "PYTHONDONTWRITEBYTECODE": "1"}
        self.run(["cmake", "-S", self.source, "-B", self.build, "-G", "Ninja", "-DDAIFA_TESTS=ON"], check=True)

    def run(self, command, seconds=None, check=False, folder=None):
        """Its exit code, -1 when it took too long, and its last words."""
        try:
            done = subprocess.run([str(word) for word in command], cwd=folder, env=self.environment, timeout=seconds,
                                  stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        except subprocess.TimeoutExpired:
            return -1, "took too long"
        words = done.stdout.decode(errors="replace")
        if check and done.returncode != 0:
            raise SystemExit(words[-4000:])
        return done.returncode, words

    def make(self, targets, check=False):
        return self.run(["cmake", "--build", self.build, "--target", *targets], check=check)

    def unit_fails(self, suite):
        code, words = self.run([self.build / "tests" / f"{suite}_test", "--catch_system_errors=no"], UNIT_SECONDS)
        return code != 0, first_failure(words)

    def end_to_end_fails(self, name):
        code, words = self.run([sys.executable, "-m", "unittest", "-f", f"test_{name}"], END_TO_END_SECONDS,
                               folder=self.source / "tests/end_to_end")
        return code != 0, first_failure(words)


def first_failure(words):
    for line in words.splitlines():
        if "error: in \"" in line:
            return line.split("error: in \"", 1)[1].split("\"", 1)[0]
        if line.startswith(("FAIL: ", "ERROR: ")):
            return line.split()[1]
    return "ended by itself"


def judge(bench, mutant):
    """("killed", by what), ("survived", "") or ("broken", why)."""
    code, words = bench.make([f"{suite}_test" for suite in mutant.units])
    if code != 0:
        return "broken", next((line for line in words.splitlines() if "error:" in line), "does not build")
    for suite in mutant.units:
        fails, where = bench.unit_fails(suite)
        if fails:
            return "killed", f"{suite}: {where}"
    if mutant.end_to_end:
        bench.make(PROGRAMS, check=True)
    for name in mutant.end_to_end:
        fails, where = bench.end_to_end_fails(name)
        if fails:
            return "killed", f"end to end {name}: {where}"
    return "survived", ""


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("words", nargs="*")
    options = parser.parse_args()
    chosen = [mutant for mutant in mutants.load(ROOT)
              if not options.words or any(word in mutant.name + mutant.file for word in options.words)]
    bench = Bench(options.work)
    suites = sorted({suite for mutant in chosen for suite in mutant.units})
    bench.make([f"{suite}_test" for suite in suites], check=True)
    for suite in suites:
        fails, where = bench.unit_fails(suite)
        if fails:
            raise SystemExit(f"without any mistake {suite} fails already: {where}")

    killed = 0
    for mutant in chosen:
        file = bench.source / mutant.file
        right = file.read_text(encoding="utf-8")
        began = time.monotonic()
        file.write_text(mutant.apply(right), encoding="utf-8")
        try:
            outcome, by = judge(bench, mutant)
        finally:
            file.write_text(right, encoding="utf-8")
        killed += outcome == "killed"
        print(f"{outcome:9}{time.monotonic() - began:4.0f} s  {mutant.name:62} {by}", flush=True)
    print(f"mutants={len(chosen)} killed={killed}")
    return 0 if killed == len(chosen) else 1


if __name__ == "__main__":
    sys.exit(main())
