"""Check-in at the door: whoever sends the code on the wall, typed or by QR, is marked present."""

from bot.chat import labels
from bot.chat.chat import Chat, reader_of
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.domain.access.rights import Right
from bot.flows.questions.heard import which_session
from bot.i18n import Text, _, lines
from bot.services.access import codes, permissions
from bot.services.attendance import check_in as at_the_door
from bot.services.attendance import roll as attendance_roll
from bot.services.attendance.check_in import CheckInOptions
from bot.services.people import profile
from bot.services.reports.papers import printed_documents
from bot.storage import session_queries
from bot.storage.session_queries import SessionDetails
from bot.storage.tables.messaging import Act

_HOME = option(_("🏠 Home"), "home")


async def check_in(chat: Chat) -> None:
    details = await session_queries.details(chat.db, chat.given("session") or 0)
    if details is None:
        return chat.go("home")
    found = await at_the_door.door(chat.db, chat.person, details.session)
    if found is CheckInOptions.NEW and not profile.is_known(chat.person):
        return chat.go("welcome", then="check_in", session=details.session.id)
    if found is CheckInOptions.NEW and await _helps(chat):
        return _welcome_helper(chat, details, await at_the_door.arrive_to_help(chat.db, chat.person, details.session))
    if found is CheckInOptions.NEW and not await _learns(chat):
        return chat.say(_("All right, I have changed nothing."), _HOME)
    act = await at_the_door.arrive(chat.db, chat.person, details.session)
    if act is None:
        return chat.say(_already(found, details), _HOME)
    if found is CheckInOptions.HELPS:
        return _welcome_helper(chat, details, act)
    _welcome(chat, _("Welcome! I have marked you as present."), details, act)


async def _helps(chat: Chat) -> bool:
    return await at_the_door.is_volunteer(chat.db, chat.person) and await chat.confirm(
        "helps", _("Have you come to help today?"), _("🙋 Yes, to help"), _("📘 No, to learn")
    )


async def _learns(chat: Chat) -> bool:
    return await chat.confirm(
        "join",
        _("You have no seat in this class yet. Shall I write you down as having come?"),
        _("✅ Yes, write me down"),
        _("❌ No"),
    )


def _welcome_helper(chat: Chat, details: SessionDetails, act: Act | None) -> None:
    if act is None:
        return chat.say(_already(CheckInOptions.CLOSED, details), _HOME)
    _welcome(chat, _("Thank you for helping today!"), details, act)


def _welcome(chat: Chat, words: Text, details: SessionDetails, act: Act) -> None:
    chat.say(lines(words, labels.session_line(details)), option(_("↩️ Undo"), "undo", act=act.id), _HOME)


async def door_code(chat: Chat) -> None:
    if chat.given("session") is None:
        meant = await which_session(chat, await attendance_roll.open_for(chat.db, chat.person), _("Of which session?"))
        return chat.go("roll_calls") if meant is None else chat.go("door_code", session=meant.session.id)
    details = await session_queries.details(chat.db, chat.given("session"))
    if details is None:
        return chat.go("past")
    if not await permissions.may_at_session(chat.db, chat.person, Right.TAKE_ROLL, details):
        return chat.go("not_yours")
    code = await codes.of_door(chat.db, chat.person, details.session)
    picture = await printed_documents.door(chat.db, code, details, reader_of(chat.person))
    chat.say(
        lines(
            _("The code for the door: {code}", code=code.text),
            labels.session_line(details),
            _("Who points a camera at it, or sends it, is marked as present."),
            _("It works from half an hour before until half an hour after the class."),
        ),
        option(_("✅ Roll call"), "roll_call", session=details.session.id),
        _HOME,
        file=picture.id,
    )


def _already(found: CheckInOptions, details: SessionDetails) -> Text:
    if found is CheckInOptions.IS_MARKED:
        return _("You are on the list already. Have a good class!")
    return _("This code is for the class of {when}, and works only around its hour.", when=details.session.starts_at)


FLOWS = (
    Flow("check_in", check_in),
    Flow(
        "door_code",
        door_code,
        label=_("🚪 Code for the door"),
        asked_with=Right.TAKE_ROLL,
        phrases="""
            mã vào lớp · mã điểm danh của buổi học · cho xin mã cửa lớp · door code · mã để bà con tự điểm danh
            mã để quét vô lớp · mã cửa hôm nay · code vào lớp tối nay · mã tự điểm danh
            mã lớp tối nay · cho chị mã vô lớp · xin mã lớp · ma vao lop · mã để điểm danh · mã buổi này là gì
            bà con hỏi mã vào lớp
        """,
    ),
)
