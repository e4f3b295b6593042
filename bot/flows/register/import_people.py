"""Importing a list: a preview, doubtful lines one by one, then all at once with the result of each."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from bot import clock
from bot.chat import labels
from bot.chat.chat import Chat, reader_of
from bot.chat.flow import Flow
from bot.chat.say import Option, option
from bot.chat.told_apart import told_apart, with_details
from bot.domain.access.rights import Right
from bot.domain.lists.people import Doubt, ListedPerson, Secret, is_next_part, of_age, read_line, read_list
from bot.domain.people.duplicates import reasons
from bot.flows.questions.host import given_host, which_host
from bot.flows.register.list_preview import WHY_LEFT, in_short, preview
from bot.flows.register.texts import AGREED, DOUBTS, REASONS
from bot.i18n import Text, _, lines, n_, verbatim
from bot.services.register import duplicates, import_files, list_matching, register
from bot.services.register.duplicates import Known
from bot.services.register.list_matching import LineKind, LineStanding, entry_of
from bot.storage.tables.people import Person

_HOME = option(_("🏠 Home"), "home")
_TAKE, _SKIP, _TAKE_ALL, _SKIP_ALL = "take", "skip", "take_all", "skip_all"
_GO, _DROP = "go", "drop"
_ONE, _TWO = "one", "two"
_SHOWN = 12
# From so many doubtful lines on, all that are left may be answered at once.
_MANY = 3
# No class has room for more; each is asked for a seat in the same transaction.
_MOST_IN_A_CLASS = 100


@dataclass(frozen=True)
class _Fate:
    """Whether a line is entered, or why not; `person` is who it names in the book."""

    line: ListedPerson
    why_not: Text | None = None
    person: Person | None = None


async def import_people(chat: Chat) -> None:
    """Write nothing before all doubts are settled."""
    host = await which_host(chat, Right.KEEP_BOOK)
    if host is None or chat.given("lines") is None:
        return chat.go("not_yours" if host is None else "add_people")
    people = await register.people_of(chat.db, chat.person, host)
    read = await _whole_list(chat, people)
    if read is None:
        return chat.say(_("All right, I have written nothing down."), _HOME)
    read = await _with_ages(chat, read)
    fates = await _settled(chat, read, people)
    entries = [entry_of(fate.line) for fate in fates if fate.why_not is None]
    there = [fate.person.id for fate in fates if fate.person is not None]
    if not entries:
        chat.say(lines(_("There is nobody to write down."), *map(_became, fates[:_SHOWN])))
        return chat.say(
            _("What next?"), *_into_class(there), option(_("➕ Add people"), "add_people", **given_host(host)), _HOME
        )
    if not await _agreed(chat, len(entries)):
        return chat.say(_("All right, I have written nothing down. Please ask them first."), _HOME)
    words = AGREED.for_(reader_of(chat.person))
    act, entered = await register.enter(chat.db, chat.person, host, entries, words)
    paper = await import_files.report(chat.db, reader_of(chat.person), [(f.line, _word(f)) for f in fates])
    chat.say(
        _entered(fates, len(entries)),
        option(_("↩️ Undo the whole list"), "undo", act=act.id),
        *_into_class([*(person.id for person in entered), *there]),
        option(_("📖 The book"), "book", **given_host(host)),
        file=paper.id,
        instead=_entered(fates, len(entries), has_file=False),
    )


def _entered(fates: Sequence[_Fate], n: int, *, has_file: bool = True) -> Text:
    return lines(
        n_("Done. One person is written into the book.", "Done. {n} people are written into the book.", n),
        *map(_became, fates[:_SHOWN]),
        (_("… the others are in the file.") if has_file else _("… and others.")) if len(fates) > _SHOWN else None,
        _("Who has no number will be told through you. You can change it person by person."),
        _("If it was the wrong list: you can take all of it back, until tomorrow."),
    )


async def _whole_list(chat: Chat, people: Sequence[Person]) -> Sequence[LineStanding] | None:
    """Show what was read, until all parts of the list have come; None if it is dropped."""
    while True:
        so_far = [ListedPerson.from_json(row) for row in chat.given("lines")]
        read = list_matching.standings(so_far, people)
        words = preview(read, chat.given("pages") or (), sees_all=chat.given("sees_all") is not False)
        asks = any(one.is_asked for one in read)
        choices: dict[Any, Text] = {_GO: _("➡️ Ask me about the unclear ones") if asks else _("➡️ Go on")}
        answer = await chat.ask("preview", words, partial(_more, so_far), choices | {_DROP: _("❌ Drop it")})
        if answer in (_GO, _DROP):
            return read if answer == _GO else None
        # A long list comes in several messages.
        chat.answers["lines"] = answer
        del chat.answers["preview"]


def _more(so_far: Sequence[ListedPerson], words: str) -> Any:  # noqa: ANN401 lines as JSON, or None
    try:
        added = read_list(words, clock.today().year)
    except Secret:
        return None
    if not any(line.is_somebody and (line.phone or len(added) > 1) for line in added):
        return None
    whole, first = list(so_far), added[0]
    if is_next_part(whole, first):
        last = whole.pop()
        first = read_line(f"{last.words} {first.words}", clock.today().year)
    return [replace(line, n=n).as_json() for n, line in enumerate((*whole, first, *added[1:]), 1)]


async def _with_ages(chat: Chat, read: Sequence[LineStanding]) -> list[LineStanding]:
    said = [one.line.bare for one in read if one.kind not in _NOT_ASKED and one.line.bare is not None]
    if not said:
        return list(read)
    numbers = labels.enumeration([verbatim(str(n)) for n in said[:_SHOWN]])
    is_year = await chat.choose(
        "bare",
        _("These numbers stand alone: {numbers}. What are they?", numbers=numbers),
        {"age": _("Ages"), "year": _("Years of birth, 19…"), "neither": _("Neither")},
    )
    if is_year == "neither":
        return [replace(one, line=replace(one.line, bare=None)) for one in read]
    year = clock.today().year
    return [replace(one, line=of_age(one.line, year, is_year=is_year == "year")) for one in read]


_NOT_ASKED = frozenset({LineKind.LEFT, LineKind.EQUAL, LineKind.TWICE})


async def _settled(chat: Chat, read: Sequence[LineStanding], people: Sequence[Person]) -> list[_Fate]:
    book, fates = Known(people), list[_Fate]()
    doubtful = sum(one.kind is LineKind.DOUBTFUL for one in read)
    for one in read:
        fates.extend(await _fates(chat, one, book, doubtful))
        doubtful -= one.kind is LineKind.DOUBTFUL
    return fates


async def _fates(chat: Chat, one: LineStanding, book: Known, doubtful: int) -> list[_Fate]:
    line = one.line
    if line.left is not None:
        return [_Fate(line, WHY_LEFT[line.left])]
    if one.known is not None:
        return [_Fate(line, _in_book(one.known), one.known)]
    if one.earlier is not None and (one.kind is LineKind.TWICE or await _is_earlier(chat, line, one.earlier)):
        return [_Fate(line, _("in the list already, line {n}", n=one.earlier.n))]
    meant = await _meant(chat, line, doubtful) if one.kind is LineKind.DOUBTFUL else [line]
    return [await _fate(chat, each, book, n) for n, each in enumerate(meant)] or [_Fate(line, _("left out"))]


async def _meant(chat: Chat, line: ListedPerson, doubtful: int) -> list[ListedPerson]:
    can_be_taken = line.name is not None and Doubt.TWO_PEOPLE not in line.doubts
    for_all = chat.given("all_doubtful")
    answer = for_all or await _ask_about(chat, line, can_be_taken=can_be_taken, many=doubtful >= _MANY)
    if answer in (_TAKE_ALL, _SKIP_ALL):
        chat.answers["all_doubtful"] = answer
    if answer in (_TAKE, _TAKE_ALL):
        return [line] if can_be_taken else []
    return [] if answer in (_SKIP, _SKIP_ALL) else [ListedPerson.from_json(row) for row in answer]


async def _ask_about(chat: Chat, line: ListedPerson, *, can_be_taken: bool, many: bool) -> Any:  # noqa: ANN401 a word, or lines as JSON
    take = {_TAKE: _("Write it like this")} if can_be_taken else {}
    for_all = {_TAKE_ALL: _("Write all like this"), _SKIP_ALL: _("Leave all of these out")} if many else {}
    return await chat.ask(
        f"doubt{line.n}",
        lines(
            _("Line {n}: «{words}»", n=line.n, words=verbatim(line.words)),
            _("I read: {person}.", person=in_short(line)) if line.name else None,
            *(DOUBTS[doubt] for doubt in line.doubts),
            _("Is that right? If not, please type the line again."),
        ),
        lambda words: _read_again(words, line),
        {**take, _SKIP: _("Leave it out"), **for_all},
        _("for example: Mrs Tư, 0912 345 678, 72 years"),
    )


def _read_again(words: str, line: ListedPerson) -> list[dict[str, Any]] | None:
    """Return one person a line or between commas, or the line with the number alone that it lacked."""
    found = _read_all(words.splitlines(), line)
    if not _are_people(found):
        found = _read_all(re.split("[\n;,]", words), line)
    if len(found) == 1 and line.name is not None and found[0].name is None and found[0].phone is not None:
        return [replace(line, phone=found[0].phone, doubts=()).as_json()]
    return [one.as_json() for one in found] if _are_people(found) else None


def _read_all(parts: Iterable[str], line: ListedPerson) -> list[ListedPerson]:
    return [read_line(part, clock.today().year, line.n) for part in parts if part.strip()]


def _are_people(found: Sequence[ListedPerson]) -> bool:
    wrong = {Doubt.TWO_PEOPLE, Doubt.NO_NUMBER}
    return bool(found) and all(one.name and one.left is None and not wrong & {*one.doubts} for one in found)


async def _fate(chat: Chat, line: ListedPerson, book: Known, n: int) -> _Fate:
    alike = book.like(entry_of(line))
    person = await _whom(chat, line, alike, f"{line.n}.{n}" if n else str(line.n)) if alike else None
    return _Fate(line) if person is None else _Fate(line, _in_book(person), person)


def _in_book(person: Person) -> Text:
    return _("in the book already: {name}", name=labels.in_full(person))


async def _whom(chat: Chat, line: ListedPerson, alike: Sequence[Person], key: str) -> Person | None:
    if len(alike) == 1:
        return alike[0] if await _is_same(chat, line, alike[0], key) else None
    chosen = await chat.choose(
        f"same{key}",
        lines(
            _("Line {n}: {person}", n=line.n, person=in_short(line)),
            _("Several in the book may be this person. Which one is it?"),
        ),
        {**told_apart(alike), _TWO: _("Somebody else")},
    )
    return next((person for person in alike if person.id == chosen), None)


async def _is_same(chat: Chat, line: ListedPerson, person: Person, key: str) -> bool:
    why = reasons(duplicates.compared(person), duplicates.as_compared(entry_of(line)))
    answer = await chat.choose(
        f"same{key}",
        lines(
            _("Line {n}: {person}", n=line.n, person=in_short(line)),
            _("In the book there is {name}.", name=with_details(person, labels.in_full(person))),
            *(REASONS[reason] for reason in why),
            _("One person, or two?"),
        ),
        {_ONE: _("One person"), _TWO: _("Two people")},
    )
    return answer == _ONE


async def _is_earlier(chat: Chat, line: ListedPerson, earlier: ListedPerson) -> bool:
    answer = await chat.choose(
        f"twice{line.n}",
        lines(
            _("Two lines of the list may name one person:"),
            _("({n}) {person}", n=earlier.n, person=in_short(earlier)),
            _("({n}) {person}", n=line.n, person=in_short(line)),
            _("One person, or two?"),
        ),
        {_ONE: _("One person, as in line {n}", n=earlier.n), _TWO: _("Two people")},
    )
    return answer == _ONE


async def _agreed(chat: Chat, n: int) -> bool:
    answer = await chat.choose(
        "agreed",
        n_(
            "Has this person said that I may keep the name, the group and the classes?",
            "Have these {n} people said that I may keep their names, the group and the classes?",
            n,
        ),
        {"yes": _("I have asked everyone"), "no": _("Not asked yet")},
    )
    return answer == "yes"


def _into_class(ids: Sequence[int]) -> tuple[Option, ...]:
    can_be_put = 0 < len(ids) <= _MOST_IN_A_CLASS
    return (option(_("📝 Put the whole list into a class"), "list_in_class", persons=list(ids)),) if can_be_put else ()


def _word(fate: _Fate) -> Text:
    return fate.why_not or _("written down")


def _became(fate: _Fate) -> Text:
    who = in_short(fate.line) if fate.line.name else _("Line {n}", n=fate.line.n)
    if fate.why_not is None:
        return _("✅ ({n}) {person}", n=fate.line.n, person=who)
    return _("➖ ({n}) {person}: {why}", n=fate.line.n, person=who, why=fate.why_not)


FLOWS = (Flow("import_people", import_people),)
