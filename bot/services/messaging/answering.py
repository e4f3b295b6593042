"""Which of the lists and cards on a phone typed words answer, and with what; what is not certain is asked back."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypeAlias

from bot.domain.understanding.choice import MOST_LINES, by_label, by_number, choice
from bot.domain.understanding.kinds import AnswerKind
from bot.domain.understanding.matter import Named, is_of, is_of_a_part, named_in
from bot.domain.understanding.words import spelled
from bot.domain.understanding.yes_no import Answer, in_whose_name, is_bare, yes_no
from bot.domain.vietnamese import fold
from bot.services.messaging.shown import ShownQuestion

# Whoever answers so soon after a list that nobody asked for may not have seen it yet.
_JUST_CAME = timedelta(seconds=20)
_OF_MINE = frozenset(("em", "con", "tui", "toi", "minh", "chau"))


class AskBackReason(StrEnum):
    """Why an answer is asked back; UNSURE may be no answer at all."""

    SWAYS = "sways"
    UNSURE = "unsure"
    SEVERAL = "several"
    OTHERWISE = "otherwise"


@dataclass(frozen=True)
class Chosen:
    """An option of what is shown, by its place; `by_number`: nothing but its number was typed."""

    shown: ShownQuestion
    option: int
    by_number: bool = False


@dataclass(frozen=True)
class AskedBack:
    """The options between which somebody may choose, and what the words named that none of them is about."""

    why: AskBackReason
    between: tuple[Chosen, ...]
    named: Named | None = None


@dataclass(frozen=True)
class Past:
    """The list that is meant waits for no answer any more."""


@dataclass(frozen=True)
class Rest:
    """The options that are not numbered yet: «9» of a list of more than nine."""

    of: ShownQuestion


Read: TypeAlias = tuple[Chosen, ...] | AskedBack | Past | Rest


@dataclass(frozen=True)
class PhoneScreen:
    """What stands on it, the last first; the question its talk waits at; who reads it, and how people are called.

    `called` are the folded names by which those whom cards are about may be called, by their ids.
    """

    shown: Sequence[ShownQuestion]
    open_id: int | None
    reader: int
    called: Mapping[int, Collection[str]]

    def is_live(self, one: ShownQuestion) -> bool:
        return one.question.closed_at is None if one.is_card else one.question.id == self.open_id

    def waits_at(self, one: ShownQuestion) -> bool:
        """Return whether it was asked, and does not merely offer a next step."""
        return self.is_live(one) and (not one.is_card or self._is_open_card(one))

    def _is_open_card(self, one: ShownQuestion) -> bool:
        """Return whether it has two sides and waits for an answer; after a cancellation it does not."""
        after = self.shown[: self.shown.index(one)]
        if one.is_guess and any(later is not self.opened for later in after):
            return False
        return one.has_sides and one.waits and not any(later.is_news_of(one) or later.answers(one) for later in after)

    @property
    def opened(self) -> ShownQuestion | None:
        return next((one for one in self.shown if one.question.id == self.open_id), None)

    def cards(self) -> list[ShownQuestion]:
        """Return those with two sides that wait for an answer, each matter once."""
        found: list[ShownQuestion] = []
        for one in self.shown:
            if one.is_card and self._is_open_card(one) and not any(one.is_same(other) for other in found):
                found.append(one)
        return found


def read(words: str, phone: PhoneScreen, now: datetime) -> Read | None:
    """Return the options that the words choose, seen from a local `now`; None if they answer nothing shown."""
    by_its_number = _by_number(words, phone, now)
    if by_its_number is not None:
        return by_its_number
    if (labelled := _by_label(words, phone, now)) is not None:
        return (labelled,)
    return _by_side(words, phone, now)


def read_reaction(sign: str, phone: PhoneScreen, message_id: str | None, now: datetime) -> Read | None:
    """Return the options that a sign put to one message chooses, if that message waits for an answer."""
    meant = next((one for one in phone.shown if one.external_id == message_id), None)
    if meant is None or not phone.waits_at(meant):
        return None
    alone = replace(phone, shown=[meant], open_id=None if meant.is_card else phone.open_id)
    return _by_side(sign, alone, now)


def _by_number(words: str, phone: PhoneScreen, now: datetime) -> Read | None:
    last = next(iter(phone.shown), None)
    if last is None or last.question.kind is AnswerKind.AMOUNT:
        return None
    # «Nam» and «Ba» are names that may be looked for: the flow knows whether there are any.
    if last.question.kind in _SEARCHED and not any(map(str.isdigit, words)):
        return None
    together = _numbered_together(phone.shown)
    n = by_number(words, sum(len(one.numbered) for one in together))
    if n is None:
        return None
    return _of_last(n, last, phone, now) if n < len(last.numbered) else (_of_those_above(n, together),)


def _of_last(n: int, last: ShownQuestion, phone: PhoneScreen, now: datetime) -> Read:
    if not last.is_card and last.question.id != phone.open_id:
        return Past()
    if n == MOST_LINES - 1 and len(last.numbered) > MOST_LINES:
        return Rest(last)
    meant = Chosen(last, last.numbered[n], by_number=True)
    before = next((one for one in phone.shown[1:] if phone.waits_at(one) and not one.is_same(last)), None)
    just_came = last.unasked and now - last.shown_at <= _JUST_CAME
    if just_came and before is not None and n < len(before.numbered) and before.question.kind is not AnswerKind.AMOUNT:
        return AskedBack(AskBackReason.SEVERAL, (meant, Chosen(before, before.numbered[n], by_number=True)))
    return (meant,)


def _numbered_together(shown: Sequence[ShownQuestion]) -> Sequence[ShownQuestion]:
    """Return the last list, and those above it whose numbers go on from its own."""
    together, ahead = [shown[0]], len(shown[0].numbered)
    for one in shown[1:]:
        if not ahead or one.first_number != ahead + 1:
            break
        together.append(one)
        ahead += len(one.numbered)
    return together


def _of_those_above(n: int, together: Sequence[ShownQuestion]) -> Chosen:
    meant = next(one for one in together if one.first_number - 1 <= n < one.first_number - 1 + len(one.numbered))
    return Chosen(meant, meant.numbered[n - meant.first_number + 1], by_number=True)


def _by_label(words: str, phone: PhoneScreen, now: datetime) -> Chosen | None:
    live = [one for one in phone.shown if phone.is_live(one)]
    whole = ((one, by_label(words, one.labels)) for one in live)
    if (found := next((Chosen(one, n) for one, n in whole if n is not None), None)) is not None:
        return found
    for one in (*live[:1], *(one for one in live[1:] if one is phone.opened)):
        if one.question.kind not in _READ_BY_THE_FLOW | _SEARCHED and (n := _told_apart(words, one, now)) is not None:
            return Chosen(one, n)
    return None


_SEARCHED = frozenset({AnswerKind.SEARCHED, AnswerKind.LINKS})
IN_CLEAR_WORDS = frozenset({AnswerKind.OWN_WORD, AnswerKind.LEAVING, AnswerKind.CONSENT})
_READ_BY_THE_FLOW = IN_CLEAR_WORDS | {AnswerKind.AMOUNT, AnswerKind.ROLL}


def _told_apart(words: str, one: ShownQuestion, now: datetime) -> int | None:
    if (one.has_sides and yes_no(words) is not None) or by_number(words, MOST_LINES) is not None:
        return None
    return choice(words, one.labels, now)


def _by_side(words: str, phone: PhoneScreen, now: datetime) -> Read | None:
    from bot.services.messaging.fitted_recogniser import answers  # noqa: PLC0415 loads numpy: docs/adr/0030

    said = answers().read(words)
    cards = _answerable(phone, words) if said is not None else []
    return _on(cards, said, words, phone, now) if said is not None and cards else None


def _answerable(phone: PhoneScreen, words: str) -> list[ShownQuestion]:
    """Return what waits for yes or no, the last first: nothing where a question of another kind was asked since.

    Whether a wish was heard rightly is answered by nothing but yes or no: more words are another wish.
    """
    opened, cards = phone.opened, [card for card in phone.cards() if not card.is_guess or is_bare(words)]
    if opened is not None and (not cards or opened.shown_at >= cards[0].shown_at):
        guessed = cards[:1] if cards and cards[0].is_guess and opened.question.kind not in IN_CLEAR_WORDS else []
        cards = [opened, *guessed] if opened.question.kind is AnswerKind.TWO_SIDES else guessed
    elif opened is not None and opened.question.kind is AnswerKind.TWO_SIDES:
        cards = [*cards, opened]
    return cards


def _on(cards: Sequence[ShownQuestion], said: Answer, words: str, phone: PhoneScreen, now: datetime) -> Read | None:
    if said is Answer.UNSURE:
        return AskedBack(AskBackReason.UNSURE, _sides(cards[0]))
    named = named_in(words, now)
    fitting = [card for card in cards if is_of(named, card.matter) and _is_whose(words, named, card, phone)]
    if not fitting:
        return AskedBack(AskBackReason.OTHERWISE, _sides(cards[0]), named)
    in_part = len(fitting) == 1 and is_of_a_part(named, fitting[0].matter)
    if said is Answer.SWAYS or (said is Answer.YES and in_part):
        return AskedBack(AskBackReason.SWAYS, _sides(fitting[0]))
    return _among(fitting, words, yes=said is Answer.YES)


def _among(cards: Sequence[ShownQuestion], words: str, *, yes: bool) -> Read | None:
    meant = [Chosen(card, n) for card in cards if (n := card.side(yes=yes)) is not None]
    if not meant:
        return None
    if len(meant) == 1 and meant[0].shown is cards[0]:
        return tuple(meant)
    if len(meant) > 1 and any(card.is_guess for card in cards):
        return AskedBack(AskBackReason.SEVERAL, tuple(meant))
    if (in_whose_name(words) or "").startswith("ca "):
        return tuple(meant)
    if not cards[0].unasked:
        return (meant[0],) if meant[0].shown is cards[0] else None
    return AskedBack(AskBackReason.SEVERAL, tuple(meant)) if len(meant) > 1 else tuple(meant)


def _sides(card: ShownQuestion) -> tuple[Chosen, ...]:
    both = (card.side(yes=True), card.side(yes=False))
    return tuple(Chosen(card, n) for n in both if n is not None)


def _is_whose(words: str, named: Named, card: ShownQuestion, phone: PhoneScreen) -> bool:
    about = card.about or phone.reader
    if named.people:
        return any(fold(one.name) in phone.called.get(about, ()) for one in named.people)
    kin = in_whose_name(words)
    if kin is None or kin.startswith(("ca ", "hai ")):
        return True
    if about != phone.reader:
        return True
    others = any(one.about not in {None, phone.reader} for one in phone.cards())
    # «Má bận rồi con» is how a mother may speak of herself; «má em» is another's.
    return not others and spelled(kin)[-1] not in _OF_MINE
