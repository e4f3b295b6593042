"""«Xóa» leaves nothing: every table, every file and every byte on the disk is searched afterwards."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat.message import Incoming
from bot.domain.attendance import Mark
from bot.domain.messaging.announcements import Segment
from bot.domain.people.person import RoleKind
from bot.domain.people.phones import phone
from bot.services.people import identity
from bot.services.privacy import erasure
from bot.storage.database import Database
from bot.storage.tables.announcements import Announcement
from bot.storage.tables.courses import Attendance, ClassSession
from bot.storage.tables.messaging import Outbox, Priority
from bot.storage.tables.people import Address, Consent, Person
from bot.storage.tables.reports import WeekReport
from tests import scene
from tests.erased import forms_of, found_in_tables, found_on_disk
from tests.town import Talker, Town

NAME, NUMBER, WORDS = "Đặng Thị Ngọc Huyền", "0912 345 678", "cháu ngoại con dạy hoài"
# All that says who she was; «Huyền» alone is a word, with the form of address it is she.
TRACES = (*forms_of(NAME), "912345678", "0912 345", "345 678", WORDS, "phone-huyen")


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


async def test_what_leaders_typed_of_her_goes_in_every_form(database: Database) -> None:
    async with database.begin() as db:
        her, session, told = await _written_about(db)
        assert len(await found_in_tables(db, (*forms_of(NAME), "Huyền"))) >= 7
        await erasure.erase(db, her)
    async with database.begin() as db:
        assert await found_in_tables(db, (*forms_of(NAME), "Huyền")) == []
        reason = (await db.get_one(ClassSession, session)).reason
        words = (await db.get_one(Announcement, told)).words
        assert (reason, words) == ("lop nghi vi (đã xóa tên) benh", "Mời (đã xóa tên), (đã xóa tên) và chị Lan tới")
        assert (await db.scalars(select(WeekReport.note))).one() == "(đã xóa tên) chưa tới, thứ Tư gặp"


async def test_another_with_her_given_name_keeps_it(database: Database) -> None:
    async with database.begin() as db:
        her, session, told = await _written_about(db)
        other = await scene.without_phone(db, await scene.home(db, her), "Trần Văn Huyền", "co")
        (await db.get_one(Announcement, told)).words = "Mời bà Huyền, cô Huyền, Huyền"
        (await db.get_one(ClassSession, session)).reason = "nghi vi ba huyen benh"
        await erasure.erase(db, her)
    async with database.begin() as db:
        assert (await db.get_one(Announcement, told)).words == "Mời (đã xóa tên), cô Huyền, Huyền"
        assert (await db.get_one(ClassSession, session)).reason == "nghi vi (đã xóa tên) benh"
        assert (await db.get_one(Person, other.id)).name == "Trần Văn Huyền"


async def _written_about(db: AsyncSession) -> tuple[Person, int, int]:
    """Her, a session that was called off and an announcement; a note of the week and messages name her, too."""
    home = await scene.group(db)
    leader = await scene.without_phone(db, home, "Lê Thị Lan", "chi")
    await scene.role(db, leader, RoleKind.LEADER, home)
    her = await scene.without_phone(db, home, NAME, "ba")
    her.language = "vi"
    made = await scene.course(db, leader)
    made.sessions[0].reason = "lop nghi vi ba huyen benh"
    now, place = clock.now(), {"group_id": home.id}
    words = f"Mời {NAME}, Cô Huyền và chị Lan tới"
    told = Announcement(by_id=leader.id, segment=Segment.EVERYBODY, words=words, at=now, due_at=now, **place)
    note = WeekReport(monday=clock.today(), told={}, told_at=now, note="Huyền chưa tới, thứ Tư gặp", **place)
    db.add_all([told, note])
    await db.flush()
    stranger = await scene.without_phone(db, home, "Ngô Văn Sáu", "ong")
    address = Address(person_id=stranger.id, channel="web", external_id="sau", last_used_at=now)
    db.add(address)
    await db.flush()
    for what, text in (("announcement_id", told.id), ("session_id", made.sessions[0].id)):
        row = Outbox(address_id=address.id, person_id=stranger.id, put_at=now, due_at=now, expires_at=now)
        row.priority, row.message = Priority.BROADCAST, {"text": f"{words}. ba huyen benh"}
        setattr(row, what, text)
        db.add(row)
    await db.flush()
    return her, made.sessions[0].id, told.id


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
