"""The doctor finds each ill and says how to mend it."""

import json
import socket
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import psycopg
import pytest
import typer
from typer.testing import CliRunner

from bolo.cli.installation import doctor
from bolo.cli.installation.doctor import Finding, examine
from bolo.core.errors import Misconfigured
from bolo.core.fx import recorded
from bolo.pipeline.value.rates import FILE
from bolo.platform.clock import system_clock
from bolo.platform.database import migrate
from bolo.platform.postgres.lock import hold
from bolo.platform.settings import Settings


@pytest.fixture
def chosen(tmp_path: Path, unused_tcp_port: int) -> Settings:
    return Settings(data=tmp_path, port=unused_tcp_port)


def found(settings: Settings) -> dict[str, Finding]:
    return {one.what: one for one in examine(lambda: settings)}


def test_a_fresh_machine_is_well(chosen: Settings) -> None:
    findings = found(chosen)

    assert {name for name, one in findings.items() if not one.well} <= {"Dashboard"}
    assert findings["Database"].found == "not running; ./run starts it"
    assert findings["Port"].found.endswith("is free")


def test_a_data_folder_that_a_first_start_is_to_make_is_no_ill(chosen: Settings) -> None:
    before_the_first_start = chosen.model_copy(update={"data": chosen.data / "new" / "data"})

    findings = found(before_the_first_start)

    assert findings["PostgreSQL"].well, findings["PostgreSQL"].found
    assert findings["Data folder"].well


def test_the_day_of_the_exchange_rates_is_told_and_that_old_ones_are_renewed(
    chosen: Settings,
) -> None:
    today = system_clock().date()
    shipped = found(chosen)["Exchange rates"]
    (chosen.data / FILE).write_text(
        f"<Cube><Cube time='{today}'><Cube currency='USD' rate='1.1'/></Cube></Cube>"
    )

    assert shipped.well
    assert shipped.found.startswith(f"of {recorded()[-1].date}: newer ones come from")
    assert found(chosen)["Exchange rates"].found == f"of {today}"


def test_a_machine_without_openmp_is_told_how_to_get_it(
    chosen: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(_: str) -> None:
        raise OSError("libgomp.so.1: cannot open shared object file: No such file or directory")

    monkeypatch.setattr(doctor, "import_module", missing)

    finding = found(chosen)["LightGBM"]

    assert not finding.well
    assert "apt install libgomp1" in str(finding.mend)


def test_a_bad_setting_ends_the_examination() -> None:
    def read() -> Settings:
        raise Misconfigured("BOLO_PORT='x' cannot be used: it should be a valid integer")

    findings = list(examine(read))

    assert [one.what for one in findings] == ["Python", "Settings"]
    assert not findings[-1].well
    assert "BOLO_PORT" in findings[-1].found


def test_a_folder_that_cannot_be_written_is_ill(chosen: Settings, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")

    finding = found(chosen.model_copy(update={"data": blocked}))["Data folder"]

    assert not finding.well
    assert "--data" in (finding.mend or "")


class Healthy(BaseHTTPRequestHandler):
    """Answers as a bolo does that is asked for its health."""

    def do_GET(self) -> None:
        """Answer."""
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b'{"status":"ok","version":"0.1.0"}')

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def test_a_bolo_that_was_started_at_another_port_is_found_there(chosen: Settings) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), Healthy) as server:
        Thread(target=server.serve_forever).start()
        where = f"127.0.0.1:{server.server_port}"
        with hold(chosen.data, system_clock, f"http://{where}"):
            finding = doctor.port(chosen)
        server.shutdown()

    assert (finding.well, finding.found) == (True, f"bolo is at {where}")


def test_a_bolo_that_ended_at_another_port_leaves_ours_free(chosen: Settings) -> None:
    with hold(chosen.data, system_clock, "http://127.0.0.1:1"):
        finding = doctor.port(chosen)

    assert (finding.well, finding.found) == (True, f"127.0.0.1:{chosen.port} is free")


def test_a_port_that_something_else_has_is_ill(chosen: Settings) -> None:
    with socket.create_server(("127.0.0.1", chosen.port)):
        finding = found(chosen)["Port"]

    assert not finding.well
    assert "--port" in (finding.mend or "")


def test_a_key_that_others_can_read_is_ill(chosen: Settings) -> None:
    file = chosen.data / "secret.key"
    file.write_text("key")
    file.chmod(0o644)
    loose = found(chosen)["Secret key"]
    file.chmod(0o600)

    assert not loose.well
    assert loose.mend == f"chmod 600 {file}"
    assert found(chosen)["Secret key"].well


def test_a_schema_that_is_behind_is_ill(chosen: Settings, database_url: str) -> None:
    here = chosen.model_copy(update={"database_url": database_url})
    before = found(here)
    migrate.downgrade(database_url, "0009_decide")

    after = found(here)["Database"]

    assert before["Database"].well
    assert before["PostgreSQL"].found == "your own, by DATABASE_URL"
    assert not after.well
    assert after.mend == "bolo db upgrade"


def test_a_database_that_keeps_workspaces_apart_no_more_is_ill(
    chosen: Settings, database_url: str
) -> None:
    with psycopg.connect(database_url) as connection:
        connection.execute("drop policy workspace on watch")

    finding = found(chosen.model_copy(update={"database_url": database_url}))["Database"]

    assert (finding.well, finding.mend) == (False, "bolo db restore FILE --force")


def test_a_database_that_does_not_answer_is_ill(chosen: Settings, unused_tcp_port: int) -> None:
    url = f"postgresql://me:hunter2@127.0.0.1:{unused_tcp_port}/bolo"

    finding = found(chosen.model_copy(update={"database_url": url}))["Database"]

    assert not finding.well
    assert "hunter2" not in finding.found


def test_missing_programs_of_postgresql_are_ill(chosen: Settings, tmp_path: Path) -> None:
    finding = found(chosen.model_copy(update={"pg_bin": tmp_path / "none"}))["PostgreSQL"]

    assert not finding.well
    assert "BOLO_PG_BIN" in (finding.mend or "")


def test_it_tells_the_machine_in_json_and_by_its_exit_code(tmp_path: Path) -> None:
    app = typer.Typer()

    @app.callback()
    def begin(data: Path) -> None:
        assert data == tmp_path

    doctor.mount(app)

    told = CliRunner().invoke(app, [str(tmp_path), "doctor", "--json"])

    lines: list[dict[str, Any]] = [json.loads(line) for line in told.output.splitlines()]
    assert {"what", "well", "found", "mend"} == set(lines[0])
    assert told.exit_code == int(any(not line["well"] for line in lines))
