"""Recognises what nobody should send: one-time passwords, passwords, identity, card and account numbers."""

import re

from bot.domain.parsing.numbers import Number, is_date, numbers, plain_digits
from bot.domain.vietnamese import untelex


def has_secret(text: str) -> bool:
    """Leave out bare numbers, which may answer «how many?»: see `may_be_code`."""
    plain = plain_digits(text)
    return any(_tells(said) for said in {plain, untelex(plain)})


def may_be_code(text: str) -> bool:
    """Is the message six digits and nothing but courtesy («dạ», «đây»), like a one-time password?"""
    found = _LONE_CODE.fullmatch(plain_digits(text).strip())
    return found is not None and not found["code"].endswith("000")


def _tells(plain: str) -> bool:
    return _PASSWORD.search(plain) is not None or any(
        _is_long_secret(number) or _is_code(number) for number in (*numbers(plain), *_on_next_line(plain))
    )


def _on_next_line(plain: str) -> list[Number]:
    return [Number(tuple(re.findall(r"\d+", found[2])), found[1], "") for found in _ON_NEXT_LINE.finditer(plain)]


# ---- numbers of identity papers, cards and accounts

_IDENTITY = re.compile(r"\b(?:cccd|cmnd|cmt|cmtnd|can cuoc|chung minh|dinh danh|ho chieu|passport)|\bcccd")
_ACCOUNT = re.compile(r"\b(?:stk|so tk|tk ngan hang|so tai khoan|tai khoan(?! zalo))")
_PHONE_WORD = re.compile(r"\b(?:sdt|dt|dien thoai|zalo|goi|lien he|so phone)\W*(?:\w+\W*)?$")
_IDENTITY_CARD, _FORMER_CARD = 12, 9
_ACCOUNT_DIGITS = range(8, 17)
_CARD_DIGITS = range(13, 20)
_GROUP_SIZES = range(3, 8)
_BANK = "9704"  # Cards of Vietnamese banks, whose check digit is not always valid.
_FULL_CARD = (16, 19)


def _is_long_secret(number: Number) -> bool:
    return _is_identity(number) or _is_card(number) or _is_account(number)


def _is_identity(number: Number) -> bool:
    digits, line = number.digits, number.before + number.after
    spoken_of = _IDENTITY.search(line) is not None and not _PHONE_WORD.search(number.before)
    if not _is_one_number(number.groups):
        return False
    return (len(digits) == _IDENTITY_CARD and (spoken_of or digits[0] == "0")) or (
        len(digits) == _FORMER_CARD and spoken_of
    )


def _is_card(number: Number) -> bool:
    digits = number.digits
    if len(digits) not in _CARD_DIGITS or not _is_one_number(number.groups):
        return False
    if len(digits) in _FULL_CARD and digits.startswith(_BANK):
        return True
    # «1930 2000 …» are hours, «2025 2026 …» years: Mastercard's second series begins 2221–2720.
    return (digits[0] in "3456" or "2221" <= digits[:4] <= "2720") and passes_luhn(digits)


def _is_account(number: Number) -> bool:
    return (
        len(number.digits) in _ACCOUNT_DIGITS
        and _is_one_number(number.groups)
        and _ACCOUNT.search(number.before) is not None
        and not _PHONE_WORD.search(number.before)
    )


