"""Short codes, the same as a link, as a QR code and typed by hand.

KV-4827 is a class, XOM-48271 a residential group, MOI-7K3A-Q2LD an invitation, DEN-7K3AQ the door of one session,
MAY-KGADQL a second phone, NOI-7 the chat of a group. Classes and groups are public, the others secret but for NOI.
"""

import re
from collections.abc import Callable

from bot.domain.vietnamese import normal

# Without I, J, O, U, W, F, Z: misheard on the telephone, or not Vietnamese letters.
_LETTERS = "ABCDEGHKLMNPQRSTVXY"
_DIGITS = 10_000
# Prime to the number of codes: successive ids give codes that do not look alike, and none repeats.
_STEP = 1_299_709
# A button in a group's chat starts the private chat with this; it says where the person comes from, nothing else.
FROM_A_GROUP = "nhom"

# Codes are read with or without hyphens, and with characters that look alike: no letter is I, no secret has 0 or 1.
_LONGEST = 40
_GAP = " ?-? ?"
_AS_LETTERS, _AS_DIGITS = str.maketrans("1I", "LL"), str.maketrans("OIL", "011")
_DASHES = dict.fromkeys((*range(0x2010, 0x2016), 0x2212), "-")
_MARKED = str.maketrans("ĐẾÁÓ", "DEAO")
# A secret with a 0 is mistyped, but still read as a code: the reply is «unknown code», and the guess is counted.
_ANY = f"[{_LETTERS}I0-9]"
# NO and MO begin other codes.
_CLASS = re.compile(rf"(?![MN]O)([A-Z]{{2}}){_GAP}([0-9OIL]{{4}})")
# «xóm 3» is a place; a code has five digits or more.
_GROUP = re.compile(rf"X[O0]M{_GAP}([0-9OIL]{{5,9}})")
_CHAT = re.compile(rf"N[O0][I1L]{_GAP}([0-9OIL]{{1,9}})")
_SECRETS = {
    "MOI": re.compile(rf"M[O0][I1L]{_GAP}({_ANY}{{4}}){_GAP}({_ANY}{{4}})"),
    # «đến 11h45» is a time of arrival.
    "DEN": re.compile(rf"DEN(?! ?[0-9]{{2}}H[0-9]{{2}}){_GAP}({_ANY}{{5}})"),
    # Letters only: six digits in a row would be taken for a one-time password.
    "MAY": re.compile(rf"MAY{_GAP}([{_LETTERS}I1]{{6}})"),
}
# Codes within other words: letters as they are made, all digits, and nothing before or behind that could be part of it.
_LONGEST_WORDS = 1000
_STANDS_ALONE = r"(?<![\w-])(?:{})(?![ .]?\d)(?![\w-])"
_CLASS_WITHIN = re.compile(_STANDS_ALONE.format(rf"(?![MN]O)[{_LETTERS}]{{2}}{_GAP}[0-9]{{4}}"))
_GROUP_WITHIN = re.compile(_STANDS_ALONE.format(rf"XOM{_GAP}[0-9]{{5,9}}"))
_SECRET_WITHIN = re.compile(
    _STANDS_ALONE.format(rf"MOI-{_ANY}{{4}}-{_ANY}{{4}}|DEN-{_ANY}{{5}}|MAY-[{_LETTERS}I1]{{6}}")
)


def class_code(course_id: int) -> str:
    pairs = len(_LETTERS) ** 2
    letters, digits = divmod(course_id * _STEP % (pairs * _DIGITS), _DIGITS)
    return f"{_LETTERS[letters // len(_LETTERS)]}{_LETTERS[letters % len(_LETTERS)]}-{digits:04d}"


def group_code(group_id: int) -> str:
    high, low = divmod(group_id, 10 * _DIGITS)
    return f"XOM-{high or ''}{low * _STEP % (10 * _DIGITS):05d}"


def is_secret(typed: str) -> bool:
    code = read_code(typed)
    return code is not None and code.split("-")[0] in _SECRETS


def invitation_code(pick: Callable[[str], str]) -> str:
    """Return a code such as «MOI-7K3A-Q2LD»; unguessable if `pick` returns a random character."""
    secret = _secret(pick, 8)
    return f"MOI-{secret[:4]}-{secret[4:]}"


def check_in_code(pick: Callable[[str], str]) -> str:
    return f"DEN-{_secret(pick, 5)}"


def account_code(pick: Callable[[str], str]) -> str:
    return f"MAY-{''.join(pick(_LETTERS) for _ in range(6))}"


def _secret(pick: Callable[[str], str], length: int) -> str:
    return "".join(pick(_LETTERS + "23456789") for _ in range(length))


def read_code(text: str) -> str | None:
    """Return the code in its standard spelling, from typed text or a link; None if it is not a code."""
    spelled = _spelled(text)
    code = _read_class(spelled) or _read_group(spelled) or _secret_code(spelled)
    return code if code is not None and _is_meant(spelled, code) else None


def codes_within(text: str) -> list[str]:
    """Return the codes that stand in a longer text, in their order: «Đăng ký RQ-9418», a whole card sent on."""
    spelled = _plain(text[:_LONGEST_WORDS])
    found = [one for pattern in (_CLASS_WITHIN, _GROUP_WITHIN, _SECRET_WITHIN) for one in pattern.finditer(spelled)]
    read = [read_code(one[0]) for one in sorted(found, key=lambda one: one.start())]
    return list(dict.fromkeys(code for code in read if code is not None))


def without_class_code(text: str) -> str:
    typed = normal("NFC", text)
    found = _CLASS_WITHIN.search(_plain(typed))
    is_aligned = found is not None and len(_plain(typed)) == len(typed)
    return f"{typed[: found.start()]} {typed[found.end() :]}".strip(" :;,.-\n") if found and is_aligned else ""


def _read_class(spelled: str) -> str | None:
    found = _CLASS.fullmatch(spelled)
    return f"{found[1].translate(_AS_LETTERS)}-{found[2].translate(_AS_DIGITS)}" if found else None


def _read_group(spelled: str) -> str | None:
    found = _GROUP.fullmatch(spelled)
    return f"XOM-{found[1].translate(_AS_DIGITS)}" if found else None


def _secret_code(spelled: str) -> str | None:
    for name, pattern in _SECRETS.items():
        if found := pattern.fullmatch(spelled):
            return "-".join((name, *(part.translate(_AS_LETTERS) for part in found.groups())))
    return None


def _is_meant(spelled: str, code: str) -> bool:
    """Reject words that match only by look-alike letters («moi tham gian»); a hyphen or a digit makes it a code."""
    return re.search("[0-9-]", spelled) is not None or spelled.replace(" ", "") == code.replace("-", "")


def _spelled(text: str) -> str:
    return "" if len(text) > _LONGEST else _plain(text.strip())


def _plain(text: str) -> str:
    return normal("NFKC", text.upper()).translate(_DASHES).translate(_MARKED)


def chat_code(group_id: int) -> str:
    """Return the code that links a group's chat; not secret, since only the group's leader may use it."""
    return f"NOI-{group_id}"


def read_chat_code(text: str) -> int | None:
    spelled = _spelled(text)
    found = _CHAT.fullmatch(spelled)
    group = found[1].translate(_AS_DIGITS) if found else ""
    return int(group) if group and _is_meant(spelled, f"NOI{group}") else None
