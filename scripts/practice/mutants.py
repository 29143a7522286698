"""The mutants of tests/mutation/mutants.txt: single mistakes, each of which some test has to notice."""

import pathlib
import sys
from dataclasses import dataclass, field


class Misfit(Exception):
    """A mutant that does not fit the present sources."""


@dataclass
class Mutant:
    name: str
    file: str = ""
    units: list = field(default_factory=list)
    end_to_end: list = field(default_factory=list)
    old: list = field(default_factory=list)
    new: list = field(default_factory=list)

    def apply(self, text):
        """The file's text with the mistake in it."""
        old = "\n".join(self.old)
        count = text.count(old)
        if not old or count != 1:
            raise Misfit(f"{self.name}: its old text stands {count} times in {self.file}, not once")
        return text.replace(old, "\n".join(self.new))


def parse(text):
    mutants = []
    for number, line in enumerate(text.splitlines(), 1):
        word, _, rest = line.partition(" ")
        if line.startswith("== "):
            mutants.append(Mutant(rest))
        elif line.startswith(("-", "+")) and mutants:
            (mutants[-1].old if line[0] == "-" else mutants[-1].new).append(line[1:])
        elif word == "file":
            mutants[-1].file = rest
        elif word in ("units", "end_to_end"):
            getattr(mutants[-1], word).extend(rest.split())
        elif line and not line.startswith("#"):
            raise Misfit(f"mutants.txt:{number}: not understood: {line}")
    return mutants


def load(root):
    return parse((root / "tests/mutation/mutants.txt").read_text(encoding="utf-8"))


def misfits(root):
    """One sentence for each mutant that can not be applied to the sources below `root`."""
    found = []
    names = set()
    for mutant in load(root):
        if mutant.name in names:
            found.append(f"{mutant.name}: stands twice")
        names.add(mutant.name)
        if not mutant.units and not mutant.end_to_end:
            found.append(f"{mutant.name}: names no tests")
        try:
            mutant.apply((root / mutant.file).read_text(encoding="utf-8"))
        except (Misfit, OSError) as failure:
            found.append(str(failure))
    return found


if __name__ == "__main__":
    problems = misfits(pathlib.Path(sys.argv[1]))
    print("\n".join(problems) or "every mutant fits")
    sys.exit(1 if problems else 0)
