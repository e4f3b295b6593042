"""Roll call: a board of names whose marks change in place, or one typed line.

The board is the open question of an aside: after each answer it is asked again in the place of the old one. So two
people can mark at the same time, each seeing what the other did.
"""

from dataclasses import replace

from bot.chat import labels, paging
from bot.chat.chat import Ask, Asking, Chat
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.chat.told_apart import told_apart
from bot.chat.understand import NotUnderstood
from bot.domain.access.rights import Right
from bot.domain.attendance import CAME, Mark
from bot.domain.parsing.roll_call import read_roll_call
from bot.domain.parsing.roll_words import SPAN
from bot.domain.parsing.spoken_roll import read_spoken_roll
from bot.domain.understanding.choice import by_label
from bot.domain.understanding.kinds import AnswerKind
from bot.flows.attendance.texts import counted, label
from bot.flows.attendance.texts import names as names_of
from bot.flows.attendance.typed_roll import read_line
from bot.flows.questions.heard import words_of
from bot.i18n import Text, _, lines
from bot.services.access import acts, permissions
from bot.services.attendance import roll as attendance_roll
from bot.services.attendance import roll_call as attendance_roll_call
from bot.services.attendance.roll import Phase, Roll, RollLine
from bot.services.attendance.roll_call import Written
from bot.services.history import registry
from bot.services.messaging import live_messages
from bot.storage.tables.messaging import Act

_BOARD = "roll"
_ALL, _MORE, _NAMES, _UNDO, _CAME, _BLANK = "all", "more", "names", "undo", "came", "blank"
# Pressing one of these starts the flow of the same name.
_CLOSE, _WALK_IN = "close_roll", "walk_in"
_LATE = 5
_EXAMPLE = _("for example: absent 3 7, late 2")
_CLOSE_IT = ("chot", "chot di", "chot so", "chot so di", "chot luon", "chot diem danh", "dong so", "close")


async def roll_call(chat: Chat) -> None:
    roll = await open_roll(chat)
    if roll is None:
        return
    reply, chat.reply = chat.reply, None
    line = chat.answers.pop("line", None)
    if line is not None:
        return await _typed(chat, roll, line)
    if reply is None or reply.name != _BOARD:
        raise Asking(await _board(chat, roll))
    if reply.is_option:
        return await _pressed(chat, roll, reply.value)
    await _typed(chat, roll, reply.text)


async def _pressed(chat: Chat, roll: Roll, value: str) -> None:
    if value == _ALL:
        return await _write_and_go_on(chat, roll, Written(fills_blanks=True))
    if value == _MORE:
        chat.answers["page"] = chat.answers.get("page", 0) + 1
        raise Asking(await _board(chat, roll))
    if value == _NAMES:
        return chat.ask_next(await _board(chat, roll))
    if value in (_CLOSE, _WALK_IN):
        return chat.go(value, session=roll.details.session.id, correct=bool(chat.given("correct")))
    what, *about = value.split()
    if what == _UNDO:
        return chat.go("undo", act=int(about[0]))
    person_id, mark = int(about[0]), Mark.PRESENT if what == _CAME else None
    if await attendance_roll_call.mark(chat.db, chat.person, roll, person_id, mark):
        roll = roll.marked(person_id, mark)
    chat.ask_next(await _board(chat, roll))


async def roll_calls(chat: Chat) -> None:
    """Open the one roll call there is, with the marks that were said: «lớp hôm nay đủ», «bà Tư vắng»."""
    found, said = await attendance_roll.open_for(chat.db, chat.person), words_of(chat)
    line = {"line": said} if _is_line(said) else {}
    if len(found) == 1:
        return chat.go("roll_call", session=found[0].session.id, **line)
    if not found:
        return await _none_is_open(chat, line)
    cards = [option(labels.session_line(details), "roll_call", session=details.session.id) for details in found]
    chat.say(_("Which roll call?"), *cards)


def _is_line(said: str) -> bool:
    """Return whether it is a line of a roll, also one that is asked about: «vắng 3 – 5»."""
    return any(read_roll_call(words) or read_spoken_roll(words) for words in (said, SPAN.sub("1, 2", said)))


