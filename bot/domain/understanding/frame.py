"""A sentence with its facts taken out: «hủy lớp VNeID 8h thứ bảy» is «huy lop @topic @time», and what they are.

People ask for one thing in one pattern of words and a thousand days, names and places: the pattern is compared.
"""

import re
from dataclasses import dataclass
from datetime import datetime

from bot.domain.parsing.time import When, find_when
from bot.domain.parsing.time_grammar import TAKEN
from bot.domain.people.named import NamedPerson
from bot.domain.people.places import GroupName, read_group
from bot.domain.topics import Topic, find_topic
from bot.domain.understanding.name import FORMS
from bot.domain.understanding.words import LONGEST, spelled
from bot.domain.vietnamese import letters, normal, tidy_name

PERSON, TIME, TOPIC, GROUP, NUMBER, KIN = "@person", "@time", "@topic", "@group", "@number", "@kin"


@dataclass(frozen=True)
class Facts:
    """What was heard beside what is wanted; `numbers` are neither times nor telephone numbers."""

    when: When | None = None
    topic: Topic | None = None
    people: tuple[NamedPerson, ...] = ()
    group: GroupName | None = None
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True)
class Frame:
    """The words of the pattern, and the facts."""

    words: tuple[str, ...]
    facts: Facts


# Those by whom one is named in the South: by the order of birth.
_ORDERS = "hai|ba|tư|tu|năm|nam|sáu|sau|bảy|bay|tám|tam|chín|chin|mười|muoi|út|ut"
_CALLED = "ông|bà|bác|cô|chú|anh|chị|bạn|cháu|em|dì|thím|mợ|cậu|dượng|thầy|ong|ba|bac|co|chu|chi|ban|chau|di|thim|thay"
_CAPITALS = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
_NAME = rf"[{_CAPITALS}][\w'’]*"
_BY_NAME = re.compile(
    rf"(?<!\w)(?:(?P<form>(?i:{_CALLED})) (?P<name>(?:{_NAME}(?: {_NAME}){{0,3}})|(?i:{_ORDERS})(?!\w)(?: {_NAME})?)"
    rf"|(?P<alone>(?<=[\w,] ){_NAME}(?: {_NAME}){{1,3}}))"
)
_NO_NAMES = frozenset(("vneid", "zalo", "qr", "ai", "internet", "wifi"))
# «Tiếng Hoa», «Việt Nam»; «cô Hoa» is one.
_NO_NAMES_ALONE = _NO_NAMES | {"nam", "khmer", "hoa", "viet", "anh"}
# «Ba năm nay» are three years; so is «ba năm» wherever «bà» would have its mark.
_YEARS = re.compile(r"ba nam(?= (?:nay|nua|roi|truoc|sau|tuoi|qua|lien|dau|cuoi)\b)", re.IGNORECASE)
_GROUP = re.compile(
    r"\b(?:khu pho|kp|ap|khu|to)\.? ?(?:so )?(?:\d{1,3}[a-z]?|mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi)\b"
)
# Somebody of one's own, in small letters: it is their matter.
KIN_NAMED = re.compile(
    r"(?<!\w)(?!(?:bà|ba) con\b|(?:anh|chị|chi) em\b)(?:(?:bà|ông|cha|ba|má|mẹ|bố|mạ|chồng|vợ|dì|cậu|mợ|thím|chú|bác|cô"
    r"|anh|chị|con gái|con trai|cháu|me|ma|ong|bo|chong|vo|di)"
    r" (?:em|tôi|tui|toi|con|mình|minh|cháu|chau|ngoại|ngoai|nội|noi|nhà tôi|nhà tui|xã|ruột)"
    r"|(?:nội|ngoại|noi|ngoai) (?:em|con|tôi|tui|toi|mình|minh|cháu|chau)"
    r"|ba má|ba mẹ|cha mẹ|bố mẹ|ba me|cha me|má|mẹ|người nhà|nguoi nha|my (?:mother|father|mom|dad|wife|husband))(?!\w)"
    r"(?: (?:em|tôi|tui|toi|con|mình|minh|nội|ngoại)(?!\w))?",
)
# Reading a time costs more than all the rest: it is tried where one may stand. «tôi» and «sang» are in every second
# sentence, and a time only with their marks, or where nobody writes marks.
_MAY_SAY_WHEN = re.compile(
    r"\d|\b(?:thu (?:hai|ba|tu|nam|sau|bay)|cn|chu nhat|chua nhat|trua|chieu|dem|khuya|mai|nay|kia|tuan|ngay|thang|hom"
    r"|bua|gio|ram|tet|mung|mong|\w+day|tomorrow|tonight|noon|next|morning|evening|afternoon)\b"
)
_MAY_BE_WHEN = re.compile(r"\b(?:sáng|tối|mốt|qua|thứ)\b", re.IGNORECASE)
_MAY_BE_WHEN_BARE = re.compile(r"\b(?:sang|toi|mot|qua|thu)\b", re.IGNORECASE)
_PHONE = re.compile(r"\+?\d[\d .-]{7,}\d")
_COUNT = re.compile(r"(?<![\w@/])\d{1,4}(?![\w/])")


