"""The browser's tests need nothing of the machine that the packages do not bring."""

import subprocess
from types import SimpleNamespace

import pytest

from scripts import chromium

NODE = "PLAYWRIGHT_NODEJS_PATH"


def lent(monkeypatch: pytest.MonkeyPatch, **environ: str) -> str:
    """Return the Node that Playwright finds in such an environment."""
    monkeypatch.setattr(chromium, "os", SimpleNamespace(environ=environ))
    chromium.lend_node()
    return environ[NODE]


def test_playwright_runs_by_the_node_of_the_wheel(monkeypatch: pytest.MonkeyPatch) -> None:
    node = lent(monkeypatch)

    told = subprocess.run([node, "--version"], capture_output=True, check=True)  # noqa: S603  (a program of our own)

    assert told.stdout.startswith(b"v24.")


def test_a_node_that_was_named_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    assert lent(monkeypatch, PLAYWRIGHT_NODEJS_PATH="/opt/node") == "/opt/node"
