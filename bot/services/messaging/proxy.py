"""Messages to people, also to those without a phone: the person they are told through is asked to pass them on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat import labels
from bot.chat.chat import reader_of
from bot.chat.say import Say
from bot.chat.told_apart import told_apart
from bot.i18n import Reader, Text, _, lines, on_any_day, verbatim
from bot.services.messaging import outbox
from bot.services.messaging.outbox import Plan
from bot.services.people import identity
from bot.storage.tables.messaging import Outbox
from bot.storage.tables.people import Address, Person


@dataclass(frozen=True)
class SharedPhone:
    """An address, and all who are told something there."""

    address: Address
    people: Sequence[Person]

    @property
    def relayed(self) -> list[Person]:
        return [person for person in self.people if person.id != self.address.person_id]


@dataclass(frozen=True)
class ReadOut(Text):
    """Words for somebody else, worded for them."""

    words: Text = field(default_factory=lambda: verbatim(""))
    to: Reader = field(default_factory=Reader)

    def signed(self, reader: Reader) -> str:
        return self.words.signed(replace(self.to, at=reader.at))


async def phones(db: AsyncSession, people: Iterable[Person]) -> tuple[list[SharedPhone], list[Person]]:
    """Return the phones on which these people are told, and those whom none reaches."""
    by_address: dict[int, SharedPhone] = {}
    unreached: list[Person] = []
    for person in people:
        address = await outbox.address_of(db, person)
        if address is None:
            unreached.append(person)
            continue
        so_far = by_address.get(address.id, SharedPhone(address, ()))
        by_address[address.id] = SharedPhone(address, (*so_far.people, person))
    return list(by_address.values()), unreached


async def tell(db: AsyncSession, person: Person, say: Say, plan: Plan) -> Outbox | None:
    """Write as `outbox.tell` does, with a line before the words for the one who is to pass them on."""
    if person.told_via_person_id is None:
        named = replace(say, text=lines(_("For {name}:", name=labels.person(person)), say.text))
        return await outbox.tell(db, person, named if await identity.told_through(db, person) else say, plan)
    address = await outbox.address_of(db, person)
    if address is not None and address.person_id != person.id:
        ask = _("Please pass this on to {name}:", name=labels.person(person))
        say = replace(say, text=lines(ask, verbatim(on_any_day(say.text).for_(reader_of(person)))))
    return await outbox.tell(db, person, say, plan)


def ask_to_pass_on(phone: SharedPhone) -> Text | None:
    """Return the line above a message for several people on one phone; None if all is for its owner."""
    relayed = phone.relayed
    if not relayed:
        return None
    if len(relayed) < len(phone.people):
        return _("For you, and please pass it on to the others:")
    if len(relayed) == 1:
        return _("Please pass this on to {name}:", name=labels.person(relayed[0]))
    return _("Please pass this on to {n} people:", n=len(relayed))


def to_several(phone: SharedPhone, words: Text, *, names: bool = True) -> Text:
    """Word it for all of them; their names stand below it, unless they stand in it."""
    called = told_apart(phone.people, labels.person, numbers=False).values() if names else ()
    below = [_("• {name}", name=name) for name in called]
    language = phone.address.person.language
    return lines(ask_to_pass_on(phone), ReadOut("", words=on_any_day(words), to=Reader(language)), *below)
