"""What people were helped with, counted after the roll call: by buttons or one typed line."""

from collections.abc import Mapping
from typing import Any

from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.domain.access.rights import Right
from bot.domain.tallies import MOST, Helped, read_tally
from bot.domain.understanding.amount import Counted
from bot.flows.attendance.roll_call import open_roll
from bot.flows.questions.heard import which_session, words_of
from bot.i18n import Text, _, lines
from bot.services.attendance import roll as attendance_roll
from bot.services.attendance import tallies
from bot.services.attendance.roll import Roll

_EXAMPLE = _("for example: VNeID 4, public services 2")
_OFFERED = range(1, 7)


async def helped(chat: Chat) -> None:
    if chat.given("session") is None:
        recent = await attendance_roll.recent_for(chat.db, chat.person)
        meant = await which_session(chat, recent, _("Of which session?"))
        if meant is None:
            return chat.go("roll_calls")
    if (heard := _line(words_of(chat))) is not None:
        chat.answers.setdefault("what", heard)
    chat.answers["correct"] = True
    roll = await open_roll(chat)
    if roll is None:
        return
    counted = await tallies.of_session(chat.db, roll.details.session.id)
    kinds: Mapping[Any, Text] = labels.HELPED
    said = await chat.ask("what", _question(roll, counted), _line, kinds, example=_EXAMPLE)
    counts = said if isinstance(said, dict) else {said: await _how_often(chat, Helped(said))}
    act = await tallies.put(chat.db, chat.person, roll, {Helped(kind): n for kind, n in counts.items()})
    if act is None:
        return chat.go("past")
    after = await tallies.of_session(chat.db, roll.details.session.id)
    chat.say(
        lines(_("Noted."), *_listed(after)),
        option(_("➕ Another"), "helped", session=roll.details.session.id),
        option(_("↩️ Undo"), "undo", act=act.id),
        option(_("🏠 Home"), "home"),
    )


def _question(roll: Roll, counted: Mapping[Helped, int]) -> Text:
    return lines(
        _("What was helped with at {session}?", session=labels.session_line(roll.details)),
        *_listed(counted),
        _("Choose one, or type all of it: «VNeID 4, public services 2»."),
    )


def _listed(counted: Mapping[Helped, int]) -> list[Text]:
    return [_("• {what}: {n}", what=labels.HELPED[kind], n=n) for kind, n in counted.items()]


async def _how_often(chat: Chat, kind: Helped) -> int:
    question = _("How many times: {what}?", what=labels.HELPED[kind])
    offered = {n: str(n) for n in _OFFERED}
    beyond = _("At most {n} can be counted at one session.", n=MOST)
    return await chat.ask_amount("n", question, offered, MOST, beyond, _("for example: 4"), Counted.TIMES)


def _line(words: str) -> dict[str, int] | None:
    read = read_tally(words)
    return None if read is None else {kind.value: n for kind, n in read.items()}


FLOWS = (
    Flow(
        "helped",
        helped,
        label=_("📊 What was helped with"),
        asked_with=Right.TAKE_ROLL,
        phrases="""
            đã hướng dẫn vneid 4 người · hôm nay giúp được 5 bác cài zalo · ghi số lượt hướng dẫn · vneid 4 zalo 2
            hướng dẫn dịch vụ công 3 lượt · hôm nay chỉ được 6 người · đã hướng dẫn gì · giúp 2 bác quét mã QR
            zalo 3 vneid 2 · vneid 5 · chỉ zalo cho 4 bác · dịch vụ công 2 người
            tụi em giúp 4 bác cài vneid · nay chỉ 3 người dùng zalo · hướng dẫn được 5 người · cài vneid cho 2 bác
            số người đã giúp hôm nay · giúp 3 cô nộp dịch vụ công · today we helped 4 people
            hôm nay em chỉ được 4 bác · em giúp 3 cô cài VNeID · đã giúp 2 người · em hướng dẫn 5 bác dùng zalo
            chỉ được 2 cô quét mã · ghi em giúp 3 người · vneid 3 dịch vụ công 1 · da huong dan 4 nguoi
            sáng nay giúp được mấy bác rồi · tối nay hướng dẫn 6 người VNeID
            hôm nay tụi em hỗ trợ được 7 bác · bữa nay cài giúp 3 cô bác
        """,
    ),
)
