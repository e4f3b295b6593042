"""A talk with one person: flows say, choose, confirm and ask.

A flow runs from the top at each turn. An answered question returns its answer; the first open one raises Asking, which
unwinds to the turn. Hence three rules: ask first and act last; give every question its own name (in a loop: name and
index); never catch BaseException.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar, cast

from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat import paging
from bot.chat.say import Link, Option, Say
from bot.chat.understand import NotUnderstood, chosen, read_numbers
from bot.domain.understanding.amount import read_amount
from bot.domain.understanding.kinds import AnswerKind
from bot.i18n import Reader, Text, _, lines, verbatim
from bot.storage.tables.people import Address, Person

V = TypeVar("V")

_DONE = "done"


@dataclass(frozen=True)
class Ask:
    """A question; options are (value, label).

    `contact` is the label of a button that shares the person's own telephone number, where a platform has one.
    """

    name: str
    text: Text
    options: tuple[tuple[Any, Text], ...] = ()
    example: Text | None = None
    edits: bool = False
    contact: Text | None = None
    kind: AnswerKind | None = None


@dataclass(frozen=True)
class Reply:
    """An answer to the question of this name: the value of an option, or typed text, or both.

    With a `doubt` it is none yet: the question is asked again below it.
    """

    name: str
    value: Any = None
    is_option: bool = False
    text: str = ""
    doubt: Text | None = None


class Asking(BaseException):
    """Unwinds a flow to the turn, which asks. `missed`: the reply was no answer; `hint` says why."""

    def __init__(self, ask: Ask, *, missed: bool = False, hint: Text | None = None) -> None:
        super().__init__(ask.name)
        self.ask = ask
        self.missed = missed
        self.hint = hint


@dataclass(frozen=True)
class Look:
    """What another person sees when this flow starts: to be shown below a banner, and changed by nobody."""

    flow: str
    address_id: int
    banner: Text
    options: tuple[Option, ...] = ()


@dataclass
class Chat:
    """What a flow works with: transaction, person, answers, and ways to speak.

    `profile_name` is the name on the platform; it is not stored without consent.
    """

    db: AsyncSession
    address: Address
    answers: dict[str, Any]
    reply: Reply | None = None
    profile_name: str = ""
    # What was typed to the question that was answered in this turn.
    typed: str = ""
    said: list[Say] = field(default_factory=list)
    goes_on: tuple[str, dict[str, Any]] | None = None
    asks_next: Ask | None = None
    looks: Look | None = None

    @property
    def person(self) -> Person:
        return self.address.person

    def given(self, name: str) -> Any:  # noqa: ANN401 any JSON value
        return self.answers.get(name)

    def say(self, text: Text, *options: Option, file: int | None = None, links: tuple[Link, ...] = ()) -> None:
        """Say something at the end of the turn; each option starts a flow, `file` is the id of a stored file."""
        self.said.append(Say(text, options, file, links))

    def go(self, flow: str, **answers: Any) -> None:  # noqa: ANN401 any JSON value
        self.goes_on = (flow, answers)

    def ask_next(self, ask: Ask) -> None:
        """End by asking this: unlike a question that unwinds the flow, it leaves done what was done."""
        self.asks_next = ask

    def ends(self) -> None:
        if self.asks_next is not None:
            raise Asking(self.asks_next)

    async def choose(
        self,
        name: str,
        text: Text,
        options: Mapping[V, Text | str],
        example: Text | None = None,
        kind: AnswerKind | None = None,
    ) -> V:
        """Ask for one of the options; keys are JSON values or members of a StrEnum."""
        ask = Ask(name, text, _shown(options), example, kind=kind)
        stored = self._answer(ask, lambda _words: None)
        # JSON has stored an enum's value: return the key itself, or what is stored if there is no such key any more.
        return next((key for key in options if key == stored), cast("V", stored))

    async def confirm(self, name: str, text: Text, yes: Text | None = None, no: Text | None = None) -> bool:
        return await self.choose(name, text, {True: yes or _("Yes"), False: no or _("No")}, kind=AnswerKind.TWO_SIDES)

    async def confirm_leaving(self, name: str, text: Text, yes: Text, no: Text) -> bool:
        """Ask whether somebody gives something up: «bận» and «nghỉ» are not the no that they are elsewhere."""
        return await self.choose(name, text, {True: yes, False: no}, kind=AnswerKind.LEAVING)

    async def confirm_in_words(self, name: str, text: Text, yes: Text, no: Text) -> bool:
        """Ask about what others feel, or what cannot be taken back: a typed yes is the label of that option alone."""
        return await self.choose(name, text, {True: yes, False: no}, kind=AnswerKind.OWN_WORD)

    async def ask(  # noqa: PLR0913, PLR0917 whatever may stand beside a typed answer
        self,
        name: str,
        text: Text,
        read: Callable[[str], V | None],
        options: Mapping[V, Text | str] | None = None,
        example: Text | None = None,
        contact: Text | None = None,
        kind: AnswerKind | None = None,
    ) -> V:
        """Ask for typed text; `read` returns a JSON value, None, or raises NotUnderstood with a hint."""
        ask = Ask(name, text, _shown(options or {}), example, contact=contact, kind=kind)
        return cast("V", self._answer(ask, read))

    async def ask_amount(  # noqa: PLR0913, PLR0917 a question and its bounds
        self,
        name: str,
        text: Text,
        offered: Mapping[int, Text | str],
        most: int,
        beyond: Text,
        example: Text | None = None,
    ) -> int:
        """Ask how many, from 1 to `most`; what is offered has no number beside it, so that «3» is three."""

        def read(words: str) -> int | None:
            n = read_amount(words)
            if not 1 <= (1 if n is None else n) <= most or (n is None and words.strip().isdecimal()):
                raise NotUnderstood(beyond)
            return n

        return await self.ask(name, text, read, offered, example, kind=AnswerKind.AMOUNT)

    async def choose_many(
        self, name: str, text: Text, options: Mapping[V, Text | str], ticked: Sequence[V] = ()
    ) -> list[V]:
        """Ask for at least one option: ticked one by one, or typed together («1 3»). `ticked` are so to begin with."""
        if name not in self.answers:
            self.answers.setdefault(f"{name}…", list(ticked))
            self._tick(name, text, options)
        self.said.clear()
        return [key for key in options if key in self.answers[name]]

    def _tick(self, name: str, text: Text, options: Mapping[V, Text | str]) -> None:
        ticked = f"{name}…"
        picked = self.answers.setdefault(ticked, [])
        reply = self._reply_to(name)
        page = self._page(name)
        shown = paging.page_of(list(options), page, paging.A_PAGE_TO_TICK)
        if reply is None:
            raise Asking(_ticks(name, text, options, picked, page))
        if not reply.is_option:
            typed = _typed_together(_ticks(name, text, options, picked, page), reply.text, shown)
            self.answers[name] = [*picked, *typed]
        elif reply.value == _DONE:
            self.answers[name] = picked
        else:
            turned = reply.value == paging.MORE
            self.answers[ticked] = picked = [key for key in options if (key in picked) != (key == reply.value)]
            self.said.clear()
            raise Asking(_ticks(name, text, options, picked, self._page(name, turn=turned), edits=True))
        self._forget(name)

    def _answer(self, ask: Ask, read: Callable[[str], V | None]) -> Any:  # noqa: ANN401 any JSON value
        if ask.name not in self.answers:
            reply = self._reply_to(ask.name)
            if reply is None:
                raise Asking(_page(ask, self._page(ask.name)))
            if reply.is_option and reply.value == paging.MORE:
                self.said.clear()
                raise Asking(replace(_page(ask, self._page(ask.name, turn=True)), edits=True))
            shown = _page(ask, self._page(ask.name))
            if reply.doubt is not None:
                self.said.clear()
                raise Asking(shown, hint=reply.doubt)
            self.typed = reply.text
            self.answers[ask.name] = _read(ask, shown, self._named(ask, reply), read)
            self._forget(ask.name)
        # Texts before an answered question were said in an earlier turn.
        self.said.clear()
        return self.answers[ask.name]

    def _reply_to(self, name: str) -> Reply | None:
        """Return the reply if it answers this question; a reply is read only once."""
        reply, self.reply = self.reply, None
        return reply if reply is not None and reply.name == name else None

    def _page(self, name: str, *, turn: bool = False) -> int:
        page = int(self.answers.get(f"{name}▸", 0)) + turn
        if turn:
            self.answers[f"{name}▸"] = page
        return page

    def _forget(self, name: str) -> None:
        for kept in (f"{name}▸", f"{name}…"):
            self.answers.pop(kept, None)

    def _named(self, ask: Ask, reply: Reply) -> Reply:
        if reply.is_option or len(ask.options) <= paging.A_PAGE or reply.text.strip().isdigit():
            return reply
        reader = reader_of(self.person)
        labels = [{"label": label.for_(reader), "value": value} for value, label in ask.options]
        n = chosen(reply.text, labels)
        return reply if n is None else replace(reply, value=ask.options[n][0], is_option=True)


def reader_of(person: Person) -> Reader:
    called = person.given_name or (person.name or "").split(" ")[-1]
    return Reader(person.language, person.address_form, called)


def _shown(options: Mapping[V, Text | str]) -> tuple[tuple[Any, Text], ...]:
    return tuple((value, verbatim(label) if isinstance(label, str) else label) for value, label in options.items())


def _page(ask: Ask, page: int, size: int = paging.A_PAGE) -> Ask:
    if len(ask.options) <= paging.A_PAGE:
        return ask
    shown = (*paging.page_of(ask.options, page, size), (paging.MORE, paging.more_label()))
    return replace(ask, text=lines(ask.text, paging.where(ask.options, page, size)), options=shown)


def _ticks(  # noqa: PLR0913 a list with its state
    name: str, text: Text, options: Mapping[V, Text | str], picked: list[V], page: int, *, edits: bool = False
) -> Ask:
    shown = tuple(
        (value, _("✅ {label}", label=label) if value in picked else _("⬜ {label}", label=label))
        for value, label in _shown(options)
    )
    ask = _page(Ask(name, text, shown, _("for example: 1 3"), edits), page, paging.A_PAGE_TO_TICK)
    return replace(ask, options=(*ask.options, (_DONE, _("Done ➡️")))) if picked else ask


def _typed_together(ask: Ask, words: str, values: Sequence[V]) -> list[V]:
    numbers = read_numbers(words, len(values))
    if not numbers:
        raise Asking(ask, missed=True)
    return [values[n - 1] for n in numbers]


def _read(ask: Ask, shown: Ask, reply: Reply, read: Callable[[str], V | None]) -> Any:  # noqa: ANN401 any JSON value
    if reply.is_option:
        if ask.options and all(value != reply.value for value, _label in ask.options):
            raise Asking(shown, missed=True, hint=_("That choice is no longer there."))
        return reply.value
    try:
        value = read(reply.text)
    except NotUnderstood as miss:
        raise Asking(shown, missed=True, hint=miss.hint) from None
    if value is None:
        raise Asking(shown, missed=True)
    return value
