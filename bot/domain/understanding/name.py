"""A name as people give it: with courtesy around it, and the age and group they say beside it."""

import re
from dataclasses import dataclass

from bot.domain.people.forms import SPELLED
from bot.domain.people.places import GroupName, read_group
from bot.domain.understanding.words import listed, spelled
from bot.domain.vietnamese import letters, normal, tidy_name

_LONGEST = 160  # characters; nobody needs more to say a name
_MOST_WORDS = 6


@dataclass(frozen=True)
class SaidName:
    """The name, the key of the form of address before it, and what was said beside it."""

    name: str
    form: str | None = None
    age: int | None = None
    group: GroupName | None = None


# Each as it is spelled; without marks only those that are no other word of every second sentence.
FORMS = {form: key for key, form in SPELLED.items()} | {"bạn": "ban"}
FORMS |= {key: key for key in ("ong", "ba", "bac", "co", "chu", "chi", "thim", "duong")}
_FORM_COURTESY = listed(
    "da a nha nhe nghe di con chau em oi duoc roi cu voi thoi cung goi la toi tui minh giup thua ok"
)


def read_form(text: str) -> str | None:
    typed = [word for word in re.findall(r"[^\W\d_]+", normal("NFC", text[:_LONGEST]).lower()) if word]
    called = [n for n, word in enumerate(typed) if word in {"là", "la", "gọi", "goi", "kêu", "keu", "bằng", "bang"}]
    ahead = typed[called[-1] + 1 :] if called else typed
    named = [word for word in ahead if word in FORMS]
    rest = [word for word in ahead if word not in FORMS]
    if not named or any(letters(word) not in _FORM_COURTESY for word in rest):
        return None
    return FORMS[named[0]] if called or len({FORMS[word] for word in named}) == 1 else None


_KIN = (
    r"(?:toi|tui|minh|em|con|chau|ba|ong|bac|co|chu|anh|chi|di|thim|mo|cau|duong|ban|ma|me|bo|cha|tia"
    r"|noi|ngoai|vo|chong)"
)
_OWN = rf"(?:{_KIN}(?: (?:em|e|con|toi|tui|minh|chau|noi|ngoai|ruot)){{0,2}})"
_OF_MINE = rf"{_KIN} (?:em|e|con|toi|tui|minh|chau|noi|ngoai)(?: (?:em|e|toi|tui|minh|con))?"
_COURTESY = re.compile(
    rf"(?:(?:(?:thua|chao|xin chao|xin thua)\b(?: (?:voi )?{_KIN}\b)?"
    rf"|(?:da|vang|u|ok)\b(?: {_KIN}\b(?! (?:ten|la|ho ten)\b)(?! \w+$))?)(?: oi)?[ ,.!:]*)+"
)
_INTRO = re.compile(
    rf"(?:(?:ho (?:va )?)?ten\b(?: (?:day du|that|thiet|goi|ho)\b)?(?: cua)?(?: {_OWN}\b)?(?: (?:thi )?la\b| ?:)? +"
    rf"|{_OWN} (?:ho (?:va )?ten|co ten|ten goi|ten)\b(?: (?:goi )?la\b)? ?:? *"
    rf"|{_OWN} la\b +|{_OWN} ?: *|{_OF_MINE} ?, *|(?:hoc vien|nguoi hoc|thi) la\b +"
    rf"|(?:{_OWN} )?(?:ghi|dien|khai|viet)(?: giup| gium| dum)?(?: ten)?(?: cho)?(?: {_OWN}\b(?= ?:| la\b))?"
    r"(?: la\b)?[: ]+"
    rf"|(?:cu )?goi (?:{_OWN} )?la\b +|(?:cu )?(?:goi|keu) +(?=\w)|day la\b +"
    r"|(?:my name is|i am|i m|name is|name)\b:? +)(?=\w)"
)
_AGE = re.compile(r"\b(?:nam nay |duoc |moi )?(?P<age>\d{1,3}) ?(?:tuoi|t)\b|\btuoi:? ?(?P<aged>\d{1,3})\b")
_BORN = re.compile(r"\bsinh (?:nam )?(?:\d{1,2}[/.-]\d{1,2}[/.-])?(?:19|20)\d\d\b|\b(?:19[2-9]|20[01])\d\b")
_LIVES = re.compile(
    r"\b(?:(?:nha|hien|dang|song|cu ngu)? ?o |ben |thuoc )?(?:k\.?p\.?|khu pho|khu|ap|to dan pho|to)\b(?=[ .]*\w).*$"
    r"|\bo (?=\S).*$"
)
_PHONE = re.compile(r"(?:\b(?:so dien thoai|dien thoai|sdt|dt|so)\b[ :]*)?\+?\d[\d .-]{7,}")
_END = re.compile(r"[,;|()\n]|\s[-–—]\s|\b(?:va|con|voi)\b(?= (?:so|tuoi|nam))|[.!?](?:\s|$)")
_TAIL = listed("nha nhé nhe nghe nghen ạ đó đây nè ne day hen à thôi nhá vậy đi hả")
_TAIL_KIN = listed("con cháu chau em cô chú bác anh chị bạn ơi oi nhé nha ạ")
# «Tên tui hả, Tư Cầu»: the question said once more.
_ECHO = re.compile(rf"^(?:da |thua )?(?:ho )?ten(?: {_OWN})?(?: (?:ha|a|u|la gi|thi|thì))[ ?,.:!]+(?=\w)")
_REAL = re.compile(r"\bten (?:that|thiet|day du|khai sinh|trong (?:can cuoc|giay))(?: thi)? la\b")
# «Họ Trần, tên Văn Bình».
_IN_TWO = re.compile(r"\bh[oọ] (?:là )?(?!v[aà]\b)([^\W\d_]+),? t[eê]n (?:là )?(?=\w)", re.IGNORECASE)
_BARE_AGE = re.compile(r"(?<=[a-z]) [4-9]\d$")
_SO = re.compile(r"\b(?:la|thi) (?:duoc|ok|xong|tien)(?: roi)?\b.*$")
_NEVER_LAST = listed("thị thi văn van")

