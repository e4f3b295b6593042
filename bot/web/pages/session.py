"""One session: its roll, and the roll call as a form."""

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from bot.chat import labels
from bot.domain.access.rights import Right
from bot.domain.attendance import Mark
from bot.errors import NotAllowed
from bot.services.access import permissions
from bot.services.attendance import roll as attendance_roll
from bot.services.attendance import roll_call, tallies
from bot.services.attendance.roll import TAKES_MARKS, Roll
from bot.services.attendance.roll_call import Written
from bot.storage import session_queries
from bot.web.pages.door import HOME, Visitor

_SEE_OTHER = 303
_FIELD = "mark-"


async def one_session(visitor: Visitor) -> Response:
    roll, may_call = await _seen(visitor)
    helped = await tallies.of_session(visitor.db, roll.details.session.id)
    return visitor.shows(
        "session",
        roll=roll,
        session=labels.session(roll.details),
        helpers=[labels.person(each) for each in await session_queries.helpers(visitor.db, roll.details.session.id)],
        helped=[(labels.HELPED[kind], n) for kind, n in helped.items()],
        marks=list(Mark),
        open=may_call and roll.phase in TAKES_MARKS,
    )


async def call_roll(visitor: Visitor) -> Response:
    sent = visitor.form()
    roll = await _roll(visitor)
    if roll.phase not in TAKES_MARKS:
        raise HTTPException(409)
    marks: dict[int, Mark] = {}
    for line in roll.lines:
        said, was = sent.get(f"{_FIELD}{line.person.id}"), sent.get(f"was-{line.person.id}")
        if said != was and said in set(Mark):
            marks[line.person.id] = Mark(str(said))
    if marks:
        await roll_call.write(visitor.db, visitor.person, roll, Written(marks))
    if sent.get("close"):
        await roll_call.close(visitor.db, visitor.person, await _roll(visitor), rest_absent=False)
    return RedirectResponse(f"{HOME}/buoi/{roll.details.session.id}", _SEE_OTHER)


async def _seen(visitor: Visitor) -> tuple[Roll, bool]:
    """Return the roll, and whether the visitor may call it. Raises 403, 404."""
    details = await session_queries.details(visitor.db, visitor.request.path_params["session"])
    if details is None:
        raise HTTPException(404)
    if await permissions.may_at_session(visitor.db, visitor.person, Right.TAKE_ROLL, details):
        return await attendance_roll.roster(visitor.db, details), True
    if await permissions.may_at_session(visitor.db, visitor.person, Right.SEE_NAMES, details):
        return await attendance_roll.roster(visitor.db, details), False
    raise HTTPException(403)


async def _roll(visitor: Visitor) -> Roll:
    try:
        roll = await attendance_roll.roll_of(visitor.db, visitor.person, visitor.request.path_params["session"])
    except NotAllowed:
        raise HTTPException(403) from None
    if roll is None:
        raise HTTPException(404)
    return roll
