"""Dumps and restores PostgreSQL by its own client programs."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from sqlalchemy import URL

from bot.storage import counters
from bot.storage.backup.file import BackupRefused

# The prefix of schemas that keep the data from before a restore.
ASIDE = "before_restore_"
# One transaction: if it is killed, the data from before are still there.
_BEGINS = """
BEGIN;
DO $restore$ BEGIN
  IF NOT pg_try_advisory_xact_lock(hashtext('hoc-vu-so restore')) THEN RAISE 'restore: at work'; END IF;
  IF to_regclass('public.lease') IS NOT NULL THEN
    IF EXISTS (SELECT FROM public.lease WHERE until > timezone('utc', now())) THEN RAISE 'restore: running'; END IF;
  END IF;
  IF EXISTS (SELECT FROM pg_tables WHERE schemaname = 'public') THEN
    IF NOT {replace} THEN RAISE 'restore: not empty'; END IF;
    ALTER SCHEMA public RENAME TO {aside};
    RAISE WARNING 'restore: moved';
    CREATE SCHEMA public;
  END IF;
END $restore$;
"""
_ENDS = """
SET search_path = public;
{leaps}
COMMIT;
"""
_WHY = {
    "restore: at work": "đang có một lần phục hồi khác · another restore is at work there",
    "restore: running": "trợ lý đang chạy trên dữ liệu này: hãy dừng trước · the bot is running on it: stop it first",
    "restore: not empty": "đã có dữ liệu; thêm --replace để dời sang bên · it has tables; --replace moves them aside",
}


def dump(url: URL, into: IO[bytes]) -> None:
    command = [_program("pg_dump"), "--no-password", "--format=custom", f"--exclude-schema={ASIDE}*"]
    # pg_dump shares the lock on the file: if only this process is killed, nobody else gets the lock yet.
    done = subprocess.run(command, env=_environment(url), stdout=into, stderr=subprocess.PIPE, check=False)  # noqa: S603 found on PATH
    if done.returncode:
        raise BackupRefused(_why(done.stderr))


@contextmanager
def script(file: Path) -> Iterator[IO[bytes]]:
    """Open a dump as SQL statements. Raises BackupRefused on leaving if it is not complete."""
    command = [_program("pg_restore"), "--no-owner", "--no-privileges", "--file=-", str(file)]
    with TemporaryFile() as errors, subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors) as reading:  # noqa: S603 found on PATH
        try:
            yield _pipe(reading.stdout)
        except BaseException:
            reading.kill()
            raise
        if reading.wait():
            raise BackupRefused(_why(_all_of(errors)))


def restore(url: URL, file: Path, *, replace: bool, aside: str) -> bool:
    """Restore in one transaction; return whether old data were moved to the schema `aside`. Raises BackupRefused."""
    command = [_program("psql"), "--no-password", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--file=-"]
    with (
        TemporaryFile() as errors,
        subprocess.Popen(  # noqa: S603 found on PATH
            command, env=_environment(url), stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=errors
        ) as psql,
    ):
        into = _pipe(psql.stdin)
        try:
            with script(file) as statements:
                into.write(_BEGINS.format(replace=replace, aside=aside).encode())
                shutil.copyfileobj(statements, into)
            # COMMIT only once the dump is known to be complete.
            into.write(_ENDS.format(leaps=counters.leap_in_sql(aside)).encode())
            into.close()
        except BrokenPipeError:
            pass  # the reason is read from stderr below
        except BaseException:
            psql.kill()
            raise
        if psql.wait():
            raise BackupRefused(_why(_all_of(errors)))
        return b"restore: moved" in _all_of(errors)


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise BackupRefused(
            f"{name}: chưa có trên máy này · not on this machine; Debian, Ubuntu: sudo apt install postgresql-client"
        )
    return found


def _environment(url: URL) -> dict[str, str]:
    """Pass the address in variables of libpq: other users could read a password in the arguments."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    given = {
        "PGHOST": url.host or _first(url, "host"),
        "PGPORT": url.port,
        "PGUSER": url.username,
        "PGPASSWORD": url.password,
        "PGDATABASE": url.database,
        "PGSSLMODE": _first(url, "ssl") or _first(url, "sslmode"),
    }
    return own | {name: str(value) for name, value in given.items() if value}


def _first(url: URL, name: str) -> str:
    value = url.query.get(name, "")
    return value if isinstance(value, str) else value[0]


def _pipe(end: IO[bytes] | None) -> IO[bytes]:
    assert end is not None, "asked for with PIPE"  # noqa: S101
    return end


def _all_of(errors: IO[bytes]) -> bytes:
    errors.seek(0)
    return errors.read()


def _why(errors: bytes) -> str:
    lines = errors.decode(errors="replace").strip().splitlines() or ["?"]
    said = next((line for line in lines if "error" in line.lower() or "fatal" in line.lower()), lines[0])
    ours = (words for sign, words in _WHY.items() if sign in said)
    return next(ours, f"PostgreSQL: {said}")
