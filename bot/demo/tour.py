"""The tour: the main job, typed and pressed for whoever watches, step by step."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Literal, TypeAlias

import structlog

from bot import clock
from bot.demo.scene import DemoStage, Pressing, TourMoved, Typing
from bot.i18n import Reader, Text, _, verbatim

_log = structlog.get_logger(__name__)
_CODE = re.compile(r"\b[A-Z]{2}-\d{4}\b")
_INTRODUCTION, _BETWEEN_STEPS = 3.5, 2.5  # seconds
_A_LETTER, _LONGEST_TYPING = 0.035, 2.5  # seconds
_PRESSING = 0.9  # seconds
_READ, _SHORTEST_READ, _LONGEST_READ = 1 / 45, 1.2, 5.0  # seconds a letter, and in all

Sleep: TypeAlias = Callable[[float], Awaitable[None]]


@dataclass(frozen=True)
class TypedLine:
    """Type something and send it."""

    phone: int
    words: Text


@dataclass(frozen=True)
class TypedCode:
    """Type the newest class code that stands on the phone `seen_on`."""

    phone: int
    seen_on: int


@dataclass(frozen=True)
class Press:
    """Press the newest button with this label; one that is `optional` only if it stands there."""

    phone: int
    label: Text
    optional: bool = False


@dataclass(frozen=True)
class GoTo:
    """Move the clock on to the next such weekday (0 is Monday) and time, local."""

    weekday: int
    at: time

    def after(self, now: datetime) -> datetime:
        local = clock.local(now)
        day = local.date() + timedelta(days=(self.weekday - local.weekday()) % 7)
        moment = clock.at(day, self.at)
        return moment if moment > now else moment + timedelta(days=7)


Act: TypeAlias = TypedLine | TypedCode | Press | GoTo


@dataclass(frozen=True)
class TourStep:
    """`phone` is where to look; 0 is the clock."""

    phone: int
    name: Text
    words: Text
    acts: tuple[Act, ...]


HUONG, BAY, LAN = 1, 2, 3
STEPS = (
    TourStep(
        LAN,
        _("A class is registered"),
        _("The leader writes one line. The card that comes back has a class code to forward."),
        (TypedLine(LAN, _("Open Zalo class Thursday 7pm 3 weeks nha van hoa khu pho 3 8 seats")),),
    ),
    TourStep(
        BAY,
        _("A seat is taken"),
        _("Somebody of 72 who has never used it sends the code, agrees, says his name, and has his seat."),
        (
            TypedCode(BAY, seen_on=LAN),
            Press(BAY, verbatim("Ông")),
            Press(BAY, _("I agree")),
            TypedLine(BAY, _("Nguyen Van Bay")),
            TypedLine(BAY, _("khu pho 3")),
            Press(BAY, _("✅ That's right")),
        ),
    ),
    TourStep(
        HUONG,
        _("A volunteer is matched"),
        _("A minute later a student who fits is asked, with the reason why. She accepts, and both sides are told."),
        (GoTo(0, time(9, 5)), Press(HUONG, _("✅ I take it")), Press(HUONG, _("📅 The whole class"))),
    ),
    TourStep(
        BAY,
        _("A reminder fires"),
        _("The clock jumps to the evening before. The resident answers in his own words."),
        (GoTo(2, time(17, 30)), TypedLine(BAY, _("yes I will come"))),
    ),
    TourStep(
        LAN,
        _("The roll is called"),
        _("After the class the leader writes who came. It is read back, and closed."),
        (
            GoTo(3, time(20, 30)),
            TypedLine(LAN, _("all present")),
            Press(LAN, _("🔒 Close the roll call")),
            Press(LAN, _("✅ Yes, came"), optional=True),  # asked where a volunteer had promised to come
        ),
    ),
    TourStep(
        LAN,
        _("The week is summed up"),
        _("On Sunday at 19:30 the week's summary arrives by itself, ready to be sent to the ward."),
        (GoTo(6, time(19, 30)),),
    ),
)


class Tour:
    """Plays the steps one after the other, each from wherever the visitor has left the stage."""

    def __init__(self, stage: DemoStage, steps: tuple[TourStep, ...] = STEPS, sleep: Sleep = asyncio.sleep) -> None:
        self._stage, self.steps, self._sleep = stage, steps, sleep
        self.step = 0
        self.mode: Literal["waiting", "playing", "paused"] = "waiting"
        # The step that begins where the stage stands now; None once the visitor has done something.
        self.ready: int | None = 0
        self._playing: asyncio.Task[None] | None = None
        self._unpaused = asyncio.Event()
        # Two orders at the same time must not both find the tour ended, and both go on.
        self._one_at_a_time = asyncio.Lock()

    async def play(self, step: int) -> asyncio.Task[None]:
        """Return the task that plays this step and those behind it; what was played before ends first."""
        async with self._one_at_a_time:
            await self._end()
            self.step, self.mode = step, "playing"
            self._unpaused.set()
            self._tell()
            self._playing = asyncio.create_task(self._play())
            return self._playing

    def pause(self) -> None:
        if self.mode == "playing":
            self.mode = "paused"
            self._unpaused.clear()
            self._tell()

    def resume(self) -> None:
        if self.mode == "paused":
            self.mode = "playing"
            self._unpaused.set()
            self._tell()

    async def stop(self) -> None:
        async with self._one_at_a_time:
            await self._end()

    async def _end(self) -> None:
        if self._playing is None:
            return
        self.mode = "waiting"
        self._unpaused.set()
        await self._playing
        self._playing = None
        self._tell()

    async def visitor_acts(self) -> None:
        await self.stop()
        self.ready = None

    async def start_over(self) -> None:
        await self.stop()
        await self._stage.start_over()
        self.step, self.ready = 0, 0
        self._tell()

    async def _play(self) -> None:
        try:
            if self.ready != self.step:
                await self._prepare()
            while await self._show(self.steps[self.step]):
                self.ready = self.step + 1
                if self.ready == len(self.steps):
                    break
                await self._rest(_BETWEEN_STEPS)
                if self._is_stopped():
                    break
                self.step = self.ready
                self._tell()
        except Exception:  # noqa: BLE001 whatever fails behind the stage ends the tour, not the page
            _log.exception("a step of the tour failed", step=self.step + 1)
            self.ready = None
        self.mode = "waiting"
        self._tell()

    async def _prepare(self) -> None:
        await self._stage.start_over()
        self.ready = None
        for step in self.steps[: self.step]:
            for act in step.acts:
                if not self._is_left_out(act):
                    await self._do(act)
        self.ready = self.step

    async def _show(self, step: TourStep) -> bool:
        """Play a step for the eye; return False if it was stopped on the way."""
        await self._rest(_INTRODUCTION)
        for act in step.acts:
            if self._is_stopped():
                return False
            if self._is_left_out(act):
                continue
            self.ready = None
            before = self._letters()
            await self._act_out(act)
            await self._do(act)
            await self._rest(min(max((self._letters() - before) * _READ, _SHORTEST_READ), _LONGEST_READ))
        return not self._is_stopped()

    async def _act_out(self, act: Act) -> None:
        if isinstance(act, TypedLine | TypedCode):
            words = self._words(act)
            took = min(len(words) * _A_LETTER, _LONGEST_TYPING)
            self._stage.tell(Typing(act.phone, words, took))
            await self._sleep(took)
        elif isinstance(act, Press):
            self._stage.tell(Pressing(act.phone, self._button(act)))
            await self._sleep(_PRESSING)
        else:
            self._stage.tell(Pressing(0, "next"))
            await self._sleep(_PRESSING)

    async def _do(self, act: Act) -> None:
        if isinstance(act, GoTo):
            await self._stage.jump_to(act.after(clock.now()))
        elif isinstance(act, Press):
            await self._stage.tap(act.phone, self._button(act))
        else:
            await self._stage.say(act.phone, self._words(act))

    def _words(self, act: TypedLine | TypedCode) -> str:
        if isinstance(act, TypedLine):
            return act.words.for_(self._reader())
        codes = _CODE.findall("\n".join(self._texts(act.seen_on)))
        if not codes:
            raise LookupError(f"no class code on phone {act.seen_on}")
        return str(codes[-1])

    def _is_left_out(self, act: Act) -> bool:
        return isinstance(act, Press) and act.optional and self._found(act) is None

    def _button(self, act: Press) -> str:
        found = self._found(act)
        if found is None:
            raise LookupError(f"no button «{act.label.for_(self._reader())}» on phone {act.phone}")
        return found

    def _found(self, act: Press) -> str | None:
        label = act.label.for_(self._reader())
        (phone,) = (phone for phone in self._stage.snapshot().phones if phone.number == act.phone)
        buttons = (button for bubble in reversed(phone.bubbles) for button in bubble.buttons)
        return next((data for text, data in buttons if text == label), None)

    def _reader(self) -> Reader:
        return Reader(self._stage.snapshot().language)

    def _texts(self, number: int) -> list[str]:
        return [
            bubble.text for phone in self._stage.snapshot().phones if phone.number == number for bubble in phone.bubbles
        ]

    def _letters(self) -> int:
        return sum(len(text) for number in (1, 2, 3) for text in self._texts(number))

    async def _rest(self, seconds: float) -> None:
        """Let people read, in short waits, so that a stop is obeyed at once; a pause lasts until it ends."""
        while seconds > 0 and not self._is_stopped():
            await self._sleep(min(seconds, 0.25))
            seconds -= 0.25
            await self._unpaused.wait()

    def _is_stopped(self) -> bool:
        return self.mode == "waiting"

    def _tell(self) -> None:
        self._stage.tell(TourMoved())
