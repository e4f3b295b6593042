"""A reminder to leaders whose roll call has been left open."""

from datetime import UTC, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat import labels
from bot.chat.say import Say, option, say
from bot.domain.courses import LESSON, SessionStatus
from bot.domain.reminders import after_quiet_hours, is_quiet
from bot.i18n import Text, _
from bot.services import outbox
from bot.services.outbox import Plan
from bot.storage import rosters
from bot.storage.courses import ClassSession
from bot.storage.rosters import Meeting

_AFTER = LESSON + timedelta(hours=1)
_NO_LONGER = timedelta(days=2)
_NIGHT = timedelta(hours=11)
_LISTED = 20


async def nudge_roll_calls(db: AsyncSession) -> int:
    """An hour after the end of a class whose roll call is open, remind its leaders, once; after a late one at 07:00."""
    now = clock.now()
    if is_quiet(clock.local(now)):
        return 0
    late = rosters.meetings().where(
        ClassSession.status == SessionStatus.PLANNED,
        ClassSession.starts_at <= now - _AFTER,
        ClassSession.starts_at > now - _NO_LONGER,
    )
    told = 0
    for meeting in await rosters.found(db, late):
        for leader in await rosters.leaders(db, meeting.group.id):
            plan = Plan(key=f"roll:{meeting.session.id}:{leader.id}")
            told += await outbox.tell(db, leader, _words(meeting), plan) is not None
    return told


async def upcoming(db: AsyncSession) -> list[tuple[datetime, Text]]:
    """When the next of them are due."""
    soon = rosters.meetings().where(
        ClassSession.status == SessionStatus.PLANNED, ClassSession.starts_at > clock.now() - _AFTER - _NIGHT
    )
    return [
        (_due(meeting), _("an open roll call is asked for")) for meeting in await rosters.found(db, soon.limit(_LISTED))
    ]


def _due(meeting: Meeting) -> datetime:
    return after_quiet_hours(clock.local(meeting.session.starts_at + _AFTER)).astimezone(UTC)


def _words(meeting: Meeting) -> Say:
    session = meeting.session.id
    return say(
        _(
            "The class «{topic}» of {when} is over, but its roll call is still open.",
            topic=labels.topic(meeting.course.topic),
            when=meeting.session.starts_at,
        ),
        option(_("✅ Roll call now"), "roll_call", session=session),
        option(_("The class did not take place"), "call_off", session=session),
    )
