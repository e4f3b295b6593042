"""The stage of the demo: phones, their holders, and a clock moved by the audience."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import count

from bot import clock
from bot.channels.webchat import PhoneMessage, WebChat
from bot.chat.message import Incoming, IncomingKind, Outgoing
from bot.demo.scene import (
    NEWCOMER,
    Bubble,
    BubbleFile,
    Cleared,
    ClockMoved,
    DemoClock,
    DemoPhone,
    Event,
    Fired,
    Job,
    JobsChanged,
    Persona,
    PhonesChanged,
    Scene,
)
from bot.domain.weeks import A_WEEK, sunday_of
from bot.i18n import Reader, Text, _
from bot.i18n.when import say_when

_SUNDAY, _SUMMARY = 6, time(19, 30)
_MORNING = time(7)
_JOBS_SHOWN = 12
_SENT = {
    "sticker": _("(sticker)"),
    "photo": _("(photo)"),
    "location": _("(location)"),
    "voice": _("(voice message)"),
    "contact": _("(contact)"),
}


@dataclass(frozen=True)
class Player:
    """Somebody of the neighbourhood: the account, and how they are introduced."""

    account: str
    name: str
    caption: Text


@dataclass(frozen=True)
class World:
    """What runs behind the stage. `passing` moves the clock and yields what happens; `upcoming` is what is planned."""

    hear: Callable[[Incoming], Awaitable[None]]
    drain: Callable[[], Awaitable[int]]
    passing: Callable[[datetime], AsyncIterator[list[tuple[datetime, Text]]]]
    upcoming: Callable[[], Awaitable[list[tuple[datetime, Text]]]]
    speak: Callable[[str], Awaitable[None]]
    players: tuple[Player, ...]


class LiveStage:
    """The real assistant behind the demo page; actions run one at a time."""

    def __init__(self, build: Callable[[WebChat], Awaitable[World]]) -> None:
        """`build` makes a new world around the phones, with its clock at the start."""
        self._build = build
        self._language = "vi"
        self._held: dict[int, str] = {}
        self._busy = False
        self._one_at_a_time = asyncio.Lock()
        self._audience: set[asyncio.Queue[Event | None]] = set()
        self._events = count(1)
        self._jobs: list[tuple[datetime, Text]] = []
        self._fired: list[tuple[datetime, Text]] = []
        self._pressed: set[tuple[int, str]] = set()

    async def open(self) -> "LiveStage":
        await self._fresh()
        return self

    async def _fresh(self) -> None:
        self._web = WebChat(on_change=self._changed)
        self._world = await self._build(self._web)
        self._held = {n: player.account for n, player in enumerate(self._world.players[:3], 1)}
        self._newcomers: list[str] = []
        self._fired = []
        self._pressed = set()
        await self._world.speak(self._language)
        self._jobs = await self._world.upcoming()

    # What the page shows.

    def snapshot(self) -> Scene:
        now = clock.local(clock.now())
        return Scene(
            phones=tuple(self._phone(number) for number in self._held),
            clock=DemoClock(say_when(now, now, self._language), now.isoformat()),
            jobs=tuple(Job(when, what) for when, what in self._told(self._jobs[:_JOBS_SHOWN])),
            fired=tuple(f"{when}: {what}" for when, what in self._told(self._fired[::-1])),
            personas=tuple(map(self._persona, self._accounts())),
            language=self._language,
            busy=self._busy,
            pressed=frozenset(self._pressed),
        )

    async def changes(self) -> AsyncIterator[Event]:
        queue: asyncio.Queue[Event | None] = asyncio.Queue()
        self._audience.add(queue)
        try:
            while (event := await queue.get()) is not None:
                yield event
        finally:
            self._audience.discard(queue)

    def file(self, number: int) -> BubbleFile | None:
        found = self._web.files.get(number)
        if found is None:
            return None
        return BubbleFile(number, found.name, found.mime, found.is_picture, found.content)

    def close(self) -> None:
        for queue in self._audience:
            queue.put_nowait(None)

    def tell(self, *events: Event) -> None:
        for queue in self._audience:
            for event in events:
                queue.put_nowait(event)

    # What the page does.

    async def say(self, phone: int, text: str) -> None:
        await self._hear(phone, Outgoing(text), IncomingKind.TEXT, text=text)

    async def tap(self, phone: int, data: str) -> None:
        await self._hear(phone, None, IncomingKind.TAP, tap=data)
        self._pressed.add((phone, data))

    async def attach(self, phone: int, kind: str) -> None:
        await self._hear(phone, Outgoing(_SENT[kind].for_(Reader(self._language))), IncomingKind(kind))

    async def sit(self, phone: int, persona_key: str) -> None:
        account = persona_key
        if persona_key == NEWCOMER:
            account = f"newcomer-{len(self._newcomers) + 1}"
            self._newcomers.append(account)
        self._held[phone] = account
        self.tell(Cleared(phone), PhonesChanged(), *self._phone(phone).bubbles)

    async def channel_kind(self, phone: int, kind: str) -> None:
        self._web.kinds[self._held[phone]] = kind
        self.tell(PhonesChanged())

    def offline(self, phone: int, *, on: bool) -> None:
        """Cut the phone off; what waits arrives with the next action after it is back."""
        (self._web.offline.add if on else self._web.offline.discard)(self._held[phone])
        self.tell(PhonesChanged())

    async def jump(self, to: str) -> None:
        async with self._one_at_a_time:
            await self._move(self._target(to))

    async def jump_to(self, moment: datetime) -> None:
        async with self._one_at_a_time:
            await self._move(moment)

    async def _move(self, target: datetime) -> None:
        """Pass the time from one thing planned to the next, so that the pages can show the clock running."""
        self._busy, self._fired = True, []
        self.tell(ClockMoved(), Fired())
        try:
            async for happened in self._world.passing(target):
                self._fired += happened
                self.tell(ClockMoved(), Fired())
        finally:
            self._busy = False
        await self._look()
        self.tell(ClockMoved())

    async def start_over(self) -> None:
        async with self._one_at_a_time:
            await self._fresh()
            self.tell(Cleared(), ClockMoved(), PhonesChanged(), JobsChanged(), Fired())

    async def speak(self, language: str) -> None:
        async with self._one_at_a_time:
            self._language = language
            await self._world.speak(language)
            self.tell(PhonesChanged())

    # Internals.

    async def _hear(
        self, phone: int, shown: Outgoing | None, kind: IncomingKind, *, text: str = "", tap: str = ""
    ) -> None:
        async with self._one_at_a_time:
            account = self._held[phone]
            line = self._web.show(account, shown, mine=True) if shown is not None else None
            event = str(next(self._events))
            await self._world.hear(
                Incoming("web", event, account, kind, text, tap, language=self._language, message_id=line)
            )
            await self._world.drain()
            await self._look()

    async def _look(self) -> None:
        self._jobs = await self._world.upcoming()
        self.tell(JobsChanged())

    def _target(self, to: str) -> datetime:
        now = clock.local(clock.now())
        if to == "next":
            return self._jobs[0][0] if self._jobs else clock.now()
        if to == "hour":
            return now + timedelta(hours=1)
        if to == "morning":
            return clock.at(now.date() + timedelta(days=now.time() >= _MORNING), _MORNING)
        at = clock.at(sunday_of(now.date()), _SUMMARY)
        return at if at > now else at + A_WEEK

    def _changed(self, account: str, line: PhoneMessage) -> None:
        for number, held in self._held.items():
            if held == account:
                self.tell(self._bubble(number, line))

    def _phone(self, number: int) -> DemoPhone:
        account = self._held[number]
        bubbles = tuple(self._bubble(number, line) for line in self._web.lines[account])
        offline = account in self._web.offline
        return DemoPhone(number, self._persona(account), self._web.kinds[account], offline, bubbles)

    def _bubble(self, number: int, line: PhoneMessage) -> Bubble:
        message = line.message
        buttons = tuple((button.label, button.data) for button in message.buttons)
        file = None if message.file is None else self.file(message.file)
        return Bubble(
            number,
            line.id,
            "me" if line.mine else "them",
            message.text,
            buttons,
            line.at,
            line.edited,
            file=file,
        )

    def _persona(self, account: str) -> Persona:
        for player in self._world.players:
            if player.account == account:
                return Persona(account, player.name, player.caption.for_(Reader(self._language)))
        number = account.rpartition("-")[2]
        return Persona(account, _("Somebody new ({number})", number=number).for_(Reader(self._language)), "")

    def _accounts(self) -> list[str]:
        return [*(player.account for player in self._world.players), *self._newcomers]

    def _told(self, things: list[tuple[datetime, Text]]) -> list[tuple[str, str]]:
        reader = Reader(self._language)
        return [(say_when(at, clock.now(), self._language), what.for_(reader)) for at, what in things]
