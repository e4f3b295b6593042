"""«Cần 3 bạn, tối thứ Tư»: a group asks, organisations answer with members, and the asker sees who comes."""

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.people.person import OrganisationKind, PhoneType, RoleKind, RoleStatus
from bot.domain.shifts import DayPart
from bot.domain.topics import Topic
from bot.errors import NotAllowed
from bot.services.volunteers import organisation_replies, organisation_requests, organisations
from bot.services.volunteers.organisations import NamedOrganisation
from bot.storage.tables.courses import ClassSession
from bot.storage.tables.people import Code, Person, Role
from bot.storage.tables.places import Organisation
from bot.storage.tables.volunteers import Availability, Coach, Shift, Volunteer
from tests import scene
from tests.town import Talker, Town

WEDNESDAY = 2


def code_in(words: str) -> str:
    return next(word.strip(".") for word in words.split() if word.startswith("MOI-"))


async def youth_union(town: Town, *names: str) -> tuple[Talker, Talker, list[Talker]]:
    """Lan leads khu phố 3 with a class on Wednesday; Tâm speaks for the Youth Union, whose members these are."""
    lan, tam = town.phone("Chị Lan"), town.phone("Anh Tâm")
    talkers = [town.phone(name) for name in names]
    async with town.begin() as db:
        home, far = await scene.group(db), await scene.group(db, "9", ward="25966")
        leader = await scene.leader(db, lan, home)
        await scene.course(db, leader)
        union = Organisation(kind=OrganisationKind.YOUTH_UNION, name="Đoàn phường Phú Lợi", ward_code=scene.PHU_LOI)
        db.add(union)
        await db.flush()
        organiser = await scene.somebody(db, tam, "Nguyễn Văn Tâm", "anh", far)
        db.add(within(union, organiser, RoleKind.ORGANISER))
        for talker in talkers:
            await member(db, union, await scene.somebody(db, talker, f"Lê {talker.name}", "ban", far))
    return lan, tam, talkers


def within(union: Organisation, person: Person, kind: RoleKind) -> Role:
    now, active = clock.now(), RoleStatus.ACTIVE
    return Role(person_id=person.id, kind=kind, status=active, organisation_id=union.id, requested_at=now)


async def member(db: AsyncSession, union: Organisation, person: Person) -> None:
    db.add(within(union, person, RoleKind.VOLUNTEER))
    phones = [PhoneType.ANDROID]
    form = {"topics": list(Topic), "phones": phones, "pledged_at": clock.now(), "organisation_id": union.id}
    db.add(Volunteer(person_id=person.id, **form))
    db.add(Availability(person_id=person.id, weekday=WEDNESDAY, part=DayPart.EVENING))
    await db.flush()


async def asks(lan: Talker, words: str = "cần 3 bạn, tối thứ Tư") -> None:
    await lan.says(words)
    lan.sees("xin nhờ", "thứ Tư", "Lời nhờ gửi tới: Đoàn phường Phú Lợi")
    await lan.taps("Gửi lời nhờ")


async def test_a_group_asks_an_organisation_answers_and_the_asker_sees_who_comes(town: Town) -> None:
    lan, tam, (huy, mai, thu) = await youth_union(town, "Huy", "Mai", "Thu")
    await asks(lan)
    tam.sees("Khu phố 3", "Phường Phú Lợi", "cần thêm 3 người", "7 giờ tối")
    assert not huy.new + mai.new + thu.new, "nobody is asked before the organisation has said whom it sends"

    await tam.says("/canguoi")
    await tam.taps("thiếu 3 người")
    tam.sees("Còn thiếu 3 người")
    for name in ("Huy", "Mai"):
        await tam.taps(name)
    await tam.taps("Xong")
    tam.sees("đã hỏi 2 thành viên", "bạn Huy: đã hỏi, chưa trả lời")
    lan.sees("Đoàn phường Phú Lợi cử 2 thành viên, đang chờ nhận lời", "bạn Huy")
    huy.sees("Anh Tâm (Đoàn phường Phú Lợi) nhờ bạn giúp buổi này", "thứ Tư")

    await they_answer(lan, tam, huy, mai)
    await tam.taps("Thu")
    await tam.taps("Xong")
    await thu.taps("Nhận lớp")
    await lan.taps("Xem lại")
    lan.sees("2/3 người kèm đã nhận lời")


