"""Audiences: said once, used for classes, announcements and the table, shown to nobody who need not know."""

from io import BytesIO

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from sqlalchemy import select

from bot import clock
from bot.chat import labels
from bot.domain.people.person import AgeBand, Audience, OrganisationKind, RoleKind
from bot.domain.reports.ladder import Step
from bot.i18n import Reader
from bot.services.attendance import roll as attendance_roll
from bot.services.enrolment import enrolment
from bot.services.reports import ladder
from bot.services.reports.papers import printed_documents
from bot.storage import session_queries
from bot.storage.tables.announcements import Announcement
from bot.storage.tables.courses import Course
from bot.storage.tables.files import StoredFile
from bot.storage.tables.people import Person
from bot.storage.tables.places import Organisation
from tests import scene
from tests.conversations.reports.test_send_week import coordinator
from tests.conversations.volunteers.test_organisations import within
from tests.list_files import Cells, workbook
from tests.town import Talker, Town

HEADS = ["Họ tên", "SĐT", "Năm sinh", "Đối tượng"]
LIST: Cells = [
    HEADS,
    ["Nguyễn Thị Tư", "0912345678", 1954, "Tiểu thương"],
    ["Võ Văn Sáu", "0912345679", 1990, "công nhân"],
    ["Lê Văn Bảy", None, 1960, "tiểu thương, hộ nghèo"],
    ["Trần Văn Tám", None, 1980, "nội trợ"],
]


async def of_everybody(town: Town) -> dict[str | None, frozenset[Audience]]:
    async with town.begin() as db:
        rows = await db.scalars(select(Person).where(Person.entered_by_id.is_not(None)))
        return {person.name: person.audiences for person in rows}


async def enters(talker: Talker) -> None:
    await talker.sends_file("so.xlsx", workbook(LIST))
    await talker.taps("Tiếp tục")
    await talker.taps("Đã hỏi từng người")


async def test_a_column_of_the_leaders_list_says_what_people_are(town: Town) -> None:
    lan = town.phone("Chị Lan")
    async with town.begin() as db:
        await scene.leader(db, lan, await scene.group(db))
    await enters(lan)
    assert await of_everybody(town) == {
        "Nguyễn Thị Tư": {Audience.TRADER},
        "Võ Văn Sáu": {Audience.WORKER},
        "Lê Văn Bảy": {Audience.HARDSHIP, Audience.TRADER},
        "Trần Văn Tám": set(),
    }
    await lan.says("/soto")
    await lan.says("công nhân")
    lan.sees("Võ Văn Sáu")
    await lan.says("/soto")
    await lan.says("hộ nghèo")
    lan.sees("Lê Văn Bảy", "hoàn cảnh khó khăn")


async def test_hard_circumstances_are_not_an_organisations_to_tell(town: Town) -> None:
    hanh = town.phone("Chị Hạnh")
    async with town.begin() as db:
        factory = Organisation(kind=OrganisationKind.EMPLOYER, name="Công ty May", ward_code=scene.PHU_LOI)
        db.add(factory)
        await db.flush()
        organiser = await scene.somebody(db, hanh, "Lê Thị Hạnh", "chi", await scene.group(db))
        db.add(within(factory, organiser, RoleKind.ORGANISER))
    await enters(hanh)
    found = await of_everybody(town)
    assert (found["Lê Văn Bảy"], found["Võ Văn Sáu"]) == (frozenset({Audience.TRADER}), frozenset({Audience.WORKER}))


@pytest.mark.parametrize("town", ["buttons"], indirect=True)
async def test_a_coordinator_who_keeps_a_book_does_not_read_them(town: Town) -> None:
    thuy = await coordinator(town)
    async with town.begin() as db:
        unled = await scene.group(db, "4")
        tu = await scene.without_phone(db, unled, "Nguyễn Thị Tư", "ba")
        tu.audiences = frozenset({Audience.HARDSHIP})
        card = await scene.button(db, thuy, "book_person", person=tu.id)
        change = await scene.button(db, thuy, "correct_person", person=tu.id, field="audiences")
    await thuy.taps_again(card)
    assert "khó khăn" not in thuy.sees("Nguyễn Thị Tư")
    await thuy.taps_again(change)
    assert not any("khó khăn" in words for words in thuy.new)


