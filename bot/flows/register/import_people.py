"""Importing a list: a preview, doubtful lines one by one, then all at once with the result of each."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot import clock
from bot.chat import labels
from bot.chat.chat import Chat, reader_of
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.domain.parsing.people_list import Doubt, Left, ListedPerson, read_line
from bot.domain.people import phones
from bot.domain.people.duplicates import reasons
from bot.domain.people.person import ToldVia
from bot.flows.questions.group import which_group
from bot.flows.register.texts import AGREED, DOUBTS, REASONS
from bot.i18n import Text, _, lines, n_, verbatim
from bot.services.register import duplicates, import_files, register
from bot.services.register.register import NewPerson
from bot.storage.tables.people import Person

_HOME = option(_("🏠 Home"), "home")
_TAKE, _SKIP = "take", "skip"
_SHOWN = 12


@dataclass(frozen=True)
class _Fate:
    """Whether a line is entered, or why not."""

    line: ListedPerson
    why_not: Text | None = None


async def import_people(chat: Chat) -> None:
    """Write nothing before all doubts are settled."""
    group = await which_group(chat)
    if group is None or chat.given("lines") is None:
        return chat.go("not_yours" if group is None else "add_people")
    people = await register.people_of(chat.db, chat.person, group)
    read = [ListedPerson.from_json(row) for row in chat.given("lines")]
    if await _preview(chat, read, people) != "go":
        return chat.say(_("All right, I have written nothing down."), _HOME)
    fates = [await _fate(chat, line, people) for line in read]
    entries = [_entry(fate.line) for fate in fates if fate.why_not is None]
    if not entries:
        chat.say(lines(_("There is nobody to write down."), *map(_became, fates)))
        return chat.say(_("What next?"), option(_("➕ Add people"), "add_people", group=group.id), _HOME)
    if not await _agreed(chat, len(entries)):
        return chat.say(_("All right, I have written nothing down. Please ask them first."), _HOME)
    words = AGREED.for_(reader_of(chat.person))
    act, _entered = await register.enter(chat.db, chat.person, group, entries, words)
    paper = await import_files.report(chat.db, reader_of(chat.person), [(f.line, _word(f)) for f in fates])
    chat.say(
        lines(
            n_(
                "Done. One person is written into the book.",
                "Done. {n} people are written into the book.",
                len(entries),
            ),
            *map(_became, fates[:_SHOWN]),
            _("… the others are in the file.") if len(fates) > _SHOWN else None,
            _("Who has no number is told through you. You can change it person by person."),
            _("If it was the wrong list: one press takes all of it back, until tomorrow."),
        ),
        option(_("↩️ Undo the whole list"), "undo", act=act.id),
        option(_("📖 The book"), "book", group=group.id),
        file=paper.id,
    )


async def _preview(chat: Chat, read: Sequence[ListedPerson], people: Sequence[Person]) -> str:
    kinds = Counter(_kind(line, people) for line in read)
    persons = [line for line in read if line.left is None]
    return await chat.choose(
        "preview",
        lines(
            n_("I have read one person:", "I have read {n} people:", len(persons)),
            _("✅ Clear: {n}", n=kinds["clear"]),
            _("❓ Not clear: {n}", n=kinds["doubtful"]) if kinds["doubtful"] else None,
            _("👥 Perhaps in the book already: {n}", n=kinds["same"]) if kinds["same"] else None,
            _("⛔ With an identity number, of which I keep nothing: {n}", n=kinds["secret"])
            if kinds["secret"]
            else None,
            _("➖ Left out as a heading: {n}", n=kinds["heading"]) if kinds["heading"] else None,
            *(_("{n}. {person}", n=line.n, person=_in_short(line)) for line in persons[:_SHOWN]),
            _("… and {n} more", n=len(persons) - _SHOWN) if len(persons) > _SHOWN else None,
        ),
        {
            "go": _("➡️ Ask me about the unclear ones") if kinds["doubtful"] + kinds["same"] else _("➡️ Go on"),
            "drop": _("❌ Drop it"),
        },
    )


def _kind(line: ListedPerson, people: Sequence[Person]) -> str:
    if line.left is not None:
        return line.left.value
    if line.doubts:
        return "doubtful"
    return "same" if duplicates.like(_entry(line), people) else "clear"


async def _fate(chat: Chat, line: ListedPerson, people: Sequence[Person]) -> _Fate:
    if line.left is Left.SECRET:
        return _Fate(line, _("an identity number was in it: nothing kept"))
    if line.left is Left.HEADING:
        return _Fate(line, _("not a person"))
    if line.doubts:
        answer = await _ask_about(chat, line)
        if answer == _SKIP:
            return _Fate(line, _("left out"))
        line = line if answer == _TAKE else ListedPerson.from_json(answer)
    for person in duplicates.like(_entry(line), people)[:1]:
        if await _is_same(chat, line, person):
            return _Fate(line, _("in the book already: {name}", name=labels.in_full(person)))
    return _Fate(line)


async def _ask_about(chat: Chat, line: ListedPerson) -> Any:  # noqa: ANN401 a word, or a line as JSON
    take = {_TAKE: _("Write it like this")} if line.name else {}
    return await chat.ask(
        f"doubt{line.n}",
        lines(
            _("Line {n}: «{words}»", n=line.n, words=verbatim(line.words)),
            _("I read: {person}.", person=_in_short(line)) if line.name else None,
            *(DOUBTS[doubt] for doubt in line.doubts),
            _("Is that right? If not, please type the line again."),
        ),
        lambda words: _read_again(words, line.n),
        {**take, _SKIP: _("Leave it out")},
        _("for example: Mrs Tư, 0912 345 678, 72 years"),
    )


def _read_again(words: str, n: int) -> dict[str, Any] | None:
    line = read_line(words, clock.today().year, n)
    return line.as_json() if line.name and line.left is None and Doubt.TWO_PEOPLE not in line.doubts else None


async def _is_same(chat: Chat, line: ListedPerson, person: Person) -> bool:
    why = reasons(duplicates.compared(person), duplicates.as_compared(_entry(line)))
    answer = await chat.choose(
        f"same{line.n}",
        lines(
            _("Line {n}: {person}", n=line.n, person=_in_short(line)),
            _("In the book there is {name}.", name=labels.in_full(person)),
            *(REASONS[reason] for reason in why),
            _("One person, or two?"),
        ),
        {"one": _("One person"), "two": _("Two people")},
    )
    return answer == "one"


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


def _entry(line: ListedPerson) -> NewPerson:
    way = ToldVia.SELF if line.phone else ToldVia.LEADER
    return NewPerson(line.name or "", line.form, line.gender, line.age, line.phone, way)


def _in_short(line: ListedPerson) -> Text:
    parts = [
        labels.with_form(line.form, line.name) if line.name else _("no name"),
        verbatim(phones.masked(line.phone)) if line.phone else None,
        labels.AGES[line.age] if line.age else None,
    ]
    said = [part for part in parts if part is not None]
    whole = said[0]
    for part in said[1:]:
        whole = _("{one} · {other}", one=whole, other=part)
    return whole


def _word(fate: _Fate) -> Text:
    return fate.why_not or _("written down")


def _became(fate: _Fate) -> Text:
    who = _in_short(fate.line) if fate.line.name else _("Line {n}", n=fate.line.n)
    if fate.why_not is None:
        return _("✅ {n}. {person}", n=fate.line.n, person=who)
    return _("➖ {n}. {person}: {why}", n=fate.line.n, person=who, why=fate.why_not)


FLOWS = (Flow("import_people", import_people),)
