"""What is counted, for Prometheus.

Each process counts for itself and leaves its figures as a file in a shared folder, so that
`/metrics` of the API shows all of them, told apart by the label `process`.
"""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)
from prometheus_client.core import Metric
from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.registry import Collector

SUFFIX = ".prom"
HEARD_FOR = 60  # seconds after which a silent process is not shown
FORGOTTEN_AFTER = 86_400  # seconds after which the next process removes what it left
LATENCY = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)

REGISTRY = CollectorRegistry()

fetches = Counter(
    "bolo_fetches", "Questions asked, by how they ended.", ["marketplace", "outcome"],
    registry=REGISTRY,
)  # fmt: skip
http_seconds = Histogram(
    "bolo_http_seconds", "Time of a request to the API.", ["method", "route", "status"],
    buckets=LATENCY, registry=REGISTRY,
)  # fmt: skip
live_listeners = Gauge("bolo_live_listeners", "Open live connections.", registry=REGISTRY)


class Exchange:
    """The folder where processes leave their figures for each other, once `join`ed."""

    def __init__(self) -> None:
        self._file: Path | None = None

    def join(self, folder: Path, process: str) -> None:
        """Take part as `process`, a name that no other process here has at the same time."""
        folder.mkdir(parents=True, exist_ok=True)
        self._file = folder / f"{process}{SUFFIX}"
        self.leave_figures()
        for old in folder.glob(f"*{SUFFIX}"):
            if old.stat().st_mtime < self._file.stat().st_mtime - FORGOTTEN_AFTER:
                old.unlink(missing_ok=True)

    def leave_figures(self) -> None:
        """Write our figures for the others; call it every few seconds.

        Where the disk is full they stay as they were, until there is room again.
        """
        if self._file is not None:
            aside = self._file.with_suffix(".writing")
            with suppress(OSError):
                aside.write_bytes(generate_latest(REGISTRY))
                aside.replace(self._file)

    def exposition(self) -> tuple[bytes, str]:
        """Return the body and the media type of `/metrics`: every process that is still heard."""
        if self._file is None:
            return generate_latest(REGISTRY), CONTENT_TYPE_LATEST
        self.leave_figures()
        together = CollectorRegistry()
        since = self._file.stat().st_mtime - HEARD_FOR
        together.register(_Left(self._file.parent, since))
        return generate_latest(together), CONTENT_TYPE_LATEST


exchange = Exchange()
exposition = exchange.exposition


class _Left(Collector):
    """Reads the figures of all processes back, each sample with the label `process`."""

    def __init__(self, folder: Path, since: float) -> None:
        self._folder, self._since = folder, since

    def collect(self) -> Iterator[Metric]:
        """Give each family once, with the samples of every process."""
        families: dict[str, Metric] = {}
        for file in sorted(self._folder.glob(f"*{SUFFIX}")):
            if file.stat().st_mtime < self._since:
                continue
            for family in text_string_to_metric_families(file.read_text()):
                into = families.setdefault(
                    family.name, Metric(family.name, family.documentation, family.type)
                )
                for sample in family.samples:
                    labels = {**sample.labels, "process": file.stem}
                    into.add_sample(sample.name, labels, sample.value)
        yield from families.values()