async def _none_is_open(chat: Chat, line: dict[str, str]) -> None:
    closed = await attendance_roll.closed_for(chat.db, chat.person)
    if line and len(closed) == 1:
        return chat.go("roll_call", session=closed[0].session.id, correct=True, **line)
    late = (await attendance_roll.never_marked(chat.db, chat.person))[:_LATE]
    leads = await permissions.holds(chat.db, chat.person, Right.KEEP_BOOK)
    asks = leads and not await permissions.holds(chat.db, chat.person, Right.CORRECT_ROLL)
    shown = [("roll_closed", details) for details in closed] + [("roll_call", details) for details in late]
    chat.say(
        lines(
            _("No roll call is open for you now."),
            _("Closed, and can still be corrected: choose one.") if closed else None,
            _("These were not marked in time, and still can be:") if late else None,
            _("What was settled earlier is corrected by the coordinator of the ward.") if asks and not shown else None,
        ),
        *(option(labels.session_line(details), flow, session=details.session.id) for flow, details in shown),
        option(_("🏠 Home"), "home"),
    )


async def open_roll(chat: Chat) -> Roll | None:
    """Return the roll if it takes marks now; None after saying why not."""
    roll = await attendance_roll.roll_of(chat.db, chat.person, chat.given("session") or 0)
    if roll is None:
        chat.go("past")
    elif roll.phase is Phase.CLOSED and not chat.given("correct"):
        chat.go("roll_closed", session=roll.details.session.id)
    elif roll.takes_marks and (roll.phase is not Phase.SETTLED or chat.given("correct")):
        return roll
    elif roll.takes_marks:
        chat.go("roll_closed", session=roll.details.session.id)
    else:
        chat.say(_why_not(roll), option(_("🏠 Home"), "home"))
    return None


def _why_not(roll: Roll) -> Text:
    starts = roll.details.session.starts_at
    if roll.phase is Phase.TOO_EARLY:
        return _("The roll call opens at {when}, half an hour before the class.", when=starts - attendance_roll.OPENS)
    if roll.phase is Phase.CALLED_OFF:
        return _("The class of {when} was called off: there is no roll to call.", when=starts)
    return _("The roll call of {when} is settled: now the coordinator of the ward corrects it.", when=starts)


async def _board(chat: Chat, roll: Roll) -> Ask:
    pages = paging.Pages(len(roll.lines))
    shown = roll.lines[pages.at(chat.answers.get("page", 0))]
    names = told_apart([line.person for line in roll.lines], labels.person, numbers=False)
    options = [(_value_of_press(line, roll), label(line, names[line.person.id])) for line in shown]
    if pages.all > 1:
        options.append((_MORE, _("More names ▸")))
    if roll.of(None):
        options.append((_ALL, _("All present")))
    options += [(_WALK_IN, _("➕ Walk-in")), (_CLOSE, _("🔒 Close the roll call"))]
    options += await _undo(chat, roll)
    text = lines(
        _("Roll call: {session}", session=labels.session_line(roll.details)),
        await _who_is_asked_again(chat, roll),
        _("Present: {came} of {all}. Choose a name to change it.", came=len(roll.of(*CAME)), all=len(roll.lines)),
        _("Or type: «all», or «absent 3 7, add Mrs Sáu, late 2»."),
    )
    return Ask(_BOARD, text, tuple(options), _EXAMPLE, await _stands_last(chat), kind=AnswerKind.ROLL)


async def _undo(chat: Chat, roll: Roll) -> list[tuple[str, Text]]:
    act = await registry.newest(chat.db, chat.person)
    return [(f"{_UNDO} {act.id}", _("↩️ Undo"))] if act is not None and _may_go(act, roll) else []


def _may_go(act: Act, roll: Roll) -> bool:
    return acts.can_be_undone(act) and attendance_roll_call.wrote(act, roll)


