"""When somebody is free week by week, in any order of days and parts of them."""

import pytest

from bot.domain.parsing.half_days import read_half_days

DAYS = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")


@pytest.mark.parametrize(
    ("typed", "free"),
    [
        ("tối 3 5 7", "T3 evening, T5 evening, T7 evening"),
        ("em rảnh tối 3 5 7 với sáng chủ nhật", "T3 evening, T5 evening, T7 evening, CN morning"),
        ("tối 3 5 7, chủ nhật sáng", "T3 evening, T5 evening, T7 evening, CN morning"),
        ("tối 3 5 7 cn sáng", "T3 evening, T5 evening, T7 evening, CN morning"),
        ("toi 3 5 7 voi sang cn", "T3 evening, T5 evening, T7 evening, CN morning"),
        ("sáng t7 và cn chiều", "T7 morning, CN afternoon"),
        ("chiều thứ 3, thứ 5; sáng cn", "T3 afternoon, T5 afternoon, CN morning"),
        ("thứ 2 thứ 4 buổi chiều", "T2 afternoon, T4 afternoon"),
        ("sáng với chiều thứ bảy", "T7 afternoon, T7 morning"),
        ("Saturday mornings and Sunday evenings", "T7 morning, CN evening"),
    ],
)
def test_days_and_parts_go_together_in_any_order(typed: str, free: str) -> None:
    found = sorted(read_half_days(typed), key=lambda one: (one[0], one[1].value))
    assert ", ".join(f"{DAYS[day]} {part.value}" for day, part in found) == free
