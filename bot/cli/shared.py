"""What every command does with settings and with errors that the operator can mend."""

import asyncio
import gc
import sys
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import TypeVar

from bot import config
from bot.errors import OperatorError

_Result = TypeVar("_Result")


def outcome_of(work: Coroutine[None, None, _Result]) -> _Result:
    """Return what it returns; errors that the operator can mend are printed in one line, without a traceback."""
    from bot.storage.passing import Unavailable

    try:
        return asyncio.run(work)
    except OperatorError as reason:
        sys.exit(f"✗ {reason}")
    except Unavailable as reason:
        sys.exit(f"✗ BOT_DATABASE_URL: {reason}")
    except ModuleNotFoundError as missing:
        if missing.name != "asyncpg":
            raise
        sys.exit("✗ BOT_DATABASE_URL: PostgreSQL needs one library more: .venv/bin/pip install asyncpg")
    except KeyboardInterrupt:
        sys.exit(0)


@contextmanager
def loading() -> Iterator[None]:
    """Load what stays as long as the process: looked through for garbage, it would cost a sixth of the start."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def settings() -> config.Settings:
    try:
        return config.settings()
    except config.WrongSetting as wrong:
        sys.exit(f"✗ {wrong}")
