"""Short codes for classes and invitations: the same one is a deep link, a QR and typed by hand."""

import re
from collections.abc import Callable

# No I, J, O, U, W, F, Z: they are misheard on the telephone or are not Vietnamese letters.
_LETTERS = "ABCDEGHKLMNPQRSTVXY"
_DIGITS = 10_000
# A step that shares no factor with the number of codes: neighbours do not look alike, and none repeats.
_STEP = 1_299_709
_CLASS = re.compile(r"^([A-Z]{2})[ -]?(\d{4})$")
_CHECK_IN = re.compile(rf"^DEN[ -]?([{_LETTERS}0-9]{{5}})$")
# What a button in a group's chat brings into the private one: where somebody comes from, and nothing else.
FROM_A_GROUP = "nhom"
_CHAT = re.compile(r"^NOI[ -]?(\d{1,9})$")
# Letters only: six digits in a row are taken for a one-time code, and nobody may send one.
_ACCOUNT = re.compile(rf"^MAY[ -]?([{_LETTERS}]{{6}})$")
_INVITATION = re.compile(rf"^MOI[ -]?([{_LETTERS}0-9]{{4}})[ -]?([{_LETTERS}0-9]{{4}})$")


def class_code(course_id: int) -> str:
    """The code of a class, such as «KV-4827»: public, so it need not be hard to guess."""
    pairs = len(_LETTERS) ** 2
    letters, digits = divmod(course_id * _STEP % (pairs * _DIGITS), _DIGITS)
    return f"{_LETTERS[letters // len(_LETTERS)]}{_LETTERS[letters % len(_LETTERS)]}-{digits:04d}"


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
    spelled = text.strip().upper().replace("Đ", "D").replace("Ế", "E").replace("Á", "A")
    if found := _CLASS.match(spelled):
        return f"{found[1]}-{found[2]}"
    if found := _INVITATION.match(spelled):
        return f"MOI-{found[1]}-{found[2]}"
    if found := _CHECK_IN.match(spelled):
        return f"DEN-{found[1]}"
    if found := _ACCOUNT.match(spelled):
        return f"MAY-{found[1]}"
    return None


def chat_code(group_id: int) -> str:
    """What links a group's chat to a residential group: no secret, since only its leader may."""
    return f"NOI-{group_id}"


def read_chat_code(text: str) -> int | None:
    """The residential group of such a code."""
    found = _CHAT.match(text.strip().upper())
    return int(found[1]) if found else None
