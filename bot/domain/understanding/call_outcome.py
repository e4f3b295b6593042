"""What a caller says became of a call: «gọi rồi», «không nghe máy», «bà nói đi được»."""

from collections.abc import Mapping
from enum import StrEnum

from bot.domain.understanding.words import LONGEST, any_of, spelled
from bot.domain.understanding.yes_no import Answer, yes_no


class ReportedOutcome(StrEnum):
    """What became of it; `COMES` and `CANNOT` say also what the person answered."""

    TOLD = "told"
    COMES = "comes"
    CANNOT = "cannot"
    NO_REPLY = "no_reply"
    TOLD_RELATIVE = "told_relative"
    LATER = "later"


_NO_REPLY = any_of(
    r"\b(?:khong|chua|chang|ko) (?:ai |co ai |thay |co )?(?:nghe|bat|nhac|tra loi|lien lac|goi duoc)\b",
    r"\bgoi (?:\w+ ){0,3}(?:khong|chua|chang) (?:duoc|ra|toi|vo|lien lac)\b|\bdo chuong (?:\w+ ){0,2}khong\b",
    r"\bmay (?:dang )?(?:tat|ban|het pin|khong do)\b|\b(?:thue bao|tat may|may ban|khong duoc may|sai so|"
    r"so khong dung|so (?:nay |do )?(?:bi )?(?:sai|lộn|lon|nham|cu roi)|khong phai so|khong lien lac)\b|\bno answer\b",
)
_RELATIVE = any_of(
    r"\b(?:nhắn|nhan|noi|bao|dan|gui loi|gap|goi) (?:lai )?(?:voi |cho |qua |duoc )*"
    r"(?:con|chau|vo|chong|nguoi nha|em|chi|anh|dau|dâu|re|me|má|ba)"
    r"(?: (?:gai|trai|dau|dâu|re|cua|bac|ba|ong|cô|chu))+",
    r"\b(?:con|chau|vo|chong|em|dau|dâu|re)(?: (?:gai|trai|dau|dâu|re|noi|ngoai|cua|bac|ba|ong|cô|chu)){1,2}"
    r" (?:nghe|bat|nhac|tra loi|cam|noi|bao)(?: may)?\b",
    r"\b(?:gap|nhờ|nho|gui loi qua|nhắn qua|dan) (?:\w+ ){0,3}(?:nhắn|nhan|noi|bao|chuyen loi) lai\b",
    r"\b(?:gui loi|nhắn) (?:qua|cho) (?:\w+ ){0,3}(?:hang xom|nha ben|nguoi quen)\b",
    r"\b(?:thang|con|dua|ba|ong|cô|chi|anh) (?:con|chau|ut|hai|dau|dâu|re|em|vo|chong)(?: \w+)? (?:nghe|bat|nhac|cam|"
    r"tra loi)\b",
    r"\bnguoi nha (?:nghe|bat|biet)\b|\bda nhắn con\b|\bda nhan con\b",
)
_LATER = any_of(
    r"\b(?:de|lat|chut|toi|tối|mai|chieu|hoi) (?:\w+ )?(?:sau|nua|lat|goi lai|goi|toi goi)\b",
    r"\bgoi (?:lai )?sau\b|\bchua (?:kip )?goi\b(?! duoc)",
    r"\blater\b",
)
_REACHED = any_of(
    r"\b(?:goi|bao|noi|lien lac|nhắn)(?: \w+){0,2} (?:roi|duoc|xong)\b|\bda (?:bao|goi|noi)\b|\b(?:told|called)\b",
    r"\b(?:gap|nghe)(?: (?:bac|ba|ong|cô|chu|anh|chi|may|duoc))? roi\b",
)

_ANSWERED: Mapping[Answer | None, ReportedOutcome] = {
    Answer.YES: ReportedOutcome.COMES,
    Answer.NO: ReportedOutcome.CANNOT,
}


def read_call_outcome(text: str) -> ReportedOutcome | None:
    said = " ".join(spelled(text[:LONGEST]))
    for pattern, outcome in (
        (_NO_REPLY, ReportedOutcome.NO_REPLY),
        (_RELATIVE, ReportedOutcome.TOLD_RELATIVE),
        (_LATER, ReportedOutcome.LATER),
    ):
        if pattern.search(said):
            return outcome
    answered = _ANSWERED.get(yes_no(_ANSWER_OF_OTHERS.sub(" ", said)))
    reached = _REACHED.search(said) is not None
    if answered is not None and not (reached and _REACHED.fullmatch(said)):
        return answered
    return ReportedOutcome.TOLD if reached else None


_ANSWER_OF_OTHERS = any_of(
    r"\b(?:(?:bac|ba|ong|cô|chu|anh|chi) )?(?:nghe|gap)(?: (?:bac|ba|ong|cô|chu|anh|chi|may))? roi\b",
    r"\bgat (?:đầu|dau) ",
    r"\b(?:goi|bao)(?: \w+)? (?:duoc|roi)(?: roi)?\b",
    r"\b(?:(?:bac|ba|bà|ong|cô|chu|anh|chi) (?:ay|ấy|ta) )?(?:noi|bao|tra loi)(?: la)? ",
)
