"""A cry for help inside a sentence: hurt, cheated, or a stranger at the door in somebody's name.

Better one answer too many than one too few; but asking whether we are a fraud, or for a class about frauds, is none.
"""

from enum import StrEnum

from bot.domain.understanding.words import LONGEST, any_of, listed, spelled
from bot.domain.vietnamese import normal


class Danger(StrEnum):
    """What somebody is in, the most urgent first."""

    HURT = "hurt"
    CHEATED = "cheated"
    VISITOR = "visitor"


_KNOWN = listed(
    "bi lua mat tien trieu cong an chuyen khoan te nga dau kho tho nguoi toi den nha noi la tinh nguyen vien cuu goi"
)

_HURT = any_of(
    r"(?<!kinh )(?<!y )(?<!quoc )(?<!thuc )\b(?:bi |moi |vua |truot )te\b(?! nuoc| ra)",
    r"(?<!kinh )(?<!y )(?<!quoc )(?<!thuc )\bte (?:xe|cau thang|lau|xuong|nga|nam|dap|gay|trong|o|giua|bat|chay)\b",
    r"\bng[aã] (?:xe|cau thang|xuong|quy|gay|dap|lan|tren|o)\b",
    r"\bbi ng[aã]\b",
    r"\b(?:truot|trat|sẩy|say) chan\b|\b(?:ngoi|dung) day (?:\w+ )?khong (?:noi|duoc)\b|\bkhong (?:ngoi|"
    r"dung) day (?:noi|duoc)\b",
    r"\b(?:kho|khong|nghet) tho\b|\btho (?:\w+ )?khong (?:ra|noi|duoc)\b|\bom nguc\b",
    r"\b(?:đau|dau|tuc|nhói|nhoi) (?:that )?(?:nguc|tim)\b",
    r"\b(?:dot quy|tai bien|bat tinh|ngat|(?<!tre )(?<!muon )(?<!chut )xiu|co giat|hon me|cap cuu|"
    r"dien giat|ngo doc|mat mau|meo mieng)\b",
    r"\bchay mau\b",
    r"\btai nan (?:xe|roi|giao thong)\b",
    r"\bgay (?:xuong|tay|chan|co)\b",
    r"\bchay nha\b",
    r"\b(?:muon chet|khong muon song)\b(?! toi)",
    r"\bcuu (?:toi|tui|ba|ong|voi|mang|em|con|giup)\b",
    r"\b(?:goi|keu) (?:giup |gium )?115\b|\bheart attack\b|\bstroke\b|\b(?:fell|fallen)\b|\bcan ?t breathe\b",
)
# Of the text as it is typed: «từ từ» and «tư vấn» differ by their marks alone.
_TAKES_OWN_LIFE = any_of(
    r"\btự (?:tử|vẫn|sát)\b", r"\bquyên sinh\b", r"\b(?:muon|dinh|tinh|doi) (?:\w+ )?tu (?:tu|sat)\b"
)
_LONG_AGO = any_of(r"\b(?:hom|bua|tuan|thang|nam|dot|lan) (?:truoc|roi|qua|no|ngoai)\b")

