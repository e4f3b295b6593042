"""What a bot with a limited plan sends and receives in a month: counted, and told to the administrators in time."""

from datetime import date

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat import labels
from bot.chat.say import say
from bot.domain.messaging.plans import Left, ServicePlan, left_of, runs_out, share_to_warn_of
from bot.i18n import Text, _, lines
from bot.services.messaging import outbox
from bot.services.messaging.outbox import Plan
from bot.services.people import identity
from bot.storage.database import changed, insert_new
from bot.storage.tables.bots import BotMonth
from bot.storage.tables.people import Address


async def count(db: AsyncSession, channel: str, plan: ServicePlan, *, sent: int, received: int) -> Left:
    """Add to the month's count, and warn the administrators once at each share; return what is left of the plan."""
    month = clock.today().replace(day=1)
    await insert_new(db, BotMonth, channel=channel, month=month, sent=0, received=0, told=0, told_of_users=0)
    this = BotMonth.channel == channel, BotMonth.month == month
    more = {"sent": BotMonth.sent + sent, "received": BotMonth.received + received}
    await db.execute(update(BotMonth).where(*this).values(**more))
    used = (await db.scalars(select(BotMonth.sent + BotMonth.received).where(*this))).one()
    people = await users(db, channel)
    of_messages, of_users = share_to_warn_of(used, plan.messages), share_to_warn_of(people, plan.users)
    if await changed(db, update(BotMonth).where(*this, BotMonth.told < of_messages).values(told=of_messages)):
        await _tell(db, f"month:{channel}:{month}:{of_messages}", _of_messages(channel, used, plan.messages))
    if await changed(
        db, update(BotMonth).where(*this, BotMonth.told_of_users < of_users).values(told_of_users=of_users)
    ):
        await _tell(db, f"users:{channel}:{month}:{of_users}", _of_users(channel, people, plan.users))
    return left_of(plan, messages=used, people=people)


async def users(db: AsyncSession, channel: str) -> int:
    here = select(func.count()).select_from(Address).where(Address.channel == channel, Address.person_id.is_not(None))
    return await db.scalar(here) or 0


async def _tell(db: AsyncSession, key: str, words: Text) -> None:
    for one in await identity.administrators(db):
        await outbox.tell(db, one, say(words), Plan(key=f"{key}:{one.id}", through_stop=True))


def _of_messages(channel: str, used: int, most: int) -> Text:
    platform = labels.platform(channel)
    end = runs_out(used, most, clock.today())
    return lines(
        _(
            "📊 {platform}: {used} of the {most} messages of this month are used.",
            platform=platform,
            used=used,
            most=most,
        ),
        _("Sent and received ones are counted."),
        _("At this pace they last until {day}.", day=_day(end)) if end else _("At this pace they last the month."),
    )


def _of_users(channel: str, people: int, most: int) -> Text:
    platform = labels.platform(channel)
    return lines(
        _(
            "👥 {platform}: {used} of the {most} people that the plan serves have come.",
            platform=platform,
            used=people,
            most=most,
        ),
        _("Whoever comes after them may get no answer there: another bot, or the bigger plan, would serve them."),
    )


def _day(of: date) -> str:
    return f"{of:%d/%m}"
