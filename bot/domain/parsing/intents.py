"""Intents of free text: whole messages that ask for something we know."""

import re
from collections.abc import Iterable
from enum import StrEnum

from bot.domain.vietnamese import fold, letters, normal, untelex


class Intent(StrEnum):
    """What can be asked for at any time in plain words."""

    HUMAN = "human"
    HOME = "home"
    GREETING = "greeting"
    STOP_REMINDERS = "stop_reminders"
    MAYBE_STOP = "maybe_stop"
    REMIND_ME = "remind_me"
    HELP = "help"
    BACK = "back"
    CANCEL = "cancel"
    ERASE = "erase"
    MY_DATA = "my_data"
    SCHEDULE = "schedule"
    ENROL = "enrol"
    BUSY = "busy"
    UNDO = "undo"
    LANGUAGE = "language"
    VOLUNTEER = "volunteer"
    REPORT = "report"
    PAGE = "page"
    COACHING = "coaching"
    WAITING_ALONE = "waiting_alone"
    BOOK = "book"
    INCIDENT = "incident"
    VERIFY = "verify"
    MY_CODE = "my_code"
    PHONES = "phones"
    STAND_IN = "stand_in"
    HAND_OVER = "hand_over"


def intent_of(text: str) -> Intent | None:
    """Return the intent of the whole message; a wish inside a longer sentence or a name is none."""
    if text.strip() and not text.strip(" ?"):
        return Intent.HELP
    words = _words(text)
    return _WISHES.get(_without_courtesy(words)) if len(words) <= _LONGEST_WISH else None


# Words that differ in diacritics only keep them: «dừng» stop, «đúng» right, «Dũng» a name.
_MARKS_MATTER = frozenset(("dung", "ban", "co", "o", "hong", "di", "nghi"))
_SHORT_FOR = {
    **dict.fromkeys(("ko", "k", "kg", "kh", "khg", "kong", "hok", "hem", "hong", "hông", "hổng"), "khong"),
    **dict.fromkeys(("uh", "uhm", "um", "ừm", "ờ", "ừ"), "u"),
    **dict.fromkeys(("oke", "okie", "okay", "oki", "okey"), "ok"),
    "có": "co",
    "đi": "di",
    "nghỉ": "nghi",
    "dc": "duoc",
    "r": "roi",
    "tui": "toi",
}
_KIN = frozenset(("toi", "minh", "con", "chau", "em", "bạn")) | frozenset(
    ("ong", "ba", "bac", "cô", "co", "dì", "chu", "anh", "chi")
)
_COURTESY = _KIN | frozenset(("da", "a", "ah", "nhe", "nha", "nghe", "oi", "voi", "gium", "dum", "luon", "roi"))
_LONGEST_WISH = 9  # words


def _words(text: str) -> list[str]:
    plain = _plain_words(text)
    return [word if word in _KNOWN or not word.isascii() else _SHORT_FOR.get(w := untelex(word), w) for word in plain]


def _plain_words(text: str) -> list[str]:
    found = re.findall(r"[^\W_]+", normal("NFC", text).lower())
    plain = [word if fold(word) in _MARKS_MATTER else fold(word) for word in found]
    return [_SHORT_FOR.get(word, word) for word in plain if word]


def _without_courtesy(words: Iterable[str]) -> str:
    return " ".join(word for word in words if word not in _COURTESY)


