"""A small town to play scenarios in: people who say and see, with the real turn, sender and SQLite."""

import re
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field, replace
from datetime import datetime
from operator import itemgetter
from pathlib import Path

import pytest
from sqlalchemy import bindparam, event, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock, jobs, ticks
from bot.app import App
from bot.channels.webchat import PhoneMessage, WebChat
from bot.channels.webchat.channel import KINDS
from bot.chat.message import Button, Incoming, IncomingKind, Outgoing, Received
from bot.chat.render import Capabilities, buttons, fit, read_tap
from bot.domain.understanding.choice import MOST_LINES
from bot.i18n.when import report_when
from bot.services.messaging import answering, shown
from bot.services.messaging.answering import AskedBack, Chosen, PhoneScreen
from bot.storage.database import Database
from bot.storage.installation import Installation
from bot.storage.tables.messaging import Conversation, Outbox, Priority, Question
from bot.storage.tables.people import Address, Person
from bot.ticks import Planned, Tick
from tests.blank import holds_only

_SECRET = re.compile(r"MOI-\w{4}-\w{4}|MAY-\w{6}|/vao/[\w-]+")
_NUMBERED = re.compile(r"^(\d+)\. (.*)$", re.MULTILINE)
_AMOUNT = re.compile(r"^• (.*)$", re.MULTILINE)
_NO_BUTTONS = Capabilities(buttons=0)
_PERSON, _MORE = "Gặp người", "Xem thêm"
_SURE = "muốn trả lại như trước phải không"


FEW = pytest.param("few", marks=pytest.mark.lane)
# For what goes another way without buttons. Other scenarios are played with buttons, where `taps` sees to it that the
# number of what is pressed means the same; the lanes play all of them with few buttons and with none.
EVERY_KIND = pytest.mark.parametrize("town", ["buttons", FEW, "none"], indirect=True)
_PUT = ("after_insert", "after_update")
_OPEN = (
    select(Address, Conversation.question_id)
    .outerjoin(Conversation, Conversation.address_id == Address.id)
    .where(Address.channel == WebChat.name, Address.external_id == bindparam("account"))
)


def _lines(message: Outgoing) -> list[tuple[str, str]]:
    """What is typed for each line that can be chosen: its number, «0» for a person, an amount as it is."""
    amounts = [(shown, shown) for shown in _AMOUNT.findall(message.text)] if message.amounts else []
    numbered = _NUMBERED.findall(message.text)
    return [*amounts, *((n, shown) for n, shown in numbered if n != "0" or shown == _PERSON)]


def _hidden(code: re.Match[str]) -> str:
    """Made at random: a transcript changes only when what people see does."""
    if code[0].startswith("/"):
        return "/vao/…"
    return re.sub(r"(?<=-)\w+", lambda part: "X" * len(part[0]), code[0])


