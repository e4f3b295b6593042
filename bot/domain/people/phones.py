"""Vietnamese telephone numbers: found as typed, stored as +84…, shown as «0912 345 678» or masked as «0912 *** 678»."""

import re

from bot.domain.vietnamese import normal

_GAP = r"[ .()-]{0,2}"
_MOBILE = rf"[35789](?:{_GAP}\d){{8}}"
_TEN_DIGITS = rf"[12](?:{_GAP}\d){{9}}"  # landlines, and the mobile numbers of before 2018
_WITH_PREFIX = re.compile(rf"(?<!\d)(?:(?:\+|00)?84{_GAP}0?|0){_GAP}(?P<digits>{_MOBILE}|{_TEN_DIGITS})(?!\d)")
_WITHOUT_PREFIX = re.compile(rf"(?<![\d+])(?<!\d[ .-])(?P<digits>{_MOBILE})(?!\d)")
_LETTER_O = re.compile(r"(?<![a-z])o(?=[\d .]*\d)|(?<=\d)o(?=\d)", re.IGNORECASE)

# The prefixes that replaced those of eleven-digit numbers in September 2018.
_FORMER = {"120": "70", "121": "79", "122": "77", "126": "76", "128": "78"}
_FORMER |= {"123": "83", "124": "84", "125": "85", "127": "81", "129": "82", "186": "56", "188": "58", "199": "59"}
_FORMER |= {f"16{digit}": f"3{digit}" for digit in range(2, 10)}


def phone(text: str) -> str | None:
    return next((number for number, _start, _end in phones(text)), None)


def phones(text: str) -> list[tuple[str, int, int]]:
    """Return each number as +84… with start and end in the NFKC form of the text; those with a prefix first.

    Numbers from before September 2018 come in their present form.
    """
    typed = _LETTER_O.sub("0", normal("NFKC", text))
    found: list[tuple[str, int, int]] = []
    for each in (*_WITH_PREFIX.finditer(typed), *_WITHOUT_PREFIX.finditer(typed)):
        number = _present(re.sub(r"\D", "", each["digits"]))
        if number and all(each.end() <= start or each.start() >= end for _number, start, end in found):
            found.append((f"+84{number}", each.start(), each.end()))
    return found


def shown(e164: str) -> str:
    local = f"0{e164.removeprefix('+84')}"
    return f"{local[:4]} {local[4:7]} {local[7:]}"


def masked(e164: str) -> str:
    local = f"0{e164.removeprefix('+84')}"
    return f"{local[:4]} *** {local[-3:]}"


def hidden(e164: str) -> str:
    return f"{e164[:6]}***{e164[-3:]}"


def _present(digits: str) -> str | None:
    if not digits.startswith("1"):
        return digits
    start = _FORMER.get(digits[:3])
    return start + digits[3:] if start else None
