"""A stage with a script instead of the assistant: the page can be tried alone."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from itertools import count

from bot import clock
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

BEGINNING = datetime(2026, 11, 23, 9, 0, tzinfo=clock.LOCAL)
PERSONAS = (
    Persona("minh", "Minh", "21 tuổi, tình nguyện viên"),
    Persona("tu", "Bà Tư", "72 tuổi, người học"),
    Persona("hung", "Chú Hùng", "58 tuổi, Trưởng khu phố 3"),
    Persona("an", "Bác An", "68 tuổi, người học"),
    Persona("lan", "Cô Lan", "Phường đoàn, điều phối viên"),
)
_OFFER = """Chào Minh! Lớp Chống lừa đảo cần 2 bạn hướng dẫn.
📅 7 giờ tối thứ Tư, 25/11
📍 Văn phòng khu phố 3
Bạn sẽ kèm bà Tư và bác An: cùng dùng máy Android, nhà cách 400 mét."""
_REMINDER = """Dạ, con nhắc bà Tư: tối mai bà có buổi học Chống lừa đảo.
📅 7 giờ tối thứ Tư, 25/11
📍 Văn phòng khu phố 3, cạnh chùa
Bà đi được không ạ?"""
_CARD = """Đã lập lớp Chống lừa đảo: 7 giờ tối thứ Tư hằng tuần, 12 chỗ. Mã lớp KV-4827.
Anh chuyển tin này vào nhóm của khu phố để bà con đăng ký nhé."""
SCRIPT = {
    1: (_OFFER, (("Nhận lớp", "11.0"), ("Mình bận", "11.1"))),
    2: (_REMINDER, (("Đi được", "21.0"), ("Bận mất rồi", "21.1"))),
    3: (
        _CARD,
        (("Xem danh sách", "31.0"), ("Mời tình nguyện viên", "31.1"), ("Điểm danh", "31.2"), ("Về đầu", "31.3")),
    ),
}
JOBS = (
    (datetime(2026, 11, 24, 17, 30, tzinfo=clock.LOCAL), "Nhắc trước một ngày: Chống lừa đảo, 3 người"),
    (datetime(2026, 11, 25, 17, 0, tzinfo=clock.LOCAL), "Nhắc trước hai tiếng: Chống lừa đảo"),
    (datetime(2026, 11, 25, 20, 30, tzinfo=clock.LOCAL), "Hỏi điểm danh: Chống lừa đảo"),
    (datetime(2026, 11, 29, 19, 30, tzinfo=clock.LOCAL), "Tổng kết tuần của khu phố 3"),
)
ANSWER = "Dạ, con đã ghi rồi ạ."


@dataclass
class FakeStage:
    """Answers everything with ANSWER; `calls` is what the page asked for, and what `failing` names fails."""

    calls: list[tuple[object, ...]] = field(default_factory=list)
    failing: str = ""
    gate: asyncio.Event | None = None

    def __post_init__(self) -> None:
        self._audience: list[asyncio.Queue[Event | None]] = []
        self._numbers = count(1)
        self._begin()

    def _begin(self) -> None:
        self.now, self.language = BEGINNING, "vi"
        self.pressed: set[tuple[int, str]] = set()
        self.fired: tuple[str, ...] = ()
        self.phones = {
            n: DemoPhone(n, self._persona(key), "buttons", offline=False, bubbles=())
            for n, key in enumerate(("minh", "tu", "hung"), 1)
        }
        for phone, (text, buttons) in SCRIPT.items():
            self.bubble(phone, text, buttons)

    def snapshot(self) -> Scene:
        """Everything as it stands."""
        return Scene(
            phones=tuple(self.phones.values()),
            clock=DemoClock(f"{self.now:%H:%M} {self.now:%d/%m/%Y}", self.now.isoformat()),
            jobs=tuple(Job(f"{at:%H:%M} {at:%d/%m}", what) for at, what in JOBS if at > self.now),
            fired=tuple(self.fired),
            personas=PERSONAS,
            language=self.language,
            pressed=frozenset(self.pressed),
        )

    async def changes(self) -> AsyncIterator[Event]:
        """Every event until the stage closes."""
        queue: asyncio.Queue[Event | None] = asyncio.Queue()
        self._audience.append(queue)
        while (event := await queue.get()) is not None:
            yield event

    def file(self, number: int) -> BubbleFile | None:
        """One of those in its messages."""
        bubbles = (bubble for phone in self.phones.values() for bubble in phone.bubbles)
        return next((one.file for one in bubbles if one.file is not None and one.file.number == number), None)

    def close(self) -> None:
        """End the streams."""
        for queue in self._audience:
            queue.put_nowait(None)

    def tell(self, *events: Event) -> None:
        """Let every page hear this."""
        for queue in self._audience:
            for event in events:
                queue.put_nowait(event)

    def bubble(self, phone: int, text: str, buttons: tuple[tuple[str, str], ...] = (), *, side: str = "them") -> Bubble:
        """Put a message on a phone."""
        assert side in {"them", "me", "note"}
        said = Bubble(phone, f"m{next(self._numbers)}", side, text, buttons, self.now)  # type: ignore[arg-type]
        self._put(phone, bubbles=(*self.phones[phone].bubbles, said))
        self.tell(said)
        return said

    def show_file(self, phone: int, file: BubbleFile) -> None:
        """Put a message with a picture or document on a phone."""
        bubbles = self.phones[phone].bubbles
        said = replace(bubbles[-1], id=f"f{file.number}", buttons=(), file=file)
        self._put(phone, bubbles=(*bubbles, said))
        self.tell(said)

    def edit(self, bubble: Bubble, text: str, buttons: tuple[tuple[str, str], ...] = ()) -> None:
        """Change a message that stands on a phone."""
        new = replace(bubble, text=text, buttons=buttons, edited=True)
        stand = self.phones[bubble.phone].bubbles
        self._put(bubble.phone, bubbles=tuple(new if one.id == bubble.id else one for one in stand))
        self.tell(new)

    async def say(self, phone: int, text: str) -> None:
        """Take a message and answer."""
        await self._called("say", phone, text)
        self.bubble(phone, text, side="me")
        self.bubble(phone, ANSWER)

    async def tap(self, phone: int, data: str) -> None:
        """Take a tap and answer."""
        await self._called("tap", phone, data)
        self.pressed.add((phone, data))
        self.bubble(phone, ANSWER)

    async def attach(self, phone: int, kind: str) -> None:
        """Take an attachment."""
        await self._called("attach", phone, kind)
        self.bubble(phone, f"({kind})", side="me")

    async def sit(self, phone: int, persona_key: str) -> None:
        """Give the phone to somebody else."""
        await self._called("sit", phone, persona_key)
        self._put(phone, persona=self._persona(persona_key), bubbles=())
        self.tell(Cleared(phone), PhonesChanged())

    async def channel_kind(self, phone: int, kind: str) -> None:
        """Make the phone another kind."""
        await self._called("channel_kind", phone, kind)
        self._put(phone, kind=kind)
        self.tell(PhonesChanged())

    def offline(self, phone: int, *, on: bool) -> None:
        """Out of reach, or back."""
        self.calls.append(("offline", phone, on))
        self._put(phone, offline=on)
        self.tell(PhonesChanged())

    async def jump(self, to: str) -> None:
        """Move the clock."""
        await self._called("jump", to)
        self._move(self._target(to))

    async def jump_to(self, moment: datetime) -> None:
        """Move the clock to a moment."""
        await self._called("jump_to", moment)
        self._move(moment)

    def _move(self, to: datetime) -> None:
        before, self.now = self.now, to
        self.fired = tuple(f"{at:%H:%M} {at:%d/%m}: {what}" for at, what in JOBS if before < at <= self.now)
        for at, what in JOBS:
            if before < at <= self.now:
                self.bubble(2, what)
        self.tell(ClockMoved(), JobsChanged(), Fired())

    async def start_over(self) -> None:
        """Everything as it was."""
        await self._called("start_over")
        self.tell(Cleared())
        self._begin()
        self.tell(ClockMoved(), JobsChanged(), PhonesChanged(), Fired())

    async def speak(self, language: str) -> None:
        """Change the language."""
        await self._called("speak", language)
        self.language = language
        self.tell(PhonesChanged())

    async def _called(self, *call: object) -> None:
        self.calls.append(call)
        if self.gate is not None:
            await self.gate.wait()
        if self.failing == call[0]:
            raise RuntimeError(f"{self.failing} fails, as the test wants")

    def _put(self, phone: int, **changed: object) -> None:
        self.phones[phone] = replace(self.phones[phone], **changed)  # type: ignore[arg-type]

    def _target(self, to: str) -> datetime:
        if to == "next":
            return min((at for at, _ in JOBS if at > self.now), default=self.now)
        if to == "hour":
            return self.now + timedelta(hours=1)
        day = self.now.date() + timedelta(days=1 if to == "morning" else 6 - self.now.weekday())
        return datetime.combine(day, time(7) if to == "morning" else time(19, 30), clock.LOCAL)

    def _persona(self, key: str) -> Persona:
        known = {persona.key: persona for persona in PERSONAS}
        return known.get(key, Persona(NEWCOMER, "Người mới", ""))
