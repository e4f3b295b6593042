"""A quarter of a ward played through the services, and the ward's table against what was counted by hand beside it.

40 groups (28 led), 6 organisations, 300 volunteers, 5,000 residents, 120 classes of four weeks: `--groups`, `--people`,
`--classes` and `--seed` change that. The hand counts sets of names, from what was said at each roll call; who is on
a roll it takes from the product. It fails if a single number differs.
"""

import argparse
import asyncio
import logging
import random
import sys
import tempfile
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock, logs
from bot.domain.attendance import Mark
from bot.domain.people.named import NamedPerson
from bot.domain.people.person import AgeBand, Audience, OrganisationKind, RoleKind, RoleStatus
from bot.domain.reports.date_range import Span
from bot.domain.reports.ladder import Step
from bot.domain.topics import Topic
from bot.domain.vietnamese import fold
from bot.services.attendance import roll, roll_call
from bot.services.attendance.roll import Roll
from bot.services.attendance.roll_call import Written
from bot.services.courses import courses, reschedule
from bot.services.courses.courses import NewCourse, Registered
from bot.services.enrolment import enrolment
from bot.services.reports import ladder, ward_table
from bot.services.reports.columns import Measure, WardRow
from bot.services.reports.ladder import Ladder
from bot.storage import encryption
from bot.storage.database import Database
from bot.storage.tables.courses import ClassSession
from bot.storage.tables.messaging import Act
from bot.storage.tables.people import Address, Person, Role
from bot.storage.tables.places import Organisation, ResidentialGroup
from bot.storage.tables.volunteers import Volunteer
from tests import scene
from tests.blank import BlankFile

FIRST, LAST = date(2027, 1, 4), date(2027, 4, 4)
LED, VOLUNTEERS, A_CLASS, WEEKS = 0.7, 300, 25, 4
CALLED_OFF, UNMARKED, UNDONE, WALKS_IN = 5, 7, 0.2, 0.4
KINDS = (
    OrganisationKind.YOUTH_UNION,
    OrganisationKind.WOMENS_UNION,
    OrganisationKind.DIGITAL_TEAM,
    OrganisationKind.EMPLOYER,
    OrganisationKind.COOPERATIVE,
    OrganisationKind.OFFICE,
)
COMPARED = (
    Measure.CLASSES_OPENED,
    Measure.SESSIONS_HELD,
    Measure.SESSIONS_CALLED_OFF,
    Measure.SESSIONS_UNMARKED,
    Measure.ATTENDANCES,
    Measure.PEOPLE,
    Measure.VOLUNTEERS,
    Measure.VOLUNTEER_HOURS,
)
# Of people, by what they said they are: several may be true of one.
OF_KINDS = {
    Measure.PEOPLE_60PLUS: (Audience.ELDERLY,),
    Measure.PEOPLE_WORKERS: (Audience.WORKER,),
    Measure.PEOPLE_TRADERS: (Audience.TRADER,),
    Measure.PEOPLE_ENTERPRISE: (Audience.ENTERPRISE_WORKER,),
    Measure.PEOPLE_PUBLIC: (Audience.PUBLIC_EMPLOYEE,),
    Measure.PEOPLE_STUDENTS: (Audience.PUPIL, Audience.STUDENT),
    Measure.PEOPLE_FAMILIES: (Audience.VOLUNTEER_FAMILY,),
}
FEW = 5  # of those in hard circumstances fewer are not told
SAID = {Step.PRACTISED: 0.2, Step.CONFIRMED: 0.1}


@dataclass
class Hand:
    """What somebody with a pencil has of one place: who came, who helped, and a stroke for all that is counted."""

    strokes: defaultdict[Measure, float] = field(default_factory=lambda: defaultdict(float))
    came: set[int] = field(default_factory=set)
    helped: set[int] = field(default_factory=set)
    opened: set[int] = field(default_factory=set)

    def value(self, measure: Measure, are: Mapping[int, frozenset[Audience]]) -> float:
        if measure in OF_KINDS:
            return _of_kinds(self.came, are, OF_KINDS[measure])
        sets = {
            Measure.PEOPLE: self.came,
            Measure.VOLUNTEERS: self.helped,
            Measure.CLASSES_OPENED: self.opened,
        }
        return len(sets[measure]) if measure in sets else self.strokes[measure]


def _of_kinds(people: set[int], are: Mapping[int, frozenset[Audience]], kinds: Collection[Audience]) -> int:
    return sum(not are.get(one, frozenset()).isdisjoint(kinds) for one in people)


