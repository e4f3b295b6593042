"""The wire to a server: it carries, it holds what it should carry, it is cut."""

import asyncio
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress


class Wire:
    """Held, it looks from this end like a server that is frozen: connections are taken, and nothing comes back."""

    def __init__(self) -> None:
        self.port = 0
        self._carries = asyncio.Event()
        self._carries.set()
        self._ends: set[StreamWriter] = set()

    @classmethod
    @asynccontextmanager
    async def to(cls, host: str, port: int) -> AsyncIterator["Wire"]:
        wire = cls()

        async def join(reader: StreamReader, writer: StreamWriter) -> None:
            there, back = await asyncio.open_connection(host, port)
            ends = {writer, back}
            wire._ends |= ends
            await asyncio.gather(wire._carry(reader, back), wire._carry(there, writer))
            wire._ends -= ends

        server = await asyncio.start_server(join, "127.0.0.1", 0)
        wire.port = server.sockets[0].getsockname()[1]
        try:
            yield wire
        finally:
            server.close()
            wire.cut()
            wire.go_on()

    def hold(self) -> None:
        self._carries.clear()

    def go_on(self) -> None:
        self._carries.set()

    def cut(self) -> None:
        """What is there; it can be connected anew."""
        for end in self._ends:
            end.transport.abort()

    async def _carry(self, reader: StreamReader, writer: StreamWriter) -> None:
        with suppress(ConnectionError):
            while words := await reader.read(65536):
                await self._carries.wait()
                writer.write(words)
                await writer.drain()
        writer.close()