@dataclass
class Talker:
    """Somebody with a phone. `taps` presses a button, or types its number where there are no buttons."""

    town: "Town"
    name: str
    account: str
    new: list[str] = field(default_factory=list)
    profile: str = ""  # the name that the platform tells with each message

    async def says(self, text: str) -> None:
        """Type a message."""
        self.town.note(f"**{self.name}**: {text[:200] or '(tin trống)'}")
        await self._hear(IncomingKind.TEXT, text=text)

    async def edits(self, text: str) -> None:
        """Change the message sent last."""
        self.town.note(f"**{self.name}** sửa lại: {text}")
        await self._hear(IncomingKind.EDITED, text=text)

    async def taps(self, label: str) -> None:
        """Press the newest button whose label holds these words."""
        for line in reversed(self.town.web.lines[self.account]):
            for button in line.message.buttons:
                if label in button.label:
                    await self.town.must_mean_by_number(self.account, button)
                    return await self._press(button.label, IncomingKind.TAP, tap=button.data)
            for typed, words in () if line.mine else _lines(line.message):
                if label in words:
                    return await self._types(typed, words)
        if self._shows_more():
            await self._press(_MORE, IncomingKind.TEXT, text="9")
            return await self.taps(label)
        raise AssertionError(f"{self.name} has no button {label!r} in:\n{self._screen()}")

    def _shows_more(self) -> bool:
        """Is the list shown last longer than what has a number on it?"""
        texts = [line.message.text for line in self.town.web.lines[self.account]]
        lists = [text for text in texts if f"0. {_PERSON}" in text]
        return bool(lists) and f"9. {_MORE}" in lists[-1]

    async def _types(self, number: str, shown: str) -> None:
        """What takes something back by its number is asked about."""
        await self._press(shown, IncomingKind.TEXT, text=number)
        if self.new and _SURE in self.new[-1]:
            await self.taps("↩️")

    async def taps_again(self, data: str) -> None:
        """Press a button known by its data: an old one, or the same one twice."""
        self.town.note(f"**{self.name}** bấm lại một nút cũ")
        await self._hear(IncomingKind.TAP, tap=data)

    async def reacts(self, sign: str, to: str) -> None:
        """Put a sign to the newest message of the assistant that holds these words."""
        shown = self.town.web.lines[self.account]
        message = next(line for line in reversed(shown) if not line.mine and to in line.message.text)
        self.town.note(f"**{self.name}** thả {sign} vào «{message.message.text.splitlines()[0]}»")
        await self._hear(IncomingKind.REACTION, text=sign, reacts_to=message.id)

    async def sends(self, kind: IncomingKind) -> None:
        """Send a sticker, a photo, a voice message, a location."""
        self.town.note(f"**{self.name}** gửi ({kind.value})")
        await self._hear(kind)

    async def sends_file(self, name: str, content: bytes) -> None:
        """Send a document."""

        async def fetch() -> bytes:
            return content

        self.new.clear()
        self.town.note(f"**{self.name}** gửi tệp {name}")
        await self.town.hear_file(self, Received(name, fetch, size=len(content)))

    async def data_of(self, label: str) -> str:
        """What the newest button with this label carries, for `taps_again`."""
        async with self.town.begin() as db:
            questions = await db.stream_scalars(
                select(Question)
                .join(Address, Address.id == Question.address_id)
                .where(Address.external_id == self.account)
                .order_by(Question.id.desc())
            )
            async for question in questions:
                for button in buttons(question):
                    if label in button.label:
                        return button.data
        raise AssertionError(f"{self.name} was never offered {label!r}")

    def sees(self, *words: str) -> str:
        """Each of these stands in one new message; says that message, which is then no longer new."""
        for message in self.new:
            if all(part in message for part in words):
                self.new.remove(message)
                return message
        raise AssertionError(f"{self.name} does not see {words!r} in what is new:\n{self._unseen()}")

    def sees_nothing(self) -> None:
        """No new message came."""
        assert self.new == [], self._unseen()

    async def _press(self, shown: str, kind: IncomingKind, *, text: str = "", tap: str = "") -> None:
        self.town.note(f"**{self.name}** bấm [{shown}]")
        await self._hear(kind, text=text, tap=tap)

    async def _hear(self, kind: IncomingKind, *, text: str = "", tap: str = "", reacts_to: str | None = None) -> None:
        self.new.clear()
        await self.town.hear(self, kind, text, tap, reacts_to)

    def _unseen(self) -> str:
        return "\n---\n".join(self.new) or "(nothing)"

    def _screen(self) -> str:
        return "\n---\n".join(line.message.text for line in self.town.web.lines[self.account][-4:])


