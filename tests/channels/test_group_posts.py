"""What the chat of a residential group hears of its classes, and what it never hears."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot import clock
from bot.domain.messaging import group_posts as rules
from bot.domain.people.person import RoleKind
from bot.domain.people.phones import phone
from bot.domain.topics import Topic
from bot.services.courses import closed_days, courses, reschedule
from bot.services.courses.courses import NewCourse, Registered
from bot.services.courses.reschedule import Slot
from bot.services.enrolment import enrolment
from bot.storage.tables.courses import ClassSession, Course
from bot.storage.tables.messaging import Outbox
from bot.storage.tables.people import Person
from bot.storage.tables.places import Ward
from tests import scene, transcripts
from tests.channels.square import Street, story

_SOON = "2026-11-23 09:30"


async def _opened(street: Street, starts: str = "2026-11-25 19:00", seats: int = 1, weeks: int = 1) -> Registered:
    async with street.begin() as db:
        return await scene.course(db, await street.leader(db), starts, seats=seats, weeks=weeks)


async def test_a_new_class_is_posted_once_it_can_no_longer_be_undone(street: Street) -> None:
    await street.linked()
    await street.lan.says("/lop phòng lừa đảo 7h tối thứ tư nhà văn hóa khu phố 3 20 chỗ")
    await street.place.settle()
    await street.lan.presses("1 tuần")
    await street.place.settle()
    await street.lan.sees("đăng vào nhóm chat", "9 giờ 10 sáng nay")
    assert "Chống lừa đảo" not in street.posts()[-1]
    await street.place.time_is(_SOON)
    invitation = street.chat.messages[-1]
    assert "Khu phố 3 mở lớp miễn phí “Chống lừa đảo”" in invitation.text
    assert "7 giờ tối thứ Tư, ngày 25/11" in invitation.text
    await street.an.presses("Ghi tên học", on=invitation)
    await street.place.settle()
    await street.an.sees("Chống lừa đảo")


async def test_what_is_undone_in_time_is_never_posted(street: Street) -> None:
    await street.linked()
    made = await _opened(street)
    before = street.posts()
    async with street.begin() as db:
        await courses.undo_register(db, await db.merge(made.act))
    await street.place.time_is(_SOON)
    assert street.posts() == before


async def test_a_class_undone_after_it_was_posted_says_so(street: Street) -> None:
    await street.linked()
    made = await _opened(street)
    await street.place.time_is(_SOON)
    async with street.begin() as db:
        await courses.undo_register(db, await db.merge(made.act))
    await street.place.app.sender.drain()
    last = street.chat.messages[-1]
    assert "không mở nữa" in last.text
    assert last.edited
    assert last.buttons == []


async def test_the_post_says_when_the_class_is_full_and_when_there_is_room_again(street: Street) -> None:
    await street.linked()
    made = await _opened(street)
    await street.place.time_is(_SOON)
    posts = len(street.posts())
    async with street.begin() as db:
        lan = await street.leader(db)
        await enrolment.enrol(db, lan, await db.get_one(Course, made.course.id), lan)
    await street.place.time_is("2026-11-23 09:32")
    assert "đã kín chỗ" in street.posts()[-1]
    async with street.begin() as db:
        lan = await street.leader(db)
        await enrolment.leave(db, lan, await db.get_one(Course, made.course.id), lan)
    await street.place.time_is("2026-11-23 09:34")
    assert "đã kín chỗ" not in street.posts()[-1]
    assert len(street.posts()) == posts


async def test_a_move_and_its_undoing_are_posted_and_the_invitation_follows(street: Street) -> None:
    await street.linked()
    made = await _opened(street)
    await street.place.time_is(_SOON)
    invitation = street.chat.messages[-1]
    async with street.begin() as db:
        lan = await street.leader(db)
        to = Slot(scene.local("2026-11-29 08:00"), made.venue.id)
        moved = await reschedule.move(db, lan, made.sessions[0].id, to)
    await street.place.app.sender.drain()
    assert moved is not None
    assert "Báo đổi lịch" in street.posts()[-1]
    assert "8 giờ sáng Chủ nhật, ngày 29/11" in street.posts()[-1]
    assert "8 giờ sáng Chủ nhật, ngày 29/11" in invitation.text
    async with street.begin() as db:
        await reschedule.undo_move(db, await db.merge(moved.act))
    await street.place.app.sender.drain()
    assert "vẫn học như cũ" in street.posts()[-1]
    assert "7 giờ tối thứ Tư, ngày 25/11" in invitation.text


async def test_a_day_on_which_the_ward_is_closed_goes_from_the_post_and_comes_back(street: Street) -> None:
    await street.linked()
    await _opened(street, weeks=2)
    await street.place.time_is(_SOON)
    invitation = street.chat.messages[-1]
    assert "ngày 25/11" in invitation.text
    async with street.begin() as db:
        lan = await street.leader(db)
        (await scene.role(db, lan, RoleKind.COORDINATOR, await scene.home(db, lan))).group_id = None
        ward = await db.get_one(Ward, scene.PHU_LOI)
        done = await closed_days.close(db, lan, ward, [date(2026, 11, 25)], "Bầu cử")
    await street.place.app.sender.drain()
    assert done is not None
    assert "ngày 25/11" not in invitation.text
    assert "ngày 2/12" in invitation.text
    async with street.begin() as db:
        await closed_days.undo_close(db, await db.merge(done.act))
    await street.place.app.sender.drain()
    assert "ngày 25/11" in invitation.text


async def test_a_change_before_the_invitation_has_left_is_only_in_it(street: Street) -> None:
    await street.linked()
    made = await _opened(street)
    before = len(street.posts())
    async with street.begin() as db:
        lan = await street.leader(db)
        await reschedule.move(db, lan, made.sessions[0].id, Slot(scene.local("2026-11-29 08:00"), made.venue.id))
    await street.place.time_is(_SOON)
    assert len(street.posts()) == before + 1
    assert "8 giờ sáng Chủ nhật, ngày 29/11" in street.posts()[-1]


async def test_the_reason_of_calling_off_stays_among_those_concerned(street: Street) -> None:
    await street.linked()
    made = await _opened(street)
    await street.place.time_is(_SOON)
    async with street.begin() as db:
        lan = await street.leader(db)
        await reschedule.call_off(db, lan, made.sessions[0].id, "bà Tư ốm, gọi 0912 345 678")
    await street.place.app.sender.drain()
    assert "tạm nghỉ" in street.posts()[-1]
    assert not any("ốm" in post for post in street.posts())


async def test_on_monday_morning_the_classes_of_the_week_are_listed_once(street: Street) -> None:
    await street.linked()
    await _opened(street, "2026-12-02 19:00", weeks=2)
    await _opened(street, "2026-12-05 08:00")
    await street.place.time_is("2026-11-30 07:29")
    before = len(street.posts())
    await street.place.time_is("2026-11-30 12:00")
    (week,) = street.posts()[before:]
    assert "7 giờ tối thứ Tư, ngày 2/12" in week
    assert "8 giờ sáng thứ Bảy, ngày 5/12" in week
    assert "9/12" not in week
    assert len(street.chat.messages[-1].buttons) == 2
    await street.place.time_is("2026-12-13 12:00")
    assert sum("Các lớp miễn phí" in post for post in street.posts()) == 2


async def test_nothing_is_posted_where_no_chat_is_linked_any_more(street: Street) -> None:
    await street.linked()
    await _opened(street)
    await street.lan.says("/nhom")
    await street.place.settle()
    await street.lan.presses("Ngắt")
    before = street.posts()
    await street.place.time_is("2026-11-30 12:00")
    assert street.posts() == before


@pytest.mark.parametrize(
    ("place", "public"),
    [
        ("Nhà văn hóa khu phố 3, cạnh chợ", True),
        ("Trường tiểu học Phú Lợi", True),
        ("Nhà cộng đồng", True),
        ("Chùa Bà", True),
        ("nhà bà Tư", False),
        ("Nhà riêng ông Bảy, tổ 5", False),
        ("Nha chi Huong", False),
        ("Quán cà phê, gọi 0912 345 678", False),
    ],
)
def test_a_place_is_named_among_strangers_unless_it_is_somebodys_home(place: str, *, public: bool) -> None:
    assert rules.is_public(place) is public


def test_the_week_is_listed_on_the_next_monday_morning() -> None:
    monday = scene.local("2026-11-30 07:30")
    for now in ("2026-11-23 07:30", "2026-11-25 12:00", "2026-11-29 23:59", "2026-11-30 07:29"):
        assert rules.next_week(scene.local(now)) == monday


async def test_nobody_is_named_in_a_chat_whatever_is_posted_there(street: Street) -> None:
    """Names, numbers, homes and reasons, in every place from which they could come."""
    await street.linked()
    await _a_week_of_trouble(street)
    for command in ("/help", "/noi", "/start@hoc_vu_so_bot Lan", "/lop@hoc_vu_so_bot Bảy 0912345678"):
        clock.stop_at(clock.now() + timedelta(minutes=2))
        await street.an.says(command, to=street.chat)
        await street.place.settle()
    await street.place.time_is("2026-12-01 08:00")
    street.chat.removes_bot(street.an)
    await street.place.settle()
    async with street.begin() as db:
        people = list(await db.scalars(select(Person.name).where(Person.name.is_not(None))))
        everything = list(await db.scalars(select(Outbox.message).where(Outbox.person_id.is_(None))))
    assert len(people) == 3
    assert len(everything) >= 10
    for post in map(_all_words, everything):
        assert phone(post) is None, post
        for name in people:
            assert re.search(rf"\b{str(name).rsplit(' ', 1)[-1]}\b", post) is None, (post, name)


async def _a_week_of_trouble(street: Street) -> None:
    async with street.begin() as db:
        lan, home = await street.leader(db), street.place.home
        lan.phone = "+84912345678"
        await scene.without_phone(db, home, "Phạm Thị Bảy", "ba")
        times = (scene.local("2026-11-26 08:00"), scene.local("2026-12-03 08:00"))
        made = await courses.register(db, lan, NewCourse(home, Topic.T03, "Nhà bà Bảy, 0987 654 321", times, 1))
        await enrolment.enrol(db, lan, made.course, lan)
    await street.place.time_is(_SOON)
    async with street.begin() as db:
        lan = await street.leader(db)
        first, second = made.sessions
        moved = await reschedule.move(db, lan, first.id, Slot(scene.local("2026-11-27 08:00"), "Nhà cô Lan"))
        await reschedule.call_off(db, lan, second.id, "cô Lan ốm, gọi 0912 345 678", scene.local("2026-12-04 08:00"))
    await street.place.app.sender.drain()
    async with street.begin() as db:
        assert moved is not None
        await reschedule.undo_move(db, await db.merge(moved.act))


def _all_words(message: dict[str, Any]) -> str:
    """«thứ Bảy» is a day and no Mrs Bảy."""
    labels = [button["label"] for button in message["buttons"]]
    return "\n".join([message["text"], *labels]).replace("thứ Bảy", "")


async def test_a_chat_is_posted_to_no_faster_than_twenty_times_a_minute(street: Street) -> None:
    telegram = street.place.app.sender._lanes["telegram"].channel
    assert telegram.can(str(street.chat.id)).gap >= 60 / 20


async def test_the_chat_of_a_neighbourhood(street: Street, pytestconfig: pytest.Config) -> None:
    """One story, written down: linked, a class, a neighbour joins it, it moves, the week is listed."""
    street.place.tg.state.world.chats[street.an.id].messages.clear()
    await street.linked()
    await street.lan.says("/lop phòng lừa đảo 7h tối thứ tư nhà văn hóa khu phố 3 20 chỗ")
    await street.place.settle()
    await street.lan.presses("2 tuần")
    await street.place.time_is(_SOON)
    await street.an.presses("Ghi tên học", on=street.chat.messages[-1])
    await street.place.settle()
    async with street.begin() as db:
        lan, session = await street.leader(db), await db.scalar(select(ClassSession).order_by(ClassSession.id).limit(1))
        assert session is not None
        await reschedule.move(db, lan, session.id, Slot(scene.local("2026-11-26 19:00"), session.venue_id))
    await street.place.app.sender.drain()
    await street.an.says("/help@hoc_vu_so_bot", to=street.chat)
    await street.place.time_is("2026-11-30 08:00")
    street.chat.removes_bot(street.an)
    await street.place.settle()
    assert "Các lớp miễn phí" in street.posts()[-1]
    assert "không còn đăng được vào nhóm chat" in street.lan.messages[-1].text
    transcripts.compare(pytestconfig, "the_chat_of_a_neighbourhood", story(street.lan, street.chat, street.an))


async def test_a_post_that_somebody_has_removed_does_not_come_back_by_an_edit(street: Street) -> None:
    await street.linked()
    made = await _opened(street)
    await street.place.time_is(_SOON)
    street.place.tg.state.world.remove(street.chat.messages[-1])
    posts = street.posts()
    async with street.begin() as db:
        lan = await street.leader(db)
        await enrolment.enrol(db, lan, await db.get_one(Course, made.course.id), lan)
    await street.place.time_is("2026-11-23 09:32")
    assert street.place.tg.calls_of("editMessageText") != []
    assert street.posts() == posts
