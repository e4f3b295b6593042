"""What must hold of every message on every channel: nothing said is lost, and every option can be chosen."""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from itertools import accumulate, pairwise

from bot.channels.telegram import channel as telegram
from bot.channels.webchat.channel import KINDS
from bot.channels.zalo import channel as zalo
from bot.chat.message import Attachment, Button, Outgoing
from bot.chat.render import Capabilities, fit, read_tap
from bot.i18n import units

# A phone without buttons has one figure for each line.
_MOST_LINES = 9
_NARROW = Capabilities(buttons=3, text_limit=300, files=True, caption_limit=80)
CHANNELS = (*KINDS.values(), telegram._PRIVATE, telegram._GROUP, zalo._CAN, _NARROW)
_PICTURE = Attachment(1, "bieu-do.png", "image/png")

# Words that are another day when they are read on another day.
_RELATIVE = re.compile(
    r"\b(?:(?:hôm|bữa) (?:qua|nay|kia)|ngày (?:mai|mốt|kia)|(?-i:mai)|(?:sáng|trưa|chiều|tối|đêm) (?:nay|mốt|qua)"
    r"|tuần (?:này|sau|tới|trước)|(?:hai|ba|vài|\d+) (?:ngày|hôm|bữa) nữa"
    r"|today|tonight|tomorrow|yesterday|this week|next week)\b",
    re.IGNORECASE,
)
# As a number that is a day, but for one with its year.
_DAY_WITHOUT_YEAR = re.compile(r"\bngày \d{1,2}/\d{1,2}\b(?!/\d)")
# What speaks of a file that was to come with it.
_ANNOUNCES = re.compile(
    r"(?i)(?:tấm |một |bức )(?:hình|ảnh)\b|trang (?:để in|A4)|khổ A4|để in\b(?! có trên bảng)|tờ này\b"
    r"|\bđây là (?:tệp|bảng|tờ|mẫu)|bảng tính|mở tệp|tệp kèm theo"
    r"|a picture|to print(?! is on the page)|this is the sheet|the file\b(?!: it waits)"
)
_PLEASE_PASS_IT_ON = re.compile(r"(?im)nhờ [^.\n]*nhắn lại[^.\n]* giúp \w+:$|pass (?:this|it) on to\b")
_PLEASE_SEND_IT_ON = re.compile(r"chuyển (?:tiếp )?tin (?:ở |bên )?trên")


def must_be_true_on_any_day(*words: str) -> None:
    """Printed, posted or sent on: read whenever it is read."""
    for said in words:
        assert not _RELATIVE.search(said), said


def must_be_sent_on_true(put: Iterable[Outgoing]) -> None:
    """What stands above «chuyển tin bên trên»."""
    for above, below in pairwise(put):
        if _PLEASE_SEND_IT_ON.search(below.text):
            must_be_true_on_any_day(above.text)


def must_be_passed_on_true(put: Iterable[Outgoing]) -> None:
    """What somebody is asked to say to somebody else, who may hear it on another day."""
    for message in put:
        if asked := _PLEASE_PASS_IT_ON.search(message.text):
            told = message.text[asked.start() :]
            must_be_true_on_any_day(told)
            assert not _DAY_WITHOUT_YEAR.search(told), told


def must_fit_everywhere(message: Outgoing) -> None:
    """As it is put into the outbox; its file goes with it."""
    if message.file is not None:
        message = replace(message, attachment=_PICTURE)
        _must_be_heard_of(message)
    _must_fit_all(replace(message, buttons=tuple(map(_of_any_question, message.buttons))))


def _of_any_question(button: Button) -> Button:
    """The same message is put in many tests, each time below another question: it is looked at once."""
    tap = read_tap(button.data)
    return button if tap is None else replace(button, data=f"1.x.{tap.option}")


@cache
def _must_fit_all(message: Outgoing) -> None:
    for can in CHANNELS:
        _must_fit(message, can)


def _must_fit(message: Outgoing, can: Capabilities) -> None:
    pieces = fit(message, can)
    for piece in pieces:
        with_file = piece.attachment is not None
        assert units(piece.text) <= (can.caption_limit if with_file else can.text_limit)
        assert can.files or not with_file
    assert sum(piece.attachment is not None for piece in pieces) == (message.attachment is not None and can.files)
    assert all(not piece.buttons for piece in pieces[:-1]), "a choice stands below everything that is said"
    last = pieces[-1]
    assert len(last.buttons) <= can.buttons
    told = message.text if can.files or message.file is None else message.instead or message.text
    assert can.files or message.file is None or not _ANNOUNCES.search(told), f"no file comes here: {told}"
    words, said = "\n".join(piece.text for piece in pieces).split(), told.split()
    _can_be_chosen(message, can, last, _below(said, words))


def _below(said: list[str], words: list[str]) -> list[str]:
    """What stands below the text. A word longer than a message has been parted."""
    told = list(accumulate(map(len, words), initial=0)).index(sum(map(len, said)))
    assert "".join(words[:told]) == "".join(said), "every word, in its order"
    return words[told:]


def _can_be_chosen(message: Outgoing, can: Capabilities, last: Outgoing, below: list[str]) -> None:
    """Each option by its button, or each by the number under which its answer is looked up, with a way to a person."""
    options = [button for button in message.buttons if can.links or button.opens is None]
    if len(options) <= can.buttons:
        assert list(last.buttons) == options
        assert below == []
        return
    _are_in_order(options)
    person = message.person_line.removeprefix("0. ")
    labels = [button.label for button in options if not button.label.endswith(person)]
    lines = labels if len(labels) <= _MOST_LINES else [*labels[: _MOST_LINES - 1], message.more_line]
    first = 0 if message.amounts else message.first_number
    listed = [f"{first + n}. {line}" if first else f"• {line}" for n, line in enumerate(lines)]
    assert below == " ".join([*listed, message.person_line]).split()
    own = re.findall(r"^\d+\. ", message.text, re.MULTILINE)
    assert own == [], "a number means an option: nothing else may be numbered like one"


def _are_in_order(options: list[Button]) -> None:
    taps = [read_tap(button.data) for button in options]
    assert [tap.option for tap in taps if tap is not None] == list(range(len(options)))


def _must_be_heard_of(message: Outgoing) -> None:
    """On Zalo: a picture is fetched, a document's address stands in the text, and names are found on the page."""
    address = "https://bot.example/tep/1-2-abc"
    picture = fit(replace(message, attachment=replace(_PICTURE, address=address)), zalo._CAN)
    assert picture[0].attachment is not None
    assert not any(piece.attachment for piece in picture[1:])
    paper = replace(_PICTURE, name="a.pdf", mime="application/pdf")
    by_address = fit(replace(message, attachment=replace(paper, address=address)), zalo._CAN)
    assert any(address in piece.text for piece in by_address)
    on_page = fit(replace(message, attachment=replace(paper, on_page=True)), zalo._CAN)
    assert any(message.on_page in piece.text for piece in on_page)
    assert not any(piece.attachment or address in piece.text for piece in on_page)
