"""The locks hold what pyproject.toml asks for, every file by its hash, and nothing else."""

import re
import tomllib

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house import tree

PIN = re.compile(r"^(?P<name>[A-Za-z0-9_.-]+)==(?P<version>[^\s;]+)", re.MULTILINE)
RENEW = "renew them: .venv/bin/python -m scripts.lock"


def _pins(lock: str) -> dict[str, str]:
    text = (tree.ROOT / lock).read_text()
    return {canonicalize_name(found["name"]): found["version"] for found in PIN.finditer(text)}


def _asked(*groups: str) -> list[Requirement]:
    told = tomllib.loads((tree.ROOT / "pyproject.toml").read_text())
    lines = [*told["project"]["dependencies"], *told["build-system"]["requires"]]
    for group in groups:
        lines += told["dependency-groups"][group]
    return [Requirement(line) for line in lines]


def _missing(lock: str, *groups: str) -> list[str]:
    pins = _pins(lock)
    return [
        f"{lock}: {wanted} (has {pins.get(canonicalize_name(wanted.name))})"
        for wanted in _asked(*groups)
        if not wanted.specifier.contains(pins.get(canonicalize_name(wanted.name), "0.dev0"))
        or canonicalize_name(wanted.name) not in pins
    ]


def test_the_locks_agree_with_what_is_asked_for() -> None:
    violations = _missing("requirements.lock", "build")
    violations += _missing("requirements-dev.lock", "build", "dev")

    assert not violations, f"{RENEW}{tree.report(violations)}"


def test_the_lock_for_checks_holds_all_that_runs_in_the_same_versions() -> None:
    runs, checks = _pins("requirements.lock"), _pins("requirements-dev.lock")

    assert runs.items() <= checks.items(), RENEW


def test_every_line_of_a_lock_is_a_pin_or_a_hash() -> None:
    violations = [
        f"{lock}:{number}: {line}"
        for lock in ("requirements.lock", "requirements-dev.lock")
        for number, line in enumerate((tree.ROOT / lock).read_text().splitlines(), start=1)
        if not PIN.match(line) and not re.match(r"^    --hash=sha256:[0-9a-f]{64}", line)
    ]

    assert not violations, tree.report(violations)


def test_every_pin_has_a_hash() -> None:
    for lock in ("requirements.lock", "requirements-dev.lock"):
        text = (tree.ROOT / lock).read_text()

        bare = [
            entry.split("\n")[0] for entry in re.split(r"\n(?=\w)", text) if "--hash=" not in entry
        ]

        assert not bare, tree.report(bare)
