"""Telephone numbers of Vietnam."""

import re

_DIGITS = re.compile(r"(?:\+|00)?[\doO][\d .\-oO]{7,16}")
_MOBILE = re.compile(r"^0[35789]\d{8}$")
# The eleven-digit numbers before 2018, by their first four digits.
_FORMER = {"016": "03", "0120": "070", "0121": "079", "0122": "077", "0126": "076", "0128": "078"} | {
    "0123": "083", "0124": "084", "0125": "085", "0127": "081", "0129": "082", "0186": "056", "0188": "058", "0199": "059"
}


def phone(text: str) -> str | None:
    """The mobile number in these words, as +84…; None if there is none."""
    found = _DIGITS.search(text)
    if found is None:
        return None
    digits = re.sub(r"\D", "", found[0].replace("o", "0").replace("O", "0"))
    local = _today("0" + re.sub(r"^(?:00)?84|^0", "", digits))
    return "+84" + local[1:] if _MOBILE.match(local) else None


def shown(e164: str) -> str:
    """«0912 345 678»."""
    local = "0" + e164.removeprefix("+84")
    return f"{local[:4]} {local[4:7]} {local[7:]}"


def masked(e164: str) -> str:
    """«0912 *** 678»."""
    return f"{shown(e164)[:4]} *** {shown(e164)[-3:]}"


def _today(local: str) -> str:
    former = next((old for old in _FORMER if local.startswith(old)), None)
    return _FORMER[former] + local[len(former) :] if former and len(local) == 11 else local  # noqa: PLR2004 eleven digits
