"""«Xóa» leaves nothing: every table, every file and every byte on the disk is searched afterwards."""

from sqlalchemy import select

from bot import clock
from bot.chat.message import Incoming
from bot.domain.attendance import Mark
from bot.domain.people.phones import phone
from bot.services.people import identity
from bot.services.privacy import erasure
from bot.storage.database import Database
from bot.storage.tables.courses import Attendance
from bot.storage.tables.people import Address, Consent, Person
from tests import scene
from tests.erased import found_in_tables, found_on_disk
from tests.town import Talker, Town

NAME, NUMBER, WORDS = "Đặng Thị Ngọc Huyền", "0912 345 678", "cháu ngoại con dạy hoài"
# All that says who she was; «Huyền» alone is a word, with the form of address it is she.
TRACES = (NAME, "Ngọc Huyền", "bà Huyền", "Bà Huyền", "912345678", "0912 345", "345 678", WORDS, "phone-huyen")


async def neighbourhood(town: Town) -> tuple[Talker, Talker]:
    """A leader, a helper and a class; she signs up, talks, is called, is written about, and has been there."""
    lan, nam, huyen = town.phone("Chị Lan"), town.phone("Nam"), town.phone("Bà Huyền", "phone-huyen")
    async with town.begin() as db:
        home = await scene.group(db)
        leader = await scene.leader(db, lan, home)
        await scene.volunteer(db, nam, home, "Phạm Văn Nam")
        made = await scene.course(db, leader, seats=5, weeks=2)
    await huyen.says(made.course.code)
    await huyen.taps("Bà")
    await huyen.taps("Tôi đồng ý")
    await huyen.says(NAME)
    await huyen.taps("Khu phố 3")
    await huyen.taps("Đúng rồi")
    await huyen.says(WORDS)
    await huyen.says("0")
    await huyen.taps("Để lại số")
    await huyen.says(NUMBER)
    lan.sees("Bà Huyền", NAME)
    await town.time_is("2026-11-24 17:30")
    await town.time_is("2026-11-24 19:05")
    await town.time_is("2026-11-25 19:05")
    await _is_on_lists(lan)
    async with town.begin() as db:
        mark = {"session_id": made.sessions[0].id, "mark": Mark.PRESENT, "marked_at": clock.now()}
        db.add(Attendance(person_id=(await scene.person(db, huyen)).id, marked_by_id=leader.id, **mark))
    return lan, huyen


async def _is_on_lists(lan: Talker) -> None:
    await lan.says("/goi")
    lan.sees("bà Huyền", "0912 345 678")
    await lan.says("/sessions")
    await lan.taps("Chống lừa đảo")
    await lan.taps("Danh sách")
    await lan.taps("In danh sách")
    await lan.says("/sessions")
    await lan.taps("Chống lừa đảo")
    await lan.taps("Điểm danh")
    lan.sees("Điểm danh")


async def test_erase_leaves_no_trace(town: Town) -> None:
    _lan, huyen = await neighbourhood(town)
    async with town.begin() as db:
        before = await found_in_tables(db, TRACES)
        number = phone(NUMBER)
    assert {"person.name", "outbox.message", "question.options", "address.external_id", "file.content"} <= {
        where.partition(":")[0] for where in before
    }

    await huyen.says("xóa")
    await huyen.taps("Xóa hết")
    huyen.sees("đã được xóa xong")
    async with town.begin() as db:
        # The account itself goes as soon as its last answer has left it.
        assert {where.partition(":")[0] for where in await found_in_tables(db, TRACES)} <= {"address.external_id"}
    await town.time_is("2026-11-25 19:06")

    async with town.begin() as db:
        assert number is not None
        assert await found_in_tables(db, (*TRACES, number)) == []
        assert [row.mark for row in await db.scalars(select(Attendance))] == [Mark.PRESENT]
        assert [row.withdrawn_at is not None for row in await db.scalars(select(Consent).order_by(Consent.id))][-1]
    assert found_on_disk(await town.file(), (*TRACES, number)) == []


async def test_whoever_comes_again_is_a_stranger(town: Town) -> None:
    lan, huyen = await neighbourhood(town)
    await huyen.says("xóa")
    await huyen.taps("Xóa hết")
    await huyen.says("chào")
    huyen.sees("gọi thế nào")
    await town.time_is("2026-11-25 19:10")
    await huyen.taps("Bà")
    huyen.sees("có đồng ý không")
    # The roll call in which she stood goes on.
    await lan.says("/sessions")
    await lan.taps("Chống lừa đảo")
    await lan.taps("Danh sách")
    assert NAME not in "".join(lan.new)


async def test_what_was_shown_before_does_nothing(town: Town) -> None:
    _lan, huyen = await neighbourhood(town)
    old = await huyen.data_of("Để lại số")
    await huyen.says("xóa")
    await huyen.taps("Xóa hết")
    await huyen.taps_again(old)
    huyen.sees("gọi thế nào")


async def test_another_of_the_same_name_stays(town: Town) -> None:
    _lan, huyen = await neighbourhood(town)
    other = town.phone("Bà Huyền hàng xóm")
    async with town.begin() as db:
        home = await scene.home(db, await scene.person(db, huyen))
        await scene.resident(db, other, home, NAME, "ba")
    await huyen.says("xóa")
    await huyen.taps("Xóa hết")
    assert (await town.knows(other)).name == NAME


async def test_on_every_database(database: Database) -> None:
    async with database.begin() as db:
        home = await scene.group(db)
        address = await identity.caller(db, Incoming("web", "1", "phone-huyen", profile_name=NAME))
        person = address.person
        person.name, person.search_name, person.phone = NAME, "dang thi ngoc huyen", "+84912345678"
        person.address_form, person.group_id, person.ward_code = "ba", home.id, home.ward_code
        child = await scene.without_phone(db, home, "Lê Văn Út", "anh")
        child.told_via_person_id = person.id
    async with database.begin() as db:
        await erasure.erase(db, await db.get_one(Person, person.id))
    async with database.begin() as db:
        assert await erasure.forget_accounts(db) == 1
        assert await found_in_tables(db, TRACES) == []
        assert (await db.get_one(Person, person.id)).phone_index is None
        assert (await db.get_one(Person, child.id)).told_via_person_id is None
        assert (await db.get_one(Address, address.id)).cut_off_at is not None
