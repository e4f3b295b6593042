"""Typed words spelled one way, so that one pattern reads them with marks, without, and as a Telex keyboard left them.

Words that only their marks tell apart keep them, unless they are the one a pattern without marks means: «bận» is «ban»,
«bạn» stays «bạn»; typed without marks, «ban» is what it most often means.
"""

import re
from functools import lru_cache

from bot.domain.vietnamese import fold, normal, untelex

LONGEST = 300  # characters; an answer or a wish is shorter, and no text may hold up a turn

_SHORT_FOR = {
    **dict.fromkeys(
        ("ko", "k", "kg", "kh", "khg", "kong", "hok", "hem", "hong", "hk", "hông", "hổng", "hỏng"), "khong"
    ),
    **dict.fromkeys(("hỗng", "hôg", "khum", "hẽm", "hẻm"), "khong"),
    **dict.fromkeys(("uh", "uhm", "um", "ừm", "ờ", "ừ", "ùa", "ừa", "ua", "uk", "ukm", "ukie", "ơ"), "u"),
    **dict.fromkeys(("oke", "okie", "okay", "oki", "okey", "okela", "oce", "okla", "okee", "okê", "ôkê"), "ok"),
    **dict.fromkeys(("dc", "đc", "dx", "đx", "duocc"), "duoc"),
    **dict.fromkeys(("dzạ", "dza", "dạa", "vg", "vâg"), "da"),
    **dict.fromkeys(("gìum", "dùm", "giùm", "gium", "giúp"), "giup"),
    "r": "roi",
    "z": "vay",
    "zậy": "vay",
    "dzậy": "vay",
    "j": "gi",
    "ntn": "the nao",
    "đt": "dien thoai",
    "sđt": "so dien thoai",
    "sdt": "so dien thoai",
    "tnv": "tinh nguyen vien",
    "kp": "khu pho",
    "dvc": "dich vu cong",
    "zô": "vo",
    "đk": "dang ky",
    "nhá": "nhe",
    "nghen": "nghe",
    **dict.fromkeys(("e", "iem"), "em"),
    **dict.fromkeys(("c", "ad", "admin"), "chi"),
    **dict.fromkeys(("hôn", "hơm", "hôg", "hongg", "hog", "hnog"), "khong"),
    **dict.fromkeys(("chớ", "chứ"), "chu"),
    **dict.fromkeys(("dk", "đki", "dki", "đkí", "dkí", "đky", "dky"), "dang ky"),
    **dict.fromkeys(("wa", "wá", "quớ"), "qua"),
    **dict.fromkeys(("thui", "hoy", "thoy", "thoai", "hui"), "thoi"),
    **dict.fromkeys(("rùi", "rầu", "rồy", "rui", "òi", "gòi"), "roi"),
    **dict.fromkeys(("okk", "okok", "ôkela", "okii"), "ok"),
    **dict.fromkeys(("cccd", "cmnd"), "can cuoc"),
    **dict.fromkeys(("lun", "lunn"), "luon"),
    **dict.fromkeys(("mún", "mun", "muốnn"), "muon"),
    **dict.fromkeys(("chúa", "chuá"), "chu"),
    "vs": "voi",
    "v": "vay",
    "á": "a",
    "mn": "moi nguoi",
    "ng": "nguoi",
    "ds": "danh sach",
    "bc": "bao cao",
    "mk": "mat khau",
    "bít": "biet",
    "bik": "biet",
    "hv": "hoc vien",
    "nvh": "nha van hoa",
    "slot": "cho",
    "off": "nghi",
    "sv": "sinh vien",
    "ib": "nhắn",
    "inbox": "nhắn",
    "rep": "tra loi",
    "hử": "ha",
    "hén": "nhe",
    "xíu": "chut",
    "mí": "may",
    "bịnh": "benh",
}
# By the word without marks: what each spelling with marks is written as. Any other spelling of it keeps its marks.
_APART: dict[str, dict[str, str]] = {
    "ban": {"bận": "ban", "bân": "ban", "bặn": "ban"},
    "di": {"đi": "di"},
    "co": {"có": "co"},
    "nghi": {"nghỉ": "nghi"},
    "thoi": {"thôi": "thoi"},
    "chua": {"chưa": "chua", "chửa": "chua"},
    "toi": {"tới": "toi", "tôi": "tui"},
    "dau": {"đâu": "dau"},
    "dung": {},
    "dam": {"đám": "dam"},
    "mac": {"mắc": "mac"},
    "de": {"để": "de"},
    "nhan": {"nhận": "nhan"},
    "vang": {},
    "thi": {},
    "mua": {},
    "ho": {},
    "hong": {},
    "ket": {"kẹt": "ket"},
    "lo": {},
    "te": {"té": "te"},
    "mo": {},
    "cam": {},
    "cho": {"chỗ": "cho"},
    "ranh": {"rảnh": "ranh", "rành": "ranh", "rãnh": "ranh"},
    "ma": {},
    "o": {"ở": "o"},
    "om": {"ốm": "om"},
    "lam": {"làm": "lam"},
    "lay": {"lấy": "lay"},
    "nho": {"nhớ": "nho"},
    "dang": {"đang": "dang", "đăng": "dang"},
    "me": {"mẹ": "me"},
    "u": {},
    "gio": {"giờ": "gio"},
    "nha": {"nhà": "nha", "nhá": "nhe"},
    "gia": {"giả": "gia"},
}
_STRETCHED = re.compile(r"([^\W\d_])\1{2,}")
_WORD = re.compile(r"[^\W_]+")
_VNI = re.compile(r"(?<=[a-z])[0-9]")
_MIXED = re.compile(r"[a-z]+[0-9][a-z0-9]*")


def spelled(text: str, known: frozenset[str] = frozenset()) -> list[str]:
    """Return the words of a text in one spelling; what a Telex or VNI keyboard left is repaired if it makes one
    of `known`.
    """
    typed = _WORD.findall(_STRETCHED.sub(r"\1", normal("NFC", text[:LONGEST]).lower()))
    return [part for word in typed for part in _spelled(word, known).split()]


@lru_cache(maxsize=8_192)
def _spelled(word: str, known: frozenset[str]) -> str:
    if word in _SHORT_FOR:
        return _SHORT_FOR[word]
    bare = fold(word)
    if not word.isascii():
        apart = _APART.get(bare)
        return bare if apart is None else apart.get(word, word)
    if word in known:
        return word
    repaired = _VNI.sub("", word) if _MIXED.fullmatch(word) else untelex(word)
    repaired = _SHORT_FOR.get(repaired, repaired)
    return repaired if repaired in known else bare


def listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


def any_of(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns))
