"""A leader's request for helpers in one line: «cần 3 bạn, tối thứ Tư»."""

import re
from dataclasses import dataclass
from datetime import datetime

from bot.domain.parsing.course import N, spoken_number
from bot.domain.parsing.time import When, find_when
from bot.domain.vietnamese import letters, normal

MOST = 20
_WHO_ASKS = r"(?:(?:em|chi|anh|co|chu|bac|toi|minh|to|ben|lop|khu pho|kp|ap)(?: ?\d+[a-z]?)? )*"
_NEEDS = re.compile(
    rf"{_WHO_ASKS}(?:dang |con |nho )?(?:can|thieu|xin|nho|cu|gui|kiem|need)(?: giup| gium| cho)?(?: them)? {N} "
    r"(?:ban|nguoi|tinh nguyen vien|tnv|doan vien|people|volunteers?)\b"
)


@dataclass(frozen=True)
class HelperRequest:
    """`when` as far as it was said, and what was typed behind the number."""

    n: int
    when: When | None
    rest: str = ""


def read_need(text: str, now_local: datetime) -> HelperRequest | None:
    line = " ".join(normal("NFC", text).split())
    asked = _NEEDS.match(letters(line))
    n = spoken_number(asked["n"]) if asked is not None else 0
    if asked is None or not 0 < n <= MOST:
        return None
    rest = line[asked.end() :]
    return HelperRequest(n, find_when(rest, now_local)[0], rest.strip(" ,."))
