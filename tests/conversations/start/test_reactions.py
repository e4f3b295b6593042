"""A sign put to a message answers that message, if it waits for an answer, and no other."""

import pytest
from sqlalchemy import select

from bot.domain.enrolment import SeatStatus
from bot.storage.tables.courses import Seat
from bot.storage.tables.people import Consent, Person
from tests import scene
from tests.town import Talker, Town

pytestmark = pytest.mark.parametrize("town", ["buttons"], indirect=True)


async def _reminded(town: Town, *starts: str) -> tuple[Talker, Person]:
    """Bà Tư has a seat on each of these evenings, and is asked about the first on the evening before."""
    tu = town.phone("Bà Tư")
    async with town.begin() as db:
        home = await scene.group(db)
        lan = await scene.leader(db, town.phone("Chị Lan"), home)
        person = await scene.resident(db, tu, home, "Nguyễn Thị Tư", "ba")
        for at in starts:
            await scene.seat(db, person, await scene.course(db, lan, at, seats=8))
    await town.time_is("2026-11-24 17:31")
    tu.sees("ngày mai", "đi được không")
    return tu, person


async def _seats(town: Town, person: Person) -> list[SeatStatus]:
    async with town.begin() as db:
        return list(await db.scalars(select(Seat.status).where(Seat.person_id == person.id).order_by(Seat.id)))


async def test_a_thumb_up_on_a_reminder_is_a_yes(town: Town) -> None:
    tu, person = await _reminded(town, "2026-11-25 19:00")
    await tu.reacts("👍", "ngày mai")
    tu.sees("gặp bà ở lớp")
    assert await _seats(town, person) == [SeatStatus.HELD]


async def test_a_thumb_down_on_a_reminder_is_a_no(town: Town) -> None:
    tu, person = await _reminded(town, "2026-11-25 19:00")
    await tu.reacts("👎", "ngày mai")
    tu.sees("nghỉ buổi này")
    assert await _seats(town, person) == [SeatStatus.EXCUSED]


async def test_a_heart_says_nothing_of_coming(town: Town) -> None:
    tu, _person = await _reminded(town, "2026-11-25 19:00")
    await tu.reacts("❤", "ngày mai")
    tu.sees_nothing()
    await tu.says("dạ được")
    tu.sees("gặp bà ở lớp")


async def test_a_sign_on_an_old_card_does_not_answer_the_new_one(town: Town) -> None:
    tu, person = await _reminded(town, "2026-11-25 19:00", "2026-11-27 19:00")
    await tu.says("dạ được")
    tu.sees("gặp bà ở lớp")
    await town.time_is("2026-11-26 17:31")
    tu.sees("27/11", "đi được không")
    await tu.reacts("👎", "25/11")
    tu.sees_nothing()
    await tu.reacts("👎", "gặp bà ở lớp")
    tu.sees_nothing()
    assert await _seats(town, person) == [SeatStatus.HELD, SeatStatus.HELD]
    await tu.reacts("👎", "27/11")
    tu.sees("nghỉ buổi này")
    assert await _seats(town, person) == [SeatStatus.HELD, SeatStatus.EXCUSED]


async def test_a_sign_on_a_consent_is_asked_once_more(town: Town) -> None:
    an = town.phone("Ai đó")
    await an.says("/start")
    await an.taps("Bác")
    an.sees("có đồng ý không")
    await an.reacts("👍", "có đồng ý không")
    an.sees("cho chắc", "Tôi đồng ý")
    async with town.begin() as db:
        assert await db.scalar(select(Consent.id)) is None
