"""The week of a ward, or of the area, for its coordinators: the sums, and the groups that have not reported yet."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from sqlalchemy import exists, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat import labels
from bot.chat.labels import enumeration
from bot.chat.say import Say, option, say
from bot.domain.people.person import RoleKind
from bot.domain.reports.date_range import Span, week_of
from bot.domain.weeks import A_WEEK, monday_of
from bot.i18n import Text, _, lines, n_, verbatim
from bot.services.messaging import outbox
from bot.services.messaging.outbox import Plan
from bot.services.people import places
from bot.services.reports import sent_weeks, small_numbers, summary_texts, taught_at_home, week_figures
from bot.services.reports.summary_texts import SummarisedWeek
from bot.storage import session_queries
from bot.storage.base import whether
from bot.storage.piecewise import each, legible_rows
from bot.storage.tables.people import Person, Role, in_force, leads
from bot.storage.tables.places import ResidentialGroup, Ward

# Leaders have had their summary since Sunday evening, and may have sent it.
_FROM, _UNTIL = time(8), time(12)
_NAMED = 12


def _is_monday_morning() -> bool:
    now = clock.local(clock.now())
    return now.weekday() == 0 and _FROM <= now.time() < _UNTIL


# A coordinator of an organisation only has no place to look at.
_PLACED = Role.ward_code.is_not(None) | Role.organisation_id.is_(None)
_COORDINATES = (Role.kind == RoleKind.COORDINATOR, _PLACED, in_force())
DUE = whether(_is_monday_morning) & exists().where(*_COORDINATES)


async def push_due(db: AsyncSession) -> int:
    if not _is_monday_morning():
        return 0
    not_told = {role.id: (role, coordinator) for role, coordinator in await _not_told(db, clock.today() - A_WEEK)}
    return await each(db, "role", not_told, lambda db, role_id: _push(db, *not_told[role_id]))


async def _push(db: AsyncSession, role: Role, coordinator: Person) -> bool:
    monday = clock.today() - A_WEEK
    plan = Plan(key=f"digest:{role.id}:{monday}", expires=clock.at(clock.today(), _UNTIL))
    if await outbox.tell(db, coordinator, await of_role(db, role, monday), plan) is None:
        return False
    await db.execute(update(Role).where(Role.id == role.id).values(week_told=monday))
    return True


PLANNED = exists().where(*_COORDINATES)


async def upcoming(db: AsyncSession) -> list[tuple[datetime, Text]]:
    if await db.scalar(select(Role.id).where(*_COORDINATES).limit(1)) is None:
        return []
    now = clock.local(clock.now())
    at = clock.at(monday_of(now.date()), _FROM)
    due = at if at > clock.now() else at + A_WEEK
    return [(due.astimezone(UTC), _("The week goes to the coordinators"))]


async def of_role(db: AsyncSession, role: Role, monday: date) -> Say:
    told = await of_days(db, role, week_of(monday))
    return say(lines(told, await _reported(db, await _groups(db, role), monday)))


async def of_days(db: AsyncSession, role: Role, span: Span) -> Text:
    """Return the sums of these days over all that the role oversees."""
    groups = await _groups(db, role)
    ids = [group.id for group in groups]
    now, before = await week_figures.of(db, ids, span), await week_figures.of(db, ids, span.before)
    waits, by = await week_figures.waiting(db, ids), await week_figures.support(db, ids, span)
    week = SummarisedWeek(await _place(db, role), span, now, before, waits, by)
    return lines(summary_texts.summary(week).text, await _taught_at_home(db, role, groups, span))


async def _taught_at_home(db: AsyncSession, role: Role, groups: Sequence[ResidentialGroup], span: Span) -> Text | None:
    wards = {group.ward_code for group in groups} if role.ward_code is None else {role.ward_code}
    n = await taught_at_home.people(db, [group.id for group in groups], wards, span)
    # Above the ward a few people are not told of: everybody may know who it is.
    if n == 0 or (role.ward_code is None and small_numbers.is_few(n)):
        return None
    return taught_at_home.told(n)


async def missing(db: AsyncSession, role: Role, monday: date) -> list[ResidentialGroup]:
    return await sent_weeks.not_sent(db, await _led(db, await _groups(db, role)), monday)


async def remind(db: AsyncSession, by: Person, role: Role, monday: date) -> int:
    """Ask the leaders of all these groups for their week, once a day; return how many were asked."""
    asked = 0
    for group in await missing(db, role, monday):
        for leader in await session_queries.leaders(db, group.id):
            words = _(
                "{name} of the ward asks for the week of {group}: it is ready, and only has to be sent.",
                name=labels.person(by),
                group=labels.group(group),
            )
            send = option(_("📤 Send to the ward"), "send_week", group=group.id, monday=monday.isoformat())
            plan = Plan(key=f"report-asked:{group.id}:{monday}:{clock.today()}:{leader.id}", unasked=True)
            asked += await outbox.tell(db, leader, say(words, send), plan) is not None
    return asked


async def reported(db: AsyncSession, role: Role, monday: date) -> Text:
    return await _reported(db, await _groups(db, role), monday)


async def _reported(db: AsyncSession, groups: Sequence[ResidentialGroup], monday: date) -> Text:
    led = await _led(db, groups)
    missing = await sent_weeks.not_sent(db, led, monday)
    done = len(led) - len(missing)
    sent = n_(
        "• Sent to the ward: {done} of {n} group", "• Sent to the ward: {done} of {n} groups", len(led), done=done
    )
    if not missing:
        return sent
    names = enumeration([labels.group(group) for group in missing[:_NAMED]])
    if len(missing) > _NAMED:
        names = _("{names} and {n} more", names=names, n=len(missing) - _NAMED)
    return lines(sent, _("• Not sent yet: {names}", names=names))


async def _led(db: AsyncSession, groups: Sequence[ResidentialGroup]) -> list[ResidentialGroup]:
    here = Role.group_id.in_([g.id for g in groups])
    led = set(await db.scalars(select(Role.group_id).where(here, leads())))
    return [group for group in groups if group.id in led]


async def _groups(db: AsyncSession, role: Role) -> Sequence[ResidentialGroup]:
    if role.ward_code is not None:
        return await places.groups_of(db, role.ward_code)
    return (await db.scalars(select(ResidentialGroup).where(ResidentialGroup.active))).all()


async def _place(db: AsyncSession, role: Role) -> Text:
    if role.ward_code is None:
        return _("the whole area")
    return verbatim((await db.get_one(Ward, role.ward_code)).name)


async def _not_told(db: AsyncSession, monday: date) -> list[tuple[Role, Person]]:
    rows = await legible_rows(
        db,
        select(Role, Person)
        .join(Person, Person.id == Role.person_id)
        .where(*_COORDINATES, Role.decided_at < clock.at(monday + A_WEEK, _FROM))
        .where(Person.reminders_stopped_at.is_(None), Role.week_told.is_distinct_from(monday))
        .order_by(Role.id),
    )
    return [(role, person) for role, person in rows]
