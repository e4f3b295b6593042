"""Connections of the public server: limited in number, closed when slow."""

from asyncio import BaseTransport, TimerHandle, Transport
from typing import cast

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

# Seconds: for a whole request, and for each part of an answer to be read.
ARRIVES_WITHIN, READ_WITHIN = 10.0, 30.0
# A process may usually open 1,024 files; database and platform need some of them.
MOST = 500


class Connection(H11Protocol):
    """uvicorn's connection, which alone would wait without limit for a head or a body."""

    awaited: TimerHandle | None = None
    _unread: TimerHandle | None = None

    def connection_made(self, transport: BaseTransport) -> None:
        """Close the connection waited for longest if there are too many."""
        super().connection_made(cast("Transport", transport))
        self._watch(waiting=True)
        if len(self.connections) > MOST:
            self._longest_awaited().cut()

    def data_received(self, data: bytes) -> None:
        """Limit the time from the first part of a request to its last."""
        super().data_received(data)
        self._watch(waiting=self.conn.their_state in {h11.IDLE, h11.SEND_BODY})

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._watch(waiting=self.conn.their_state is h11.SEND_BODY)

    def pause_writing(self) -> None:
        super().pause_writing()
        self._unread = self.loop.call_later(READ_WITHIN, self.cut)

    def resume_writing(self) -> None:
        super().resume_writing()
        self._stop_unread()

    def connection_lost(self, exc: Exception | None) -> None:
        self._watch(waiting=False)
        self._stop_unread()
        super().connection_lost(exc)

    def cut(self) -> None:
        self._watch(waiting=False)
        self.connections.discard(self)
        self.transport.abort()

    def _longest_awaited(self) -> "Connection":
        due = {each: each.awaited.when() for each in self.connections if isinstance(each, Connection) and each.awaited}
        return min(due, key=due.__getitem__)

    def _watch(self, *, waiting: bool) -> None:
        if waiting and self.awaited is None:
            self.awaited = self.loop.call_later(ARRIVES_WITHIN, self._give_up)
        elif not waiting and self.awaited is not None:
            self.awaited.cancel()
            self.awaited = None

    def _stop_unread(self) -> None:
        if self._unread is not None:
            self._unread.cancel()
            self._unread = None

    def _give_up(self) -> None:
        self.awaited = None
        if self.conn.their_state is h11.SEND_BODY and self.conn.our_state is h11.SEND_RESPONSE:
            self.send_400_response("The rest of the request did not come in time.")
        else:
            self.cut()
