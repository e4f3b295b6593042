"""What is committed works elsewhere: no hosts, no paths of one machine, locks that match, true commands."""

import ast
import re
import stat
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
LOCKS = ROOT / "bot" / "_setup"
COMMANDS = ["python3 -m bot demo", "python3 -m bot test"]
OWN_HOSTS = {"127.0.0.1", "api.telegram.org", "openapi.zalo.me", "oauth.zaloapp.com"}

PINNED = re.compile(r"^(?P<name>[a-z0-9.-]+)==(?P<version>[^ ;]+)(?: ; (?P<marker>[^\\]+?))? \\$")
HASHED = re.compile(r"^    --hash=sha256:[0-9a-f]{64}(?: \\)?$")
HOST = re.compile(r"https?://([a-z0-9][\w-]*(?:\.[\w-]+)+)")
ONE_MACHINE = re.compile(r"(?<![\w.])(?:/(?:root|work|home|Users)/\w|[A-Z]:\\Users)|\.\./shared|\.pyenv")
INDEX_OPTION = re.compile(r"--(?:extra-)?index-url|--find-links|--trusted-host|/simple\b")


def files() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    found = [ROOT / name for name in listed.stdout.split("\0") if name]
    return [path for path in found if path.is_file()]


def text_of(path: Path) -> str:
    return path.read_bytes().decode("utf-8", errors="ignore")


def pins(lock: str) -> dict[str, str]:
    """Name and marker → version, after a look at every line: pinned and hashed, and nothing else."""
    found: dict[str, str] = {}
    for line in (LOCKS / lock).read_text().splitlines():
        if pinned := PINNED.match(line):
            found[f"{pinned['name']} ; {pinned['marker'] or ''}"] = pinned["version"]
        else:
            assert HASHED.match(line), f"{lock}: neither a pin nor a hash: {line}"
    return found


def versions(lock: str) -> dict[str, str]:
    return {name.partition(" ;")[0]: version for name, version in pins(lock).items()}


def project() -> dict[str, list[str]]:
    """What pyproject.toml asks for, by the lock that must hold it."""
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras: dict[str, list[str]] = asked["optional-dependencies"]
    return {
        "requirements.lock": asked["dependencies"],
        "requirements-postgres.lock": asked["dependencies"] + extras["postgres"],
        "requirements-dev.lock": asked["dependencies"] + [wish for extra in extras.values() for wish in extra],
    }


def fenced_commands(text: str) -> list[str]:
    blocks = re.findall(r"^ *```[^\n]*\n(.*?)^ *```", text, re.MULTILINE | re.DOTALL)
    lines = (line.partition(" #")[0].strip() for block in blocks for line in block.splitlines())
    return [line for line in lines if line.startswith("python3 -m bot ")]


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-postgres.lock", "requirements-dev.lock"])
def test_every_library_asked_for_is_locked_at_a_version_that_fits(lock: str) -> None:
    locked = versions(lock)
    for wish in map(Requirement, project()[lock]):
        name = canonicalize_name(wish.name)
        assert name in locked, f"{wish.name} is not in {lock}: docs/how-to/update-dependencies.md"
        assert wish.specifier.contains(locked[name]), f"{lock} holds {wish.name} {locked[name]}, asked: {wish}"


def test_developers_run_the_same_versions_as_everybody() -> None:
    for_a_server = pins("requirements-postgres.lock").items()
    assert pins("requirements.lock").items() < for_a_server < pins("requirements-dev.lock").items()


def test_the_installer_is_locked_too() -> None:
    assert list(versions("requirements-uv.lock")) == ["uv"]


def test_no_lock_is_committed_that_records_hosts() -> None:
    recording = {"uv.lock", "poetry.lock", "pdm.lock", "Pipfile.lock", "package-lock.json"}
    assert [path.name for path in files() if path.name in recording or path.name.startswith("pylock")] == []


def test_settings_name_no_host_but_the_platforms() -> None:
    settings = [path for path in files() if path.suffix in {".lock", ".toml", ".ini", ".cfg", ".json", ".yaml", ".yml"}]
    settings += [ROOT / ".ci" / "run", *ROOT.glob(".env*")]
    foreign = {
        f"{path.relative_to(ROOT)}: {host}"
        for path in settings
        for host in HOST.findall(text_of(path))
        if host not in OWN_HOSTS
    }
    assert foreign == set()


@pytest.mark.parametrize("forbidden", [ONE_MACHINE, INDEX_OPTION], ids=["a path of one machine", "a package index"])
def test_nothing_committed_depends_on_one_machine(forbidden: re.Pattern[str]) -> None:
    this_file = Path(__file__)
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in files()
        if path != this_file
        for match in forbidden.finditer(text_of(path))
    ]
    assert found == []


def test_the_readme_begins_with_the_two_commands() -> None:
    told = fenced_commands((ROOT / "README.md").read_text("utf-8"))

    assert list(dict.fromkeys(told))[:2] == COMMANDS


def test_continuous_integration_runs_what_the_readme_says() -> None:
    script = ROOT / ".ci" / "run"
    told = subprocess.run(["bash", str(script), "commands"], capture_output=True, text=True, check=True)

    assert told.stdout.splitlines() == COMMANDS
    assert script.stat().st_mode & stat.S_IXUSR


def test_the_licence_is_the_one_declared() -> None:
    assert "MIT License" in (ROOT / "LICENSE").read_text("utf-8").splitlines()


@pytest.mark.parametrize("source", ["bot/__init__.py", "bot/__main__.py"])
def test_an_old_python_can_read_what_tells_it_that_it_is_old(source: str) -> None:
    ast.parse((ROOT / source).read_text("utf-8"), feature_version=(3, 6))


@pytest.mark.parametrize("source", ["bot/__main__.py", "bot/_setup/__init__.py"])
def test_the_set_up_needs_no_library(source: str) -> None:
    top_level = ast.parse((ROOT / source).read_text("utf-8")).body
    named = {alias.name for node in top_level if isinstance(node, ast.Import) for alias in node.names}
    named |= {node.module or "" for node in top_level if isinstance(node, ast.ImportFrom)}

    assert {name.partition(".")[0] for name in named} <= sys.stdlib_module_names


def test_nothing_is_too_heavy_to_clone() -> None:
    """A picture or a data file of a megabyte is a mistake until somebody says why."""
    assert [str(path.relative_to(ROOT)) for path in files() if path.stat().st_size > 1_000_000] == []