# What is said where a name is asked, and is none.
_NO_NAME = re.compile(
    r"\b(?:khong|chua biet|chua ro|lam gi|lam chi|de lam|chi vay|gi vay|tai sao|vi sao|sao (?:phai|lai|vay)|bi mat|"
    r"dang ky|ghi ten|muon|hoc|cam on|may gio|o dau|bao (?:gio|nhieu)|ai vay|la ai|hoi (?:lam|chi|gi|ten)|khoi|bo qua|"
    r"de sau|noi (?:lam|chi|gi)|can gi|goi lai|gap nguoi|lop|dien thoai|tu tu|chut nua|lat nua|tinh nguyen|sinh vien|"
    r"doan vien|truong khu|nguoi|xin chao|alo|a lo|hello|hi|ok|oke|yes|no|stop|menu|help|thoi)\b"
)
# With one of these words a sentence is spoken, unless it is written as a name is.
_SPOKEN = listed(
    "để hỏi nói coi xem chờ đợi lát nữa sao gì phải quên đem mắc chưa cho là ủa nhỉ vậy cần biết được rồi muốn"
    " thì mà nếu tại vì sẽ đang đã cũng còn mấy này kia đó đâu không hông hổng thôi luôn ghi điền kiếm giấy mẹ"
    " chết trời thiệt của tui tôi hồi bữa hôm kêu nhắn nhờ giùm lại de hoi noi coi xem doi sao gi phai quen dem"
    " mac chua ua vay can biet duoc roi muon neu vi cung may kia khong hong thoi luon ghi dien tui toi me nua cho"
    " la"
)
_FAMILY_NAMES_TOO = listed("lại lai")
_NOT_ALONE = listed(
    "da u ok vâng vang co khong duoc roi thoi ban chao alo hi hello di nhe nha a gi sao ai ha sai đúng dung ten nay"
    " xong ba bà ong cô chu bac em anh chi con chau tui toi minh bạn cám cam on huy xoa dừng giup la so nguoi chua oi"
    " voi luon vay mà nay kia do tat ca het cung"
)
_NAMES_TOO = listed("ba em ut minh chi anh con ong")
_SIGNS = " .:!'\""


