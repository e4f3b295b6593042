"""Recognises what nobody should send: one-time passwords, passwords, identity, card and account numbers."""

import re

from bot.domain.parsing.numbers import SPOKEN, THEN, Number, is_date, numbers, passes_luhn, plain_digits
from bot.domain.vietnamese import untelex


def has_secret(text: str) -> bool:
    """Leave out bare numbers, which may answer «how many?»: see `may_be_code`."""
    return any(_tells(said) for said in _ways_to_read(text))


def may_be_code(text: str, *, is_roll: bool = False) -> bool:
    """Return whether it holds six digits that nothing explains, like a one-time password.

    Or whether a line is six digits, however they are parted, and nothing but courtesy («dạ», «đây»); in a roll call
    single digits are people, in whatever order.
    """
    plain = _in_a_row(plain_digits(text))
    if any(_is_unexplained(number) for number in numbers(plain)):
        return True
    found = [_LONE_CODE.fullmatch(line.strip()) for line in plain.split("\n")]
    return any(_is_lone_code(each["code"], is_roll=is_roll) for each in found if each is not None)


def announces_secret(text: str) -> bool:
    return any(_ANNOUNCED.search(said) for said in _ways_to_read(text))


def may_be_announced(text: str) -> bool:
    """Return whether it may be what was announced: four to eight digits, or one word with a digit in it."""
    return _AFTER_ANNOUNCING.fullmatch(plain_digits(text).strip()) is not None


def _ways_to_read(text: str) -> set[str]:
    plain = _BY_LETTERS.sub(lambda said: re.sub(r"[./ ]", "", said[0]), _in_a_row(plain_digits(text)))
    plain = _OF_STEPS.sub(lambda said: said[0].replace("1", "mot").replace("2", "hai"), plain)
    return {plain, untelex(plain)}


def _in_a_row(plain: str) -> str:
    return _THEN.sub(" ", plain)


# «6 rồi 1 rồi 8»
_THEN = re.compile(rf"(?<=\d),? {THEN},? (?=\d)")
_OF_STEPS = re.compile(r"\b(?:cap|muc|muc do|lop|buoc) [12](?=\W+[a-z\d])|\b2 (?:lop|buoc|yeu to)\b(?! nguoi)")
# «c.c.c.d», «m/k», «o t p»
_BY_LETTERS = re.compile(r"\b(?:[a-z](?:[./][a-z]){1,3}|m k|o t p|p i n|c c c d|c m n d|b h y t|s t k)\b")


def _tells(plain: str) -> bool:
    if _MAY_TELL.search(plain) is None:
        return False
    return any(said.search(plain) for said in _IN_WORDS) or any(
        is_secret(number)
        for number in (
            *numbers(plain),
            *_on_next_line(plain),
            *_behind(_PAPER_NUMBER, plain),
            *_behind(_ACCOUNT_NUMBER, plain),
        )
        for is_secret in (_is_identity, _is_card, _is_account, _is_code, _is_as_long_as_nothing_else)
    )


def _on_next_line(plain: str) -> list[Number]:
    return [
        Number(tuple(re.findall(r"\d+", found[2])), found[1], "")
        for label in (_ON_NEXT_LINE, _OF_PAPER_ON_NEXT_LINE)
        for found in label.finditer(plain)
    ]


def _behind(name: re.Pattern[str], plain: str) -> list[Number]:
    """Return the numbers behind the name of a paper or account, also those that could be telephone numbers."""
    return [Number(("".join(re.findall(r"\d", found[2])),), found[1], "") for found in name.finditer(plain)]


# ---- numbers of identity papers, cards and accounts

