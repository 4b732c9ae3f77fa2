"""Documents say what is so: decisions are whole, and every command in them exists."""

import re
import shlex
from functools import cache
from typing import Any

import typer
from typer.core import TyperGroup

from bolo.cli.main import OPTIONS_OF_UP, app, load_all
from scripts.checks import PARTS
from tests.house import tree

SECTIONS = ("Status", "Context", "Decision", "Rejected")
COMMAND = re.compile(r"^\s*(?:\$ )?(?:[A-Z_]+=\S+ )*\./(run|test)\b([^#\n|>&;]*)", re.MULTILINE)
BLOCK = re.compile(r"^```(?:sh|bash|shell|console)?\n(.*?)^```", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`(\./(?:run|test)[^`]*)`")
SEE = re.compile(r"(?:see: |`)bolo ([a-z][^`)]*)")
LISTING = frozenset("list scan quote check marketplaces opportunities sources doctor".split())


def _commands() -> list[tuple[str, str, list[str]]]:
    """Return where each `./run` or `./test` of a document stands, which it is, and its words."""
    found: list[tuple[str, str, list[str]]] = []
    for path in tree.files():
        if path.suffix == ".md":
            said = tree.text(path)
            for block in [*BLOCK.findall(said), *INLINE.findall(said)]:
                for script, words in COMMAND.findall(block):
                    plain = re.sub(r"[…\[\]]|\.\.\.", " ", words)
                    found.append((tree.name(path), script, shlex.split(plain)))
    return found


@cache
def _program() -> TyperGroup:
    """Return the command line with all of its commands, which are loaded lazily."""
    load_all()
    root = typer.main.get_command(app)
    assert isinstance(root, TyperGroup)
    return root


def _mistake(words: list[str]) -> str | None:
    """Return what is wrong with the words behind `./run`, if anything."""
    command: Any = _program()
    options = {"--help", "-h", *OPTIONS_OF_UP}
    for word in words:
        options |= {
            name for option in command.params for name in (*option.opts, *option.secondary_opts)
        }
        if word.startswith("-"):
            if word.partition("=")[0] not in options:
                return f"no option {word}"
        elif isinstance(command, TyperGroup) and not word.isupper():
            inner = command.commands.get(word)
            if inner is None:
                return f"no command {word}"
            command = inner
    return None


def _leaves(group: TyperGroup, path: str = "bolo") -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for name, command in group.commands.items():
        here = f"{path} {name}"
        found += _leaves(command, here) if isinstance(command, TyperGroup) else [(here, command)]
    return found


def test_every_decision_says_its_status_context_decision_and_what_was_rejected() -> None:
    decisions = [p for p in tree.files() if tree.name(p).startswith("docs/decisions/0")]

    violations = [
        f"{tree.name(path)}: no section {section}"
        for path in decisions
        for section in SECTIONS
        if f"\n## {section}\n" not in tree.text(path)
    ]

    assert decisions
    assert not violations, tree.report(violations)


def test_every_command_in_a_document_exists() -> None:
    violations = [
        f"{where}: ./run {shlex.join(words)}: {mistake}"
        for where, script, words in _commands()
        if script == "run" and (mistake := _mistake(words))
    ]
    violations += [
        f"{where}: ./test {word}: no such part"
        for where, script, words in _commands()
        if script == "test"
        for word in words[: words.index("--") if "--" in words else None]
        if word not in PARTS and not word.isupper()
    ]

    assert not violations, tree.report(violations)


def test_every_command_that_a_help_names_exists() -> None:
    named = [
        (path, shlex.split(words))
        for path, command in _leaves(_program())
        for said in (command.help, *(getattr(one, "help", None) for one in command.params))
        for words in SEE.findall(said or "")
    ]

    violations = [
        f"{path}: bolo {shlex.join(words)}: {mistake}"
        for path, words in named
        if (mistake := _mistake(words))
    ]

    assert named
    assert not violations, tree.report(violations)


def test_every_command_that_lists_can_speak_json() -> None:
    commands = _leaves(_program())

    violations = [
        path
        for path, command in commands
        if path.rpartition(" ")[2] in LISTING
        and not any("--json" in option.opts for option in command.params)
    ]

    assert not violations, tree.report(violations)
