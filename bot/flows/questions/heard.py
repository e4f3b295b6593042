"""What was said beside the wish is an answer already: the class, the day, the people; only what is open is asked."""

import re
from collections.abc import Sequence

from bot import clock
from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.say import SENTENCE
from bot.domain.parsing.time import Either, Spoken, When
from bot.domain.people.audiences import find_for_whom
from bot.domain.people.named import NamedPerson
from bot.domain.shifts import part_of
from bot.domain.understanding.frame import KIN, Facts, frame
from bot.domain.understanding.words import LONGEST
from bot.domain.vietnamese import fold
from bot.i18n import Text
from bot.storage.session_queries import SessionDetails
from bot.storage.tables.people import Person


def words_of(chat: Chat) -> str:
    """Return the sentence in which the flow was asked for; empty if a button began it."""
    return str(chat.given(SENTENCE) or "")[:LONGEST]


def facts_of(chat: Chat) -> Facts:
    return frame(words_of(chat), clock.local(clock.now())).facts


def speaks_of_kin(words: str) -> bool:
    """Return whether it is about somebody else: «lớp thứ bảy cho mẹ em»."""
    return KIN in frame(words, clock.local(clock.now())).words


def words_in_frame(chat: Chat) -> tuple[str, ...]:
    """Return the words of the sentence with its facts taken out: «má em» is «@kin»."""
    return frame(words_of(chat), clock.local(clock.now())).words


async def which_session(
    chat: Chat, found: Sequence[SessionDetails], text: Text, facts: Facts | None = None
) -> SessionDetails | None:
    """Return the session that was given, meant, or chosen; None if there is none."""
    by_id = {details.session.id: details for details in found}
    if chat.given("session") in by_id:
        return by_id[chat.given("session")]
    meant = that_fit(found, facts_of(chat) if facts is None else facts)
    if len(meant) == 1:
        chat.answers["session"] = meant[0].session.id
        return meant[0]
    if not found:
        return None
    return by_id.get(await chat.choose("session", text, labels.session_lines(meant or found)))


def that_fit(found: Sequence[SessionDetails], facts: Facts) -> list[SessionDetails]:
    """Return the sessions of which all that was said is true: topic, day, hour, group; none if some of it is not.

    «Thứ tư» is the next one, or any if there is none then.
    """
    fitting = [details for details in found if _fits(details, facts)]
    on_the_day = [details for details in fitting if _is_on(details, facts.when)]
    return on_the_day or fitting


def at_place(found: Sequence[SessionDetails], words: str) -> list[SessionDetails]:
    """Return those at the place that was said: «gần chợ», «ở nhà văn hóa»; all if none was."""
    said = _AT.search(fold(words))
    parts = said[1].split() if said is not None else []
    for n in range(len(parts), 0, -1):
        meant = " ".join(parts[:n])
        there = [one for one in found if f" {meant} " in f" {fold(one.venue.name)} "]
        if there and meant not in _NOWHERE:
            return there
    return list(found)


def for_whom(found: Sequence[SessionDetails], words: str) -> list[SessionDetails]:
    """Return those for the audience that was said: «lớp tối cho công nhân»; all if none was, or none is for it."""
    said = find_for_whom(words)
    meant = [one for one in found if said is not None and one.course.audience is said.audience]
    return meant or list(found)


# «Gần nhà» is where they live themselves.
_AT = re.compile(r"\b(?:gan|canh|ke|ben|tai|o|doi dien)\s+(\w.*)")
_NOWHERE = frozenset(("nha", "khu", "khu pho", "ap", "o"))


def _fits(details: SessionDetails, facts: Facts) -> bool:
    group = facts.group is None or (details.group.kind, details.group.search_name) == (
        facts.group.kind,
        fold(facts.group.name),
    )
    return group and facts.topic in {None, details.topic} and _is_then(details, facts.when)


def _is_on(details: SessionDetails, when: When | None) -> bool:
    day = clock.local(details.session.starts_at).date()
    return isinstance(when, Spoken) and when.day == day


def _is_then(details: SessionDetails, when: When | None) -> bool:
    if isinstance(when, Either):
        return any(_is_at(details, one) for one in when.choices)
    return _is_at(details, when) if isinstance(when, Spoken) else True


def _is_at(details: SessionDetails, said: Spoken) -> bool:
    starts = clock.local(details.session.starts_at)
    day = starts.weekday() == said.weekday if said.weekday is not None else said.day in {None, starts.date()}
    hour = said.time is None or (starts.hour, starts.minute) == (said.time.hour, said.time.minute)
    return day and hour and (said.part is None or said.time is not None or part_of(starts.hour).value == said.part)


def named(people: Sequence[Person], who: NamedPerson) -> list[Person]:
    """Return the people of this name: by the whole of it, then by its end, then by the form of address."""
    wanted = fold(who.name)
    found = [one for one in people if one.search_name == wanted]
    found = found or [one for one in people if f" {one.search_name}".endswith(f" {wanted}")]
    exact = [one for one in found if (one.name or "").casefold().endswith(who.name.casefold())]
    return [one for one in exact if one.address_form == who.form] or exact or found
