"""Figures of several processes on one page."""

import os
from pathlib import Path

from bolo.platform import metrics
from bolo.platform.metrics import Exchange


def test_a_process_alone_shows_its_own_figures() -> None:
    metrics.fetches.labels("alone", "ok").inc()

    body, media_type = Exchange().exposition()

    assert b'bolo_fetches_total{marketplace="alone",outcome="ok"} 1.0' in body
    assert media_type.startswith("text/plain")


def test_every_process_that_is_heard_is_shown(tmp_path: Path) -> None:
    worker, api = Exchange(), Exchange()
    worker.leave_figures()  # before it takes part: nothing
    worker.join(tmp_path, "worker-1")
    api.join(tmp_path, "api-1")
    metrics.http_seconds.labels("GET", "/made-up", "200").observe(0.1)
    metrics.fetches.labels("made-up", "ok").inc(3)
    worker.leave_figures()

    told = api.exposition()[0].decode()

    counted, took = 'marketplace="made-up",outcome="ok"', 'method="GET",process="worker-1"'
    assert f'bolo_fetches_total{{{counted},process="worker-1"}} 3.0' in told
    assert f'bolo_fetches_total{{{counted},process="api-1"}} 3.0' in told
    assert told.count("# TYPE bolo_fetches_total counter") == 1
    assert f'bolo_http_seconds_count{{{took},route="/made-up",status="200"}} 1.0' in told


def test_figures_that_cannot_be_written_are_left_when_they_can_be_again(tmp_path: Path) -> None:
    worker = Exchange()
    worker.join(tmp_path / "figures", "worker-1")
    blocked = tmp_path / "figures" / "worker-1.writing"
    blocked.mkdir()  # stands for a disk that is full
    metrics.fetches.labels("full-disk", "ok").inc(7)

    worker.leave_figures()
    meanwhile = worker.exposition()[0].decode()
    blocked.rmdir()
    worker.leave_figures()
    again = worker.exposition()[0].decode()

    assert 'marketplace="full-disk"' not in meanwhile
    assert 'process="worker-1"' in meanwhile
    assert 'marketplace="full-disk",outcome="ok",process="worker-1"} 7.0' in again


def test_a_process_that_fell_silent_is_not_shown(tmp_path: Path) -> None:
    worker, api = Exchange(), Exchange()
    worker.join(tmp_path, "worker-1")
    api.join(tmp_path, "api-1")
    worker.leave_figures()
    os.utime(tmp_path / "worker-1.prom", (1, 1))

    told = api.exposition()[0].decode()

    assert "worker-1" not in told
    assert "api-1" in told
