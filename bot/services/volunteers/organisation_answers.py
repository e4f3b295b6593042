"""What those hear who have asked organisations for people, and the organisations: enough, or one less."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat import labels
from bot.chat.say import option, say
from bot.i18n import _, lines, n_
from bot.services.volunteers import organisation_requests
from bot.services.volunteers.organisation_requests import OrganisationRequest
from bot.storage.session_queries import SessionDetails
from bot.storage.tables.people import Person
from bot.storage.tables.volunteers import Assignment


async def tell_if_enough(db: AsyncSession, details: SessionDetails, last: int) -> None:
    """Tell the leaders if all they asked for have said yes; `last` is the id of the assignment that completed it."""
    wanted = await organisation_requests.locked(db, details.session.id)
    if not _has_all(wanted):
        return
    helpers = await organisation_requests.helpers_of(db, wanted.shift)
    words = say(
        lines(
            n_("✅ The one you asked for is found:", "✅ All {n} you asked for are found:", wanted.shift.filled),
            labels.session_line(details),
            *(organisation_requests.line(one) for one in helpers if one.comes),
        ),
        option(_("👀 Who comes?"), "who_comes", session=details.session.id),
    )
    await organisation_requests.tell_leaders(db, details, words, f"enough-sent:{last}")


async def tell_if_rest_has_enough(db: AsyncSession, rest: Sequence[SessionDetails], last: int) -> None:
    full = [one for one in rest if _has_all(await organisation_requests.locked(db, one.session.id))]
    if not full:
        return
    heading = n_(
        "✅ One later session of this class has all you asked for, too:",
        "✅ {n} later sessions of this class have all you asked for, too:",
        len(full),
    )
    see = option(_("👀 Who comes?"), "who_comes", session=full[0].session.id)
    await organisation_requests.tell_leaders(
        db, full[0], say(lines(heading, *map(labels.session_line, full)), see), f"enough-rest:{last}"
    )


def _has_all(wanted: OrganisationRequest) -> bool:
    return wanted.shift.filled == min(wanted.shift.needed, wanted.shift.asked_up_to or 0)


async def tell_no(db: AsyncSession, assignment: Assignment, details: SessionDetails) -> None:
    if assignment.organisation_id is None:
        return
    person = await db.get_one(Person, assignment.person_id)
    words = say(
        lines(_("{name} cannot come:", name=labels.person(person)), labels.session_line(details)),
        option(_("👥 Send somebody else"), "send_members", session=details.session.id),
    )
    key = f"sent-no:{assignment.id}:{assignment.status}"
    await organisation_requests.tell_organisers(db, assignment.organisation_id, words, key, details)
