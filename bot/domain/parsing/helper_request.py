"""A leader's request for helpers in one line: «cần 3 bạn, tối thứ Tư»."""

import re
from dataclasses import dataclass
from datetime import datetime

from bot.domain.parsing.course import N, spoken_number
from bot.domain.parsing.time import When, find_when
from bot.domain.vietnamese import letters, normal

MOST = 20
_WHO_ASKS = r"(?:(?:em|chi|anh|co|chu|bac|toi|minh|to|ben|lop|khu pho|kp|ap)(?: ?\d+[a-z]?)? )*"
_OTHERS_SEND = r"(?:nho|moi)(?: (?:\w+ ){1,5}?(?:cu|gui))?"
_NEEDS = re.compile(
    rf"{_WHO_ASKS}(?:dang |con |nho )?(?:can|thieu|xin|cu|gui|kiem|need|{_OTHERS_SEND})"
    rf"(?: giup| gium| cho)?(?: them)? {N} "
    r"(?:ban|nguoi|tinh nguyen vien|tnv|doan vien|people|volunteers?)\b"
)


@dataclass(frozen=True)
class HelperRequest:
    """`when` as far as it was said, and what was typed behind the number.

    `whole`: for all sessions of the class, or for one alone; None if neither was said.
    """

    n: int
    when: When | None
    rest: str = ""
    whole: bool | None = None


_ALL = (
    r"(?:ca|tron|het|nguyen|suot) (?:khoa|lop)|(?:tat ca|moi|cac|het) (?:cac )?buoi"
    r"|(?:whole|all|every) (?:the )?(?:class|sessions?)"
)
_ONE = (
    r"(?:chi|moi|dung) (?:1 |mot )?buoi (?:nay|do|thoi)|(?:1|mot) buoi(?: thoi)?"
    r"|buoi (?:nay|do)(?: thoi)?|this session(?: only)?"
)
_EXTENT = re.compile(rf"\b(?:(?P<all>{_ALL})|(?P<one>{_ONE}))\b")


def read_need(text: str, now_local: datetime) -> HelperRequest | None:
    line = " ".join(normal("NFC", text).split())
    asked = _NEEDS.match(letters(line))
    n = spoken_number(asked["n"]) if asked is not None else 0
    if asked is None or not 0 < n <= MOST:
        return None
    rest = line[asked.end() :]
    whole = None
    if (extent := _EXTENT.search(letters(rest))) is not None:
        whole = extent["all"] is not None
        rest = rest[: extent.start()] + rest[extent.end() :]
    return HelperRequest(n, find_when(rest, now_local)[0], " ".join(rest.split()).strip(" ,."), whole)
