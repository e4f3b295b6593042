"""Entering one person: what the typed line lacks is asked, then consent."""

from bot.chat import labels
from bot.chat.chat import Chat, reader_of
from bot.chat.flow import Flow
from bot.chat.say import Option, option
from bot.domain.parsing.people_list import GENDER_OF, ListedPerson
from bot.domain.people.person import AgeBand
from bot.flows.questions.group import which_group
from bot.flows.register.proxy import ask_way
from bot.flows.register.register import ask_phone
from bot.flows.register.texts import AGREED, shown
from bot.i18n import Text, _, lines, verbatim
from bot.services.register import register
from bot.services.register.register import NewPerson
from bot.storage.tables.people import Person
from bot.storage.tables.places import ResidentialGroup

_UNKNOWN = "unknown"


async def enter_person(chat: Chat) -> None:
    group = await which_group(chat)
    if group is None or chat.given("line") is None:
        return chat.go("not_yours" if group is None else "add_people")
    people = await register.people_of(chat.db, chat.person, group)
    entry = await _asked(chat, ListedPerson.from_json(chat.given("line")), people)
    name = labels.with_form(entry.form, entry.name)
    if not await _agreed(chat, name, await _shares(chat, entry, people)):
        return chat.say(
            _("All right, I have written nothing down. Please ask {name} first.", name=name), *_ways_on(group)
        )
    words = AGREED.for_(reader_of(chat.person))
    act, entered = await register.enter(chat.db, chat.person, group, [entry], words)
    chat.say(
        lines(_("Written into the book:"), await shown(chat.db, entered[0])),
        option(_("↩️ Undo"), "undo", act=act.id),
        option(_("📝 Put into a class"), "put_in_class", person=entered[0].id),
        *_ways_on(group),
    )


async def _asked(chat: Chat, line: ListedPerson, people: list[Person]) -> NewPerson:
    name = line.name or ""
    form = line.form or await chat.choose(
        "form",
        _("How do you address {name}?", name=verbatim(name)),
        {form: label for form, label in labels.FORMS.items() if form in GENDER_OF},
    )
    as_called = labels.with_form(form, name)
    age = line.age or await _age(chat, as_called)
    number = line.phone or await ask_phone(chat, as_called)
    phone = None if number == "none" else number
    way, through = await ask_way(chat, as_called, people, own_phone=phone is not None)
    return NewPerson(name, form, line.gender or GENDER_OF.get(form or ""), age, phone, way, through)


async def _age(chat: Chat, name: Text) -> AgeBand | None:
    ages = {band.value: words for band, words in labels.AGES.items()}
    said = await chat.choose("age", _("How old is {name}, about?", name=name), {**ages, _UNKNOWN: _("Not known")})
    return None if said == _UNKNOWN else AgeBand(said)


async def _shares(chat: Chat, entry: NewPerson, people: list[Person]) -> Text | None:
    others = await register.with_phone(chat.db, entry.phone, people) if entry.phone else []
    if not others:
        return None
    return _(
        "This is also the number of {name}: each message will begin with the name.", name=labels.in_full(others[0])
    )


async def _agreed(chat: Chat, name: Text, shares: Text | None) -> bool:
    answer = await chat.choose(
        "agreed",
        lines(
            shares,
            _(
                "Has {name} said that I may keep the name, the group and the classes? "
                "At the first class I will ask again.",
                name=name,
            ),
        ),
        {"yes": _("Has agreed"), "not_yet": _("Not asked yet")},
    )
    return answer == "yes"


def _ways_on(group: ResidentialGroup) -> tuple[Option, Option]:
    return option(_("➕ Add people"), "add_people", group=group.id), option(_("📖 The book"), "book", group=group.id)


FLOWS = (Flow("enter_person", enter_person),)