def read_name(text: str) -> SaidName | None:
    """Return the name in these words; None where they are a courtesy, a question, a refusal or somebody else's
    matter.
    """
    typed = normal("NFC", " ".join(normal("NFC", text[:_LONGEST]).split()))
    if (echo := _ECHO.match(letters(typed))) is not None:
        typed = typed[echo.end() :]
    typed = _IN_TWO.sub(r"\1 ", typed)
    if (real := _REAL.search(letters(typed))) is not None:
        typed = typed[real.start() :]
    if "?" in typed:
        return None
    words, introduced = _named_part(_cut(typed, _PHONE, _AGE, _BORN, _BARE_AGE, _SO))
    form, bare = _form(words)
    name = tidy_name(bare)
    if name is None or len(name.split()) > _MOST_WORDS or _says_nothing(bare, marked=introduced or form is not None):
        return None
    return SaidName(name, form, _age(typed), read_group(typed))


_WRONG = re.compile(
    r"(?:da |thua )?(?:ghi |viet )?(?:sai|nham|lon|wrong) (?:ho )?(?:ten|name)\b.*|ten (?:bi |ghi )?sai\b.*"
)


def says_wrong_name(text: str) -> bool:
    return _WRONG.fullmatch(letters(normal("NFC", text[:_LONGEST])).strip()) is not None


def name_in(text: str) -> str | None:
    said = read_name(text)
    return said.name if said else None


def _named_part(said: str) -> tuple[str, bool]:
    """Return the words that are the name, without what is said before and beside it; and was it introduced as one?"""
    bare = letters(said)
    start = courtesy.end() if (courtesy := _COURTESY.match(bare)) else 0
    intro = _INTRO.match(bare[start:])
    start += intro.end() if intro else 0
    said, bare = said[start:], bare[start:]
    if (lives := _LIVES.search(bare)) is not None and lives.start() > 0:
        said, bare = said[: lives.start()], bare[: lives.start()]
    part = next((part.strip(_SIGNS) for part in _END.split(bare) if any(map(str.isalpha, part))), "")
    begin = bare.index(part)
    words = _without_tail(said[begin : begin + len(part)])
    spoken = (_NO_NAME.search(part) is not None or _is_spoken(words)) and not _is_written_as_name(words)
    return ("" if spoken else words), intro is not None


def _is_spoken(words: str) -> bool:
    """Return whether it is a sentence and no name: «để em hỏi lại mẹ», «Mắc gì phải nói»."""
    said = words.lower().split()
    return any(word in _SPOKEN and not (n == 0 and word in _FAMILY_NAMES_TOO) for n, word in enumerate(said))


def _is_written_as_name(words: str) -> bool:
    parts = words.split()
    return len(parts) > 1 and (all(part[0].isupper() for part in parts) or letters(parts[1]) in {"thi", "van"})


def _cut(typed: str, *patterns: re.Pattern[str]) -> str:
    for pattern in patterns:
        for found in reversed(list(pattern.finditer(letters(typed)))):
            typed = f"{typed[: found.start()]} | {typed[found.end() :]}"
    return typed


def _without_tail(words: str) -> str:
    said = words.split()
    for n in range(1, len(said)):
        rest = said[n:]
        opens = rest[0] in _TAIL or (rest[0] in {"con", "cháu", "chau", "a"} and n > 1)
        if opens and all(word in _TAIL | _TAIL_KIN | {"a"} for word in rest) and said[n - 1].lower() not in _NEVER_LAST:
            return " ".join(said[:n])
    return words


def _form(words: str) -> tuple[str | None, str]:
    first, _space, rest = words.partition(" ")
    form = FORMS.get(first.lower())
    return (form, rest) if form and rest.strip() else (None, words)


def _says_nothing(bare: str, *, marked: bool) -> bool:
    return all(word in _NOT_ALONE - (_NAMES_TOO if marked else frozenset()) for word in spelled(bare))


def _age(typed: str) -> int | None:
    found = _AGE.search(letters(typed))
    return int(found["age"] or found["aged"]) if found else None
