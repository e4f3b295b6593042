"""Organisations are renamed and closed: their classes and people go somewhere; two of one name are told apart."""

import pytest
from sqlalchemy import select

from bot.domain.people.person import OrganisationKind, RoleKind, RoleStatus
from bot.domain.topics import Topic
from bot.errors import NotAllowed
from bot.services.courses import courses
from bot.services.courses.courses import NewCourse
from bot.services.roles import organisation_changes
from bot.services.roles.organisation_changes import ClassesAhead
from bot.storage.tables.courses import ClassSession, Course
from bot.storage.tables.people import Role
from bot.storage.tables.places import Organisation
from tests import scene
from tests.conversations.volunteers.test_organisations import youth_union
from tests.town import Talker, Town


async def _with_a_class(town: Town) -> tuple[Talker, Talker, Talker, Talker]:
    """The Youth Union has a class of its own in khu phố 3; Mai coordinates the ward."""
    lan, tam, (huy,) = await youth_union(town, "Huy")
    mai = town.phone("Chị Mai")
    async with town.begin() as db:
        home = await scene.home(db, await scene.person(db, lan))
        coordinator = await scene.somebody(db, mai, "Lê Thị Mai", "chi", home)
        (await scene.role(db, coordinator, RoleKind.COORDINATOR, home)).group_id = None
        union = (await db.scalars(select(Organisation))).one()
        starts = (scene.local("2026-11-28 17:00"),)
        made = NewCourse(home, Topic.T03, "Hội trường", starts, 20, organisation=union, members_only=True)
        await courses.register(db, await scene.person(db, tam), made)
    return lan, tam, huy, mai


async def test_it_is_renamed_and_closed_with_a_class_ahead(town: Town) -> None:
    lan, tam, huy, mai = await _with_a_class(town)
    await mai.says("/donvi")
    await mai.taps("Đoàn phường Phú Lợi · Đoàn Thanh niên")
    mai.sees("Nguyễn Văn Tâm", "1 buổi sắp tới")
    await mai.taps("Đổi tên")
    await mai.says("Đoàn Phú Lợi")
    mai.sees("đã đổi tên thành Đoàn Phú Lợi")
    tam.sees("từ nay đổi tên là Đoàn Phú Lợi")
    await _closes(mai)
    tam.sees("Đoàn Phú Lợi đã ngưng hoạt động")
    huy.sees("vẫn là tình nguyện viên của phường")
    lan.sees("1 lớp ở Khu phố 3 từ nay do chị phụ trách")
    await lan.says("/sessions")
    await lan.taps("VNeID")
    lan.sees("VNeID", "Hội trường")
    await mai.taps("Nhầm, trả lại")
    mai.sees("Đoàn Phú Lợi hoạt động trở lại")
    async with town.begin() as db:
        course = (await db.scalars(select(Course).where(Course.topic == Topic.T03))).one()
        assert (course.organisation_id is not None, course.members_only) == (True, True)
        of_it = (Role.organisation_id.is_not(None), Role.status == RoleStatus.ACTIVE)
        assert sorted(await db.scalars(select(Role.kind).where(*of_it))) == [RoleKind.ORGANISER, RoleKind.VOLUNTEER]


async def _closes(mai: Talker) -> None:
    """Its class goes on in the group where it meets."""
    await mai.says("/donvi")
    await mai.taps("Đoàn Phú Lợi")
    await mai.taps("Ngưng hoạt động")
    mai.sees("còn 1 buổi sắp tới")
    await mai.taps("Khu phố nơi học làm tiếp")
    await mai.taps("Cho ngưng")


async def test_its_classes_are_called_off_if_wished_and_nobody_else_closes_it(town: Town) -> None:
    lan, tam, _huy, mai = await _with_a_class(town)
    async with town.begin() as db:
        union = (await db.scalars(select(Organisation))).one()
        for refused in (lan, tam):
            with pytest.raises(NotAllowed):
                await organisation_changes.close(db, await scene.person(db, refused), union, ClassesAhead.OF_GROUPS)
        by = await scene.person(db, mai)
        act = await organisation_changes.close(db, by, union, ClassesAhead.CALLED_OFF)
        assert act is not None
        assert act.facts["off"] == 1
        assert await organisation_changes.close(db, by, union, ClassesAhead.CALLED_OFF) is None
        session = await db.scalar(select(ClassSession).join(Course).where(Course.topic == Topic.T03))
        assert session is not None
        assert session.reason == "Đoàn phường Phú Lợi ngưng hoạt động"


async def test_two_of_one_name_are_told_apart(town: Town) -> None:
    _lan, _tam, _huy, mai = await _with_a_class(town)
    await mai.says("/tochuc")
    await mai.says("trường học")
    await mai.says("doan phuong phu loi")
    mai.sees("Đã có đơn vị tên này")
    await mai.taps("Không, đơn vị khác")
    await mai.says("Đoàn trường Phú Lợi")
    mai.sees("Đoàn trường Phú Lợi")
    await mai.says("/tochuc")
    await mai.says("trường học")
    await mai.says("Đoàn phường Phú Lợi")
    await mai.taps("Đoàn phường Phú Lợi · Đoàn Thanh niên")
    async with town.begin() as db:
        assert sorted(await db.scalars(select(Organisation.kind))) == [
            OrganisationKind.SCHOOL,
            OrganisationKind.YOUTH_UNION,
        ]
