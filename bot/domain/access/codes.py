"""Short codes for classes, residential groups and invitations: the same one is a deep link, a QR and typed by hand."""

import re
from collections.abc import Callable

from bot.domain.vietnamese import normal

# No I, J, O, U, W, F, Z: they are misheard on the telephone or are not Vietnamese letters.
_LETTERS = "ABCDEGHKLMNPQRSTVXY"
_DIGITS = 10_000
# A step that shares no factor with the number of codes: neighbours do not look alike, and none repeats.
_STEP = 1_299_709
# What a button in a group's chat brings into the private one: where somebody comes from, and nothing else.
FROM_A_GROUP = "nhom"

# As it is typed: with the hyphen or without it, and with what looks alike. No letter is an I, no secret has 0 or 1.
_LONGEST = 40
_GAP = " ?-? ?"
_AS_LETTERS, _AS_DIGITS = str.maketrans("1I", "LL"), str.maketrans("OIL", "011")
_DASHES = dict.fromkeys((*range(0x2010, 0x2016), 0x2212), "-")
_MARKED = str.maketrans("ĐẾÁÓ", "DEAO")
# With a 0 it is a mistyped one: it has to be said that nobody knows it, and guesses are counted.
_ANY = f"[{_LETTERS}I0-9]"
# What begins with NO or MO is the start of another code.
_CLASS = re.compile(rf"(?![MN]O)([A-Z]{{2}}){_GAP}([0-9OIL]{{4}})")
# «xóm 3» is a place: its code has five digits.
_GROUP = re.compile(rf"X[O0]M{_GAP}([0-9OIL]{{5,9}})")
_CHAT = re.compile(rf"N[O0][I1L]{_GAP}([0-9OIL]{{1,9}})")
_SECRETS = {
    "MOI": re.compile(rf"M[O0][I1L]{_GAP}({_ANY}{{4}}){_GAP}({_ANY}{{4}})"),
    # «đến 11h45» is when somebody comes.
    "DEN": re.compile(rf"DEN(?! ?[0-9]{{2}}H[0-9]{{2}}){_GAP}({_ANY}{{5}})"),
    # Letters only: six digits in a row are taken for a one-time code, and nobody may send one.
    "MAY": re.compile(rf"MAY{_GAP}([{_LETTERS}I1]{{6}})"),
}


def class_code(course_id: int) -> str:
    """The code of a class, such as «KV-4827»: public, so it need not be hard to guess."""
    pairs = len(_LETTERS) ** 2
    letters, digits = divmod(course_id * _STEP % (pairs * _DIGITS), _DIGITS)
    return f"{_LETTERS[letters // len(_LETTERS)]}{_LETTERS[letters % len(_LETTERS)]}-{digits:04d}"


def group_code(group_id: int) -> str:
    """The code of a residential group, such as «XOM-48271»: it hangs on the wall. Five digits for the first 100,000."""
    high, low = divmod(group_id, 10 * _DIGITS)
    return f"XOM-{high or ''}{low * _STEP % (10 * _DIGITS):05d}"


def invitation_code(pick: Callable[[str], str]) -> str:
    """A code such as «MOI-7K3A-Q2LD» that cannot be guessed, if `pick` takes a random character."""
    secret = _secret(pick, 8)
    return f"MOI-{secret[:4]}-{secret[4:]}"


def check_in_code(pick: Callable[[str], str]) -> str:
    """A code such as «DEN-7K3AQ» for the door of one session: it is read aloud, and good for two hours."""
    return f"DEN-{_secret(pick, 5)}"


def account_code(pick: Callable[[str], str]) -> str:
    """A code such as «MAY-KGADQL» that joins a second phone: it is typed there within ten minutes."""
    return f"MAY-{''.join(pick(_LETTERS) for _ in range(6))}"


def _secret(pick: Callable[[str], str], length: int) -> str:
    return "".join(pick(_LETTERS + "23456789") for _ in range(length))


def read_code(text: str) -> str | None:
    """A code as somebody typed it, or as a link carried it, in its own spelling; None if it is none."""
    spelled = _spelled(text)
    code = _class(spelled) or _group(spelled) or _secret_one(spelled)
    return code if code is not None and _is_meant(spelled, code) else None


def _class(spelled: str) -> str | None:
    found = _CLASS.fullmatch(spelled)
    return f"{found[1].translate(_AS_LETTERS)}-{found[2].translate(_AS_DIGITS)}" if found else None


def _group(spelled: str) -> str | None:
    found = _GROUP.fullmatch(spelled)
    return f"XOM-{found[1].translate(_AS_DIGITS)}" if found else None


def _secret_one(spelled: str) -> str | None:
    for name, pattern in _SECRETS.items():
        if found := pattern.fullmatch(spelled):
            return "-".join((name, *(part.translate(_AS_LETTERS) for part in found.groups())))
    return None


def _is_meant(spelled: str, code: str) -> bool:
    """Words of letters that only look like a code («moi tham gian») are none, without its hyphen or a digit."""
    return re.search("[0-9-]", spelled) is not None or spelled.replace(" ", "") == code.replace("-", "")


def _spelled(text: str) -> str:
    return "" if len(text) > _LONGEST else normal("NFKC", text.strip().upper()).translate(_DASHES).translate(_MARKED)


def chat_code(group_id: int) -> str:
    """What links a group's chat to a residential group: no secret, since only its leader may."""
    return f"NOI-{group_id}"


def read_chat_code(text: str) -> int | None:
    """The residential group of such a code."""
    spelled = _spelled(text)
    found = _CHAT.fullmatch(spelled)
    group = found[1].translate(_AS_DIGITS) if found else ""
    return int(group) if group and _is_meant(spelled, f"NOI{group}") else None
