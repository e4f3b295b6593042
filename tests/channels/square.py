"""The square of a neighbourhood on Telegram: people and group chats, the real client, turn and sender."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.channels.telegram.channel import connected
from bot.channels.telegram.polling import Polling
from bot.chat.message import Incoming
from bot.domain.people import RoleKind
from bot.domain.words import fold
from bot.services import consent, people
from bot.storage import wards
from bot.storage.database import Database
from bot.storage.messaging import Outbox
from bot.storage.people import Person
from bot.storage.places import ResidentialGroup
from tests import scene
from tests.fake_telegram import FakeTelegram
from tests.fake_telegram import Person as Player

_TRANSCRIPTS = Path(__file__).parents[2] / "docs" / "transcripts"


@dataclass
class Square:
    """`settle` waits until all that was done has been taken and answered."""

    tg: FakeTelegram
    app: App
    home: ResidentialGroup
    _talk: list[str] = field(default_factory=list)

    async def settle(self) -> None:
        """Every update is taken, and all that is due is sent."""
        await self.tg.all_taken()
        await self.app.sender.drain()

    async def knows(self, player: Player, name: str, form: str, role: RoleKind | None = None) -> Person:
        """Somebody who has agreed and told a name, with a role in the residential group."""
        await player.says("/start")
        await self.settle()
        async with self.app.database.begin() as db:
            address = await people.caller(db, Incoming("telegram", "scene", str(player.id)))
            person = address.person
            person.name, person.folded, person.address_form = name, fold(name), form
            person.group_id, person.ward_code = self.home.id, self.home.ward_code
            await consent.record(db, address, "scene", yes=True)
            if role is not None:
                await scene.role(db, person, role, self.home)
        return person

    async def outbox(self, db: AsyncSession) -> list[Outbox]:
        """Everything that was ever put, in order."""
        return list(await db.scalars(select(Outbox).order_by(Outbox.id)))


@asynccontextmanager
async def square(url: str) -> AsyncIterator[Square]:
    """A square on a fresh database."""
    database = Database(url)
    await database.create_tables()
    async with database.begin() as db:
        await wards.seed(db)
        home = await scene.group(db)
    async with FakeTelegram() as tg, connected(tg.token, tg.root) as telegram:
        app = App(database, {"telegram": telegram})
        polling = asyncio.create_task(Polling(telegram.bot, app.hear).run())
        yield Square(tg, app, home)
        polling.cancel()
        await asyncio.gather(polling, return_exceptions=True)
    await database.close()