# «Thôi không dời nữa»: what was begun is dropped. «Thôi không học nữa» is another matter.
_BEGUN = (
    *(
        "dời",
        "dời lớp",
        "dời buổi",
        "đổi",
        "đổi lớp",
        "hủy",
        "hủy lớp",
        "mở",
        "mở lớp",
        "tạo",
        "tạo lớp",
        "thêm",
        "ghi",
    ),
    *("xóa", "sửa", "in", "hỏi", "chọn", "chuyển"),
)
_NO_MORE = (
    *("thôi không {} nữa", "không {} nữa", "thôi khỏi {}", "khỏi {}", "khỏi {} nữa", "thôi đừng {}", "đừng {} nữa"),
    "thôi không {}",
)
_DROPPED = ", ".join(said.format(begun) for said in _NO_MORE for begun in _BEGUN)
_SAID = {
    Intent.HUMAN: "0, số 0, 0 gặp người, gặp người, gặp người thật, cho gặp người, nhờ người giúp, nhờ người, gọi tôi, "
    "gọi cho tôi, gọi lại, gọi lại cho tôi, gọi giúp tôi, nói chuyện với người, human",
    Intent.HOME: "về đầu, menu, bắt đầu, bắt đầu lại, làm lại từ đầu, trang đầu, home, start",
    Intent.GREETING: "alo, a lô, hello, hi, chào, xin chào",
    Intent.STOP_REMINDERS: "dừng, dừng lại, dừng nhắc, dừng nhắc nữa, dung nhac, dung nhac nua, dung nhan nua, "
    "đừng nhắc, đừng nhắc nữa, đừng nhắn nữa, ngừng, ngừng nhắc, ngưng nhắc, ngừng nhắn, thôi nhắc, thôi đừng nhắc, "
    "không nhắc nữa, thôi không nhắc nữa, tắt nhắc, stop",
    Intent.MAYBE_STOP: "dung",
    Intent.REMIND_ME: "nhắc, nhắc lại, bật lại, bật nhắc, bật nhắc lại, nhắc tiếp, remind me",
    Intent.HELP: "giúp, giúp đỡ, cần giúp, trợ giúp, hướng dẫn, cách dùng, không biết, không hiểu, không biết làm, "
    "help",
    Intent.BACK: "quay lại, trở lại, lùi lại, back",
    Intent.CANCEL: f"hủy, hủy bỏ, thôi, thôi khỏi, bỏ qua, cancel, never mind, {_DROPPED}",
    Intent.MY_DATA: "dữ liệu của tôi, thông tin của tôi, xem dữ liệu, xem thông tin, sửa thông tin, my data",
    Intent.ERASE: "xóa, xóa hết, xóa thông tin, xóa hết thông tin, xóa dữ liệu, erase, delete",
    Intent.SCHEDULE: "lịch, lịch học, xem lịch, cho xem lịch, xem lịch học, lịch của tôi, lịch học của tôi, "
    "hôm nào học, "
    "ngày nào học, khi nào học, chừng nào học, bao giờ học, mấy giờ học, schedule",
    Intent.ENROL: "đăng ký, đăng kí, đăng ký lớp, đăng ký học, đăng ký lớp học, muốn học, muốn đi học, muốn đăng ký, "
    "xin học, ghi danh, giữ chỗ, enrol",
    Intent.BUSY: "bận, ban, bận mất, bận việc, bận mất rồi, có việc bận, hôm nay bận, nay bận, mai bận, ngày mai bận, "
    "không đi, không đi được, không đi học được, không học được, không đến được, không tới được, không rảnh, "
    "hôm nay không đi được, nay không đi được, mai không đi được, ngày mai không đi được, không đi nữa, "
    "xin nghỉ, cho nghỉ, xin nghỉ buổi này, nghỉ buổi này, cho nghỉ buổi này, busy",
    Intent.UNDO: "hoàn tác, bấm nhầm, bấm nhầm trả lại, nhầm trả lại, nhầm, bấm lộn, lộn, bấm sai, undo",
    Intent.LANGUAGE: "ngôn ngữ, đổi ngôn ngữ, tiếng Anh, tiếng Việt, english, vietnamese, language",
    Intent.VOLUNTEER: "tình nguyện, tình nguyện viên, làm tình nguyện, làm tình nguyện viên, muốn làm tình nguyện, "
    "muốn làm tình nguyện viên, xin làm tình nguyện viên, đăng ký tình nguyện, đăng ký tình nguyện viên, volunteer",
    Intent.WAITING_ALONE: "chờ kèm, ai chờ kèm, ai đang chờ kèm, ai đang chờ kèm riêng, danh sách chờ kèm",
    Intent.COACHING: "kèm, kèm riêng, người kèm, người kèm riêng, xin người kèm, xin người kèm riêng, tìm người kèm, "
    "cho xin người kèm, cho xin người kèm riêng, cần người kèm, "
    "muốn có người kèm, muốn học riêng, học riêng, học kèm, xin học kèm, coaching",
    Intent.PHONES: "máy của tôi, điện thoại của tôi, nối máy, nối thêm máy, thêm máy, máy mới, có máy mới, đổi máy, "
    "đổi điện thoại, thay máy, máy mất, mất máy, bị mất máy, mất điện thoại, bị mất điện thoại, rớt mất máy, my phones",
    Intent.REPORT: "báo cáo, báo cáo tuần, xem báo cáo, báo cáo tuần này, tổng kết, tổng kết tuần, report",
    Intent.INCIDENT: "sự cố, báo sự cố, bị lừa, bị lừa đảo, bị lừa tiền, bị đòi tiền, bị quấy rối, bị quấy rầy, "
    "bị dọa, "
    "có người lạ, có người lạ tới nhà, có người lạ đến nhà, người lạ tới nhà, người lạ đến nhà, có người đòi tiền, "
    "báo công an, cứu tôi, cứu, incident",
    Intent.VERIFY: "có phải người của mình không, có phải người của lớp không, có phải người của tổ không, "
    "phải người của mình không, có đúng người của mình không, có đúng người của lớp không, người này là ai, ai đây, "
    "xác minh, kiểm tra người lạ, hỏi người lạ, verify",
    Intent.MY_CODE: "mã hôm nay, mã của tôi, mã hôm nay của tôi, my code",
    Intent.BOOK: "sổ tổ, sổ của tổ, xem sổ, xem sổ tổ, mở sổ, mở sổ tổ, ghi người, ghi tên người, thêm người, "
    "sổ khu phố, sổ ấp, xem sổ khu phố, mở sổ khu phố",
    Intent.STAND_IN: "nhờ người trông tổ, nhờ trông tổ, nhờ người trông giúp tổ, trông tổ giúp, "
    "nhờ người trông giúp, nhờ trông giúp, "
    "nhờ người trông khu phố, "
    "nhờ người trông ấp, nhờ người phụ trách thay, stand in",
    Intent.HAND_OVER: "bàn giao, bàn giao tổ, bàn giao khu phố, bàn giao ấp, bàn giao công việc, hand over",
    Intent.PAGE: "bảng, bảng số liệu, mở bảng, xem bảng, trang web, dashboard",
}
# Diacritics may be missing, except in «dừng»: «dung» may be «đúng».
_WISHES = {
    _without_courtesy(_plain_words(spelled)): wanted
    for wanted, phrases in _SAID.items()
    for phrase in phrases.split(",")
    for spelled in ((phrase,) if wanted is Intent.STOP_REMINDERS else (phrase, letters(phrase)))
}

_KNOWN = _COURTESY | {word for phrase in _WISHES for word in phrase.split()}
