"""Closing a roll call: walk-ins, blanks, and what was recorded."""

from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import Option, option
from bot.domain.access.rights import Right
from bot.domain.attendance import CAME
from bot.flows.attendance.helpers import are_to_be_asked, ask_who_helped, who_came
from bot.flows.attendance.roll_call import open_roll, write
from bot.flows.attendance.texts import counted
from bot.flows.attendance.texts import names as names_of
from bot.flows.attendance.typed_roll import on_the_roll, read_names, walk_ins
from bot.flows.questions.host import given_host
from bot.i18n import Text, _, lines, n_
from bot.services.access import permissions
from bot.services.access.permissions import Host
from bot.services.attendance import helpers, marks, roll_call
from bot.services.attendance import roll as attendance_roll
from bot.services.attendance.roll import Phase, Roll
from bot.services.register import duplicates
from bot.storage.tables.courses import Attendance
from bot.storage.tables.people import Person
from bot.storage.tables.places import Organisation


async def walk_in(chat: Chat) -> None:
    roll = await open_roll(chat)
    if roll is None:
        return
    names = await chat.ask(
        "names",
        _("Who came? A form of address and a name are enough."),
        lambda words: _told_from_the_roll(words, roll),
        example=_("for example: Mrs Sáu"),
    )
    await write(chat, roll, on_the_roll(walk_ins(names), roll))
    chat.go("roll_call", session=roll.details.session.id, correct=bool(chat.given("correct")))


def _told_from_the_roll(words: str, roll: Roll) -> list[dict[str, str | None]] | None:
    """Raise NotUnderstood for a name that may be somebody's on the roll, as a typed line does."""
    names = read_names(words)
    if names is not None:
        on_the_roll(walk_ins(names), roll)
    return names


async def close_roll(chat: Chat) -> None:
    roll = await open_roll(chat)
    if roll is None:
        return
    session = roll.details.session.id
    if roll.phase is not Phase.OPEN:
        return chat.go("roll_closed", session=session)
    if not await _took_place(chat, roll):
        return chat.go("call_off", session=session)
    rest = await _ask_about_blanks(chat, roll)
    if rest == "back":
        return chat.go("roll_call", session=session)
    helped = await ask_who_helped(chat, roll) if await are_to_be_asked(chat, roll) else {}
    await helpers.mark(chat.db, chat.person, roll, helped)
    act = await roll_call.close(chat.db, chat.person, roll, rest_absent=rest == "absent")
    if act is None:
        chat.say(_("Somebody else has just closed it."))
    chat.go("roll_closed", session=session, act=None if act is None else act.id)


async def _took_place(chat: Chat, roll: Roll) -> bool:
    if roll.of(*CAME):
        return True
    return await chat.confirm(
        "took_place",
        _("Nobody has been marked present. Did the class take place?"),
        _("It did, close it"),
        _("It did not take place"),
    )


async def _ask_about_blanks(chat: Chat, roll: Roll) -> str:
    blank = roll.of(None)
    if not blank:
        return "leave"
    return await chat.choose(
        "rest",
        n_(
            "One person is not marked: {names}.",
            "{n} people are not marked: {names}.",
            len(blank),
            names=names_of(blank),
        ),
        {"absent": _("Mark as absent"), "leave": _("Leave blank"), "back": _("🔙 Back to the names")},
    )


async def roll_closed(chat: Chat) -> None:
    roll = await attendance_roll.roll_of(chat.db, chat.person, chat.given("session") or 0)
    if roll is not None and roll.phase is Phase.OPEN and roll.corrects_late:
        return chat.go("roll_call", session=roll.details.session.id)
    if roll is None or roll.phase not in (Phase.CLOSED, Phase.SETTLED):
        return chat.go("past")
    session, done = roll.details.session, await _closed(chat, roll)
    correct = option(_("✏️ Correct it"), "roll_call", session=session.id, correct=True)
    helped_by = option(_("🙋 Who came to help"), "helpers_came", session=session.id)
    if roll.phase is Phase.SETTLED:
        return chat.say(done, *((correct, helped_by) if roll.takes_marks else ()), option(_("🏠 Home"), "home"))
    act = chat.given("act")
    chat.say(
        lines(done, _("It can be corrected until {when}.", when=attendance_roll.settled_at(session.starts_at))),
        *await _unsure(chat, roll),
        option(_("🧮 What was helped with"), "helped", session=session.id),
        helped_by,
        correct,
        option(_("↩️ Undo"), "undo", act=act) if act else option(_("🏠 Home"), "home"),
    )


async def _closed(chat: Chat, roll: Roll) -> Text:
    corrected = [
        _(
            "✏️ {name}: {mark}, by {by}, {at}",
            name=labels.person(who),
            mark=labels.MARKS[row.mark],
            by=by,
            at=row.marked_at,
        )
        for who, row, by in await _corrected(chat, roll)
    ]
    return lines(
        _("Closed: {session}", session=labels.session_line(roll.details)),
        _("{counts}.", counts=counted(roll)),
        *corrected,
        who_came(await helpers.of_session(chat.db, roll.details.session.id)),
    )


async def _unsure(chat: Chat, roll: Roll) -> list[Option]:
    """Return the open questions about people: whether they agree, and who a new one is."""
    unsure = await attendance_roll.to_be_asked_again(chat.db, roll)
    twice = await _perhaps_known(chat, roll)
    session, at = roll.details.session.id, given_host(await _whose(chat, roll))
    return [
        *([option(_("✋ Ask again who agrees ({n})", n=len(unsure)), "ask_again", session=session)] if unsure else []),
        *([option(_("👥 Who is that? ({n})", n=len(twice)), "one_or_two", **at, pair=twice[0])] if twice else []),
    ]


async def _perhaps_known(chat: Chat, roll: Roll) -> list[list[int]]:
    new = {line.person.id for line in roll.lines if line.walk_in}
    host = await _whose(chat, roll)
    if not new or not await permissions.may(chat.db, chat.person, Right.KEEP_BOOK, host):
        return []
    found = await duplicates.suspects(chat.db, chat.person, host)
    return [[pair.one.id, pair.other.id] for pair in found if new & {pair.one.id, pair.other.id}]


async def _whose(chat: Chat, roll: Roll) -> Host:
    """Return in whose book somebody new stands: that of the organisation whose class it is, or of the group."""
    ours = roll.details.course.organisation_id
    return await chat.db.get_one(Organisation, ours) if ours is not None else roll.details.group


async def _corrected(chat: Chat, roll: Roll) -> list[tuple[Person, Attendance, Text]]:
    closed_at = roll.details.session.roll_closed_at
    rows = await marks.of_session(chat.db, roll.details.session.id)
    late = [row for row in rows.values() if closed_at is not None and row.marked_at > closed_at]
    people = {line.person.id: line.person for line in roll.lines}
    return [
        (people[row.person_id], row, labels.person(await chat.db.get_one(Person, row.marked_by_id)))
        for row in late
        if row.person_id in people
    ]


FLOWS = (
    Flow("walk_in", walk_in),
    Flow("close_roll", close_roll),
    Flow("roll_closed", roll_closed),
)
