"""Notices: everybody at a session is told of a change and confirms that they know."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat import labels
from bot.chat.say import Say, option, say
from bot.chat.told_apart import told_apart
from bot.domain.calls import NOT_REACHED, CallReason, unheard_at
from bot.domain.courses import NoticeKind
from bot.domain.enrolment import TAKES_A_PLACE
from bot.domain.messaging.kinds import MessageKind
from bot.i18n import Text, _, lines, n_
from bot.services.access import acts, permissions
from bot.services.messaging import outbox, proxy, quiet_hours
from bot.services.messaging.outbox import About, Plan
from bot.services.messaging.proxy import SharedPhone
from bot.storage import session_queries
from bot.storage.database import changed
from bot.storage.session_queries import SessionDetails
from bot.storage.tables.courses import Acknowledgement, ClassSession, Course, Notice
from bot.storage.tables.messaging import Call, Outbox, OutboxStatus
from bot.storage.tables.people import Person

ACKNOWLEDGE = acts.ActKind("acknowledge")
_LIVES_AT_LEAST = timedelta(hours=12)
_OF_INTEREST = timedelta(days=7)


@dataclass(frozen=True)
class PeopleToTell:
    """Who has to be told of a change of a session."""

    learners: Sequence[Person]
    helpers: Sequence[Person]

    @property
    def everybody(self) -> list[Person]:
        return list({person.id: person for person in (*self.learners, *self.helpers)}.values())


@dataclass(frozen=True)
class News:
    """What a notice says to learners and to helpers; `when` are the session's start times, old and new."""

    kind: NoticeKind
    to_learners: Callable[[Notice], Say]
    to_helpers: Callable[[Notice], Say]
    when: tuple[datetime, ...]


async def audience(db: AsyncSession, session_id: int) -> PeopleToTell:
    learners = await session_queries.seated(db, session_id, *TAKES_A_PLACE)
    return PeopleToTell(learners, await session_queries.helpers(db, session_id))


async def give(db: AsyncSession, by: Person, details: SessionDetails, to: PeopleToTell, news: News) -> Notice:
    """Tell everybody; put those whom no address reaches on the call list."""
    call_at = unheard_at(clock.local(quiet_hours.leaves_at(*news.when)), clock.local(min(news.when))).astimezone(UTC)
    notice = Notice(session_id=details.session.id, kind=news.kind, by_id=by.id, at=clock.now(), call_at=call_at)
    db.add(notice)
    await db.flush()
    db.add_all(Acknowledgement(notice_id=notice.id, person_id=person.id) for person in to.everybody)
    await db.flush()
    helping = {person.id for person in to.helpers}
    phones, unreached = await proxy.phones(db, [person for person in to.everybody if person.id not in helping])
    for phone in phones:
        if len(phone.people) == 1:
            await proxy.tell(db, phone.people[0], news.to_learners(notice), _plan(notice, phone.people[0], news.when))
        else:
            plan = replace(_plan(notice, phone.people[0], news.when), people=len(phone.people))
            await outbox.tell_at(db, phone.address, _to_several(notice, phone, news.to_learners(notice)), plan)
    for helper in to.helpers:
        if not await proxy.tell(db, helper, news.to_helpers(notice), _plan(notice, helper, news.when)):
            unreached.append(helper)
    why, now = CallReason(news.kind), clock.now()
    db.add_all(Call(person_id=one.id, session_id=details.session.id, reason=why, since=now) for one in unreached)
    await db.flush()
    return notice


def _to_several(notice: Notice, phone: SharedPhone, alone: Say) -> Say:
    people = [person.id for person in phone.people]
    make_up = next((one.answers["session"] for one in alone.options if one.flow == "new_date"), None)
    answers = [option(_("✅ All have been told"), "acknowledge", notice=notice.id, people=people)]
    if make_up is not None:
        some = _("🙋 Some can come then")
        answers.append(option(some, "new_dates", notice=notice.id, session=make_up, people=people))
    elif (busy := next((one for one in alone.options if one.flow == "cannot_come"), None)) is not None:
        sessions = busy.answers.get("sessions") or [notice.session_id]
        items = [["seat", session_id, person_id] for session_id in sessions for person_id in people]
        answers.append(option(_("❌ Somebody cannot come"), "not_to_all", items=items))
    return say(proxy.to_several(phone, alone.text), *answers)


async def withhold(db: AsyncSession, notice: Notice) -> set[int]:
    """Drop the calls and the messages still queued; return the ids of those who will not get theirs."""
    notice.call_at = None
    dropped = await db.scalars(
        update(Outbox)
        .where(Outbox.notice_id == notice.id, Outbox.status == OutboxStatus.QUEUED)
        .values(status=OutboxStatus.DROPPED)
        .returning(Outbox.person_id)
    )
    return {person_id for person_id in dropped if person_id is not None}


