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

    done = checks.run_all(["types", "pytest"], (), tmp_path, {"types": quick, "pytest": quick})

    assert [(part.name, part.aside, part.tally) for part, _ in done] == [
        ("types", True, Tally(failed=1)),
        ("pytest", False, Tally(failed=1)),
    ]
    assert {"by types", "by pytest"} <= set(capfd.readouterr().out.splitlines())


def test_the_browser_s_tests_run_beside_all_others_once_the_dashboard_is_built(
    tmp_path: Path,
) -> None:
    order: list[str] = []
    together = threading.Barrier(3)

    def web(part: checks.Part) -> None:
        order.append("built")
        part.built.set()
        together.wait(300)

    def look(part: checks.Part) -> None:
        part.built.wait()
        order.append("looked at")
        together.wait(300)

    def test(part: checks.Part) -> None:
        del part
        together.wait(300)

    done = checks.run_all(
        ["web", "pytest", "e2e"], (), tmp_path, {"web": web, "pytest": test, "e2e": look}
    )

    assert order == ["built", "looked at"]
    assert [(part.name, part.aside, part.failures) for part, _ in done] == [
        ("web", True, []),
        ("pytest", False, []),
        ("e2e", True, []),
    ]


@pytest.mark.parametrize("parts", [["web", "e2e"], ["e2e"]])
def test_nobody_waits_for_a_dashboard_that_is_not_built(tmp_path: Path, parts: list[str]) -> None:
    def fail(part: checks.Part) -> None:
        raise ValueError(part.name)

    def look(part: checks.Part) -> None:
        part.built.wait()

    done = checks.run_all(parts, (), tmp_path, {"web": fail, "e2e": look})

    assert [part.failures for part, _ in done][-1] == []


def test_who_interrupts_it_does_not_wait_for_what_runs_beside(tmp_path: Path) -> None:
    begun, end = threading.Event(), threading.Event()
    beside: list[threading.Thread] = []

    def slow(part: checks.Part) -> None:
        del part
        beside.append(threading.current_thread())
        begun.set()
        end.wait(300)

    def interrupted(part: checks.Part) -> None:
        begun.wait(300)
        raise KeyboardInterrupt(part.name)

    with pytest.raises(KeyboardInterrupt):
        checks.run_all(["pytest", "e2e"], (), tmp_path, {"pytest": interrupted, "e2e": slow})

    assert [thread.daemon for thread in beside] == [True]
    end.set()
    beside[0].join(300)


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
