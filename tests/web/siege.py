"""The public server on a real socket in front of a town: raw requests, as an attacker writes them."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.routing import BaseRoute

from bot.domain.people.person import RoleKind
from bot.services.access import page_sessions
from bot.storage.database import Database
from bot.storage.tables.people import Person
from bot.web.pages import page_routes
from bot.web.public import PublicServer, listening
from tests import scene
from tests.services.reports.test_ward_table import course, person, session
from tests.town import Town

PEOPLE = 8
PATIENCE = 30.0  # seconds until a test gives up, on a machine as slow as it may be


@dataclass
class Open:
    """A connection that was left open."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def reads(self) -> bytes:
        """All that comes until the server closes it; nothing if it cuts it."""
        with contextlib.suppress(ConnectionResetError):
            return await asyncio.wait_for(self.reader.read(), PATIENCE)
        return b""

    async def close(self) -> None:
        self.writer.close()
        await asyncio.gather(self.writer.wait_closed(), return_exceptions=True)


@dataclass
class Siege:
    """`cookie` is the visit of a leader; `session` one of her sessions; `database` the page's way to it."""

    town: Town
    port: int
    cookie: str
    session: int
    leader: Person
    database: Database
    opened: list[Open] = field(default_factory=list)

    async def opens(self, sent: str) -> Open:
        """Write this, and leave the connection open."""
        connection = Open(*await asyncio.open_connection("127.0.0.1", self.port))
        self.opened.append(connection)
        connection.writer.write(sent.encode())
        return connection

    async def asks(self, path: str, method: str = "GET", **headers: str) -> str:
        """The whole answer to one request; the status stands first."""
        connection = await self.opens(head(path, method, {"Connection": "close"} | headers) + "\r\n")
        answer = await connection.reads()
        await connection.close()
        return answer.decode("latin-1").removeprefix("HTTP/1.1 ")

    async def another_visit(self) -> str:
        """The leader comes in with another browser; its cookie."""
        async with self.town.begin() as db:
            return await _come_in(db, self.leader)

    async def everybody_is_answered(self) -> None:
        """Some people write, and are answered."""
        async with asyncio.timeout(PATIENCE):
            for n in range(PEOPLE):
                phone = self.town.phone(f"Người {n}")
                await phone.says("chào")
                phone.sees("Kính chào")


def head(path: str, method: str = "GET", headers: Mapping[str, str] | None = None) -> str:
    """A request's head without the empty line that ends it."""
    lines = [f"{method} {path} HTTP/1.1", "Host: x", *(f"{name}: {value}" for name, value in (headers or {}).items())]
    return "\r\n".join(lines) + "\r\n"


async def _come_in(db: AsyncSession, person: Person) -> str:
    cookie = await page_sessions.begin(db, await page_sessions.invite(db, person) or "")
    assert cookie is not None
    return cookie


@asynccontextmanager
async def besieged(town: Town, *routes: BaseRoute) -> AsyncIterator[Siege]:
    """The server, with a leader who has come in; `routes` beside the page's."""
    async with town.begin() as db:
        home = await scene.group(db)
        lan = await person(db, group_id=home.id, ward_code=scene.PHU_LOI)
        await scene.role(db, lan, RoleKind.LEADER, home)
        held = await session(db, await course(db, home, lan), "2026-11-18")
        cookie = await _come_in(db, lan)
    # In another loop, and so with connections of its own.
    database = Database(town.app.database.engine.url.render_as_string())
    with listening("127.0.0.1:0") as listener:
        siege = Siege(town, listener.getsockname()[1], cookie, held.id, lan, database)
        server = PublicServer([*page_routes(database.begin, database.read), *routes], database.close)
        serving = asyncio.create_task(server.run_on(listener))
        try:
            yield siege
        finally:
            for connection in siege.opened:
                await connection.close()
            serving.cancel()
            await asyncio.gather(serving, return_exceptions=True)
