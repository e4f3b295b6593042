"""What is no answer at all: to no kind of question is it a yes, a no, a line, a name or an amount."""

from datetime import datetime

import pytest

from bot.clock import LOCAL
from bot.domain.understanding.kinds import AnswerKind
from bot.domain.understanding.open_question import Open, answer_in
from bot.domain.understanding.yes_no import Answer, ConsentAnswer

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=LOCAL)
_SIDES = ("✅ Đi được", "❌ Bận mất rồi")
_CHANGE = {Answer.YES, Answer.NO, ConsentAnswer.YES, ConsentAnswer.NO}
_CARD = "Dạ, mai có lớp Chống lừa đảo lúc 7 giờ tối tại nhà văn hóa.\n1. ✅ Đi được\n2. ❌ Bận mất rồi\n0. Gặp người"


@pytest.mark.parametrize("kind", [AnswerKind.TWO_SIDES, AnswerKind.CONSENT, AnswerKind.OWN_WORD, AnswerKind.LEAVING])
@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("được " * 2_000, id="10,000 characters"),
        pytest.param("Mi scusi, non parlo vietnamita", id="another language"),
        pytest.param("다음 주에 시간이 있습니까", id="another script"),
        pytest.param("🐶🌧️🎂", id="only emoji"),
        pytest.param("sửa tên cho tui, đổi lớp qua thứ bảy, với gọi tui cái", id="three wishes"),
        pytest.param("hay quá ha, nhắn giữa trưa", id="sarcasm"),
        pytest.param(_CARD, id="a forwarded card"),
        pytest.param("Lan ơi chiều mua giùm chị bó rau", id="for somebody else"),
        pytest.param("", id="nothing"),
    ],
)
def test_what_is_no_answer_changes_nothing(typed: str, kind: AnswerKind) -> None:
    heard = answer_in(typed, Open(kind, _SIDES), NOW)
    assert heard is None or (heard.line is None and heard.answer not in _CHANGE), heard
