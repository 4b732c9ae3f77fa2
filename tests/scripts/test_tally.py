"""The closing line counts every test once, and a runner that crashed as a failure."""

import json
from pathlib import Path

from scripts.tally import Tally, of_pytest, of_vitest


def test_tallies_add_up_to_the_line_that_ci_reads() -> None:
    total = Tally(3, 1, 2) + Tally(4)

    assert str(total) == "7 passed, 1 failed, 2 skipped"


def test_errors_of_pytest_count_as_failures(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    report.write_text(
        '<testsuites><testsuite tests="10" failures="1" errors="2" skipped="3"/></testsuites>'
    )

    assert of_pytest(report) == Tally(4, 3, 3)


def test_what_vitest_left_out_counts_as_skipped(tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    told = {"numPassedTests": 5, "numFailedTests": 1, "numPendingTests": 2, "numTodoTests": 1}
    report.write_text(json.dumps(told))

    assert of_vitest(report) == Tally(5, 1, 3)


def test_a_report_that_is_missing_or_torn_counts_as_a_failure(tmp_path: Path) -> None:
    torn = tmp_path / "torn"
    torn.write_text("<testsuite")

    assert of_pytest(torn) == of_pytest(tmp_path / "none") == Tally(failed=1)
    assert of_vitest(torn) == of_vitest(tmp_path / "none") == Tally(failed=1)
