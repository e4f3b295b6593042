"""Shows what another person sees: their own flow, run as they are, below a banner; whatever it writes is undone."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot import flows
from bot.chat.chat import Asking, Chat, Look, reader_of
from bot.chat.say import Say
from bot.i18n import Text, lines, verbatim
from bot.storage.encryption import shortened
from bot.storage.installation import INFO
from bot.storage.tables.people import Address, Person

# What is behind these buttons is not shown, nor that there is something.
_HIDDEN = frozenset({"calls", "incidents"})


async def shown(db: AsyncSession, look: Look) -> Say:
    """Return it as words without buttons but for the look's own."""
    here = await db.connection()
    with shortened():
        # A session of its own: what it reads is shortened, and must not be taken for what is stored.
        async with AsyncSession(
            bind=here, join_transaction_mode="create_savepoint", expire_on_commit=False, info={INFO: db.info[INFO]}
        ) as theirs:
            words = await _words(theirs, look)
            await theirs.rollback()
    return Say(lines(look.banner, *(verbatim(line) for line in words)), look.options)


async def _words(db: AsyncSession, look: Look) -> list[str]:
    address = await db.get_one(Address, look.address_id)
    await db.refresh(address, ["person"])
    chat = Chat(db, address, {})
    reader = reader_of(await db.get_one(Person, address.person_id))
    try:
        await flows.FLOWS[look.flow].run(chat)
    except Asking as asking:
        labels = [label for _value, label in asking.ask.options]
        return [*_said(chat), asking.ask.text.for_(reader), *_buttons(labels, chat)]
    return _said(chat)


def _said(chat: Chat) -> list[str]:
    reader = reader_of(chat.person)
    found = []
    for say in chat.said:
        found += [say.text.for_(reader), *_buttons([one.label for one in say.options if one.flow not in _HIDDEN], chat)]
    return found


def _buttons(labels: list[Text], chat: Chat) -> list[str]:
    return [f"[{label.for_(reader_of(chat.person))}]" for label in labels]
