"""What documents point at is there: links, files, settings, commands; and all there is, is told."""

import re
from functools import cache
from pathlib import Path

from bolo.platform.settings import Settings
from tests.house import tree
from tests.house.test_documents import _leaves, _program

LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)\s]+))?\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
CODE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"`((?:[a-z_]+/)+[a-z_0-9]+\.py)`")
PLACE = re.compile(r"`((?:accounts|api|cli|core|demo|pipeline|platform|views|wiring)/[a-z_0-9/]+)`")
"""A package or a module of ours, told without its ending."""
VARIABLE = re.compile(r"\b(BOLO_[A-Z_]+[A-Z])\b")
ROW = re.compile(r"^\| (`\./run.*?) \|", re.MULTILINE)
WORD = re.compile(r"(?<![./a-z])[a-z][a-z-]+(?=[` ])")
"""A command's word in a row: no `./run`, no option, no file."""
ROOTS = ("", "src/bolo/", "tests/", "src/bolo/core/reading/", "src/bolo/core/matching/")
ELSEWHERE = frozenset({"BOLO_KEY", "BOLO_CHROMIUM", "BOLO_PYTHON"})
"""Variables of examples, tests and scripts, which are no settings."""
INVENTED = "src/bolo/marketplaces/bricabrac.py"
"""The module that the guide to a new marketplace writes."""


def _documents() -> list[Path]:
    return [path for path in tree.files() if path.suffix == ".md"]


@cache
def _anchors(path: Path) -> frozenset[str]:
    """Return the anchors that GitHub makes of a document's headings."""
    plain = [re.sub(r"[^\w\- ]", "", told.lower()) for told in HEADING.findall(tree.text(path))]
    return frozenset(told.strip().replace(" ", "-") for told in plain)


def _leads(path: Path, target: str, anchor: str) -> bool:
    to = (path.parent / target).resolve() if target else path
    return to.exists() and (not anchor or to.suffix != ".md" or anchor in _anchors(to))


def test_every_link_of_a_document_leads_somewhere() -> None:
    violations = [
        f"{tree.name(path)}: {target}#{anchor}"
        for path in _documents()
        for target, anchor in LINK.findall(CODE.sub("", tree.text(path)))
        if not _leads(path, target, anchor)
    ]

    assert not violations, tree.report(violations)


def test_every_module_that_a_document_names_is_there() -> None:
    known = [path for path in _documents() if path.name != "CHANGELOG.md"]
    files = [(path, named) for path in known for named in FILE.findall(tree.text(path))]
    places = [(path, named) for path in known for named in PLACE.findall(tree.text(path))]
    source = tree.ROOT / "src/bolo"

    violations = [
        f"{tree.name(path)}: {named}"
        for path, named in files
        if named != INVENTED and not any((tree.ROOT / root / named).is_file() for root in ROOTS)
    ]
    violations += [
        f"{tree.name(path)}: {named}"
        for path, named in places
        if not (source / named).is_dir() and not (source / f"{named}.py").is_file()
    ]

    assert not violations, tree.report(violations)


def test_every_decision_is_in_the_list_of_decisions_by_its_own_title() -> None:
    folder = tree.ROOT / "docs/decisions"
    listed = tree.text(folder / "README.md").splitlines()

    violations = [
        f"{path.name}: {title[1]}"
        for path in sorted(folder.glob("0*.md"))
        if (title := HEADING.search(tree.text(path)))
        and f"- [{title[1].replace('`', '')}]({path.name})" not in listed
    ]

    assert not violations, tree.report(violations)


def test_every_setting_of_an_installation_is_told_and_no_other() -> None:
    told = set(VARIABLE.findall(tree.text(tree.ROOT / "docs/guides/settings.md")))
    known = {f"BOLO_{name.upper()}" for name in Settings.model_fields}

    elsewhere = {
        name
        for path in _documents()
        if path.name != "CHANGELOG.md"
        for name in VARIABLE.findall(tree.text(path))
    }

    assert told == known
    assert elsewhere - ELSEWHERE <= known


def test_every_command_is_in_the_list_of_commands() -> None:
    listed = ROW.findall(tree.text(tree.ROOT / "docs/guides/commands.md"))
    words = {named[0]: set(named) for row in listed if (named := WORD.findall(row))}

    violations = [
        path
        for path, _ in _leaves(_program())
        for first, *rest in [path.split()[1:]]
        if not words.get(first, set()).issuperset(rest or [first])
    ]

    assert not violations, tree.report(violations)


def test_every_guide_is_reached_from_the_readme() -> None:
    said = tree.text(tree.ROOT / "README.md")

    violations = [
        path.name
        for path in (tree.ROOT / "docs/guides").glob("*.md")
        if f"/{path.name})" not in said
    ]

    assert not violations, tree.report(violations)


def test_the_tests_stand_where_their_modules_do() -> None:
    beside = {"house", "e2e", "crash", "bench", "scripts"}
    folders = {
        path.parent.relative_to(tree.ROOT / "tests")
        for path in tree.python("tests")
        if path.name.startswith("test_") and not beside & set(path.parts)
    }

    violations = [
        str(folder)
        for folder in sorted(folders)
        if not (tree.ROOT / "src/bolo" / folder).is_dir() and folder.parts[:1] != ("marketplaces",)
    ]

    assert not violations, tree.report(violations)
