"""Topics by the names people give them."""

from unicodedata import normalize

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.topics import Topic, find_topic, topic_of
from tests.tables import each_of

_NAMED = {
    "lừa đảo": Topic.T06,
    "Phòng chống lừa đảo": Topic.T06,
    "lop chong lua dao qua dien thoai": Topic.T06,
    "VNeID": Topic.T03,
    "dịch vụ công": Topic.T04,
    "Zalo": Topic.T02,
    "internet": Topic.T02,
    "gọi video": Topic.T02,
    "thanh toán": Topic.T05,
    "quét mã QR": Topic.T05,
    "dùng ví": Topic.T05,
    "y tế": Topic.T07,
    "khám bệnh": Topic.T07,
    "BHYT": Topic.T07,
    "VssID": Topic.T07,
    "công dân số": Topic.T08,
    "mua sắm": Topic.T09,
    "mua bán trên mạng": Topic.T09,
    "AI": Topic.T10,
    "ai": Topic.T10,
    "làm quen ai": Topic.T10,
    "trí tuệ nhân tạo": Topic.T10,
    "điện thoại": Topic.T01,
    "dien  thoai": Topic.T01,
    normalize("NFD", "điện thoại"): Topic.T01,
}


@each_of("text", _NAMED)
def test_a_topic_is_named(text: str) -> None:
    assert topic_of(text) is _NAMED[text]


@each_of(
    "text", ["", "ai dạy?", "vì sao", "trạm y tế", "Trung tâm dịch vụ công", "ĐI vi vu", "zaloo", "qrs", "lớp nấu ăn"]
)
def test_other_words_name_none(text: str) -> None:
    assert topic_of(text) is None


def test_the_longest_name_wins_wherever_it_stands() -> None:
    text = "Lớp VNeID và dịch vụ công"
    found = find_topic(text)
    assert found is not None
    assert text[found.start : found.end] == "dịch vụ công"


@each_of("text", ["Zalo trên điện thoại thông minh", "điện thoại: Zalo"])
def test_a_telephone_is_a_topic_only_by_itself(text: str) -> None:
    assert topic_of(text) is Topic.T02


def test_every_topic_has_a_name() -> None:
    assert set(_NAMED.values()) == set(Topic)


@given(st.text() | st.lists(st.sampled_from([*_NAMED, "lớp"])).map(" ".join))
def test_any_text_can_be_read(text: str) -> None:
    found = find_topic(text)
    assert found is None or 0 <= found.start < found.end <= len(normalize("NFC", text))