def passes_luhn(digits: str) -> bool:
    doubled = (int(digit) * (1 + n % 2) for n, digit in enumerate(reversed(digits)))
    return sum(n // 10 + n % 10 for n in doubled) % 10 == 0


def _is_one_number(groups: tuple[str, ...]) -> bool:
    """Accept one piece, groups of 3 to 7, or single digits; numbers of a roll call are several."""
    sizes = [len(group) for group in groups]
    return len(sizes) == 1 or all(size in _GROUP_SIZES for size in sizes) or set(sizes) == {1}


# ---- one-time passwords and passwords

_ONE_TIME = (
    r"(?:otp|ma ?pin|so pin|passcode|cvv2?|cvc2?|(?:ma|so)(?: so)? (?:xac (?:nhan|thuc|minh)|bao mat|kich hoat|"
    r"dang nhap|bi mat)|(?:verification|confirmation|security|login|sign-in|access) code|one[- ]time (?:code|password))"
)
_LEADS_TO_CODE = re.compile(rf"\b{_ONE_TIME}\b[^\d]{{0,40}}(?:g-)?$")
_FOLLOWS_CODE = re.compile(rf"^[^\d]{{0,40}}\b{_ONE_TIME}\b")
_IS_CALLED_CODE = re.compile(rf"^\s*(?:la|is)\b[^\d]{{0,40}}\b{_ONE_TIME}\b")
_LINK = r"[\s:=]+(?:(?:la|cua|toi|minh|bac|co|con|chau|em|ong|ba|nay|day|gui|so|moi|do)[\s:=]+)*"
_MERE_CODE = re.compile(rf"\bma{_LINK}$")
_ON_NEXT_LINE = re.compile(rf"(\b{_ONE_TIME}\b[^\d\n]{{0,40}})\n[^\S\n]*(\d(?:[ -]?\d){{3,7}})(?=[^\S\n]*(?:\n|$))")
_CARD_CODE = re.compile(r"\bcv[vc]2?\b[^\d]{0,10}$")
_CODE_DIGITS, _LONG_CODE_DIGITS, _CARD_CODE_DIGITS = range(4, 9), range(6, 9), 3
_USUAL_CODE_DIGITS = 6
_UNIT = re.compile(
    r"^\s*(?:nguoi|cho\b|hoc vien|ba con|luot|buoi|gio|phut|h\b|d\b|dong|vnd|k\b|trieu|nghin|ngan|ty|%|(?:chu )?so\b)"
)
_YEAR = re.compile(r"\bnam\s*$")
_COURTESY = r"(?:(?:da|day|ne|nay|nhe|nha|a|con|chau|em|so|gui|cho|no|bao|do|roi)[ ,.!:]+)"
_LONE_CODE = re.compile(
    rf"{_COURTESY}{{0,3}}(?P<code>\d{{3}}[ -]?\d{{3}})(?:[ ,.!]+(?:a|nhe|nha|ne|con|do|day|roi)){{0,2}}[.!]?"
)


def _is_code(number: Number) -> bool:
    size = len(number.digits)
    if size == _CARD_CODE_DIGITS:
        return _CARD_CODE.search(number.before) is not None
    if size not in _CODE_DIGITS or _is_everyday(number):
        return False
    if _LEADS_TO_CODE.search(number.before) or _IS_CALLED_CODE.search(number.after):
        return True
    if size in _LONG_CODE_DIGITS and _FOLLOWS_CODE.search(number.after):
        return True
    return size == _USUAL_CODE_DIGITS and _MERE_CODE.search(number.before) is not None


def _is_everyday(number: Number) -> bool:
    groups = number.groups
    is_money = len(groups) > 1 and groups[-1] == "000"
    return (
        is_money or is_date(groups) or _UNIT.search(number.after) is not None or _YEAR.search(number.before) is not None
    )


_QUESTION = r"(?:gi|sao|phai|the|do|chi|bi|mot|khong|cai|bao|dau|ai|nao|quen|buoc|thu|viec|dieu|chia|rieng|quan|rat)"
_TIME = r"(?:\d{1,2}[h:]\d{0,2}|\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?|\d+ (?:lop|so|ky tu|cho|nguoi|buoi))\b"
_KEY_WORD = r"(?:mat khau|mat ma|mk|pass|passwords?|ma khoa)"
_PASSWORD = re.compile(
    rf"\b{_KEY_WORD}\b(?:[^\S\n]+[a-z]+){{0,5}}?\s*(?:\b(?:la|is)\b|[:=])\s*(?!{_QUESTION}\b)(?!{_TIME})\S{{3,}}"
    rf"|\b{_KEY_WORD}\s+(?!{_TIME})(?=\S*\d)\S{{4,}}"
)
