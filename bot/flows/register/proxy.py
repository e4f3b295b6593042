"""«Báo qua ai»: how messages reach somebody in the register."""

from collections.abc import Sequence
from typing import Any

from bot import clock
from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.chat.told_apart import told_apart
from bot.domain.lists.people import ListedPerson, read_line
from bot.domain.people.person import BY_SOMEBODY_CLOSE, ToldVia
from bot.domain.vietnamese import fold
from bot.flows.register.texts import shown
from bot.i18n import Text, _, lines
from bot.services.register import register
from bot.services.register.register import NewPerson
from bot.storage.tables.people import Person

_NEW = "new"


async def told_through(chat: Chat) -> None:
    found = await register.person_of(chat.db, chat.person, chat.given("person") or 0)
    if found is None:
        return chat.go("past")
    person, group = found
    people = [one for one in await register.people_of(chat.db, chat.person, group) if one.id != person.id]
    way, through = await ask_way(chat, labels.in_full(person), people, own_phone=person.phone is not None)
    await register.tell_through(chat.db, chat.person, person, way, through)
    chat.say(
        lines(_("Corrected."), await shown(chat.db, person, chat.person)),
        option(_("✏️ Choose again"), "told_through", person=person.id),
        option(_("👤 Back to the person"), "book_person", person=person.id),
    )


async def ask_way(
    chat: Chat, name: Text, people: Sequence[Person], *, own_phone: bool
) -> tuple[ToldVia, int | NewPerson | None]:
    """Return how, and through whom: an id from the register, or a new person with or without a number."""
    own = {ToldVia.SELF: _("{name} in person", name=name)} if own_phone else {}
    way = await chat.choose(
        "way",
        _("Who is told when there is something for {name}?", name=name),
        {
            **own,
            ToldVia.RELATIVE: _("Family"),
            ToldVia.NEIGHBOUR: _("A neighbour"),
            ToldVia.LEADER: _("I pass it on"),
        },
    )
    way = ToldVia(way)
    return way, await _through(chat, name, people) if way in BY_SOMEBODY_CLOSE else None


async def _through(chat: Chat, name: Text, people: Sequence[Person]) -> int | NewPerson:
    typed = ListedPerson.from_json(
        await chat.ask(
            "through",
            _("Who passes it on to {name}? Please type the name, and the number if you have it.", name=name),
            _read_one,
            None,
            _("for example: Mrs Hoa, 0912 345 678"),
        )
    )
    same = {str(one): label for one, label in told_apart(one for one in people if _is_called(one, typed)).items()}
    if same:
        which = await chat.choose("which", _("Is it somebody of the book?"), {**same, _NEW: _("Somebody else")})
        if which != _NEW:
            return int(which)
    return NewPerson(typed.name or "", typed.form, typed.gender, typed.age, typed.phone, ToldVia.SELF)


def _read_one(words: str) -> dict[str, Any] | None:
    line = read_line(words, clock.today().year)
    return line.as_json() if line.name is not None and line.left is None else None


def _is_called(person: Person, typed: ListedPerson) -> bool:
    wanted = fold(typed.name or "")
    return bool(wanted) and f" {person.search_name} ".endswith(f" {wanted} ")


FLOWS = (Flow("told_through", told_through),)
