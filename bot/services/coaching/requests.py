"""«Xin người kèm riêng»: a resident, or somebody for them, asks for lessons alone; the next matching reads it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat import labels
from bot.chat.say import no, say, yes
from bot.domain.coaching import OPEN, UNANSWERED, AppointmentStatus, Language, LessonPlace, RequestStatus
from bot.domain.topics import Topic
from bot.domain.vietnamese import fold
from bot.i18n import Text, _, lines
from bot.services.access import acts, permissions
from bot.services.coaching import records, texts
from bot.services.messaging import outbox, proxy
from bot.services.messaging.outbox import Plan
from bot.storage.database import changed, insert_new
from bot.storage.tables.coaching import Appointment, CoachingRequest
from bot.storage.tables.messaging import Act
from bot.storage.tables.people import Person

ASK_COACHING = acts.ActKind("ask_coaching")
WITHDRAW_COACHING = acts.ActKind("withdraw_coaching")
_LISTED = 2


@dataclass(frozen=True)
class LessonWish:
    """What is asked for; `slots` are half-days as bits, `somebody_home` whether the family usually is."""

    topic: Topic
    place: LessonPlace
    slots: int
    helper_gender: str | None = None
    language: Language = Language.VIETNAMESE
    somebody_home: bool | None = None


async def ask(db: AsyncSession, by: Person, resident: Person, wish: LessonWish) -> Act:
    """Store the wish in place of an earlier one; tell the resident if somebody else asked. Raise NotAllowed.

    A person who waits already keeps their turn.
    """
    await must(db, by, resident)
    now = clock.now()
    wanted = {
        "entered_by_id": by.id,
        "topic": wish.topic,
        "place": wish.place,
        "slots": wish.slots,
        "helper_gender": wish.helper_gender,
        "language": wish.language,
        "status": RequestStatus.WAITING,
        "somebody_home": wish.somebody_home,
    }
    if not await insert_new(db, CoachingRequest, resident_id=resident.id, since=now, **wanted):
        mine = CoachingRequest.resident_id == resident.id
        await db.execute(
            update(CoachingRequest).where(mine, CoachingRequest.status != RequestStatus.WAITING).values(since=now)
        )
        await db.execute(update(CoachingRequest).where(mine).values(**wanted, left=None))
    act = await acts.record(db, by, ASK_COACHING, resident=resident.id)
    if by.id != resident.id:
        await proxy.tell(db, resident, say(_asked_for_you(by), *_WELCOME), Plan(key=f"coaching-asked:{act.id}"))
    return act


async def request_of(db: AsyncSession, resident: Person) -> CoachingRequest | None:
    found = await db.get(CoachingRequest, resident.id, populate_existing=True)
    return None if found is None or found.status is RequestStatus.WITHDRAWN else found


async def appointment_of(db: AsyncSession, resident: Person) -> Appointment | None:
    found: Appointment | None = await db.scalar(
        select(Appointment)
        .where(Appointment.resident_id == resident.id, Appointment.status.in_(OPEN))
        .where(Appointment.starts_at > clock.now())
        .execution_options(populate_existing=True)
    )
    return found


async def withdraw(db: AsyncSession, by: Person, resident: Person) -> Act | None:
    await must(db, by, resident)
    gone = await changed(
        db,
        update(CoachingRequest)
        .where(CoachingRequest.resident_id == resident.id, CoachingRequest.status == RequestStatus.WAITING)
        .values(status=RequestStatus.WITHDRAWN),
    )
    if not gone:
        return None
    await _end_open_offers(db, resident)
    return await acts.record(db, by, WITHDRAW_COACHING, resident=resident.id)


async def undo_withdraw(db: AsyncSession, act: Act) -> Text | None:
    again = await changed(
        db,
        update(CoachingRequest)
        .where(CoachingRequest.resident_id == act.facts["resident"], CoachingRequest.status == RequestStatus.WITHDRAWN)
        .values(status=RequestStatus.WAITING),
    )
    return _("Good, I will go on looking for somebody.") if again else None


async def _end_open_offers(db: AsyncSession, resident: Person) -> None:
    rows = await db.scalars(
        select(Appointment)
        .where(Appointment.resident_id == resident.id)
        .where(Appointment.status.in_(UNANSWERED))
        .with_for_update()
    )
    for appointment in rows.all():
        if appointment.status is AppointmentStatus.PROPOSED:
            helper = await db.get_one(Person, appointment.volunteer_id)
            plan = Plan(key=f"coach-off:{appointment.id}:{helper.id}", expires=appointment.starts_at)
            await outbox.tell(db, helper, texts.not_this_time(appointment), plan)
        appointment.status = AppointmentStatus.REFUSED
    await db.flush()


async def end(db: AsyncSession, resident: Person) -> None:
    mine = CoachingRequest.resident_id == resident.id
    await db.execute(update(CoachingRequest).where(mine).values(status=RequestStatus.WITHDRAWN))
    rows = await db.scalars(
        select(Appointment).where(Appointment.resident_id == resident.id, Appointment.status.in_(OPEN))
    )
    for appointment in rows.all():
        helper = await db.get_one(Person, appointment.volunteer_id)
        plan = Plan(key=f"coach-off:{appointment.id}:{helper.id}", expires=appointment.starts_at)
        await outbox.tell(db, helper, texts.not_this_time(appointment), plan)
        appointment.status = AppointmentStatus.REFUSED
    await db.flush()


async def undo_ask_coaching(db: AsyncSession, act: Act) -> Text | None:
    by, resident = await db.get_one(Person, act.by_id), await db.get_one(Person, act.facts["resident"])
    if not await withdraw(db, by, resident):
        return None
    return _("All right, I will look for nobody any more.")


async def forget(db: AsyncSession, resident: Person) -> None:
    await db.execute(delete(CoachingRequest).where(CoachingRequest.resident_id == resident.id))


async def told_through(db: AsyncSession, by: Person) -> Sequence[Person]:
    rows = await db.scalars(
        select(Person).where(Person.told_via_person_id == by.id, Person.name.is_not(None)).order_by(Person.id)
    )
    return rows.all()[:_LISTED]


async def neighbour_named(db: AsyncSession, by: Person, typed: str) -> Person | None:
    groups = [group.id for group in await permissions.groups_led(db, by)]
    rows = await db.scalars(
        select(Person).where(Person.group_id.in_(groups), Person.erased_at.is_(None), Person.merged_into_id.is_(None))
    )
    wanted = fold(typed)
    found = [one for one in rows if one.search_name is not None and f" {one.search_name} ".endswith(f" {wanted} ")]
    return found[0] if len(found) == 1 and wanted else None


async def must(db: AsyncSession, by: Person, resident: Person) -> None:
    """Raise NotAllowed unless they may ask for this resident, or know whether somebody comes."""
    if by.id in (resident.id, resident.told_via_person_id):
        return
    await records.must_see(db, by, resident)


def _asked_for_you(by: Person) -> Text:
    return lines(
        _("{name} has asked for somebody to teach you alone.", name=labels.person(by)),
        _("I will write when somebody is free. If you would rather not, just tell me."),
    )


_WELCOME = (
    yes(_("👍 Very well"), "home"),
    no(_("❌ No, thank you"), "withdraw_coaching"),
)
