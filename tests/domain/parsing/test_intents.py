"""What people want: whole messages, read with and without marks."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.parsing.intents import Intent, intent_of
from bot.domain.vietnamese import letters
from tests.tables import each_of

ANY_TEXT = st.text(max_size=10_000)

WISHES = {
    Intent.HUMAN: ["0", "0.", "gặp người", "Cho tôi gặp người", "nhờ người giúp", "gọi cho tôi", "gọi lại cho tôi với"],
    Intent.HOME: ["về đầu", "menu", "bắt đầu", "/start"],
    Intent.GREETING: ["Alo", "hello", "Chào con", "xin chào ạ"],
    Intent.STOP_REMINDERS: [
        "dừng",
        "Dừng",
        "DỪNG NHẮC",
        "/stop",
        "ngừng nhắc",
        "thôi nhắc",
        "đừng nhắc nữa",
        "dung nhac nua",
    ],
    Intent.MAYBE_STOP: ["dung", "Dung", "dung a"],
    Intent.REMIND_ME: ["nhắc tôi", "NHẮC TÔI", "bật lại", "nhac toi"],
    Intent.HELP: ["giúp", "giúp tôi với", "hướng dẫn", "help", "?", "??", "không biết", "tôi không hiểu"],
    Intent.BACK: ["quay lại", "quay lai", "trở lại"],
    Intent.CANCEL: ["hủy", "huỷ", "thôi", "Thôi con", "/cancel"],
    Intent.MY_DATA: ["dữ liệu của tôi", "du lieu cua toi", "Thông tin của tôi", "xem thông tin", "sửa thông tin"],
    Intent.ERASE: ["xóa", "xoá", "XÓA", "xoa thong tin", "xóa hết thông tin"],
    Intent.SCHEDULE: ["lịch", "lich hoc", "hôm nào học", "khi nào học", "lịch của tôi"],
    Intent.ENROL: ["đăng ký", "đăng kí", "dang ky lop", "tôi muốn học", "muốn học"],
    Intent.BUSY: [
        "bận",
        "ban",
        "bận rồi",
        "ban roi",
        "tôi bận rồi",
        "Bác bận rồi con ơi",
        "không đi được",
        "khong di dc",
        "ko đi đc",
        "mai tui bận rồi",
        "Bận mất rồi",
        "hông đi được",
        "cho tôi nghỉ buổi này",
    ],
    Intent.UNDO: ["hoàn tác", "bấm nhầm", "lộn rồi", "tôi bấm lộn rồi"],
    Intent.LANGUAGE: ["english", "tiếng Anh", "tieng viet", "ngôn ngữ"],
}


@each_of(("wanted", "typed"), [(wanted, typed) for wanted, said in WISHES.items() for typed in said])
def test_wishes_are_read(wanted: Intent, typed: str) -> None:
    assert intent_of(typed) is wanted
    assert intent_of(unicodedata.normalize("NFD", f"  {typed} ")) is wanted


@each_of("typed", [typed for wanted, said in WISHES.items() if wanted is not Intent.STOP_REMINDERS for typed in said])
def test_marks_may_be_left_out(typed: str) -> None:
    assert intent_of(letters(typed)) is intent_of(typed)


def test_only_the_mark_tells_stopping_from_agreeing() -> None:
    assert [intent_of(word) for word in ("dừng", "dung", "đúng", "dùng", "Dũng", "đừng")] == [
        *(Intent.STOP_REMINDERS, Intent.MAYBE_STOP),
        *(None, None, None, None),
    ]


@each_of(
    "typed",
    [
        "",
        "Nguyễn Văn Huy",
        "Trần Thị Dung",
        "Lê Văn Thôi",
        "bạn",
        "Bàn",
        "tôi dùng điện thoại",
        "10",
        "cô",
        "Chào Mào Đỏ",
    ],
)
def test_a_wish_inside_a_name_or_a_sentence_is_none(typed: str) -> None:
    assert intent_of(typed) is None


@each_of("typed", ["bawts ddaauf", "khoong dif dduwowcj", "ddawng kys"])
def test_what_a_telex_keyboard_leaves_is_read(typed: str) -> None:
    assert intent_of(typed) in {Intent.HOME, Intent.BUSY, Intent.ENROL}


@given(ANY_TEXT)
def test_any_text_can_be_read(text: str) -> None:
    assert intent_of(text) is intent_of(unicodedata.normalize("NFC", text))