async def test_a_request_needs_no_class_it_makes_the_date(town: Town) -> None:
    lan, tam, _members = await youth_union(town, "Huy")
    await lan.says("cần 3 bạn tối thứ sáu")
    lan.sees("Lúc đó chưa có lớp nào")
    await lan.taps("Mở lớp lúc đó")
    await lan.taps("VNeID")
    await lan.taps("Nhà văn hóa khu phố 3")
    await lan.says("7 giờ tối")
    await lan.says("8 chỗ, 1 tuần")
    lan.sees("xin nhờ 3", "thứ Sáu")
    await lan.taps("Gửi lời nhờ")
    tam.sees("Khu phố 3", "cần thêm 3 người", "thứ Sáu")


async def they_answer(lan: Talker, tam: Talker, huy: Talker, mai: Talker) -> None:
    """Huy comes, Mai does not, and somebody else is sent."""
    await huy.taps("Nhận lớp")
    huy.sees("Bạn đã nhận lớp")
    await lan.taps("Ai sẽ tới")
    lan.sees("1/3 người kèm đã nhận lời", "✅ bạn Huy (Đoàn phường Phú Lợi)", "⏳ bạn Mai (Đoàn phường Phú Lợi)")
    await mai.taps("bận")
    tam.sees("Bạn Mai không đi được")
    await tam.taps("Cử người khác")
    shown = tam.sees("Còn thiếu 2 người")
    assert "Mai" not in shown, "who has said no is not asked again"


async def test_who_asks_for_two_is_not_said_to_need_all_whom_the_class_needs(town: Town) -> None:
    lan, tam, (huy, mai) = await youth_union(town, "Huy", "Mai")
    async with town.begin() as db:
        (await db.scalars(select(Shift))).one().needed = 5
    await asks(lan, "cần 2 bạn tối thứ tư")
    tam.sees("cần thêm 2 người")
    await tam.says("/canguoi")
    await tam.taps("thiếu 2 người")
    tam.sees("Còn thiếu 2 người")
    await tam.taps("Huy")
    await tam.taps("Mai")
    await tam.taps("Xong")
    await huy.taps("Nhận lớp")
    await mai.taps("Nhận lớp")
    lan.sees("Đã đủ 2 người")
    await tam.says("/canguoi")
    tam.sees("chưa nơi nào cần người")
    await lan.taps("Ai sẽ tới")
    lan.sees("2/5 người kèm đã nhận lời")
    await lan.taps("Nhờ thêm người")
    await lan.taps("1 người")
    await lan.taps("Gửi lời nhờ")
    tam.sees("cần thêm 1 người")


async def test_enough_is_told_once_and_who_steps_back_is_told_to_both(town: Town) -> None:
    lan, tam, (huy, mai) = await youth_union(town, "Huy", "Mai")
    await asks(lan, "Tổ 3 cần 2 người tối thứ tư")
    await tam.taps("Cử người")
    await tam.taps("Huy")
    await tam.taps("Mai")
    await tam.taps("Xong")
    await huy.taps("Nhận lớp")
    await mai.taps("Nhận lớp")
    lan.sees("Đã đủ 2 người", "✅ bạn Huy", "✅ bạn Mai")
    await mai.says("/ca")
    await mai.taps("Mình bận một buổi")
    await mai.taps("Tìm giúp mình")
    tam.sees("Bạn Mai không đi được")
    lan.sees("bạn Mai")


async def test_taken_back_before_anybody_answered(town: Town) -> None:
    lan, tam, _members = await youth_union(town, "Huy")
    await asks(lan)
    await lan.taps("Nhầm, trả lại")
    lan.sees("các tổ chức không còn thấy")
    await tam.says("/canguoi")
    tam.sees("chưa nơi nào cần người")
    async with town.begin() as db:
        assert (await db.scalars(select(Shift.asked_at))).all() == [None]


async def test_what_was_answered_is_not_taken_back_by_the_asker_but_by_the_organisation(town: Town) -> None:
    lan, tam, (huy,) = await youth_union(town, "Huy")
    await asks(lan)
    await tam.taps("Cử người")
    await tam.taps("Huy")
    await tam.taps("Xong")
    await lan.says("hoàn tác")
    lan.sees("đã có người được cử")
    await tam.says("hoàn tác")
    tam.sees("thôi hỏi 1 thành viên")
    huy.sees("không cần thêm người nữa")


async def test_a_class_is_found_by_what_was_said_or_asked_for(town: Town) -> None:
    lan, _tam, _members = await youth_union(town)
    await lan.says("cần 2 bạn sáng chủ nhật")
    lan.sees("Lúc đó chưa có lớp nào")
    await lan.taps("Chống lừa đảo")
    lan.sees("xin nhờ 2 người")
    await lan.taps("Để nguyên")
    lan.sees("không nhờ ai")
    await lan.says("/nhonguoi")
    await lan.taps("Chống lừa đảo")
    await lan.says("nhiều lắm")
    await lan.taps("5 người")
    lan.sees("xin nhờ 5 người")