@dataclass
class Ward:
    groups: list[ResidentialGroup]
    organisations: list[Organisation]
    in_charge: dict[int, Person]  # of a group
    speak: dict[int, Person]  # for an organisation
    volunteers: list[Person]
    people: list[Person]
    are: dict[int, frozenset[Audience]]  # who is known to be what, as it was said to whoever counts


@dataclass
class Class:
    made: Registered
    by: Person
    group: int
    organisation: int | None
    enrolled: set[int]

    @property
    def places(self) -> list[str]:
        theirs = [] if self.organisation is None else [f"organisation {self.organisation}"]
        return ["ward", f"group {self.group}", *theirs]


def _person(n: int, group: ResidentialGroup, chance: random.Random) -> Person:
    name = f"Nguyễn {chance.choice(('Văn', 'Thị'))} {chance.choice(('An', 'Bình', 'Cúc', 'Lan', 'Sáu'))} {n}"
    at = {"ward_code": group.ward_code, "group_id": group.id, "created_at": clock.now()}
    return Person(name=name, search_name=fold(name), address_form="ba", **at)


def _role(person: Person, kind: RoleKind, **where: int | str | None) -> Role:
    now = clock.now()
    dated = {"requested_at": now, "decided_at": now}
    return Role(person_id=person.id, kind=kind, status=RoleStatus.ACTIVE, **dated, **where)


async def _settled(db: AsyncSession, groups: int, people: int, chance: random.Random) -> Ward:
    made = [await scene.group(db, str(n + 1)) for n in range(groups)]
    unions = [Organisation(kind=kind, name=f"{kind.value} 1", ward_code=scene.PHU_LOI) for kind in KINDS]
    living = [_person(n, chance.choice(made), chance) for n in range(people)]
    helping = [_person(n + people, chance.choice(made), chance) for n in range(VOLUNTEERS)]
    leading = [_person(n + 10 * people, group, chance) for n, group in enumerate(made[: int(groups * LED)])]
    speaking = [_person(n + 20 * people, made[0], chance) for n in range(len(unions))]
    coordinator = _person(30 * people, made[0], chance)
    db.add_all([*unions, *living, *helping, *leading, *speaking, coordinator])
    _say_what_they_are(living, chance)
    await db.flush()
    # Who takes no messages is passed over when it is asked who sees to a group.
    db.add_all(
        Address(person_id=one.id, channel="web", external_id=str(one.id), last_used_at=clock.now())
        for one in (*leading, *speaking, coordinator)
    )
    led = {group.id: person for group, person in zip(made, leading, strict=False)}
    db.add(_role(coordinator, RoleKind.COORDINATOR, ward_code=scene.PHU_LOI))
    db.add_all(_role(one, RoleKind.LEADER, group_id=at, ward_code=scene.PHU_LOI) for at, one in led.items())
    db.add_all(
        _role(one, RoleKind.ORGANISER, organisation_id=union.id) for one, union in zip(speaking, unions, strict=True)
    )
    db.add_all(_role(one, RoleKind.VOLUNTEER, group_id=one.group_id, ward_code=scene.PHU_LOI) for one in helping)
    db.add_all(Volunteer(person_id=one.id, topics=list(Topic), phones=[]) for one in helping)
    await db.flush()
    in_charge = {group.id: led.get(group.id, coordinator) for group in made}
    speak = {union.id: one for union, one in zip(unions, speaking, strict=True)}
    are = {one.id: one.audiences | ({Audience.ELDERLY} if one.age_band is AgeBand.FROM_60 else set()) for one in living}
    return Ward(made, unions, in_charge, speak, helping, living, are)


def _say_what_they_are(living: Sequence[Person], chance: random.Random) -> None:
    """Half are elderly by their age, a third say one thing, a sixth two things of themselves."""
    for one in living:
        one.age_band = AgeBand.FROM_60 if chance.random() < 1 / 2 else None
        said = chance.sample(list(Audience), chance.choice((0, 0, 0, 1, 1, 2)))
        one.audiences = frozenset(said)


