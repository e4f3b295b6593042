"""An organisation answers a request by choosing members; each of them is asked and answers for themselves."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat import labels
from bot.chat.say import Say, no, option, say, yes
from bot.domain import shift_matching
from bot.domain.courses import clash
from bot.domain.shifts import AssignmentStatus
from bot.errors import NotFound
from bot.i18n import Text, _, lines, n_, verbatim
from bot.services.access import acts
from bot.services.messaging import outbox
from bot.services.messaging.outbox import Plan
from bot.services.volunteers import answers, candidates, organisation_requests, organisations, pauses
from bot.services.volunteers.organisation_requests import OrganisationRequest
from bot.storage.database import insert_new
from bot.storage.tables.courses import hours
from bot.storage.tables.messaging import Act
from bot.storage.tables.people import Person
from bot.storage.tables.places import Organisation
from bot.storage.tables.volunteers import Assignment, Volunteer

SEND_MEMBERS = acts.ActKind("send_members")
# Whoever is being asked or has answered is not asked again; whoever let an offer run out may be.
_ASKED = (
    AssignmentStatus.OFFERED,
    AssignmentStatus.ACCEPTED,
    AssignmentStatus.DECLINED,
    AssignmentStatus.RELEASED,
)


@dataclass(frozen=True)
class Member:
    """A member who could be sent; `free` if they said so of that half-day."""

    person: Person
    free: bool


@dataclass(frozen=True)
class MembersAsked:
    """The members asked now, and those no message reaches."""

    asked: Sequence[Person]
    unreached: Sequence[Person]
    act: Act | None


async def could_come(
    db: AsyncSession, by: Person, organisation_id: int, session_id: int
) -> tuple[OrganisationRequest, list[Member]]:
    """Return the members here at present and without another promise at that time, free ones first.

    Raise NotAllowed and NotFound.
    """
    members = [person for _role, person in await organisations.members(db, by, organisation_id)]
    wanted = await organisation_requests.locked(db, session_id)
    if not await organisation_requests.is_open_to(db, wanted, organisation_id):
        raise NotFound(session_id)
    session = wanted.details.session
    starts = clock.local(session.starts_at)
    ids = {person.id for person in members} - await _asked(db, wanted.shift.id)
    ids -= await pauses.away(db, ids)
    promised, free = await candidates.promised(db, ids), await answers.free(db, ids)
    found = [
        Member(person, any(answers.holds(time, starts) for time in free[person.id]))
        for person in members
        if person.id in ids and not any(clash(hours(session), other) for other in promised[person.id])
    ]
    return await organisation_requests.with_later(db, wanted), sorted(found, key=lambda one: not one.free)


async def send(
    db: AsyncSession, by: Person, organisation_id: int, session_id: int, person_ids: Collection[int]
) -> MembersAsked:
    """Ask the chosen members, up to the places for which no organisation is asking anybody yet.

    Raise NotAllowed and NotFound.
    """
    wanted, members = await could_come(db, by, organisation_id, session_id)
    left = wanted.missing - await _count_unanswered(db, wanted.shift.id)
    chosen = [one.person for one in members if one.person.id in person_ids][: max(left, 0)]
    organisation = await db.get_one(Organisation, organisation_id)
    asked = [person for person in chosen if await _ask(db, by, organisation, wanted, person)]
    if not asked:
        return MembersAsked([], chosen, None)
    ids = [person.id for person in asked]
    facts = {"session": session_id, "organisation": organisation_id, "people": ids}
    act = await acts.record(db, by, SEND_MEMBERS, **facts)
    words = say(
        lines(
            n_(
                "{organisation} asks one member for you:",
                "{organisation} asks {n} members for you:",
                len(asked),
                organisation=verbatim(organisation.name),
            ),
            labels.session_line(wanted.details),
            *(_("⏳ {name}: asked, no answer yet", name=labels.person(person)) for person in asked),
        ),
        option(_("👀 Who comes?"), "who_comes", session=session_id),
    )
    await organisation_requests.tell_leaders(db, wanted.details, words, f"sent:{act.id}")
    return MembersAsked(asked, [person for person in chosen if person not in asked], act)


async def undo_send(db: AsyncSession, act: Act) -> Text | None:
    wanted = await organisation_requests.locked(db, act.facts["session"])
    waiting = await db.scalars(
        select(Assignment)
        .where(Assignment.shift_id == wanted.shift.id, Assignment.status == AssignmentStatus.OFFERED)
        .where(Assignment.person_id.in_(act.facts["people"]))
    )
    stood_down = waiting.all()
    for assignment in stood_down:
        assignment.status = AssignmentStatus.EXPIRED
        words = lines(
            _("You are not needed for this class after all. Thank you for being ready!"),
            labels.session_line(wanted.details),
        )
        plan = Plan(key=f"not-needed:{act.id}:{assignment.id}", expires=wanted.details.session.starts_at)
        await outbox.tell(db, await db.get_one(Person, assignment.person_id), say(words), plan)
    await db.flush()
    n = len(stood_down)
    return n_("Taken back: one member is no longer asked.", "Taken back: {n} are no longer asked.", n) if n else None


async def _asked(db: AsyncSession, shift_id: int) -> set[int]:
    asked = select(Assignment.person_id).where(Assignment.shift_id == shift_id, Assignment.status.in_(_ASKED))
    return set(await db.scalars(asked))


async def _count_unanswered(db: AsyncSession, shift_id: int) -> int:
    waiting = (Assignment.status == AssignmentStatus.OFFERED, Assignment.organisation_id.is_not(None))
    counted = select(func.count()).select_from(Assignment).where(Assignment.shift_id == shift_id, *waiting)
    return await db.scalar(counted) or 0


async def _ask(
    db: AsyncSession, by: Person, organisation: Organisation, wanted: OrganisationRequest, person: Person
) -> bool:
    until = shift_matching.answer_by(
        clock.local(clock.now()), clock.local(wanted.details.session.starts_at)
    ).astimezone(UTC)
    assignment = await _offered(db, wanted, person, organisation, until)
    card = _card(labels.person(by), verbatim(organisation.name), wanted, assignment)
    plan = Plan(key=f"send:{assignment.id}:{clock.now():%Y%m%d%H%M%S}", expires=until, unasked=True)
    if await outbox.tell(db, person, card, plan) is None:
        assignment.status = AssignmentStatus.EXPIRED
        await db.flush()
        return False
    await db.execute(update(Volunteer).where(Volunteer.person_id == person.id).values(last_asked_at=clock.now()))
    return True


async def _offered(
    db: AsyncSession, wanted: OrganisationRequest, person: Person, organisation: Organisation, until: datetime
) -> Assignment:
    when = {"offered_at": clock.now(), "offered_until": until}
    asked = {"status": AssignmentStatus.OFFERED, **when, "reason": {}, "organisation_id": organisation.id}
    key = {"shift_id": wanted.shift.id, "person_id": person.id}
    if not await insert_new(db, Assignment, **key, **asked):
        await db.execute(update(Assignment).filter_by(**key).values(**asked))
    found = select(Assignment).filter_by(**key).execution_options(populate_existing=True)
    return (await db.scalars(found)).one()


def _card(by: Text, organisation: Text, wanted: OrganisationRequest, assignment: Assignment) -> Say:
    return say(
        lines(
            _("{name} ({organisation}) asks you to help here:", name=by, organisation=organisation),
            labels.session(wanted.details),
            organisation_requests.and_later(wanted.later),
            _("I will keep it for you until {until}. Will you take it?", until=assignment.offered_until or clock.now()),
        ),
        yes(_("✅ I take it"), "answer_shift", assignment=assignment.id, accept=True),
        no(_("❌ I am busy then"), "answer_shift", assignment=assignment.id, accept=False),
    )
