"""The demo street's switch: a small file in the data folder that `bolo up` obeys.

Ports and epoch are chosen once and kept, so that the street goes on where it
was after a restart, with the same addresses.
"""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from bolo.platform.ports import LOOPBACK, free_ports

SHOPS = 3


@dataclass(frozen=True, slots=True)
class DemoPlan:
    """Where the street is, since when, and whether it is wanted."""

    ports: tuple[int, ...]
    epoch: str
    wanted: bool

    @property
    def origins(self) -> tuple[str, ...]:
        """The addresses of the shops."""
        return tuple(f"http://{LOOPBACK}:{port}" for port in self.ports)


class DemoSwitch:
    """Reads and writes the plan; `None` until the street was wanted for the first time."""

    def __init__(self, data: Path) -> None:
        self.file = data / "demo.json"

    def plan(self) -> DemoPlan | None:
        """Return the plan as it is now."""
        try:
            found = json.loads(self.file.read_text())
        except FileNotFoundError:
            return None
        return DemoPlan(tuple(found["ports"]), found["epoch"], found["wanted"])

    def want(self, now: datetime, *, wanted: bool) -> DemoPlan:
        """Turn the street on or off; the first time, choose its ports and its epoch."""
        known = self.plan() or DemoPlan(free_ports(SHOPS), now.isoformat(), wanted)
        plan = DemoPlan(known.ports, known.epoch, wanted)
        fresh = self.file.with_suffix(".new")
        fresh.write_text(json.dumps(asdict(plan)))
        fresh.replace(self.file)
        return plan

    def forget(self) -> None:
        """Forget ports and epoch too, so that the next street is a new one."""
        self.file.unlink(missing_ok=True)
