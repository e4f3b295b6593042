"""Everything about one person, to take along: a page to read, and the same as JSON for other programs."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat import labels
from bot.chat.chat import reader_of
from bot.documents.drawing import FileFormat, draw
from bot.domain.enrolment import SeatStatus
from bot.i18n import Reader, Text, _
from bot.i18n.when import report_when
from bot.services.messaging import attachments
from bot.services.people import consent
from bot.services.privacy import my_data
from bot.storage import session_queries
from bot.storage.base import Base
from bot.storage.tables.coaching import Appointment, CoachingRequest, FamilyLesson, StandBy
from bot.storage.tables.courses import Acknowledgement, Attendance, ClassSession, Course, Enrolment, Seat
from bot.storage.tables.files import StoredFile
from bot.storage.tables.ladder import StepSaid
from bot.storage.tables.messaging import Act, Call, Conversation, Outbox, Reminder
from bot.storage.tables.people import Address, Consent, Person, Role
from bot.storage.tables.safety import DayCode, Incident
from bot.storage.tables.volunteers import Assignment, Availability, Coach, Pairing, Volunteer

# A person's own rows, by the columns that name them. What they did with others' data is not theirs to take.
OWN: Mapping[type[Base], Sequence[str]] = {
    Person: ("id",),
    Address: ("person_id",),
    Role: ("person_id",),
    Consent: ("person_id",),
    Enrolment: ("person_id",),
    Seat: ("person_id",),
    Attendance: ("person_id",),
    Acknowledgement: ("person_id",),
    StepSaid: ("person_id",),
    CoachingRequest: ("resident_id",),
    Appointment: ("resident_id", "volunteer_id", "companion_id"),
    Pairing: ("resident_id", "volunteer_id"),
    Volunteer: ("person_id",),
    Coach: ("person_id",),
    StandBy: ("person_id",),
    Availability: ("person_id",),
    FamilyLesson: ("teacher_id", "learner_id"),
    Assignment: ("person_id",),
    Call: ("person_id",),
    Act: ("by_id",),
    Incident: ("by_id",),
    DayCode: ("person_id",),
    Outbox: ("person_id",),
    Reminder: ("person_id",),
}
# Their own by the address.
OWN_BY_ADDRESS: Sequence[type[Base]] = (Conversation,)

# Long enough to arrive, and no longer.
_LIVES = timedelta(days=1)
_SEATS = {
    SeatStatus.HELD: _("seat kept"),
    SeatStatus.OFFERED: _("seat offered"),
    SeatStatus.EXCUSED: _("excused"),
    SeatStatus.DECLINED: _("not taken"),
    SeatStatus.EXPIRED: _("not taken"),
    SeatStatus.RELEASED: _("given up"),
}


@dataclass(frozen=True)
class Files:
    page: StoredFile
    json: StoredFile


async def files_for(db: AsyncSession, person: Person) -> Files:
    content = json.dumps(await everything(db, person), ensure_ascii=False, indent=2).encode()
    drawn = await asyncio.to_thread(draw, "my_data", await _page(db, person), FileFormat.PDF)
    return Files(
        await attachments.keep(db, "du-lieu-cua-toi.pdf", drawn, _LIVES),
        await attachments.keep(db, "du-lieu-cua-toi.json", content, _LIVES),
    )


async def everything(db: AsyncSession, person: Person) -> dict[str, Any]:
    tables: dict[type[Base], ColumnElement[bool]] = {
        table: or_(*(table.__table__.c[name] == person.id for name in names)) for table, names in OWN.items()
    }
    accounts = select(Address.id).where(Address.person_id == person.id)
    tables |= {table: table.__table__.c["address_id"].in_(accounts) for table in OWN_BY_ADDRESS}
    seats = select(Seat.session_id).where(Seat.person_id == person.id)
    tables[ClassSession] = ClassSession.id.in_(
        seats.union(select(Attendance.session_id).where(Attendance.person_id == person.id))
    )
    tables[Course] = Course.id.in_(select(Enrolment.course_id).where(Enrolment.person_id == person.id))
    rows = {table.__tablename__: await _rows(db, table, mine) for table, mine in tables.items()}
    return {"made_at": clock.now().isoformat(), "person_id": person.id, "tables": rows}


async def _rows(db: AsyncSession, table: type[Base], mine: ColumnElement[bool]) -> list[dict[str, Any]]:
    columns = table.__table__.c
    found = await db.execute(select(table.__table__).where(mine).order_by(*table.__table__.primary_key))
    return [{column.name: _plain(value) for column, value in zip(columns, row, strict=True)} for row in found]


def _plain(value: Any) -> Any:  # noqa: ANN401 any column's value
    if isinstance(value, frozenset):
        return sorted(value)
    return value.isoformat() if isinstance(value, date | datetime) else value


async def _page(db: AsyncSession, person: Person) -> dict[str, object]:
    reader = reader_of(person)
    about = [*(await my_data.kept(db, person)).for_(reader).splitlines()]
    parts: list[tuple[Text, Sequence[Sequence[str]]]] = [
        (_("What you agreed to"), await _consents(db, person, reader)),
        (_("Classes"), await _sessions(db, person, reader)),
        (_("Messages I have written to you"), await _messages(db, person)),
    ]
    return {
        "language": reader.language,
        "title": _("My data").for_(reader),
        "made": _("Made at {at}", at=report_when(clock.now(), reader.language)).for_(reader),
        "about": [line.split(" ", 1)[-1] for line in about],
        "parts": [{"head": head.for_(reader), "rows": [list(row) for row in rows]} for head, rows in parts],
        "none": _("nothing").for_(reader),
        "note": _("The words of messages are kept 7 days. The file beside this page has every detail.").for_(reader),
    }


async def _consents(db: AsyncSession, person: Person, reader: Reader) -> list[list[str]]:
    rows = await db.scalars(select(Consent).where(Consent.person_id == person.id).order_by(Consent.id))
    return [
        [
            report_when(said.at, reader.language),
            my_data.PURPOSES[said.purpose].for_(reader),
            _said(said).for_(reader),
        ]
        for said in rows
    ]


def _said(said: Consent) -> Text:
    answer = _("yes") if said.given else _("no")
    if said.given and not consent.stands(said):
        answer = _("yes, taken back later")
    channel = labels.platform(said.channel)
    return _("{answer} (text of {version}, {channel})", answer=answer, version=said.text_version, channel=channel)


async def _sessions(db: AsyncSession, person: Person, reader: Reader) -> list[list[str]]:
    seats = {row.session_id: row for row in await db.scalars(select(Seat).where(Seat.person_id == person.id))}
    marks = {
        row.session_id: row for row in await db.scalars(select(Attendance).where(Attendance.person_id == person.id))
    }
    met = await session_queries.found(db, session_queries.all_details().where(ClassSession.id.in_({*seats, *marks})))
    return [
        [
            report_when(details.session.starts_at, reader.language),
            labels.topic(details.topic).for_(reader),
            (
                labels.MARKS[marks[details.session.id].mark]
                if details.session.id in marks
                else _SEATS[seats[details.session.id].status]
            ).for_(reader),
        ]
        for details in met
    ]


async def _messages(db: AsyncSession, person: Person) -> list[list[str]]:
    language = person.language
    rows = await db.scalars(select(Outbox).where(Outbox.person_id == person.id).order_by(Outbox.id))
    return [[report_when(row.put_at, language), row.message["text"], ""] for row in rows if row.message["text"]]
