"""«Thu hồi»: who gives a role takes it back; what a volunteer had promised goes to others at once."""

import pytest
from sqlalchemy import select

from bot import clock
from bot.domain.coaching import AppointmentStatus
from bot.domain.courses import SessionStatus
from bot.domain.people.person import OrganisationKind, RevokedFor, RoleKind, RoleStatus
from bot.domain.shifts import AssignmentStatus
from bot.errors import NotAllowed
from bot.services.roles import revocation
from bot.storage.tables.courses import ClassSession
from bot.storage.tables.people import Role
from bot.storage.tables.places import Organisation
from bot.storage.tables.volunteers import Assignment
from tests import scene
from tests.conversations.coaching.stage import appointments, coach, settled, waiting
from tests.town import Talker, Town

pytestmark = pytest.mark.parametrize("town", ["buttons"], indirect=True)


async def _scene(town: Town) -> tuple[Talker, Talker, Talker, Talker]:
    """Hương has promised a class and a lesson in Lan's group; Nam could help as well."""
    lan, huong, nam, an = town.phone("Chị Lan"), town.phone("Hương"), town.phone("Nam"), town.phone("Bác An")
    async with town.begin() as db:
        home = await scene.group(db)
        leader = await scene.leader(db, lan, home)
        helper = await coach(db, huong, home)
        made = await scene.course(db, leader, "2026-11-25 19:00")
        await scene.accepted(db, helper, made.sessions[0].id)
        await settled(db, await waiting(db, an, home), helper)
        await coach(db, nam, home)
    return lan, huong, nam, an


async def _ends(talker: Talker, name: str, why: str) -> None:
    await talker.taps(name)
    await talker.taps(why)
    await talker.taps("Thu hồi")


async def test_a_leader_ends_a_volunteers_role_and_others_are_asked(town: Town) -> None:
    lan, huong, nam, an = await _scene(town)
    await lan.says("/menu")
    await lan.taps("Việc khác")
    await lan.taps("Nơi mình phụ trách")
    await lan.taps("Cho tình nguyện viên nghỉ")
    await lan.taps("Phạm Hương")
    await lan.taps("bận")
    lan.sees("không còn là tình nguyện viên Khu phố 3", "được nhờ người khác ngay")
    huong.sees_nothing()
    await lan.taps("Thu hồi")

    huong.sees("không còn là tình nguyện viên", "Cảm ơn", "đã nhờ người khác")
    lan.sees("không còn là tình nguyện viên")
    an.sees("xin lỗi bác", "đang tìm người khác")
    nam.sees("kèm riêng")
    async with town.begin() as db:
        helper = await scene.person(db, huong)
        kept = await db.scalars(select(Assignment.status).where(Assignment.person_id == helper.id))
        assert AssignmentStatus.ACCEPTED not in kept.all()
    assert AppointmentStatus.CONFIRMED not in [one.status for one in await appointments(town)]

    await huong.says("bấm nhầm")
    await huong.says("/ca")
    assert "Chống lừa đảo" not in " ".join(huong.new)
    await lan.taps("Nhầm, trả lại")
    lan.sees("lại là tình nguyện viên", "người mới lo")
    huong.sees("như trước")


async def test_who_helps_no_more_takes_nothing_by_an_old_card(town: Town) -> None:
    lan, huong = town.phone("Chị Lan"), town.phone("Hương")
    async with town.begin() as db:
        home = await scene.group(db)
        await coach(db, huong, home)
        await scene.course(db, await scene.leader(db, lan, home))
    await town.time_is("2026-11-23 10:00")
    huong.sees("cần thêm 1 người kèm")
    await lan.says("/thuhoi")
    await _ends(lan, "Phạm Hương", "phản ánh")
    huong.sees("phản ánh")

    await huong.taps("Nhận lớp")

    async with town.begin() as db:
        helper = await scene.person(db, huong)
        kept = await db.scalars(select(Assignment.status).where(Assignment.person_id == helper.id))
        assert AssignmentStatus.ACCEPTED not in kept.all()