async def acknowledge(db: AsyncSession, by: Person, notice_id: int, person_id: int) -> Notice | None:
    """Record that the person, or whoever is told for them, knows; return None if the notice was not for them."""
    notice = await db.get(Notice, notice_id)
    person = await db.get(Person, person_id)
    if notice is None or person is None or by.id not in (person.id, person.told_via_person_id):
        return None
    if await db.get(Acknowledgement, (notice_id, person_id)) is None:
        return None
    known = await changed(
        db,
        update(Acknowledgement)
        .where(
            Acknowledgement.notice_id == notice_id,
            Acknowledgement.person_id == person_id,
            Acknowledgement.at.is_(None),
        )
        .values(at=clock.now()),
    )
    if known and by.id != person.id:
        await acts.record(db, by, ACKNOWLEDGE, notice=notice.id, person=person.id)
    if known and notice.board_id is not None:
        await outbox.rewrite(db, notice.board_id, Say(await board(db, notice)))
    return notice


async def newest(db: AsyncSession, by: Person) -> Notice | None:
    found: Notice | None = await db.scalar(
        select(Notice)
        .join(ClassSession, ClassSession.id == Notice.session_id)
        .join(Course, Course.id == ClassSession.course_id)
        .where(await permissions.classes_seen_to(db, by), Notice.at > clock.now() - _OF_INTEREST)
        .order_by(Notice.id.desc())
        .limit(1)
    )
    return found


async def heard(db: AsyncSession, person_id: int, session_ids: Sequence[int]) -> list[int]:
    """Record that the person was told by voice of all changes; return the ids of the notices that were news."""
    told = select(Notice.id).where(Notice.session_id.in_(session_ids))
    rows = await db.scalars(
        update(Acknowledgement)
        .where(Acknowledgement.person_id == person_id, Acknowledgement.at.is_(None))
        .where(Acknowledgement.notice_id.in_(told))
        .values(at=clock.now())
        .returning(Acknowledgement.notice_id)
    )
    return await _on_the_boards(db, rows.all())


async def unhear(db: AsyncSession, person_id: int, notice_ids: Sequence[int]) -> None:
    await db.execute(
        update(Acknowledgement)
        .where(Acknowledgement.person_id == person_id, Acknowledgement.notice_id.in_(notice_ids))
        .values(at=None)
    )
    await _on_the_boards(db, notice_ids)


async def _on_the_boards(db: AsyncSession, notice_ids: Sequence[int]) -> list[int]:
    for notice in (await db.scalars(select(Notice).where(Notice.id.in_(notice_ids)))).all():
        if notice.board_id is not None:
            await outbox.rewrite(db, notice.board_id, Say(await board(db, notice)))
    return list(notice_ids)


async def board(db: AsyncSession, notice: Notice) -> Text:
    """Return «Đã biết 2/3» and the names of those to be called."""
    known, total = (
        await db.execute(
            select(func.count(Acknowledgement.at), func.count()).where(Acknowledgement.notice_id == notice.id)
        )
    ).one()
    details = await session_queries.details(db, notice.session_id)
    assert details is not None, "a notice has its session"  # noqa: S101
    return lines(_headline(notice, details), _count(known, total), await _to_call(db, notice))


def _headline(notice: Notice, details: SessionDetails) -> Text:
    if notice.kind is NoticeKind.CALLED_OFF:
        return _("📢 Called off: {session}", session=labels.session_line(details))
    return _("📢 Changed: {session}", session=labels.session_line(details))


def _count(known: int, total: int) -> Text:
    if known == total:
        return n_("✅ The one person knows.", "✅ All {n} know.", total)
    return _("{known}/{total} know so far.", known=known, total=total)


async def _to_call(db: AsyncSession, notice: Notice) -> Text | None:
    people = await db.scalars(
        select(Person)
        .join(Call, Call.person_id == Person.id)
        .join(Acknowledgement, Acknowledgement.person_id == Person.id)
        .where(Acknowledgement.notice_id == notice.id, Acknowledgement.at.is_(None))
        .where(
            Call.session_id == notice.session_id,
            Call.reason.in_((CallReason(notice.kind), *NOT_REACHED)),
            Call.closed_at.is_(None),
        )
        .distinct()
        .order_by(Person.id)
    )
    names = list(told_apart(people, labels.person, numbers=False).values())
    return _("📞 To be called: {names}", names=labels.enumeration(names)) if names else None


def _plan(notice: Notice, person: Person, when: tuple[datetime, ...]) -> Plan:
    return Plan(
        key=f"notice:{notice.id}:{person.id}",
        expires=max(*when, clock.now() + _LIVES_AT_LEAST),
        through_quiet=quiet_hours.cannot_wait(clock.local(clock.now()), min(when)),
        about=About(MessageKind.NOTICE, notice_id=notice.id, session_starts_at=min(when)),
    )
