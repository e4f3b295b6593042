"""Too much from one account is answered once and then not heard for a minute; others are."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.safety.rate_limit import MOST, WINDOW, Admission, Flood

AN, BAY = ("web", "an"), ("web", "bay")


def test_one_answer_then_silence_for_a_minute() -> None:
    flood = Flood()
    assert all(flood.judge(AN, str(n), n * 0.1) is Admission.TAKEN for n in range(MOST))
    assert flood.judge(AN, "more", 5.0) is Admission.ONE_TOO_MANY
    assert all(flood.judge(AN, f"again {n}", 5.0 + n) is Admission.DROPPED for n in range(1, 60))
    assert flood.judge(BAY, "1", 6.0) is Admission.TAKEN
    assert flood.judge(AN, "later", 5.0 + WINDOW) is Admission.TAKEN


def test_whoever_is_slow_is_always_heard() -> None:
    flood = Flood()
    assert {flood.judge(AN, str(n), n * WINDOW / MOST) for n in range(500)} == {Admission.TAKEN}


def test_what_is_delivered_again_counts_once() -> None:
    flood = Flood()
    assert {flood.judge(AN, "the same", n * 0.1) for n in range(500)} == {Admission.TAKEN}


def test_what_is_delivered_again_after_a_long_outage_keeps_nobody_from_being_heard() -> None:
    flood = Flood()
    another = ("telegram", "another")
    for account, at in ((AN, 0.2), (another, 1.0), (AN, 1.3), (another, 2.0)):
        assert flood.judge(account, "the same", at * WINDOW) is Admission.TAKEN


def test_who_has_been_quiet_is_forgotten() -> None:
    flood = Flood()
    for n in range(1000):
        flood.judge(("web", str(n)), "1", 0.0)
    flood.judge(AN, "1", 2 * WINDOW)
    assert len(flood._events) == 1


@given(st.lists(st.floats(0, 5), min_size=1, max_size=300))
def test_never_more_than_that_in_a_minute_and_one_answer_a_minute(gaps: list[float]) -> None:
    flood, now = Flood(most=5), 0.0
    taken, answered = [], []
    for n, gap in enumerate(gaps):
        now += gap
        heard = flood.judge(AN, str(n), now)
        taken += [now] if heard is Admission.TAKEN else []
        answered += [now] if heard is Admission.ONE_TOO_MANY else []
    for start in taken:
        # As many before a silence, and as many after it.
        assert sum(start <= at < start + WINDOW for at in taken) <= 5 + 5
    assert all(later - at >= WINDOW for at, later in pairwise(answered))
