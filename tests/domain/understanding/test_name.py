"""Names, forms of address and places as people type them where they are asked for."""

import csv
import unicodedata
from datetime import datetime
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bot.clock import LOCAL
from bot.domain.people.places import GroupName, read_group
from bot.domain.understanding.name import SaidName, name_in, read_form, read_name
from bot.domain.understanding.place import names_a_place
from tests.tables import each_of

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=LOCAL)


def _lines(state: str) -> list[tuple[str, str]]:
    with (Path(__file__).parent / "dev.tsv").open(encoding="utf-8") as file:
        return [(row["text"], row["meaning"]) for row in csv.DictReader(file, delimiter="\t") if row["state"] == state]


@each_of(("typed", "name"), _lines("name"))
def test_names_of_the_development_lines(typed: str, name: str) -> None:
    assert (name_in(typed) or "-") == name


@each_of(
    ("typed", "name"),
    [
        ("toi ten la nguyen thi tu", "Nguyen Thi Tu"),
        ("tên là Lê Văn Sáu", "Lê Văn Sáu"),
        ("NGUYỄN VĂN AN", "Nguyễn Văn An"),
        ("Nguyễn Văn Em", "Nguyễn Văn Em"),
        ("Trần Thị Con", "Trần Thị Con"),
        ("Nguyễn Văn Được", "Nguyễn Văn Được"),
        ("Nguyễn Văn A", "Nguyễn Văn A"),
        ("Nguyễn Thị Học", "Nguyễn Thị Học"),
        ("Lê Văn Thôi", "Lê Văn Thôi"),
        ("H'Hen Niê", "H'Hen Niê"),
        ("tôi tên Mai", "Mai"),
        ("em tên Minh ạ", "Minh"),
        ("má em tên Lê Thị Hai", "Lê Thị Hai"),
        ("nguyễn thị bé ba 70t", "Nguyễn Thị Bé Ba"),
        ("tên tôi Nguyễn Văn Bảy sinh năm 1954", "Nguyễn Văn Bảy"),
        ("Trần Văn Dương ở ấp 2", "Trần Văn Dương"),
        ("my name is Anna Lee", "Anna Lee"),
        ("thím Ba", "Ba"),
        ("Phạm Thị Út, 0912345678", "Phạm Thị Út"),
    ],
)
def test_the_name_is_what_is_kept(typed: str, name: str) -> None:
    assert name_in(typed) == name
    assert name_in(unicodedata.normalize("NFD", f" {typed} ")) == name


def test_what_is_said_beside_it_is_heard_too() -> None:
    said = read_name("tôi tên Lan, 68 tuổi, ở khu phố 3")
    assert said == SaidName("Lan", None, 68, GroupName("khu_pho", "3"))
    assert read_name("chú Hai") == SaidName("Hai", "chu")
    assert read_name("dì Ba Lành") == SaidName("Ba Lành", "di")


@each_of(
    "typed",
    [
        "dạ",
        "Dạ con",
        "ok",
        "ừ",
        "👍",
        "không",
        "không muốn nói",
        "để làm gì",
        "hỏi chi vậy con",
        "tên gì cũng được à?",
        "chào con",
        "alo",
        "cảm ơn con",
        "bà",
        "con ơi",
        "đăng ký cho má tui",
        "0912345678",
        "",
        "bận rồi",
        "khỏi",
        "thôi",
    ],
)
def test_what_is_no_name(typed: str) -> None:
    assert read_name(typed) is None


WORDS = st.sampled_from(["dạ", "con", "ơi", "nha", "ạ", "không", "ok", "thôi", "được", "có", "gì", "vậy", "ừ", "rồi"])


@given(st.lists(WORDS, min_size=1, max_size=5).map(" ".join))
def test_courtesy_is_never_a_name(typed: str) -> None:
    assert read_name(typed) is None


@given(st.sampled_from(["{}", "dạ {}", "{} nha con", "tôi tên {}", "dạ thưa cô tên tôi là {} ạ", "{}, 68 tuổi"]))
def test_courtesy_never_hides_a_name(around: str) -> None:
    for name in ("Nguyễn Thị Tư", "Trần Văn Hai", "Lê Thị Kim Chi", "Huỳnh Văn Út"):
        assert name_in(around.format(name)) == name


@given(st.text(max_size=400))
def test_any_text_can_be_read(text: str) -> None:
    assert read_name(text) is None or read_name(text)
    assert read_form(text) is None or read_form(text)


@each_of(
    ("typed", "form"),
    [
        ("goi la chu di", "chu"),
        ("chú", "chu"),
        ("gọi bà là dì nha", "di"),
        ("cứ kêu là thím", "thim"),
        ("dạ bác", "bac"),
        ("mợ", "mo"),
        ("chị ơi", "chi"),
        ("ai biết", None),
        ("dì Ba", None),
        ("không", None),
    ],
)
def test_forms_of_address(typed: str, form: str | None) -> None:
    assert read_form(typed) == form


@each_of(("typed", "group"), _lines("group"))
def test_groups_of_the_development_lines(typed: str, group: str) -> None:
    read = read_group(typed)
    assert read is not None
    assert f"{read.kind} {read.name}" == group


@each_of(
    ("typed", "is_place"),
    [
        *(
            (typed, True)
            for typed in ("nhà văn hóa", "nha van hoa khu pho 3", "số 8/3 đường Lê Lợi", "chùa", "UBND phường")
        ),
        *(
            (typed, False)
            for typed in ("3", "20", "8h", "19h tối thứ tư", "hai", "dạ", "ok", "không", "28/11", "👍", "20 chỗ")
        ),
    ],
)
def test_a_bare_number_or_a_time_is_no_place(typed: str, is_place: bool) -> None:  # noqa: FBT001 a column of the table
    assert names_a_place(typed, NOW) is is_place
