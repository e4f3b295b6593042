"""Updates in the order they happened: each stays until it is confirmed or too old."""

from collections.abc import Hashable
from dataclasses import dataclass, replace

from tests.fake_telegram.clock import Clock
from tests.fake_telegram.parameters import Json
from tests.fake_telegram.refusals import Refusal, conflict

DAY, CALLBACK_LIFE = 86_400.0, 150.0
MOST, LONGEST_POLL, AHEAD, BEHIND = 100, 50, 10, 200_000
# Not sent unless asked for by name.
UNASKED = {"chat_member", "message_reaction", "message_reaction_count"}

_OTHER_POLLER = "terminated by other getUpdates request; make sure that only one bot instance is running"
_WEBHOOK_SET = "terminated by setWebhook request"


@dataclass(frozen=True, eq=False)
class Update:
    """`queue` says what it must not overtake; a `repeat` is given once more although it was confirmed."""

    id: int
    kind: str
    body: Json
    expires_at: float
    queue: Hashable
    repeat: bool = False

    def as_json(self) -> Json:
        return {"update_id": self.id, self.kind: self.body}


class Updates:
    """The queue of one bot, for polling and webhook alike."""

    def __init__(self, clock: Clock) -> None:
        self.pending: list[Update] = []
        self.expired: list[int] = []
        self.allowed: list[str] = []
        self._clock = clock
        self._next_id = 700_000_001
        self._known: dict[int, Update] = {}
        self._kept_back: list[Update] | None = None
        self._poller: list[Refusal] = []

    def add(self, kind: str, body: Json, *, life: float = DAY, queue: Hashable = None) -> int | None:
        """A new update: its id, or None if the bot has not asked for this kind."""
        if (kind not in self.allowed) if self.allowed else (kind in UNASKED):
            return None
        update = Update(self._next_id, kind, body, self._clock.now() + life, queue)
        self._next_id += 1
        self._known[update.id] = update
        (self.pending if self._kept_back is None else self._kept_back).append(update)
        self._clock.ring()
        return update.id

    def repeat(self, update_id: int) -> None:
        self.pending.insert(0, replace(self._known[update_id], repeat=True))
        self._clock.ring()

    def keep_back(self) -> None:
        """From now on updates happen, but do not arrive."""
        self._kept_back = self._kept_back or []

    def release(self, order: tuple[int, ...]) -> None:
        """All that was kept back arrives, these first and in this order."""
        kept = {update.id: update for update in self._kept_back or []}
        if unknown := set(order) - kept.keys():
            raise AssertionError(f"not kept back: {sorted(unknown)}")
        self.pending += [kept.pop(number) for number in order] + list(kept.values())
        self._kept_back = None
        self._clock.ring()

    def restart_ids(self, first: int) -> None:
        """After a week of silence the platform goes on with an arbitrary number."""
        self._next_id = first

    def drop(self, update: Update) -> None:
        if update in self.pending:
            self.pending.remove(update)
            self._clock.ring()

    def drop_all(self) -> None:
        self.pending.clear()
        self._clock.ring()

    def current(self) -> list[Update]:
        """What may be given out; what is too old goes."""
        now = self._clock.now()
        old = {update for update in self.pending if update.expires_at < now}
        if old:
            self.expired += sorted(update.id for update in old)
            self.pending = [update for update in self.pending if update not in old]
        return self.pending

    def interrupt(self) -> None:
        """A webhook ends the long poll that waits."""
        self._end_poll(conflict(_WEBHOOK_SET))

    async def poll(self, offset: int, limit: int, patience: int) -> list[Json]:
        """One getUpdates: everything below the offset is confirmed, and forgotten."""
        self._confirm(offset)
        end = self._clock.now() + min(max(patience, 0), LONGEST_POLL)
        batch = self._batch(limit)
        if batch or patience <= 0:
            return batch
        self._end_poll(conflict(_OTHER_POLLER))
        mine: list[Refusal] = []
        self._poller = mine
        while not mine and not (batch := self._batch(limit)) and self._clock.now() < end:
            await self._clock.change(end)
        if mine:
            raise mine[0]
        return batch

    def _end_poll(self, why: Refusal) -> None:
        self._poller.append(why)
        self._clock.ring()

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            self.pending = self.pending[offset:]
        elif self._makes_sense(offset):
            self.pending = [update for update in self.pending if update.id >= offset or update.repeat]
        self._clock.ring()

    def _makes_sense(self, offset: int) -> bool:
        """An offset from before the numbers were restarted is not heeded."""
        return offset > 0 and self._next_id - BEHIND < offset <= self._next_id + AHEAD

    def _batch(self, limit: int) -> list[Json]:
        given = self.current()[: min(max(limit, 1), MOST)]
        for update in given:
            if update.repeat:
                self.pending.remove(update)
        return [update.as_json() for update in given]
