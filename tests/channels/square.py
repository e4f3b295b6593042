"""The square of a neighbourhood on Telegram: people and group chats, the real client, turn and sender."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.channels.telegram.channel import connected
from bot.channels.telegram.polling import TelegramPolling
from bot.chat.message import Incoming
from bot.domain.people.person import RoleKind
from bot.domain.vietnamese import fold
from bot.services.people import consent, identity
from bot.storage.database import Database
from bot.storage.tables.people import Person
from bot.storage.tables.places import ResidentialGroup
from tests import scene
from tests.fake_telegram import FakeTelegram, Group
from tests.fake_telegram import Person as Player
from tests.fake_telegram.chats import Message


@dataclass
class Square:
    """`settle` waits until all that was done has been taken and answered"""

    tg: FakeTelegram
    app: App
    home: ResidentialGroup

    async def settle(self) -> None:
        """Every update is taken, and all that is due is sent."""
        await self.tg.all_taken()
        await self.app.sender.drain()

    async def knows(self, player: Player, name: str, form: str, role: RoleKind | None = None) -> Person:
        """Somebody who has agreed and told a name, with a role in the residential group."""
        await player.says("/start")
        await self.settle()
        async with self.app.database.begin() as db:
            address = await identity.caller(db, Incoming("telegram", "scene", str(player.id)))
            person = address.person
            person.name, person.search_name, person.address_form = name, fold(name), form
            person.group_id, person.ward_code = self.home.id, self.home.ward_code
            await consent.record(db, address, "scene", yes=True)
            if role is not None:
                await scene.role(db, person, role, self.home)
        return person

    async def time_is(self, moment: str) -> None:
        """Move the clock to a local time such as «2026-11-26 17:30»; all that is due on the way happens."""
        await self.tg.all_taken()
        await self.app.advance(scene.local(moment))


@dataclass
class Street:
    """Lan leads khu phố 3; she, An and Bảy are in its chat, where the assistant is too."""

    place: Square
    lan: Player
    an: Player
    chat: Group

    async def linked(self) -> None:
        await self.lan.says("/noi@hoc_vu_so_bot", to=self.chat)
        await self.place.settle()
        await self.lan.presses("Nối với Khu phố 3")
        await self.place.settle()

    def begin(self) -> AbstractAsyncContextManager[AsyncSession]:
        """A transaction, to set the scene or to look behind it."""
        return self.place.app.database.begin()

    async def leader(self, db: AsyncSession) -> Person:
        """Lan, as the database knows her now."""
        return (await identity.caller(db, Incoming("telegram", "scene", str(self.lan.id)))).person

    def posts(self, chat: Group | None = None) -> list[str]:
        """What we have said in the chat, as it stands now."""
        return [message.text for message in (chat or self.chat).messages if message.by_bot]


def story(*chats: Player | Group) -> list[str]:
    """The chats as they stand now, for a coordinator to read."""
    return [line for chat in chats for line in _page(chat)]


def _page(chat: Player | Group) -> list[str]:
    private = isinstance(chat, Player)
    title = f"## {chat.chat.title}" + (" (nhắn riêng)" if private else " (nhóm chat)")
    return [title, *(_line(message) for message in chat.messages if message.text)]


def _line(message: Message) -> str:
    if not message.by_bot:
        return f"**{message.body['from']['first_name']}**: {message.text}"
    said = message.text.replace("\n", "\n> ")
    shown = " ".join(f"[{label}]" for label in message.buttons)
    return f"> → {'(sửa lại) ' if message.edited else ''}{said}" + (f"\n>\n> {shown}" if shown else "")


@asynccontextmanager
async def square(database: Database) -> AsyncIterator[Square]:
    """A square on a blank database."""
    async with database.begin() as db:
        home = await scene.group(db)
    async with FakeTelegram() as tg, connected(tg.token, tg.root) as telegram:
        app = App(database, {"telegram": telegram})
        polling = asyncio.create_task(TelegramPolling(telegram.bot, app.hear).run())
        yield Square(tg, app, home)
        polling.cancel()
        await asyncio.gather(polling, return_exceptions=True)
