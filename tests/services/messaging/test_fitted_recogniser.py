"""The recogniser is fitted once for the same examples and code; what cannot be read is fitted anew."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from bot import clock
from bot.domain.understanding.answers.reader import AnswerReader
from bot.domain.understanding.recogniser import Recogniser
from bot.services.messaging.fitted_recogniser import fitted, fitted_answers

PHRASES = {
    "sign_up": ("đăng ký học", "cho tui học với", "ghi tên tui lớp thứ bảy", "muốn đi học"),
    "excuse": ("mai tui bận", "xin nghỉ một buổi", "bận rồi con", "không tới được"),
    "person": ("cho gặp người", "gọi cho tui", "nói chuyện với ai đó", "cần người giúp"),
}
LABELS = {"person": ("Gặp người", "Talk to a person")}
SAID = ("tui muốn học lớp thứ bảy", "bữa đó tui bận", "Gặp người", "mai xin nghỉ nha con", "trời hôm nay đẹp", "zzz")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)  # some machines never keep what is compiled
    return tmp_path / "kept" / "recogniser.npz"


def _fit(place: Path, phrases: Mapping[str, Sequence[str]] = PHRASES) -> Recogniser:
    return fitted(phrases, clock.local(clock.now()), {"excuse": frozenset(("học",))}, LABELS, place)


def _refuse(*_args: object) -> None:
    raise AssertionError("it is fitted anew")


def test_a_second_start_reads_what_the_first_has_fitted(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now, first = clock.local(clock.now()), _fit(place)
    monkeypatch.setattr(Recogniser, "_fit", _refuse)
    second = _fit(place)
    assert [second.wish(words, now) for words in SAID] == [first.wish(words, now) for words in SAID]


def test_so_is_the_reader_of_answers(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = fitted_answers(place)
    monkeypatch.setattr(AnswerReader, "_fit", _refuse)
    second = fitted_answers(place)
    said = ("bà đi được", "nhà có giỗ", "để coi", "mấy giờ học", "cà phê trứng")
    assert [second.read(words) for words in said] == [first.read(words) for words in said]


def test_other_examples_are_fitted(place: Path) -> None:
    now = clock.local(clock.now())
    assert _fit(place).wish("có tốn tiền không", now).name is None
    more = _fit(place, PHRASES | {"is_it_free": ("có tốn tiền không", "đóng bao nhiêu")})
    assert more.wish("có tốn tiền không", now).name == "is_it_free"


@pytest.mark.parametrize("kept", [b"", b"PK\x03\x04", b"x" * 5000])
def test_what_cannot_be_read_is_fitted_anew(place: Path, kept: bytes) -> None:
    _fit(place)
    whole = place.read_bytes()
    for damaged in (kept, whole[:-200]):
        place.write_bytes(damaged)
        assert _fit(place).wish("Gặp người", clock.local(clock.now())).name == "person"
        assert place.read_bytes() == whole


def test_where_nobody_may_write_it_is_fitted_each_time(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert _fit(tmp_path / "file" / "recogniser.npz").wish("Gặp người", clock.local(clock.now())).name == "person"
