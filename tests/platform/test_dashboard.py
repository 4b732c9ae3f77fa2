"""The dashboard is built when its sources changed, and never left half built."""

import stat
import sys
from pathlib import Path

import pytest

from bolo.core.errors import Misconfigured
from bolo.platform.dashboard import Node, ensure_built, node_of_the_wheel, stamp_of

FAKE_NODE = f"""#!{sys.executable}
import pathlib, sys
arguments = sys.argv[1:]
folder = pathlib.Path.cwd()
with (folder.parent / "calls").open("a") as calls:
    calls.write("-".join([arguments[1], *(["omit"] if "--omit=dev" in arguments else [])]) + "\\n")
if (folder / "src" / "broken.ts").exists() and arguments[1] == "build":
    sys.stderr.write("broken.ts: unexpected token")
    sys.exit(1)
if arguments[1] == "build":
    out = pathlib.Path(arguments[arguments.index("--outDir") + 1])
    (out / "index.html").write_text((folder / "index.html").read_text())
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    checkout = tmp_path / "checkout"
    (checkout / "web" / "src").mkdir(parents=True)
    (checkout / "web" / "package.json").write_text("{}")
    (checkout / "web" / "index.html").write_text("first")
    (checkout / "web" / "src" / "main.ts").write_text("1")
    return checkout


@pytest.fixture
def node(tmp_path: Path) -> Node:
    program = tmp_path / "node"
    program.write_text(FAKE_NODE)
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return Node(program, tmp_path / "npm-cli.js")


def calls(root: Path) -> list[str]:
    log = root / "calls"
    return log.read_text().split() if log.exists() else []


def ignore(_: str) -> None:
    """Says nothing."""


def test_a_fresh_checkout_is_installed_and_built(root: Path, node: Node) -> None:
    said: list[str] = []

    built = ensure_built(root, said.append, node=node)

    assert (built / "index.html").read_text() == "first"
    assert calls(root) == ["install-omit", "build"]
    assert said == [
        "Building the dashboard (the first time, and when its sources changed)…",
        "The dashboard is built.",
    ]


def test_unchanged_sources_are_not_built_again(root: Path, node: Node) -> None:
    ensure_built(root, ignore, node=node)
    said: list[str] = []

    ensure_built(root, said.append, node=node)

    assert calls(root) == ["install-omit", "build"]
    assert said == []


def test_a_changed_source_is_built_again_and_takes_the_place(root: Path, node: Node) -> None:
    ensure_built(root, ignore, node=node)
    (root / "web" / "index.html").write_text("second")

    built = ensure_built(root, ignore, node=node)

    assert (built / "index.html").read_text() == "second"
    assert sorted(path.name for path in built.parent.iterdir()) == ["dashboard"]


def test_a_failed_build_says_why_and_leaves_the_older_one(root: Path, node: Node) -> None:
    built = ensure_built(root, ignore, node=node)
    (root / "web" / "src" / "broken.ts").write_text("{")

    with pytest.raises(Misconfigured, match="unexpected token"):
        ensure_built(root, ignore, node=node)

    assert (built / "index.html").read_text() == "first"
    assert sorted(path.name for path in built.parent.iterdir()) == ["dashboard"]


def test_the_tools_of_a_developer_are_not_taken_away(root: Path, node: Node) -> None:
    (root / "web" / "node_modules" / "typescript").mkdir(parents=True)

    ensure_built(root, ignore, node=node)

    assert calls(root) == ["install", "build"]


def test_a_node_that_does_not_start_is_named(root: Path, tmp_path: Path) -> None:
    absent = Node(tmp_path / "no-node", tmp_path / "npm-cli.js")

    with pytest.raises(Misconfigured, match="Node could not be started"):
        ensure_built(root, ignore, node=absent)


def test_tests_and_installed_packages_do_not_change_the_stamp(root: Path) -> None:
    before = stamp_of(root / "web")
    (root / "web" / "node_modules" / "vite").mkdir(parents=True)
    (root / "web" / "node_modules" / "vite" / "index.js").write_text("x")
    (root / "web" / "tests").mkdir()
    (root / "web" / "tests" / "money.test.ts").write_text("x")

    after = stamp_of(root / "web")

    assert after == before


def test_a_renamed_source_changes_the_stamp(root: Path) -> None:
    before = stamp_of(root / "web")
    (root / "web" / "src" / "main.ts").rename(root / "web" / "src" / "start.ts")

    after = stamp_of(root / "web")

    assert after != before


def test_without_sources_the_packaged_dashboard_is_used_or_missed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packaged = tmp_path / "packaged"
    monkeypatch.setattr("bolo.platform.dashboard.BUILT", packaged)

    with pytest.raises(Misconfigured, match="not part of this installation"):
        ensure_built(tmp_path, ignore)
    packaged.mkdir()
    (packaged / "index.html").touch()

    assert ensure_built(tmp_path, ignore) == packaged


def test_the_wheel_brings_node_and_npm() -> None:
    node = node_of_the_wheel()

    assert node.program.exists()
    assert node.npm.exists()
