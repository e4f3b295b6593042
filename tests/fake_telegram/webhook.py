"""Webhook delivery: in order within a queue, again and later if it fails, given up when the update is too old."""

import asyncio
from collections.abc import Hashable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import aiohttp

from tests.fake_telegram.clock import Clock
from tests.fake_telegram.parameters import Json
from tests.fake_telegram.updates import Update, Updates

LONGEST_RETRY_AFTER, LONGEST_DELAY, TIMEOUT = 3600, 60.0, 60.0


@dataclass(frozen=True)
class Hook:
    url: str
    secret: str = ""
    max_connections: int = 40
    ip_address: str | None = None


@dataclass
class _Attempts:
    due: float = 0.0
    delay: float = 1.0
    failures: int = 0


@dataclass(frozen=True)
class Delivery:
    """One request to the webhook; status 0: no answer."""

    update_id: int
    status: int
    at: float


@dataclass
class Webhook:
    """Delivers what is pending while it is open. `routes`: public root → where it really listens, for the tests."""

    updates: Updates
    clock: Clock
    routes: dict[str, str] = field(default_factory=dict)
    hook: Hook | None = None
    deliveries: list[Delivery] = field(default_factory=list)
    last_error: tuple[int, str] | None = None
    _work: asyncio.Task[None] | None = None
    _attempts: dict[Update, _Attempts] = field(default_factory=dict)
    _busy: dict[Hashable, asyncio.Task[None]] = field(default_factory=dict)

    async def open(self, hook: Hook) -> None:
        await self.close()
        self.hook, self.last_error = hook, None
        self._work = asyncio.create_task(self._run(hook))

    async def close(self) -> None:
        """What is on its way counts as undelivered."""
        tasks = [task for task in (self._work, *self._busy.values()) if task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self.hook, self._work = None, None
        self._busy.clear()
        self._attempts.clear()

    def reach(self, url: str) -> str | None:
        """The address behind a public one; None where nobody is known."""
        parts = urlsplit(url)
        root = f"{parts.scheme}://{parts.netloc}"
        return url.replace(root, self.routes[root], 1) if root in self.routes else None

    def info(self) -> Json:
        hook = self.hook or Hook("")
        facts: Json = {
            "url": hook.url,
            "has_custom_certificate": False,
            "pending_update_count": len(self.updates.current()),
        }
        if self.hook is not None:
            facts |= {"max_connections": hook.max_connections, "ip_address": hook.ip_address or "127.0.0.1"}
        if self.last_error is not None:
            facts |= {"last_error_date": self.last_error[0], "last_error_message": self.last_error[1]}
        return facts | ({"allowed_updates": self.updates.allowed} if self.updates.allowed else {})

    async def _run(self, hook: Hook) -> None:
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=TIMEOUT)) as session:
            while True:
                for update in self._ready(hook.max_connections - len(self._busy)):
                    self._busy[self._queue(update)] = asyncio.create_task(self._deliver(session, hook, update))
                await self.clock.change(self._next_moment())

    def _heads(self) -> list[Update]:
        """The first of each queue that has nothing on its way."""
        first: dict[Hashable, Update] = {}
        for update in self.updates.current():
            first.setdefault(self._queue(update), update)
        return [update for queue, update in first.items() if queue not in self._busy]

    def _ready(self, free: int) -> list[Update]:
        now = self.clock.now()
        return [update for update in self._heads() if self._attempts_of(update).due <= now][: max(free, 0)]

    def _next_moment(self) -> float | None:
        now = self.clock.now()
        later = [due for update in self._heads() if (due := self._attempts_of(update).due) > now]
        return min(later, default=None)

    @staticmethod
    def _queue(update: Update) -> Hashable:
        return update.id if update.queue is None else update.queue

    def _attempts_of(self, update: Update) -> _Attempts:
        return self._attempts.setdefault(update, _Attempts())

    async def _deliver(self, session: aiohttp.ClientSession, hook: Hook, update: Update) -> None:
        headers = {"X-Telegram-Bot-Api-Secret-Token": hook.secret} if hook.secret else {}
        status, retry_after, error = 0, 0, "Connection refused"
        try:
            async with session.post(self.reach(hook.url) or "", json=update.as_json(), headers=headers) as answer:
                await answer.read()
                status, error = answer.status, f"Wrong response from the webhook: {answer.status} {answer.reason}"
                given = answer.headers.get("Retry-After", "")
                retry_after = min(int(given), LONGEST_RETRY_AFTER) if given.isdecimal() else 0
        except TimeoutError:
            error = "Read timeout expired"
        except aiohttp.ClientError:
            pass
        self.deliveries.append(Delivery(update.id, status, self.clock.now()))
        if 200 <= status < 300:
            self.updates.drop(update)
        else:
            self._put_off(update, retry_after, error)
        self._busy.pop(self._queue(update), None)
        self.clock.ring()

    def _put_off(self, update: Update, retry_after: int, error: str) -> None:
        attempts, now = self._attempts_of(update), self.clock.now()
        # The very first repetition comes at once, unless the answer says when.
        if attempts.failures and not retry_after:
            attempts.delay = min(attempts.delay * 2, LONGEST_DELAY)
        wait = retry_after or (attempts.delay if attempts.failures else 0.0)
        attempts.failures += 1
        attempts.due = now + wait
        self.last_error = (int(now), error)
        if attempts.due > update.expires_at:
            self.updates.expired.append(update.id)
            self.updates.drop(update)
