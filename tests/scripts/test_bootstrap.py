"""Setting up: what is there already costs nothing, and what is wrong is said clearly."""

import json
import os
import platform
import shutil
import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from scripts import bootstrap as ours

ROOT = Path(__file__).resolve().parents[2]
MARK = "bolo.unfinished"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Make a checkout with what setting up reads, and an environment whose Python only echoes."""
    folder = tmp_path / "checkout"
    (folder / "scripts").mkdir(parents=True)
    for name in ("run", "test", "pyproject.toml", "requirements.lock", "requirements-dev.lock"):
        shutil.copy(ROOT / name, folder / name)
    shutil.copy(ROOT / "scripts" / "bootstrap.py", folder / "scripts")
    return folder


def _bootstrap(checkout: Path) -> ModuleType:
    """Load the checkout's own set-up, whose paths are its own."""
    spec = spec_from_file_location("bootstrap_of_a_test", checkout / "scripts" / "bootstrap.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _finish(checkout: Path, what: str) -> ModuleType:
    """Leave behind what a finished set-up leaves."""
    module = _bootstrap(checkout)
    (checkout / ".venv" / "bin").mkdir(parents=True)
    (checkout / ".venv" / "bin" / "python").symlink_to(sys.executable)
    stamp = {"maker": module.maker(), "what": what, "digest": module.digest(what)}
    (checkout / ".venv" / "bolo.stamp").write_text(json.dumps(stamp))
    return module


def _start(script: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603  (a copy of our own script)
        [script, *words],
        env={"PATH": os.defpath, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_nothing_is_done_when_the_environment_is_as_the_locks_say(checkout: Path) -> None:
    bootstrap = _finish(checkout, "run")

    assert bootstrap.satisfied("run")
    assert not bootstrap.satisfied("test")


def test_an_environment_for_the_checks_serves_the_product_too(checkout: Path) -> None:
    bootstrap = _finish(checkout, "test")

    assert bootstrap.satisfied("run")
    assert bootstrap.satisfied("test")


@pytest.mark.parametrize("changed", ["requirements.lock", "pyproject.toml"])
def test_a_change_of_what_it_is_made_from_makes_it_stale(checkout: Path, changed: str) -> None:
    bootstrap = _finish(checkout, "run")

    with (checkout / changed).open("a") as file:
        file.write("# changed\n")

    assert not bootstrap.satisfied("run")


def test_a_set_up_that_was_interrupted_is_begun_again(checkout: Path) -> None:
    bootstrap = _finish(checkout, "run")

    (checkout / ".venv" / MARK).touch()

    assert not bootstrap.satisfied("run")
    assert not bootstrap.usable()


def test_an_environment_without_its_python_is_made_again(checkout: Path) -> None:
    bootstrap = _finish(checkout, "run")

    (checkout / ".venv" / "bin" / "python").unlink()

    assert not bootstrap.satisfied("run")
    assert not bootstrap.usable()


def test_an_environment_that_was_moved_here_is_made_again(checkout: Path) -> None:
    _finish(checkout, "run")

    moved = checkout.rename(checkout.with_name("moved"))

    bootstrap = _bootstrap(moved)
    assert not bootstrap.satisfied("run")
    assert not bootstrap.usable()


def test_an_environment_of_another_python_is_made_again(checkout: Path) -> None:
    bootstrap = _finish(checkout, "run")
    stamp = json.loads((checkout / ".venv" / "bolo.stamp").read_text())

    stamp["maker"]["python"] = "3.11.0 of long ago"
    (checkout / ".venv" / "bolo.stamp").write_text(json.dumps(stamp))

    assert not bootstrap.satisfied("run")
    assert not bootstrap.usable()


def test_a_torn_stamp_is_no_stamp(checkout: Path) -> None:
    bootstrap = _finish(checkout, "run")

    (checkout / ".venv" / "bolo.stamp").write_text('{"maker"')

    assert not bootstrap.satisfied("run")


def test_uv_is_installed_by_the_hashes_of_the_lock() -> None:
    lock = (ROOT / "requirements.lock").read_text()

    lines = ours.entry(lock, "uv").splitlines()

    assert lines[0].startswith("uv==")
    assert len(lines) > 1
    assert all(line.strip().startswith("--hash=sha256:") for line in lines[1:])


@pytest.mark.parametrize("name", ["run", "test"])
def test_a_python_that_is_too_old_is_named_as_the_trouble(
    checkout: Path, tmp_path: Path, name: str
) -> None:
    old = tmp_path / "bin"
    old.mkdir()
    (old / "python3").write_text("#!/bin/sh\nexit 1\n")  # what the question of the version gets
    (old / "python3").chmod(0o755)
    for tool in ("dirname", "sh"):
        (old / tool).symlink_to(shutil.which(tool) or f"/bin/{tool}")

    done = _start(checkout / name, PATH=str(old))

    assert done.returncode == 1
    assert "needs Python 3.11 or newer" in done.stderr
    assert f"./{name}" in done.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_checkout_that_cannot_be_written_is_named_as_the_trouble(checkout: Path) -> None:
    checkout.chmod(0o555)

    done = _start(checkout / "run", BOLO_PYTHON=sys.executable)

    checkout.chmod(0o755)
    assert done.returncode == 1
    assert "cannot write to" in done.stderr


def test_the_product_starts_with_the_words_it_was_given(checkout: Path, tmp_path: Path) -> None:
    _finish(checkout, "run")
    (tmp_path / "bolo.py").write_text("import sys; print('words', *sys.argv[1:])")

    given = {"PYTHONPATH": str(tmp_path), "BOLO_PYTHON": sys.executable}
    done = _start(checkout / "run", "scan", "two words", **given)

    assert done.stdout == "words scan two words\n", done.stderr


@pytest.mark.parametrize("unwanted", ["", "1"])
def test_what_python_compiles_is_kept_and_never_where_it_is_unwanted(
    checkout: Path, tmp_path: Path, unwanted: str
) -> None:
    _finish(checkout, "run")
    (tmp_path / "bolo.py").write_text("import beside; print(beside.__cached__)")
    (tmp_path / "beside.py").write_text("")

    given = {"PYTHONPATH": str(tmp_path), "BOLO_PYTHON": sys.executable}
    done = _start(checkout / "run", PYTHONDONTWRITEBYTECODE=unwanted, **given)

    kept = Path(done.stdout.strip())
    assert kept.is_file(), done.stderr
    assert kept.is_relative_to(checkout / ".venv" if unwanted else tmp_path / "__pycache__")


def _bringing_openmp(checkout: Path) -> Path:
    """Let a wheel of the environment bring an OpenMP runtime along, and return its library."""
    folder = checkout / ".venv" / "lib" / "python3.11" / "site-packages" / "some_wheel.libs"
    folder.mkdir(parents=True)
    library = folder / "libgomp-1a2b3c4d.so.1.0.0"
    library.touch()
    return library


def test_a_machine_without_openmp_is_lent_that_of_a_wheel(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bootstrap, library = _bootstrap(checkout), _bringing_openmp(checkout)
    monkeypatch.setattr(bootstrap, "no_trees", lambda: "" if bootstrap.libraries() else "none")
    monkeypatch.setenv("LD_LIBRARY_PATH", "/opt/theirs")

    bootstrap.lend_openmp()

    lent = checkout / ".venv" / "lent"
    assert (lent / "libgomp.so.1").resolve() == library
    assert bootstrap.libraries() == {"LD_LIBRARY_PATH": f"{lent}:/opt/theirs"}


def test_a_machine_with_openmp_is_lent_nothing(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bootstrap, _ = _bootstrap(checkout), _bringing_openmp(checkout)
    (checkout / ".venv" / "lent").mkdir()
    monkeypatch.setattr(bootstrap, "no_trees", lambda: "")

    bootstrap.lend_openmp()

    assert bootstrap.libraries() == {}


def test_where_no_wheel_brings_openmp_it_is_said_how_to_get_it(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    bootstrap, _ = _bootstrap(checkout), _bringing_openmp(checkout)
    monkeypatch.setattr(bootstrap, "no_trees", lambda: "OSError: libgomp.so.1: cannot open")

    with pytest.raises(SystemExit):
        bootstrap.lend_openmp()

    told = capsys.readouterr().err
    assert "cannot be loaded: OSError: libgomp.so.1: cannot open. Most often" in told
    assert "apt install libgomp1" in told
    assert bootstrap.libraries() == {}


@pytest.mark.skipif(platform.machine() != "x86_64", reason="only wheels of x86-64 bring it along")
def test_the_openmp_that_is_lent_grows_trees(tmp_path: Path) -> None:
    (library,) = ours.VENV.glob("lib/python*/site-packages/*.libs/libgomp*.so*")
    (tmp_path / "libgomp.so.1").symlink_to(library)
    grow = (
        "import lightgbm, numpy; data = lightgbm.Dataset(numpy.eye(40), numpy.arange(40));"
        "print(lightgbm.train({'verbose': -1, 'num_threads': 2}, data, 1).num_trees());"
        "print(open('/proc/self/maps').read())"
    )

    told = subprocess.run(  # noqa: S603  (a program of our own)
        [sys.executable, "-I", "-c", grow],
        env={"LD_LIBRARY_PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    assert told.startswith("1\n")
    assert str(library.resolve()) in told