async def _opened(db: AsyncSession, ward: Ward, n: int, chance: random.Random) -> Class:
    """Open a class; a third are of organisations, which meet in a group of the ward."""
    group = ward.groups[n % len(ward.groups)]
    union = ward.organisations[n // 3 % len(ward.organisations)] if n % 3 == 0 else None
    by = ward.speak[union.id] if union is not None else ward.in_charge[group.id]
    day = FIRST + timedelta(weeks=chance.randrange(13 - WEEKS + 1), days=n % 7)
    starts = tuple(clock.at(day + timedelta(weeks=k), time(8 + n % 3 * 5)) for k in range(WEEKS))
    wanted = NewCourse(group, list(Topic)[n % 10], f"Nhà văn hóa {group.name}", starts, A_CLASS, organisation=union)
    made = await courses.register(db, by, wanted)
    near = [one for one in ward.people if one.group_id == group.id]
    joining = {*chance.sample(near, min(15, len(near))), *chance.sample(ward.people, 8)}
    for person in sorted(joining, key=lambda one: one.id):
        await enrolment.enrol(db, person, made.course, by)
    return Class(made, by, group.id, union.id if union is not None else None, {one.id for one in joining})


@dataclass
class Quarter:
    """The ward with what somebody has counted of it so far, by place."""

    db: AsyncSession
    ward: Ward
    hands: defaultdict[str, Hand] = field(default_factory=lambda: defaultdict(Hand))

    async def sits(self, of: Class, session: ClassSession, n: int) -> None:
        """Play what becomes of a session: one in twelve is called off, one in fifteen never marked."""
        chance = random.Random(n)  # noqa: S311 no secret
        if n % 12 == CALLED_OFF:
            await reschedule.call_off(self.db, of.by, session.id, "rain")
            return self._strikes(of, Measure.SESSIONS_CALLED_OFF)
        clock.stop_at(session.starts_at + timedelta(hours=2))
        for place in of.places:
            self.hands[place].opened.add(of.made.course.id)
        if n % 15 == UNMARKED:
            return self._strikes(of, Measure.SESSIONS_UNMARKED)
        helpers = chance.sample(self.ward.volunteers, 2)
        for helper in helpers:
            await scene.accepted(self.db, helper, session.id)
            await scene.came(self.db, helper, session.id)
        came = await _roll(self.db, of, session, chance)
        self._strikes(of, Measure.SESSIONS_HELD)
        self._strikes(of, Measure.ATTENDANCES, len(came))
        self._strikes(of, Measure.VOLUNTEER_HOURS, len(helpers) * session.minutes / 60)
        for place in of.places:
            self.hands[place].came |= came
            self.hands[place].helped |= {helper.id for helper in helpers}
        return None

    def _strikes(self, of: Class, measure: Measure, n: float = 1) -> None:
        for place in of.places:
            self.hands[place].strokes[measure] += n


async def _roll(db: AsyncSession, of: Class, session: ClassSession, chance: random.Random) -> set[int]:
    """Take the roll as people do: a line undone, who was absent or late, a walk-in, «đủ»; return who came."""
    found = await _open_roll(db, of, session)
    everybody = {line.person.id for line in found.lines}
    absent = set(chance.sample(sorted(everybody), chance.randrange(len(everybody) // 3)))
    late = set(chance.sample(sorted(everybody), 1)) - absent
    said = dict.fromkeys(absent, Mark.NO_SHOW) | dict.fromkeys(late, Mark.LATE)
    if chance.random() < UNDONE:
        await roll_call.undo_roll(db, await _written(db, of, found, Written(fills_blanks=True)))
    walks_in = [NamedPerson("ba", f"Lê Thị Khách {session.id}")] if chance.random() < WALKS_IN else []
    act = await _written(db, of, found, Written(said, walks_in, fills_blanks=True))
    await roll_call.close(db, of.by, await _open_roll(db, of, session), rest_absent=True)
    return everybody - absent | set(act.facts["entered"])


async def _open_roll(db: AsyncSession, of: Class, session: ClassSession) -> Roll:
    found = await roll.roll_of(db, of.by, session.id)
    if found is None:
        raise LookupError(session.id)
    return found


async def _written(db: AsyncSession, of: Class, found: Roll, line: Written) -> Act:
    act = await roll_call.write(db, of.by, found, line)
    if act is None:
        raise LookupError(found.details.session.id)
    return act


async def play(database: Database, asked: argparse.Namespace) -> int:
    """Print the table and return how many numbers differ."""
    chance = random.Random(asked.seed)  # noqa: S311 no secret
    clock.stop_at(clock.at(FIRST - timedelta(days=3), time(8)))
    async with database.begin() as db:
        ward = await _settled(db, asked.groups, asked.people, chance)
        opened = [await _opened(db, ward, n, chance) for n in range(asked.classes)]
        sat = [(session.starts_at, n, of, session) for n, of in enumerate(opened) for session in of.made.sessions]
        quarter = Quarter(db, ward)
        for n, (_at, _n, of, session) in enumerate(sorted(sat, key=lambda one: one[:2])):
            await quarter.sits(of, session, n)
        clock.stop_at(clock.at(LAST + timedelta(days=1), time(8)))
        said = await _said(db, ward, chance)
        table = await ward_table.of_ward(db, scene.PHU_LOI, Span(FIRST, LAST))
        climbed = await ladder.of(db, ward.groups, scene.PHU_LOI, whole=True)
    names = {f"group {group.id}": table.rows[group.id] for group in ward.groups}
    names |= {f"organisation {one.id}": table.by_organisation[one.id] for one in table.organisations}
    differ = _shown({"ward": table.total, **names}, quarter.hands, ward)
    enrolled = set().union(*(of.enrolled for of in opened))
    return differ + _climbed(climbed, _by_hand(ward, enrolled, quarter.hands["ward"].came, said), ward)


async def _said(db: AsyncSession, ward: Ward, chance: random.Random) -> dict[Step, set[int]]:
    """Let some say that they can do it alone, or that VNeID says so."""
    said = {}
    for step, share in SAID.items():
        who = chance.sample(ward.people, int(len(ward.people) * share))
        for one in who:
            await ladder.say(db, one, step, one)
        said[step] = {one.id for one in who}
    return said


def _by_hand(ward: Ward, enrolled: set[int], came: set[int], said: dict[Step, set[int]]) -> dict[Step, set[int]]:
    """Count whoever got further on the lower steps, too."""
    steps = {Step.CONFIRMED: said[Step.CONFIRMED]}
    steps[Step.PRACTISED] = steps[Step.CONFIRMED] | said[Step.PRACTISED]
    steps[Step.CAME] = steps[Step.PRACTISED] | came
    steps[Step.ENROLLED] = steps[Step.CAME] | enrolled
    steps[Step.REACHED] = steps[Step.ENROLLED] | {one.id for one in ward.people}
    return steps


def _climbed(found: Ladder, hand: dict[Step, set[int]], ward: Ward) -> int:
    print("\n| step | in all | " + " | ".join(Audience) + " |\n|---|---|" + "---|" * len(Audience))
    differ = 0
    for step in Step:
        kinds = [(_of_kinds(hand[step], ward.are, (one,)), found.by_audience[one][step]) for one in Audience]
        cells = [(len(hand[step]), found.steps[step]), *kinds]
        wrong = [by_hand != product and not (product is None and by_hand < FEW) for by_hand, product in cells]
        differ += sum(wrong)
        shown = [f"**{mine} ≠ {p}**" if bad else f"{mine}" for bad, (mine, p) in zip(wrong, cells, strict=True)]
        print(f"| {step.value} | {' | '.join(shown)} |")
    print(f"{len(Step) * (len(Audience) + 1)} numbers of the ladder by hand and by the product: {differ} differ.")
    return differ


def _shown(rows: dict[str, WardRow], hands: dict[str, Hand], ward: Ward) -> int:
    compared, kinds = (*COMPARED, *OF_KINDS), {one.id: one.kind.value for one in ward.organisations}
    print("| place | " + " | ".join(compared) + " |\n|---|" + "---|" * len(compared))
    differ = 0
    for place, row in rows.items():
        cells = [(hands[place].value(one, ward.are), row.counts[one]) for one in compared]
        wrong = [product is None or abs(hand - product) > 1e-6 for hand, product in cells]
        # A place where nothing was to be counted is blank, not 0.
        wrong = [bad and not (hand == 0 and product is None) for bad, (hand, product) in zip(wrong, cells, strict=True)]
        differ += sum(wrong)
        if not place.startswith("group") or any(wrong):
            shown = [f"**{hand} ≠ {p}**" if bad else f"{hand:g}" for bad, (hand, p) in zip(wrong, cells, strict=True)]
            name = kinds.get(int(place.split()[-1]), place) if place.startswith("organisation") else place
            print(f"| {name} | {' | '.join(shown)} |")
    n = len(rows) * len(compared)
    print(f"{n} numbers by hand and by the product, of {len(rows)} places: {differ} differ.")
    return differ


def _asked() -> argparse.Namespace:
    wanted = argparse.ArgumentParser(description=__doc__)
    for name, n in (("groups", 40), ("people", 5000), ("classes", 120), ("seed", 1)):
        wanted.add_argument(f"--{name}", type=int, default=n)
    return wanted.parse_args()


async def main() -> None:
    encryption.KEY_RING = encryption.KeyRing.fresh()
    with tempfile.TemporaryDirectory() as folder:
        sys.exit(bool(await play(await BlankFile(Path(folder)).restored(), _asked())))


if __name__ == "__main__":
    logs.set_up()
    logging.disable(logging.CRITICAL)
    asyncio.run(main())
