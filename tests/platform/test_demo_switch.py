"""The switch of the demo street: ports and epoch are chosen once, and forgotten on demand."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from bolo.platform.demo_switch import DemoSwitch

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)


def test_there_is_no_plan_until_the_street_was_wanted(tmp_path: Path) -> None:
    assert DemoSwitch(tmp_path).plan() is None


def test_the_street_keeps_its_ports_and_its_epoch(tmp_path: Path) -> None:
    switch = DemoSwitch(tmp_path)
    first = switch.want(NOON, wanted=True)

    off = switch.want(NOON + timedelta(days=1), wanted=False)

    assert len(set(first.ports)) == 3
    assert first.origins[0] == f"http://127.0.0.1:{first.ports[0]}"
    assert (off.ports, off.epoch, off.wanted) == (first.ports, NOON.isoformat(), False)
    assert DemoSwitch(tmp_path).plan() == off


def test_a_street_that_was_forgotten_is_a_new_one(tmp_path: Path) -> None:
    switch = DemoSwitch(tmp_path)
    switch.want(NOON, wanted=True)

    switch.forget()
    switch.forget()

    assert switch.plan() is None
