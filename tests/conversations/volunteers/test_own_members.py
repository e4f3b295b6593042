"""What an organiser sees of own members: group, date and hours; of lessons alone ward and hours, and nobody's name."""

from sqlalchemy import update

from bot.domain.coaching import AppointmentStatus, LessonPlace
from bot.domain.people.person import OrganisationKind, RoleKind
from bot.storage.tables.coaching import Appointment
from bot.storage.tables.places import Organisation
from tests import scene
from tests.conversations.coaching.stage import coach, settled, waiting
from tests.conversations.volunteers.test_organisations import within
from tests.town import Town


async def test_an_organiser_sees_of_own_members_lessons_ward_and_hours_and_no_elder(town: Town) -> None:
    tam, huy, nam, lan = town.phone("Anh Tâm"), town.phone("Huy"), town.phone("Ông Chín"), town.phone("Chị Lan")
    async with town.begin() as db:
        home = await scene.group(db)
        union = Organisation(kind=OrganisationKind.YOUTH_UNION, name="Đoàn phường", ward_code=scene.PHU_LOI)
        db.add(union)
        await db.flush()
        db.add(within(union, await scene.somebody(db, tam, "Ngô Văn Tâm", "anh", home), RoleKind.ORGANISER))
        member = await coach(db, huy, home)
        role = within(union, member, RoleKind.VOLUNTEER)
        db.add(role)
        made = await scene.course(db, await scene.leader(db, lan, home), "2026-11-25 19:00")
        await scene.accepted(db, member, made.sessions[0].id)
        await settled(db, await waiting(db, nam, home, LessonPlace.HOME), member)
        card = await scene.button(db, tam, "member", role=role.id)
    await tam.taps_again(card)
    seen = tam.sees("Phạm Huy", "Khu phố 3", "kèm riêng, Phường Phú Lợi", "26/11")
    assert "Chín" not in seen
    async with town.begin() as db:
        await scene.came(db, member, made.sessions[0].id)
        await db.execute(update(Appointment).values(status=AppointmentStatus.DONE))
    await town.time_is("2026-11-26 12:00")
    await tam.taps_again(card)
    seen = tam.sees("Đến nay được 2 giờ", "Khu phố 3 · hôm qua · 1 giờ", "kèm riêng, Phường Phú Lợi · hôm nay")
    assert "Chín" not in seen
