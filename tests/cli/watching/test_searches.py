"""Commands about saved searches, over a real database."""

import asyncio
import json
from pathlib import Path

import asyncpg
import pytest

from bolo.cli.watching import searches
from bolo.core.errors import Conflict, Invalid
from tests.cli.shell import Shell


@pytest.fixture
def shell(tmp_path: Path, database_url: str) -> Shell:
    return Shell(tmp_path, database_url, (searches.mount,), "searches")


def test_a_search_is_tried_saved_listed_and_put_away(shell: Shell) -> None:
    tried = json.loads(shell.run("try", "lamp AND red", "--json").stdout)
    shell.run("try", "lamp")
    shell.run("add", "lamp on:ebay", "--title", "Lamps", "--every", "30")
    saved = json.loads(shell.run("add", "chair", "--json").stdout)
    shell.run("pause", "Lamps")
    shell.run("resume", "Lamps")
    shell.run("duplicate", "Lamps")
    shell.run("archive", "Lamps")
    shell.run("remove", saved["id"])

    shown = shell.run("list").stdout
    archived = json.loads(shell.run("list", "--archived", "--json").stdout)

    assert tried == {
        "rule": "lamp red",
        "looked_at": 0,
        "caught": 0,
        "unvalued": 0,
        "by_marketplace": {},
    }
    assert "Lamps (copy)" in shown
    assert "chair" not in shown
    assert (archived["title"], archived["every_minutes"]) == ("Lamps", 30)
    assert archived["waits_for"] == ["ebay"]


def test_a_mistake_is_marked_and_a_name_must_be_one(shell: Shell) -> None:
    with pytest.raises(Invalid, match=r"never closed(.|\n)*lamp \(red\n     \^"):
        shell.run("add", "lamp (red")
    with pytest.raises(Invalid, match="no search is called Lamps"):
        shell.run("pause", "Lamps")
    shell.run("add", "lamp", "--title", "Lamps")
    shell.run("add", "lamp", "--title", "Lamps")
    with pytest.raises(Invalid, match="several searches are called Lamps"):
        shell.run("pause", "Lamps")


def test_plain_words_need_a_language_model(shell: Shell) -> None:
    with pytest.raises(Conflict, match="BOLO_LANGUAGE_MODEL"):
        shell.run("word", "a red lamp")


def test_a_search_is_edited_and_says_what_it_caught(shell: Shell) -> None:
    shell.run("add", "lamp", "--title", "Lamps", "--every", "30")
    asyncio.run(_caught(shell.url))

    shell.run("edit", "Lamps", "lamp red", "--json")
    [renamed] = shell.lines("edit", "Lamps", "--title", "Red lamps", "--every", "60")
    with pytest.raises(Invalid, match="say what is to be otherwise"):
        shell.run("edit", "Red lamps")
    with pytest.raises(Invalid, match="never closed"):
        shell.run("edit", "Red lamps", "(lamp")
    [hit] = shell.lines("hits", "Red lamps")
    shown = shell.run("hits", "Red lamps").stdout

    assert (renamed["rule"], renamed["title"], renamed["every_minutes"]) == (
        "lamp red",
        "Red lamps",
        60,
    )
    assert (hit["listing"]["title"], hit["told"]) == ("Red lamp", True)
    assert ("Red lamp" in shown, "12.5" in shown) == (True, True)
    assert [one.action for one in shell.logged()] == ["add_search", *["change_search"] * 2]


async def _caught(url: str) -> None:
    """Have the one search there is catch a lamp."""
    connection = await asyncpg.connect(url)
    await connection.execute("""
        WITH listed AS (
            INSERT INTO listing (id, marketplace, shop, ref, url, title, facts, first_seen_at,
                seen_at)
            VALUES (gen_random_uuid(), 'm', 's.example', 'r', 'https://s.example/r', 'Red lamp',
                '', now(), now())
            RETURNING id)
        INSERT INTO search_hit (id, workspace_id, search_id, listing_id, found_at, amount,
            currency, told)
        SELECT gen_random_uuid(), search.workspace_id, search.id, listed.id, now(), 12.5, 'GBP',
            true
        FROM listed, saved_search AS search
    """)
    await connection.close()
