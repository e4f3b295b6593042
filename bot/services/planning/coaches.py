"""Volunteers who teach alone, as the weekly matching sees them, and where people are."""

from dataclasses import dataclass

from bot.domain import coaching
from bot.domain.coaching import LessonKind, LessonPlace
from bot.domain.people.person import PhoneType
from bot.domain.topics import Topic
from bot.storage.tables.people import Person
from bot.storage.tables.volunteers import Coach, Volunteer

# Ward code and, if known, residential group id.
Where = tuple[str, int | None]


@dataclass(frozen=True)
class Coaching:
    """A volunteer as the matching sees them: profile, what they said of coaching, and where they serve."""

    person: Person
    profile: Volunteer
    coach: Coach
    where: Where

    @property
    def kinds(self) -> list[LessonKind]:
        places = tuple(LessonPlace) if self.coach.home_visits else (LessonPlace.HALL, LessonPlace.NEARBY)
        return coaching.lessons(map(Topic, self.profile.topics), map(PhoneType, self.profile.phones), places)
