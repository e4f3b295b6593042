"""Who hears of an appointment: proposed, settled, off."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat.say import Say
from bot.services.coaching import records, texts
from bot.services.messaging import outbox, proxy
from bot.services.messaging.outbox import Plan
from bot.storage import session_queries
from bot.storage.tables.coaching import Appointment
from bot.storage.tables.people import Person


async def tell_settled(db: AsyncSession, made: Appointment, but: int = 0) -> None:
    """To the resident and whoever comes, `but` who has just done it."""
    resident = await db.get_one(Person, made.resident_id)
    words = texts.settled(made, await records.who_comes(db, made), await records.group_of(db, resident))
    if resident.id != but:
        await tell_resident(db, made, resident, words, "settled")
    await tell_helpers(db, made, resident, but)


async def propose(db: AsyncSession, made: Appointment) -> None:
    resident = await db.get_one(Person, made.resident_id)
    words = texts.to_resident(made, await records.who_comes(db, made), await records.group_of(db, resident))
    await tell_resident(db, made, resident, words, "proposed")


async def tell_resident(db: AsyncSession, made: Appointment, resident: Person, words: Say, kind: str) -> None:
    """Whom no message reaches is asked by the leaders of their group."""
    plan = Plan(key=f"coach-{kind}:{records.occasion(made)}", expires=made.starts_at)
    if await proxy.tell(db, resident, words, plan) is not None:
        return
    for leader in await session_queries.leaders(db, (await records.group_of(db, resident)).id):
        ask = texts.pass_on(words, resident)
        await outbox.tell(
            db, leader, ask, Plan(key=f"coach-{kind}:{records.occasion(made)}:{leader.id}", expires=made.starts_at)
        )


async def tell_helpers(db: AsyncSession, made: Appointment, resident: Person, but: int = 0) -> None:
    words = texts.settled_for_helper(made, await records.group_of(db, resident))
    for helper_id in (made.volunteer_id, made.companion_id):
        if helper_id is not None and helper_id != but:
            await tell_helper(db, made, helper_id, words, "settled")


async def tell_helper(db: AsyncSession, made: Appointment, helper_id: int, words: Say, kind: str) -> None:
    plan = Plan(key=f"coach-{kind}:{records.occasion(made)}:{helper_id}", expires=made.starts_at)
    await outbox.tell(db, await db.get_one(Person, helper_id), words, plan)


async def call_off(db: AsyncSession, made: Appointment) -> None:
    """To the volunteer who had said yes."""
    await tell_helper(db, made, made.volunteer_id, texts.not_this_time(made), "off")
