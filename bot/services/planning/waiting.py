"""Who waits for the weekly matching: for lessons alone, for a class, or for whichever comes first."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain import coaching
from bot.domain.coaching import OPEN, Language, LessonKind, LessonPlace, RequestStatus
from bot.domain.matching.instance import ANYBODY, Flags, Residents, Sessions, flags, ints
from bot.domain.topics import Topic
from bot.services.planning.busy_times import BusyTimes
from bot.services.planning.class_seats import FreeSeats, Wait
from bot.services.planning.coaches import Where
from bot.storage.piecewise import legible_rows
from bot.storage.tables.coaching import Appointment, CoachingRequest
from bot.storage.tables.people import Person

GENDERS = {"f": 0, "m": 1, None: 2}
_LANGUAGES = tuple(Language)
# Classes have a language number of their own: who waits for a class and wants lessons alone in Khmer must not
# be given lessons alone in Vietnamese.
_IN_CLASS = len(_LANGUAGES)


@dataclass(frozen=True)
class Waiting:
    """One row of the matching: `request` for lessons alone, `wait` for a class, or both."""

    person: Person
    request: CoachingRequest | None
    wait: Wait | None

    @property
    def where(self) -> Where:
        return self.person.ward_code or "", self.person.group_id

    @property
    def needs_two(self) -> bool:
        """Plan two visitors at home, unless the family was there when we last asked."""
        return self.is_at_home and not (self.request is not None and self.request.somebody_home)

    @property
    def is_at_home(self) -> bool:
        return self.request is not None and self.request.place is LessonPlace.HOME

    @property
    def topics(self) -> set[Topic]:
        """Return the topics of classes they would come to; who is taught at home or in another language would not."""
        found = set(self.wait.lists) if self.wait is not None else set()
        if self.request is not None and not self.is_at_home and self.request.language is Language.VIETNAMESE:
            found.add(self.request.topic)
        return found

    @property
    def slots(self) -> int:
        return (self.request.slots if self.request else 0) | (self.wait.slots if self.wait else 0)

    @property
    def kinds(self) -> list[LessonKind]:
        found = [LessonKind(topic) for topic in self.wait.lists] if self.wait is not None else []
        if self.request is not None:
            telephones = coaching.telephones(self.person.phone_type)
            found += coaching.lessons([self.request.topic], telephones, [self.request.place])
        return found

    @property
    def languages(self) -> int:
        alone = 1 << _LANGUAGES.index(self.request.language) if self.request is not None else 0
        return alone | (1 << _IN_CLASS if self.wait is not None else 0)

    @property
    def wish(self) -> int:
        wish = self.request.helper_gender if self.request is not None else None
        return ANYBODY if wish is None else GENDERS[wish] + 1

    @property
    def urgency(self) -> int:
        since = [one.since for one in (self.request, self.wait) if one is not None]
        place = self.request.place if self.request is not None else LessonPlace.HALL
        return coaching.urgency(self.person.age_band, self.person.audiences, place, clock.now() - min(since))


def residents(
    waits: Sequence[Waiting], places: Mapping[Where, int], taken: BusyTimes, previous: Iterable[int]
) -> Residents:
    """Return a row for each; `previous` holds the row of the volunteer who taught them last."""
    return Residents(
        ward=ints(places[one.where] for one in waits),
        hamlet=ints(0 for _one in waits),
        slots=ints(one.slots & ~taken.residents[one.person.id] for one in waits),
        topics=kinds_table([one.kinds for one in waits]),
        langs=ints(one.languages for one in waits),
        gender=ints(GENDERS[one.person.gender] for one in waits),
        gender_pref=ints(one.wish for one in waits),
        home_only=flags(one.wait is None and one.is_at_home for one in waits),
        tier=ints(one.urgency for one in waits),
        previous=ints(previous),
    )


def sessions(rooms: Sequence[FreeSeats], places: Mapping[Where, int]) -> Sessions:
    number = _numbers()
    return Sessions(
        ward=ints(places[room.where] for room in rooms),
        slot=ints(room.slot for room in rooms),
        topic=ints(number[LessonKind(room.details.topic)] for room in rooms),
        language=ints(_IN_CLASS for _room in rooms),
        seats=ints(room.places for room in rooms),
    )


def languages(spoken: Collection[str]) -> int:
    return sum(1 << _LANGUAGES.index(Language(language)) for language in set(spoken))


def kinds_table(kinds_of: Sequence[Iterable[LessonKind]]) -> Flags:
    """Return a table of people × kinds, which the engine calls topics."""
    number = _numbers()
    found = np.zeros((len(kinds_of), len(number)), dtype=bool)
    for row, kinds in zip(found, kinds_of, strict=True):
        row[[number[kind] for kind in kinds]] = True
    return found


def _numbers() -> dict[LessonKind, int]:
    return {kind: at for at, kind in enumerate(coaching.kinds())}


async def everybody(db: AsyncSession, also: Collection[int], waits: Collection[Wait]) -> list[Waiting]:
    requests = await _requests(db, also)
    lists: Mapping[int, Wait] = {wait.person.id: wait for wait in waits}
    people = {wait.person.id: wait.person for wait in waits} | {person.id: person for _request, person in requests}
    asked = {person.id: request for request, person in requests}
    return [Waiting(person, asked.get(key), lists.get(key)) for key, person in sorted(people.items())]


async def _requests(db: AsyncSession, also: Collection[int]) -> list[tuple[CoachingRequest, Person]]:
    busy = select(Appointment.resident_id).where(Appointment.status.in_(OPEN), Appointment.starts_at > clock.now())
    waits = (CoachingRequest.status == RequestStatus.WAITING) & CoachingRequest.resident_id.not_in(busy)
    rows = await legible_rows(
        db,
        select(CoachingRequest, Person)
        .join(Person, Person.id == CoachingRequest.resident_id)
        .where(waits | CoachingRequest.resident_id.in_(also))
        .where(Person.erased_at.is_(None), Person.ward_code.is_not(None), Person.left_book_at.is_(None)),
    )
    return [(request, person) for request, person in rows]
