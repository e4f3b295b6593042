"""A talk with one person: flows say, choose, confirm and ask.

A flow runs from the top at each turn. An answered question returns its answer; the first open one raises Asking, which
unwinds to the turn. Hence three rules: ask first and act last; give every question its own name (in a loop: name and
index); never catch BaseException.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar, cast

from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat import paging
from bot.chat.say import Link, Option, Say
from bot.chat.understand import NotUnderstood, chosen, read_numbers
from bot.domain.understanding.amount import Counted, read_amount
from bot.domain.understanding.choice import by_label, by_number
from bot.domain.understanding.kinds import AnswerKind
from bot.i18n import Reader, Text, _, lines, verbatim
from bot.storage.tables.people import Address, Person

V = TypeVar("V")

_DONE = "done"
_END = ((_DONE, _("Done ➡️")),)
_ALL = (paging.ALL, paging.all_label())
_SIGNS = (_DONE, paging.ALL, paging.MORE)
_FOR_EXAMPLE = _("for example: VNeID Saturday morning, or a name")


@dataclass(frozen=True)
class Ask:
    """A question; options are (value, label), those `below` stand on each page of a long list.

    `first`: so many options stand on the first page.
    `contact` is the label of a button that shares the person's own telephone number, where a platform has one.
    """

    name: str
    text: Text
    options: tuple[tuple[Any, Text], ...] = ()
    example: Text | None = None
    edits: bool = False
    contact: Text | None = None
    kind: AnswerKind | None = None
    below: tuple[tuple[Any, Text], ...] = ()
    first: int | None = None

    def pages(self, size: int = paging.A_PAGE) -> paging.Pages:
        return paging.Pages(len(self.options), size, self.first)

    @property
    def is_long(self) -> bool:
        return self.pages().all > 1


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

    def say(
        self,
        text: Text,
        *options: Option,
        file: int | None = None,
        links: tuple[Link, ...] = (),
        instead: Text | None = None,
    ) -> None:
        """Say something at the end of the turn; each option starts a flow, `file` is the id of a stored file.

        `instead` is said in place of the text where the file does not come.
        """
        self.said.append(Say(text, options, file, links, instead=instead))

    def go(self, flow: str, **answers: Any) -> None:  # noqa: ANN401 any JSON value
        self.goes_on = (flow, answers)

    def ask_next(self, ask: Ask) -> None:
        """End by asking this: unlike a question that unwinds the flow, it leaves done what was done."""
        self.asks_next = ask

    def ends(self) -> None:
        if self.asks_next is not None:
            raise Asking(self.asks_next)

    async def links(
        self, text: Text, found: Sequence[Option], *below: Option, few: int = paging.A_PAGE, name: str = "which"
    ) -> None:
        """Show what was found, each of which leads on; where it is long, in pages and with search by typing.

        Below it stand other ways on. Each button stays good, whatever is pressed before it.
        """
        if len(found) <= few:
            return self.say(text, *found, *below)
        links = {_link(one): one.label for one in found}
        others = tuple((_link(one), one.label) for one in below)
        ask = Ask(name, text, _shown(links), _FOR_EXAMPLE, kind=AnswerKind.LINKS, below=others)
        flow, answers = link_of(self._answer(ask, lambda _words: None))
        return self.go(flow, **answers)

    async def choose(  # noqa: PLR0913, PLR0917 a question and how it is shown
        self,
        name: str,
        text: Text,
        options: Mapping[V, Text | str],
        example: Text | None = None,
        kind: AnswerKind | None = None,
        first: int | None = None,
    ) -> V:
        """Ask for one of the options; keys are JSON values or members of a StrEnum."""
        ask = Ask(name, text, _shown(options), example, kind=kind, first=first)
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
        counted: Counted = Counted.PEOPLE,
    ) -> int:
        """Ask how many, from 1 to `most`; what is offered has no number beside it, so that «3» is three."""

        def read(words: str) -> int | None:
            n = read_amount(words, counted)
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
        shown = self._page_of(_ticks(name, text, options, picked), paging.A_PAGE_TO_TICK)
        if reply is None:
            raise Asking(shown)
        if reply.is_option and reply.value == _DONE:
            self.answers[name] = picked
        elif (meant := self._ticked_by(reply, Ask(name, text, _shown(options)), shown)) is not None:
            self.answers[ticked] = picked = [key for key in options if (key in picked) != (key in meant)]
            self.said.clear()
            again = _ticks(name, text, options, picked)
            raise Asking(replace(self._page_of(again, paging.A_PAGE_TO_TICK), edits=True))
        else:
            self.answers[name] = [*picked, *_typed_together(shown, reply.text)]
        self._forget(name)

    def _ticked_by(self, reply: Reply, ask: Ask, shown: Ask) -> list[Any] | None:
        """Return what this turns on or off: the line pressed, or the one of a long list that was named."""
        if reply.is_option:
            return [] if self._turned(ask.name, reply) else [reply.value]
        if not ask.is_long or read_numbers(reply.text, len(shown.options)):
            return None
        found = _called(ask, reply.text, self.person)
        if len(found) == 1:
            return [ask.options[found[0]][0]]
        return [] if self._looks_for(ask, reply.text) else None

    def _answer(self, ask: Ask, read: Callable[[str], V | None]) -> Any:  # noqa: ANN401 any JSON value
        if ask.is_long and ask.kind is None:
            ask = replace(ask, kind=AnswerKind.SEARCHED)
        if ask.name not in self.answers:
            reply = self._reply_to(ask.name)
            if reply is None:
                raise Asking(self._page_of(ask))
            reply = self._numbered(ask, reply)
            if reply.is_option and self._turned(ask.name, reply):
                self.said.clear()
                raise Asking(replace(self._page_of(ask), edits=True))
            shown = self._page_of(ask)
            if reply.doubt is not None:
                self.said.clear()
                raise Asking(shown, hint=reply.doubt)
            self.typed = reply.text
            self.answers[ask.name] = self._read(ask, shown, reply, read)
            self._forget(ask.name)
        # Texts before an answered question were said in an earlier turn.
        self.said.clear()
        return self.answers[ask.name]

    def _read(self, ask: Ask, shown: Ask, reply: Reply, read: Callable[[str], V | None]) -> Any:  # noqa: ANN401 any JSON value
        try:
            return _read(ask, shown, self._named(ask, reply), read)
        except Asking as miss:
            if miss.hint is not None or reply.is_option or not self._looks_for(ask, reply.text):
                raise
        self.said.clear()
        raise Asking(self._page_of(ask))

    def _page_of(self, ask: Ask, size: int = paging.A_PAGE) -> Ask:
        """Return what is shown of it now: one page of all, or of what is looked for."""
        words = self.answers.get(f"{ask.name}?")
        if words is not None and (at := _found(ask, words, self.person)):
            shown = tuple(ask.options[n] for n in at)
            text = lines(ask.text, paging.said_of_search(words, len(at)))
            ask = replace(ask, text=text, options=shown, first=None, below=(*ask.below, _ALL))
        return _page(ask, int(self.answers.get(f"{ask.name}▸", 0)), size)

    def _turned(self, name: str, reply: Reply) -> bool:
        """Turn to the next page, or back to all; return whether that was asked for."""
        page = f"{name}▸"
        if reply.value == paging.ALL:
            self.answers.pop(f"{name}?", None)
            self.answers.pop(page, None)
        elif reply.value == paging.MORE:
            self.answers[page] = int(self.answers.get(page, 0)) + 1
        return reply.value in {paging.ALL, paging.MORE}

    def _looks_for(self, ask: Ask, words: str) -> bool:
        """Look for what was typed in a long list; return whether there is any of it."""
        if not ask.is_long or not _found(ask, words, self.person):
            return False
        self.answers.pop(f"{ask.name}▸", None)
        self.answers[f"{ask.name}?"] = words[: paging.MOST_WORDS]
        return True

    def _reply_to(self, name: str) -> Reply | None:
        """Return the reply if it answers this question; a reply is read only once."""
        reply, self.reply = self.reply, None
        return reply if reply is not None and reply.name == name else None

    def _forget(self, name: str) -> None:
        for kept in (f"{name}▸", f"{name}…", f"{name}?"):
            self.answers.pop(kept, None)

    def _numbered(self, ask: Ask, reply: Reply) -> Reply:
        """Take a number in words for that of a line shown, unless a line of the list holds the word: «Năm», «Ba»."""
        if reply.is_option or not ask.is_long or _found(ask, reply.text, self.person):
            return reply
        shown = self._page_of(ask).options
        n = by_number(reply.text, len(shown))
        return reply if n is None else replace(reply, value=shown[n][0], is_option=True)

    def _named(self, ask: Ask, reply: Reply) -> Reply:
        if reply.is_option or not ask.is_long or reply.text.strip().isdigit():
            return reply
        found = _called(ask, reply.text, self.person)
        return reply if len(found) != 1 else replace(reply, value=ask.options[found[0]][0], is_option=True)


def link_of(value: str) -> tuple[str, dict[str, Any]]:
    """Return the flow that a line of a list starts, and its answers."""
    flow, answers = json.loads(value)
    return flow, answers


def _link(one: Option) -> str:
    return json.dumps([one.flow, dict(one.answers)], sort_keys=True)


def _labels(ask: Ask, person: Person) -> list[str]:
    reader = reader_of(person)
    return [label.for_(reader) for _value, label in ask.options]


def _found(ask: Ask, words: str, person: Person) -> list[int]:
    return paging.sought(words, _labels(ask, person))


def _called(ask: Ask, words: str, person: Person) -> list[int]:
    """Return the place of the one line that is meant, if one is."""
    labels = _labels(ask, person)
    found = paging.sought(words, labels)
    if len(found) == 1:
        return found
    # Of several that hold the words one may be just these; where none does, it may be said in another way.
    n = by_label(words, labels) if found else chosen(words, [{"label": label} for label in labels])
    return [] if n is None else [n]


def reader_of(person: Person) -> Reader:
    called = person.given_name or (person.name or "").split(" ")[-1]
    return Reader(person.language, person.address_form, called)


def _shown(options: Mapping[V, Text | str]) -> tuple[tuple[Any, Text], ...]:
    return tuple((value, verbatim(label) if isinstance(label, str) else label) for value, label in options.items())


def _page(ask: Ask, page: int, size: int) -> Ask:
    pages = ask.pages(size)
    more = ((paging.MORE, paging.more_label()),) if pages.all > 1 else ()
    # Of the three nearest nobody needs to know how many pages there are.
    where = pages.where(page) if ask.first is None else None
    return replace(ask, text=lines(ask.text, where), options=(*ask.options[pages.at(page)], *more, *ask.below))


def _ticks(name: str, text: Text, options: Mapping[V, Text | str], picked: Sequence[V]) -> Ask:
    shown = tuple(
        (value, _("✅ {label}", label=label) if value in picked else _("⬜ {label}", label=label))
        for value, label in _shown(options)
    )
    return Ask(name, text, shown, _("for example: 1 3"), below=_END if picked else ())


def _typed_together(shown: Ask, words: str) -> list[Any]:
    values = [value for value, _label in shown.options if value not in _SIGNS]
    numbers = read_numbers(words, len(values))
    if not numbers:
        raise Asking(shown, missed=True)
    return [values[n - 1] for n in numbers]


def _read(ask: Ask, shown: Ask, reply: Reply, read: Callable[[str], V | None]) -> Any:  # noqa: ANN401 any JSON value
    if reply.is_option:
        if ask.options and all(value != reply.value for value, _label in (*ask.options, *ask.below)):
            raise Asking(shown, missed=True, hint=_("That choice is no longer there."))
        return reply.value
    try:
        value = read(reply.text)
    except NotUnderstood as miss:
        raise Asking(shown, missed=True, hint=miss.hint) from None
    if value is None:
        raise Asking(shown, missed=True)
    return value
