"""Find a Chromium for the tests in a browser; in CI, install one when there is none."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
HOW = "apt install chromium, or: .venv/bin/playwright install chromium, or name it: BOLO_CHROMIUM"


class NoBrowser(Exception):
    """There is no browser; the words say why and how to get one."""


def lend_node() -> None:
    """Have Playwright run by the Node that builds the dashboard.

    Its own wants `libatomic.so.1` of the system, which the smallest ones lack.
    """
    from bolo.platform.dashboard import node_of_the_wheel  # noqa: PLC0415  (may be what is broken)

    os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(node_of_the_wheel().program))


def find() -> Path | None:
    """Return the browser that is there: the one named, the system's, or Playwright's own."""
    named = os.environ.get("BOLO_CHROMIUM")
    if named:
        return Path(named)
    for name in NAMES:
        if found := shutil.which(name):
            return Path(found)
    return playwrights_own()


def playwrights_own() -> Path | None:
    """Return the Chromium that `playwright install` fetched, if it did."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  (only where it is installed)

    with sync_playwright() as playwright:
        found = Path(playwright.chromium.executable_path)
    return found if found.is_file() else None


def install() -> Path:
    """Install a browser as this user can; raises `NoBrowser` when none is there afterwards."""
    apt = shutil.which("apt-get")
    if os.geteuid() == 0 and apt:
        commands = [
            [apt, "update"],
            [apt, "install", "-y", "-o", "DPkg::Lock::Timeout=500", "chromium"],
        ]
    else:
        commands = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in commands:
        subprocess.run(command, check=False, env=quiet, stdout=subprocess.DEVNULL)
    found = find()
    if found is None or not found.is_file():
        raise NoBrowser(f"no Chromium could be installed. By hand: {HOW}")
    return found
