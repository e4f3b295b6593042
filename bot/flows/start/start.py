"""First words: /start, a link, a typed code."""

from typing import Any

from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.domain.access.codes import FROM_A_GROUP
from bot.i18n import _
from bot.services.access import codes
from bot.storage.tables.people import Code


async def start(chat: Chat) -> None:
    typed = str(chat.given("payload") or chat.given("code") or "")
    if typed in ("", FROM_A_GROUP):
        return chat.go("home")
    if not await codes.may_try(chat.db, chat.person, typed):
        return chat.say(_("So many codes in a row: please wait an hour, or talk to a person."), _PERSON)
    code = await codes.look_up(chat.db, typed)
    if code is None:
        await codes.note_wrong(chat.db, chat.person, typed)
        chat.say(_("I do not know that code, or it is no longer good. Please ask whoever gave it to you."))
        return chat.go("home")
    flow, answers = _leads_to(code)
    chat.go(flow, **answers)


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
        case _:
            return "sign_up", {"course": code.course_id}


_PERSON = option(_("🙋 Talk to a person"), "person")


FLOWS = (Flow("start", start, commands=("start",)),)
