"""What a leader asks the ward for («thiếu máy chiếu»): it reaches the coordinators, and is answered."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat import labels
from bot.chat.say import Say, option, say
from bot.domain.access.rights import Place, Right
from bot.errors import NotAllowed
from bot.i18n import Text, _, lines, verbatim
from bot.services.access import acts, permissions
from bot.services.messaging import outbox
from bot.services.messaging.outbox import Plan
from bot.storage import session_queries
from bot.storage.database import changed
from bot.storage.tables.messaging import Act
from bot.storage.tables.people import Person
from bot.storage.tables.places import ResidentialGroup
from bot.storage.tables.reports import LeaderProposal

PROPOSE = acts.ActKind("propose")
ANSWER_PROPOSAL = acts.ActKind("answer_proposal")
LONGEST = 500
_OPEN = (LeaderProposal.answered_at.is_(None), LeaderProposal.withdrawn_at.is_(None))


@dataclass(frozen=True)
class ProposalOf:
    """A proposal with the group it came from."""

    proposal: LeaderProposal
    group: ResidentialGroup

    @property
    def said(self) -> Text:
        return _("{group}: «{words}»", group=labels.group(self.group), words=verbatim(self.proposal.words))


async def propose(db: AsyncSession, by: Person, group: ResidentialGroup, words: str) -> Act:
    """Tell the coordinators of the ward, else the administrators. Raise NotAllowed."""
    await permissions.must(db, by, Right.SEND_REPORT, group)
    made = LeaderProposal(group_id=group.id, by_id=by.id, words=words, at=clock.now())
    db.add(made)
    await db.flush()
    for person in await session_queries.in_charge_of_ward(db, group.ward_code):
        await outbox.tell(db, person, card(ProposalOf(made, group)), Plan(key=f"proposal:{made.id}:{person.id}"))
    return await acts.record(db, by, PROPOSE, group=group.id, proposal=made.id)


async def undo_propose(db: AsyncSession, act: Act) -> Text | None:
    mine = (LeaderProposal.id == act.facts["proposal"], *_OPEN)
    if not await changed(db, update(LeaderProposal).where(*mine).values(withdrawn_at=clock.now())):
        return None
    return _("Withdrawn: the ward does not have to answer it any more.")


def card(of: ProposalOf) -> Say:
    return say(
        lines(_("📝 A proposal to the ward:"), of.said),
        option(_("✍️ Answer"), "answer_proposal", proposal=of.proposal.id),
    )


async def waiting(db: AsyncSession, by: Person) -> Sequence[ProposalOf]:
    """Return what waits for an answer of theirs, the oldest first."""
    rows = await db.execute(
        select(LeaderProposal, ResidentialGroup)
        .join(ResidentialGroup, ResidentialGroup.id == LeaderProposal.group_id)
        .where(*_OPEN)
        .order_by(LeaderProposal.id)
    )
    found = [ProposalOf(row[0], row[1]) for row in rows]
    theirs = await permissions.among(
        db, by, Right.ANSWER_PROPOSALS, list({one.group.id: one.group for one in found}.values())
    )
    return [one for one in found if one.group in theirs]


async def one_waiting(db: AsyncSession, by: Person, proposal_id: int) -> ProposalOf | None:
    return next((one for one in await waiting(db, by) if one.proposal.id == proposal_id), None)


async def answer(db: AsyncSession, by: Person, of: ProposalOf, words: str) -> Act | None:
    """Answer it once, and tell who proposed it; None if somebody has, or it was withdrawn. Raise NotAllowed."""
    if not await permissions.may_at(db, by, Right.ANSWER_PROPOSALS, Place(of.group.ward_code, of.group.id)):
        raise NotAllowed(Right.ANSWER_PROPOSALS)
    mine = (LeaderProposal.id == of.proposal.id, *_OPEN)
    said = {"answer": words, "answered_by_id": by.id, "answered_at": clock.now()}
    if not await changed(db, update(LeaderProposal).where(*mine).values(**said)):
        return None
    act = await acts.record(db, by, ANSWER_PROPOSAL, group=of.group.id, proposal=of.proposal.id)
    asked = verbatim(of.proposal.words)
    told = lines(
        _("📝 {name} of the ward answers your proposal «{words}»:", name=labels.person(by), words=asked),
        verbatim(words),
    )
    await _tell_proposer(db, of.proposal, told, f"proposal-answer:{act.id}")
    return act


async def undo_answer(db: AsyncSession, act: Act) -> Text | None:
    mine = (LeaderProposal.id == act.facts["proposal"], LeaderProposal.answered_by_id == act.by_id)
    taken_back = {"answer": None, "answered_by_id": None, "answered_at": None}
    if not await changed(db, update(LeaderProposal).where(*mine).values(**taken_back)):
        return None
    proposal = await db.get_one(LeaderProposal, act.facts["proposal"], populate_existing=True)
    told = _(
        "The answer to your proposal «{words}» is taken back; another one will come.", words=verbatim(proposal.words)
    )
    await _tell_proposer(db, proposal, told, f"proposal-open-again:{act.id}")
    return _("The answer is taken back, and whoever proposed it has been told.")


async def _tell_proposer(db: AsyncSession, proposal: LeaderProposal, words: Text, key: str) -> None:
    home = option(_("🏠 Home"), "home")
    await outbox.tell(db, await db.get_one(Person, proposal.by_id), say(words, home), Plan(key=key))
