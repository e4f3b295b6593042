"""People of the book and classes: seats by the leader's hand, for one or a whole list, and taking them away again."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat import labels
from bot.chat.say import option, say
from bot.domain.enrolment import EnrolmentStatus
from bot.i18n import Text, _, lines, n_
from bot.services.access import acts
from bot.services.calls import call_list
from bot.services.enrolment import capacity, enrolment
from bot.services.enrolment.enrolment import Enrolled
from bot.services.messaging import proxy
from bot.services.messaging.outbox import Plan
from bot.services.register.register import UNDO_LIST, must_keep
from bot.storage import session_queries
from bot.storage.session_queries import SessionDetails
from bot.storage.tables.courses import Course
from bot.storage.tables.messaging import Act
from bot.storage.tables.people import Person

ENROL_LIST = acts.ActKind("enrol_list")


async def enrol(db: AsyncSession, by: Person, person: Person, course: Course) -> Enrolled:
    """Put whom no reminder reaches in time any more on the list of calls as well."""
    await must_keep(db, by, person)
    enrolled = await enrolment.enrol(db, person, course, by)
    if enrolled.status is EnrolmentStatus.ENROLLED and not enrolled.already and by.id != person.told_via_person_id:
        for session in capacity.too_late_to_remind(await session_queries.upcoming_sessions(db, course.id)):
            await call_list.list_not_told(db, session.id, [person])
    return enrolled


async def enrol_all(
    db: AsyncSession, by: Person, people: Sequence[Person], course: Course
) -> tuple[Act | None, list[Enrolled]]:
    """Enrol all as one act; None if all were there already."""
    enrolled = [await enrol(db, by, person, course) for person in people]
    done = [one.act.id for one in enrolled if one.act is not None]
    if not done:
        return None, enrolled
    until = (clock.now() + UNDO_LIST).isoformat()
    return await acts.record(db, by, ENROL_LIST, course=course.id, acts=done, until=until), enrolled


async def undo_enrol_all(db: AsyncSession, act: Act) -> Text | None:
    taken = 0
    for one in await db.scalars(select(Act).where(Act.id.in_(act.facts["acts"])).order_by(Act.id)):
        if await acts.mark_undone(db, one) and await enrolment.undo_enrol(db, one) is not None:
            taken += 1
    done = n_("One person is taken out of the class again.", "{n} people are taken out of the class again.", taken)
    return done if taken else None


async def take_from_class(db: AsyncSession, by: Person, person: Person, details: SessionDetails) -> Act | None:
    """Give the place of somebody in the book back, and tell them; return None if they have none."""
    await must_keep(db, by, person)
    act = await enrolment.leave(db, person, details.course, by)
    if act is not None and by.id not in (person.id, person.told_via_person_id):
        words = lines(
            _("{By} has taken your name off this class:", By=labels.in_full(by)),
            labels.session(details),
            _("If that is a mistake, just sign up again."),
        )
        course = details.course.id
        card = say(words, option(_("📝 Join a class"), "sign_up"), option(_("🙋 Talk to a person"), "person"))
        await proxy.tell(db, person, card, Plan(key=f"taken-out:{course}:{act.id}"))
    return act
