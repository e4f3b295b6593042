"""«Một người hay hai?»."""

from bot.domain.people.duplicates import ComparedPerson, DuplicateReason, pairs, reasons
from bot.domain.people.person import AgeBand
from tests.tables import each_of

TU = ComparedPerson(1, "Nguyễn Thị Tư", "f", AgeBand.FROM_60, "0912")


@each_of(
    ("other", "why"),
    [
        (
            ComparedPerson(2, "NGUYEN THI TU", "f", AgeBand.FROM_60, "0912"),
            {DuplicateReason.NAME, DuplicateReason.PHONE, DuplicateReason.AGE},
        ),
        (ComparedPerson(2, "Nguyễn Thị Tư"), {DuplicateReason.NAME}),
        (ComparedPerson(2, "Tư", "f"), {DuplicateReason.GIVEN_NAME}),
        (ComparedPerson(2, "Tư", "f", AgeBand.FROM_75, "0912"), {DuplicateReason.GIVEN_NAME, DuplicateReason.PHONE}),
        (ComparedPerson(2, "Trần Thị Tư", "f", None, "0912"), {DuplicateReason.GIVEN_NAME, DuplicateReason.PHONE}),
        (ComparedPerson(2, "Nguyễn Thị Tư", "f", AgeBand.FROM_60, "0987"), {DuplicateReason.NAME, DuplicateReason.AGE}),
        # Two people.
        (ComparedPerson(2, "Trần Thị Tư", "f", AgeBand.FROM_60), set()),
        (ComparedPerson(2, "Tư", "m"), set()),
        (ComparedPerson(2, "Nguyễn Thị Tư", "f", AgeBand.FROM_18), set()),
        (ComparedPerson(2, "Nguyễn Thị Tư", "f", None, "0987"), set()),
        (ComparedPerson(2, "Tư", "f", AgeBand.FROM_60, "0987"), set()),
        (ComparedPerson(2, "Nguyễn Văn Bảy", "m", AgeBand.FROM_60, "0912"), set()),
    ],
)
def test_what_makes_one_think_so(other: ComparedPerson, why: set[DuplicateReason]) -> None:
    assert set(reasons(TU, other)) == set(reasons(other, TU)) == why


def test_the_surest_comes_first() -> None:
    people = [
        ComparedPerson(3, "Tư", "f"),
        TU,
        ComparedPerson(2, "nguyễn thị tư", None, None, "0912"),
        ComparedPerson(4, "Lê Văn Bảy"),
    ]
    found = [(one.key, other.key) for one, other, _why in pairs(people)]
    assert found[0] == (1, 2)
    assert set(found) == {(1, 2), (3, 1), (3, 2)}
