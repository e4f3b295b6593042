"""Commands for whoever changes the code."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from bot import checks

_CHECKOUT = Path(__file__).resolve().parents[2]
_WHOLE = {"--quick", "--lanes", "--write-transcripts"}


def check() -> None:
    """Kiểm tra trước khi commit · Layout, lint, types, imports, and the tests of the rules and of what has changed."""
    sys.exit(1 if checks.check(_CHECKOUT) else 0)


def test(context: typer.Context) -> None:
    """Chạy toàn bộ kiểm thử · Run the whole suite on all cores.

    --quick: nhanh · no kills, browsers and PostgreSQL. --lanes: chỉ những việc lâu · only what takes minutes.
    --write-transcripts: ghi lại các cuộc trò chuyện · keep them as they are told now. Other arguments go to pytest.
    """
    # One more than cores: some tests wait for a browser or a killed process.
    at_once = ["-n", str((os.cpu_count() or 1) + 1), "--dist", "worksteal"]
    wanted = [*context.args, *(at_once if _WHOLE.issuperset(context.args) else ())]
    sys.exit(subprocess.call([sys.executable, "-m", "pytest", *wanted], cwd=_CHECKOUT))  # noqa: S603 the developer's own words


def bench(
    context: typer.Context, name: Annotated[str, typer.Argument(help="A file of bench/ without .py, such as turns.")]
) -> None:
    """Đo hiệu năng · Run a benchmark."""
    script = _CHECKOUT / "bench" / f"{name}.py"
    if not script.is_file():
        known = ", ".join(sorted(path.stem for path in script.parent.glob("[a-z]*.py")))
        sys.exit(f"There is no benchmark «{name}». There are: {known}.")
    environment = os.environ | {"PYTHONPATH": str(_CHECKOUT)}
    sys.exit(subprocess.call([sys.executable, str(script), *context.args], cwd=_CHECKOUT, env=environment))  # noqa: S603 a file of ours


def messages() -> None:
    """Cập nhật các tệp dịch · Bring the catalogues up to date with the code."""
    from bot.i18n import extract

    missing = extract.update()
    for message in missing:
        typer.echo(f"chưa dịch · untranslated: {message}")
    sys.exit(1 if missing else 0)
