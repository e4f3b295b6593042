"""Volunteers who stand by for a week: they are told, and asked first when somebody in their ward drops out."""

from datetime import date

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat.say import Say, no, say, yes
from bot.domain.coaching import AppointmentStatus, last_day
from bot.i18n import _, lines
from bot.services.messaging import outbox
from bot.services.messaging.outbox import Plan
from bot.storage.database import changed, insert_new
from bot.storage.tables.coaching import Appointment, StandBy
from bot.storage.tables.people import Person
from bot.storage.tables.volunteers import Volunteer

_RUNNING = StandBy.ended_at.is_(None)


async def on_call(db: AsyncSession, day: date) -> frozenset[int]:
    return frozenset(await db.scalars(_ON_CALL, {"day": day}))


_ON_CALL = select(StandBy.person_id).where(_RUNNING, StandBy.last >= bindparam("day"))


async def told(db: AsyncSession, day: date) -> frozenset[int]:
    """Return the people not asked again from `day` on: asked before, or withdrawn from a visit."""
    asked = await db.scalars(select(StandBy.person_id).where(StandBy.last >= day))
    since = clock.midnight(day)
    stepped_back = (Appointment.status == AppointmentStatus.RELEASED) & (Appointment.starts_at >= since)
    return frozenset(asked) | frozenset(await db.scalars(select(Appointment.volunteer_id).where(stepped_back)))


async def keep(db: AsyncSession, person: Person, first: date) -> bool:
    """Ask the person to stand by for seven days; return False if asked before, or if no message reaches them today."""
    last = last_day(first)
    if not await insert_new(db, StandBy, person_id=person.id, first=first, last=last, told_at=clock.now()):
        return False
    mine = (await db.scalars(select(StandBy).filter_by(person_id=person.id, first=first))).one()
    if await outbox.tell(db, person, _words(mine), Plan(key=f"stand-by:{mine.id}", unasked=True)) is not None:
        await db.execute(update(Volunteer).where(Volunteer.person_id == person.id).values(last_asked_at=clock.now()))
        return True
    await db.delete(mine)
    await db.flush()
    return False


async def step_down(db: AsyncSession, person: Person) -> bool:
    return await changed(
        db,
        update(StandBy)
        .where(_RUNNING, StandBy.person_id == person.id, StandBy.last >= clock.today())
        .values(ended_at=clock.now()),
    )


async def stepped_in(db: AsyncSession, person: Person) -> None:
    await step_down(db, person)


def _words(mine: StandBy) -> Say:
    return say(
        lines(
            _("{ten}, may I count on you to stand by from {first} to {last}?", first=mine.first, last=mine.last),
            _("If somebody near you cannot come, I will ask you first. Otherwise there is nothing to do."),
        ),
        yes(_("👌 Gladly"), "stand_by", accept=True),
        no(_("❌ Not this week"), "stand_by", accept=False),
    )