_OFFICE = (
    r"(?:cong an|vien kiem sat|toa an|ngan hang|dien luc|thue|can bo|nhan vien|buu dien|shipper|bao hiem|canh sat)"
)
_THEM = r"(?:no|tui no|bon no|chung no|nguoi ta|nguoi la|họ|ho|thang do|con do|dua do)"
_TOLD = (
    r"(?:otp|m[aã] (?:so )?(?:sau|6) so|m[aã] otp|m[aã] xac (?:nhan|thuc|minh)|m[aã] pin|mat khau|so tai khoan"
    r"|so the|can cuoc|m[aã] so)"
)
_DEMANDS = r"(?:keu|bat|doi|yeu cau|bao|bieu|ep|xui|ru|hoi|xin|du|de nghi|huong dan)"
_ASKS_HOW = any_of(
    r"\b(?:hoi|hoc|chi|day) (?:\w+ ){0,2}cach\b",
    r"^\W*(?:(?:gui|nhan|phat|dang|loan) (?:tin )?)?canh bao\b",
    r"\b(?:nhắn|nhac|nhắc|canh bao) (?:cho )?(?:ba con|moi nguoi)",
)
_CHEATED = any_of(
    r"(?<!so )(?<!khoi )(?<!tranh )(?<!khong )(?<!chong )(?<!phong )(?<!keo )(?<!co )(?<!neu )(?<!chung )(?<!kho )"
    r"\bbi lua\b(?! dao khong)(?! khong)",
    r"\b(?:no|nguoi ta|tui no|chung|họ|ho|dua|thang) (?:da )?(?:lua|gat|luong)\b",
    r"\bbi (?:gat|du|luong) (?:\w+ )?(?:mat|lay|het|chuyen|nap)\b|\blua (?:tui|ba|ong|em|con|minh) roi\b",
    rf"\b(?:chuyen|gui|dua|nap|doc|chup|cho)(?: \w+){{0,3}} {_THEM} (?:\w+ ){{0,2}}"
    r"(?:\d+ ?(?:tr|trieu|cu)|\w+ trieu|m[aã]|so the|tien|can cuoc|otp|mat khau)\b",
    rf"\b(?:chuyen|gui|dua|nap) (?:tien|khoan|m[aã]|\d+ ?(?:tr|trieu|cu)|\w+ trieu) (?:\w+ )?cho {_THEM}\b",
    rf"\b(?:doc|dua|noi|gui) (?:\w+ ){{0,2}}{_TOLD}(?: \w+){{0,2}} (?:doc|dua|noi|gui|roi|cho no)\b",
    r"\b(?:hu|doa|de doa)(?: (?:bat|giam|bo tu|\w+)){0,4} (?:gui|chuyen|nop|dua) (?:\w+ ){0,2}(?:trieu|tien)\b",
    r"\b(?:hu|doa) bat\b",
    r"\blua (?:dao |gat )?(?:\w+ ){0,2}(?:het|mat|lay) ",
    r"\blua (?:\w+ ){0,3}(?:trieu|ty|tien)\b",
    r"(?<!co )(?<!phai )(?<!khong )(?<!ton )\bmat (?:het |sach |hon |tieu |toi |trang )*(?:tien|"
    r"[\w]+ (?:trieu|ty|cu))\b(?! (?:hoc )?khong)",
    r"\b(?:tien|tai khoan)(?: \w+){0,4} (?:mat|bay|bien|bi tru|bi hack)(?: sach| het| roi| mat)?\b(?! khau)",
    rf"\b{_DEMANDS} (?:\w+ ){{0,5}}(?:chuyen (?:khoan|tien)|nap tien|dong phat|doc ma|chuyen \w+ trieu)\b",
    rf"\b{_DEMANDS} (?:\w+ ){{0,5}}(?:cai (?:app|ung dung|phan mem)|bam (?:vao |vo )?(?:link|duong))\b",
    rf"\b{_DEMANDS} (?!(?:\w+ ){{0,2}}(?:sai|loi|nham|het han|khong dung|quen) )(?:\w+ ){{0,4}}{_TOLD}\b",
    rf"\b(?:doc|dua|noi|gui|cho|cung cap|nhắn|chup) (?:\w+ ){{0,2}}{_TOLD} (?:\w+ )?cho {_THEM}\b",
    rf"\b(?:lo|lỡ|da|vua|moi|trot|trót) (?:\w+ ){{0,2}}(?:doc|dua|cho|gui|noi|cung cap|nhap|chuyen)"
    rf" (?:\w+ ){{0,4}}(?:{_TOLD}|tien|khoan)\b",
    rf"\b{_OFFICE} (?:\w+ ){{0,3}}(?:goi|nhắn|keu|doi|bat|dieu tra|truy na|doa)\b(?! khong| mo| lop)",
    rf"\b(?:xung|nhan|tu xung|noi|bao|keu) (?:\w+ )?(?:la|tu|ben) {_OFFICE}\b",
    r"(?<!tham )\b(?:gia|mao) (?:danh|lam|mao|dang)\b",
    r"\b(?:bi )?(?:hack|chiem|cuop)(?: mat)? (?:\w+ ){0,2}(?:zalo|facebook|fb|tai khoan|vneid|nick|the)\b",
    r"\b(?:zalo|facebook|fb|tai khoan|vneid|nick)(?: \w+){0,3} bi (?:hack|chiem|cuop|mat|lay|tru)\b",
    r"\b(?:bam|nhan|mo) (?:\w+ ){0,2}(?:link|duong link|duong dan) (?:la|do|no)\b",
    r"\btrung (?:thuong|giai) (?:\w+ ){0,6}(?:phi|tien|nap|chuyen)\b|\bno tien (?:\w+ ){0,4}(?:chuyen|cat|doi)\b",
    r"\b(?:lay|rut|cuop|trom) (?:het |mat |sach |trom )+(?:\w+ ){0,2}(?:tien|tai khoan|cua)\b",
    r"\b(?:scammed|cheated|stole my money|lost my money)\b",
)
_AT_HOME = (
    r"(?:toi|den|vo|vao|ghe|dung|o|gõ|go|bam chuong)(?: \w+){0,2} (?:nha|cua|cong)"
    r"|tung nha|ngoai cua|truoc cua|toi day|den day"
)
_CLAIMS = (
    r"(?:noi|xung|bao|tu xung|keu|gioi thieu|bieu)(?: \w+){0,2} (?:la|tu|cua|ben)(?: \w+){0,2}"
    r" (?:tinh nguyen|nguoi|can bo|cong an|nhan vien|phuong|lop|khu pho|to|doan|ngan hang|hoc|day|"
    r"dien luc|hoi|xa|uy ban)"
    r"|(?:noi|xung|bao|tu xung) (?:\w+ )?(?:nguoi cua|nguoi ben|tinh nguyen|can bo|cong an|ben (?:phuong|lop))"
)
_VISITOR = any_of(
    rf"\b(?:{_AT_HOME})\b.*\b(?:{_CLAIMS})\b",
    rf"\b(?:{_CLAIMS})\b.*\b(?:{_AT_HOME})\b",
    r"\b(?:hai|may|nhung|co|mot|2|3)(?: \w+)? (?:nguoi|dua|thanh nien|thang|cô|ong|ba) la (?:\w+ )?"
    r"(?:truoc|toi|den|o) ",
    rf"\b(?:{_AT_HOME})\b.*\b(?:noi|xung|bao|keu|doi|biểu|bieu) (?:\w+ ){{0,2}}(?:toi |den )?(?:day|cai|kem|kiem tra|"
    r"ho tro|giup|huong dan|muon|xin)\b",
    r"\bbam chuong (?:\w+ ){0,2}(?:noi|xung|bao|keu)\b|\bngoai cong (?:noi|xung|bao|keu)\b",
    r"\b(?:nguoi|thang|dua|ong|ba|anh|con|bon|may dua|thanh nien) (?:\w+ )?(?:la|lạ) (?:hoac|hoắc|mat|huo|"
    r"huơ) (?:\w+ ){0,2}"
    rf"(?:{_AT_HOME})\b",
    r"\b(?:dung|o|toi|den) (?:ngoai |truoc )?(?:cua|cong)(?: \w+){0,2} (?:biểu|bieu|keu|bao|doi|"
    r"xin) (?:\w+ ){0,3}(?:vo|vao|mo)\b",
    r"\bnguoi la (?:mat )?(?:\w+ )?(?:toi|den|vo|vao|dung|gõ|go|bam|o|ngoai|doi|hoi)\b",
    r"\b(?:doi|xin|muon|cu) (?:\w+ )?(?:vo|vao) nha\b(?! van)",
    r"\b(?:doi|xin) (?:\w+ ){0,2}(?:coi|xem|muon|cam) (?:\w+ ){0,2}(?:dien thoai|can cuoc|giay to)\b",
    r"\bstranger at (?:the|my) door\b",
)
# «vụ bà Năm bị lừa tới đâu rồi»: whoever sees to it asks after it.
_ASKS_WHAT_BECAME = any_of(
    r"\b(?:vu|viec|chuyen|truong hop) .*\b(?:toi dau|sao roi|den dau|xu ly|giai quyet|xong chua)\b"
)
_ABOUT_US = any_of(r"\b(?:con|day|cai nay|tin nay|may) (?:\w+ )?(?:co phai|la) lua\b", r"\bco phai lua\b")


def dangers(text: str) -> tuple[Danger, ...]:
    said = " ".join(spelled(text[:LONGEST], _KNOWN))
    if _ABOUT_US.search(said) or _ASKS_WHAT_BECAME.search(said):
        return ()
    hurt = _HURT.search(said) or _TAKES_OWN_LIFE.search(normal("NFC", text[:LONGEST]).lower())
    found = {
        Danger.HURT: hurt is not None and _LONG_AGO.search(said) is None,
        Danger.CHEATED: _CHEATED.search(said) is not None and _ASKS_HOW.search(said) is None,
        Danger.VISITOR: _VISITOR.search(said) is not None,
    }
    return tuple(danger for danger, is_so in found.items() if is_so)
