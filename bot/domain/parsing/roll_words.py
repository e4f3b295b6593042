"""The words in which a roll call is spoken: what is said of somebody, of everybody, and what says nothing."""

import re
from enum import StrEnum
from itertools import product

from bot.domain.vietnamese import fold


class SpokenStatus(StrEnum):
    """What is said of somebody; whoever is excused has told why, or that they would not come."""

    ABSENT = "absent"
    EXCUSED = "excused"
    UNEXCUSED = "unexcused"
    LATE = "late"
    PRESENT = "present"


def _keys(phrases: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(words.split()) for words in phrases.split("|"))


# Said of several at once as often as of the last one.
PERMISSION = _keys(
    "co phep|vang co phep|nghi co phep|xin phep|xin phep vang|xin phep nghi|co xin phep|co bao|co bao truoc|"
    "vang co bao|khong phep|vang khong phep|khong xin phep|khong bao|vang khong bao|nghi khong phep|nghi khong bao"
)
_STATUS = {
    SpokenStatus.UNEXCUSED: _keys(
        "khong phep|vang khong phep|khong xin phep|khong bao|vang khong bao|nghi khong phep|nghi khong bao|no show"
    ),
    SpokenStatus.EXCUSED: _keys(
        "co phep|vang co phep|nghi co phep|xin phep|xin phep vang|xin phep nghi|co xin phep|xin nghi|xin vang|co bao|"
        "co bao truoc|vang co bao|bao truoc|bao ban|bao nghi|da bao|nghi benh|benh|bi benh|om|bi om|met|bi met|sot|"
        "ban|ban viec|ban viec nha|ban roi|mac viec|co viec|co viec nha|mac dam|di dam|di dam cuoi|di dam gio|"
        "di dam ma|dam cuoi|dam gio|ban di dam|nghi di dam|di kham benh|kham benh|di kham|di benh vien|nam vien|"
        "nam benh vien|di bac si|di xa|ve que|con benh|chau benh|giu chau|trong chau|ket viec|excused|sick"
    ),
    SpokenStatus.LATE: _keys(
        "tre|muon|den tre|den muon|toi tre|toi muon|di tre|di muon|vao tre|vao muon|vo tre|vo muon|hoi tre|late"
    ),
    SpokenStatus.ABSENT: _keys(
        "vang|vang mat|nghi|nghi hoc|khong toi|khong den|khong di|khong di hoc|khong co mat|khong toi duoc|"
        "khong den duoc|khong di duoc|khong co toi|khong co den|khong co di|tru|ngoai tru|tru ra|thieu|absent|except"
    ),
    SpokenStatus.PRESENT: _keys("co mat|toi|den|co toi|co den|co di|co di hoc|vo|present|here"),
}
_SUBJECTS = ["ai cung", "moi nguoi", "moi nguoi cung", "ca lop", "tat ca", "may nguoi kia", "nguoi khac"]
_PREDICATES = [
    "du",
    "du het",
    "du ca",
    "day du",
    "dong du",
    "du mat",
    "du mat het",
    "toi",
    "toi het",
    "toi du",
    "toi du het",
    "den",
    "den het",
    "den du",
    "di",
    "di het",
    "di du",
    "co mat",
    "co mat het",
    "co mat du",
    "co mat day du",
]
EVERYBODY = _keys(
    "du|du het|du ca|day du|dong du|du mat|du mat het|du nguoi|toi het|toi du|toi du het|den du|den het|den du het|"
    "di du|di du het|di day du|co mat het|co mat du|"
    "co mat day du|khong ai vang|khong vang ai|khong ai vang het|khong vang ai het|khong thieu ai|khong thieu ai het|"
    "everybody came|everyone came|all came"
) | frozenset(tuple(f"{who} {does}".split()) for who, does in product(_SUBJECTS, _PREDICATES))
STATUS_OF = {words: said for said, each in _STATUS.items() for words in each}
# «vắng tám» may be number eight, «mai nghỉ» tomorrow.
# «3-7» may be two people or five.
SPAN = re.compile(r"[0-9]\s*[-‐-―−/]\s*[0-9]")
# «chỉ có 1 2 5 tới»; «chỉ có 5 tới» may be how many.
ONLY = re.compile(
    r"(?:hom nay |bua nay |lop )*chi (?:co )?(?P<came>(?:so )?\d{1,3}(?:(?: va| voi)?(?: so)? \d{1,3})+) "
    r"(?:la )?(?:toi|den|di|di hoc|co mat|toi lop|toi hoc)(?: thoi)?"
)
NO_NAMES = frozenset(
    [
        "mot",
        "hai",
        "ba",
        "bon",
        "tu",
        "nam",
        "sau",
        "bay",
        "tam",
        "chin",
        "muoi",
        "mai",
        "thu",
        "dong",
        "hoc",
        "lop",
        "chieu",
        "sang",
    ]
)
FORMS = {form: form for form in ("ong", "ba", "bac", "co", "chu", "anh", "chi", "ban", "di", "thim", "cau", "mo")}

