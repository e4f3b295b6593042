"""Every flow survives what people really send: a kind answer that goes on, nothing changed, no apology."""

import pytest
from sqlalchemy import func, select

from bot.chat.message import Incoming, IncomingKind
from bot.domain.vietnamese import LONGEST
from bot.storage.tables.courses import Attendance, ClassSession, Course, Enrolment, Notice, Seat
from bot.storage.tables.people import Role
from bot.storage.tables.places import ResidentialGroup, Venue
from bot.storage.tables.volunteers import Assignment, Volunteer
from tests import scene, walk
from tests.town import Talker, Town

NONSENSE = ("", "x" * 10_000, "99", "30/2", "/khongco", "/start ZZ-9999", "\u202eđảo chữ\u202c")
WITHOUT_WORDS = (IncomingKind.STICKER, IncomingKind.PHOTO, IncomingKind.VOICE, IncomingKind.LOCATION)
OLD_TAPS = ("1.0", "1.AAAAAAAA.0", "999999999999999999999999.AAAAAAAA.1", "nonsense")
NOTHING_CHANGES = (
    Course,
    ClassSession,
    Enrolment,
    Seat,
    Attendance,
    Notice,
    Role,
    Assignment,
    Volunteer,
    ResidentialGroup,
    Venue,
)
# How many questions each of them meets at least; volunteers and the rest of the staff have tests of their own.
FEWEST = {
    "stranger": 10,
    "resident": 20,
    "leader": 30,
}


def test_what_stands_beyond_the_longest_message_is_not_read() -> None:
    """Nobody has searched it for what nobody should send."""
    sent = Incoming("web", "1", "an", text="x" * LONGEST + "mật khẩu: hoa1957", tap="1" * 999, profile_name="Tư" * 999)
    assert (sent.text, len(sent.tap), len(sent.profile_name)) == ("x" * LONGEST, 64, 128)


# Where numbers stand for buttons every typed word may mean something: the strictest kind of channel is enough.
@pytest.mark.parametrize("town", ["none"], indirect=True)
@pytest.mark.parametrize("every", walk.EVERY)
@pytest.mark.parametrize("who", FEWEST)
@pytest.mark.slow
async def test_every_flow_survives_nonsense(town: Town, who: str, every: int) -> None:
    """A part of it at some questions, in the lanes all of it at each."""
    somebody, given = await _scene(town, who)
    met: set[tuple[str, str] | None] = set()
    for name in walk.flows(every):
        await _start(town, somebody, name, given)
        at = await walk.open_question(town, somebody)
        if at in met:  # flows that are refused, or say one thing and end, all leave the same place
            continue
        met.add(at)
        before = await _counts(town)
        turn = len(met) % every
        for words in NONSENSE[turn::every]:
            await somebody.says(words)
            _is_answered(somebody, f"{name}, {words[:20]!r}")
            if words.startswith("/start"):
                await _start(town, somebody, name, given)
                before = await _counts(town)
        for kind in WITHOUT_WORDS[turn::every]:
            await somebody.sends(kind)
            _is_answered(somebody, f"{name}, {kind}")
        for data in OLD_TAPS[turn::every]:
            await somebody.taps_again(data)
            assert not any("trục trặc" in message for message in somebody.new), data
        assert await _counts(town) == before, name
        await somebody.says("/cancel")
        _is_answered(somebody, f"{name}, /cancel")
    assert len(met) > FEWEST[who] // every


def _is_answered(somebody: Talker, when: str) -> None:
    assert somebody.new, f"no answer: {when}"
    assert not any("trục trặc" in message for message in somebody.new), when


async def _scene(town: Town, who: str) -> tuple[Talker, dict[str, int]]:
    somebody, lan, bay = town.phone("Ai đó"), town.phone("Chị Lan"), town.phone("Ông Bảy")
    async with town.begin() as db:
        home = await scene.group(db)
        leader = await scene.leader(db, lan, home)
        made = await scene.course(db, leader, seats=8, weeks=2)
        await scene.resident(db, bay, home, "Nguyễn Văn Bảy", "ong")
        if who != "stranger":
            await getattr(scene, who)(db, somebody, home)
        given = {"session": made.sessions[0].id, "course": made.course.id, "group": home.id, "person": leader.id}
    await somebody.says("chào")
    return somebody, given


async def _start(town: Town, somebody: Talker, flow: str, given: dict[str, int]) -> None:
    await walk.begin(town, somebody, flow, **{"for": (await town.knows(somebody)).id, **given})
    _is_answered(somebody, flow)


async def _counts(town: Town) -> dict[str, int]:
    counts = {table.__tablename__: select(func.count()).select_from(table) for table in NOTHING_CHANGES}
    async with town.begin() as db:
        found = await db.execute(select(*(count.scalar_subquery().label(name) for name, count in counts.items())))
    return dict(found.mappings().one())
