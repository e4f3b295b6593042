"""What stands on a phone: the lists and cards that reached it, the last one first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat import render
from bot.chat.message import Outgoing
from bot.chat.say import SENTENCE, Option
from bot.domain.understanding.kinds import AnswerKind
from bot.domain.understanding.matter import Matter, matter_of
from bot.i18n import verbatim
from bot.storage.statements.prepared import Prepared
from bot.storage.tables.messaging import Outbox, OutboxStatus, Priority, Question
from bot.storage.tables.people import Address

_LOOKED_AT = 10  # what stands further up is forgotten
_KNOWS_OF_A_CHANGE = "acknowledge"  # the flow that answers such news
_WAITS = timedelta(days=4)  # a reminder three days ahead may still be answered


@dataclass(frozen=True)
class ShownQuestion:
    """A question or card as it was shown; nobody has asked for it if it is `unasked`."""

    question: Question
    message: Outgoing
    put_at: datetime
    unasked: bool
    external_id: str | None = None  # on the platform

    @property
    def options(self) -> Sequence[dict[str, Any]]:
        return self.question.options

    @property
    def labels(self) -> list[str]:
        return [option["label"] for option in self.options]

    @property
    def numbered(self) -> list[int]:
        """Return the places of the options that have a number where there are no buttons."""
        return render.numbered(self.labels, self.message.person_line)

    @property
    def first_number(self) -> int:
        return self.message.first_number

    @property
    def about(self) -> int | None:
        return next((option["answers"].get("for") for option in self.options if "answers" in option), None)

    @property
    def is_card(self) -> bool:
        return self.question.name is None

    @property
    def shown_at(self) -> datetime:
        return self.question.shown_at or self.question.asked_at

    @property
    def matter(self) -> Matter:
        moments = [(one.offset, datetime.fromtimestamp(one.at, clock.LOCAL)) for one in self.message.moments]
        return matter_of(self.message.text, moments, clock.local(self.put_at))

    def side(self, *, yes: bool) -> int | None:
        """Return the place of the option that yes, or no, means."""
        if self.is_card:
            return next((n for n, option in enumerate(self.options) if option.get("side") is yes), None)
        if self.question.kind not in {
            AnswerKind.TWO_SIDES,
            AnswerKind.OWN_WORD,
            AnswerKind.LEAVING,
            AnswerKind.CONSENT,
        }:
            return None
        meant = {True: (True, "yes"), False: (False, "no")}[yes]
        return next((n for n, option in enumerate(self.options) if option["value"] in meant), None)

    @property
    def has_sides(self) -> bool:
        return self.side(yes=True) is not None or self.side(yes=False) is not None

    @property
    def waits(self) -> bool:
        when = self.matter.when
        ahead = max(when) > clock.now() if when else self.shown_at > clock.now() - _WAITS
        return self.question.closed_at is None and ahead

    @property
    def is_guess(self) -> bool:
        """Return whether it asks if a wish was heard rightly: it waits only as long as it stands last."""
        return any(option.get("side") is True and SENTENCE in option["answers"] for option in self.options)

    def as_options(self) -> tuple[Option, ...]:
        return tuple(
            Option(verbatim(one["label"]), one["flow"], one["answers"], side=one.get("side")) for one in self.options
        )

    def is_same(self, other: "ShownQuestion") -> bool:
        """Return whether both ask the same about the same: a reminder comes more than once, and after a move."""
        if self is other:
            return True
        both = self.is_card and other.is_card
        return both and (any(one in _starts(other) for one in _starts(self)) or self._is_of_session(other))

    def _is_of_session(self, other: "ShownQuestion") -> bool:
        return self.about == other.about and bool(_sessions(self) & _sessions(other))

    def answers(self, other: "ShownQuestion") -> bool:
        """Return whether this was answered where the other, about the same, was asked above."""
        return self.question.closed_at is not None and self.is_same(other)

    def is_news_of(self, other: "ShownQuestion") -> bool:
        """Return whether it tells the same person of a change to the subject of the other."""
        is_news = any(flow == _KNOWS_OF_A_CHANGE for flow, _answers in _starts(self))
        return is_news and self.about == other.about and bool(self.matter.when) and self.matter == other.matter


def open_card(found: Sequence[ShownQuestion]) -> ShownQuestion | None:
    """Return the card with two sides that waits for an answer, as first shown; None if there is none."""
    open_ones = (
        one
        for n, one in enumerate(found)
        if one.is_card
        and one.has_sides
        and not one.is_guess
        and one.waits
        and not any(later.answers(one) for later in found[:n])
    )
    last = next(open_ones, None)
    return None if last is None else next((one for one in found if one.unasked and one.is_same(last)), last)


def _starts(card: ShownQuestion) -> list[tuple[str, dict[str, Any]]]:
    return [(option["flow"], option["answers"]) for option in card.options if "side" in option]


def _sessions(card: ShownQuestion) -> set[int]:
    return {answers["session"] for _flow, answers in _starts(card) if "session" in answers}


async def lately(db: AsyncSession, address: Address) -> list[ShownQuestion]:
    """Return what reached this phone, or may have, newest first: questions that wait, and cards, answered ones too."""
    found: dict[int, ShownQuestion] = {}
    for question, message, put_at, priority, external_id in await _LATELY.all(db, address=address.id):
        if question.id not in found:
            unasked = priority is not Priority.REPLY
            found[question.id] = ShownQuestion(question, Outgoing.from_json(message), put_at, unasked, external_id)
    return list(found.values())


_NEWEST = (func.coalesce(Question.shown_at, Question.asked_at).desc(), Question.id.desc(), Outbox.id.desc())
_STANDS = (
    select(Question.id, Outbox.id.label("row"), func.row_number().over(order_by=_NEWEST).label("nth"))
    .join(Outbox, Outbox.question_id == Question.id)
    .where(Question.address_id == bindparam("address"), Outbox.address_id == bindparam("address"))
    # Whoever answers what is being sent has seen it before its arrival was written down.
    .where(or_(Question.shown_at.is_not(None), Outbox.status == OutboxStatus.SENDING, Outbox.perhaps_sent))
    .order_by(*_NEWEST)
    .limit(_LOOKED_AT)
    .subquery()
)
_LATELY = Prepared(
    select(Question, Outbox.message, Outbox.put_at, Outbox.priority, Outbox.external_id)
    .select_from(_STANDS)
    .join(Question, Question.id == _STANDS.c.id)
    .join(Outbox, Outbox.id == _STANDS.c.row)
    # A question of a flow that was answered, and has something below it, is of no use any more.
    .where(or_(_STANDS.c.nth == 1, Question.name.is_(None), Question.closed_at.is_(None)))
    .order_by(_STANDS.c.nth)
)
