"""How many: «20», «hai chục», «khoảng 15 người thôi con»; a time, a date, a telephone number or a sentence is none."""

import re

from bot.domain.understanding.words import listed, spelled
from bot.domain.vietnamese import normal

_UNITS = {
    word: n
    for words in (
        ("mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin"),
        ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"),
    )
    for n, word in enumerate(words, 1)
}
_AFTER_TENS = _UNITS | {"mốt": 1, "tu": 4, "tư": 4, "lam": 5, "lăm": 5, "nhăm": 5}
_TENS = frozenset(("mươi", "muoi", "chuc", "chục", "mười"))
_BESIDE = listed(
    "ghe ghế suat suất"
    " cho chỗ nguoi bạn ban tuan buoi gio luot cai dua cu hoc vien tinh nguyen ba con may bo thoi la da"
    " thua a ah ha"
    " nha nhe nghe di em chau minh tui chi anh ong bac cô chu khoang chung tam tầm cỡ co do cung duoc lay dang"
    " ky toi da it"
    " nhat can nhieu lam moi lan chac luon phan seats people weeks sessions about only around place places"
    " session week giup"
    " voi oi ok u lop nhỏ nho to lien lien tiep mo hoc trong vong tong so"
    " doi nua them lon tuoi gan hon nam nay age years old"
)
_NOT_A_NUMBER = re.compile(r"\d\s*[/:.-]\s*\d|\d+\s*(?:h|g|k|tr|%)(?![a-z])|\d\s+\d|\d[\d ]{4,}")
_WORD = re.compile(r"[^\W_]+")
_MOST = 9_999


def read_amount(text: str) -> int | None:
    """Return the one number that is all the words say, beside a unit and courtesy."""
    written = normal("NFKC", text).replace("\ufe0f", "").replace("\u20e3", "").lower()
    if _NOT_A_NUMBER.search(written):
        return None
    typed = normal("NFC", written)
    words = _WORD.findall(typed)
    found = [
        (n, size, at) for at in range(len(words)) if (n := (said := number_at(words, at))[0]) and (size := said[1])
    ]
    first = next(iter(found), None)
    if first is None:
        return None
    n, size, at = first
    rest = [*words[:at], *words[at + size :]]
    beside = all(word in _BESIDE for part in rest for word in spelled(part))
    return n if beside and n <= _MOST else None


def number_at(words: list[str], at: int) -> tuple[int, int]:
    """Return the number that begins there, in digits or in words, and how many words it takes; 0 and 0 if there
    is none.
    """
    word = words[at]
    if word.isdecimal():
        return (int(word), 1) if len(word) <= len(str(_MOST)) else (0, 0)
    ahead = words[at + 1] if at + 1 < len(words) else ""
    if word in {"mười", "muoi"} or (word in {"chục", "chuc"}):
        more = _AFTER_TENS.get(ahead, 0) if word != "chục" else 0
        return (10 + more, 2) if more else (10, 1)
    unit = _UNITS.get(word, 0)
    if unit and ahead in _TENS:
        after = words[at + 2] if at + 2 < len(words) else ""
        more = _AFTER_TENS.get(after, 0)
        return (10 * unit + more, 3) if more else (10 * unit, 2)
    if unit and ahead in {"trăm", "tram"}:
        return 100 * unit, 2
    return (unit, 1) if unit else (0, 0)
