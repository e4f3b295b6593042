"""The rules of the code, held by the tools that know them: what they complain of is the failure's text."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

CHECKS = {
    "imports point down": [
        "-c",
        "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))",
    ],
    "ruff finds nothing": ["-m", "ruff", "check", "--no-cache", "--output-format", "concise"],
    "ruff would lay it out the same": ["-m", "ruff", "format", "--check", "--no-cache"],
    "types hold": ["-m", "mypy", "--strict", "--pretty"],
}


@pytest.mark.parametrize("check", CHECKS)
def test_the_code_keeps_its_rules(check: str) -> None:
    done = subprocess.run([sys.executable, *CHECKS[check]], cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, f"{check}:\n{done.stdout}{done.stderr}"
