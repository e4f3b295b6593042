"""Lists of people to be invited, as wards type and keep them."""

from bot.domain.lists.invited import read_invited, read_invited_rows
from tests.tables import each_of


@each_of(
    ("typed", "group", "name"),
    [
        ("1. Khu phố 1, Trần Thị Lan, 0912345678", ("khu_pho", "1"), "Trần Thị Lan"),
        ("kp 2 - Lê Văn Ba", ("khu_pho", "2"), "Lê Văn Ba"),
        ("khu phố 3 Nguyễn Văn Tèo", ("khu_pho", "3"), "Nguyễn Văn Tèo"),
        ("ấp 5A: Hồ Thị Hoa", ("ap", "5A"), "Hồ Thị Hoa"),
        ("Ấp Suối Sâu: bà Tô Thị Phố", ("ap", "Suối Sâu"), "Bà Tô Thị Phố"),
        ("Trần Thị Mười\tkhu phố 5\tPhường Phú Lợi", ("khu_pho", "5"), "Trần Thị Mười"),
        ("khu phố 4", ("khu_pho", "4"), ""),
        ("khu phố 4, 0912 345 678", ("khu_pho", "4"), ""),
        ("khu phố 4, Phường Phú Lợi", ("khu_pho", "4"), ""),
    ],
)
def test_a_line_is_a_group_and_a_name(typed: str, group: tuple[str, str], name: str) -> None:
    assert [(tuple(one.at), one.name) for one in read_invited(typed).people] == [(group, name)]


@each_of(
    ("typed", "kind", "name"),
    [
        ("Đoàn phường Phú Lợi, Nguyễn Văn An", "youth_union", "Nguyễn Văn An"),
        ("Lê Thị Thắm; Hội LHPN phường", "womens_union", "Lê Thị Thắm"),
        ("2. hội cựu chiến binh khu phố 4 - Võ Văn Sáu", "veterans_association", "Võ Văn Sáu"),
        ("Trường THPT Võ Minh Đức\tTrương Thị Đoàn", "school", "Trương Thị Đoàn"),
        ("HTX Nấm Xanh: Trần Văn Tư", "cooperative", "Trần Văn Tư"),
        ("Cty may Hoàng Hôn, chị Hồ Thị Út, 0912345678", "employer", "Chị Hồ Thị Út"),
        ("UBND phường Phú Lợi, Đoàn Thị Lan", "office", "Đoàn Thị Lan"),
    ],
)
def test_a_line_is_an_organisation_and_who_speaks_for_it(typed: str, kind: str, name: str) -> None:
    assert [(one.at.kind, one.name) for one in read_invited(typed).people] == [(kind, name)]


@each_of(
    ("typed",),
    [("Đoàn Thị Lan, Trương Văn Ba",), ("Đoàn phường Phú Lợi",), ("Hội,Trần Thị Lan",), ("Trường hợp khó, Lê Ba",)],
)
def test_a_name_of_a_family_and_a_title_are_no_organisation(typed: str) -> None:
    assert read_invited(typed).people == ()


def test_lines_without_a_group_are_said_and_each_is_invited_once() -> None:
    found = read_invited("DANH SÁCH TRƯỞNG KHU PHỐ\nkp1, Trần Thị Lan\nKhu phố 1, TRẦN THỊ LAN\n\n🙂\n" + "x" * 10_000)
    assert [one.name for one in found.people] == ["Trần Thị Lan"]
    assert found.unread == ("DANH SÁCH TRƯỞNG KHU PHỐ", "🙂", "x" * 60)


def test_a_column_below_its_heading_holds_groups_and_no_names() -> None:
    rows = [["DANH SÁCH"], ["TT", "Ấp", "Họ và tên"], ["1", "1", "Trần Thị Lan"], ["2", "Suối Đờn", ""], ["", "", ""]]
    found = read_invited_rows(rows).people
    assert [(tuple(one.at), one.name) for one in found] == [(("ap", "1"), "Trần Thị Lan"), (("ap", "Suối Đờn"), "")]
