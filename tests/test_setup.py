"""`python3 -m bot` makes its own environment: once, again after an accident, and never twice at a time."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot import _setup

ROOT = Path(__file__).parent.parent
SETTING_UP = "Making a private environment"
OUTSIDE = {
    name: value
    for name, value in os.environ.items()
    if name not in {"BOT_NO_SETUP", "PYTHONPATH", "VIRTUAL_ENV"} and not name.startswith("PIP_")
}


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The set-up itself with a bot that needs no library, so that nothing is fetched."""
    (tmp_path / "bot" / "_setup").mkdir(parents=True)
    (tmp_path / "pyproject.toml").touch()
    for name in ("__init__.py", "__main__.py", "_setup/__init__.py"):
        shutil.copy(ROOT / "bot" / name, tmp_path / "bot" / name)
    for name in (*_setup.WHOLE, "requirements-uv.lock"):
        (tmp_path / "bot" / "_setup" / name).touch()
    (tmp_path / "bot" / "cli.py").write_text("import sys\ndef main(): print(sys.prefix, sys.argv[1:])\n")
    return tmp_path


def begin(checkout: Path, *arguments: str, python: str = sys.executable) -> subprocess.Popen[str]:
    command = [python, "-m", "bot", *arguments]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=checkout, env=OUTSIDE, stdout=pipe, stderr=pipe, text=True)


def start(checkout: Path, *arguments: str) -> tuple[str, str]:
    begun = begin(checkout, *arguments)
    said, told = begun.communicate(timeout=120)
    assert begun.returncode == 0, told
    return said, told


def arrived(checkout: Path, *arguments: str) -> str:
    return f"{checkout / '.venv'} {list(arguments)}\n"


@pytest.mark.lane
def test_it_sets_up_once_and_again_only_for_what_has_changed(checkout: Path) -> None:
    said, told = start(checkout, "demo", "--port", "1")
    assert said == arrived(checkout, "demo", "--port", "1")
    assert SETTING_UP in told

    assert start(checkout, "run") == (arrived(checkout, "run"), "")

    (checkout / ".venv" / "mine").touch()
    (checkout / "bot" / "_setup" / "requirements.lock").write_text("\n")
    assert SETTING_UP in start(checkout, "run")[1]
    assert (checkout / ".venv" / "mine").exists()

    # a library without a hash is refused, which shows who reads which lock
    (checkout / "bot" / "_setup" / "requirements-dev.lock").write_text("./nothing\n")
    assert start(checkout, "run") == (arrived(checkout, "run"), "")
    refused = begin(checkout, "test")
    said, told = refused.communicate(timeout=120)
    assert (refused.returncode, said) == (1, "")
    assert "run this command again" in told.splitlines()[-1]


@pytest.mark.lane
def test_the_driver_of_postgresql_comes_when_it_is_asked_for(checkout: Path) -> None:
    start(checkout, "run")
    (checkout / "bot" / "_setup" / _setup.SERVER).write_text("./nothing\n")  # without a hash it is refused
    assert start(checkout, "run") == (arrived(checkout, "run"), "")
    (checkout / ".env").write_text('BOT_DATABASE_URL="postgresql+asyncpg://localhost/bot"\n')
    begun = begin(checkout, "run")
    _said, told = begun.communicate(timeout=120)
    assert begun.returncode == 1
    assert "run this command again" in told.splitlines()[-1]


@pytest.mark.lane
def test_an_interrupted_set_up_is_made_anew_once_by_two_starts(checkout: Path) -> None:
    half_made = checkout / ".venv"
    (half_made / "bin").mkdir(parents=True)
    (half_made / "bin" / "python").symlink_to(sys.executable)
    (half_made / "half-written").touch()
    (half_made / ".stamp").write_text("unfinished")

    both = [begin(checkout, name) for name in ("demo", "run")]
    talk = [start.communicate(timeout=120) for start in both]

    assert [said for said, _ in talk] == [arrived(checkout, "demo"), arrived(checkout, "run")]
    assert sum(SETTING_UP in told for _, told in talk) == 1
    assert not (half_made / "half-written").exists()


def test_a_python_without_venv_is_told_which_package_to_install(checkout: Path) -> None:
    bare = "import runpy, sys; sys.modules['ensurepip'] = None; runpy.run_module('bot', run_name='__main__')"
    refused = subprocess.run(
        [sys.executable, "-c", bare], cwd=checkout, env=OUTSIDE, capture_output=True, text=True, check=False
    )

    assert refused.returncode == 1
    assert refused.stderr == (
        "✗ Python này thiếu · This Python lacks: ensurepip. "
        f"Debian, Ubuntu: sudo apt install python{sys.version_info[0]}.{sys.version_info[1]}-venv\n"
    )
