"""The demo street as a process: `python -m bolo.demo --ports A B C --epoch ISO`.

Prints one line of JSON when the shops are open. Ends on SIGTERM, on SIGINT, and by
itself when the process that started it is no more.
"""

import argparse
import asyncio
import json
import os
import signal
import sys
from datetime import UTC, datetime

from bolo.demo.street import FREE_PORTS, DemoStreet

_LOOK_EVERY = 0.5
"""Seconds between two looks at whether the parent is alive."""


def system_clock() -> datetime:
    """Tell the time; the street is a process of its own and knows no `platform`."""
    return datetime.now(UTC)  # noqa: TID251 - the one clock of this process


def moment(text: str) -> datetime:
    """Read an ISO 8601 time; one without a zone is UTC."""
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def options(arguments: list[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m bolo.demo", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="where to listen (loopback)")
    parser.add_argument(
        "--ports",
        type=int,
        nargs=3,
        default=list(FREE_PORTS),
        metavar=("SHOPIFY", "WOOCOMMERCE", "PLAIN"),
        help="three ports; 0 takes a free one",
    )
    parser.add_argument("--parent", type=int, help="whose end is ours; who started us, if left out")
    parser.add_argument("--epoch", type=moment, help="when the street began; now, when left out")
    return parser.parse_args(arguments)


async def run(chosen: argparse.Namespace, parent: int) -> None:
    """Keep the shops open until told to stop or until `parent` has gone."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    epoch = chosen.epoch or system_clock()
    street = DemoStreet(chosen.host, tuple(chosen.ports), epoch=epoch, now=system_clock)
    async with street:
        shops = [{"title": one.title, "url": one.url, "kind": one.kind} for one in street.shops]
        ready = {"ready": True, "epoch": epoch.isoformat(), "ports": street.ports, "shops": shops}
        sys.stdout.write(json.dumps(ready) + "\n")
        sys.stdout.flush()
        while not stop.is_set() and os.getppid() == parent:
            try:
                async with asyncio.timeout(_LOOK_EVERY):
                    await stop.wait()
            except TimeoutError:
                continue


def main(arguments: list[str] | None = None) -> int:
    """Run; a port that is taken is said in one line, exit code 2."""
    started_by = os.getppid()
    chosen = options(sys.argv[1:] if arguments is None else arguments)
    try:
        asyncio.run(run(chosen, chosen.parent or started_by))
    except OSError as error:
        sys.stderr.write(f"The demo street cannot open: {error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
