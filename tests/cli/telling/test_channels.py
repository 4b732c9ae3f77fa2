"""`bolo channels` over one database."""

from pathlib import Path

import pytest

from bolo.cli.telling import channels
from bolo.core.errors import Invalid, Unavailable
from tests.cli.shell import Shell


def _shell(data: Path, url: str) -> Shell:
    return Shell(data, url, (channels.mount,), "channels")


def test_kinds_tell_what_each_needs(tmp_path: Path, database_url: str) -> None:
    shell = _shell(tmp_path, database_url)

    assert {"email", "telegram", "webhook"} <= {one["slug"] for one in shell.lines("kinds")}
    assert "url*" in shell.run("kinds").stdout


def test_a_channel_is_added_tested_and_removed(tmp_path: Path, database_url: str) -> None:
    shell = _shell(tmp_path, database_url)

    shell.run("add", "webhook", "url=https://hooks.example/a", "--label", "Mine")
    listed = shell.run("list").stdout
    with pytest.raises(Unavailable, match="not sent"):
        shell.run("test", "Mine")
    shell.run("remove", "Mine")

    assert "Mine" in listed
    assert shell.lines("list") == []


def test_settings_and_names_that_fit_none_are_refused(tmp_path: Path, database_url: str) -> None:
    shell = _shell(tmp_path, database_url)
    for last in "ab":
        shell.run("add", "webhook", f"url=https://hooks.example/{last}", "--label", "Mine")

    with pytest.raises(Invalid, match="name=value"):
        shell.run("add", "webhook", "https://hooks.example/a")
    with pytest.raises(Invalid, match="no channel is called Yours; see: bolo channels list"):
        shell.run("test", "Yours")
    with pytest.raises(Invalid, match="several channels are called Mine"):
        shell.run("remove", "Mine")


def test_a_channel_is_changed_and_has_a_new_secret(tmp_path: Path, database_url: str) -> None:
    shell = _shell(tmp_path, database_url)
    channel, secret = shell.run("add", "webhook", "url=https://hooks.example/a").stdout.split()

    shell.run("change", channel, "url=https://hooks.example/b", "--label", "Ours", "--off")
    [changed] = shell.lines("list")
    renewed = shell.run("secret", channel).stdout.strip()
    with pytest.raises(Invalid, match="say what is to be otherwise"):
        shell.run("change", channel)

    assert (changed["label"], changed["enabled"]) == ("Ours", False)
    assert renewed.startswith("whsec_")
    assert renewed != secret