async def _whether_to_close(chat: Chat, roll: Roll) -> Ask:
    options = [(_CLOSE, _("🔒 Close the roll call")), (_NAMES, _("✏️ Look at the names")), *await _undo(chat, roll)]
    text = lines(
        _("Roll call: {session}", session=labels.session_line(roll.details)),
        await _who_is_asked_again(chat, roll),
        _("Everybody is marked. Shall I close it?"),
    )
    return Ask(_BOARD, text, tuple(options), _EXAMPLE)


async def _who_is_asked_again(chat: Chat, roll: Roll) -> Text | None:
    unsure = await attendance_roll.to_be_asked_again(chat.db, roll)
    return _("✋ Please ask again whether they agree: {names}", names=names_of(unsure)) if unsure else None


def _value_of_press(line: RollLine, roll: Roll) -> str:
    """Name person and new mark, so that the press still holds after the board was asked again."""
    return f"{_BLANK if line.mark in CAME else _CAME} {line.person.id} {roll.details.session.id}"


async def _stands_last(chat: Chat) -> bool:
    shown, chat.answers["shown"] = chat.answers.get("shown", False), True
    return shown and await live_messages.stands_last(chat.db, chat.address)


async def _typed(chat: Chat, roll: Roll, words: str) -> None:
    if by_label(words, _CLOSE_IT) is not None:
        return chat.go(_CLOSE, session=roll.details.session.id)
    try:
        written = read_line(words, roll)
    except NotUnderstood as miss:
        raise Asking(await _renewed_board(chat, roll), missed=True, hint=miss.hint) from None
    if written is None:
        raise Asking(await _renewed_board(chat, roll), missed=True)
    await _write_and_go_on(chat, roll, written)


async def _write_and_go_on(chat: Chat, roll: Roll, written: Written) -> None:
    """Write it; when nobody is left unmarked, ask once whether to close."""
    await write(chat, roll, written)
    after = await attendance_roll.roster(chat.db, roll.details)
    is_done = after.phase is Phase.OPEN and not after.of(None)
    if is_done and not chat.answers.get("asked"):
        chat.answers["asked"] = True
        return chat.ask_next(await _whether_to_close(chat, after))
    chat.ask_next(await _renewed_board(chat, after))


async def _renewed_board(chat: Chat, roll: Roll) -> Ask:
    return replace(await _board(chat, roll), edits=False)


async def write(chat: Chat, roll: Roll, written: Written) -> None:
    act = await attendance_roll_call.write(chat.db, chat.person, roll, written)
    after = await attendance_roll.roster(chat.db, roll.details)
    if act is not None:
        # Undo is on the board below: without buttons, «1» means the first name there.
        chat.say(_("Noted: {counts}.", counts=counted(after)))


FLOWS = (
    # An aside, so that the board stays open after each mark (see the module).
    Flow("roll_call", roll_call, aside=True),
    Flow(
        "roll_calls",
        roll_calls,
        commands=("diemdanh", "roll"),
        label=_("✅ Roll call"),
        asked_with=Right.TAKE_ROLL,
        phrases="""
            điểm danh · điểm danh lớp hôm nay · hôm nay vắng 2 người · chốt điểm danh · roll call
            cho tôi điểm danh · lớp tối nay đủ hết · điểm danh buổi sáng · ghi vắng ông Bảy · bà con tới đủ rồi
            có mặt 8 người · check attendance · điểm danh đi · bắt đầu điểm danh · hôm nay đủ người · lớp đủ
            vắng ông Năm · bà Sáu vắng · ghi vắng bà Tư · tối nay vắng 3
            điểm danh giúp · ghi ai có mặt · take attendance · điểm danh bữa nay · giờ điểm danh được chưa
            vô điểm danh
            chấm công lớp · ông Hai vắng mặt · lớp có mặt 10 người · hôm nay tới 12 người · thiếu bà Năm với chú Ba
            vắng 3 người · đủ mặt hết · ghi có mặt · điểm danh buổi này · lớp đông đủ · ai cũng tới
            hôm nay chỉ có 5 người · bà Tư có phép · vắng bà Bảy có phép
        """,
    ),
)
