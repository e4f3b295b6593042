"""Who waits for the weekly matching: to be taught alone, for a seat in a class, or for whichever comes first."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain import coaching
from bot.domain.coaching import OPEN, Language, LessonPlace, RequestStatus
from bot.domain.topics import Topic
from bot.services.planning.class_seats import FreeSeats, Wait
from bot.services.planning.distances import Where
from bot.storage.tables.coaching import Appointment, CoachingRequest
from bot.storage.tables.people import Person

GENDERS = {"f": 0, "m": 1, None: 2}
_LANGUAGES, _TOPICS = tuple(Language), tuple(Topic)
# The kinds of lessons fill sixty bits. A class is one more, and what it is about stands among the languages: for the
# engine both are only «what the two sides must share».
_CLASS = 60


@dataclass(frozen=True)
class Waiting:
    """One row of the matching. At least one of `request`, to be taught alone, and `wait`, for a class, is there."""

    person: Person
    request: CoachingRequest | None
    wait: Wait | None

    @property
    def where(self) -> Where:
        return self.person.ward_code or "", self.person.group_id

    @property
    def needs_two(self) -> bool:
        """At home two are planned for, unless the family was there the last time we asked."""
        return self._is_at_home and not (self.request is not None and self.request.somebody_home)

    @property
    def _is_at_home(self) -> bool:
        return self.request is not None and self.request.place is LessonPlace.HOME

    @property
    def topics(self) -> set[Topic]:
        """What a class could be about that they would come to: not who is taught at home, or in another language."""
        found = set(self.wait.lists) if self.wait is not None else set()
        if self.request is not None and not self._is_at_home and self.request.language is Language.VIETNAMESE:
            found.add(self.request.topic)
        return found

    def row(self, place: int, gone: int, previous: int) -> list[int]:
        """In the order of `Residents`; `gone` are half-days they cannot, `previous` whoever taught them last."""
        request, wait = self.request, self.wait
        slots = (request.slots if request else 0) | (wait.slots if wait else 0)
        wish = request.helper_gender if request else None
        return [
            place,
            0,
            slots & ~gone,
            self._lessons(),
            self._languages(),
            GENDERS[self.person.gender],
            0 if wish is None else GENDERS[wish] + 1,
            int(wait is None and self._is_at_home),
            self._urgency(),
            previous,
        ]

    def _lessons(self) -> int:
        found = 0 if self.wait is None else 1 << _CLASS
        if self.request is not None:
            telephones = coaching.telephones(self.person.phone_type)
            found |= coaching.lessons([self.request.topic], telephones, [self.request.place])
        return found

    def _languages(self) -> int:
        found = 0 if self.request is None else 1 << _LANGUAGES.index(self.request.language)
        return found | sum(1 << _about(topic) for topic in (self.wait.lists if self.wait else ()))

    def _urgency(self) -> int:
        since = [one.since for one in (self.request, self.wait) if one is not None]
        place = self.request.place if self.request is not None else LessonPlace.HALL
        return coaching.urgency(self.person.age_band, self.person.audience, place, clock.now() - min(since))


def languages(spoken: Collection[str]) -> int:
    """Of a volunteer, as bits."""
    return sum(1 << _LANGUAGES.index(Language(language)) for language in set(spoken))


def session(room: FreeSeats, place: int) -> list[int]:
    """In the order of `Sessions`."""
    return [place, room.slot, _CLASS, _about(room.details.course.topic), room.places]


def _about(topic: Topic) -> int:
    return len(_LANGUAGES) + _TOPICS.index(topic)


async def everybody(db: AsyncSession, also: Collection[int], waits: Collection[Wait]) -> list[Waiting]:
    """All who wait, and the residents `also` besides, by their numbers; nobody twice."""
    requests = await _requests(db, also)
    lists: Mapping[int, Wait] = {wait.person.id: wait for wait in waits}
    people = {wait.person.id: wait.person for wait in waits} | {person.id: person for _request, person in requests}
    asked = {person.id: request for request, person in requests}
    return [Waiting(person, asked.get(key), lists.get(key)) for key, person in sorted(people.items())]


async def _requests(db: AsyncSession, also: Collection[int]) -> list[tuple[CoachingRequest, Person]]:
    busy = select(Appointment.resident_id).where(Appointment.status.in_(OPEN), Appointment.starts_at > clock.now())
    waits = (CoachingRequest.status == RequestStatus.WAITING) & CoachingRequest.resident_id.not_in(busy)
    rows = await db.execute(
        select(CoachingRequest, Person)
        .join(Person, Person.id == CoachingRequest.resident_id)
        .where(waits | CoachingRequest.resident_id.in_(also))
        .where(Person.erased_at.is_(None), Person.group_id.is_not(None))
    )
    return [(request, person) for request, person in rows]
