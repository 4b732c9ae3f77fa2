"""Every check and test of bolo; `./test` makes the environment and then comes here.

`./test` runs all parts, `./test types web` only these, `./test -- -k word` hands words to
pytest. The last line counts the tests of pytest and vitest together, and a check that is
no test (types, say) counts only when it fails.
"""

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from scripts import chromium, dashboard
from scripts.tally import Tally, of_pytest, of_vitest

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
WORKERS = "2"  # as CI has cores; a third would take the time of the browser's tests beside them
ALONE = {"OPENBLAS_NUM_THREADS": "1"}
"""Each worker multiplies matrices on one core: threads wait for each other by spinning."""
OVERALL, CORE = "90", "100"  # per cent of branches that tests must reach


@dataclass
class Part:
    """One part of the checks while it runs: what it counted, what failed, what is to be told.

    One that runs `aside` of others keeps what its commands print until it is known to matter.
    """

    name: str
    words: Sequence[str]  # for pytest, from behind `--`
    scratch: Path
    aside: bool = False
    built: threading.Event = field(default_factory=threading.Event)
    """Set once the dashboard is as its sources are, or `web` has ended without that."""
    tally: Tally = field(default_factory=Tally)
    failures: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def step(self, title: str, *command: str, **environment: str) -> bool:
        """Run one command with its output in sight; remember when it fails."""
        say(f"{self.name}: {title}")
        begun = time.monotonic()
        done = subprocess.run(
            command,
            check=False,
            cwd=ROOT,
            env={**os.environ, **environment},
            stdout=subprocess.PIPE if self.aside else None,
            stderr=subprocess.STDOUT if self.aside else None,
        )
        good = done.returncode == 0
        if done.stdout and not good:
            print(done.stdout.decode(errors="replace"), flush=True)
        say(
            f"{self.name}: {title}: {'ok' if good else 'FAILED'} ({time.monotonic() - begun:.1f} s)"
        )
        if not good:
            self.failures.append(title)
        return good

    def check(self, title: str, *command: str, **environment: str) -> None:
        """Run a check that holds no tests: it counts as one when it fails."""
        if not self.step(title, *command, **environment):
            self.tally += Tally(failed=1)

    def pytest(self, title: str, *words: str, **environment: str) -> None:
        """Run pytest and count its tests; a crash of pytest itself counts as a failure."""
        report = self.scratch / f"{self.name}.xml"
        good = self.step(
            title, tool("pytest"), "-rs", f"--junit-xml={report}", *words, **environment
        )
        counted = of_pytest(report)
        if not good and not counted.failed:
            counted += Tally(failed=1)
        self.tally += counted


def say(text: str) -> None:
    """Print a plain line, at once."""
    print(f"· {text}", flush=True)


def tool(name: str) -> str:
    """Return the path of a program of the environment."""
    return str(BIN / name)


def ruff(part: Part) -> None:
    """Lint and format."""
    part.check("lint", tool("ruff"), "check", "--quiet")
    part.check("format", tool("ruff"), "format", "--check", "--quiet")


def types(part: Part) -> None:
    """Check the types, strictly."""
    part.check("mypy", tool("mypy"))


def contracts(part: Part) -> None:
    """Check the layers."""
    part.check("import contracts", tool("lint-imports"))


def house(part: Part) -> None:
    """Check the rules of the house."""
    part.pytest("house rules", "tests/house")


def web(part: Part) -> None:
    """Build, check and test the dashboard, with the Node of the environment."""
    npm, environment = dashboard.npm()
    if dashboard.stale() and part.step("npm install", *npm, "install", "--no-save", **environment):
        dashboard.installed()
    if part.failures:
        part.tally += Tally(failed=1)
        return
    say(f"{part.name}: the built dashboard is in {dashboard.build()}")
    part.built.set()
    for script in ("types", "lint", "format:check"):
        part.check(script, *npm, "run", "--silent", script, **environment)
    fresh = str(part.scratch / "client")
    part.step("generate", *npm, "run", "--silent", "generate", "--", "-o", fresh, **environment)
    part.check("the client is that of openapi.json", "diff", "-r", fresh, str(dashboard.CLIENT))
    report = part.scratch / "vitest.json"
    reporters = ("--reporter=default", "--reporter=json", f"--outputFile.json={report}")
    good = part.step("vitest", *npm, "run", "--silent", "test", "--", *reporters, **environment)
    counted = of_vitest(report)
    part.tally += counted if good or counted.failed else counted + Tally(failed=1)


def pytest(part: Part) -> None:
    """Run all tests that need no browser, on a real PostgreSQL, and ask for their coverage."""
    others = ("--ignore=tests/house", "--ignore=tests/e2e", "--ignore=tests/crash")
    if part.words:
        part.pytest("tests", *others, *part.words, **ALONE)
        return
    part.pytest("tests", *others, "-n", WORKERS, "--cov", "--cov-report=", **ALONE)
    report = (tool("coverage"), "report", "--skip-covered", "--skip-empty")
    part.check(f"coverage ≥ {OVERALL} %", *report, f"--fail-under={OVERALL}")
    core = ("--include=src/bolo/core/*", "--show-missing", f"--fail-under={CORE}")
    part.check(f"coverage of core = {CORE} %", *report, *core)


