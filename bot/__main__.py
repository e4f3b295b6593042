"""`python3 -m bot …`: a checkout prepares its `.venv` and continues in it; then the command line runs."""

import os
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

if sys.version_info < (3, 11):
    sys.exit(f"✗ Cần Python 3.11 trở lên · Python 3.11 or newer is needed, this is {sys.version.split()[0]}.")

ROOT = Path(__file__).resolve().parent.parent
FOR_DEVELOPERS = (["bench"], ["check"], ["test"])


def main() -> None:
    if is_checkout() and os.environ.get("BOT_NO_SETUP") != "1":
        from bot import _setup

        _setup.prepare(for_developers=sys.argv[1:2] in FOR_DEVELOPERS)
        if not _setup.is_inside():
            go_on_with(_setup.PYTHON)
    if sys.argv[1:2] == ["match"]:
        from bot.match.command import main as obey
    else:
        from bot.cli import main as obey
    obey()


def is_checkout() -> bool:
    return (ROOT / "pyproject.toml").exists() and (ROOT / "bot" / "_setup").exists()


def go_on_with(python: Path) -> NoReturn:
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    os.environ.setdefault("PYTHONUTF8", "1")  # Windows would mangle Vietnamese otherwise
    command = [str(python), "-m", "bot", *sys.argv[1:]]
    if os.name == "nt":
        sys.exit(subprocess.call(command))
    os.execv(python, command)  # the same process: a signal sent to it reaches the bot


if __name__ == "__main__":
    main()