async def test_from_the_code_of_the_organisation_to_its_list_and_off_it(town: Town) -> None:
    minh, tam, huy = town.phone("Minh"), town.phone("Anh Tâm"), town.phone("Huy")
    async with town.begin() as db:
        home = await scene.group(db)
        await scene.administrator(db, minh, home)
        await scene.resident(db, tam, home, "Nguyễn Văn Tâm", "anh")
        await scene.volunteer(db, huy, home, "Lê Quang Huy")
    await minh.says("/tochuc")
    await minh.taps("Đoàn Thanh niên")
    await minh.taps("Trong một phường")
    await minh.says("phu loi")
    await minh.says("Đoàn phường Phú Lợi")
    await tam.says(code_in(minh.sees("Mã mời người phụ trách Đoàn phường Phú Lợi")))
    tam.sees("phụ trách Đoàn phường Phú Lợi")
    minh.sees("anh Tâm", "nay là", "Đoàn phường Phú Lợi")
    await they_join(tam, huy)
    async with town.begin() as db:
        assert (await db.scalars(select(Code.uses_left).where(Code.role_kind == RoleKind.VOLUNTEER))).all() == [4]


async def they_join(tam: Talker, huy: Talker) -> None:
    """By a code that goes from hand to hand, so that Tâm sees each who comes by it."""
    await tam.taps("Mời thành viên")
    await tam.taps("5 người")
    invitation = tam.sees("Đoàn phường Phú Lợi mời cùng")
    tam.sees("dùng được 5 lần, trong 3 ngày")
    await huy.says(code_in(invitation))
    huy.sees("tình nguyện viên của Đoàn phường Phú Lợi", "tự quyết")
    tam.sees("bạn Huy đã nhận lời", "tình nguyện viên Đoàn phường Phú Lợi")
    await tam.taps("Không phải người của mình")
    await tam.taps("Cho thôi")
    tam.sees("bạn Huy không còn là thành viên")
    await tam.taps("Nhầm, trả lại")
    tam.sees("lại là thành viên")
    await tam.says("/thanhvien")
    tam.sees("Đoàn phường Phú Lợi: 1 thành viên")
    await tam.taps("Lê Quang Huy")
    tam.sees("Lê Quang Huy", "được 0 giờ", "chưa nhận buổi nào")


async def test_nobody_answers_for_another_organisation_or_asks_for_another_group(town: Town) -> None:
    _lan, tam, (huy,) = await youth_union(town, "Huy")
    async with town.begin() as db:
        other = Organisation(kind=OrganisationKind.SCHOOL, name="Trường khác", ward_code="25966")
        db.add(other)
        await db.flush()
        organiser, session = await scene.person(db, tam), (await db.scalars(select(ClassSession.id))).one()
        named = NamedOrganisation(OrganisationKind.SCHOOL, "Trường", None)
        stranger = await scene.person(db, huy)
        for refused in (
            organisation_replies.send(db, organiser, other.id, session, []),
            organisations.members(db, organiser, other.id),
            organisations.invite_members(db, organiser, other.id, 5),
            organisations.invite_organiser(db, organiser, named),
            organisation_requests.ask(db, organiser, session, 1),
            organisation_requests.who_comes(db, stranger, session),
        ):
            with pytest.raises(NotAllowed):
                await refused
        assert await organisation_requests.open_for(db, stranger) == []


async def test_a_member_finds_a_class_and_takes_the_whole_of_it(town: Town) -> None:
    lan, _tam, (huy,) = await youth_union(town, "Huy")
    async with town.begin() as db:
        await scene.course(db, await scene.person(db, lan), "2026-11-26 19:00", weeks=3)
    await huy.says("lớp nào cần người")
    await huy.taps("thứ Năm")
    huy.sees("còn 2 buổi nữa cần người")
    await huy.taps("Cả khóa")
    huy.sees("đã nhận 3 buổi")
    await huy.taps("Nhầm, trả lại")
    async with town.begin() as db:
        taken = await db.scalars(select(Shift.filled))
        assert not any(taken)


async def test_the_organiser_vouches_for_a_member(town: Town) -> None:
    """Put off, it stays among what waits."""
    _lan, tam, (huy,) = await youth_union(town, "Huy")
    async with town.begin() as db:
        person = await scene.person(db, huy)
        db.add(Coach(person_id=person.id, languages=[]))
    await tam.says("menu")
    await tam.taps("Chờ duyệt (1)")
    await tam.taps("Để sau")
    await tam.says("menu")
    await tam.taps("Chờ duyệt (1)")
    await tam.taps("Tôi xác nhận")
    huy.sees("kèm riêng")


