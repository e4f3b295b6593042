"""A Telegram of our own: `async with FakeTelegram(token=…) as tg:` and the real client at `tg.root`."""

from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Self, TypeVar

from tests.fake_telegram.chats import User
from tests.fake_telegram.clock import Clock
from tests.fake_telegram.faults import Fault
from tests.fake_telegram.pace import RateLimits
from tests.fake_telegram.parameters import Json
from tests.fake_telegram.people import PATIENCE, Group, Person
from tests.fake_telegram.server import Call, Exchange, Server
from tests.fake_telegram.state import State
from tests.fake_telegram.webhook import Delivery

T = TypeVar("T")
TOKEN = "123456:TEST"


class FakeTelegram:
    """One bot's whole platform. Leaving the block fails if our client sent what it must not (`mistakes`)."""

    def __init__(self, token: str = TOKEN, *, strict: bool = True, clock: Clock | None = None) -> None:
        """`strict`: unknown parameters are mistakes. `clock`: one that stands still waits for `advance`."""
        number = int(token.partition(":")[0])
        me = User(number, "Học Vụ Số", username="hoc_vu_so_bot", is_bot=True)
        self.state = State(clock or Clock(), me)
        self.server = Server(token, self.state, strict=strict)

    async def __aenter__(self) -> Self:
        await self.server.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        await self.state.webhook.close()
        await self.server.stop()
        if kind is None and self.mistakes:
            raise AssertionError("our client sent what it must not:\n" + "\n".join(self.mistakes))

    # Where it is, and what came in.

    @property
    def root(self) -> str:
        """What BOT_TELEGRAM_API_BASE names."""
        return f"http://127.0.0.1:{self.server.port}"

    @property
    def token(self) -> str:
        return self.server.token

    @property
    def calls(self) -> list[Call]:
        """(method, parameters as sent), in the order in which they came."""
        return self.server.calls

    @property
    def exchanges(self) -> list[Exchange]:
        """The same with moment, status and effect, in the order in which they ended."""
        return self.server.exchanges

    @property
    def mistakes(self) -> list[str]:
        return self.server.mistakes

    def calls_of(self, method: str) -> list[Json]:
        return [call.parameters for call in self.calls if call.method == method]

    # Who is there.

    def person(self, name: str, language: str | None = "vi") -> Person:
        """Somebody who has not written to the bot yet."""
        return Person(self.state, self.state.world.add_person(name, language))

    def group(
        self, title: str, members: Iterable[Person], *, supergroup: bool = False, bot: str | None = "member"
    ) -> Group:
        """The first member made it, and added the bot as `bot`: member, administrator, or None for not yet."""
        people = list(members)
        chat = self.state.world.add_group(title, [one.user for one in people], supergroup=supergroup)
        group = Group(self.state, chat)
        if bot is not None:
            group.adds_bot(people[0], administrator=bot == "administrator")
        return group

    # What goes wrong.

    def next(self, method: str, fault: Fault, times: int = 1, chat: Person | Group | None = None) -> None:
        """The coming calls of a method (`*`: any but getUpdates) meet this fault; of this chat only, if it is named."""
        self.server.script.add(method, fault, times, None if chat is None else chat.id)

    def limit_rates(self, limits: RateLimits | None = None) -> RateLimits:
        """From now on, too much is answered 429."""
        return self.server.limit_rates(limits or RateLimits())

    def delay_calls(self, latency: Callable[[], float]) -> None:
        """Seconds that each call takes to get here."""
        self.server.latency = latency

    async def goes_down(self) -> None:
        """Connections are refused, those there are cut; what stands, stands."""
        await self.server.stop()

    def hangs_up(self) -> None:
        """Connections are closed, as idle ones are by every server in the end; others are accepted."""
        self.server.hang_up()

    async def comes_back(self) -> None:
        """At the same address."""
        await self.server.start()

    # Time and updates.

    def advance(self, seconds: float) -> None:
        self.state.clock.advance(seconds)

    def inject(self, kind: str, body: Json) -> int | None:
        """An update of any content: malformed, of a channel, from another bot."""
        return self.state.updates.add(kind, body)

    def redeliver(self, update_id: int) -> None:
        """Once more, although it was confirmed."""
        self.state.updates.repeat(update_id)

    def keep_back(self) -> None:
        """What happens from now on arrives only with `deliver_out_of_order`."""
        self.state.updates.keep_back()

    def deliver_out_of_order(self, *update_ids: int | None) -> None:
        """What was kept back arrives, these first and in this order."""
        self.state.updates.release(tuple(number for number in update_ids if number is not None))

    def route(self, public: str, local: str) -> None:
        """Where a public root such as https://bot.example really listens."""
        self.state.webhook.routes[public] = local

    @property
    def pending(self) -> list[int]:
        """The updates that the bot has not confirmed."""
        return [update.id for update in self.state.updates.current()]

    @property
    def expired(self) -> list[int]:
        """The updates that were given up because the bot did not take them in time."""
        return self.state.updates.expired

    @property
    def deliveries(self) -> list[Delivery]:
        """Every request to the webhook."""
        return self.state.webhook.deliveries

    async def until(self, holds: Callable[[], T], within: float = PATIENCE) -> T:
        """Look again whenever something changes."""
        found = await self.state.clock.until(holds, within)
        if not found:
            raise AssertionError(f"it did not come to that within {within} s")
        return found

    async def all_taken(self, within: float = PATIENCE) -> None:
        """The bot has confirmed every update."""
        await self.until(lambda: not self.pending, within)
