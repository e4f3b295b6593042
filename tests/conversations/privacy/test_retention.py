"""Ninety days after the last session a name goes by itself: announced a week before, unless they would rather stay."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock, ticks
from bot.domain.attendance import Mark
from bot.domain.people.person import AgeBand
from bot.services.privacy import message_retention, retention
from bot.services.privacy.retention import Outlook
from bot.storage.database import Database
from bot.storage.tables.courses import Attendance, ClassSession, Enrolment
from bot.storage.tables.messaging import Conversation, Outbox, Question, SeenUpdate
from bot.storage.tables.people import Address, Person
from tests import scene
from tests.erased import found_in_tables
from tests.town import Talker, Town

# The class is on 25 November 2026.
TOLD, DAY_BEFORE, GONE = "2027-02-17 09:00", "2027-02-23 18:00", "2027-02-24 19:30"
NAME = "Đặng Thị Ngọc Huyền"
# Months are long: what does not depend on the channel is played once.
ONE_KIND = pytest.mark.parametrize("town", ["buttons"], indirect=True)


async def after_a_class(town: Town) -> tuple[Talker, Talker]:
    """She came once; the administrator is Minh."""
    huyen, minh = town.phone("Bà Huyền", "phone-huyen"), town.phone("Anh Minh")
    async with town.begin() as db:
        home = await scene.group(db)
        leader = await scene.leader(db, town.phone("Chị Lan"), home)
        await scene.administrator(db, minh, home)
        made = await scene.course(db, leader)
        person = await scene.resident(db, huyen, home, NAME, "ba")
        person.phone, person.age_band = "+84912345678", AgeBand.FROM_60
        await scene.seat(db, person, made)
        mark = {"session_id": made.sessions[0].id, "person_id": person.id, "mark": Mark.PRESENT}
        db.add(Attendance(**mark, marked_by_id=leader.id, marked_at=clock.now()))
    return huyen, minh


async def test_who_stays_away_is_told_and_then_forgotten(town: Town) -> None:
    huyen, minh = await after_a_class(town)
    await town.time_is("2026-11-27 12:00")
    huyen.sees("đã học xong")
    await town.time_is("2027-02-16 12:00")
    huyen.sees_nothing()

    await town.time_is(TOLD)
    huyen.sees("lâu rồi con chưa thấy bà tới lớp", "mà chưa nghe bà trả lời thì con xóa", "hay xóa đi ạ")
    minh.sees("Còn 7 ngày", "1 người")
    assert (await town.knows(huyen)).name == NAME
    await town.time_is(DAY_BEFORE)
    assert (await town.knows(huyen)).name == NAME

    await town.time_is(GONE)
    await town.time_is("2027-02-24 19:31")
    huyen.sees_nothing()
    async with town.begin() as db:
        traces = (NAME, "bà Huyền", "Bà Huyền", "912345678", "phone-huyen")
        assert await found_in_tables(db, traces) == []
        (mark,) = await db.scalars(select(Attendance))
        stays = await db.get_one(Person, mark.person_id)
        assert (stays.name, stays.phone, stays.age_band) == (None, None, AgeBand.FROM_60)
        assert stays.group_id is not None


@ONE_KIND
async def test_who_would_rather_stay_is_kept_ninety_days_more(town: Town) -> None:
    huyen, _minh = await after_a_class(town)
    await town.time_is(TOLD)
    await huyen.taps("Giữ lại")
    huyen.sees("giữ lại rồi")
    await town.time_is("2027-05-10 09:00")
    assert (await town.knows(huyen)).name == NAME
    await town.time_is("2027-05-11 10:00")
    huyen.sees("mà chưa nghe bà trả lời thì con xóa")
    await town.time_is("2027-05-19 10:00")
    async with town.begin() as db:
        assert await found_in_tables(db, (NAME,)) == []


@pytest.mark.outlook
@ONE_KIND
async def test_who_comes_back_stays_without_asking(town: Town) -> None:
    huyen, _minh = await after_a_class(town)
    await town.time_is(TOLD)
    async with town.begin() as db:
        (leader,) = await scene.named(db, "Trần Thị Lan")
        made = await scene.course(db, leader, "2027-02-20 19:00")
        await scene.seat(db, await scene.person(db, huyen), made)
    await town.time_is(GONE)
    known = await town.knows(huyen)
    assert (known.name, known.warned_at) == (NAME, None)


@ONE_KIND
async def test_who_has_a_task_is_never_forgotten(town: Town) -> None:
    huong = town.phone("Hương")
    async with town.begin() as db:
        await scene.volunteer(db, huong, await scene.group(db))
    await town.time_is("2027-03-15 09:00")
    huong.sees_nothing()
    assert (await town.knows(huong)).name == "Phạm Thu Hương"


async def test_a_parent_is_told_through_the_child_and_the_child_stays_as_long(town: Town) -> None:
    ut = town.phone("Út")
    async with town.begin() as db:
        home = await scene.group(db)
        child = await scene.resident(db, ut, home, "Lê Văn Út", "anh")
        parent = await scene.without_phone(db, home, "Lê Thị Ba", "ba")
        parent.told_via_person_id = child.id
    await town.time_is("2027-02-14 10:00")
    ut.sees("nhắn lại", "bà Ba", "mà chưa nghe bà trả lời thì con xóa")
    ut.sees_nothing()
    await ut.taps("Giữ lại")
    ut.sees("giữ lại thông tin của bà Ba")
    async with town.begin() as db:
        kept = {person.name: person.kept_at is not None for person in await db.scalars(select(Person))}
    assert kept == {"Lê Văn Út": False, "Lê Thị Ba": True}


@ONE_KIND
async def test_a_child_erases_the_parent_and_not_themselves(town: Town) -> None:
    ut = town.phone("Út")
    async with town.begin() as db:
        home = await scene.group(db)
        child = await scene.resident(db, ut, home, "Lê Văn Út", "anh")
        (await scene.without_phone(db, home, "Lê Thị Ba", "ba")).told_via_person_id = child.id
    await town.time_is("2027-02-14 10:00")
    await ut.taps("Xóa hết")
    ut.sees("xóa hết thông tin của bà Ba")
    await ut.taps("Xóa hết")
    ut.sees("đã được xóa xong")
    async with town.begin() as db:
        assert await found_in_tables(db, ("Lê Thị Ba", "bà Ba")) == []
        assert {person.name for person in await db.scalars(select(Person))} == {"Lê Văn Út", None}


@ONE_KIND
async def test_words_of_messages_go_after_a_week(town: Town) -> None:
    huyen, _minh = await after_a_class(town)
    await huyen.says("0")
    await huyen.says("/sua")
    await town.time_is("2026-12-01 10:00")
    async with town.begin() as db:
        old = [row.message["text"] for row in await db.scalars(select(Outbox)) if row.put_at < _days_ago(7)]
        assert old
        assert set(old) == {""}
        assert (await db.scalars(select(Conversation).where(Conversation.flow.is_not(None)))).all() != []
    await huyen.taps("Họ tên")
    await town.time_is("2027-01-05 10:00")
    async with town.begin() as db:
        shown = [one.options for one in await db.scalars(select(Question)) if one.asked_at < _days_ago(30)]
        assert shown
        assert all(options == [] for options in shown)
        assert (await db.scalars(select(Conversation).where(Conversation.flow.is_not(None)))).all() == []


async def test_the_outlook_does_nothing(database: Database) -> None:
    """The same numbers on every database, before, while and after it is told."""
    async with database.begin() as db:
        home = await scene.group(db)
        person = await scene.without_phone(db, home, NAME, "ba")
        stranger = Person(created_at=clock.now())
        db.add(stranger)
        await db.flush()
        db.add(Address(person_id=stranger.id, channel="web", external_id="x", last_used_at=clock.now()))
    seen = []
    for days in (82, 84, 85, 91, 92, 93):
        clock.stop_at(scene.local("2026-11-23 09:00") + timedelta(days=days))
        async with database.begin() as db:
            seen.append(await retention.outlook(db))
            assert await retention.outlook(db) == seen[-1]
        if days in {84, 91}:
            await ticks.forget_long_gone(database)
            await ticks.sweep_all(database)
    assert seen == [
        Outlook(0, 0, 0, 0),
        Outlook(1, 0, 0, 0),
        Outlook(0, 1, 0, 0),
        Outlook(0, 1, 1, 1),
        Outlook(0, 0, 0, 0),
        Outlook(0, 0, 0, 0),
    ]
    async with database.begin() as db:
        assert (await db.get_one(Person, person.id)).name is None


@ONE_KIND
async def test_a_long_outage_forgets_nobody_unannounced(town: Town) -> None:
    huyen, _minh = await after_a_class(town)
    async with town.begin() as db:
        away = timedelta(days=400)
        await db.execute(update(ClassSession).values(starts_at=clock.now() - away))
        await db.execute(update(Enrolment).values(since=clock.now() - away))
        await db.execute(update(Person).values(created_at=clock.now() - away))
    await town.time_is("2026-11-23 10:00")
    huyen.sees("mà chưa nghe bà trả lời thì con xóa")
    assert (await town.knows(huyen)).name == NAME


def _days_ago(days: int) -> datetime:
    return clock.now() - timedelta(days=days)


async def test_any_number_is_forgotten_at_once_a_few_in_each_transaction(
    file_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever writes meanwhile waits for those few, not for all."""
    many = 2 * retention.FORGET.at_once + 1
    async with file_database.begin() as db:
        strangers = [Person(created_at=clock.now()) for _n in range(many)]
        db.add_all(strangers)
        await db.flush()
        for one in strangers:
            db.add(Address(person_id=one.id, channel="web", external_id=f"{one.id}", last_used_at=clock.now()))
    sizes: list[int] = []
    done = retention.RetentionRule.done

    async def noted(step: retention.RetentionRule, db: AsyncSession, among: Sequence[int]) -> int:
        sizes.append(len(among))
        return await done(step, db, among)

    monkeypatch.setattr(retention.RetentionRule, "done", noted)
    clock.stop_at(clock.now() + timedelta(days=91))
    assert await ticks.forget_long_gone(file_database) == many
    assert sizes == [retention.FORGET.at_once] * 2 + [1]
    async with file_database.begin() as db:
        assert all(one.erased_at is not None for one in await db.scalars(select(Person)))


async def test_any_number_of_old_words_is_swept_at_once_a_few_in_each_transaction(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(message_retention, "_AT_ONCE", 3)
    async with database.begin() as db:
        old = clock.now() - timedelta(days=40)
        db.add_all(SeenUpdate(channel="web", event_id=f"{n}", at=old + timedelta(seconds=min(n, 8))) for n in range(11))
        db.add(SeenUpdate(channel="web", event_id="new", at=clock.now()))
    # Up to the fourth in order, and whatever is as old as that one.
    assert await ticks.sweep_all(database) == 11
    async with database.begin() as db:
        assert [one.event_id for one in await db.scalars(select(SeenUpdate))] == ["new"]