async def for_three_weeks(town: Town, *names: str) -> tuple[Talker, Talker, list[Talker]]:
    """The class of Lan's group meets on three Fridays as well, with a place for one helper each."""
    lan, tam, members = await youth_union(town, *names)
    async with town.begin() as db:
        await scene.course(db, await scene.person(db, lan), "2026-11-27 19:00", weeks=3)
    return lan, tam, members


async def test_a_request_is_for_all_sessions_and_each_member_answers_for_all_or_one(town: Town) -> None:
    lan, tam, (huy, mai) = await for_three_weeks(town, "Huy", "Mai")
    await lan.says("cần 2 bạn tối thứ sáu")
    lan.sees("còn 2 buổi nữa", "buổi nào")
    await lan.taps("Cả khóa")
    lan.sees("xin nhờ 2 người", "Cùng 2 buổi sau của lớp này")
    await lan.taps("Gửi lời nhờ")
    tam.sees("cần thêm 2 người", "Cùng 2 buổi sau của lớp này")
    await tam.says("/canguoi")
    await tam.taps("thiếu 2 người, và 2 buổi sau")
    await tam.taps("Huy")
    await tam.taps("Mai")
    await tam.taps("Xong")
    huy.sees("nhờ bạn giúp", "Cùng 2 buổi sau của lớp này")
    for one in (huy, mai):
        await one.taps("Nhận lớp")
        one.sees("nhận cả khóa hay chỉ buổi này")
    await huy.taps("Cả khóa")
    huy.sees("đã nhận 3 buổi")
    await mai.taps("Cả khóa")
    told = [words for words in lan.new if words.startswith("✅")]
    assert len(told) == 2, "the first session, and the others in one message"
    assert "2 buổi sau của lớp cũng đã đủ người" in told[1]
    await tam.says("/canguoi")
    tam.sees("chưa nơi nào cần người")


async def test_who_comes_to_one_session_leaves_the_others_open_and_the_rest_hears_what_is_full(town: Town) -> None:
    lan, tam, (huy, mai) = await for_three_weeks(town, "Huy", "Mai")
    await lan.says("cần 1 bạn tối thứ sáu cả khóa")
    lan.sees("xin nhờ 1 người", "Cùng 2 buổi sau")
    await lan.taps("Gửi lời nhờ")
    async with town.begin() as db:
        second = (await db.scalars(select(Shift).order_by(Shift.session_id))).all()[2]
        second.needed = second.filled = 1
    await tam.taps("Cử người")
    await tam.taps("Huy")
    await tam.taps("Xong")
    await huy.taps("Nhận lớp")
    await huy.taps("Chỉ buổi này")
    await tam.says("/canguoi")
    await tam.taps("thiếu 1 người")
    tam.sees("Còn thiếu 1 người", "11/12")
    await tam.taps("Mai")
    await tam.taps("Xong")
    await mai.taps("Nhận lớp")
    mai.sees("đã nhận lớp")


async def test_whoever_takes_the_whole_class_hears_which_sessions_have_enough(town: Town) -> None:
    _lan, _tam, (huy,) = await for_three_weeks(town, "Huy")
    async with town.begin() as db:
        last = (await db.scalars(select(Shift).order_by(Shift.session_id.desc()))).first()
        assert last is not None
        last.filled = last.needed
    await huy.says("lớp nào cần người")
    await huy.taps("thứ Sáu")
    await huy.taps("Cả khóa")
    huy.sees("đã nhận 2 buổi", "Đã đủ người: 7 giờ tối thứ Sáu, ngày 11/12")


async def test_all_that_was_asked_for_is_taken_back_as_one(town: Town) -> None:
    lan, tam, _members = await for_three_weeks(town, "Huy")
    await lan.says("cần 3 bạn tối thứ sáu, tất cả các buổi")
    await lan.taps("Gửi lời nhờ")
    async with town.begin() as db:
        assert [one.needed for one in await db.scalars(select(Shift).order_by(Shift.session_id))] == [1, 3, 3, 3]
    await lan.taps("Nhầm, trả lại")
    lan.sees("các tổ chức không còn thấy")
    async with town.begin() as db:
        left = (await db.scalars(select(Shift))).all()
        assert {(one.needed, one.asked_at, one.asked_up_to) for one in left} == {(1, None, None)}
    await tam.says("/canguoi")
    tam.sees("chưa nơi nào cần người")
