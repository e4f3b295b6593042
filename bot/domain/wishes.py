"""Interim (helper H1 writes the real one)."""
from enum import StrEnum
from bot.domain.words import fold

class Wish(StrEnum):
    HUMAN="human"; HOME="home"; STOP_REMINDERS="stop_reminders"; MAYBE_STOP="maybe_stop"; REMIND_ME="remind_me"; HELP="help"
    BACK="back"; CANCEL="cancel"; ERASE="erase"; SCHEDULE="schedule"; ENROL="enrol"; BUSY="busy"; UNDO="undo"; LANGUAGE="language"

_W={"0":Wish.HUMAN,"gap nguoi":Wish.HUMAN,"ve dau":Wish.HOME,"menu":Wish.HOME,"chao":Wish.HOME,"dung":Wish.MAYBE_STOP,"nhac toi":Wish.REMIND_ME,
"giup":Wish.HELP,"quay lai":Wish.BACK,"huy":Wish.CANCEL,"xoa":Wish.ERASE,"lich hoc":Wish.SCHEDULE,"dang ky":Wish.ENROL,"ban":Wish.BUSY,"khong di duoc":Wish.BUSY}
def wish(text: str) -> Wish|None:
    if text.strip().lower()=="dừng": return Wish.STOP_REMINDERS
    return _W.get(fold(text))
def yes_or_no(text: str) -> bool|None:
    f=fold(text)
    if f in ("khong","ko","khong di duoc","ban","chua","no"): return False
    if f in ("co","u","da","duoc","dong y","di duoc","yes","dung"): return True
    return None
def has_secret(text: str) -> bool:
    return "mật khẩu" in text
