"""What the keys of messages and the facts of acts and assignments said stands in columns after the upgrade."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import JSON, column, delete, select, table, text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.database import Database
from bot.storage.migrate import migrate
from bot.storage.tables.courses import ClassSession
from bot.storage.tables.messaging import Act, Outbox, SeenUpdate
from bot.storage.tables.people import Address, Role
from bot.storage.tables.volunteers import Assignment

STARTS, NOW = datetime(2026, 11, 28, 12, tzinfo=UTC), datetime(2026, 11, 30)  # noqa: DTZ001 as it stands in a column
# What a message is about: kind, reminder, session, its start, notice, announcement.
SAID: dict[str, tuple[object, ...]] = {
    "reminder:1:202611281200:day_before:1": ("reminder", "day_before", 1, STARTS, None, None),
    "reminder:9:202611281200:two_hours:1": ("reminder", "two_hours", None, STARTS, None, None),
    "nobody:1:202611281200:1": ("nobody_suits", None, 1, STARTS, None, None),
    "notice:1:1": ("notice", None, None, None, 1, None),
    "announcement:1:1": ("announcement", None, None, None, None, 1),
    "announcement:1:chat:1": ("announcement", None, None, None, None, 1),
    "roll:1:1": ("open_roll", None, 1, None, None, None),
    "roll-noon:1:1": ("open_roll_at_noon", None, 1, None, None, None),
    "practised:1:1": ("can_do_it_alone", None, 2, None, None, None),
}
OTHERS = (
    "weekly:1:2026-11-16:1",
    "weekly:1:2026-11-23:1:do",
    "digest:2:2026-11-16",
    "call:1:1",
    "call:1:1:0123456789abcdef",
    "chat:1:week:2026-11-16",
    "chat:1:act:1",
)


def _rows() -> dict[str, list[dict[str, Any]]]:
    by = {"by_id": 1, "at": NOW}
    place = {"name": "A", "folded": "a"}
    role = {"person_id": 1, "kind": "leader", "status": "active", "requested_at": NOW, "group_id": None, "alone": False}
    course = {"code": "A", "topic": "T01", "group_id": 1, "venue_id": 1, "created_by_id": 1, "created_at": NOW}
    session = {"course_id": 1, "venue_id": 1, "status": "held", "seats": 2, "seats_taken": 0}
    asked = {"shift_id": 1, "status": "offered", "offered_at": NOW}
    address = {"channel": "web", "last_used_at": NOW}
    mark = {"session_id": 2, "person_id": 1, "mark": "present", "walk_in": False, "marked_by_id": 1, "marked_at": NOW}
    message = {"address_id": 1, "person_id": 1, "lane": "b_reminder", "message": "{}", "status": "sent", "attempts": 0}
    message |= {"put_at": NOW, "due_at": NOW, "expires_at": NOW}
    starts = STARTS.replace(tzinfo=None)
    return {
        "ward": [{"code": "1", "kind": "p", "short_name": "A", "active": True, **place}],
        "residential_group": [{"ward_code": "1", "kind": "kp", "active": True, **place}],
        "venue": [{"group_id": 1, **place}],
        "organisation": [{"kind": "union", "name": "A", "active": True}],
        "person": [{"language": "vi", "told_via": "self", "created_at": NOW}] * 2,
        "address": [
            {"person_id": 1, "external_id": "an", **address},
            {"person_id": 2, "external_id": "erased-2", **address},
        ],
        "role": [role | {"group_id": 1}, role | {"kind": "coordinator"}, role],
        "course": [course | {"seats": 2, "enrolled": 0}],
        "class_session": [session | {"starts_at": at} for at in (starts, starts.replace(day=26))],
        "attendance": [mark],
        "notice": [{"session_id": 2, "kind": "moved", **by}],
        "announcement": [{"segment": "everybody", "due_at": NOW, "upto": 0, "unreached": 0, **by}],
        "act": [{"kind": "move", "facts": '{"session": 1}', **by}],
        "shift": [{"session_id": 2, "needed": 1, "filled": 0}],
        "assignment": [
            {"person_id": 1, "reason": '{"organisation": 1}', **asked},
            {"person_id": 2, "reason": '{"free": true}', **asked},
        ],
        "seen_update": [{"channel": "web", "event_id": event, "at": NOW} for event in ("unread:7", "8")],
        "outbox": [{"key": key, **message} for key in (*SAID, *OTHERS)],
    }


async def _fill(database: Database) -> None:
    async with database.engine.begin() as connection:
        for name, rows in _rows().items():
            for row in rows:
                names, values = ", ".join(row), ", ".join(f":{one}" for one in row)
                await connection.execute(text(f"INSERT INTO {name} ({names}) VALUES ({values})"), row)  # noqa: S608 ours


async def test_what_stood_in_strings_stands_in_columns(database_url: str) -> None:
    database = Database(database_url)
    await migrate(database, "0027")
    await _fill(database)

    await migrate(database)
    async with database.begin() as db:
        await _is_about(db)
        await _was_told(db)
        # A session that goes with its course takes nothing of what was said with it.
        await db.execute(delete(ClassSession).where(ClassSession.id == 1))
        assert (await db.scalars(select(Outbox.id).where(Outbox.session_id == 1))).all() == []

    await migrate(database, "0027")
    async with database.engine.begin() as connection:
        reason = column("reason", JSON)
        back = await connection.scalars(select(reason).select_from(table("assignment")).order_by(column("id")))
        assert back.all() == [{"organisation": 1}, {"free": True}]
    await database.close()


async def _is_about(db: AsyncSession) -> None:
    about = (Outbox.kind, Outbox.reminder, Outbox.session_id, Outbox.session_starts_at)
    rows = await db.execute(select(Outbox.key, *about, Outbox.notice_id, Outbox.announcement_id))
    kept = {key: tuple(of) for key, *of in rows}
    assert kept == SAID | dict.fromkeys((*OTHERS[:4], None, *OTHERS[5:]), (None,) * 6), "nor a number's mark"
    sent = await db.execute(select(Assignment.organisation_id, Assignment.reason).order_by(Assignment.id))
    assert [tuple(row) for row in sent] == [(1, {}), (None, {"free": True})]


async def _was_told(db: AsyncSession) -> None:
    weeks = (await db.scalars(select(Role.week_told).order_by(Role.id))).all()
    assert weeks == [date(2026, 11, 23), date(2026, 11, 16), None]
    assert (await db.scalars(select(Act.facts))).all() == [{"session": 1, "post": len(SAID) + len(OTHERS)}]
    assert (await db.scalars(select(Address.id).where(Address.forgotten_at.is_not(None)))).all() == [2]
    assert (await db.scalars(select(SeenUpdate.event_id).where(SeenUpdate.unread))).all() == ["unread:7"]
