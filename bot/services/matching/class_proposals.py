"""Classes that the weekly matching proposes to leaders: many wait, helpers are free. Nothing opens by itself."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import UTC, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.access.rights import Right
from bot.domain.coaching import RequestStatus
from bot.domain.enrolment import EnrolmentStatus
from bot.domain.people.person import RoleKind
from bot.domain.topics import Topic
from bot.errors import NotAllowed
from bot.services.access import permissions
from bot.services.courses import holidays
from bot.services.courses.courses import Registered
from bot.services.enrolment import waiting_list
from bot.services.matching import class_proposal_texts
from bot.services.matching.class_proposal_texts import ProposalFacts
from bot.services.messaging import outbox, proxy, quiet_hours
from bot.services.messaging.outbox import Plan
from bot.services.volunteers import candidates
from bot.storage import session_queries
from bot.storage.database import changed
from bot.storage.tables.coaching import ClassProposal, CoachingRequest
from bot.storage.tables.courses import Course, Enrolment
from bot.storage.tables.people import Person, Role, in_force, leads
from bot.storage.tables.places import ResidentialGroup

if TYPE_CHECKING:  # what loads numpy is for runs of the matching alone
    from bot.domain.matching.class_proposals.model import TopicsWanted
    from bot.domain.matching.class_proposals.proposals import Proposal
    from bot.domain.matching.instance import Flags
    from bot.services.planning.week import PlannedWeek

# The leader has considered it: the same class is not proposed again so soon.
AGAIN_AFTER = timedelta(days=14)


async def wanted(db: AsyncSession, week: "PlannedWeek") -> "TopicsWanted":
    import numpy as np  # noqa: PLC0415 loads numpy: docs/adr/0030

    from bot.domain.matching.class_proposals.model import TopicsWanted  # noqa: PLC0415 loads numpy: docs/adr/0030

    been = await candidates.been_to_a_class(db, [one.person.id for one in week.waiting])
    halls = await _halls(db)
    return TopicsWanted(
        _table([one.topics for one in week.waiting]),
        np.array([one.person.id not in been for one in week.waiting], dtype=bool),
        _table([one.profile.topics for one in week.coaches]),
        _table([halls[group] for _code, group in week.wards]),
    )


async def propose(db: AsyncSession, week: "PlannedWeek", found: "Proposal") -> bool:
    group = await db.get(ResidentialGroup, week.wards[found.ward][1] or 0)
    asked = [] if group is None else await session_queries.leaders(db, group.id)
    starts = week.starts(found.slot)
    if group is None or not asked or await holidays.closed(db, [starts.date()], group.ward_code):
        return False
    opening = ClassProposal(
        group_id=group.id,
        topic=list(Topic)[found.topic],
        starts_at=starts.astimezone(UTC),
        waiting=[week.waiting[at].person.id for at in found.residents],
        coaches=[week.coaches[at].person.id for at in found.coaches],
        proposed_at=clock.now(),
    )
    db.add(opening)
    await db.flush()
    words = class_proposal_texts.proposal(opening, group, await _facts(db, opening))
    for leader in asked:
        plan = Plan(key=f"opening:{opening.id}:{leader.id}", expires=opening.starts_at, unasked=True)
        await outbox.tell(db, leader, words, plan)
    return True


async def of_leader(db: AsyncSession, by: Person, opening_id: int) -> ClassProposal:
    found = await db.get(ClassProposal, opening_id)
    group = None if found is None else await db.get(ResidentialGroup, found.group_id)
    if found is None or group is None:
        raise NotAllowed(Right.REGISTER_COURSE)
    await permissions.must(db, by, Right.REGISTER_COURSE, group)
    return found


async def standing(db: AsyncSession, by: Person) -> Sequence[ClassProposal]:
    """Return what was proposed to the leader and is not opened, put off or not answered, as long as it is ahead."""
    led = [group.id for group in await permissions.groups_led(db, by)]
    ahead = select(ClassProposal).where(ClassProposal.group_id.in_(led), ClassProposal.opened_at.is_(None))
    rows = await db.scalars(ahead.where(ClassProposal.starts_at > clock.now()).order_by(ClassProposal.starts_at))
    return rows.all()


async def why(db: AsyncSession, by: Person, opening_id: int) -> ProposalFacts:
    return await _facts(db, await of_leader(db, by, opening_id))


async def put_off(db: AsyncSession, by: Person, opening_id: int) -> ClassProposal:
    found = await of_leader(db, by, opening_id)
    found.put_off_at = clock.now()
    await db.flush()
    return found


async def opened(db: AsyncSession, made: Registered) -> int:
    """Tell those for whom the class was proposed that it is there; return how many.

    Who waits for another class is offered a place; who asked for lessons alone is invited.
    """
    found: ClassProposal | None = await db.scalar(
        select(ClassProposal)
        .where(ClassProposal.group_id == made.course.group_id, ClassProposal.topic == made.course.topic)
        .where(ClassProposal.opened_at.is_(None), ClassProposal.proposed_at > clock.now() - AGAIN_AFTER)
        .order_by(ClassProposal.id.desc())
        .limit(1)
    )
    if found is None:
        return 0
    claimed = await changed(
        db,
        update(ClassProposal)
        .where(ClassProposal.id == found.id, ClassProposal.opened_at.is_(None))
        .values(opened_at=clock.now()),
    )
    if not claimed:
        return 0
    offered = await _offer_to_lists(db, found, made)
    alone = [one for one in await _alone(db, found) if one not in offered]
    told = [await _invite(db, found, made, one) for one in alone]
    return len(offered) + sum(told)


async def _invite(db: AsyncSession, found: ClassProposal, made: Registered, person_id: int) -> bool:
    plan = Plan(key=f"opened:{found.id}:{person_id}", expires=made.sessions[0].starts_at, unasked=True)
    person = await db.get_one(Person, person_id)
    return await proxy.tell(db, person, class_proposal_texts.invitation(made), plan) is not None


async def _offer_to_lists(db: AsyncSession, found: ClassProposal, made: Registered) -> set[int]:
    until = quiet_hours.answer_by(made.sessions[0].starts_at)
    offered = set()
    for mine in await _on_lists(db, found):
        if mine.person_id in offered or mine.course_id == made.course.id:
            continue
        if await waiting_list.offer_elsewhere(db, mine, made.course.id, until):
            offered.add(mine.person_id)
    return offered


async def _facts(db: AsyncSession, opening: ClassProposal) -> ProposalFacts:
    on_lists = {mine.person_id for mine in await _on_lists(db, opening)}
    alone = set(await _alone(db, opening)) - on_lists
    rows = await db.scalars(
        select(Person)
        .join(Role, Role.person_id == Person.id)
        .where(Person.id.in_(opening.coaches), Role.kind == RoleKind.VOLUNTEER, in_force())
        .order_by(Person.id)
        .distinct()
    )
    return ProposalFacts(len(on_lists), len(alone), tuple(rows))


async def _on_lists(db: AsyncSession, opening: ClassProposal) -> list[Enrolment]:
    rows = await db.scalars(
        select(Enrolment)
        .join(Course, Course.id == Enrolment.course_id)
        .where(Enrolment.person_id.in_(opening.waiting), Course.topic == opening.topic)
        .where(Enrolment.status == EnrolmentStatus.WAITLISTED)
        .order_by(Enrolment.since, Enrolment.id)
    )
    return list(rows)


async def _alone(db: AsyncSession, opening: ClassProposal) -> list[int]:
    rows = await db.scalars(
        select(CoachingRequest.resident_id)
        .where(CoachingRequest.resident_id.in_(opening.waiting), CoachingRequest.topic == opening.topic)
        .where(CoachingRequest.status == RequestStatus.WAITING)
        .order_by(CoachingRequest.since, CoachingRequest.resident_id)
    )
    return list(rows)


async def _halls(db: AsyncSession) -> defaultdict[int | None, set[Topic]]:
    """Return, by id of each group that has a leader, the topics not proposed there lately."""
    led = await db.scalars(select(Role.group_id).where(leads()).distinct())
    halls: defaultdict[int | None, set[Topic]] = defaultdict(set, {group_id: set(Topic) for group_id in led})
    lately = await db.execute(
        select(ClassProposal.group_id, ClassProposal.topic).where(ClassProposal.proposed_at > clock.now() - AGAIN_AFTER)
    )
    for group_id, topic in lately:
        halls[group_id].discard(topic)
    return halls


def _table(topics_of: Sequence[Collection[str]]) -> "Flags":
    import numpy as np  # noqa: PLC0415 loads numpy: docs/adr/0030

    rows = [[topic in topics for topic in Topic] for topics in topics_of]
    return np.array(rows, dtype=bool).reshape(-1, len(Topic))
