"""A name is replaced however others write it, and another's is not."""

from bot.domain.people.called import Called, replacing
from tests.tables import each_of

HUYEN = Called("Đặng Thị Ngọc Huyền", "bà", "f", is_only_one=True)
TU = Called("Nguyễn Thị Tư", "bà", "f")


@each_of(
    "said",
    [
        "Đặng Thị Ngọc Huyền",
        "dang thi ngoc huyen",
        "DANG THI NGOC HUYEN",
        "Ngọc Huyền",
        "ngoc huyen",
        "bà Huyền",
        "Cô Huyền",
        "ba Huyen",
        "chi huyen",
        "bác  Huyền",
        "Huyền",
        "ba\u0300 Huye\u0302\u0300n",
    ],
)
def test_it_goes_in_every_form(said: str) -> None:
    assert replacing(HUYEN, "(…)")(f"Lớp nghỉ vì {said} bệnh") == "Lớp nghỉ vì (…) bệnh"


@each_of(
    "said",
    ["ông Huyền", "bà Huyền Trang", "Lê Huyền", "huyền ảo", "Nguyễn Thị Huyền Trang", "chú Huyền"],
)
def test_what_is_anothers_stays(said: str) -> None:
    assert replacing(HUYEN, "(…)")(f"nhờ {said} giúp") == f"nhờ {said} giúp"


@each_of("said", ["chị Tư", "ông Tư", "thứ Tư", "Tư", "bà Tư Hậu", "bốn tư", "tổ tư"])
def test_where_another_has_the_given_name_only_the_own_form_goes(said: str) -> None:
    assert replacing(TU, "(…)")(f"nhờ {said} giúp") == f"nhờ {said} giúp"
    assert replacing(TU, "(…)")("nhờ bà Tư giúp") == "nhờ (…) giúp"
    assert replacing(TU, "(…)")("nho ba tu giup") == "nho (…) giup"


def test_a_number_or_weekday_is_no_name_by_itself() -> None:
    called = Called("Ngô Thị Bảy", "bà", "f", is_only_one=True)
    assert replacing(called, "(…)")("Bảy giờ thứ Bảy") == "Bảy giờ thứ Bảy"
    assert replacing(called, "(…)")("cô Bảy") == "(…)"
