"""Texts become words for one reader: address, tone, the hour at which they are read."""

from datetime import timedelta

from bot import clock
from bot.i18n import Reader, Text, lines, verbatim
from bot.i18n.address import in_tone
from tests.tables import each_of


def test_the_reader_fills_in_the_form_of_address() -> None:
    text = Text("{Goi} {ten} ơi, {xung} nhắc {goi} nhé.")
    assert text.for_(Reader("vi", "bac", "An")) == "Bác An ơi, con nhắc bác nhé."
    assert text.for_(Reader("vi", "chi", "Lan")) == "Chị Lan ơi, em nhắc chị nhé."
    assert text.for_(Reader("vi")) == "Cô, bác ơi, trợ lý nhắc cô, bác nhé."


def test_what_waits_for_its_hour_speaks_as_of_that_hour() -> None:
    tomorrow = clock.now() + timedelta(days=1)
    text = Text("{when}", {"when": tomorrow})
    assert "mai" in text.for_(Reader("vi"))
    assert "sáng nay" in text.for_(Reader("vi", at=tomorrow))


@each_of(
    ("said", "heard"),
    [
        ("Dạ, mình giúp được gì cho bạn ạ?", "Mình giúp được gì cho bạn?"),
        ("Xong rồi ạ! Dạ, hẹn gặp.", "Xong rồi! Hẹn gặp."),
        ("Bạn Dạ Thảo ở lại ạ.", "Bạn Dạ Thảo ở lại."),
        ("Dạ Thảo ở lại ạ.", "Dạ Thảo ở lại."),
    ],
)
def test_students_are_spoken_to_as_equals(said: str, heard: str) -> None:
    assert in_tone("ban", said) == heard
    assert in_tone("bac", said) == said


def test_a_message_is_opened_by_one_sign_of_deference() -> None:
    said = lines("Dạ, con chưa hiểu.", lines(Text("Dạ, {goi} tên gì ạ?"), Text("Dạ gõ chữ cũng được.")))
    assert said.for_(Reader("vi", "ba")) == "Dạ, con chưa hiểu.\nBà tên gì ạ?\nGõ chữ cũng được."
    assert lines(Text("Tin cho bà Tư:"), Text("Dạ, mai nghỉ.")).for_(Reader("vi", "co")).endswith("Dạ, mai nghỉ.")


def test_what_a_person_wrote_is_never_touched() -> None:
    assert lines(verbatim("Dạ, {goi} ạ")).for_(Reader("vi", "ban")) == "Dạ, {goi} ạ"
    assert lines("Dạ, bà con nghe:", verbatim("Dạ, mai nghỉ.")).for_(Reader("vi", "ba")).endswith("Dạ, mai nghỉ.")


def test_a_word_that_was_left_out_leaves_no_gap_before_a_mark() -> None:
    assert Text("Good day {name}, read {what} .", {"name": "", "what": "a .csv file"}).for_(Reader("en")) == (
        "Good day, read a .csv file."
    )
