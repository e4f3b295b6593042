"""Who sits with whom at a session: residents with volunteers who have accepted."""

import secrets
from collections.abc import Mapping, Sequence

import structlog
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat import labels
from bot.chat.say import say
from bot.domain import shift_matching
from bot.domain.messaging.reminders import ReminderKind, reminder_times
from bot.domain.shift_matching import AvailableHelper, Learner
from bot.i18n import Text, _, lines
from bot.services.messaging import proxy
from bot.services.messaging.outbox import Plan
from bot.services.volunteers import candidates
from bot.storage import session_queries
from bot.storage.session_queries import SessionDetails
from bot.storage.tables.people import Person
from bot.storage.tables.volunteers import Pairing, Shift

log = structlog.get_logger()


async def pair_session(db: AsyncSession, session_id: int, *, final: bool = False, tell: bool = True) -> int:
    """Give each resident a helper who has accepted; return how many residents have one.

    Existing pairs stay. Unless `final`, places are kept for helpers still to come. A resident whose helper has stepped
    back is told only when there is another.
    """
    details = await session_queries.details(db, session_id)
    shift = await db.scalar(select(Shift).where(Shift.session_id == session_id))
    here = await candidates.teaching(db, await session_queries.helpers(db, session_id))
    if details is None or shift is None or not here:
        return 0
    rows = {row.resident_id: row for row in await _pairings(db, session_id)}
    learners = (await candidates.learners(db, [session_id]))[session_id]
    seated, accepted = {one.id for one in learners}, {one.id for one in here}
    kept = {
        resident: row.volunteer_id
        for resident, row in rows.items()
        if resident in seated and row.volunteer_id in accepted
    }
    pairs = _certified_pairs(session_id, learners, (here, kept), expected=0 if final else shift.needed)
    for resident_id, volunteer_id in sorted(pairs.items()):
        _write_down(db, details, rows, resident_id, volunteer_id)
    await db.flush()
    if tell:
        await _tell_learners(db, details, pairs, changed=rows.keys() & pairs.keys())
    return len(pairs)


async def pair_again(db: AsyncSession, details: SessionDetails) -> None:
    """Pair anew after somebody has come or gone: from the evening before on, no place is kept for who is to come."""
    start = clock.local(details.session.starts_at)
    final = reminder_times(start)[ReminderKind.DAY_BEFORE] <= clock.local(clock.now())
    await pair_session(db, details.session.id, final=final)


async def pairings(db: AsyncSession, session_id: int) -> dict[int, Pairing]:
    """Return, by resident id, the pairs whose volunteer has accepted and whose resident holds a seat."""
    here = {person.id for person in await session_queries.helpers(db, session_id)}
    seated = {person.id for person in await session_queries.seated(db, session_id)}
    rows = await _pairings(db, session_id)
    return {row.resident_id: row for row in rows if row.volunteer_id in here and row.resident_id in seated}


def _certified_pairs(
    session_id: int,
    learners: Sequence[Learner],
    here: tuple[Sequence[AvailableHelper], Mapping[int, int]],
    expected: int,
) -> dict[int, int]:
    from bot.domain.matching.flow.engine import NotCertified  # noqa: PLC0415 loads numpy: docs/adr/0030
    from bot.domain.seating import seating  # noqa: PLC0415 loads numpy: docs/adr/0030

    try:
        return seating.pair(learners, *here, expected)
    except NotCertified as refused:
        log.exception("seating_not_certified", session=session_id, flaws=[flaw.value for flaw in refused.flaws])
        return {}


async def _pairings(db: AsyncSession, session_id: int) -> Sequence[Pairing]:
    rows = await db.scalars(select(Pairing).where(Pairing.session_id == session_id).order_by(Pairing.resident_id))
    return rows.all()


def _write_down(
    db: AsyncSession, details: SessionDetails, rows: Mapping[int, Pairing], resident_id: int, volunteer_id: int
) -> None:
    taken = {row.meeting_code for row in rows.values()}
    code = shift_matching.meeting_code(secrets.choice, taken)
    if (row := rows.get(resident_id)) is not None:
        row.volunteer_id, row.meeting_code = volunteer_id, code
    else:
        db.add(
            Pairing(
                session_id=details.session.id, resident_id=resident_id, volunteer_id=volunteer_id, meeting_code=code
            )
        )


async def _tell_learners(
    db: AsyncSession, details: SessionDetails, pairs: Mapping[int, int], changed: frozenset[int] | set[int]
) -> None:
    rows = await pairings(db, details.session.id)
    for resident_id, volunteer_id in sorted(pairs.items()):
        resident = await db.get_one(Person, resident_id)
        helper = await db.get_one(Person, volunteer_id)
        words = _helped_by(details, helper, rows[resident_id], changed=resident_id in changed)
        key = f"helper:{details.occasion}:{resident_id}:{volunteer_id}"
        if resident.reminders_stopped_at is None:
            await proxy.tell(db, resident, say(words), Plan(key=key, expires=details.session.starts_at))


def _helped_by(details: SessionDetails, helper: Person, pairing: Pairing, *, changed: bool) -> Text:
    facts = {"topic": labels.topic(details.topic), "name": labels.person(helper)}
    first = (
        _("Another helper will sit with you in «{topic}»: {name}.", **facts)
        if changed
        else _("Good news: in «{topic}» {name} will sit with you.", **facts)
    )
    return lines(
        first,
        _("📅 {when}", when=details.session.starts_at),
        _("🔑 {name} will say this code to you: {code}.", name=labels.person(helper), code=pairing.meeting_code),
    )
