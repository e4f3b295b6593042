"""The learned reader of answers stands behind the rules: it confirms what it is sure of, asks back, and never turns a
refusal into a yes.
"""

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.understanding.answers.examples import EXAMPLES
from bot.domain.understanding.answers.reader import AnswerReader
from bot.domain.understanding.yes_no import Answer, yes_no
from bot.services.messaging.fitted_recogniser import answers
from tests.tables import each_of

CARDS = {"coming", "taking", "notice", "doing", "approving"}
KEPT_ASIDE = ("unseen7", "unseen9", "test", "cases")
_A_FIFTH = 5


def _typed(split: str) -> list[dict[str, str]]:
    with (Path(__file__).parent / f"{split}.tsv").open(encoding="utf-8") as file:
        return [row for row in csv.DictReader(file, delimiter="\t") if row["state"] in CARDS]


@pytest.fixture(scope="module")
def of_four_fifths() -> AnswerReader:
    return AnswerReader(
        {meaning: [text for n, text in enumerate(texts) if n % _A_FIFTH] for meaning, texts in EXAMPLES.items()}
    )


def _left_out(meaning: Answer | None) -> list[str]:
    return list(EXAMPLES[meaning][::_A_FIFTH])


def test_there_are_enough_examples_and_each_means_one_thing() -> None:
    told = [text.lower() for texts in EXAMPLES.values() for text in texts]
    assert len(told) >= 600
    assert len(set(told)) == len(told)


def test_no_line_that_measures_was_learnt() -> None:
    told = {text.lower() for texts in EXAMPLES.values() for text in texts}
    assert told.isdisjoint(row["text"].lower() for split in KEPT_ASIDE for row in _typed(split))


@pytest.mark.slow  # fits a recogniser
def test_of_what_was_not_learnt_no_refusal_is_confirmed_as_a_yes(of_four_fifths: AnswerReader) -> None:
    refused = [text for text in _left_out(Answer.NO) if yes_no(text) is not Answer.YES]
    assert [text for text in refused if of_four_fifths.read(text) is Answer.YES] == []


@pytest.mark.slow  # fits a recogniser
def test_of_what_was_not_learnt_no_yes_is_taken_for_a_refusal(of_four_fifths: AnswerReader) -> None:
    agreed = [text for text in _left_out(Answer.YES) if yes_no(text) is not Answer.NO]
    assert [text for text in agreed if of_four_fifths.read(text) is Answer.NO] == []


@pytest.mark.slow  # fits a recogniser
def test_what_the_rules_leave_open_is_mostly_answered_or_asked_back(of_four_fifths: AnswerReader) -> None:
    opened = [text for meaning in (Answer.YES, Answer.NO) for text in _left_out(meaning) if yes_no(text) is None]
    heard = [of_four_fifths.read(text) for text in opened]
    assert heard.count(None) < len(heard) / 10
    assert sum(each in {Answer.YES, Answer.NO} for each in heard) > len(heard) / 10


@pytest.mark.parametrize("split", KEPT_ASIDE)
def test_a_refusal_that_was_kept_aside_is_no_yes_and_a_yes_no_refusal(split: str) -> None:
    for row in _typed(split):
        meanings = set(row["meaning"].split("|"))
        heard = answers().read(row["text"])
        assert heard is not Answer.YES or "yes" in meanings or "no" not in meanings, row
        assert heard is not Answer.NO or "no" in meanings or "yes" not in meanings, row


def test_talk_about_something_else_is_neither_yes_nor_no() -> None:
    told = (Path(__file__).parent / "off_topic.tsv").read_text(encoding="utf-8").splitlines()[1:]
    assert len(told) >= 80
    assert [text for text in told if answers().read(text) in {Answer.YES, Answer.NO}] == []
    assert {text.lower() for text in told}.isdisjoint(text.lower() for texts in EXAMPLES.values() for text in texts)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(EXAMPLES[Answer.YES]), st.sampled_from(["không", "ko", "khong", "chưa", "chẳng", "đâu", "thôi"]))
def test_it_never_adds_a_yes_to_words_of_refusal(agreement: str, refusal: str) -> None:
    for said in (f"{agreement} {refusal}", f"{refusal} {agreement}"):
        assert yes_no(said) is Answer.YES or answers().read(said) is not Answer.YES


@each_of(
    "typed",
    [
        "mấy giờ học",
        "lớp ở đâu vậy con",
        "báo cáo tuần",
        "khu phố nào chưa báo cáo",
        "Nguyễn Thị Tư",
        "",
        "?",
        "🌸",
        "123",
        "bông bí nấu canh",
        "canh chua cá bông lau",
        "nhà sơn màu vàng",
        "bánh xèo giòn rụm",
        "con gà trống gáy",
        "xe lửa chạy qua cầu",
    ],
)
def test_what_asks_for_something_else_is_no_answer(typed: str) -> None:
    assert answers().read(typed) in {None, Answer.UNSURE}


@each_of(
    "typed",
    [
        "dạ",
        "ừ",
        "ờ",
        "ok",
        "được",
        "có",
        "vâng",
        "đi",
        "duyệt",
        "dạ có",
        "ừ đi",
        "biết rồi",
        "bà đi",
        "em nhận",
        "u đi được",
    ],
)
def test_a_plain_yes_stays_one(typed: str) -> None:
    assert answers().read(typed) is Answer.YES


@each_of(
    "typed",
    [
        "không",
        "ko",
        "hông",
        "thôi",
        "chưa",
        "bận",
        "khỏi",
        "nghỉ",
        "hủy",
        "dạ thôi",
        "kẹt rồi",
        "đi đám",
        "đâu đi được",
    ],
)
def test_a_plain_no_stays_one(typed: str) -> None:
    assert answers().read(typed) is Answer.NO
