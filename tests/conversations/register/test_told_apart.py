"""People of one name: what is known of them stands beside it wherever one is chosen, and typing it is asked about."""

from bot.chat import labels
from bot.chat.told_apart import told_apart
from bot.domain.people.person import AgeBand
from bot.domain.vietnamese import fold, given_name
from bot.i18n import Reader, verbatim
from bot.services.register import register
from bot.services.register.register import NewPerson
from bot.storage.tables.people import Person
from tests import scene
from tests.town import Town


def _person(n: int, name: str, **known: object) -> Person:
    called = {"name": name, "search_name": fold(name), "given_name": given_name(name), "address_form": "ba"}
    return Person(id=n, **called, **known)


def _said(*people: Person, numbers: bool = True) -> list[str]:
    groups = {1: verbatim("khu phố 3"), 2: verbatim("khu phố 5")}
    return [text.for_(Reader("vi")) for text in told_apart(people, labels.person, groups, numbers=numbers).values()]


def test_a_name_alone_where_it_is_the_only_one() -> None:
    assert _said(_person(1, "Lê Thị Tư"), _person(2, "Lê Thị Năm")) == ["bà Tư", "bà Năm"]


def test_the_whole_name_where_the_given_one_is_shared() -> None:
    assert _said(_person(1, "Lê Thị Tư"), _person(2, "Võ Ngọc Tư")) == ["bà Lê Thị Tư", "bà Võ Ngọc Tư"]


def test_age_group_and_number_where_the_whole_name_is_shared() -> None:
    one = _person(1, "Lê Thị Tư", age_band=AgeBand.FROM_60, group_id=1, phone="+84912345671")
    other = _person(2, "Lê Thị Tư", group_id=2)
    assert _said(one, other) == [
        "bà Lê Thị Tư · 60 đến 74 tuổi · khu phố 3 · 0912 *** 671",
        "bà Lê Thị Tư · khu phố 5 · không có số",
    ]
    assert _said(one, other, numbers=False) == ["bà Lê Thị Tư · 60 đến 74 tuổi · khu phố 3", "bà Lê Thị Tư · khu phố 5"]


def test_those_alike_in_all_that_is_known_are_numbered() -> None:
    assert _said(_person(1, "Lê Thị Tư"), _person(2, "Lê Thị Tư")) == [
        "bà Lê Thị Tư · không có số (mục 1/2)",
        "bà Lê Thị Tư · không có số (mục 2/2)",
    ]


async def test_a_typed_name_that_fits_two_is_asked(town: Town) -> None:
    lan = town.phone("Chị Lan")
    async with town.begin() as db:
        home = await scene.group(db)
        leader = await scene.leader(db, lan, home)
        people = [
            NewPerson("Nguyễn Thị Tư", "ba", "f", AgeBand.FROM_60, "+84912345671"),
            NewPerson("Nguyễn Thị Tư", "ba", "f", AgeBand.FROM_75),
        ]
        await register.enter(db, leader, home, people, "đã đồng ý")
    await lan.says("sổ tổ")
    await lan.says("bà tư")
    lan.sees("ai trong số này")
    await lan.taps("75 tuổi trở lên · không có số")
    lan.sees("Nguyễn Thị Tư", "75 tuổi trở lên")
