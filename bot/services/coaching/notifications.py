"""Who is told of an appointment: proposed, settled, off."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat.say import Say
from bot.services.coaching import records, texts
from bot.services.messaging import outbox, proxy
from bot.services.messaging.outbox import Plan
from bot.storage.tables.coaching import Appointment
from bot.storage.tables.people import Person


async def tell_settled(db: AsyncSession, appointment: Appointment, but: int = 0) -> None:
    resident = await db.get_one(Person, appointment.resident_id)
    words = texts.settled(appointment, await records.who_comes(db, appointment), await records.lives_in(db, resident))
    if resident.id != but:
        await tell_resident(db, appointment, resident, words, "settled")
    await tell_helpers(db, appointment, resident, but)


async def propose(db: AsyncSession, appointment: Appointment) -> None:
    resident = await db.get_one(Person, appointment.resident_id)
    words = texts.to_resident(
        appointment, await records.who_comes(db, appointment), await records.lives_in(db, resident)
    )
    await tell_resident(db, appointment, resident, words, "proposed")


async def tell_resident(db: AsyncSession, appointment: Appointment, resident: Person, words: Say, kind: str) -> None:
    plan = Plan(key=f"coach-{kind}:{records.occasion(appointment)}", expires=appointment.starts_at)
    if await proxy.tell(db, resident, words, plan) is None:
        await pass_on(db, appointment, resident, words, kind)


async def pass_on(db: AsyncSession, appointment: Appointment, to: Person, words: Say, kind: str) -> None:
    resident = await db.get_one(Person, appointment.resident_id)
    for leader in await records.in_charge(db, resident):
        ask = texts.pass_on(words, to)
        await outbox.tell(
            db,
            leader,
            ask,
            Plan(key=f"coach-{kind}:{records.occasion(appointment)}:{leader.id}", expires=appointment.starts_at),
        )


async def tell_helpers(db: AsyncSession, appointment: Appointment, resident: Person, but: int = 0) -> None:
    words = texts.settled_for_helper(appointment, await records.lives_in(db, resident))
    for helper_id in (appointment.volunteer_id, appointment.companion_id):
        if helper_id is not None and helper_id != but:
            await tell_helper(db, appointment, helper_id, words, "settled")


async def tell_helper(db: AsyncSession, appointment: Appointment, helper_id: int, words: Say, kind: str) -> None:
    plan = Plan(key=f"coach-{kind}:{records.occasion(appointment)}:{helper_id}", expires=appointment.starts_at)
    await outbox.tell(db, await db.get_one(Person, helper_id), words, plan)


async def call_off(db: AsyncSession, appointment: Appointment) -> None:
    await tell_helper(db, appointment, appointment.volunteer_id, texts.not_this_time(appointment), "off")
