"""«Để sau»: whatever is put off stays in a list, from which it is taken up again."""

from collections.abc import Awaitable, Callable

import pytest
from babel.messages.pofile import read_po

from bot import clock
from bot.domain.attendance import Mark
from bot.domain.people.person import RoleKind
from bot.i18n import catalogs
from bot.services.people import consent
from bot.storage.tables.courses import Attendance
from bot.storage.tables.volunteers import Coach, Volunteer
from tests import scene, walk
from tests.conversations.calls.test_calls import Street
from tests.conversations.coaching.test_class_proposals import MORNING, four_wait
from tests.town import Talker, Town

Asked = Callable[[Town], Awaitable[Talker]]


async def witness(town: Town) -> Talker:
    """One who came was entered by somebody else."""
    lan = town.phone("Chị Lan")
    async with town.begin() as db:
        home = await scene.group(db)
        leader = await scene.leader(db, lan, home)
        made = await scene.course(db, leader, "2026-11-23 08:00")
        sau = await scene.without_phone(db, home, "Lê Văn Sáu", "ong")
        sau.entered_by_id = leader.id
        await consent.by_word_of_mouth(db, [sau], leader, "đọc cho nghe")
        await scene.seat(db, sau, made)
        facts = {"session_id": made.sessions[0].id, "person_id": sau.id, "marked_by_id": leader.id}
        db.add(Attendance(**facts, mark=Mark.PRESENT, marked_at=clock.now()))
    await walk.begin(town, lan, "ask_again")
    return lan


async def pair(town: Town) -> Talker:
    lan = town.phone("Chị Lan")
    async with town.begin() as db:
        home = await scene.group(db)
        await scene.leader(db, lan, home)
        for _twice in range(2):
            (await scene.without_phone(db, home, "Lê Văn Sáu", "ong")).phone = "0912345678"
    await walk.begin(town, lan, "one_or_two")
    return lan


async def desk(town: Town) -> Talker:
    """A coordinator; one person's group is not known, and one volunteer's word is asked for."""
    mai = town.phone("Chị Mai")
    async with town.begin() as db:
        home = await scene.group(db)
        coordinator = await scene.somebody(db, mai, "Lê Thị Mai", "chi", home)
        (await scene.role(db, coordinator, RoleKind.COORDINATOR, home)).group_id = None
        (await scene.resident(db, town.phone("Ông Sáu"), home, "Lê Văn Sáu", "ong")).group_id = None
        helper = await scene.volunteer(db, town.phone("Hương"), home)
        db.add(Coach(person_id=helper.id, languages=[]))
    return mai


async def without_group(town: Town) -> Talker:
    mai = await desk(town)
    await mai.says("/chuaro")
    return mai


async def to_be_vouched_for(town: Town) -> Talker:
    mai = await desk(town)
    await mai.says("/yeucau")
    return mai


async def call(town: Town) -> Talker:
    here = await Street(town).settle(("An",))
    await here.evening_before()
    await here.lan.taps("Gọi giúp từng người")
    return here.lan


async def proposal(town: Town) -> Talker:
    lan, _residents = await four_wait(town)
    await town.time_is(MORNING)
    return lan


async def promise(town: Town) -> Talker:
    """It is asked for where a shift is taken."""
    huong = town.phone("Hương")
    async with town.begin() as db:
        home = await scene.group(db)
        await scene.course(db, await scene.leader(db, town.phone("Chị Lan"), home))
        helper = await scene.volunteer(db, huong, home)
        (await db.get_one(Volunteer, helper.id)).pledged_at = None
    await huong.says("/nhanca")
    for _screen in range(3):
        await huong.taps("Đã hiểu")
    await huong.taps("Quay đi")
    return huong


# The words that put it off; who is asked; where it is found again, and what stands there.
PUT_OFF: list[tuple[str, Asked, str, str]] = [
    ("Later", witness, "ask_again", "ông Lê Văn Sáu"),
    ("Later", pair, "one_or_two", "Lê Văn Sáu"),
    ("Not now", promise, "take_shift", "1/3 ·"),
    ("⏭ Later", without_group, "place_people", "Lê Văn Sáu"),
    ("⏳ Later", call, "calls", "Còn 1 người chưa nghe máy"),
    ("🕑 Later", proposal, "my_sessions", "🌱"),
    ("🕑 Not yet", to_be_vouched_for, "requests", "Phạm Thu Hương"),
]


@pytest.mark.parametrize("town", ["buttons"], indirect=True)
@pytest.mark.parametrize("way", PUT_OFF, ids=lambda way: way[2])
async def test_what_is_put_off_is_found_again(town: Town, way: tuple[str, Asked, str, str]) -> None:
    _words, asked, listed, stands = way
    somebody = await asked(town)
    await somebody.taps("Để sau")
    await walk.begin(town, somebody, listed)
    shown = [line.message for line in town.web.lines[somebody.account] if not line.mine][-1]
    assert stands in " ".join([shown.text, *(button.label for button in shown.buttons)])


def test_every_way_to_put_something_off_is_walked() -> None:
    with (catalogs.locales() / "vi/LC_MESSAGES/bot.po").open("rb") as file:
        words = {message.id for message in read_po(file) if "Để sau" in str(message.string)}
    assert words == {words for words, *_rest in PUT_OFF}
