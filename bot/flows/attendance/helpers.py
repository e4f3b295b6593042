"""Who came to help: asked when a roll is closed, and told from its card; «tới thay» was not expected."""

from collections.abc import Mapping, Sequence

from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.labels import enumeration
from bot.chat.say import option
from bot.chat.told_apart import told_apart
from bot.domain.attendance import Mark
from bot.i18n import Text, _, lines, n_
from bot.services.attendance import helpers
from bot.services.attendance import roll as attendance_roll
from bot.services.attendance.helpers import Helper
from bot.services.attendance.roll import Roll

_ALL, _NOT_ALL, _INSTEAD = "all", "not_all", "instead"
_NOBODY = 0


async def helpers_came(chat: Chat) -> None:
    roll = await attendance_roll.roll_of(chat.db, chat.person, chat.given("session") or 0)
    if roll is None or not roll.takes_marks:
        return chat.go("past")
    act = await helpers.mark(chat.db, chat.person, roll, await ask_who_helped(chat, roll))
    after = await helpers.of_session(chat.db, roll.details.session.id)
    undo = (option(_("↩️ Undo"), "undo", act=act.id),) if act is not None else ()
    chat.say(
        lines(labels.session_line(roll.details), who_came(after) or _("Nobody came to help.")),
        *undo,
        option(_("🙋 Who came to help"), "helpers_came", session=roll.details.session.id),
        option(_("🏠 Home"), "home"),
    )


async def ask_who_helped(chat: Chat, roll: Roll) -> Mapping[int, Mark]:
    known = await helpers.of_session(chat.db, roll.details.session.id)
    expected = [helper for helper in known if helper.is_expected]
    answer = await _whether_all(chat, expected) if expected else _INSTEAD
    if answer == _ALL:
        return {helper.person.id: Mark.PRESENT for helper in expected}
    came = await _which(chat, expected) if expected else []
    marks = {helper.person.id: Mark.PRESENT if helper.person.id in came else Mark.NO_SHOW for helper in expected}
    if answer == _INSTEAD and (who := await _instead(chat, roll)):
        marks[who] = Mark.PRESENT
    return marks


async def are_to_be_asked(chat: Chat, roll: Roll) -> bool:
    known = await helpers.of_session(chat.db, roll.details.session.id)
    return any(helper.is_expected and helper.mark is None for helper in known)


def who_came(known: Sequence[Helper]) -> Text | None:
    came = [labels.person(helper.person) for helper in known if helper.came]
    absent = [labels.person(helper.person) for helper in known if helper.mark is Mark.NO_SHOW]
    if not came and not absent:
        return None
    return lines(
        _("🙋 Came to help: {names}", names=enumeration(came)) if came else None,
        _("🙋 Did not come: {names}", names=enumeration(absent)) if absent else None,
    )


async def _whether_all(chat: Chat, expected: Sequence[Helper]) -> str:
    names = enumeration([labels.person(helper.person) for helper in expected])
    return await chat.choose(
        "helped_by",
        n_("Did {names} come to help?", "Did all of them come to help: {names}?", len(expected), names=names),
        {_ALL: _("✅ Yes, came"), _NOT_ALL: _("❌ Somebody did not"), _INSTEAD: _("🔁 Somebody else came instead")},
    )


async def _which(chat: Chat, expected: Sequence[Helper]) -> list[int]:
    if len(expected) == 1:
        return []
    names: dict[int, Text | str] = {**told_apart([one.person for one in expected], labels.person, numbers=False)}
    return await chat.choose_many("helpers", _("Who of them came?"), {**names, _NOBODY: _("None of them")})


async def _instead(chat: Chat, roll: Roll) -> int:
    found = await helpers.others(chat.db, roll.details)
    names: dict[int, Text | str] = {**told_apart(found, labels.full_name, numbers=False)}
    return await chat.choose("instead", _("Which volunteer came?"), {**names, _NOBODY: _("Nobody of the list")})


FLOWS = (Flow("helpers_came", helpers_came),)
