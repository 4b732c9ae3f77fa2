"""Logs: JSON lines in the data folder, rotated; on a terminal only what a person should see.

Secrets never reach either: values under telling names, our tokens, Bearer headers and
passwords in addresses are struck out, also inside tracebacks.
"""

import fcntl
import itertools
import logging
import logging.handlers
import re
import sys
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any, TextIO

import structlog

STRUCK = "***"
SECRET_NAME = re.compile(
    r"(?i)(^|_|-)(password|passwd|secret|token|authorization|cookie|api_?key|credentials?)(_|-|$)"
)
SECRET_TEXT = (
    (re.compile(r"\bbolo_[A-Za-z0-9_-]{16,}"), STRUCK),
    (re.compile(r"(?i)\b(bearer|basic)\s+[A-Za-z0-9._~+/=-]{8,}"), rf"\1 {STRUCK}"),
    (re.compile(r"(?<=://)([^/\s:@]*):[^/\s@]+@"), rf"\1:{STRUCK}@"),
    (re.compile(r"(?i)([?&](?:token|key|secret|api_?key|signature)=)[^&\s\"']+"), rf"\1{STRUCK}"),
)
ROTATE_AT, KEPT = 20_000_000, 5
_held: list[TextIO] = []
NOISY = ("asyncio", "aiohttp.access", "alembic", "dbos", "sqlalchemy.engine", "uvicorn.access")


def strike(value: Any) -> Any:  # noqa: ANN401  whatever is logged
    """Return `value` with every secret in it struck out, at any depth."""
    if isinstance(value, str):
        for pattern, instead in SECRET_TEXT:
            value = pattern.sub(instead, value)
        return value
    if isinstance(value, dict):
        return {
            key: STRUCK if SECRET_NAME.search(str(key)) and inner else strike(inner)
            for key, inner in value.items()
        }
    if isinstance(value, list | tuple | set | frozenset):
        return [strike(inner) for inner in value]
    return value


def configure(folder: Path, name: str = "bolo", *, level: str = "info") -> str:
    """Send all logging, ours and the libraries', to `folder`/`name`.log; warnings to the terminal.

    Each process has a file of its own, for two that rotate one file would lose lines: the
    second of a name writes `name`-2.log. Returns the name that it has.
    """
    folder.mkdir(parents=True, exist_ok=True)
    close()
    name = _own_name(folder, name)
    file = logging.handlers.RotatingFileHandler(
        folder / f"{name}.log", maxBytes=ROTATE_AT, backupCount=KEPT, encoding="utf-8", delay=True
    )
    file.setFormatter(_formatter([structlog.processors.JSONRenderer(default=str)]))
    terminal = logging.StreamHandler(sys.stderr)
    terminal.setLevel(logging.WARNING)
    terminal.setFormatter(_formatter(_for_a_person()))

    root = logging.getLogger()
    root.addHandler(file)
    root.addHandler(terminal)
    root.setLevel(level.upper())
    for noisy in NOISY:
        logging.getLogger(noisy).setLevel(logging.WARNING)
    structlog.configure(
        processors=[*_shared(), structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    return name


def _own_name(folder: Path, name: str) -> str:
    """Take the first of `name`, `name`-2, … that no living process has; it goes with us."""
    for number in itertools.count(1):
        mine = name if number == 1 else f"{name}-{number}"
        lock = (folder / f".{mine}.lock").open("a")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
        else:
            _held.append(lock)
            return mine
    raise AssertionError  # pragma: no cover  (there is no last number)


def quiet() -> None:
    """For commands that write to stdout: warnings and worse, plainly, on stderr."""
    structlog.configure(
        processors=[
            structlog.processors.format_exc_info,
            structlog.processors.KeyValueRenderer(key_order=["event"]),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),  # the stderr of the moment
        cache_logger_on_first_use=False,
    )


def close() -> None:
    """Take our handlers off again and close the file."""
    root = logging.getLogger()
    for handler in [h for h in root.handlers if isinstance(h.formatter, _Ours)]:
        root.removeHandler(handler)
        handler.close()
    while _held:
        _held.pop().close()


def get_logger(name: str) -> structlog.stdlib.BoundLogger:
    """Return a logger: `log.info("page read", marketplace="steam", offers=3)`."""
    logger: structlog.stdlib.BoundLogger = structlog.stdlib.get_logger(name)
    return logger


class _Ours(structlog.stdlib.ProcessorFormatter):
    """Marks the handlers that `configure` made."""


def _shared() -> list[Any]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]


def _for_a_person() -> list[Any]:
    from structlog.dev import ConsoleRenderer  # noqa: PLC0415  (slow to import: it brings rich)

    return [_last_line, ConsoleRenderer(colors=sys.stderr.isatty())]


def _formatter(renderers: list[Any]) -> _Ours:
    return _Ours(
        foreign_pre_chain=[*_shared(), structlog.stdlib.ExtraAdder()],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            _strike_event,
            *renderers,
        ],
    )


def _last_line(
    _logger: Any,  # noqa: ANN401  structlog's signature
    _method: str,
    event: MutableMapping[str, Any],
) -> MutableMapping[str, Any]:
    """Leave of a traceback what a person can use; all of it is in the file."""
    if trace := event.pop("exception", None):
        lines = (line.strip(" |+-") for line in reversed(str(trace).splitlines()))
        event["error"] = next(filter(None, lines), "")
    return event


def _strike_event(
    _logger: Any,  # noqa: ANN401  structlog's signature
    _method: str,
    event: MutableMapping[str, Any],
) -> MutableMapping[str, Any]:
    struck: dict[str, Any] = strike(dict(event))
    return struck