class Town:
    """The whole assistant on a fresh database; all phones are of one kind.

    `talk` is what people have said and seen, `put` every message on its way to anybody, `posted` the words of those to
    the chats of groups.
    """

    def __init__(self, database: Database, kind: str) -> None:
        self.kind = kind
        self.web = WebChat(on_change=self._shown)
        self.app = App(database, {"web": self.web})
        self.talk: list[str] = []
        self.put: list[Outgoing] = []
        self.posted: list[str] = []
        self._database = database
        for change in _PUT:
            event.listen(Outbox, change, self._note_put)
        self._talkers: dict[str, Talker] = {}
        self._events = 0
        # How it has begun (tests/scenes.py); None once something else was done.
        self.begun: tuple[object, ...] | None = ()
        self._answers: dict[tuple[int, str | None, int], Outgoing] = {}

    @property
    def carries_files(self) -> bool:
        """Without them a text says in words what the file would have shown."""
        return KINDS[self.kind].files

    async def close(self) -> None:
        """Give the database back."""
        for change in _PUT:
            event.remove(Outbox, change, self._note_put)
        await self._database.close()

    async def file(self) -> Path:
        """The file of the database, with nothing left in its journal."""
        await self._database.empty_journal()
        return Path(self._database.engine.url.database or "")

    async def is_now(self, content: bytes) -> None:
        """Go on from what the file of a database held."""
        await self._database.close()
        holds_only(Path(self._database.engine.url.database or ""), content)
        self.begun = None

    @property
    def folder(self) -> Path:
        """Where the database lies, with its journal."""
        return Path(self._database.engine.url.database or "").parent

    def begin(self) -> AbstractAsyncContextManager[AsyncSession]:
        """A transaction, to set the scene or to look behind it."""
        self.begun = None
        return self._database.begin()

    def belongs_to(self, installation: Installation) -> None:
        """What whoever runs the assistant has set."""
        self.begun = None
        self._database.belongs_to(installation)

    def phone(self, name: str, account: str | None = None) -> Talker:
        """Somebody new, who has never written to us."""
        talker = Talker(self, name, account or f"phone-{len(self._talkers) + 1}")
        self._talkers[talker.account] = talker
        self.web.kinds[talker.account] = self.kind
        return talker

    async def knows(self, talker: Talker) -> Person:
        """The person behind a phone, as the database knows them now."""
        async with self.begin() as db:
            found = await db.scalar(
                select(Person)
                .join(Address, Address.person_id == Person.id)
                .where(Address.external_id == talker.account)
            )
            assert found is not None
            return found

    async def hear(self, talker: Talker, kind: IncomingKind, text: str, tap: str, reacts_to: str | None = None) -> None:
        """One message through the whole assistant, and all that it causes."""
        self.begun = None
        self._events += 1
        mine = self.web.show(talker.account, Outgoing(text or f"({kind.value})"), mine=True)
        incoming = Incoming(
            "web", str(self._events), talker.account, kind, text, tap, message_id=mine, reacts_to=reacts_to
        )
        incoming = replace(incoming, profile_name=talker.profile)
        self._answers.clear()
        await self.app.hear(incoming)
        await self.app.sender.drain()
        self._no_number_means_two_lines()

    def _no_number_means_two_lines(self) -> None:
        """Of the lists that one turn leaves on a phone without buttons; one that came unasked is asked back about."""
        for turn in {(address, trace) for address, trace, _row in self._answers if trace is not None}:
            shown = [self._answers[at] for at in sorted(self._answers, key=itemgetter(2)) if at[:2] == turn]
            lists = [fit(message, _NO_BUTTONS)[-1].text.removeprefix(message.text) for message in shown]
            numbers = [n for n, _label in _NUMBERED.findall("".join(lists)) if n != "0"]
            is_clear = len(numbers) == len(set(numbers)) and (_NUMBERED.search(lists[-1]) or not numbers)
            assert is_clear, "\n---\n".join(message.text + lines for message, lines in zip(shown, lists, strict=True))

    async def hear_file(self, talker: Talker, file: Received) -> None:
        """The same of a document."""
        self.begun = None
        self._events += 1
        mine = self.web.show(talker.account, Outgoing(file.name), mine=True)
        event = f"file-{self._events}"
        await self.app.hear(Incoming("web", event, talker.account, IncomingKind.OTHER, message_id=mine, file=file))
        await self.app.sender.drain()

    async def must_mean_by_number(self, account: str, button: Button) -> None:
        """On a phone without buttons, this option of what was shown last is chosen by its number."""
        tap = read_tap(button.data)
        async with self._database.read() as db:
            address, open_id = (await db.execute(_OPEN, {"account": account})).one()
            found = await shown.lately(db, address)
        if tap is None or not found or found[0].question.id != tap.question_id:
            return
        phone = PhoneScreen(found, open_id, reader=0, called={})
        last = found[0]
        if tap.option not in last.numbered[: MOST_LINES - 1] or not phone.is_live(last) or last.message.amounts:
            return
        number = str(last.numbered.index(tap.option) + 1)
        read = answering.read(number, phone, clock.local(clock.now()))
        assert isinstance(read, AskedBack | tuple), (button.label, number)
        meant = read.between if isinstance(read, AskedBack) else read
        assert meant[0] == Chosen(last, tap.option, by_number=True), (button.label, number)

    async def time_is(self, moment: str) -> None:
        """Move the clock to a local time such as «2026-11-26 17:30»; all that is due on the way happens."""
        to = datetime.fromisoformat(moment).replace(tzinfo=clock.LOCAL)
        assert to >= clock.now(), "time runs forward only"
        self.begun = None
        for talker in self._talkers.values():
            talker.new.clear()
        self.note(f"*— {report_when(to)} —*")
        await self.app.advance(to)

    def note(self, words: str) -> None:
        """A line of the transcript."""
        # A transcript changes only when the talk does, and an invitation is another each time.
        self.talk.append(_SECRET.sub(_hidden, words))

    def _note_put(self, _mapper: object, _connection: object, row: Outbox) -> None:
        message = Outgoing.from_json(row.message)
        self.put.append(message)
        if row.priority is Priority.REPLY and row.question_id is not None:
            self._answers[row.address_id, row.trace, row.id] = message
        if row.person_id is None:
            self.posted.append(message.text)

    def _shown(self, account: str, line: PhoneMessage) -> None:
        talker = self._talkers.get(account)
        if talker is None or line.mine or not line.message.text:
            return
        talker.new.append(line.message.text)
        said = line.message.text.replace("\n", "\n> ")
        shown = " ".join(f"[{button.label}]" for button in line.message.buttons)
        edited = " (sửa lại)" if line.edited else ""
        self.note(f"> → **{talker.name}**{edited}: {said}" + (f"\n>\n> {shown}" if shown else ""))