def e2e(part: Part) -> None:
    """Drive the running product in Chromium, once the dashboard is built."""
    part.built.wait()
    chromium.lend_node()
    browser = chromium.find()
    if browser is None and os.environ.get("CI") == "true":
        say("e2e: no Chromium here; installing one")
        try:
            browser = chromium.install()
        except chromium.NoBrowser as missing:
            say(f"e2e: {missing}")
            part.failures.append("no browser")
            part.tally += Tally(failed=1)
            return
    if browser is None:
        part.notes.append(f"SKIPPED, no Chromium: {chromium.HOW}")
        part.tally += Tally(skipped=1)
        return
    dashboard.build()
    part.pytest(f"tests in {browser}", "tests/e2e", BOLO_CHROMIUM=str(browser))


def crash(part: Part) -> None:
    """Kill the whole product, process by process; slow, and alone on the machine."""
    part.pytest("the whole product, killed", "tests/crash")


PARTS: dict[str, Callable[[Part], None]] = {
    "ruff": ruff,
    "contracts": contracts,
    "types": types,
    "house": house,
    "web": web,
    "pytest": pytest,
    "e2e": e2e,
    "crash": crash,
}
LANES = (("pytest",), ("web", "types", "house"), ("e2e",))
"""Parts of a lane run one after another, and lanes beside each other: none fills the machine alone.

The browser's tests wait for `web` to have built what they look at; nothing else looks there.
The first lane that has something to run does so in sight.
"""
BUILDS = "web"
WHEN_ASKED = {"crash"}
"""Parts that take minutes and want the machine for themselves: `./test crash`."""


def chosen(arguments: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the parts to run and the words for pytest; words alone mean pytest alone."""
    cut = arguments.index("--") if "--" in arguments else len(arguments)
    parts, words = list(arguments[:cut]), list(arguments[cut + 1 :])
    unknown = [name for name in parts if name not in PARTS]
    if unknown:
        asked = {"-h", "--help"} & set(unknown)
        print(__doc__, f"\nParts: {' '.join(PARTS)}")
        if not asked:
            print(f"No such part: {' '.join(unknown)}")
        sys.exit(0 if asked else 2)
    return parts or (
        ["pytest"] if words else [name for name in PARTS if name not in WHEN_ASKED]
    ), words


Done = tuple[Part, float]


def run(part: Part, does: Callable[[Part], None]) -> Done:
    """Run one part; whatever it trips over, the others still run."""
    begun = time.monotonic()
    try:
        does(part)
    except Exception as error:  # noqa: BLE001  (told, counted, and the others still run)
        part.failures.append(f"{type(error).__name__}: {error}")
        part.tally += Tally(failed=1)
    finally:
        if part.name == BUILDS:
            part.built.set()
    return part, time.monotonic() - begun


def run_all(
    parts: Sequence[str],
    words: Sequence[str],
    scratch: Path,
    known: Mapping[str, Callable[[Part], None]] = PARTS,
) -> list[Done]:
    """Run parts one after another, but lanes beside each other; tell them in the order given."""
    done: dict[str, Done] = {}
    built = threading.Event()
    if BUILDS not in parts:
        built.set()  # whoever looks at the dashboard builds it

    def walk(names: Sequence[str], *, aside: bool) -> None:
        for name in names:
            done[name] = run(Part(name, words, scratch, aside, built), known[name])

    for name in parts:
        if name in done:
            continue
        lanes = wanted_lanes(parts) if any(name in lane for lane in LANES) else [[name]]
        others = [  # daemons: whoever presses Ctrl-C does not wait for what they would do next
            threading.Thread(target=walk, args=[lane], kwargs={"aside": True}, daemon=True)
            for lane in lanes[1:]
        ]
        for thread in others:
            thread.start()
        walk(lanes[0], aside=False)
        for thread in others:
            thread.join()
    return [done[name] for name in parts]


def wanted_lanes(parts: Sequence[str]) -> list[list[str]]:
    """Return the lanes that have something to run, with what they run."""
    lanes = ([name for name in lane if name in parts] for lane in LANES)
    return [lane for lane in lanes if lane]


def summary(done: Sequence[Done]) -> int:
    """Print what each part gave, and the closing line; return the exit code."""
    print(f"\n{'part':<10} {'result':<7} {'time':>7}   tests")
    for part, seconds in done:
        result = "FAILED" if part.failures else "ok"
        told = "; ".join([*part.failures, *part.notes])
        print(f"{part.name:<10} {result:<7} {seconds:>5.0f} s   {part.tally}   {told}".rstrip())
    ran = {part.name for part, _ in done}
    if "pytest" in ran and not WHEN_ASKED & ran:
        print("not run: the whole product killed process by process (./test crash)")
    total = sum((part.tally for part, _ in done), Tally())
    print(f"\n{total}", flush=True)
    return int(bool(total.failed or any(part.failures for part, _ in done)))


def main() -> int:
    """Run what was asked for, all of it, and then say what failed."""
    parts, words = chosen(sys.argv[1:])
    with tempfile.TemporaryDirectory(prefix="bolo-checks-") as scratch:
        return summary(run_all(parts, words, Path(scratch)))


if __name__ == "__main__":
    sys.exit(main())
