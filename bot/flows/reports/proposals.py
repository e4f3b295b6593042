"""«Thiếu máy chiếu», «xin thêm 5 ghế»: a leader asks the ward for something, and the coordinator answers."""

import re

from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.domain.access.rights import Right
from bot.domain.vietnamese import letters
from bot.flows.questions.group import which_group
from bot.flows.questions.heard import words_of
from bot.i18n import _, lines, n_, verbatim
from bot.services.reports import proposals
from bot.services.reports.papers.report_files import OFFICIALS

_HOME = option(_("🏠 Home"), "home")
# «Đề xuất với phường» alone says that there is something, not what.
_NAMES_SOMETHING = re.compile(r"\b(?:thieu|xin|muon|can|cap|them|ho tro|need|for) (?=\w)")
_LIST = option(_("📝 Proposals"), "proposals")


async def propose(chat: Chat) -> None:
    group = await which_group(chat)
    if group is None:
        return chat.go("not_yours", right=Right.SEND_REPORT)
    heard = _read(words_of(chat))
    if heard is not None and _NAMES_SOMETHING.search(letters(heard)) and await _is_meant(chat, heard):
        chat.answers["words"] = heard
    words = await chat.ask(
        "words",
        _("What shall I ask the ward for? Please write no names and no numbers of people."),
        _read,
        example=_("for example: we need a projector"),
    )
    act = await proposals.propose(chat.db, chat.person, group, words)
    chat.say(
        lines(_("Sent to the ward: «{words}».", words=verbatim(words)), _("I will tell you when it is answered.")),
        option(_("↩️ Undo"), "undo", act=act.id),
        _HOME,
    )


async def _is_meant(chat: Chat, words: str) -> bool:
    question = _("Shall I send the ward this: «{words}»?", words=verbatim(words))
    return await chat.confirm("as_heard", question, _("📤 Yes, send it"), _("✏️ Write it anew"))


async def open_proposals(chat: Chat) -> None:
    found = await proposals.waiting(chat.db, chat.person)
    if not found:
        return chat.say(_("No proposal of a residential group waits for an answer."), _HOME)
    head = n_("One proposal waits for an answer.", "{n} proposals wait for an answer.", len(found))
    shown = [option(one.said, "answer_proposal", proposal=one.proposal.id) for one in found]
    await chat.links(head, shown, _HOME)


async def answer_proposal(chat: Chat) -> None:
    of = await proposals.one_waiting(chat.db, chat.person, int(chat.given("proposal") or 0))
    if of is None:
        return chat.go("past")
    words = await chat.ask(
        "words",
        lines(of.said, _("What shall I answer?")),
        _read,
        {
            "yes": _("👍 Yes, the ward sees to it"),
            "later": _("🕑 Not now; the ward keeps it in mind"),
        },
        _("for example: you can fetch it at the ward office on Monday"),
    )
    said = {
        "yes": _("Yes, the ward sees to it."),
        "later": _("Not now; the ward keeps it in mind."),
    }
    answer = said[words].for_(OFFICIALS) if words in said else words
    act = await proposals.answer(chat.db, chat.person, of, answer)
    if act is None:
        return chat.go("past")
    chat.say(_("Answered: whoever proposed it is told now."), option(_("↩️ Undo"), "undo", act=act.id), _LIST, _HOME)


def _read(words: str) -> str | None:
    return " ".join(words.split())[: proposals.LONGEST] or None


FLOWS = (
    Flow(
        "propose",
        propose,
        commands=("dexuat", "propose"),
        label=_("📝 Ask the ward for something"),
        asked_with=Right.SEND_REPORT,
        phrases="""
            thiếu máy chiếu · xin thêm 5 ghế · xin phường cho mượn máy chiếu · lớp thiếu ghế ngồi
            xin phường hỗ trợ thêm quạt · nhờ phường cấp bảng viết · xin thêm ổ cắm điện · xin phường một bộ loa
            đề xuất với phường · gửi đề xuất lên phường · thiếu bàn ghế · thiếu micro · xin mượn hội trường phường
            we need a projector · ask the ward for chairs
        """,
    ),
    Flow(
        "proposals",
        open_proposals,
        commands=("kiennghi", "proposals"),
        right=Right.ANSWER_PROPOSALS,
        label=_("📝 Proposals"),
        page=True,
        phrases="""
            xem kiến nghị của các khu phố · kiến nghị nào chưa trả lời · các khu phố đề xuất gì · danh sách kiến nghị
            khu phố xin gì · which proposals wait
        """,
    ),
    Flow("answer_proposal", answer_proposal, right=Right.ANSWER_PROPOSALS),
)
