"""«Một người hay hai?»."""

import pytest

from bot.domain.people.duplicates import Entry, Reason, pairs, reasons
from bot.domain.people.person import AgeBand

TU = Entry(1, "Nguyễn Thị Tư", "f", AgeBand.FROM_60, "0912")


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (Entry(2, "NGUYEN THI TU", "f", AgeBand.FROM_60, "0912"), {Reason.NAME, Reason.PHONE, Reason.AGE}),
        (Entry(2, "Nguyễn Thị Tư"), {Reason.NAME}),
        (Entry(2, "Tư", "f"), {Reason.GIVEN_NAME}),
        (Entry(2, "Tư", "f", AgeBand.FROM_75, "0912"), {Reason.GIVEN_NAME, Reason.PHONE}),
        (Entry(2, "Trần Thị Tư", "f", None, "0912"), {Reason.GIVEN_NAME, Reason.PHONE}),
        (Entry(2, "Nguyễn Thị Tư", "f", AgeBand.FROM_60, "0987"), {Reason.NAME, Reason.AGE}),
        # Two people.
        (Entry(2, "Trần Thị Tư", "f", AgeBand.FROM_60), set()),
        (Entry(2, "Tư", "m"), set()),
        (Entry(2, "Nguyễn Thị Tư", "f", AgeBand.FROM_18), set()),
        (Entry(2, "Nguyễn Thị Tư", "f", None, "0987"), set()),
        (Entry(2, "Tư", "f", AgeBand.FROM_60, "0987"), set()),
        (Entry(2, "Nguyễn Văn Bảy", "m", AgeBand.FROM_60, "0912"), set()),
    ],
)
def test_what_makes_one_think_so(other: Entry, why: set[Reason]) -> None:
    assert set(reasons(TU, other)) == set(reasons(other, TU)) == why


def test_the_surest_comes_first() -> None:
    people = [Entry(3, "Tư", "f"), TU, Entry(2, "nguyễn thị tư", None, None, "0912"), Entry(4, "Lê Văn Bảy")]
    found = [(one.key, other.key) for one, other, _why in pairs(people)]
    assert found[0] == (1, 2)
    assert set(found) == {(1, 2), (3, 1), (3, 2)}
