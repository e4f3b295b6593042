"""What earlier versions left becomes what this one makes, and nothing in it is lost."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.util import load_python_file
from pydantic import SecretStr
from sqlalchemy import URL, Connection, inspect, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.config import Settings
from bot.storage.backup import restoring
from bot.storage.database import Database
from bot.storage.migrate import UnknownRevision, migrate
from bot.storage.revision import BASELINE, BRIDGED, is_newest, scripts
from bot.storage.tables import Base
from bot.storage.tables.files import StoredFile
from bot.storage.tables.messaging import Act, Outbox, Question, SeenUpdate
from bot.storage.tables.people import Address, Person, Role, has_number
from bot.storage.tables.volunteers import Assignment
from tests.blank import make_tables
from tests.storage import earlier
from tests.storage.schema import described

_Rows = dict[str, list[dict[str, Any]]]

# What the columns of before the baseline are called now.
RENAMED = {
    "folded": "search_name",
    "called": "given_name",
    "phone_mark": "phone_index",
    "lane": "priority",
    "next_wave_at": "next_reminder_at",
}
GONE = {"former_name"}  # nothing ever wrote or read it
STARTS = datetime(2026, 11, 28, 12, tzinfo=UTC)
# What a message is about: kind, reminder, session, its start, notice, announcement.
SAID: dict[str | None, tuple[object, ...]] = {
    "reminder:3:202611281200:day_before:6": ("reminder", "day_before", 3, STARTS, None, None),
    "reminder:999:202611281200:two_hours:6": ("reminder", "two_hours", None, STARTS, None, None),
    "nobody:3:202611281200:6": ("nobody_suits", None, 3, STARTS, None, None),
    "notice:1:6": ("notice", None, None, None, 1, None),
    "announcement:1:6": ("announcement", None, None, None, None, 1),
    "announcement:1:chat:6": ("announcement", None, None, None, None, 1),
    "roll:3:6": ("open_roll", None, 3, None, None, None),
    "roll-noon:3:6": ("open_roll_at_noon", None, 3, None, None, None),
    "practised:2:6": ("can_do_it_alone", None, 3, None, None, None),
}
MARK = b"call:3:6:0123456789abcdef"  # of a telephone number, in the key of a message
SAYS_NOTHING = (
    "outbox key",
    "weekly:3:2026-11-16:6",
    "weekly:3:2026-11-23:6:do",
    "digest:5:2026-11-16",
    "call:3:6",
    None,  # of which the mark was
    "chat:6:week:2026-11-16",
    "chat:6:act:4",
)


@pytest.fixture(params=earlier.REVISIONS)
def revision(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
async def old(database_url: str, revision: str) -> AsyncIterator[Database]:
    database = await earlier.left_at(revision, database_url)
    yield database
    await database.close()


async def test_its_tables_become_those_of_the_models(old: Database) -> None:
    await migrate(old)
    assert await is_newest(old)
    async with old.engine.begin() as connection:
        migrated = await connection.run_sync(described)
    await migrate(old, "base")
    async with old.engine.begin() as connection:
        await connection.run_sync(make_tables)
        assert migrated == await connection.run_sync(described)


async def test_the_baseline_makes_what_the_revisions_before_it_made(database_url: str) -> None:
    database = await earlier.left_at(earlier.LAST, database_url)
    async with database.engine.begin() as connection:
        made_by_them = await connection.run_sync(described)
    await migrate(database, BASELINE)
    await migrate(database, "base")
    await migrate(database, BASELINE)
    async with database.engine.begin() as connection:
        made = await connection.run_sync(described)
    await database.close()
    gone = {part for part in made_by_them["residential_group"] if part.startswith("former_name ")}
    assert len(gone) == 1
    assert made == made_by_them | {"residential_group": made_by_them["residential_group"] - gone}


async def test_one_that_was_left_between_them_is_led_on(database_url: str) -> None:
    bridge = load_python_file(str(scripts()), f"from_{earlier.FIRST_BASELINE}.py")
    assert {earlier.OLDEST, *bridge.STEPS} == BRIDGED
    (_first, step), (left_at, _next), *_others = bridge.STEPS.items()
    database = await earlier.left_at(earlier.FIRST_BASELINE, database_url)
    async with database.engine.begin() as connection:
        await connection.run_sync(_done, step)
        await connection.execute(text("UPDATE alembic_version SET version_num = :at"), {"at": left_at})
    await migrate(database)
    assert await is_newest(database)
    await database.close()


def _done(connection: Connection, step: Callable[[], None]) -> None:
    with Operations.context(MigrationContext.configure(connection)):
        step()


async def test_nothing_in_it_is_lost(old: Database, revision: str, tmp_path: Path) -> None:
    assert bool(_files_with(MARK, tmp_path)) == (old.embedded and revision == earlier.OLDEST)
    before = await _rows_of_before(old)
    assert all(before.values()), "there is nothing in one of its tables"
    await old.close()  # statements prepared for the columns of before
    await migrate(old)
    after = await _rows(old)
    added = "added_bot", "begun_job", "calendar_feed", "family_lesson", "proposal", "pupil_count", "setting", "slip"
    before |= {table: [] for table in added}  # there were none
    if revision != earlier.LAST:
        before |= {"kept_update": [], "bot_month": [], "sending_stop": [], "viewing": []}  # there were none
        # Of the reminder and the question that were sent before they had a table.
        before["reminder"] = [{}, {}] if revision == earlier.OLDEST else []
    assert {table: len(rows) for table, rows in after.items()} == {table: len(rows) for table, rows in before.items()}
    async with old.begin() as db:
        for mapper in Base.registry.mappers:
            assert len((await db.scalars(select(mapper.class_))).all()) == len(before[str(mapper.local_table)])
        await _is_readable(db)
        if revision == earlier.OLDEST:
            await _stands_in_columns(db)
        await _counts_on(db)
    said_elsewhere = {("outbox", "key"), ("act", "facts"), ("assignment", "reason")}
    assert _changed(before, after) == (said_elsewhere if revision == earlier.OLDEST else set())
    assert not _files_with(MARK, tmp_path), "what was taken out can still be read"
    with pytest.raises(IntegrityError):
        async with old.engine.begin() as connection:
            await connection.execute(text("UPDATE outbox SET address_id = 99"))


def _files_with(words: bytes, folder: Path) -> list[Path]:
    return [file for file in folder.iterdir() if words in file.read_bytes()]


async def _rows_of_before(old: Database) -> _Rows:
    async with old.engine.begin() as connection:
        await connection.execute(text("UPDATE person SET audience = 'public_employee' WHERE id = 4"))
    before = await _rows(old)
    for row in before["person"]:
        was = row.pop("audience")
        row["audiences"] = f" {was} " if was else ""
    return before


async def _rows(database: Database) -> _Rows:
    """As they stand there."""
    async with database.engine.begin() as connection:
        return await connection.run_sync(_all_rows)


def _all_rows(connection: Connection) -> _Rows:
    there, found = inspect(connection), {}
    ours = (table for table in there.get_table_names() if not table.startswith("pgqueuer"))
    for table in set(ours) - {"alembic_version"}:
        key = ", ".join(there.get_pk_constraint(table)["constrained_columns"])
        rows = connection.execute(text(f'SELECT * FROM "{table}" ORDER BY {key}'))  # noqa: S608 our own names
        found[table] = [dict(row) for row in rows.mappings()]
    return found


def _changed(before: _Rows, after: _Rows) -> set[tuple[str, str]]:
    """The columns in which a row says something else than before."""
    return {
        (table, column)
        for table, rows in before.items()
        for row, now in zip(rows, after[table], strict=True)
        for column, value in row.items()
        if column not in GONE and now[RENAMED.get(column, column)] != value
    }


async def _is_readable(db: AsyncSession) -> None:
    assert (await db.get_one(Person, 1)).name == "Trần Thị Lan"
    man = (await db.scalars(select(Person).where(has_number("+84900000001")))).one()
    assert (man.name, man.search_name, man.given_name) == ("Bà Bùi Thị Mận", "ba bui thi man", "Mận")
    assert (await db.get_one(Outbox, 1)).message == {"text": "Dạ con chào bà Mận.", "file": 1}
    assert (await db.get_one(StoredFile, 1)).content == b"khong co gi \x00\xff"


async def _stands_in_columns(db: AsyncSession) -> None:
    """What keys and facts said before."""
    about = (Outbox.kind, Outbox.reminder, Outbox.session_id, Outbox.session_starts_at)
    messages = await db.execute(select(Outbox.key, *about, Outbox.notice_id, Outbox.announcement_id))
    assert {key: tuple(of) for key, *of in messages} == SAID | dict.fromkeys(SAYS_NOTHING, (None,) * 6)
    sent = await db.execute(select(Assignment.organisation_id, Assignment.reason).order_by(Assignment.id))
    assert [tuple(row) for row in sent] == [(1, {}), (None, {"free": True})]
    weeks = (await db.scalars(select(Role.week_told).order_by(Role.id))).all()
    assert weeks == [None, None, None, date(2026, 11, 23), date(2026, 11, 16)]
    assert (await db.get_one(Act, 4)).facts == {"session": 1, "post": 17}
    assert (await db.scalars(select(Address.id).where(Address.forgotten_at.is_not(None)))).all() == [6]
    assert (await db.scalars(select(SeenUpdate.event_id).where(SeenUpdate.unread))).all() == ["unread:7"]
    assert (await db.scalars(select(Question.nonce))).all() == [""], "what stood below a message is past"


async def _counts_on(db: AsyncSession) -> None:
    db.add(Person(created_at=clock.now()))
    await db.flush()
    assert (await db.scalars(select(Person.id).order_by(Person.id))).all() == [1, 2, 3, 4, 5, 6, 7]
    assert len({key for key in await db.scalars(select(Person.erasure_key)) if key}) == 7


async def test_a_backup_of_it_is_brought_back_with_todays_tables(revision: str, tmp_path: Path) -> None:
    backup, place = tmp_path / "backup.db", URL.create("sqlite", database=str(tmp_path / "bot.db"))
    await (await earlier.left_at(revision, f"sqlite+aiosqlite:///{backup}")).close()
    settings = Settings(keys=SecretStr(earlier.KEY), key_file=tmp_path / "key")
    await asyncio.to_thread(restoring.restore, settings, backup, place, replace=False)
    database = Database(f"sqlite+aiosqlite:///{place.database}")
    assert await is_newest(database)
    async with database.begin() as db:
        await _is_readable(db)
    await database.close()


@pytest.mark.parametrize(
    ("stands_at", "what_to_do"),
    [
        ("0001", "git checkout ed21bf4"),
        ("0026", "git checkout ed21bf4"),
        ("0029", "git checkout ed21bf4"),
        ("9999", "update the program first"),
    ],
)
async def test_tables_of_another_revision_are_left_alone(database_url: str, stands_at: str, what_to_do: str) -> None:
    database = Database(database_url)
    async with database.engine.begin() as connection:
        await connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
        await connection.execute(text("INSERT INTO alembic_version VALUES (:at)"), {"at": stands_at})
    with pytest.raises(UnknownRevision, match=what_to_do):
        await migrate(database)
    async with database.engine.begin() as connection:
        assert await connection.run_sync(lambda sync: inspect(sync).get_table_names()) == ["alembic_version"]
        assert await connection.scalar(text("SELECT version_num FROM alembic_version")) == stands_at
    await database.close()
