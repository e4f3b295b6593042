"""Acts that no conversation takes back, taken back by their row of the registry: what they did is gone."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.enrolment import EnrolmentStatus
from bot.domain.people.person import OrganisationKind, RoleKind, RoleStatus
from bot.domain.safety.incidents import IncidentKind, IncidentStatus, Suspect
from bot.services.access import acts
from bot.services.coaching import coaches
from bot.services.enrolment import enrolment
from bot.services.history import registry
from bot.services.history.registry import Stays
from bot.services.people.places import Home
from bot.services.register import duplicates, relatives
from bot.services.roles import invitations, requests, stand_ins
from bot.services.safety import incidents
from bot.services.volunteers import organisations
from bot.storage import wards
from bot.storage.database import Database
from bot.storage.tables.courses import Enrolment, Seat
from bot.storage.tables.people import Code, Person, Role
from bot.storage.tables.places import ResidentialGroup
from bot.storage.tables.safety import Incident
from bot.storage.tables.volunteers import Coach
from tests import scene


@dataclass(frozen=True)
class Street:
    """A group with its leader and a resident, and the administrator."""

    db: AsyncSession
    home: ResidentialGroup
    lan: Person
    an: Person
    minh: Person

    async def takes_back(self, by: Person, kind: str) -> None:
        """What ↩️ does with the newest act, which is of this kind."""
        act = await registry.newest(self.db, by)
        assert act is not None
        assert act.kind == kind
        assert await acts.mark_undone(self.db, act)
        undo = registry.BY_KIND[kind].undo
        assert not isinstance(undo, Stays)
        assert await undo(self.db, act) is not None


async def _street(db: AsyncSession) -> Street:
    await wards.seed(db)
    home = await scene.group(db)
    lan = await scene.without_phone(db, home, "Trần Thị Lan", "chi")
    await scene.role(db, lan, RoleKind.LEADER, home)
    an = await scene.without_phone(db, home, "Nguyễn Văn An", "bac")
    minh = await scene.without_phone(db, home, "Lê Minh", "anh")
    area = {"status": RoleStatus.ACTIVE, "requested_at": clock.now()}
    db.add(Role(person_id=minh.id, kind=RoleKind.ADMINISTRATOR, **area))
    return Street(db, home, lan, an, minh)


async def test_an_invitation_opens_nothing_any_more(database: Database) -> None:
    async with database.begin() as db:
        street = await _street(db)
        await invitations.invite_coordinator(db, street.minh, None)
        await street.takes_back(street.minh, invitations.INVITE_COORDINATOR)
        await stand_ins.ask(db, street.lan, street.home, stand_ins.Term(), None)
        await street.takes_back(street.lan, stand_ins.ASK_STAND_IN)
        named = organisations.NamedOrganisation(OrganisationKind.YOUTH_UNION, "Đoàn phường", street.home.ward_code)
        code, _act = await organisations.invite_organiser(db, street.minh, named)
        await street.takes_back(street.minh, organisations.INVITE_ORGANISER)
        speaks = {"kind": RoleKind.ORGANISER, "status": RoleStatus.ACTIVE, "requested_at": clock.now()}
        db.add(Role(person_id=street.lan.id, organisation_id=code.organisation_id, **speaks))
        await organisations.invite_members(db, street.lan, code.organisation_id or 0, 5)
        await street.takes_back(street.lan, organisations.INVITE_MEMBERS)
    async with database.begin() as db:
        assert list(await db.scalars(select(Code.uses_left))) == [0] * 4


async def test_a_wish_to_lead_and_a_word_of_honour_are_taken_back(database: Database) -> None:
    async with database.begin() as db:
        street = await _street(db)
        asked = await requests.ask_to_lead(db, street.an, street.home)
        await street.takes_back(street.an, requests.ASK_TO_LEAD)
        await db.refresh(asked)
        assert asked.status is RoleStatus.ENDED
        helper = await scene.without_phone(db, street.home, "Phạm Thu Hương", "ban")
        await scene.role(db, helper, RoleKind.VOLUNTEER, street.home)
        coach = Coach(person_id=helper.id, languages=[])
        db.add(coach)
        await db.flush()
        await coaches.vouch(db, street.minh, helper.id)
        await db.refresh(coach)
        assert coach.vetted_at is not None
        await street.takes_back(street.minh, coaches.VOUCH)
        await db.refresh(coach)
        assert coach.vetted_at is None


async def test_who_came_or_left_stands_as_before(database: Database) -> None:
    async with database.begin() as db:
        street = await _street(db)
        made = await scene.course(db, street.lan)
        await scene.seat(db, street.an, made)
        await enrolment.come(db, street.an, made.sessions[0], street.an)
        await street.takes_back(street.an, enrolment.COME)
        assert list(await db.scalars(select(Seat.answered_at))) == [None]
        await enrolment.leave(db, street.an, made.course, street.an)
        assert await db.scalar(select(Enrolment.status)) is EnrolmentStatus.CANCELLED
        await street.takes_back(street.an, enrolment.LEAVE)
        assert await db.scalar(select(Enrolment.status)) is EnrolmentStatus.ENROLLED


async def test_the_book_and_an_incident_are_as_before(database: Database) -> None:
    async with database.begin() as db:
        street = await _street(db)
        twin = await scene.without_phone(db, street.home, "Nguyễn Văn An", "bac")
        assert await duplicates.suspects(db, street.lan, street.home)
        await duplicates.are_two(db, street.lan, street.home, street.an.id, twin.id)
        assert not await duplicates.suspects(db, street.lan, street.home)
        await street.takes_back(street.lan, duplicates.TWO_PEOPLE)
        assert await duplicates.suspects(db, street.lan, street.home)

        people = select(func.count()).select_from(Person)
        before = await db.scalar(people)
        await relatives.enter(db, street.an, Home(street.home.ward_code, street.home), ("ba", "Sáu"), "…")
        await street.takes_back(street.an, relatives.ENTER_RELATIVE)
        assert await db.scalar(people) == before

        await incidents.tell(db, street.an, IncidentKind.CHEATED, Suspect.VOLUNTEER, call=True)
        told = (await db.scalars(select(Incident))).one()
        await incidents.take(db, street.minh, told.id)
        await street.takes_back(street.minh, incidents.TAKE_INCIDENT)
        await db.refresh(told)
        assert (told.status, told.taken_by_id) == (IncidentStatus.OPEN, None)
