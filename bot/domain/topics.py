"""The topics, and the words people use for them."""

import re
from enum import StrEnum
from typing import NamedTuple

from bot.domain.vietnamese import letters, normal


class Topic(StrEnum):
    """The codes used in reports.

    T01 using a smartphone, T02 internet, Zalo and video calls, T03 VNeID, T04 online public services, T05 paying
    by QR and wallets, T06 safety from scams, T07 online healthcare, T08 the city's citizen app, T09 shopping
    online, T10 getting to know AI.
    """

    T01 = "T01"
    T02 = "T02"
    T03 = "T03"
    T04 = "T04"
    T05 = "T05"
    T06 = "T06"
    T07 = "T07"
    T08 = "T08"
    T09 = "T09"
    T10 = "T10"


class NamedTopic(NamedTuple):
    """`start` and `end` are positions in the NFC form of the text."""

    topic: Topic
    start: int
    end: int


_NAMES = {
    Topic.T01: "dien thoai|dien thoai thong minh|dung dien thoai|smartphone",
    Topic.T02: "internet|zalo|goi video|goi hinh|video call|mang xa hoi|wifi",
    Topic.T03: "vneid|vn eid|dinh danh|dinh danh dien tu|can cuoc dien tu|cccd dien tu",
    Topic.T04: "dich vu cong|dich vu cong truc tuyen|dvc|public services",
    Topic.T05: "thanh toan|thanh toan so|thanh toan qr|qr|ma qr|vi dien tu|chuyen khoan|momo|wallet|"
    "quet ma|quet ma qr|quet qr|quet ma tra tien|tra tien bang ma|tra tien bang dien thoai|tra tien qua dien thoai",
    Topic.T06: "lua dao|lua gat|tranh lua|tranh bi lua|chong lua|chong lua gat|chong gat|chong lua dao|"
    "phong lua dao|phong chong lua dao|an toan so|an toan mang|scam|scams",
    Topic.T07: "y te|y te truc tuyen|kham benh|kham chua benh|bhyt|bao hiem y te|vssid|so suc khoe|healthcare",
    Topic.T08: "cong dan so|ung dung cong dan so|citizen app",
    Topic.T09: "mua sam|mua ban|mua hang|ban hang|mua sam mang|mua ban tren mang|shopping|shopping online",
    Topic.T10: "tri tue nhan tao|chatgpt|gemini|hoc ai|lop ai|lam quen ai|getting to know ai",
}
# Matched with capitals and diacritics only: otherwise they are everyday words («ai» is who, «vì» because).
_AS_TYPED = {"AI": Topic.T10, "ví": Topic.T05, "Ví": Topic.T05}
_TOPICS = {name: topic for topic, names in _NAMES.items() for name in names.split("|")}
_LONGEST_FIRST = "|".join(sorted(_TOPICS, key=len, reverse=True)).replace(" ", " +")
_NO_PLACE = r"(?<!\btram\x20)(?<!\btrung tam\x20)(?<!\bquay\x20)"  # «trạm y tế» is a place, not a topic
_NAMED = re.compile(rf"(?<![a-z0-9]){_NO_PLACE}(?:{_LONGEST_FIRST})(?![a-z0-9])")
_SHORT = re.compile(rf"\b(?:{'|'.join(_AS_TYPED)})\b")


def topic_of(text: str) -> Topic | None:
    found = find_topic(text)
    return found.topic if found else None


def topics_in(text: str) -> list[Topic]:
    found = []
    while named := find_topic(text):
        found.append(named)
        text = f"{text[: named.start]}{'|' * (named.end - named.start)}{text[named.end :]}"
    return [named.topic for named in sorted(found, key=lambda named: named.start)]


def find_topic(text: str) -> NamedTopic | None:
    """Find the longest topic name in whole words, with or without diacritics; the first among equals.

    T01 (telephone) counts only if no other topic is named, since every topic is taught on a telephone.
    """
    composed = normal("NFC", text)
    named = [
        NamedTopic(_TOPICS[" ".join(match[0].split())], match.start(), match.end())
        for match in _NAMED.finditer(letters(composed))
    ]
    named += [NamedTopic(_AS_TYPED[match[0]], match.start(), match.end()) for match in _SHORT.finditer(composed)]
    if not named and letters(composed).strip() == "ai":
        return NamedTopic(Topic.T10, 0, len(composed))
    return max(named, key=_weight, default=None)


def _weight(found: NamedTopic) -> tuple[bool, int, int]:
    return found.topic is not Topic.T01, found.end - found.start, -found.start
