"""The database, read only: can it be opened, by which key, are its tables ours, who works with it."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from sqlalchemy import Connection, NullPool, create_engine, inspect, text
from sqlalchemy.exc import DatabaseError

from bot import clock
from bot.config import Settings
from bot.errors import AssistantError
from bot.operation import backups
from bot.operation.doctor.finding import Finding, note, sick, well
from bot.operation.doctor.machine import file_of
from bot.storage import keys
from bot.storage.backup import sqlite
from bot.storage.base import Utc
from bot.storage.database import Database
from bot.storage.encryption import WrongKey
from bot.storage.passing import Unavailable, why
from bot.storage.revision import newest_revision, revision_of, why_not

_Result = TypeVar("_Result")
_PAGE = "docs/how-to/when-something-is-wrong.md"


@dataclass(frozen=True)
class Seen:
    """`tokens` are samples of what is sealed; `is_running`: has a process renewed its lease of late?"""

    revision: str | None
    tokens: list[bytes]
    is_running: bool


class CannotBeRead(AssistantError):
    """The database cannot be opened; the message says why."""


def _see(connection: Connection) -> Seen:
    revision = revision_of(connection)
    running = False
    if inspect(connection).has_table("lease"):
        until = text("SELECT max(until) AS until FROM lease").columns(until=Utc)
        last = connection.execute(until).scalar()
        running = last is not None and last > clock.now()
    return Seen(revision, keys.samples(connection), running)


async def seen(settings: Settings) -> Seen | None:
    """Look without writing; None if there is no database yet. Raises CannotBeRead."""
    file = file_of(settings)
    if file is None:
        return await _on_server(settings, _see)
    if not file.exists():
        return None
    return await asyncio.to_thread(_in_file, settings, _see)


def _in_file(settings: Settings, read: Callable[[Connection], _Result]) -> _Result:
    file = file_of(settings)
    assert file is not None  # noqa: S101 asked before
    engine = create_engine("sqlite://", creator=partial(sqlite.reading, file), poolclass=NullPool)
    try:
        with engine.connect() as connection:
            return read(connection)
    except DatabaseError as error:
        raise CannotBeRead(why(error)) from None


async def _on_server(settings: Settings, read: Callable[[Connection], _Result]) -> _Result:
    database = Database(settings.database_url)
    try:
        async with database.read() as db:
            return await (await db.connection()).run_sync(read)
    except Unavailable as error:
        raise CannotBeRead(str(error)) from None
    finally:
        await database.close()


def findings(settings: Settings, found: Seen | None) -> Iterator[Finding]:
    if found is None and (newest := backups.newest(settings.backup_folder)) is not None:
        yield sick(
            "cơ sở dữ liệu · database",
            f"{file_of(settings)}: không có ở đó, mà có bản lưu của nó · is not there, and there are backups of it",
            f"đưa tệp về chỗ cũ, hoặc sửa BOT_DATABASE_URL, rồi mới chạy trợ lý · put it back, or mend"
            f" BOT_DATABASE_URL, and start the bot only then; if it is lost: python3 -m bot restore {newest.file}"
            f" --into {file_of(settings)}",
        )
    elif found is None:
        yield note(
            "cơ sở dữ liệu · database",
            "chưa có · there is none yet",
            "python3 -m bot run tạo ra · makes it (nếu đã từng có · if there was one: BOT_DATABASE_URL)",
        )
    else:
        running = "trợ lý đang chạy · the bot is running" if found.is_running else "trợ lý không chạy · it is stopped"
        yield well("cơ sở dữ liệu · database", f"mở được · opens; {running}")
        yield _tables(found)
    yield _key(settings, found)


def cannot_be_read(settings: Settings, error: CannotBeRead) -> Iterator[Finding]:
    yield sick(
        "cơ sở dữ liệu · database",
        str(error),
        f"đừng xóa gì; tệp hỏng thì phục hồi bản lưu · delete nothing; if it is damaged restore a backup ({_PAGE})",
    )
    yield _key(settings, None)


def _tables(found: Seen) -> Finding:
    check = "bảng · tables"
    if found.revision == newest_revision():
        return well(check, f"mới nhất · newest ({found.revision})")
    if found.revision is None or (unknown := why_not(found.revision)) is None:
        return note(
            check,
            f"cũ · of an earlier version ({found.revision})",
            "lần chạy tới tự nâng · the next start brings them up to date",
        )
    return sick(check, unknown, "git pull, rồi chạy lại · and start again")


def _key(settings: Settings, found: Seen | None) -> Finding:
    check = "khóa · key"
    try:
        if found is not None and found.tokens:
            keys.opening(found.tokens, settings)
            return well(check, "mở được dữ liệu · opens what is sealed")
        if keys.known(settings):
            return well(check, "có · is there")
    except WrongKey as wrong:
        return sick(
            check,
            str(wrong),
            f"chép lại tệp khóa từ chỗ cất riêng · put the key file back from where you keep it ({_PAGE})",
        )
    return note(check, "chưa có · there is none yet", "lần chạy đầu tạo ra · the first start makes it")
