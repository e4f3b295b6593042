"""From the first card to any of fifty people and classes of a large ward: counted in taps, a typed search is one."""

import random
from statistics import median
from typing import NamedTuple

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat import labels
from bot.chat.message import Outgoing
from bot.domain.courses import SessionStatus
from bot.domain.people.person import RoleKind, RoleStatus
from bot.domain.shifts import DayPart
from bot.domain.topics import Topic
from bot.domain.vietnamese import fold
from bot.i18n import Reader
from bot.storage.tables.courses import ClassSession, Course
from bot.storage.tables.people import Person, Role
from bot.storage.tables.places import ResidentialGroup, Venue
from bot.storage.tables.volunteers import Availability, Volunteer
from tests import scene
from tests.town import Talker, Town

GROUPS, VOLUNTEERS, CLASSES = 40, 300, 120
MEDIAN, WORST = 3, 6
_FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi")
_MIDDLES, _NAMES = ("Văn", "Thị", "Minh", "Thu", "Quang"), ("An", "Hương", "Nam", "Lan", "Hùng", "Mai", "Tú", "Hoa")
_LANDMARKS = ("cạnh chợ", "đối diện trường học", "gần chùa", "sau trạm y tế")


def _name(n: int) -> str:
    return f"{_FAMILIES[n % 10]} {_MIDDLES[n // 10 % 5]} {_NAMES[n // 50 % 8]}"


def _group_of(n: int) -> int:
    return n % GROUPS + 1


def _landmark(n: int) -> str:
    return _LANDMARKS[(n + n // GROUPS) % 4]


def _place(n: int) -> str:
    return f"Nhà văn hóa khu phố {_group_of(n)}, {_landmark(n)}"


def _topic(n: int) -> Topic:
    return list(Topic)[(n + n // GROUPS * 3) % 10]


def _topic_words(n: int) -> str:
    return labels.topic(_topic(n)).for_(Reader())


async def _large_ward(db: AsyncSession, mai: Talker) -> ResidentialGroup:
    """Forty groups, three hundred volunteers of them, a hundred and twenty classes within six days."""
    chance = random.Random(15)  # noqa: S311 the same targets each time
    groups = [await scene.group(db, str(n)) for n in range(1, GROUPS + 1)]
    who = await scene.somebody(db, mai, "Lê Thị Mai", "chi", groups[0])
    (await scene.role(db, who, RoleKind.COORDINATOR, groups[0])).group_id = None
    for n in range(VOLUNTEERS):
        await _helper(db, n, groups[n % GROUPS])
    for n in range(CLASSES):
        await _class(db, n, groups[n % GROUPS], who, chance)
    return groups[0]


async def _helper(db: AsyncSession, n: int, home: ResidentialGroup) -> None:
    person = Person(name=_name(n), search_name=fold(_name(n)), address_form="ban", created_at=clock.now())
    person.ward_code, person.group_id = home.ward_code, home.id
    db.add(person)
    await db.flush()
    now = clock.now()
    role = Role(person_id=person.id, kind=RoleKind.VOLUNTEER, status=RoleStatus.ACTIVE, requested_at=now)
    role.group_id, role.ward_code = home.id, home.ward_code
    profile = Volunteer(person_id=person.id, topics=[list(Topic)[n % 10].value], phones=["android"])
    db.add_all((role, profile, Availability(person_id=person.id, weekday=n % 7, part=DayPart.EVENING)))


async def _class(db: AsyncSession, n: int, home: ResidentialGroup, by: Person, chance: random.Random) -> None:
    venue = Venue(group_id=home.id, name=_place(n), search_name=f"{fold(_place(n))} {n}")
    db.add(venue)
    await db.flush()
    course = Course(code=f"HT-{n:04}", topic=_topic(n), group_id=home.id, venue_id=venue.id, seats=20)
    course.created_by_id, course.created_at = by.id, clock.now()
    db.add(course)
    await db.flush()
    starts = scene.local(f"2026-11-{24 + n % 6} {chance.choice(('08:00', '14:00', '19:00'))}")
    db.add(
        ClassSession(course_id=course.id, starts_at=starts, venue_id=venue.id, status=SessionStatus.PLANNED, seats=20)
    )


class Target(NamedTuple):
    """What is looked for: the taps from the first card, what is typed, its button, and what it says once open."""

    way: tuple[str, ...]
    typed: str
    label: str
    opened: str


def _a_class(n: int, *, as_resident: bool) -> Target:
    place, topic = _place(n), _topic_words(n)
    if as_resident:
        return Target(("Đăng ký lớp",), f"lớp {topic} {place.split(',')[0]}", place, place)
    typed = (f"khu phố {_group_of(n)}", f"{topic} khu phố {_group_of(n)}", f"{topic} {_landmark(n)}")[n % 3]
    return Target(("Lớp của phường",), typed, f"Khu phố {_group_of(n)} · {topic}", f"HT-{n:04}")


def _a_person(n: int, chance: random.Random) -> Target:
    typed = chance.choice((_name(n), " ".join(_name(n).split()[1:])))
    way = ("Lớp của phường", "Người của phường", "Tình nguyện viên của phường (")
    return Target(way, typed, _name(n), f"👤 bạn {_name(n)}")


async def _taps(talker: Talker, target: Target) -> int:
    """Count: the way to the list, what is typed there, turns of a page, and the button."""
    await talker.says("menu")
    for label in target.way:
        await talker.taps(label)
    await talker.says(target.typed)
    turns = 0
    while not any(target.opened in text for text in talker.new):
        if any(target.label in button.label for button in _last(talker).buttons):
            await talker.taps(target.label)
        else:
            await talker.taps("Xem thêm")
        turns += 1
        assert turns <= WORST, (target, _last(talker).text)
    return len(target.way) + 1 + turns


def _last(talker: Talker) -> Outgoing:
    return next(line.message for line in reversed(talker.town.web.lines[talker.account]) if not line.mine)


@pytest.mark.parametrize("town", ["buttons"], indirect=True)
@pytest.mark.parametrize("n", [pytest.param(8, marks=pytest.mark.slow), pytest.param(50, marks=pytest.mark.lane)])
async def test_each_target_is_a_few_taps_away(town: Town, n: int) -> None:
    chance = random.Random(n)  # noqa: S311 the same
    mai, tu = town.phone("Chị Mai"), town.phone("Bà Tư")
    async with town.begin() as db:
        home = await _large_ward(db, mai)
        await scene.resident(db, tu, home, "Nguyễn Thị Tư", "ba")
    counted = {}
    for at in range(n):
        as_resident, which = at % 4 == 3, chance.randrange(CLASSES)
        helper = _a_person(chance.randrange(VOLUNTEERS), chance)
        target = helper if at % 4 == 1 else _a_class(which, as_resident=as_resident)
        counted[target] = await _taps(tu if as_resident else mai, target)
    town.talk.clear()
    assert median(counted.values()) <= MEDIAN, counted
    assert max(counted.values()) <= WORST, counted
