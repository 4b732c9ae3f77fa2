"""Commands about what is followed, over a real database."""

import json
import shlex
from pathlib import Path

import pytest

from bolo.cli.watching import follow
from bolo.core.errors import Invalid, NotFound
from tests.cli.shell import Shell


@pytest.fixture
def shell(tmp_path: Path, database_url: str) -> Shell:
    return Shell(tmp_path, database_url, (follow.mount,), "follow")


def test_a_page_is_tried_followed_listed_and_left(shell: Shell) -> None:
    page = "http://shop.example/lamp"
    figures = ["--below", "40gbp", "--drop", "10%/7d", "--low", "--margin", "5%"]
    shell.run("add", page, *figures, "--try")
    shell.run("add", page, *figures, "--name", "Lamp")
    seller = ["add", "Ann", "--as", "seller", "--on", "ebay", "--below", "5", "--new", "--json"]
    added = json.loads(shell.run(*seller).stdout)
    shell.run("pause", "Lamp")
    shell.run("resume", "Lamp")
    shell.run("remove", added["id"])

    shown = shell.run("list").stdout
    [listed] = [json.loads(line) for line in shell.run("list", "--json").stdout.splitlines()]

    assert (added["key"], added["conditions"]) == (
        "ebay/ann",
        ["below 5.00 USD", "a new listing"],
    )
    assert "Lamp" in shown
    assert listed["conditions"] == [
        "below 40.00 GBP",
        "falls by 10 % within 7 days",
        "lower than ever recorded",
    ]


def test_what_cannot_be_followed_is_told(shell: Shell) -> None:
    wrong = {
        ("add", "x.example/a"): Invalid,
        ("add", "x.example/a", "--below", "cheap"): Invalid,
        ("add", "x.example/a", "--low", "--margin", "much"): Invalid,
        ("add", "lamp", "--as", "listing", "--low"): Invalid,
        ("add", "5b0ed5f4-0000-7000-8000-000000000000", "--as", "product", "--low"): NotFound,
        ("pause", "nothing"): Invalid,
    }

    for words, error in wrong.items():
        with pytest.raises(error):
            shell.run(*words)


def test_what_the_guide_says_works(shell: Shell) -> None:
    guide = Path(__file__).parents[3] / "docs" / "guides" / "searches.md"
    lines = [line.strip() for line in guide.read_text("utf-8").splitlines()]
    commands = [shlex.split(line)[2:] for line in lines if line.startswith("./run follow ")]

    for words in commands:
        shell.run(*words)

    assert len(commands) >= 4


def test_what_is_told_of_a_follow_is_changed_and_what_came_true_is_listed(shell: Shell) -> None:
    shell.run("add", "http://shop.example/lamp", "--below", "40GBP", "--name", "Lamp")

    [other] = shell.lines("edit", "Lamp", "--low", "--stock")
    [named] = shell.lines("edit", "Lamp", "--name", "The lamp", "--margin", "3")
    with pytest.raises(Invalid, match="say what is to be otherwise"):
        shell.run("edit", "The lamp")
    none = shell.lines("hits", "The lamp")
    shown = shell.run("hits", "The lamp").stdout

    assert other["conditions"] == ["lower than ever recorded", "back in stock"]
    assert (named["label"], named["conditions"]) == ("The lamp", other["conditions"])
    assert (none, "before" in shown) == ([], True)
