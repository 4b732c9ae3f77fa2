"""Settings: defaults, the environment, the command line over it, and clear refusals."""

from pathlib import Path

import pytest

from bolo.core.errors import Misconfigured
from bolo.platform.settings import Settings


def test_nothing_set_is_one_machine_on_loopback() -> None:
    settings = Settings.load()

    assert settings.host == "127.0.0.1"
    assert settings.port == 8000
    assert settings.data == Path.cwd() / "data"
    assert not settings.allow_private_addresses


def test_the_environment_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOLO_PORT", "8123")
    monkeypatch.setenv("BOLO_LOG_LEVEL", "DEBUG")
    monkeypatch.setenv("DATABASE_URL", "postgres://h/d?sslmode=require")

    settings = Settings.load()

    assert settings.port == 8123
    assert settings.log_level == "debug"
    assert settings.database_url == "postgresql://h/d?sslmode=require"


def test_the_command_line_wins_and_none_means_not_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOLO_PORT", "8123")

    assert Settings.load(port=9000).port == 9000
    assert Settings.load(port=None).port == 8123


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("BOLO_PORT", "eighty", "BOLO_PORT='eighty' cannot be used"),
        ("BOLO_PORT", "70000", "less than or equal to 65535"),
        ("BOLO_LOG_LEVEL", "loud", "'debug', 'info', 'warning' or 'error'"),
        ("BOLO_PROXY", "socks", "should look like http://"),
        ("DATABASE_URL", "mysql://root:hunter2@h/d", "should look like postgresql://"),
    ],
)
def test_a_bad_value_names_its_variable_and_what_would_be_right(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, told: str
) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(Misconfigured) as caught:
        Settings.load()

    message = str(caught.value)
    assert told in message
    assert name in message
    assert "hunter2" not in message


def test_a_good_proxy_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOLO_PROXY", "http://proxy:3128")

    assert Settings.load().proxy == "http://proxy:3128"
