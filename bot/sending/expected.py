"""Answers that leave with the turn that gives them."""

from collections.abc import Sequence
from typing import Protocol

from bot.services.delivery.leases import Hold
from bot.services.delivery.queue import Delivery


class Sends(Protocol):
    """What an expected answer needs of the sender."""

    def has_room(self, channel: str, address_id: int) -> Hold | None: ...

    def expect(self, channel: str, address_id: int) -> None: ...

    def expect_no_more(self, channel: str, address_id: int) -> None: ...

    def fly(self, *deliveries: Delivery) -> None: ...

    def look_for_lost(self) -> None: ...


class Expected:
    """What may come of one turn: answers that are claimed in its transaction, to leave as soon as that is committed.

    While they are expected nothing else leaves for its address. If none comes, who knows whether it was committed?
    """

    def __init__(self, sender: Sends, channel: str) -> None:
        self._sender = sender
        self._channel = channel
        self._address_id: int | None = None

    def may_come(self, address_id: int) -> Hold | None:
        hold = None if self._address_id is not None else self._sender.has_room(self._channel, address_id)
        if hold is not None:
            self._address_id = address_id
            self._sender.expect(self._channel, address_id)
        return hold

    def came(self, deliveries: Sequence[Delivery]) -> None:
        if deliveries:
            self._end()
            self._sender.fly(*deliveries)

    def ends(self) -> None:
        if self._address_id is not None:
            self._end()
            self._sender.look_for_lost()

    def _end(self) -> None:
        if self._address_id is not None:
            self._sender.expect_no_more(self._channel, self._address_id)
            self._address_id = None