_PAPER = (
    r"\b(?:cccd|cmnd|cmt|cmtnd|can cuoc|chung minh|(?:so )?dinh danh|sdd|ho chieu|passport)"
    r"|\bcm(?=\W{1,3}(?:\d|$))|\bcccd|\bgiay to\b(?= so)"
)
_IDENTITY = re.compile(_PAPER)
_PAPER_NUMBER = re.compile(rf"((?:{_PAPER})[^\d\n]{{0,40}})(\d(?:[ .,/-]{{0,3}}\d)*)")
_ACCOUNT_NUMBER = re.compile(r"(\b(?:stk|so tk|so tai khoan)\b\W{0,3}(?:la )?)(\d(?:[ .,-]{0,2}\d)*)")
_PASSPORT_WORD = r"(?:ho chieu|passport|hc|ppt)\b"
_PASSPORT_NUMBER = r"\b[a-z] ?\d{3}[ .]?\d{4,5}\b"
_PASSPORT = re.compile(
    rf"\b{_PASSPORT_WORD}[^\d\n]{{0,40}}{_PASSPORT_NUMBER}|{_PASSPORT_NUMBER}[^\d\n]{{0,20}}\b{_PASSPORT_WORD}"
    r"|\b(?:ho chieu|passport)\b[^\d\n]{0,40}(?!\d{4}(?:19|20)\d\d\b)(?:\d{7,8}|\d(?: \d){6,7})\b(?! ?(?:\d|d\b|dong))"
)
_HEALTH_CARD = re.compile(r"\b[a-z]{2} ?[1-5](?: ?\d){12}\b(?! ?\d)")  # «DN4797412345678»
_INSURANCE = re.compile(
    r"\b(?:bhxh|bhyt|bao hiem|ma so thue|mst|gplx|bang lai|giay phep lai xe|so ho (?:ngheo|khau)|so huu|so tiet kiem|"
    r"ma ho(?! so))\b(?:[^\d]|\b[a-z]\d\b){0,40}$"
)
_BANKS = (
    r"(?:vietcombank|vcb|agribank|bidv|vietinbank|mb ?bank|acb|techcombank|tcb|sacombank|tp ?bank|vp ?bank|hd ?bank|"
    r"shb|scb|ocb|mb|vib|msb|abbank|ncb|bvb|vietcom|vietin|agri|techcom|sacom|lp ?bank|lien viet|exim ?bank|seabank|"
    r"pvcom ?bank|vietbank|(?:nam|bac) a bank|kien long ?bank|co-?op ?bank|shinhan|woori|hsbc|timo|cake|momo|ngan hang)"
)
_ACCOUNT = re.compile(
    rf"\b(?:stk|so tk|tk(?! zalo)|so tai khoan|tai khoan(?! zalo)|account|acct?|a/c|chuyen khoan|ck|{_BANKS})\b"
)
_BANK_FOLLOWS = re.compile(rf"^[^\d\n]{{0,5}}\b(?:{_BANKS}|stk|so tai khoan)\b")
_PHONE_WORD = re.compile(r"\b(?:sdt|dt|dien thoai|zalo|goi|lien he|so phone|hotline|tong dai)\W*(?:\w+\W*)?$")
_HOTLINE = re.compile(r"1[89]00\d{4,6}")
_IDENTITY_CARD, _FORMER_CARD = 12, 9
_INSURANCE_DIGITS = range(9, 16)
_ACCOUNT_DIGITS = range(8, 17)
_CARD_DIGITS = range(13, 20)
_LONGER_THAN_ALL = range(11, 20)
_OF_NO_SECRET = re.compile(
    r"\b(?:msv|mssv|sinh vien|ma (?:khach hang|ho so|don|van don|lop|hoc|vach|san pham|thue bao)|khach hang|"
    r"hop dong|serial|imei|ho so|hoa don|don hang|van don|"
    r"cong van|quyet dinh|bien nhan)\b[^\d]{0,20}$|[a-z]\d*[.-]$"
)
_MISTYPED_PHONE, _LIKE_A_PHONE = 13, re.compile(r"0[1-9]|\+?84|00")
_GROUP_SIZES = range(3, 8)
_BANK = "9704"  # Cards of Vietnamese banks, whose check digit is not always valid.
_FULL_CARD = 16
_NAMES_CARD = re.compile(r"\b(?:so the|the|card|visa|master ?card|jcb|napas|amex|atm)\b[^\d\n]{0,40}$")
_EMBOSSED = [4, 4, 4, 4]
_FIRST_GROUP, _LATER_GROUP = 3, 2


def _is_identity(number: Number) -> bool:
    size, spoken_of = len(number.digits), _IDENTITY.search(number.before + number.after) is not None
    if _PHONE_WORD.search(number.before):
        spoken_of = False
    elif size in _INSURANCE_DIGITS and _INSURANCE.search(number.before):
        return True
    if any(len(group) == _IDENTITY_CARD and group[0] == "0" for group in number.groups):
        return True  # beside a year, say
    if not _is_one_number(number.groups):
        return False
    is_card = size == _IDENTITY_CARD and (spoken_of or number.digits[0] == "0")
    return is_card or (size == _FORMER_CARD and spoken_of)


def _is_card(number: Number) -> bool:
    digits = number.digits
    if digits.startswith(_BANK) and len(digits) >= _FULL_CARD:
        return True
    if len(digits) not in _CARD_DIGITS or not _is_one_number(number.groups):
        return False
    # «1930 2000 …» are hours, «2025 2026 …» years: Mastercard's second series begins 2221–2720.
    is_of_a_series = digits[0] in "3456" or "2221" <= digits[:4] <= "2720"
    return is_of_a_series and (passes_luhn(digits) or _is_shown_as_card(number))


def _is_shown_as_card(number: Number) -> bool:
    """Return whether it is named a card, or written as on one: a wrong digit leaves the others."""
    return _NAMES_CARD.search(number.before) is not None or [len(group) for group in number.groups] == _EMBOSSED


def _is_account(number: Number) -> bool:
    named = _ACCOUNT.search(number.before) or _BANK_FOLLOWS.search(number.after)
    if len(number.digits) not in _ACCOUNT_DIGITS or not named or _is_everyday(number) or _is_day(number.digits):
        return False
    if _PHONE_WORD.search(number.before) or _is_round(number.digits) or _HOTLINE.fullmatch(number.digits):
        return False
    first, *later = (len(group) for group in number.groups)
    return _is_one_number(number.groups) or (first >= _FIRST_GROUP and all(size >= _LATER_GROUP for size in later))


