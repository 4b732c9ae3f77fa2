"""Commands about keys and links to sign in, over a real database."""

from pathlib import Path

import pytest

from bolo.cli.workspace import access
from bolo.core.errors import Conflict, Invalid, NotFound
from tests.cli.shell import Shell


@pytest.fixture
def shell(tmp_path: Path, database_url: str) -> Shell:
    return Shell(tmp_path, database_url, (access.mount,))


def test_a_key_is_shown_once_and_can_be_revoked(shell: Shell) -> None:
    key = shell.run("api-key", "create", "phone").stdout.strip()
    before = shell.lines("api-key", "list")
    shell.run("api-key", "revoke", "phone")
    after = shell.lines("api-key", "list")

    assert key.startswith("bolo_")
    assert before[0]["name"] == "phone"
    assert before[0]["token"] is None
    assert key.startswith(before[0]["prefix"])
    assert before[0]["revoked_at"] is None
    assert after[0]["revoked_at"] is not None
    assert "phone" in shell.run("api-key", "list").stdout


def test_a_key_for_programs_is_one_line_of_json(shell: Shell) -> None:
    (made,) = shell.lines("api-key", "create", "script")

    assert made["name"] == "script"
    assert made["key"].startswith("bolo_")


def test_a_key_needs_a_name_of_its_own(shell: Shell) -> None:
    shell.run("api-key", "create", "phone")

    with pytest.raises(Conflict, match="phone"):
        shell.run("api-key", "create", "phone")
    with pytest.raises(NotFound):
        shell.run("api-key", "revoke", "tablet")
    with pytest.raises(Invalid):
        shell.run("api-key", "create", " ")


def test_a_link_is_printed_for_the_browser(shell: Shell) -> None:
    told = shell.run("signin-link").stdout.strip()

    assert told.startswith("http://127.0.0.1:8000/api/v1/signin?token=")