async def _above(town: Town) -> tuple[Talker, Talker, Talker, Talker]:
    """Lan leads, Mai coordinates the ward, Quân administers, Tâm speaks for the Youth Union of the ward."""
    lan, mai, quan, tam = town.phone("Chị Lan"), town.phone("Chị Mai"), town.phone("Anh Quân"), town.phone("Anh Tâm")
    async with town.begin() as db:
        home = await scene.group(db)
        await scene.leader(db, lan, home)
        await scene.administrator(db, quan, home)
        coordinator = await scene.somebody(db, mai, "Lê Thị Mai", "chi", home)
        (await scene.role(db, coordinator, RoleKind.COORDINATOR, home)).group_id = None
        union = Organisation(kind=OrganisationKind.YOUTH_UNION, name="Đoàn phường", ward_code=home.ward_code)
        db.add(union)
        organiser = await scene.somebody(db, tam, "Lê Văn Tâm", "anh", home)
        speaks = await scene.role(db, organiser, RoleKind.ORGANISER, home)
        await db.flush()
        speaks.group_id, speaks.ward_code, speaks.organisation_id = None, None, union.id
    return lan, mai, quan, tam


async def test_a_coordinator_and_an_organiser_are_let_go_by_who_invites_them(town: Town) -> None:
    lan, mai, quan, tam = await _above(town)

    await lan.says("/thuhoi")
    lan.sees("không có ai")
    await mai.says("/thuhoi")
    await mai.taps("Người phụ trách tổ chức")
    await _ends(mai, "Lê Văn Tâm", "chuyển chỗ ở")
    mai.sees("không còn là người phụ trách Đoàn phường", "chưa có ai phụ trách", "/tochuc")
    tam.sees("không còn là người phụ trách Đoàn phường", "chuyển chỗ ở")
    old = await mai.data_of("Nhầm, trả lại")

    await quan.says("/thuhoi")
    await quan.taps("Điều phối")
    await _ends(quan, "Lê Thị Mai", "người khác")
    mai.sees("không còn là", "Phường Phú Lợi")
    await mai.taps_again(old)
    async with town.begin() as db:
        ended = await db.scalars(select(Role.kind).where(Role.status == RoleStatus.ENDED).order_by(Role.kind))
        assert ended.all() == [RoleKind.COORDINATOR, RoleKind.ORGANISER]


async def test_nobody_ends_a_role_that_is_not_theirs_to_give(town: Town) -> None:
    """Whatever the button says."""
    lan, mai, _quan, tam = await _above(town)
    async with town.begin() as db:
        held = {role.kind: role.id for role in await db.scalars(select(Role))}
        for talker, kind in (
            (lan, RoleKind.LEADER),
            (lan, RoleKind.ORGANISER),
            (mai, RoleKind.COORDINATOR),
            (tam, RoleKind.LEADER),
            (mai, RoleKind.ADMINISTRATOR),
        ):
            with pytest.raises(NotAllowed):
                await revocation.revoke(db, await scene.person(db, talker), held[kind], RevokedFor.BUSY)


async def test_rights_end_with_the_role_also_for_taking_back(town: Town) -> None:
    """Lan leads two groups. What she did in the one that she leads no more is no longer hers to take back."""
    minh, lan = town.phone("Anh Minh"), town.phone("Chị Lan")
    async with town.begin() as db:
        three, five = await scene.group(db), await scene.group(db, "5")
        await scene.administrator(db, minh, three)
        leader = await scene.leader(db, lan, three)
        also = {"kind": RoleKind.LEADER, "status": RoleStatus.ACTIVE, "requested_at": clock.now()}
        db.add(Role(person_id=leader.id, group_id=five.id, ward_code=five.ward_code, **also))
    await lan.says("/lop phòng lừa đảo 7h tối thứ tư nhà văn hóa khu phố 3 20 chỗ")
    await lan.taps("Khu phố 3")
    await lan.taps("1 tuần")
    taken_back = await lan.data_of("Nhầm, trả lại")

    await minh.says("/thuhoi")
    await minh.taps("Khu phố 3")
    await minh.taps("bận")
    await minh.taps("Thu hồi")
    await lan.taps_again(taken_back)

    lan.sees("không thuộc phần chị phụ trách")
    async with town.begin() as db:
        assert (await db.scalars(select(ClassSession.status))).all() == [SessionStatus.PLANNED]


async def test_a_class_is_taken_back_once(town: Town) -> None:
    lan = town.phone("Chị Lan")
    async with town.begin() as db:
        await scene.leader(db, lan, await scene.group(db))
    await lan.says("/lop phòng lừa đảo 7h tối thứ tư nhà văn hóa khu phố 3 20 chỗ")
    await lan.taps("1 tuần")
    registered = await lan.data_of("Nhầm, trả lại")
    await lan.says("/dsbuoi")
    await lan.taps_again(registered)
    lan.sees("coi như chưa mở")
    await lan.taps_again(registered)
    lan.sees("đã trả lại như cũ rồi")
