"""What `./test` runs, and what it says at the end."""

import sys
import threading
from pathlib import Path

import pytest

from scripts import checks
from scripts.tally import Tally


def _part(name: str, tally: Tally, *failures: str) -> tuple[checks.Part, float]:
    part = checks.Part(name, (), Path())
    part.tally = tally
    part.failures = list(failures)
    return part, 1.0


def test_without_words_every_part_runs() -> None:
    usual = [name for name in checks.PARTS if name not in checks.WHEN_ASKED]

    assert checks.chosen([]) == (usual, [])


def test_named_parts_run_alone() -> None:
    assert checks.chosen(["types", "web"]) == (["types", "web"], [])


def test_words_behind_two_dashes_go_to_pytest_alone() -> None:
    assert checks.chosen(["--", "-k", "word"]) == (["pytest"], ["-k", "word"])


def test_a_part_that_does_not_exist_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as refused:
        checks.chosen(["typos"])

    assert refused.value.code == 2
    assert "No such part: typos" in capsys.readouterr().out


def test_the_last_line_counts_all_tests(capsys: pytest.CaptureFixture[str]) -> None:
    code = checks.summary([_part("web", Tally(2, 0, 1)), _part("pytest", Tally(3))])

    assert code == 0
    assert capsys.readouterr().out.splitlines()[-1] == "5 passed, 0 failed, 1 skipped"


@pytest.mark.parametrize("part", [_part("e2e", Tally(1, 1), "tests"), _part("web", Tally(), "x")])
def test_any_failure_is_the_failure_of_all(part: tuple[checks.Part, float]) -> None:
    assert checks.summary([_part("ruff", Tally()), part]) == 1


def test_a_check_that_fails_counts_once_and_one_that_passes_not_at_all(tmp_path: Path) -> None:
    part = checks.Part("ruff", (), tmp_path)

    part.check("good", "true")
    part.check("bad", "false")

    assert part.tally == Tally(failed=1)
    assert part.failures == ["bad"]


def test_parts_are_told_in_the_order_asked_for_also_those_that_ran_aside(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    def quick(part: checks.Part) -> None:
        part.check("print", sys.executable, "-c", f"print('by {part.name}'); raise SystemExit(1)")

    done = checks.run_all(["web", "types"], (), tmp_path, {"types": quick, "web": quick})

    assert [(part.name, part.aside, part.tally) for part, _ in done] == [
        ("web", True, Tally(failed=1)),
        ("types", False, Tally(failed=1)),
    ]
    assert {"by types", "by web"} <= set(capfd.readouterr().out.splitlines())


def test_the_browser_s_tests_run_beside_the_others_once_the_dashboard_is_built(
    tmp_path: Path,
) -> None:
    built, met, other = threading.Event(), threading.Barrier(2), threading.Barrier(2)

    def build(part: checks.Part) -> None:
        del part
        met.wait(300)  # the others have begun by then
        built.set()

    def look(part: checks.Part) -> None:
        del part
        assert built.is_set()
        other.wait(300)  # and have not ended

    def test(part: checks.Part) -> None:
        del part
        met.wait(300)
        other.wait(300)

    done = checks.run_all(
        ["web", "pytest", "e2e"], (), tmp_path, {"web": build, "pytest": test, "e2e": look}
    )

    assert [(part.name, part.aside, part.failures) for part, _ in done] == [
        ("web", True, []),
        ("pytest", False, []),
        ("e2e", True, []),
    ]


def test_what_wants_the_machine_for_itself_waits_for_all_others(tmp_path: Path) -> None:
    begun: list[str] = []
    parts = list(checks.PARTS)
    known = {name: lambda part: begun.append(part.name) for name in parts}

    done = checks.run_all(parts, (), tmp_path, known)

    assert [part.name for part, _ in done] == parts
    assert begun[:2] == ["ruff", "contracts"]
    assert begun[-1] == "crash"
    assert sorted(begun) == sorted(parts)


def test_a_part_alone_is_run_in_sight(tmp_path: Path) -> None:
    done = checks.run_all(["e2e"], (), tmp_path, {"e2e": lambda _: None})

    assert [part.aside for part, _ in done] == [False]