WORD = re.compile(r"\d{1,3}(?!\d)|[^\W\d_]+(?:['’][^\W\d_]+)*")
_FILLERS = frozenset(
    [
        "da",
        "thua",
        "em",
        "con",
        "a",
        "nha",
        "nhe",
        "nghe",
        "oi",
        "roi",
        "hom",
        "nay",
        "bua",
        "chi",
        "minh",
        "moi",
        "deu",
        "thi",
        "la",
        "lop",
        "so",
        "bi",
        "do",
        "ne",
        "gio",
        "vi",
        "nen",
        "tai",
        "ra",
        "thoi",
        "chut",
        "nua",
        "xiu",
    ]
)
_NAMED_SO = frozenset(("Minh", "Chi", "Vi"))
# A key word with marks is this one only: «tôi» has not come, and «bà Vàng» may.
_MARKED = {
    "toi": "tới",
    "den": "đến",
    "di": "đi",
    "ban": "bận",
    "vang": "vắng",
    "tre": "trễ",
    "muon": "muộn",
    "du": "đủ",
    "nghi": "nghỉ",
    "om": "ốm",
    "vo": "vô",
    "minh": "mình",
    "vi": "vì",
}

SHORTENED = re.compile(
    r"^\W*(?:(?:em|con|nho em|nho con) )?diem danh(?: (?:giup|gium|dum|ho))?(?: (?:chi|anh|co|chu|bac))?(?=[ :,]|$)"
    r"|\b(?:sang|trua|chieu|toi) nay\b|\b\d{1,2} ?(?:phut|p)\b"
)
APART = re.compile(r"[,;\n]| (?:và|va|với|voi|còn|and) ")
_MANY = r"\d{1,2}|mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi"
_PEOPLE = r"(?:nguoi|bac|ba con|hoc vien|co bac)"
_GONE = r"(?:vang|nghi|thieu|khong toi|khong den|khong di)(?: mat| hoc| het)?"
AWAY = re.compile(
    rf"\b(?:(?:co )?(?P<n>{_MANY}) {_PEOPLE}(?: bi)? {_GONE}"
    rf"|{_GONE} (?:(?P<m>{_MANY}) {_PEOPLE}|(?P<k>\d{{1,2}})(?=\s*:)))"
    r"(?: (?:la|gom))?\b"
)
HEADCOUNT = re.compile(rf"\b(?:co|du|duoc) (?P<n>\d{{1,3}}) {_PEOPLE}\b")
OTHERS = re.compile(
    r"(?:\bra )?\b(?:so |nhung nguoi )?con lai\b(?: moi nguoi)?|\bmay (?:nguoi|bac|co bac) (?:kia|khac)\b"
)
NOT_SEEN = re.compile(r"\bkhong thay (?P<who>[^,;\n]{1,40}?)(?: (?:toi|den|di|dau|co mat))?(?= *(?:$|[,;\n]))")
# What adds people, doubts, asks or counts is not for here.
NOT_HERE = re.compile(
    r"\?|\b(?:them|chua|khong du|add|moi den|chac|hinh nhu|neu|hay|phai khong)\b|\d\s*[-/]\s*\d|\bcon \d"
)
HOW_MANY = re.compile(
    rf"(?:(?:{_MANY}|du|co|mat|di|den|toi|con|lai|het|vang|nghi|thieu|lop|hom|nay|bua|khong|va|voi|da|thua|em|nha|a"
    rf"|{_PEOPLE})\s*)*"
)


def number(word: str) -> int:
    said = ["mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin", "muoi"]
    spoken = said.index(word) + 1 if word in said else 0
    return int(word) if word.isdecimal() else spoken


def told(clause: str) -> tuple[list[str], list[str]]:
    words = WORD.findall(clause)
    keys = [_key_word(word, fold(word)) for word in words]
    kept = [
        n
        for n, word in enumerate(words)
        if not _says_nothing(
            word,
            keys[n],
            opens=n == 0,
            before=fold(words[n - 1]) if n else "",
            after=words[n + 1] if n + 1 < len(words) else "",
        )
    ]
    return [words[n] for n in kept], [keys[n] for n in kept]


def _key_word(typed: str, bare: str) -> str:
    """Return the word as keys are written; a word that only looks like one without its marks keeps them."""
    said = typed.lower()
    if said == "bịnh":
        return "benh"
    return bare if said.isascii() or _MARKED.get(bare, said) == said else said


def _says_nothing(typed: str, key: str, *, opens: bool, before: str, after: str) -> bool:
    """Return whether a word is courtesy; «chị», «Minh», «Chi» are names or lead to one."""
    if typed[:1].isupper() and (not opens or before in FORMS or typed in _NAMED_SO):
        return False
    if key == "chi" and after[:1].isupper() and typed.lower() != "chỉ":
        return False
    if key in {"con", "em"} and fold(after) in FORMS:  # «con bà Tư xin nghỉ»: she may be absent, or her child
        return False
    if key == "cung":
        return before not in {"ai", "nguoi"}
    return key in _FILLERS and not (key == "moi" and after.lower() in {"người", "nguoi"})