def frame(text: str, now: datetime) -> Frame:
    """Return the pattern and the facts of what was typed, seen from a local `now`."""
    said = normal("NFC", " ".join(_HEARTS.sub(" cảm ơn ", text[:LONGEST]).split()))
    said, people = _without_people(said)
    group = read_group(said) if (lives := _GROUP.search(letters(said))) else None
    said = f"{said[: lives.start()]} qqg {said[lives.end() :]}" if lives else said
    said = _FOR_KIN.sub(r"\1 qqk", _PHONE.sub(" ", said))
    when, said = find_when(said, now) if _may_say_when(said) else (None, said)
    said = re.sub(rf"[{TAKEN}][{TAKEN} ]*", " qqt ", said)
    topic = find_topic(said)
    if topic is not None:
        said = f"{said[: topic.start]} qqc {said[topic.end :]}"
    numbers = tuple(int(number) for number in _COUNT.findall(said))
    words = spelled(KIN_NAMED.sub(" qqk ", _COUNT.sub(" qqn ", said).lower()))
    facts = Facts(when, topic.topic if topic else None, people, group, numbers)
    return Frame(tuple(_SLOTS.get(word, word) for word in words), facts)


_HEARTS = re.compile("[❤🙏🌹🌸💐🥰😍🤗😊♥💕💖🫶👏][❤🙏🌹🌸💐🥰😍🤗😊♥💕💖🫶👏\\ufe0f\\u200d\U0001f3fb-\U0001f3ff ]*")
# «cho ba toi mot cho»: without marks «toi mot» would be an evening.
_FOR_KIN = re.compile(
    r"\b(cho|giup|gium|cua|dum) (?:ba|ma|me|bo|ong|cha|vo|chong) toi\b(?! (?:thu|nay|mai|hom|cn|\d))", re.IGNORECASE
)
_SLOTS = {"qqp": PERSON, "qqt": TIME, "qqc": TOPIC, "qqg": GROUP, "qqn": NUMBER, "qqk": KIN}


def _may_say_when(said: str) -> bool:
    perhaps = _MAY_BE_WHEN_BARE if said.isascii() else _MAY_BE_WHEN
    return _MAY_SAY_WHEN.search(letters(said)) is not None or perhaps.search(said) is not None


def _says_years(said: str, found: re.Match[str]) -> bool:
    if not found[0].casefold().startswith("ba n"):
        return False
    return not said.isascii() or _YEARS.match(said, found.start()) is not None


def _without_people(said: str) -> tuple[str, tuple[NamedPerson, ...]]:
    people = []
    kept = said
    for found in reversed(list(_BY_NAME.finditer(said))):
        name, form = tidy_name(found["name"] or found["alone"] or ""), found["form"]
        if name is None or letters(name) in (_NO_NAMES if form else _NO_NAMES_ALONE) or _says_years(said, found):
            continue
        people.append(NamedPerson(FORMS.get(form.lower(), letters(form)) if form else None, name))
        kept = f"{kept[: found.start()]} qqp {kept[found.end() :]}"
    return kept, tuple(reversed(people))
