"""Residential groups in the rows of a sheet."""

import pytest

from bot.domain.lists.groups import read_table


@pytest.mark.parametrize(
    ("rows", "groups"),
    [
        ([("STT", "Khu phố"), ("1", "3"), ("2", "bốn"), ("3", "Chợ")], ["khu_pho 3", "khu_pho 4", "khu_pho Chợ"]),
        (
            [("CÁC KHU PHỐ CỦA PHƯỜNG",), ("1", "Khu phố 4B", "Lê Văn Tám"), ("ấp Chợ",)],
            ["khu_pho 4B", "ap Chợ"],
        ),
        ([("Tên ấp",), ("1",), ("1",), ("Ấp 2",)], ["ap 1", "ap 2"]),
        ([("Họ tên", "Tuổi"), ("Nguyễn Thị Tư", "72")], []),
        ([("TT", "Ấp"), ("1",)], []),
    ],
)
def test_groups_stand_in_cells_or_below_a_heading(rows: list[tuple[str, ...]], groups: list[str]) -> None:
    assert [" ".join(name) for name in read_table(rows).groups] == groups
