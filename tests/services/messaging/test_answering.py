"""What an answer on a phone means, whatever reached it in which order: put in the evening and read in the morning, sent
slowly, several at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import clock
from bot.chat.message import Outgoing
from bot.services.messaging.answering import AskBackReason, AskedBack, Chosen, Past, PhoneScreen, Read, read
from bot.services.messaging.shown import ShownQuestion
from bot.storage.tables.messaging import Question
from tests import scene

NOW = scene.local("2026-11-24 07:30")
EVENING = scene.local("2026-11-23 20:45")
READER, MOTHER = 1, 2
MOST_CARDS = 4
YES = ("dạ", "ừ đi", "bà đi được", "👍")
NO = ("bận rồi", "hông", "đi đám", "nhà có giỗ")
SECOND = ("2", "2️⃣", "②", "số 2", "hai", "chọn 2 nhé", "2 nha con", "dạ số 2")


@pytest.fixture(autouse=True)
def _now() -> None:
    clock.stop_at(NOW)


@dataclass(frozen=True)
class _Put:
    """A card or list: whether it has two sides, whether somebody asked for it, and when it reached the phone."""

    has_sides: bool
    unasked: bool
    seconds_ago: int
    of: int | None = None


def _shown(n: int, put: _Put) -> ShownQuestion:
    labels = ("✅ Đi được", "❌ Bận mất rồi") if put.has_sides else ("📅 Lịch", "📝 Đăng ký", "📖 Sổ")
    sides = (True, False) if put.has_sides else ()
    options = [
        {
            "label": label,
            "flow": "answer",
            "answers": {"session": n, "for": put.of},
            **({"side": sides[at]} if sides else {}),
        }
        for at, label in enumerate(labels)
    ]
    reached = NOW - timedelta(seconds=put.seconds_ago)
    question = Question(id=n, name=None, options=options, kind=None, asked_at=EVENING, shown_at=reached)
    return ShownQuestion(question, Outgoing("…"), EVENING, put.unasked)


def _read(puts: Sequence[_Put], typed: str) -> tuple[list[ShownQuestion], Read | None]:
    """Read what is typed on a phone that these reached, the last one first, as `shown.lately` gives them."""
    shown = sorted((_shown(n, put) for n, put in enumerate(puts, 1)), key=lambda one: one.shown_at, reverse=True)
    return shown, read(typed, PhoneScreen(shown, None, READER, {}), clock.local(NOW))


def _screens(
    least: int = 1, *, sides: bool | None = None, unasked: bool | None = None
) -> st.SearchStrategy[list[_Put]]:
    either = [st.booleans() if only is None else st.just(only) for only in (sides, unasked)]
    one = st.builds(_Put, *either, st.integers(0, 40_000))
    return st.lists(one, min_size=least, max_size=MOST_CARDS, unique_by=lambda put: put.seconds_ago)


@settings(max_examples=50, deadline=None)
@given(_screens(), st.sampled_from(SECOND))
def test_a_number_means_what_reached_the_phone_last_or_is_asked_back(puts: list[_Put], typed: str) -> None:
    shown, found = _read(puts, typed)
    match found:
        case (Chosen(of, option, by_number=True),):
            assert (of, option) == (shown[0], 1)
        case AskedBack(why, (first, second)):
            assert why is AskBackReason.SEVERAL
            assert (first.shown, first.option, second.option) == (shown[0], 1, 1)
            assert shown[0].unasked
            assert NOW - shown[0].shown_at <= timedelta(seconds=20)
        case Past():
            assert shown[0].question.closed_at is not None
        case _:
            pytest.fail(f"{typed!r} means {found}")


@settings(max_examples=50, deadline=None)
@given(_screens(), st.sampled_from(YES), st.sampled_from(NO))
def test_yes_and_no_are_taken_by_one_card_alone(puts: list[_Put], agreed: str, refused: str) -> None:
    for typed, side in ((agreed, 0), (refused, 1)):
        shown, found = _read(puts, typed)
        cards = [one for one in shown if one.has_sides]
        match found:
            case None:
                assert cards == []
            case (Chosen(of, option),):
                assert (of, option) == (cards[0], side)
                assert len(cards) == 1 or not cards[0].unasked
            case AskedBack(why, between):
                assert why is AskBackReason.SEVERAL
                assert [each.shown for each in between] == cards
                assert {each.option for each in between} == {side}
            case _:
                pytest.fail(f"{typed!r} means {found}")


@settings(max_examples=25, deadline=None)
@given(_screens(least=2, sides=True, unasked=True), st.sampled_from(YES))
def test_of_two_cards_that_nobody_asked_for_yes_is_asked_back_with_both(puts: list[_Put], typed: str) -> None:
    _shown_there, found = _read(puts, typed)
    assert isinstance(found, AskedBack)
    assert len(found.between) == len(puts)


@settings(max_examples=25, deadline=None)
@given(_screens(sides=False), st.sampled_from(("8h", "28/11", "0912345678", "2 người", "khu phố 2", "2 mẹ con đi")))
def test_a_time_a_date_an_amount_or_a_group_is_no_line(puts: list[_Put], typed: str) -> None:
    _shown_there, found = _read(puts, typed)
    assert not isinstance(found, tuple)


def test_both_mother_and_child_answer_both_cards() -> None:
    puts = [_Put(has_sides=True, unasked=True, seconds_ago=ago) for ago in (100, 90)]
    for typed, side in (("cả hai mẹ con đi được", 0), ("cả hai mẹ con bận rồi", 1)):
        shown, found = _read(puts, typed)
        assert isinstance(found, tuple)
        assert [(each.shown, each.option) for each in found] == [(one, side) for one in shown]


@pytest.mark.parametrize(("typed", "side"), [("má em đi được nha", 0), ("má em bận rồi", 1), ("mẹ em đồng ý ạ", 0)])
def test_in_anothers_name_the_card_about_them_is_answered_wherever_it_stands(typed: str, side: int) -> None:
    own, hers = [_Put(has_sides=True, unasked=True, seconds_ago=100, of=of) for of in (None, MOTHER)]
    for puts in ([hers], [own, replace(hers, seconds_ago=50)], [replace(own, seconds_ago=50), hers]):
        _shown_there, found = _read(puts, typed)
        about = [each.shown.about for each in found] if isinstance(found, tuple) else found
        assert about == [MOTHER], puts
        assert isinstance(found, tuple)
        assert [each.option for each in found] == [side]
