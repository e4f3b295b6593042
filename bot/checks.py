"""Checks before a commit: all tools at once, and the tests that the change may break."""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from time import perf_counter

_ALWAYS = ("tests/domain", "tests/i18n", "tests/test_transcripts.py")
_TOOLS = {
    "layout": ("-m", "ruff", "format", "--check"),
    "lint": ("-m", "ruff", "check", "--output-format", "concise"),
    "imports": ("-c", "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"),
    "types": ("-m", "mypy"),
}


def check(root: Path) -> int:
    began = perf_counter()
    jobs = {name: _begin(root, command) for name, command in _commands(root).items()}
    return sum([not _ends_well(name, job, began) for name, job in jobs.items()])


def _commands(root: Path) -> Mapping[str, Sequence[str]]:
    tests = sorted({*_ALWAYS, *touched(root, _changed(root))})
    # The tools are done before the tests: these then have all cores.
    return {**_TOOLS, "tests": ("-m", "pytest", "--quick", "-q", "-n", str(os.cpu_count() or 1), *tests)}


def touched(root: Path, changed: Sequence[str]) -> Iterator[str]:
    """Yield test files that are changed, import something changed, or share a name or room with it."""
    modules = {name.removesuffix(".py").replace("/", ".") for name in changed if name.endswith(".py")}
    words = {word for name in changed for word in Path(name).with_suffix("").parts[2:]}
    for file in sorted((root / "tests").rglob("test_*.py")):
        name = file.relative_to(root).as_posix()
        called = {*Path(name).parts[1:-1], file.stem.removeprefix("test_")}
        if name in changed or called & words or _imported(file) & modules:
            yield name


def _imported(file: Path) -> set[str]:
    nodes = ast.walk(ast.parse(file.read_text("utf-8")))
    whole = [node for node in nodes if isinstance(node, ast.ImportFrom)]
    return {f"{node.module}.{alias.name}" for node in whole for alias in node.names} | {
        f"{node.module}" for node in whole
    }


def _changed(root: Path) -> list[str]:
    asked = (("diff", "--name-only", "HEAD"), ("ls-files", "--others", "--exclude-standard"))
    return [
        name
        for words in asked
        for name in subprocess.run(
            ["git", *words], cwd=root, capture_output=True, text=True, check=True
        ).stdout.splitlines()
    ]


def _begin(root: Path, command: Sequence[str]) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, *command], cwd=root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def _ends_well(name: str, job: "subprocess.Popen[str]", began: float) -> bool:
    said, _nothing = job.communicate()
    print(f"{'✗' if job.returncode else '✓'} {name} ({perf_counter() - began:.0f} s)", flush=True)
    if job.returncode:
        print(said, flush=True)
    return not job.returncode
