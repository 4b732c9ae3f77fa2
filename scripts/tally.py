"""How many tests passed, failed and were skipped, read from what the test runners wrote."""

import json
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Tally:
    """A count of tests; tallies add up."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        """Count both."""
        return Tally(
            self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped
        )

    def __str__(self) -> str:
        """Return the line that CI reads."""
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


def of_pytest(report: Path) -> Tally:
    """Read a JUnit report; one that is missing or torn counts as a failure, never as nothing."""
    try:
        suites = list(ET.parse(report).getroot().iter("testsuite"))  # noqa: S314  (we wrote it)
    except (OSError, ET.ParseError):
        return Tally(failed=1)
    counted = Tally()
    for suite in suites:
        total, failures, errors, skipped = (
            int(suite.get(name, "0")) for name in ("tests", "failures", "errors", "skipped")
        )
        failed = failures + errors
        counted += Tally(max(total - failed - skipped, 0), failed, skipped)
    return counted


def of_vitest(report: Path) -> Tally:
    """Read vitest's JSON report; one that is missing or torn counts as a failure."""
    try:
        told = json.loads(report.read_text())
        skipped = told["numPendingTests"] + told.get("numTodoTests", 0)
        return Tally(told["numPassedTests"], told["numFailedTests"], skipped)
    except (OSError, ValueError, KeyError):
        return Tally(failed=1)
