"""Cries for help inside a sentence, and what only sounds like one."""

import csv
import unicodedata
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.understanding.danger import Danger, dangers
from tests.tables import each_of

LINES = Path(__file__).parent

HURT = [
    "bà bị té",
    "ba bi te roi con oi",
    "ông nhà tui té cầu thang",
    "khó thở quá",
    "đau ngực quá con ơi",
    "cứu bà với",
]
HURT += [
    "bà muốn tự tử",
    "tui muon tu tu cho roi",
    "nó đòi tự vẫn",
    "ba em bị đột quỵ",
    "chảy máu nhiều lắm",
    "bà ngã xuống ao",
    "I fell and can't breathe",
]
CHEATED = [
    "bị lừa mất 5 triệu rồi con ơi",
    "có người kêu là công an bắt chuyển tiền",
    "công an gọi điện kêu tui chuyển khoản",
]
CHEATED += [
    "lỡ đọc mã otp cho nó rồi",
    "zalo tui bị hack",
    "nó lừa bà hết tiền",
    "tài khoản mất sạch tiền",
    "mất 20 triệu rồi",
]
CHEATED += [
    "có người giả danh cán bộ thuế kêu cài app",
    "bi lua mat tien",
    "người ta đòi số tài khoản với mật khẩu của bà",
]
VISITOR = ["có người tới nhà nói là tình nguyện viên", "co nguoi toi nha noi la nguoi cua lop", "có người lạ gõ cửa"]
VISITOR += ["thằng kia đứng trước cửa xưng là cán bộ phường", "có cô nào đòi coi điện thoại của bà"]
NONE = ["con có phải lừa đảo không", "tôi muốn học lớp chống lừa đảo", "lớp phòng lừa đảo mấy giờ", "có mất tiền không"]
NONE += [
    "trễ xíu nha",
    "mất tiền không con",
    "chuyển khoản học phí hả",
    "tôi muốn học chuyển tiền",
    "đi tập thể dục té nước",
    "nhắn bà con coi chừng bị lừa",
    "có mất mát gì đâu",
    "mai đi khám tim",
    "tôi muốn hỏi cách đọc mã otp",
    "học cách chuyển khoản",
    "tới nhà dạy giùm được không",
    "cảnh báo bà con chiêu lừa mới",
    "nhà tui bị mất mạng",
    "nói cho họ biết rồi",
    "gửi cho người ta tờ giấy rồi",
    "cho nó học nữa được không",
    "muốn xin một bạn tới nhà hướng dẫn",
    "tui nói người ta rồi",
    "học có tốn tiền không",
    "kinh tế khó khăn",
    "trạm y tế ở đâu",
    "nhờ người tới nhà dạy mẹ em",
    "quên mật khẩu rồi",
]
NONE += [
    "sợ bị lừa nên bà muốn học",
    "tuần trước bà bị té nên chưa đi học",
    "báo công an phường số liệu",
    "dạ đi được",
    "té ra vậy",
    *("từ từ", "bà muốn từ từ rồi học", "tu tu nha con", "Từ Văn Đang", "tư vấn giùm tui", "cần tư vấn chọn lớp"),
]


@each_of(
    ("typed", "danger"),
    [(typed, danger) for danger, said in zip(Danger, (HURT, CHEATED, VISITOR), strict=True) for typed in said],
)
def test_a_cry_for_help_is_heard(typed: str, danger: Danger) -> None:
    assert danger in dangers(typed)
    assert danger in dangers(unicodedata.normalize("NFD", f"con ơi {typed} con giúp với"))


@each_of("typed", NONE)
def test_what_only_sounds_like_one_is_none(typed: str) -> None:
    assert dangers(typed) == ()


def _is_of_danger(row: dict[str, str]) -> bool:
    return row["state"] == "danger" or row["meaning"] in {*Danger, "fall"}


@each_of("split", ["dev", "cases"])
def test_no_false_alarm_in_ordinary_talk(split: str) -> None:
    with (LINES / f"{split}.tsv").open(encoding="utf-8") as file:
        ordinary = [row for row in csv.DictReader(file, delimiter="\t") if not _is_of_danger(row)]
    assert [row["text"] for row in ordinary if dangers(row["text"])] == []


@given(st.text(max_size=10_000))
def test_any_text_can_be_read(text: str) -> None:
    assert set(dangers(text)) <= set(Danger)
