"""A copy of the sources, its build, and the tests that have to notice a mistake in it."""

import hashlib
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass

PROGRAMS = ["daifad", "daifa", "daifa-sandbox", "daifa_plugin_pinduoduo", "daifa_plugin_jackyun"]
# Of the processor, for a mistake that makes a suite run for ever; it takes about one.
UNIT_SECONDS = 40
END_TO_END_SECONDS = 600
SIMULATION_SECONDS = 900
# The first ones of those that every test run plays.
SEEDS = 40


@dataclass
class Catch:
    by: str
    witness: str = ""  # The file whose test failed.


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


class Bench:
    def __init__(self, root, source):
        self.root = root
        self.source = source
        # Where it usually is, with the usual flags: so the compiler's cache has all but the mutated file.
        self.build = self.source / "build"
        self.environment = {**os.environ, "DAIFA_BUILD_DIR": str(self.build), "DAIFA_SOURCE_DIR": str(self.source),
                            "PYTHONPATH": str(self.source / "scripts"), "PYTHONDONTWRITEBYTECODE": "1"}
        self.copy()
        linker = ["-DCMAKE_EXE_LINKER_FLAGS=-fuse-ld=lld"] if shutil.which("ld.lld") else []
        self.run(["cmake", "-S", self.source, "-B", self.build, "-G", "Ninja", "-DDAIFA_TESTS=ON", *linker], check=True)

    def copy(self):
        """What did not change keeps its time, so that it isn't built again."""
        self.source.mkdir(parents=True, exist_ok=True)
        listed = subprocess.run(["git", "-C", self.root, "ls-files", "-z", "--cached", "--others",
                                 "--exclude-standard"], check=True, capture_output=True).stdout
        names = {name for name in listed.decode().split("\0") if name and (self.root / name).is_file()}
        for name in names:
            source, target = self.root / name, self.source / name
            if digest(source) != digest(target):
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(source, target)
        for folder, folders, files in os.walk(self.source):
            if pathlib.Path(folder) == self.source and "build" in folders:
                folders.remove("build")
            for path in (pathlib.Path(folder, file) for file in files):
                if str(path.relative_to(self.source)) not in names:
                    path.unlink()

    def run(self, command, seconds=None, check=False, folder=None):
        """Its exit code, None when it took too long, and its last words."""
        process = subprocess.Popen([str(word) for word in command], cwd=folder, env=self.environment,
                                   stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True)
        try:
            words = process.communicate(timeout=seconds)[0].decode(errors="replace")
        except BaseException as stop:
            os.killpg(process.pid, signal.SIGKILL)
            words = process.communicate()[0].decode(errors="replace")
            if not isinstance(stop, subprocess.TimeoutExpired):
                raise
            return None, words
        if check and process.returncode != 0:
            raise SystemExit(words[-4000:])
        return process.returncode, words

    def make(self, targets, check=False):
        return self.run(["cmake", "--build", self.build, "--target", *targets], check=check)

    def play_unit(self, suite):
        """The catch, or nothing when all went well."""
        code, words = self.run(["prlimit", f"--cpu={UNIT_SECONDS}", self.build / "tests" / f"{suite}_test",
                                "--catch_system_errors=no", "--color_output=no"])
        if code == 0:
            return None
        found = re.search(r'(?:((?:tests|plugins)/\S+)\(\d+\)|unknown location.*): (?:fatal )?error: in "([^"]+)"',
                          words)
        if found:
            return Catch(f"{suite}: {found[2]}", found[1] or "")
        return Catch(f"{suite}: " + how_it_ended(code, UNIT_SECONDS))

    def play_simulation(self):
        program = self.build / "tests" / "daifa_simulation"
        # In portions: the first broken law is enough.
        portion = 8
        for first in range(1, SEEDS, portion):
            code, words = self.run([program, "--seed", first, "--seeds", portion, "--jobs", os.cpu_count() or 1],
                                   SIMULATION_SECONDS)
            if code == 0:
                continue
            found = re.search(r"^seed (\d+: .*)", words, re.MULTILINE)
            what = "seed " + found[1][:90] if found else how_it_ended(code, SIMULATION_SECONDS)
            return Catch(f"simulation: {what}", "tests/simulation/laws.cpp")
        return None

    def play_end_to_end(self, name):
        code, words = self.run([sys.executable, "-m", "unittest", "-f", f"test_{name}"], END_TO_END_SECONDS,
                               folder=self.source / "tests/end_to_end")
        if code == 0:
            return None
        found = re.search(r"^(?:FAIL|ERROR): (\S+)", words, re.MULTILINE)
        what = found[1] if found else how_it_ended(code, END_TO_END_SECONDS)
        return Catch(f"end to end {name}: {what}", f"tests/end_to_end/test_{name}.py")


def how_it_ended(code, seconds):
    is_time_out = code in (None, -signal.SIGXCPU, -signal.SIGKILL)
    return f"killed by time-out, {seconds} s" if is_time_out else f"ended by itself, {code}"
