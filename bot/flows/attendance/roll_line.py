"""A line of a printed roll sent from anywhere: «đủ», «vắng 3 7», «HT-9709 vắng 3 7»: for the session that is meant."""

from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.chat.understand import NotUnderstood
from bot.domain.access.codes import codes_within
from bot.domain.access.rights import Right
from bot.flows.attendance.typed_roll import read_line
from bot.i18n import Text, _, on_any_day
from bot.services.access import acts, codes
from bot.services.attendance import roll as attendance_roll
from bot.services.attendance import roll_call
from bot.services.attendance.roll import Phase, Roll
from bot.services.history import registry
from bot.storage.session_queries import SessionDetails


async def roll_line(chat: Chat) -> None:
    course, words = chat.given("course"), str(chat.given("words") or "")
    if course is None:
        found = await attendance_roll.open_for(chat.db, chat.person)
    else:
        found = await attendance_roll.answerable_of(chat.db, chat.person, course)
    if len(found) == 1:
        return chat.go("roll_call", **_meant(found[0], words))
    if not found:
        return chat.say(_("No roll call is open for you now."), option(_("🏠 Home"), "home"))
    cards = [option(labels.session_line(details), "roll_call", **_meant(details, words)) for details in found]
    chat.say(_("For which class?"), *cards)


async def edited_roll_line(chat: Chat) -> None:
    """Take back what a line changed since had said first, and write what it says now."""
    act, words = await registry.newest(chat.db, chat.person), str(chat.given("words") or "")
    if act is None or act.kind != roll_call.ROLL or not acts.can_be_undone(act):
        return chat.go("edited")
    roll = await attendance_roll.roll_of(chat.db, chat.person, act.facts["session"])
    if roll is None or not roll.takes_marks or not _can_be_read(words, roll):
        return chat.go("edited")
    if not await acts.mark_undone(chat.db, act):
        return chat.go("edited")
    await roll_call.undo_roll(chat.db, act)
    chat.go("roll_call", **_meant(roll.details, words))


def _can_be_read(words: str, roll: Roll) -> bool:
    try:
        return read_line(words, roll) is not None
    except NotUnderstood:
        return False


async def late_rolls(chat: Chat) -> None:
    """Let a coordinator mark or correct what the leader no longer does, also weeks later."""
    found = await attendance_roll.without_roll(chat.db, chat.person)
    shown: dict[int | str, Text | str] = {details.session.id: _late(details) for details in found}
    session: int | str = await chat.ask(
        "which",
        _("Which session? Those below were never marked; for any other one type the code of its class."),
        lambda words: next(iter(codes_within(words)), None),
        shown,
        _("for example: KV-4827"),
    )
    if isinstance(session, str):
        return await _by_code(chat, session)
    chat.go("roll_call", session=session)


async def _by_code(chat: Chat, typed: str) -> None:
    code = await codes.look_up(chat.db, typed)
    held = (
        []
        if code is None or code.course_id is None
        else await attendance_roll.begun_of(chat.db, chat.person, code.course_id)
    )
    if not held:
        return chat.say(_("I know no session of that code that has begun."), option(_("🏠 Home"), "home"))
    words: dict[int, Text | str] = {one.session.id: on_any_day(labels.session_line(one)) for one in held}
    chat.go("roll_closed", session=await chat.choose("session", _("Which session is it?"), words))


def _late(details: SessionDetails) -> Text:
    facts = {"group": labels.group(details.group), "session": labels.session_line(details)}
    return on_any_day(_("{group}, {session}", **facts))


def _meant(details: SessionDetails, words: str) -> dict[str, int | str | bool]:
    return {"session": details.session.id, "line": words, "correct": Roll(details, []).phase is not Phase.OPEN}


FLOWS = (
    Flow("roll_line", roll_line, aside=True),
    Flow("edited_roll_line", edited_roll_line, aside=True),
    Flow(
        "late_rolls",
        late_rolls,
        commands=("diemdanhtre", "late_rolls"),
        right=Right.CORRECT_ROLL,
        label=_("🗂 Rolls to be marked or corrected late"),
        phrases="""
            sửa điểm danh · sửa điểm danh cũ · buổi nào chưa điểm danh · điểm danh bù · điểm danh trễ
            bổ sung điểm danh buổi trước · correct an old roll call
            bữa trước quên điểm danh · hôm qua chưa điểm danh · điểm danh lại buổi tuần trước
            sửa lại người vắng hôm trước · bổ sung điểm danh · hôm bữa điểm danh sai
            điểm danh bù buổi tối qua · sửa điểm danh bữa trước · điểm danh lộn hôm qua sửa lại
            còn buổi nào quên điểm danh · cập nhật điểm danh buổi cũ · hôm kia chưa kịp điểm danh
            bổ sung người có mặt hôm trước
            sửa điểm danh hôm kia · bữa trước quên chấm giờ chấm bù · chấm lại buổi thứ hai
        """,
    ),
)
