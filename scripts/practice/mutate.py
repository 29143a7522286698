"""Builds each mutant in a copy of the sources and runs the tests that have to notice it."""

import argparse
import hashlib
import json
import pathlib
import queue
import sys
import threading
import time

from . import mutants
from .mutation_bench import PROGRAMS, Bench, digest

ROOT = pathlib.Path(__file__).resolve().parents[2]


class Results:
    """The kills of earlier runs. One holds while the mutant, its file and the test that saw it are the same."""

    def __init__(self, path, forget):
        self.path = path
        self.kept = json.loads(path.read_text()) if path.exists() and not forget else {}

    def find(self, mutant):
        known = self.kept.get(mutant.name)
        return known["by"] if known and known == self.describe(ROOT, mutant, known["by"], known["witness"]) else None

    def keep(self, mutant, kill):
        self.kept[mutant.name] = kill
        self.path.write_text(json.dumps(self.kept, indent=1, ensure_ascii=False))

    @staticmethod
    def describe(source, mutant, by, witness):
        text = "\n".join([*mutant.old, "=>", *mutant.new]) + digest(source / mutant.file)
        return {"by": by, "witness": witness, "mutant": hashlib.sha256(text.encode()).hexdigest(),
                "test": digest(source / witness)}


def judge(bench, mutant, is_quick):
    """("killed", catch), ("survived", None) or ("broken", why): the cheapest tests first, the first failure ends it."""
    for suite in mutant.units:
        code, words = bench.make([f"{suite}_test"])
        if code != 0:
            return "broken", next((line for line in words.splitlines() if "error:" in line), "does not build")
        if catch := bench.play_unit(suite):
            return "killed", catch
    if is_quick:
        return "survived", None
    bench.make(["daifa_simulation"], check=True)
    if catch := bench.play_simulation():
        return "killed", catch
    if mutant.end_to_end:
        bench.make(PROGRAMS, check=True)
    for name in mutant.end_to_end:
        if catch := bench.play_end_to_end(name):
            return "killed", catch
    return "survived", None


def check_sound(bench, suites):
    """Without any mistake nothing may fail. The simulation's seeds are those that every test run plays."""
    bench.make([f"{suite}_test" for suite in suites], check=True)
    for catch in map(bench.play_unit, suites):
        if catch:
            raise SystemExit(f"fails without any mistake: {catch.by}")


def try_one(bench, mutant, is_quick):
    file = bench.source / mutant.file
    right = file.read_text(encoding="utf-8")
    file.write_text(mutant.apply(right), encoding="utf-8")
    try:
        return judge(bench, mutant, is_quick)
    finally:
        file.write_text(right, encoding="utf-8")


class Run:
    """Several benches take from one list of mutants; the first that can't go on ends all."""

    def __init__(self, work, is_quick):
        self.work = work
        self.is_quick = is_quick
        self.left = queue.SimpleQueue()
        self.ended = queue.SimpleQueue()
        self.suites = []

    def start(self, chosen, jobs):
        self.suites = sorted({suite for mutant in chosen for suite in mutant.units})
        for mutant in chosen:
            self.left.put(mutant)
        for number in range(1, min(jobs, len(chosen)) + 1):
            folder = "source" + (f"-{number}" if number > 1 else "")
            threading.Thread(target=self.work_at, args=(folder,), daemon=True).start()

    def work_at(self, folder):
        try:
            bench = Bench(ROOT, self.work / folder)
            check_sound(bench, self.suites)
            while True:
                mutant = self.left.get_nowait()
                began = time.monotonic()
                outcome, what = try_one(bench, mutant, self.is_quick)
                if outcome == "killed":
                    what = Results.describe(bench.source, mutant, what.by, what.witness)
                self.ended.put((mutant, outcome, what, time.monotonic() - began))
        except queue.Empty:
            pass
        except BaseException as failure:
            self.ended.put(failure)

    def next(self):
        ended = self.ended.get()
        if isinstance(ended, BaseException):
            raise ended
        return ended


def tell(outcome, took, mutant, by):
    print(f"{outcome:9}{took:>6}  {mutant.name:66} {by}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("--again", action="store_true", help="forget the kills of earlier runs")
    parser.add_argument("--jobs", type=int, default=2, help="mutants at once, each in a copy of its own")
    parser.add_argument("--quick", action="store_true", help="unit suites only")
    parser.add_argument("words", nargs="*")
    options = parser.parse_args()
    chosen = [mutant for mutant in mutants.load(ROOT)
              if not options.words or any(word in mutant.name + mutant.file for word in options.words)]
    options.work.mkdir(parents=True, exist_ok=True)
    results = Results(options.work / "results.json", options.again)
    known = [mutant for mutant in chosen if results.find(mutant)]
    unknown = [mutant for mutant in chosen if mutant not in known]
    # What never was killed tells most.
    unknown.sort(key=lambda mutant: mutant.name in results.kept)
    for mutant in known:
        tell("killed", "known", mutant, results.find(mutant))
    run = Run(options.work, options.quick)
    run.start(unknown, options.jobs)

    killed = len(known)
    for _ in unknown:
        mutant, outcome, what, took = run.next()
        if outcome == "killed":
            killed += 1
            results.keep(mutant, what)
        tell(outcome, f"{took:.0f} s", mutant, what["by"] if outcome == "killed" else what or "")
    print(f"mutants={len(chosen)} killed={killed}")
    return 0 if killed == len(chosen) else 1


if __name__ == "__main__":
    sys.exit(main())
