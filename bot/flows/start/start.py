"""First words: /start, a link, a typed code, alone or inside other words."""

from collections.abc import Sequence
from typing import Any

from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.domain.access.codes import FROM_A_GROUP, without_class_code
from bot.domain.parsing.roll_call import read_roll_call
from bot.flows.start.meanings import meaning_of
from bot.i18n import _
from bot.services.access import codes
from bot.services.attendance import roll as attendance_roll
from bot.services.courses import catalogue
from bot.services.people import profile
from bot.storage.tables.courses import Course
from bot.storage.tables.people import Code

_PERSON = option(_("🙋 Talk to a person"), "person")
_OFFERED = 5
# Where the welcome was to lead, and the place, which the code suggests anew.
_OF_ANOTHER_WAY = frozenset({"then", "course", "of_group", "session", "code", "ward", "which_ward", "group"})


async def start(chat: Chat) -> None:
    typed = _typed(chat)
    if typed in ([], [FROM_A_GROUP]):
        return chat.go("home")
    if not await codes.may_try(chat.db, chat.person, typed[0]):
        return chat.say(_("So many codes in a row: please wait an hour, or talk to a person."), _PERSON)
    if len(typed) > 1 and await _which(chat, typed):
        return None
    code = await codes.look_up(chat.db, typed[0])
    if code is None:
        return await _unknown(chat, typed[0])
    if await _is_roll_line(chat, code):
        return chat.go("roll_line", course=code.course_id, words=_beside(chat))
    if code.purpose == codes.COURSE and await catalogue.next_of_course(chat.db, code.course_id or 0) is None:
        return await _say_it_is_over(chat, code)
    await _follow(chat, code)


async def _is_roll_line(chat: Chat, code: Code) -> bool:
    if code.purpose != codes.COURSE or code.course_id is None or read_roll_call(_beside(chat)) is None:
        return False
    return await attendance_roll.may_answer(chat.db, chat.person, code.course_id)


def _beside(chat: Chat) -> str:
    return without_class_code(str(chat.given("words") or ""))


async def _unknown(chat: Chat, typed: str) -> None:
    await codes.note_wrong(chat.db, chat.person, typed)
    chat.say(_("I do not know that code, or it is no longer good. Please ask whoever gave it to you."))
    flow, answers = chat.given("welcome") or ("home", {})
    chat.go(flow, **answers)


async def _follow(chat: Chat, code: Code) -> None:
    flow, answers = _leads_to(code)
    is_new = not profile.is_known(chat.person) and code.purpose != codes.ACCOUNT
    means = await meaning_of(chat.db, code) if is_new else None
    begun, answered = chat.given("welcome") or (None, {})
    if means is not None and flow == "sign_up" and begun in (None, "welcome"):
        begun, answered = "welcome", {**answered, "led_by": code.text}  # it stands above the first question
    elif means is not None:
        chat.say(means)
    if is_new and begun is not None:
        flow, answers = begun, {**_kept(answered), "then": flow, **answers}
    chat.go(flow, **answers)


def _typed(chat: Chat) -> list[str]:
    found = chat.given("codes") or [chat.given("payload") or chat.given("code")]
    return [str(one) for one in found if one]


async def _which(chat: Chat, typed: Sequence[str]) -> bool:
    found = [await codes.look_up(chat.db, one) for one in typed[:_OFFERED]]
    courses = [code.course_id for code in found if code is not None and code.course_id is not None]
    open_ones = [details for one in courses if (details := await catalogue.next_of_course(chat.db, one)) is not None]
    if len(open_ones) < 2:  # noqa: PLR2004 one is no choice
        return False
    chat.say(
        _("Which class would you like to join?"),
        *(option(labels.session_line(details), "start", code=details.course.code) for details in open_ones),
    )
    return True


def _kept(answered: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in answered.items() if name not in _OF_ANOTHER_WAY}


async def _say_it_is_over(chat: Chat, code: Code) -> None:
    course = await chat.db.get_one(Course, code.course_id)
    chat.say(
        _(
            "Code {code} is the class «{topic}»; it has no session to come.",
            code=code.text,
            topic=labels.topic(course.topic),
        ),
        option(_("📝 Other classes"), "sign_up", of_group=course.group_id),
        option(_("🏠 Home"), "home"),
    )


def _leads_to(code: Code) -> tuple[str, dict[str, Any]]:
    match code.purpose:
        case codes.ROLE:
            return "accept_invitation", {"code": code.text}
        case codes.GROUP:
            return "sign_up", {"of_group": code.group_id}
        case codes.CHECK_IN:
            return "check_in", {"session": code.session_id}
        case codes.ACCOUNT:
            return "join_account", {"code": code.text}
        case codes.FAMILY:
            return "confirm_family", {"code": code.text}
        case _:
            return "sign_up", {"course": code.course_id}


FLOWS = (Flow("start", start, commands=("start",)),)
