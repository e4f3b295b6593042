"""Wards and residential groups, as people name them."""

import csv
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

import bot.storage.wards
from bot.domain.people.places import GroupName, find_ward, group_order, read_group, read_number, says_unknown
from bot.domain.vietnamese import fold
from tests.tables import each_of

with Path(bot.storage.wards.__file__).with_name("wards.csv").open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))
NAMES = {row["code"]: row["short_name"] for row in ROWS}
WARDS = [(code, fold(name)) for code, name in NAMES.items()]
ALIASES = [
    (fold(former), row["code"])
    for row in ROWS
    for column in ("former_wards", "former_districts")
    for former in row[column].split("; ")
]


def found(typed: str) -> list[str]:
    """The names of the wards these words may mean."""
    return [NAMES[code] for code in find_ward(typed, WARDS, ALIASES)]


@each_of("ward", NAMES.values())
def test_every_ward_is_found_however_it_is_written(ward: str) -> None:
    for typed in (ward, fold(ward), fold(ward).replace(" ", ""), ward.upper(), f"P. {ward}", f"xã {ward}, TP. HCM"):
        assert found(typed) == [ward], typed


@each_of(
    ("typed", "ward"),
    [
        ("tdm", "Thủ Dầu Một"),
        ("Thủ Dầu 1", "Thủ Dầu Một"),
        ("thur daauf mootj", "Thủ Dầu Một"),
        ("phuong thu dau moot", "Thủ Dầu Một"),
        ("lai thiu", "Lái Thiêu"),
        ("dau tien", "Dầu Tiếng"),
        ("bến cac", "Bến Cát"),
        ("dy an", "Dĩ An"),
        ("Dỹ An", "Dĩ An"),
        ("phu an", "Phú An"),
        ("an phu", "An Phú"),
        ("Thạnh An", "Thanh An"),
        ("Thới Hoà", "Thới Hòa"),
        ("khu phố Bình Hòa, phường Lái Thiêu", "Lái Thiêu"),
        ("ở phường Bình Dương", "Bình Dương"),
        ("phường Tân Hiệp", "Tân Hiệp"),
        ("Uyên Hưng", "Tân Uyên"),
        ("phường Phú Cường", "Thủ Dầu Một"),
    ],
)
def test_one_ward_is_meant(typed: str, ward: str) -> None:
    assert found(typed) == [ward]


def test_a_former_ward_that_was_split_is_asked_about() -> None:
    assert found("phường Hiệp Thành") == ["Thủ Dầu Một", "Phú Lợi"]
    assert found("xã Tân Mỹ") == ["Tân Uyên", "Thường Tân"]


def test_what_is_not_sure_is_asked_about_and_nonsense_is_nothing() -> None:
    assert found("phu loi an") == ["Phú Lợi", "Phú An", "Phú Giáo"]
    assert found("long phuoc") == ["Long Hòa"]
    for typed in ("", "?", "p", "phường", "asdf", "0912345678"):
        assert found(typed) == []


@given(st.text(max_size=10_000))
def test_any_words_lead_to_wards_each_once(text: str) -> None:
    codes = find_ward(text, WARDS, ALIASES)
    assert len(set(codes)) == len(codes)
    assert NAMES.keys() >= set(codes)


@each_of(
    ("typed", "kind", "name"),
    [
        ("kp3", "khu_pho", "3"),
        ("KP 3", "khu_pho", "3"),
        ("kp03", "khu_pho", "3"),
        ("k.phố 3", "khu_pho", "3"),
        ("K.P. 7", "khu_pho", "7"),
        ("khu pho 3", "khu_pho", "3"),
        ("Khu phố 4b", "khu_pho", "4B"),
        ("khu phố Bình Thung 1", "khu_pho", "Bình Thung 1"),
        ("KHU PHỐ BÌNH HÒA", "khu_pho", "Bình Hòa"),
        ("khu phố chợ", "khu_pho", "Chợ"),
        ("khu phố 3, phường Phú Lợi", "khu_pho", "3"),
        ("khu phố Bàu Bàng xã Bàu Bàng", "khu_pho", "Bàu Bàng"),
        ("tôi ở khu phố 3 ạ", "khu_pho", "3"),
        ("khu phố 3 nhé!", "khu_pho", "3"),
        ("tổ 4 kp Khánh Hòa", "khu_pho", "Khánh Hòa"),
        ("khu 3", "khu", "3"),
        ("khu1", "khu", "1"),
        ("ap 2", "ap", "2"),
        ("ấp Suối Sâu", "ap", "Suối Sâu"),
        ("ap suoi sau", "ap", "Suoi Sau"),
    ],
)
def test_a_group_is_read(typed: str, kind: str, name: str) -> None:
    assert read_group(typed) == GroupName(kind, name)


@each_of("typed", ["", "3", "Khánh Hòa", "tổ 4", "khu phố", "khu", "apple 3", "kp 0912345678"])
def test_no_group_is_read_where_none_is_named(typed: str) -> None:
    assert read_group(typed) is None


def test_groups_are_counted_as_people_count() -> None:
    names = ["2", "3", "4", "4A", "4b", "10", "Bình Thung 1", "Chợ", "Nhị Đồng 2"]
    assert sorted(sorted(names), key=group_order) == names


@given(st.text(max_size=10_000) | st.text("kp ap khu 0123456789.,xã", max_size=10_000))
def test_any_text_can_be_read(text: str) -> None:
    group = read_group(text)
    assert group is None or (group.kind in {"khu_pho", "ap", "khu"} and 0 < len(group.name) <= 60)
    group_order(text)


@each_of(
    ("typed", "name"),
    [
        ("kp 7", "7"),
        ("khu phố bảy", "7"),
        ("tổ 12 khu phố 3", "3"),
        ("kp 3 tổ 12", "3"),
        ("khu phố mười sáu", "16"),
        ("khu phố hai mươi ba nha con", "23"),
        ("ấp bốn mươi ạ", "40"),
        ("khu phố Ba Đình", "Ba Đình"),
    ],
)
def test_a_group_is_read_however_its_number_is_said(typed: str, name: str) -> None:
    read = read_group(typed)
    assert read is not None
    assert read.name == name


@each_of(
    ("typed", "number"),
    [
        ("7", "7"),
        ("dạ số 7", "7"),
        ("bảy", "7"),
        ("4b", "4B"),
        ("số bốn mươi nha con", "40"),
        ("gần chợ", None),
        ("", None),
    ],
)
def test_a_number_alone_is_that_of_the_group(typed: str, number: str | None) -> None:
    assert read_number(typed) == number


def test_who_does_not_know_says_so_in_many_ways() -> None:
    for typed in ("không biết nữa em", "dạ chưa rõ", "hông nhớ", "quên rồi con"):
        assert says_unknown(typed)
    assert not says_unknown("khu phố 3")
