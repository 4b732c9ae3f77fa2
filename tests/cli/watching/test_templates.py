"""Commands about templates: an operator's own are added, changed and withdrawn."""

from pathlib import Path

import pytest

from bolo.cli.watching import searches, templates
from bolo.core.errors import BoloError, Invalid, NotFound
from tests.cli.shell import Shell

NAMED = ("--title", "Lämpchen", "--category", "Furniture")


def test_a_template_of_ones_own_is_added_changed_and_withdrawn(
    tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOLO_DATA", str(tmp_path))
    shell = Shell(tmp_path, database_url, (templates.mount,), "templates")
    shell.run("add", "lamps", "lamp price<80GBP", *NAMED)
    shell.run("add", "lamps", "lamp price<70GBP", *NAMED, "--featured")

    [one] = shell.lines("list", "--own")
    every = shell.run("list").stdout
    shell.run("remove", "lamps")
    after = shell.lines("list", "--own")

    assert (one["rule"], one["title"], one["featured"]) == ("lamp price<70GBP", "Lämpchen", True)
    assert one["uses"] == 0
    assert "iphone-13-uk" in every
    assert after == []
    wrong: dict[tuple[str, ...], type[BoloError]] = {
        ("add", "Lamps", "lamp", *NAMED): Invalid,
        ("add", "../lamps", "lamp", *NAMED): Invalid,
        ("add", "lamps", "lamp (", *NAMED): Invalid,
        ("remove", "lamps"): NotFound,
        ("remove", "../lamps"): NotFound,
    }
    for words, error in wrong.items():
        with pytest.raises(error):
            shell.run(*words)


def test_a_search_begins_from_a_template(tmp_path: Path, database_url: str) -> None:
    shell = Shell(tmp_path, database_url, (templates.mount, searches.mount))

    shell.run("templates", "use", "iphone-13-uk", "--title", "Phones", "--every", "60")
    [saved] = shell.lines("searches", "list")
    [used] = [one for one in shell.lines("templates", "list") if one["uses"]]
    with pytest.raises(NotFound):
        shell.run("templates", "use", "nothing")

    assert (saved["title"], saved["every_minutes"]) == ("Phones", 60)
    assert used["slug"] == "iphone-13-uk"