def _is_as_long_as_nothing_else(number: Number) -> bool:
    """Return whether it is one run of digits longer than telephone numbers, also mistyped ones, and days."""
    return not _OF_NO_SECRET.search(number.before) and any(
        len(group) in _LONGER_THAN_ALL
        and not (len(group) <= _MISTYPED_PHONE and _LIKE_A_PHONE.match(group))
        and not _is_round(group)
        and not _HOTLINE.fullmatch(group)
        for group in number.groups
    )


def _is_one_number(groups: tuple[str, ...]) -> bool:
    """Accept one piece, groups of 3 to 7, or single digits; numbers of a roll call are several."""
    sizes = [len(group) for group in groups]
    return len(sizes) == 1 or all(size in _GROUP_SIZES for size in sizes) or set(sizes) == {1}


# ---- one-time passwords

_SENDERS = (
    r"(?:vneid|zalo|facebook|fb|viber|messenger|telegram|gmail|google|email|momo|tiktok|youtube|vssid|etax|sms|"
    r"zalo ?pay|viettel(?: ?pay| money)?|vn ?pay|shopee(?: ?pay)?|lazada|netflix|icloud|apple(?: id)?|camera|modem|"
    r"ipad|iphone|app|ung dung|internet banking|dich vu cong|cong dich vu|tai khoan|the|vi|may(?! ban)|"
    r"dien thoai|sim|puk|" + _BANKS + r")"
)
# «Pin» is a battery too.
_PIN = (
    r"(?<!thay )(?<!doi )(?<!mua )(?<!cuc )(?<!vien )(?<!sac )(?<!het )(?<!ton )"
    r"(?:so )?pin(?! (?:du phong|may|con|sac|trau|chai|tut|yeu|mau|bao|luong|cuc))"
)
_ONE_TIME = (
    r"(?:(?:smart ?|digi)?otp|o ?t[ei] ?p[ei]|2fa|ma ?pin|" + _PIN + r"|puk|passcode|cvv2?|cvc2?|"
    r"(?!so (?:dien thoai|may|sim)\b)(?:ma|so)(?: so)? "
    r"(?:xac (?:nhan|thuc|minh)|xn|xt|xm|bao mat|kich hoat|dang nhap|bi mat|giao dich|gd|"
    r"khoi phuc|du phong|dinh danh|mo khoa|(?:mo |khoa )(?:may|cua|cong|man hinh|dien thoai|app)|cua (?:nha|phong)|"
    r"(?:mo |khoa )?(?:ket|tu|vali)|cong(?! (?:ty|an|dan|doan|viec|van|trinh|dong))|cua cuon|bao ve|ung dung|"
    r"(?:chuyen|rut|nhan(?! vien)|thanh toan)(?: tien)?(?: khong can the)?|token|app|"
    r"(?:doi|dat|lay)(?: lai)? mat khau|(?:cua )?" + _SENDERS + r")|"
    r"mat ?khau (?:dung )?(?:1|mot) lan|ma (?:(?:tam thoi|dung) )?(?:1|mot) lan|"
    r"token|ma (?:(?:otp|gom|co|la|dai) )*(?:[4-8]|bon|nam|sau|tam) (?:chu |con )?so|"
    r"(?<!class )(?<!qr )code|verification|one[- ]time (?:code|password))"
)
_IS_BATTERY = re.compile(r"\bpin\W*$")
_LEADS_TO_CODE = re.compile(
    rf"\b{_ONE_TIME}\b(?:(?:[^\d]|(?<= )[3-9](?= (?:chu|so|ky tu)\b)){{0,40}}(?:g-)?"
    rf"|[^\d]{{0,30}}\d{{1,2}} ?(?:[hg:]|gio|phut)[\d ]{{0,3}}[^\d]{{0,20}}\bla\W*)$"
)
_FOLLOWS_CODE = re.compile(rf"^[^\d]{{0,40}}\b{_ONE_TIME}\b")
_IS_CALLED_CODE = re.compile(
    rf"^\s*(?:la|is|as)\b[^\d]{{0,40}}\b(?:{_ONE_TIME}|mat ?khau|password)\b"
    r"|^\W*(?:de|to) (?:dang nhap|xac (?:thuc|nhan|minh)|kich hoat|hoan tat|mo khoa|doi mat khau)\b"
    r"|^\W*to (?:log ?in|sign in|verify)\b"
)
_ON_NEXT_LINE = re.compile(rf"(\b{_ONE_TIME}\b[^\d\n]{{0,40}})\n[^\S\n]*(\d(?:[ -]?\d){{3,7}})(?=[^\S\n]*(?:\n|$))")
_OF_PAPER_ON_NEXT_LINE = re.compile(
    rf"(\b(?:{_PAPER}|stk|(?:so )?(?:tk|tai khoan|the)|bhxh|bhyt|bao hiem|mst|ma so thue)\b[^\d\n]{{0,40}})\n"
    r"[^\S\n]*(\d(?:[ .-]?\d){7,18})(?=[^\S\n]*(?:\n|$))"
)
_SENDERS_OWN = re.compile(r"\b(?:g|fb|ig)-\d{5,8}\b")  # as Google and Facebook write theirs
_CARD_CODE = re.compile(
    r"\b(?:(?:cv[vc]2?|security code)\b|(?:3|ba) (?:chu |con )?so\b[^\d]{0,12}\bsau\b"
    r"|(?:ma|so) (?:o |ghi |in )?(?:(?:mat|dang|phia) )?sau\b(?: lung| the)*)[^\d]{0,20}$"
)
# «6 số … là 710229»: as many as was said.
_SAID_TO_HAVE = re.compile(r"\b(?P<n>[4-8]|bon|nam|sau|bay|tam) (?:chu |con )?so\b[^\d\n]{0,25}$")
_SIZES = {"bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8}
_CODE_DIGITS, _LONG_CODE_DIGITS, _CARD_CODE_DIGITS = range(4, 9), range(6, 9), 3
_USUAL_CODE_DIGITS = 6
# «Mã» alone, or that somebody sent it, makes a code of six digits only; «mà» (but) looks alike.
_MERE_CODE = re.compile(
    r"\b(?:ma|gui|(?<!bien )nhan|tin nhan|bao so|hien so|(?:doc|nhap|bam|xin)(?: cai| day| may| lai| giup| dum)* so|"
    r"(?:doc|nhap)(?=\W*$)|"
    r"(?:may|day) so|dua|khai|cung cap|bao mat|xac (?:nhan|thuc|minh)|mo khoa|mo may)\b[^\d]{0,40}$"
)
# «Mã» that was sent, or whoever sends codes and that they did: also shorter and longer ones.
_SENT = r"(?:gui|nhap|nhan|nhan duoc|ve|bao|hien|doc)"
_SENT_CODE = re.compile(
    rf"\b{_SENT}\b[^\d\n]{{0,20}}\bma\b[^\d]{{0,15}}$|\bma\b[^\d\n]{{0,20}}\b{_SENT}\b[^\d]{{0,20}}$"
    rf"|\bma (?:ne|day)\W*$|\b(?:doc|nhap) (?:cai |day )?so\W*$"
    rf"|\b{_SENDERS}\W+(?:moi )?{_SENT}\b(?:\W+(?:ve|cho|ba|bac|toi|tui|con|so|tin|la))*\W*$"
)
# Anywhere on the line, beside six digits: «nó kêu đọc mã, tôi lỡ cho 209441 rồi».
_SPEAKS_OF_CODES = re.compile(
    rf"\b(?:{_ONE_TIME}|(?:doc|cho|dua|lay|hoi|xin|nhap|gui|nhan) (?:cai )?ma|xac (?:thuc|minh))\b"
)
_ENDS_WITH_CODE, _IS_SENT = re.compile(r"\bma\W*$"), re.compile(rf"^\W*(?:vua |moi )?{_SENT}\b")
_MERE_CODE_FOLLOWS = re.compile(
    r"^\W*(?:(?:la|do|day|nay|ne|cai)\W+)*(?:ma\b|(?:gi|sao)\b|"
    r"(?:no |may |moi |vua )*(?:gui|nhan|hien) (?:ve|toi|den|len|ra|qua|vo|vao|cho|tren)\b|"
    r"(?:trong|o|qua) (?:cai )?(?:tin|sms)\b|"
    r"(?:\w+\W+){0,2}(?:nhap|doc|bam|go)\b).{0,12}"
)
_OF_OTHER_THINGS = re.compile(
    r"\b(?:lop|vung|giam gia|uu dai|"
    r"moi(?! (?:ve|nhan|gui|den|nhat))|khoa hoc|khu|kp|phuong|xa|thon|ap|so nha|nha (?:so|o)|duong|buu|nhom|"
    r"co mat|tinh nguyen|qr|(?<!ngan )hang|don|bien (?:nhan|lai)|phieu|giay hen|ve so|"
    r"ho so|khach|khuyen mai|thue bao|vach|san pham|hop dong|bao hanh|du thuong|cong to|benh nhan|hoc sinh|"
    r"nhan vien|ve (?:so|xe|tau)|thiet bi|se ?ri|serial|imei|so (?:khung|hieu|may)|voucher|coupon|"
    r"qua tang|dien luc|do so|"
    r"sinh vien|hoi vien|doan vien|thanh vien|tai san|to khai|"
    r"(?<!chuyen )(?<!rut )tien|gia|phi|luong|(?<!bao )mat|van|quyet dinh|"
    r"hoc vien|bien so|xe)\b"
)
_UNIT = re.compile(
    r"^\s*(?:nguoi|hoc vien|ba con|luot|buoi|gio|phut|h\b|d\b|dong|vnd|k\b|trieu|nghin|ngan\b|ty|%|mah|"
    r"(?:chu |con )?so\b(?! tien)|ho\b|cuoc|tin\b)"
)
_SEATS = re.compile(r"^\s*cho\b")  # «chỗ», or «cho» (for) behind a code
_YEAR = re.compile(r"\bnam\s*$")


def _is_code(number: Number) -> bool:
    size = len(number.digits)
    if size == _CARD_CODE_DIGITS:
        return _CARD_CODE.search(number.before) is not None
    if size not in _CODE_DIGITS or number.before.endswith("+"):  # the rest of a telephone number
        return False
    if _has_as_many_as_said(number):
        return True
    if _is_everyday(number):
        return False
    if _is_named(number):
        return True
    return not _is_round(number.digits) and _is_said_to_be_sent(number)


def _has_as_many_as_said(number: Number) -> bool:
    said = _SAID_TO_HAVE.search(number.before)
    if said is None or _OF_OTHER_THINGS.search(said[0]) or _UNIT.search(number.after):
        return False
    return len(number.digits) == (_SIZES.get(said["n"]) or int(said["n"]))


def _is_named(number: Number) -> bool:
    if _IS_BATTERY.search(number.before) and _is_round(number.digits):
        return False
    if _LEADS_TO_CODE.search(number.before) or _IS_CALLED_CODE.search(number.after):
        return True
    return len(number.digits) in _LONG_CODE_DIGITS and _FOLLOWS_CODE.search(number.after) is not None


def _is_said_to_be_sent(number: Number) -> bool:
    if _ENDS_WITH_CODE.search(number.before) and _IS_SENT.search(number.after):
        return True
    is_usual = len(number.digits) == _USUAL_CODE_DIGITS
    if is_usual and _SPEAKS_OF_CODES.search(number.before + number.after):
        return not (_OF_OTHER_THINGS.search(_clause(number.before)) or _PHONE_WORD.search(number.before))
    named = (_SENT_CODE.search(number.before), _is_merely_named(number) if is_usual else None)
    return any(found is not None and not _OF_OTHER_THINGS.search(_nearest(found[0])) for found in named)


def _is_merely_named(number: Number) -> re.Match[str] | None:
    return _MERE_CODE.search(number.before) or _MERE_CODE_FOLLOWS.search(number.after)


def _nearest(said: str) -> str:
    """Return the words from the last «mã» on: «mã QR không có, chỉ có mã …»."""
    return said.rpartition(" ma ")[2]


def _clause(said: str) -> str:
    # «công an phường kêu đọc mã, tôi đọc …»
    return re.split("[,.;:]", said.rstrip(" ,.;:"))[-1]


def _is_everyday(number: Number) -> bool:
    groups = number.groups
    is_money = len(groups) > 1 and groups[-1] == "000"
    return (
        is_money
        or is_date(groups)
        or _UNIT.search(number.after) is not None
        or _YEAR.search(number.before) is not None
        or (len(number.digits) < _USUAL_CODE_DIGITS and _SEATS.search(number.after) is not None)
    )


def _is_day(digits: str) -> bool:
    return re.fullmatch(r"\d{4}(?:19|20)\d\d", digits) is not None and is_date((digits[:2], digits[2:4], digits[4:]))


def _is_round(digits: str) -> bool:
    return digits.endswith("000")


# Sums, counts and places that are named without a unit: «đã trừ 618305». What is also another word («nó», «lỡ», «dụ»,
# «bạn») counts beside the number only.
_OF_SUMS = re.compile(
    r"\b(?:tru|chuyen(?! gi)|ck|rut|nap|dong|tong(?! dai)|quy(?! khach)|so du|con (?:du|lai)|ton|het|da giup|huong dan|"
    r"dan so|so (?:tien|luong|ho|lo|trung)|(?:tai khoan|the|vi|quy|momo|trong)\b.{0,15}\bcon|hem|kiet|phong|dia chi|"
    r"thua dat|nuoc|nha (?:so|toi|tui|bac))\b"
    r"|\b(?:(?<!cho )no|ban(?: duoc)?|du|dat|giup|lo|to|nha|thua|trung)\W*$"
)


def _is_unexplained(number: Number) -> bool:
    """Return whether it is six digits in one piece that no word makes a sum, a count, a place or something's number."""
    if [len(group) for group in number.groups] != [_USUAL_CODE_DIGITS] or _is_round(number.digits):
        return False
    named = _clause(number.before)
    explained = (_OF_OTHER_THINGS, _OF_SUMS, _PHONE_WORD, _OF_NO_SECRET)
    return not (_is_everyday(number) or any(thing.search(named) for thing in explained))


_BEFORE = (
    r"(?:(?:da|thua (?:co|thay|bac|anh|chi|chu)|day|ne|nay|nhe|nha(?=:)|nghe|noi|ngoai|ong|a|con|chau|em|bac|"
    r"di|toi|tui|so(?! nha)|gui|doc|cho|no(?= (?:gui|cho|bao))|bao|do|roi|la)[ ,.!:]+)"
)
_BEHIND = (
    r"(?:[ ,.!?]+(?:da|a|nhe|nha|nghe|ne|con|do|day|roi|em|chau|bac|co|chu|oi|dung|phai|chua|khong|hong|gium|giup))"
)
_LONE_CODE = re.compile(
    rf"{_BEFORE}{{0,4}}[(\[\"'«“]*(?:g-)?(?P<code>\d{{3}}(?: ?[.-] ?| )?\d{{3}}|\d(?:[ ,.-]{{1,2}}\d){{5}})[)\]\"'»”]*"
    rf"{_BEHIND}{{0,5}}\s*[.!?]*"
)


def _is_lone_code(code: str, *, is_roll: bool) -> bool:
    digits = re.sub(r"\D", "", code)
    if len(re.findall(r"\d+", code)) == _USUAL_CODE_DIGITS:
        return not is_roll and list(digits) != sorted(set(digits))
    return not _is_round(digits) and not ("." in code and digits.endswith("0"))


_IN_PAIRS = re.compile(rf"\b(?:{_PIN}|ma ?pin|passcode)\b[^\d\n]{{0,20}}(?::|\bla)\s*\d\d[ .-]\d\d\b(?![./-]?\d)")
_LOCKED = r"(?:dien thoai|may|man hinh|ipad|iphone|ket|tu|cua|cong|zalo|facebook|fb|momo|vneid|app|sim)"
_OPENS = re.compile(
    rf"\b(?:mo|khoa) (?:khoa )?{_LOCKED}\b[^\d\n]{{0,15}}\b(?:bang|bam|nhap|so|la|ma)"
    r"[^\d\n]{0,6}\d(?:[ .-]?\d){3,7}\b(?!\d|[hg:/])"
)
_IS_OPENED = re.compile(
    rf"\b{_LOCKED}\b[^\d\n]{{0,25}}(?:\b(?:mo|khoa|bam|vo)\b[^\d\n]{{0,8}}"
    r"\b(?:bang|bam|nhap|so|la)|mo khoa|bam)\W+"
    r"(?:(?:so|ma|pin|mat ma) )?(?!1022|1[89]\d\d)\d(?:[ .-]?\d){3,7}\b(?!\d|[hg:/]|\W*(?:d|dong|k|nguoi)\b)"
)
_IS_TYPED = re.compile(
    rf"\b(?:rut tien|dang nhap|atm|{_SENDERS})\b[^\d\n]{{0,20}}\b(?:bam|nhap|go|danh)(?: so)?\W+"
    r"(?!1022|1[89]\d\d)\d(?:[ .-]?\d){3,7}\b(?!\d|[hg:/]|\W*(?:d|dong|k|nguoi)\b)"
)
_LOCKS = re.compile(
    r"\b(?:mo khoa|mo|khoa) (?:man hinh|may|dien thoai|ket)\W*(?:la\W*)?\d{4,6}\b"
    r"(?!\W*(?:d|dong|k|giay|phut|lan|nguoi)\b)"
)
# «bấm 6183 là rút được tiền»
_PRESSED = re.compile(
    r"\b(?:bam|nhap|go|danh)(?: so| ma)? (?!1022|1[89]\d\d)\d(?:[ .-]?\d){3,7},? "
    r"(?:(?:la|thi|de|moi) )+(?:[a-z]+ ){0,2}?"
    r"(?:rut|mo|vo|vao|dang nhap|chuyen tien|lay) (?:duoc|tien|may|cua|khoa|cong|ket|app|luon)\b"
)
_CARD_CODE_SPOKEN = re.compile(
    rf"\b(?:cvv2?|cvc2?|(?:ma|so) (?:o |ghi |in )?(?:(?:mat|dang|phia) )?sau(?: lung)?(?: the)?|sau the)\b"
    rf"(?:\W+[a-z]+){{0,4}}?\W+(?:(?:{SPOKEN})[ ,.-]+){{2}}(?:{SPOKEN})\b"
)
# «mã 8PL2KQ»: letters and digits by turns, as no code of ours.
_MIXED_CODE = re.compile(
    r"\bma\W{1,3}(?:(?:la|cua (?:toi|tui|minh|con|bac|chu|co))\W+)?(?=\d+[a-z]+\d|[a-z]+\d+[a-z])[a-z\d]{6,8}\b"
)
# Whoever has it is the bot: «1459232241454765289:kY3tPqLm0ZzXcVbNaSdF».
_BOT_TOKEN = re.compile(r"(?<!\d)\d{6,} ?: ?(?=[a-z\d_-]*[a-z])[a-z\d_-]{12,}")
_IBAN = re.compile(r"\biban\b\W*[a-z]{2}\d\d(?: ?\d){8}")
_OF_SIGNS = re.compile(
    rf"\b{_ONE_TIME}\b[^\d\n]{{0,20}}?\s*(?:\bla\b|[:=,-])\s*"
    r"(?![a-z]{2,4}-)(?!\d+(?:[hgdk]|tr|vnd|mah))(?=[a-z]*\d)(?=\d*[a-z])[a-z\d]{5,10}\b"
)

# ---- passwords

_QUESTION = (
    r"(?:gi|sao|phai|the|do|chi|bi|mot|khong|cai|bao|dau|ai|nao|quen|buoc|thu|viec|dieu|chia|rieng|quan|rat|"
    r"cong|pho|cua|may|mat|giu|nguoi|can|nhu|rong|dung)"
)
_TIME = r"(?:\d{1,2}[h:]\d{0,2}|\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?|\d+ (?:lop|so|ky tu|cho|nguoi|buoi))\b"
_KEY_WORD = (
    r"(?:mat ?khau|mat ?khua|m khau|mat ma(?: khoa)?|mkh?|mkhau|p[a@][s$5]{1,2}|passw[o0]rds?|passwd|pswd?|psw|pwd?|"
    r"pat|ma khoa(?! hoc))"
)
_MEANS = r"(?:\b(?:la|is|thanh)\b|[:=>→]|(?<=\s)-+(?=\s))"
_WORDS = r"(?:[^\S\n]+[a-z]+)"
# One word with letters and digits or signs in it that is no class code, amount, hour or address of a letter box.
_MIXED = (
    r"(?![^\w\s]{0,3}(?:kv\d|[a-z]{2,4}-|[\d.,]+(?:d|k|tr\w*|vnd|[hg]\d*)\b|\S+@\S+\.[a-z]{2}))"
    r"(?=\S*[\d@#$%^&*])(?=\S*[a-z])\S{5,}"
)
_MINE = r"(?:ba|ma|me|cha|ong|toi|tui|con|bac|chu|co|em|minh)"
_OBJECT = (
    r"(?:dien thoai|may(?: tinh)?(?: bang)?|tablet|laptop|ti ?vi|man hinh|iphone|ipad|ket|cua|cong|tu|camera|"
    r"(?:rut|chuyen|nhan) tien|thanh toan|giao dich|"
    r"cua " + _MINE + r"|wifi|dang nhap|cu|moi|the|vi|" + _SENDERS + r")"
)
_PASSWORD = re.compile(
    rf"\b{_KEY_WORD}\b{_WORDS}{{0,6}}?\s*(?:\([^()\n\d]{{1,20}}\)\s*)?(?:\b(?:la|is|thanh)\b|[:=→])\s*"
    rf"(?!{_QUESTION}\b)(?!{_TIME})\S{{3,}}"
    rf"|\b{_KEY_WORD}\b{_WORDS}{{0,6}}?\s*{_MEANS}?\s*(?:{_MIXED}|\d(?: \d){{3,7}}\b(?! ?\d))"
    rf"|\b{_KEY_WORD}\b{_WORDS}{{0,3}} dat{_WORDS}{{0,2}} la\s+(?!{_QUESTION}\b)\S"
    rf"|\bmat ma\b{_WORDS}{{0,4}}[^\S\n]+\d{{3,8}}\b(?!\W*(?:nguoi|cho|dong|d\b|ky|chu|so|lan))"
    rf"|\b{_KEY_WORD}\s+(?!{_TIME})(?=\S*\d)\S{{4,}}"
    rf"|\b{_KEY_WORD}\b{_WORDS}{{0,6}}?[^\S\n]+{_MIXED}"
    rf"|\b{_KEY_WORD}\b(?:[^\S\n]+{_OBJECT})+(?: (?:[4-8]|bon|nam|sau|tam) (?:chu |con )?so)?[^\S\n]+"
    rf"\d(?:[ .-]?\d){{3,7}}\b"
    rf"(?![^\S\n]*(?:nguoi|hoc vien|luot|buoi|cho|dong|chu|so|d\b|k\b))"
    rf"|\b{_KEY_WORD}\b{_WORDS}{{1,8}}[^\S\n]+(?!\d{{4}}(?:19|20)\d\d\b)\d{{6,8}}\b(?![^\S\n]*(?:dong|d\b|nguoi|luot))"
)
_IS_PASSWORD = re.compile(
    rf"(?<!\S)(?=\S){_MIXED}[^\S\n]+(?:(?:la|is)[^\S\n]+{_KEY_WORD}|{_KEY_WORD}(?: {_SENDERS})? (?:do|day|ne)"
    rf"|\({_KEY_WORD})\b"
)

# «wifi nhà cô là hoa2020», «zalo 0912345678 / hoa57»: named by what it opens.
_OPENED_BY = re.compile(
    rf"\bwi ?-?fi\b{_WORDS}{{0,4}}\s*(?:\bla\b|[:/])\s*{_MIXED}"
    r"|\b0\d{9}\s*/\s*[a-z]{3,}[@#]?\d{2,}\b"
    rf"|\b(?:{_SENDERS}|dang nhap|tk|acc|user|nick|login|id)\b(?:[^\S\n]+(?:la|vo|bang|cua|{_MINE}))*"
    rf"\W{{1,3}}\S{{5,40}}[^\S\n]+/[^\S\n]*{_MIXED}"
)
# «Nam@1951», «hoa#57»: nothing else is written so.
_SHAPED = re.compile(
    r"(?<![^\s:=(\"',])(?!(?:kp|lop|so|nha|phong|to|ap|ngay)\b)[a-z][a-z\d]{1,20}[@#$%^*]\d{2,}"
    r"(?![\d.]*[a-z]{2})"
)

# «pass quên rồi, hình như là hoa1957»: letters, then digits.
_SAID_LATER = re.compile(
    rf"\b{_KEY_WORD}\b{_WORDS}{{0,8}}[,;.…]+{_WORDS}{{0,5}}?[^\S\n]+"
    r"(?!(?:note|redmi|galaxy|iphone|oppo|vivo|android|windows|khoa|lop|to|kp|phong|lau|so|nha)\d)"
    r"[a-z]{3,}[@#$!_.-]?\d{2,}\b"
)
_ON_THE_NEXT_LINE = re.compile(rf"\b{_KEY_WORD}\b{_WORDS}{{0,4}}[^\S\n]*[:.]*[^\S\n]*\n[^\S\n]*{_MIXED}(?=\s*(?:\n|$))")
# «là bà ngoại 1950», «"sen hong 55"».
_OF_WORDS = re.compile(
    rf"\b{_KEY_WORD}\b{_WORDS}{{0,4}}?\s*(?:\bla\b|[:=])[^\S\n]*(?!{_QUESTION}\b)(?:[a-z]+ ){{1,3}}\d{{2,6}}\b"
    rf"(?![^\S\n]*(?:ky|chu|so|lop|cho|nguoi|buoi|phut|lan))"
    rf"|\b{_KEY_WORD}\b{_WORDS}{{0,4}}[^\S\n]*[:]?[^\S\n]*[\"'«“](?=[^\"'»”\n]*\d)[^\"'»”\n]{{4,30}}[\"'»”]"
)
# Two syllables written as one word, at the end of a line.
_SYLLABLE = r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnprstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?"
_GLUED = re.compile(
    rf"\b{_KEY_WORD}\b(?:[^\S\n]+{_OBJECT})+[^\S\n]+"
    rf"(?!{_OBJECT}\b|(?:samsung|nokia|iphone|xiaomi|messenger)\b)(?!{_SYLLABLE}\b)"
    rf"(?=[a-z]{{6,}}\b)(?:{_SYLLABLE}){{2,3}}[\s.!]*(?:\n|$)"
)
# «mật khẩu zalo 0912345678 là hoa1957»: whose account it is stands between.
_OF_ACCOUNT = re.compile(
    rf"\b{_KEY_WORD}\b{_WORDS}{{0,5}}[^\S\n]+(?:\S+@\S+\.[a-z]{{2,}}|\d{{9,12}})\s*{_MEANS}\s*(?!{_QUESTION}\b)(?!{_TIME})\S{{4,}}"
)
_IN_WORDS = (
    *(_PASSWORD, _IS_PASSWORD, _SAID_LATER, _ON_THE_NEXT_LINE, _OF_WORDS, _GLUED, _OPENED_BY, _OF_ACCOUNT, _SHAPED),
    *(
        _OF_SIGNS,
        _IN_PAIRS,
        _OPENS,
        _IS_OPENED,
        _IS_TYPED,
        _PRESSED,
        _LOCKS,
        _CARD_CODE_SPOKEN,
        _MIXED_CODE,
        _SENDERS_OWN,
    ),
    *(_IBAN, _PASSPORT, _HEALTH_CARD, _BOT_TOKEN),
)
# Without any of these there is none: most messages go no further.
_MAY_TELL = re.compile(rf"\d|\bcv[vc]|\bsau\b|\b{_KEY_WORD}\b")

# ---- secrets in two messages

_NAMES = (
    rf"(?:{_ONE_TIME}|{_KEY_WORD}|{_PAPER}|so the|so tai khoan|stk|so tk|bhyt|bao hiem y te|bhxh|mst|ma so thue|"
    r"(?<!co )(?<!cho )(?<!xin )ma(?= (?:no|ho|may|tren|trong|vua|moi|day|ne)\b))"
)
_ANNOUNCED = re.compile(
    rf"\b{_NAMES}\b{_WORDS}{{0,6}}?\s*(?:\b(?:la|is|day|ne|nay)\b(?:\W+(?:con|nha|nhe|ne|a|day|do)\b)*|[:=])[\s.:]*$"
    rf"|^\W*(?:gui |{_MINE} )*(?:(?:so )?(?:stk|cccd|cmnd|cmt)|cv[vc]2?|(?:ma )?otp|(?:ma )?pin(?: the)?|ma pin|"
    rf"so (?:tai khoan|can cuoc|the|ho chieu|dinh danh)|(?:{_KEY_WORD})\W+(?:{_OBJECT}))(?: cua(?: {_MINE})+)?\W*$"
)
_AFTER_ANNOUNCING = re.compile(
    rf"{_BEFORE}{{0,3}}(?:(?!(?:0|\+?84)[ .]?[35789][ .\d]{{8,12}}$)\d(?:[ .,-]{{0,2}}\d){{3,18}}"
    rf"|(?=\S*\d)(?![a-z]{{2,4}}-)(?!(?:0|\+?84)[35789]\d{{8}}$)\S{{4,30}}){_BEHIND}{{0,5}}"
)