_see, _plan, _list = ticks._due, ticks._planning, ticks.planned


async def due_and_nothing_else(database: Database, first: int = 0) -> list[int]:
    """What has something to do; whatever sees nothing to do is asked all the same, and must not do anything."""
    due = await _see(database, first)
    for tick in [tick for at, tick in enumerate(ticks.TICKS) if at >= first and at not in due]:
        before = await _changes(database)
        assert await ticks._run(database, tick, jobs.do_here) == 0, tick.name
        assert await _changes(database) == before, tick.name
    return due


async def planned_and_nothing_else(db: AsyncSession) -> list[Tick]:
    """What has something planned; whatever sees nothing planned is asked all the same, and must not list anything."""
    planned = await _plan(db)
    for tick in ticks.TICKS:
        assert tick in planned or not await tick.upcoming(db), tick.name
    return planned


async def planned_as_if_asked_anew(database: Database, still: Planned | None = None) -> Planned:
    """What is planned; where most of it is taken as it was, whoever is asked anew names the same next moment."""
    planned = await _list(database, still)
    if still is not None:
        assert _next(planned) == _next(await _list(database))
    return planned


def _next(planned: Planned) -> datetime | None:
    return next((at for at, _what in ticks.ahead(planned)), None)


async def _changes(database: Database) -> int:
    async with database.begin() as db:
        return await db.scalar(text("SELECT total_changes()")) or 0