async def test_an_evening_class_for_workers(town: Town) -> None:
    lan, tam = town.phone("Chị Lan"), town.phone("Anh Tám")
    async with town.begin() as db:
        home = await scene.group(db)
        leader = await scene.leader(db, lan, home)
        await scene.course(db, leader, "2026-11-25 19:00", seats=9)
        await scene.resident(db, tam, home, "Trần Văn Tám", "anh")
    await lan.says("mở lớp VNeID cho công nhân 19h tối thứ năm nhà văn hóa 15 chỗ 1 tuần")
    forwarded = [words for words in lan.new if "📢" in words]
    assert not any("công nhân" in words for words in forwarded), "whoever is seen there is not said to be one"
    lan.sees("Lớp dành cho: công nhân")
    async with town.begin() as db:
        assert Audience.WORKER in set(await db.scalars(select(Course.audience)))
    await tam.says("có lớp tối nào cho công nhân không")
    await tam.taps("Đúng rồi")
    tam.sees("giữ chỗ", "VNeID")
    assert (await town.knows(tam)).audiences == {Audience.WORKER}
    await tam.taps("Nhầm, trả lại")
    assert not (await town.knows(tam)).audiences, "taken back with the place"


async def test_whoever_says_what_they_are_is_asked_no_more(town: Town) -> None:
    tam = town.phone("Anh Tám")
    async with town.begin() as db:
        await scene.resident(db, tam, await scene.group(db), "Trần Văn Tám", "anh")
    await tam.says("tôi là tiểu thương")
    tam.sees("chỉ cộng vào con số", "tiểu thương")
    assert (await town.knows(tam)).audiences == {Audience.TRADER}


async def test_one_person_may_be_several_and_takes_back_one_of_them(town: Town) -> None:
    tam = town.phone("Anh Tám")
    async with town.begin() as db:
        await scene.resident(db, tam, await scene.group(db), "Trần Văn Tám", "anh")
    await tam.says("anh là tiểu thương")
    await tam.taps("Còn nữa")
    await tam.says("hộ nghèo, cũng là sinh viên nữa")
    assert (await town.knows(tam)).audiences == {Audience.TRADER, Audience.HARDSHIP, Audience.STUDENT}
    await tam.taps("Còn nữa")
    await tam.taps("✅ sinh viên")
    assert (await town.knows(tam)).audiences == {Audience.TRADER, Audience.HARDSHIP}
    await tam.taps("Nhầm, trả lại")
    assert (await town.knows(tam)).audiences == {Audience.TRADER, Audience.HARDSHIP, Audience.STUDENT}
    await tam.taps("Tôi thuộc nhóm nào")
    await tam.says("không thuộc nhóm nào")
    assert not (await town.knows(tam)).audiences


async def test_it_is_said_by_one_tap_at_entry_and_offered_no_more(town: Town) -> None:
    lan, tam = town.phone("Chị Lan"), town.phone("Anh Tám")
    async with town.begin() as db:
        leader = await scene.leader(db, lan, await scene.group(db))
        code = (await scene.course(db, leader, "2026-11-25 19:00", seats=9)).course.code
        other = (await scene.course(db, leader, "2026-11-26 19:00", seats=9)).course.code
    await tam.says(code)
    await tam.taps("Anh")
    await tam.taps("Tôi đồng ý")
    await tam.says("Trần Văn Tám")
    await tam.taps("Khu phố 3")
    await tam.taps("Đúng rồi")
    tam.sees("giữ chỗ")
    await tam.taps("Tôi thuộc nhóm nào")
    await tam.taps("tiểu thương")
    assert (await town.knows(tam)).audiences == {Audience.TRADER}
    await tam.says(other)
    await tam.taps("Đúng rồi")
    tam.sees("giữ chỗ")
    assert not any("thuộc nhóm" in button.label for button in town.web.lines[tam.account][-1].message.buttons)


async def test_each_of_several_counts_and_nobody_twice_in_all(town: Town) -> None:
    lan = town.phone("Chị Lan")
    async with town.begin() as db:
        home = await scene.group(db)
        await scene.leader(db, lan, home)
        tu = await scene.without_phone(db, home, "Nguyễn Thị Tư", "ba")
        tu.age_band, tu.audiences = AgeBand.FROM_60, frozenset({Audience.TRADER, Audience.HARDSHIP})
        await db.flush()
        found = await ladder.of(db, [home], scene.PHU_LOI, whole=True)
    assert found.steps[Step.REACHED] == 1
    counted = {kind: steps[Step.REACHED] for kind, steps in found.by_audience.items()}
    assert (counted[Audience.ELDERLY], counted[Audience.TRADER], counted[Audience.WORKER]) == (1, 1, 0)
    assert counted[Audience.HARDSHIP] is None, "one alone would be known"


async def test_traders_alone_are_told(town: Town) -> None:
    lan, tu, sau = town.phone("Chị Lan"), town.phone("Bà Tư"), town.phone("Chú Sáu")
    async with town.begin() as db:
        home = await scene.group(db)
        await scene.leader(db, lan, home)
        (await scene.resident(db, tu, home, "Nguyễn Thị Tư", "ba")).audiences = frozenset({Audience.TRADER})
        (await scene.resident(db, sau, home, "Võ Văn Sáu", "chu")).audiences = frozenset({Audience.WORKER})
    await lan.says("/nhan")
    await lan.taps("Công nhân, tiểu thương")
    await lan.taps("tiểu thương")
    await lan.says("Mai có buổi hướng dẫn mã QR ở chợ")
    await lan.taps("5 phút nữa")
    await town.time_is("2026-11-25 10:06")
    tu.sees("mã QR ở chợ")
    sau.sees_nothing()
    async with town.begin() as db:
        assert list(await db.scalars(select(Announcement.audience))) == [Audience.TRADER]


async def test_a_few_pupils_are_not_counted_for_who_writes_to_them(town: Town) -> None:
    lan = town.phone("Chị Lan")
    async with town.begin() as db:
        home = await scene.group(db)
        await scene.leader(db, lan, home)
        for name in ("An", "Bình"):
            (await scene.resident(db, town.phone(name), home, f"Lê {name}", "ban")).audiences = frozenset(
                {Audience.PUPIL}
            )
    await lan.says("/nhan")
    await lan.taps("Công nhân, tiểu thương")
    await lan.taps("học sinh")
    assert "2" not in lan.sees("không nhắn chung")


async def test_the_sheet_to_fill_in_has_the_column(town: Town) -> None:
    lan = town.phone("Chị Lan")
    async with town.begin() as db:
        await scene.leader(db, lan, await scene.group(db))
    await lan.says("/them")
    await lan.taps("bảng mẫu")
    async with town.begin() as db:
        sheet = (await db.scalars(select(StoredFile).where(StoredFile.name == "mau-so-to.xlsx"))).one()
        page = load_workbook(BytesIO(sheet.content)).active
    assert page is not None
    assert "Đối tượng" in [cell.value for row in page.iter_rows() for cell in row]


async def test_for_whom_a_class_is_can_be_said_later_and_taken_back(town: Town) -> None:
    lan = town.phone("Chị Lan")
    async with town.begin() as db:
        made = await scene.course(db, await scene.leader(db, lan, await scene.group(db)), "2026-11-25 19:00")
        card = await scene.button(db, lan, "change_class", session=made.sessions[0].id)
    await lan.taps_again(card)
    await lan.taps("Lớp dành cho ai")
    assert not any("khó khăn" in words for words in lan.new), "nobody is invited by that"
    await lan.taps("tiểu thương")
    lan.sees("Lớp dành cho: tiểu thương")
    await lan.taps("Nhầm, trả lại")
    async with town.begin() as db:
        assert await db.scalar(select(Course.audience)) is None


async def of_every_kind(town: Town, lan: Talker) -> int:
    """A class for workers with a learner of each kind; its session."""
    async with town.begin() as db:
        home = await scene.group(db)
        leader = await scene.leader(db, lan, home)
        made = await scene.course(db, leader, "2026-11-25 19:00", seats=12)
        made.course.audience = Audience.WORKER
        for n, kind in enumerate(Audience):
            learner = await scene.without_phone(db, home, f"Lê Văn {n}", "bac")
            learner.audiences = frozenset({kind})
            await enrolment.enrol(db, learner, made.course, leader)
        return made.sessions[0].id


async def papers(town: Town, lan: Talker, session_id: int) -> list[str]:
    async with town.begin() as db:
        details = await session_queries.details(db, session_id)
        roll = await attendance_roll.roll_of(db, await scene.person(db, lan), session_id)
        assert details is not None
        assert roll is not None
        poster = await printed_documents.poster(db, details, Reader())
        sheet = await printed_documents.roll_sheet(db, roll, Reader())
    pages = [PdfReader(BytesIO(file.content)).pages for file in (poster.page, sheet)]
    return [page.extract_text() for each in pages for page in each]


@pytest.mark.parametrize("town", ["buttons"], indirect=True)
async def test_no_paper_and_no_roll_says_what_somebody_is(town: Town) -> None:
    lan = town.phone("Chị Lan")
    session_id = await of_every_kind(town, lan)
    shown = await papers(town, lan, session_id)
    for flow in ("roster", "roll_call", "session_card"):
        async with town.begin() as db:
            card = await scene.button(db, lan, flow, session=session_id)
        clock.stop_at(scene.local("2026-11-25 19:05"))
        await lan.taps_again(card)
        shown += lan.new
    assert len(shown) > 4
    assert any("Lê Văn 3" in words for words in shown)
    said = [labels.AUDIENCES[each].for_(Reader()) for each in Audience] + ["Lớp dành cho"]
    assert [word for word in said for words in shown if word in words] == []
